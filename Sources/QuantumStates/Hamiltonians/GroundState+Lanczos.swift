import Foundation
import NumericalCore

extension GroundState {
    /// The ground state by the thick-restart Lanczos iteration, without a matrix of H, on the calling thread.
    ///
    /// H may be in any units: the iteration works on H in units of its size. The same seed gives the same bits on one machine. Memory: `options.basisSize` + 1 vectors of 2^N amplitudes, real
    /// ones where H is real.
    /// - Parameters:
    ///   - hamiltonian: H on at most 20 qubits.
    ///   - options: Tolerance, limits, and whether the gap is wanted.
    ///   - generator: Where the random start comes from.
    ///   - progress: Called after each application of H; returning false ends the iteration with the best state so far.
    /// - Complexity: O((G + basisSize)·2^N) a step, for G distinct X masks.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more qubits or wrong options; `CancellationError` when the task is
    ///   cancelled.
    public static func lanczos(
        of hamiltonian: PauliSum, options: LanczosOptions = LanczosOptions(),
        using generator: inout some RandomNumberGenerator, progress: (LanczosProgress) -> Bool = { _ in true }
    ) throws -> GroundState {
        try requireLanczos(hamiltonian, options)
        // One concrete stream from here on: generic over the generator, the inner loops would not be specialized.
        let stream = RandomStream(seed: generator.next())
        return hamiltonian.isReal
            ? try search(Double.self, hamiltonian, options, stream, progress)
            : try search(Complex.self, hamiltonian, options, stream, progress)
    }

    /// The search for the ground state by the thick-restart Lanczos iteration, to be run or started.
    ///
    /// It reports the residual norm after each application of H. The same options give the same bits on one machine.
    /// - Parameters:
    ///   - hamiltonian: H on at most 20 qubits.
    ///   - options: Tolerance, limits and seed, and whether the gap is wanted.
    /// - Returns: The search; when time is over or the task cancelled, it ends with the best state so far.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more qubits or wrong options.
    public static func lanczosSearch(
        of hamiltonian: PauliSum, options: LanczosOptions = LanczosOptions()
    ) throws -> some LongWork<GroundState> {
        try requireLanczos(hamiltonian, options)
        let stream = RandomStream(seed: options.seed)
        return PreparedWork { reporter in
            hamiltonian.isReal
                ? try await search(Double.self, hamiltonian, options, stream, reporter)
                : try await search(Complex.self, hamiltonian, options, stream, reporter)
        }
    }

    /// As the synchronous function of the same name, giving way to other tasks between steps.
    ///
    /// - Parameters:
    ///   - hamiltonian: H on at most 20 qubits.
    ///   - options: Tolerance, limits, and whether the gap is wanted.
    ///   - stream: Where the random start comes from.
    ///   - progress: Called after each application of H; returning false ends the iteration with the best state so far.
    /// - Throws: As the synchronous function.
    @available(*, deprecated, message: "use lanczosSearch(of:options:), to be run or started")
    public static func lanczos(
        of hamiltonian: PauliSum, options: LanczosOptions = LanczosOptions(), stream: RandomStream,
        progress: @Sendable (LanczosProgress) async -> Bool = { _ in true }
    ) async throws -> GroundState {
        try requireLanczos(hamiltonian, options)
        return hamiltonian.isReal
            ? try await search(Double.self, hamiltonian, options, stream, progress)
            : try await search(Complex.self, hamiltonian, options, stream, progress)
    }

    private static func requireLanczos(_ hamiltonian: PauliSum, _ options: LanczosOptions) throws {
        try require(
            hamiltonian.qubits <= largestLanczosQubits, "number of qubits",
            must: "be at most \(largestLanczosQubits) for Lanczos", was: hamiltonian.qubits)
        try require(
            hamiltonian.coefficientNorm.isFinite, "sum of the coefficients' moduli", must: "be finite",
            was: hamiltonian.coefficientNorm)
        try options.validate()
    }

    private static func search<Element: Amplitude>(
        _ type: Element.Type, _ hamiltonian: PauliSum, _ options: LanczosOptions,
        _ stream: RandomStream, _ progress: (LanczosProgress) -> Bool
    ) throws -> GroundState {
        var search = try LanczosSearch<Element>(hamiltonian, options, stream)
        while let report = try search.step() {
            try Work.checkCancellation()
            if !progress(report) { search.stop() }
        }
        return try search.result()
    }

    private static func search<Element: Amplitude>(
        _ type: Element.Type, _ hamiltonian: PauliSum, _ options: LanczosOptions,
        _ stream: RandomStream, _ progress: @Sendable (LanczosProgress) async -> Bool
    ) async throws -> GroundState {
        var search = try LanczosSearch<Element>(hamiltonian, options, stream)
        while let report = try search.step() {
            try Work.checkCancellation()
            if await !progress(report) { search.stop() }
            await Task.yield()
        }
        return try search.result()
    }

    private static func search<Element: Amplitude>(
        _ type: Element.Type, _ hamiltonian: PauliSum, _ options: LanczosOptions,
        _ stream: RandomStream, _ reporter: RunReporter?
    ) async throws -> GroundState {
        let budget = TimeBudget(timeLimit: options.timeLimit)
        try Work.checkCancellation()
        var search = try LanczosSearch<Element>(hamiltonian, options, stream)
        while let progress = try search.step() {
            let residual = progress.residualNorm
            try reporter?.report(
                step: progress.iterations, of: options.roundLimit, value: residual.isFinite ? residual : nil,
                message: "energy \(progress.energy)")
            if let stop = budget.reasonToStop { search.stop(stop) }
            await Task.yield()
        }
        return try search.result()
    }
}

/// The search for the ground state and, where it is wanted, for the first excited energy after it.
private struct LanczosSearch<Element: Amplitude>: Sendable {
    // H in units of its size, 2^exponent.
    private let hamiltonian: PauliSum
    private let exponent: Int
    private let kernel: PauliSumKernel
    private let options: LanczosOptions
    private var stream: RandomStream
    private var solver: LanczosSolver<Element>
    private var ground: [Element]?
    private var iterations = 0
    private var excited: Double?
    private var stopReason: StopReason?

    init(_ hamiltonian: PauliSum, _ options: LanczosOptions, _ stream: RandomStream) throws {
        (self.hamiltonian, exponent) = hamiltonian.inUnitsOfItsSize()
        kernel = try PauliSumKernel(self.hamiltonian)
        self.options = options
        self.stream = stream
        self.solver = LanczosSolver(kernel: kernel, options: options, using: &self.stream)
    }

    /// One application of H; nil when there is nothing left to do.
    mutating func step() throws -> LanczosProgress? {
        if stopReason != nil { return nil }
        let (progress, isConverged) = try solver.step()
        iterations += 1
        if isConverged, ground == nil, options.findsGap {
            let vector = solver.lowestVector()
            ground = vector
            solver = LanczosSolver(kernel: kernel, options: options, orthogonalTo: [vector], using: &stream)
        } else if isConverged {
            if ground != nil { excited = progress.energy }
            stopReason = .converged
        }
        if stopReason == nil, iterations >= options.roundLimit { stopReason = .iterationLimit }
        return LanczosProgress(
            iterations: iterations, energy: inGivenUnits(progress.energy),
            residualNorm: inGivenUnits(progress.residualNorm))
    }

    private func inGivenUnits(_ energy: Double) -> Double { scalbn(energy, exponent) }

    /// Ends the search, unless it has just ended by itself.
    mutating func stop(_ reason: StopReason = .stoppedByCaller) { if stopReason == nil { stopReason = reason } }

    func result() throws -> GroundState {
        let amplitudes = (ground ?? solver.lowestVector()).map(\.complex)
        let state = StateVector(unchecked: amplitudes, in: try hamiltonian.space())
        let energy = innerProduct(amplitudes, try hamiltonian.apply(to: amplitudes)).real
        return GroundState(
            energy: inGivenUnits(energy), state: state,
            residualNorm: inGivenUnits(try GroundState.residual(hamiltonian, amplitudes, energy: energy)),
            iterations: iterations, stopReason: stopReason ?? .converged, degeneracy: nil,
            firstExcitedEnergy: excited.map(inGivenUnits))
    }
}
