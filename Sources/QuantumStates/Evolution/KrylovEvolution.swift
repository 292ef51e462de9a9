import Foundation
import NumericalCore

/// A pure state evolved by e^{−iHt} without a matrix of H, with an error estimate: for up to about 20 qubits.
///
/// In a Krylov basis V of m vectors the state is V e^{−iTs} e₁ and its residual β|⟨m|e^{−iTs}|1⟩|; since the evolution is
/// unitary, the error after a step τ is at most the integral of the residual over 0…τ. Each basis is used for the
/// longest step that this bound admits. The norm is kept to rounding. Memory: m + 2 vectors of 2^N amplitudes.
/// Source: [Hochbruck1997].
public struct KrylovEvolution: Sendable {
    /// How the evolution runs.
    public struct Options: Sendable, Hashable, Codable {
        /// The largest estimated ‖ψ − ψ_exact‖ at the end, apart from rounding.
        public var tolerance: Double
        /// m, the number of vectors of 2^N amplitudes held at a time.
        public var basisSize: Int
        /// The largest number of steps.
        public var stepLimit: Int

        /// Options with defaults for spin chains.
        public init(tolerance: Double = 1e-10, basisSize: Int = 24, stepLimit: Int = 100_000) {
            self.tolerance = tolerance
            self.basisSize = basisSize
            self.stepLimit = stepLimit
        }

        func validate() throws {
            try require(tolerance >= 1e-14 && tolerance < 1, "tolerance", must: "be in 1e-14..<1", was: tolerance)
            try require((2...200).contains(basisSize), "basisSize", must: "be in 2…200", was: basisSize)
            try require(stepLimit >= 1, "stepLimit", must: "be at least 1", was: stepLimit)
        }
    }

    /// e^{−iHt}|ψ⟩.
    public let state: StateVector
    /// The number of Krylov bases.
    public let steps: Int
    /// How often H was applied.
    public let applications: Int
    /// The sum of the steps' error bounds and of an estimate of their rounding, which the tolerance cannot make smaller.
    public let estimatedError: Double

    /// The largest number of qubits.
    public static let largestQubits = 24

    /// Evolves a state for a time of either sign.
    ///
    /// - Parameters:
    ///   - state: |ψ⟩ on the qubits of H.
    ///   - hamiltonian: H on at most 24 qubits.
    ///   - time: t, with ‖H‖·|t| up to 2⁴⁰, ‖H‖ being bounded by the sum of the |coefficients|.
    ///   - options: Tolerance and limits.
    ///   - progress: Called after each step with the fraction of the time that is done; returning false cancels.
    /// - Complexity: O(m(m + G)·2^N) a step, with about ‖H‖|t|/m steps.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for a wrong state, time or option; ``/NumericalCore/NumericalFailure``
    ///   when the step limit is reached; `CancellationError` when the task or the callback cancels.
    public init(
        _ state: StateVector, under hamiltonian: PauliSum, time: Double, options: Options = Options(),
        progress: (Double) -> Bool = { _ in true }
    ) throws {
        try hamiltonian.requireState(in: state.space)
        try require(
            hamiltonian.qubits <= KrylovEvolution.largestQubits, "number of qubits",
            must: "be at most \(KrylovEvolution.largestQubits)", was: hamiltonian.qubits)
        try require(time.isFinite, "time", must: "be finite, and so ‖H‖·t", was: time)
        try PhaseLimit.require(time * hamiltonian.coefficientNorm, "‖H‖·t", "time", was: time)
        try options.validate()
        // H in units of its size and t in the inverse unit, so that no norm overflows or underflows.
        let (unitSum, exponent) = hamiltonian.inUnitsOfItsSize()
        let time = scalbn(time, exponent)
        let kernel = try PauliSumKernel(unitSum)
        let size = min(options.basisSize, kernel.dimension)
        let sign: Double = time < 0 ? -1 : 1
        var basis = KrylovBasis<Complex>(length: kernel.dimension, capacity: size + 1)
        var amplitudes = state.amplitudes
        var remaining = abs(time)
        // What rounding will take of the tolerance is left to it, as far as there is enough.
        let rounding = 0x1p-52 * (abs(time) * hamiltonian.coefficientNorm + 64)
        let errorRate = max(options.tolerance / 2, options.tolerance - rounding) / abs(time)
        var (steps, applications, error) = (0, 0, 0.0)
        while remaining > 0 {
            guard steps < options.stepLimit else {
                throw NumericalFailure(
                    "Krylov evolution", "\(steps) steps left a time of \(scalbn(remaining, -exponent))")
            }
            let block = try KrylovBlock(&basis, kernel, start: amplitudes, size: size)
            let (admitted, bound) = block.longestStep(within: remaining, errorRate: errorRate)
            let left = admitted >= remaining ? 0 : remaining - admitted
            // The step is what the clock moves by: a rounded rest and an unrounded step would drift apart.
            let step = remaining - left
            guard step > 0 else {
                throw NumericalFailure("Krylov evolution", "the tolerance \(options.tolerance) admits no step")
            }
            amplitudes = block.evolve(basis, time: sign * step)
            steps += 1
            applications += block.count
            error += bound + block.rounding(step)
            remaining = left
            try Work.checkCancellation()
            if !progress(1 - remaining / abs(time)) { throw CancellationError() }
        }
        self.state = StateVector(unchecked: amplitudes, in: state.space)
        self.steps = steps
        self.applications = applications
        self.estimatedError = error
    }
}

/// One Krylov basis with its tridiagonal projection T, in the eigenbasis of T.
private struct KrylovBlock {
    let count: Int
    private let norm: Double
    private let system: HermitianEigensystem<Double>
    private let residualNorm: Double
    private let rule: GaussRule

    init(
        _ basis: inout KrylovBasis<Complex>, _ kernel: PauliSumKernel, start: [Complex], size: Int
    ) throws {
        basis.truncate(to: 0)
        basis.place(candidate: start)
        norm = basis.candidateNorm
        basis.acceptCandidate(norm: norm)
        var (diagonal, offDiagonal): ([Double], [Double]) = ([], [])
        var next = 0.0
        while true {
            try Work.checkCancellation()
            basis.placeImage(of: basis.count - 1, under: kernel)
            let (coefficients, remaining) = basis.orthogonalizeCandidate()
            diagonal.append(coefficients[coefficients.count - 1].real)
            next = remaining
            let scale = abs(diagonal[diagonal.count - 1]) + (offDiagonal.last ?? 0)
            // What remains of an invariant subspace is rounding.
            if remaining <= 1e-15 * max(scale, .leastNormalMagnitude) || basis.count == kernel.dimension {
                next = 0
                break
            }
            if basis.count == size { break }
            offDiagonal.append(remaining)
            basis.acceptCandidate(norm: remaining)
        }
        count = diagonal.count
        residualNorm = next
        system = try RealMatrix.tridiagonalEigensystem(diagonal: diagonal, offDiagonal: offDiagonal)
        rule = try GaussRule.legendre(count: 12)
    }

    /// ⟨row|e^{−iTs}|1⟩.
    private func element(_ row: Int, _ time: Double) -> Complex {
        var sum = Complex.zero
        for (index, value) in system.values.enumerated() {
            sum += system.vectors[row, index] * system.vectors[0, index] * Complex.unit(phase: -value * time)
        }
        return sum
    }

    /// ∫₀^τ β|⟨m|e^{−iTs}|1⟩| ds.
    private func errorBound(_ step: Double) -> Double {
        guard residualNorm != 0 else { return 0 }
        var sum = 0.0
        for (node, weight) in zip(rule.nodes, rule.weights) {
            sum += weight * element(count - 1, step * (1 + node) / 2).modulus
        }
        return norm * residualNorm * step / 2 * sum
    }

    /// The longest step whose error bound is at most `errorRate` times the step, with that bound.
    func longestStep(within remaining: Double, errorRate: Double) -> (step: Double, bound: Double) {
        // Matrix elements are differences of terms of order 1; below this the bound is rounding.
        func admits(_ step: Double) -> Bool { errorBound(step) <= errorRate * step }
        if admits(remaining) && remaining * (system.values[count - 1] - system.values[0]) <= 4 * Double(count) {
            return (remaining, errorBound(remaining))
        }
        if residualNorm == 0 { return (remaining, 0) }
        // Beyond a phase of about m the basis cannot follow: |⟨m|e^{−iTs}|1⟩| is of order 1.
        let width = max(system.values[count - 1] - system.values[0], .leastNormalMagnitude)
        var (low, high) = (0.0, min(remaining, 4 * Double(count) / width))
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if admits(middle) { low = middle } else { high = middle }
            if high - low <= 0.01 * low { break }
        }
        return (low, errorBound(low))
    }

    /// What rounding adds in a step: each energy is known to 2⁻⁵³ of the largest, and a vector passes through m products.
    func rounding(_ step: Double) -> Double {
        let largest = max(abs(system.values[0]), abs(system.values[count - 1]))
        return 0x1p-53 * norm * (largest * step + 2 * Double(count).squareRoot())
    }

    /// V e^{−iTs} e₁ ‖ψ‖.
    func evolve(_ basis: KrylovBasis<Complex>, time: Double) -> [Complex] {
        basis.combination((0..<count).map { norm * element($0, time) })
    }
}
