import Foundation
import LHVModels

/// The least noise at which a Markov chain of hidden variables follows two qubits, with the chain.
///
/// The qubits obey dρ/dt = −i[H, ρ] − g(ρ − 1/4). A chain with rates Γ_ij ≥ 0 from cell j to cell i follows every state when
/// Σ_j (Γ_ij p_j − Γ_ji p_i) = dp_i/dt with p_i = w_i Tr(ρF_i); this is linear in Γ and g, whatever the visibility, so the least g
/// comes from one linear program. Source: this library, in the article "Dynamics".
public struct CriticalNoise: Sendable, Hashable, Codable {
    /// g, the least rate of depolarization.
    public let noise: Double
    /// Γ, with the rate from j to i in row i and column j, and columns that sum to zero.
    public let rates: RealMatrix
    /// The largest |Σ_j Γ_ij p_j − dp_i/dt|/w_i over all cells and Pauli components.
    public let defect: Double
    /// The relative error of the linear program's answer, its gap between primal and dual values included.
    public let relativeError: Double
    /// The number of symmetries that were used.
    public let symmetries: Int
    /// The numbers of rows and variables of the linear program.
    public var size: (rows: Int, variables: Int) { (programRows, programVariables) }
    private let programRows: Int
    private let programVariables: Int

    init(
        noise: Double, rates: RealMatrix, defect: Double, relativeError: Double, symmetries: Int,
        size: (rows: Int, variables: Int)
    ) {
        self.noise = noise
        self.rates = rates
        self.defect = defect
        self.relativeError = relativeError
        self.symmetries = symmetries
        (programRows, programVariables) = size
    }

    /// The weights of the cells after a time, e^{Γt} p; their sum stays, for however long.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the time is negative or not finite or there are not as many weights as
    ///   cells; ``/NumericalCore/NumericalFailure`` when ‖Γ‖t exceeds 2⁴⁰.
    public func evolve(_ weights: [Double], time: Double) throws -> [Double] {
        try require(time >= 0 && time.isFinite, "time", must: "be at least 0 and finite", was: time)
        try require(weights.count == rates.rows, "weights", must: "be \(rates.rows) numbers", was: weights.count)
        return try rates.conservingExponential(time: time) * weights
    }
}

extension PairCells {
    /// The least noise g for which some Markov chain follows H with this gauge.
    ///
    /// Symmetries of gauge and Hamiltonian under octahedral rotations and the exchange of the spins shrink the program.
    /// The noise and the rates have the unit of H: s·H has s times those of H, however small or large s.
    /// - Parameters:
    ///   - hamiltonian: H, a Hermitian 4 × 4 matrix.
    ///   - reach: The largest sum of angles between the directions of two cells that a jump may join; 2π allows all jumps.
    /// - Complexity: A dense linear program with 16·n/k rows and n²/k variables for n cells and k symmetries.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not Hermitian or the program would have more than 3000 rows or 60000
    ///   variables, ``/NumericalCore/NumericalFailure`` when there is no solution, as with too short a reach.
    public func criticalNoise(under hamiltonian: ComplexMatrix, reach: Double = 2 * .pi) throws -> CriticalNoise {
        try require(reach > 0, "reach", must: "be positive", was: reach)
        let unit = try HamiltonianUnit(hamiltonian)
        let found = try criticalNoise(inUnits: unit.hamiltonian, reach: reach)
        return CriticalNoise(
            noise: unit.restored(found.noise), rates: found.rates.map(unit.restored),
            defect: unit.restored(found.defect), relativeError: found.relativeError, symmetries: found.symmetries,
            size: found.size)
    }

    // For a Hamiltonian of order one, as the tolerances of symmetries and linear programs suppose.
    private func criticalNoise(inUnits hamiltonian: ComplexMatrix, reach: Double) throws -> CriticalNoise {
        let group = symmetries(of: try PairCoefficients(kernel: hamiltonian))
        let cells = pairs.count
        let representatives = PairCells.representatives(of: group, count: cells)
        let jumps = jumpOrbits(group, reach: reach)
        let size = (rows: 16 * representatives.count, variables: jumps.count + 1)
        try require(
            size.rows <= 3000 && size.variables <= 60_000, "program",
            must: "have at most 3000 rows and 60000 variables", was: "\(size.rows) × \(size.variables)")
        let entries = kernels.map(\.entries)
        var rowOf = [Int?](repeating: nil, count: cells)
        for (number, cell) in representatives.enumerated() { rowOf[cell] = 16 * number }
        let slopes = try representatives.map { try kernels[$0].heisenbergDerivative(under: hamiltonian).entries }
        var columns: [Double] = []
        columns.reserveCapacity(size.rows * size.variables)
        for orbit in jumps {
            var column = [Double](repeating: 0, count: size.rows)
            for (to, from) in orbit {
                if let row = rowOf[to] {
                    let ratio = weights[from] / weights[to]
                    for p in 0..<16 { column[row + p] += ratio * entries[from][p] }
                }
                if let row = rowOf[from] {
                    for p in 0..<16 { column[row + p] -= entries[from][p] }
                }
            }
            columns += column
        }
        // The last variable is g.
        columns += representatives.flatMap { cell in [0] + entries[cell].dropFirst() }
        // What rounding leaves of zero would count once rows are scaled: a row of nothing else would contradict itself.
        let least = 1e-13 * columns.largestMagnitude()
        func cleaned(_ values: [Double]) -> [Double] { values.map { abs($0) < least ? 0 : $0 } }
        let program = try LinearProgram(
            .minimize, [Double](repeating: 0, count: jumps.count) + [1],
            subjectTo: RealMatrix(unchecked: cleaned(columns), rows: size.rows, columns: size.variables),
            slopes.flatMap { cleaned($0).map { LinearProgram.Bounds.equal(to: $0) } })
        let solution = try program.solve()
        guard solution.isOptimal else {
            throw NumericalFailure("critical noise", "the linear program ended as \(solution.status)")
        }
        var rates = RealMatrix(rows: cells, columns: cells)
        for (orbit, rate) in zip(jumps, solution.primal) where rate > 0 {
            for (to, from) in orbit {
                rates[to, from] += rate
                rates[from, from] -= rate
            }
        }
        let noise = solution.primal[jumps.count]
        return CriticalNoise(
            noise: noise, rates: rates, defect: try defect(of: rates, under: hamiltonian, noise: noise),
            relativeError: solution.verification.relativeError, symmetries: group.count, size: size)
    }

    /// The largest |Σ_j Γ_ij p_j − dp_i/dt|/w_i over cells and Pauli components, without use of symmetries.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when Γ has another shape or H is not a Hermitian 4 × 4 matrix.
    public func defect(of rates: RealMatrix, under hamiltonian: ComplexMatrix, noise: Double) throws -> Double {
        try require(
            rates.rows == pairs.count && rates.columns == pairs.count, "rates",
            must: "be \(pairs.count) × \(pairs.count)", was: "\(rates.rows) × \(rates.columns)")
        let kernelMatrix = RealMatrix(rows: pairs.count, columns: 16) { weights[$0] * kernels[$0].entries[$1] }
        let moved = rates * kernelMatrix
        var defect = 0.0
        for index in pairs.indices {
            let slope = try kernels[index].heisenbergDerivative(under: hamiltonian).entries
            let own = kernels[index].entries
            for p in 0..<16 {
                let expected = slope[p] - (p == 0 ? 0 : noise * own[p])
                defect = largerOrNaN(defect, abs(moved[index, p] / weights[index] - expected))
            }
        }
        return defect
    }

    private static func representatives(of group: [[Int]], count: Int) -> [Int] {
        var seen = [Bool](repeating: false, count: count)
        return (0..<count).filter { cell in
            if seen[cell] { return false }
            for element in group { seen[element[cell]] = true }
            return true
        }
    }

    // Pairs (to, from) of different cells within reach, in orbits of the group.
    private func jumpOrbits(_ group: [[Int]], reach: Double) -> [[(Int, Int)]] {
        let count = pairs.count
        var seen = [Bool](repeating: false, count: count * count)
        var orbits: [[(Int, Int)]] = []
        for to in 0..<count {
            for from in 0..<count where from != to && !seen[to * count + from] && gap(to, from) <= reach + 1e-9 {
                var orbit: [(Int, Int)] = []
                for element in group {
                    let image = (element[to], element[from])
                    if !seen[image.0 * count + image.1] {
                        seen[image.0 * count + image.1] = true
                        orbit.append(image)
                    }
                }
                orbits.append(orbit)
            }
        }
        return orbits
    }

    private func gap(_ one: Int, _ two: Int) -> Double {
        zip(pairs[one], pairs[two]).reduce(0) { $0 + acos(dot($1.0.vector, $1.1.vector).clamped(to: -1...1)) }
    }
}

extension PairCoefficients {
    /// i[H, F], the functional of the rate of change: Tr(ρ̇F) = Tr(ρ·i[H, F]).
    func heisenbergDerivative(under hamiltonian: ComplexMatrix) throws -> PairCoefficients {
        let f = kernel
        let commutator = hamiltonian * f - f * hamiltonian
        return try PairCoefficients(kernel: (Complex(0, 1) * commutator).hermitianPart)
    }
}
