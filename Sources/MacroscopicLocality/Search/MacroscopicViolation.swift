import LHVModels
import NumericalCore
import QuantumStates

/// The largest value of a Bell inequality over all states of regions of given sizes, with one spin of each region measured.
///
/// In other words: over all effective states that such regions can have. In turn, the state becomes the top eigenvector of the Bell operator,
/// in which each POVM element is the mean over the spins of its region, and every region gets its best measurements for the state. No step
/// lowers the value; that it is the largest is not proven. With regions of one spin it is the quantum value of the inequality for qubits.
public struct MacroscopicViolation: Sendable, Hashable, Codable {
    /// The largest value that was found.
    ///
    /// What differs from ``bound`` by rounding only is the bound.
    public let value: Double
    /// The inequality's bound, which it may exceed.
    public let bound: Double
    /// ρ_eff of the state that reaches it.
    public let effectiveState: EffectiveState
    /// The measurements of each region.
    public let measurements: [[POVM]]
    /// The total spins, as 2j, of the block of the state.
    public let twiceSpins: [Int]
    /// Where every start in every block ended, the blocks one behind the other.
    public let ends: [Double]
    /// Why the search stopped: `converged` when all starts were made.
    public let stopReason: StopReason

    /// value − bound: positive when a local bound is violated.
    public var excess: Double { value - bound }

    /// Searches for the largest value on the calling thread.
    ///
    /// The short form of ``search(of:regionSizes:options:)``; it stops when the current task is cancelled.
    /// - Parameters:
    ///   - inequality: An inequality with two outcomes for all settings.
    ///   - regionSizes: N_X for each party, with D = Π(N_X + 1) at most 1024 and 4^k·D² at most 2²⁶.
    ///   - options: Starts, limits and seed.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range; `CancellationError` in a task that is
    ///   cancelled before the first start has ended.
    public init(
        of inequality: BellInequality, regionSizes: [Int], options: AscentOptions = AscentOptions()
    ) throws {
        try MacroscopicViolation.admit(inequality, regionSizes, options)
        try self.init(inequality, regionSizes, options, nil)
    }

    /// The search for the largest value, to be run or started; it reports after each start.
    ///
    /// - Parameters:
    ///   - inequality: An inequality with two outcomes for all settings.
    ///   - regionSizes: N_X for each party, with D = Π(N_X + 1) at most 1024 and 4^k·D² at most 2²⁶.
    ///   - options: Starts, limits and seed.
    /// - Complexity: O(D³ + (2m)^k·4^k) a round for D = Π(2j_X + 1) and m settings.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func search(
        of inequality: BellInequality, regionSizes: [Int], options: AscentOptions = AscentOptions()
    ) throws -> some LongWork<MacroscopicViolation> {
        try admit(inequality, regionSizes, options)
        return PreparedWork { try MacroscopicViolation(inequality, regionSizes, options, $0) }
    }

    private static func admit(
        _ inequality: BellInequality, _ regionSizes: [Int], _ options: AscentOptions
    ) throws {
        let scenario = inequality.scenario
        try require(
            scenario.isBinary, "inequality", must: "have two outcomes for every setting", was: scenario)
        try require(
            regionSizes.count == scenario.parties, "region sizes",
            must: "be one for each of \(scenario.parties) parties",
            was: regionSizes)
        try SpinBlock.requireSizes(regionSizes, operators: 4)
        try options.validate()
    }

    private init(
        _ inequality: BellInequality, _ regionSizes: [Int], _ options: AscentOptions, _ reporter: RunReporter?
    ) throws {
        let blocks = SpinBlock.all(regionSizes: regionSizes)
        let problems = try blocks.map { try ViolationProblem(inequality, $0) }
        let climbs = try BlockClimbs(
            blocks: blocks.count, options, StartTally(reporter, of: blocks.count * options.starts), value: \.value
        ) { try problems[$0].climb(options, using: &$1) }
        let (number, found) = climbs.climbs[climbs.best(by: \.value)]
        let tensor = try PauliTensor(count: inequality.scenario.parties, coefficients: found.tensor)
        effectiveState = EffectiveState(
            unchecked: DensityOperator(unchecked: tensor.matrix, in: try .qubits(inequality.scenario.parties)),
            regionSizes: regionSizes.map(Double.init))
        measurements = found.effects.map { list in
            stride(from: 0, to: list.count, by: 2).map { POVM(unchecked: [list[$0].effect, list[$0 + 1].effect]) }
        }
        bound = inequality.bound
        // What differs from the bound by rounding only violates nothing.
        let reached = try inequality.value(of: Behaviour(of: effectiveState.state, measurements: measurements))
        let rounding = 32 * Double.ulpOfOne * inequality.coefficients.reduce(0) { $0 + abs($1) }
        value = abs(reached - bound) <= rounding ? bound : reached
        twiceSpins = blocks[number / options.starts].twiceSpins
        ends = climbs.climbs.map(\.climb.value)
        stopReason = climbs.stopReason
    }
}

/// e₀ + e·σ.
extension SIMD4<Double> {
    fileprivate var effect: ComplexMatrix {
        ComplexMatrix(
            unchecked: [
                Complex(self[0] + self[3]), Complex(self[1], self[2]), Complex(self[1], -self[2]),
                Complex(self[0] - self[3]),
            ],
            rows: 2, columns: 2)
    }
}

/// The alternating maximization in one block.
private struct ViolationProblem: Sendable {
    /// The coefficients, indexed by (setting, outcome) of each party: number 2·setting + outcome.
    let terms: [(pairs: [Int], coefficient: Double)]
    let settings: [Int]
    /// S_{α₁}⊗…⊗S_{α_k}/(N₁⋯N_k) for all 4^k lists, column by column, one behind the other.
    let operators: ComplexMatrix
    let dimension: Int

    init(_ inequality: BellInequality, _ block: SpinBlock) throws {
        settings = inequality.scenario.settings
        var terms: [(pairs: [Int], coefficient: Double)] = []
        for list in Choices(settings.map { Array(0..<$0) }) {
            for outcome in Choices(settings.map { _ in [0, 1] }) {
                let coefficient = try inequality.coefficient(of: outcome, given: list)
                if coefficient != 0 { terms.append((zip(list, outcome).map { 2 * $0 + $1 }, coefficient)) }
            }
        }
        self.terms = terms
        let products = Choices(block.twiceSpins.indices.map { block.means(ofRegion: $0) }).map { factors in
            factors.dropFirst().reduce(factors[0]) { $0.kronecker($1) }
        }
        dimension = products[0].rows
        operators = ComplexMatrix(
            unchecked: products.flatMap(\.elements), rows: dimension * dimension, columns: products.count)
    }

    struct Climb: Sendable {
        var value: Double
        var tensor: [Double]
        var effects: [[SIMD4<Double>]]
    }

    func climb(_ options: AscentOptions, using stream: inout RandomStream) throws -> Climb {
        var effects = settings.map { count in
            (0..<count).flatMap { _ in
                let n = Direction.random(using: &stream).vector
                return [SIMD4(1, n.x, n.y, n.z) / 2, SIMD4(1, -n.x, -n.y, -n.z) / 2]
            }
        }
        var value = -Double.infinity
        var tensor: [Double] = []
        for _ in 0..<options.roundLimit {
            try Work.checkCancellation()
            let combined = operators * contracted(effects).map { Complex($0) }
            let system = try ComplexMatrix(unchecked: combined, rows: dimension, columns: dimension).hermitianPart
                .hermitianEigensystem()
            let top = ComplexMatrix(unchecked: system.vectors.column(dimension - 1), rows: dimension, columns: 1)
            let projector = ComplexMatrix.product(top, .plain, top, .adjoint)
            // Tr(S|ψ⟩⟨ψ|) is the product of the entries of S* and |ψ⟩⟨ψ|, S being Hermitian.
            let entries = ComplexMatrix(unchecked: projector.elements, rows: projector.elements.count, columns: 1)
            tensor = ComplexMatrix.product(operators, .adjoint, entries).elements.map(\.real)
            for party in settings.indices { improve(&effects, of: party, tensor) }
            let next = zip(contracted(effects), tensor).reduce(0) { $0 + $1.0 * $1.1 }
            guard next - value > options.tolerance else {
                return Climb(value: max(value, next), tensor: tensor, effects: effects)
            }
            value = next
        }
        return Climb(value: value, tensor: tensor, effects: effects)
    }

    /// β with Σ c·E ⊗ … ⊗ E = Σ β_{α₁…α_k} σ_{α₁}⊗…⊗σ_{α_k}.
    private func contracted(_ effects: [[SIMD4<Double>]]) -> [Double] {
        var sum = [Double](repeating: 0, count: 1 << (2 * settings.count))
        for (pairs, coefficient) in terms {
            for place in sum.indices {
                var product = coefficient
                for (party, pair) in pairs.enumerated() {
                    product *= effects[party][pair][place >> (2 * (settings.count - 1 - party)) & 3]
                }
                sum[place] += product
            }
        }
        return sum
    }

    /// Gives a party its best measurements: the value is Σ e·g, and the best effect the positive part of a 2 × 2 matrix.
    private func improve(_ effects: inout [[SIMD4<Double>]], of party: Int, _ tensor: [Double]) {
        var gains = [SIMD4<Double>](repeating: .zero, count: effects[party].count)
        for (pairs, coefficient) in terms {
            for (place, correlation) in tensor.enumerated() {
                var product = coefficient * correlation
                for (other, pair) in pairs.enumerated() where other != party {
                    product *= effects[other][pair][place >> (2 * (settings.count - 1 - other)) & 3]
                }
                gains[pairs[party]][place >> (2 * (settings.count - 1 - party)) & 3] += product
            }
        }
        for setting in 0..<settings[party] {
            let difference = gains[2 * setting] - gains[2 * setting + 1]
            let (d0, d) = (difference[0], SIMD3(difference[1], difference[2], difference[3]))
            let length = (d * d).sum().squareRoot()
            let best: SIMD4<Double>
            if d0 >= length {
                best = SIMD4(1, 0, 0, 0)
            } else if -d0 >= length {
                best = .zero
            } else {
                best = SIMD4(1, d.x / length, d.y / length, d.z / length) / 2
            }
            effects[party][2 * setting] = best
            effects[party][2 * setting + 1] = SIMD4(1, 0, 0, 0) - best
        }
    }
}
