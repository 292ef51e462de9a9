import QuantumStates

/// The alternating maximization behind ``BellInequality/quantumBound(dimensions:_:)``.
struct SeeSaw: Sendable {
    private let scenario: Scenario
    private let space: HilbertSpace
    /// The coefficients indexed by one (setting, outcome) pair of each party.
    private let tensor: [Complex]
    private let pairs: [Int]
    /// Σ|c|, the unit of values.
    let magnitude: Double

    struct End: Sendable {
        var value: Double
        var state: [Complex]
        var elements: [[[ComplexMatrix]]]
        var sweeps: Int
        var stop: StopReason
        /// Whether the start was left out, so that there is no state.
        var isLeftOut: Bool { state.isEmpty }
    }

    init(_ inequality: BellInequality, in space: HilbertSpace) {
        let scenario = inequality.scenario
        self.scenario = scenario
        self.space = space
        let pairs = scenario.outcomes.map { $0.reduce(0, +) }
        self.pairs = pairs
        let firsts = scenario.outcomes.map { list in list.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
        var tensor = [Complex](repeating: .zero, count: scenario.count)
        var place = 0
        for settings in MixedRadix(sizes: scenario.settings) {
            for outcome in MixedRadix(sizes: settings.indices.map { scenario.outcomes[$0][settings[$0]] }) {
                let indices = settings.indices.map { firsts[$0][settings[$0]] + outcome[$0] }
                tensor[MixedRadix.index(indices, pairs)] = Complex(inequality.coefficients[place])
                place += 1
            }
        }
        self.tensor = tensor
        magnitude = max(inequality.coefficients.reduce(0) { $0 + abs($1) }, .leastNormalMagnitude)
    }

    /// One start, from random measurements to where nothing improves.
    func climb(_ options: SeeSawOptions, _ control: SearchControl, using stream: inout RandomStream) throws -> End {
        var elements = try scenario.outcomes.enumerated().map { party, list in
            try list.map { try randomMeasurement(outcomes: $0, dimension: space.dimensions[party], using: &stream) }
        }
        var (value, state) = try bestState(elements)
        var checkpoint = value
        for sweep in 1...options.roundLimit {
            if let stop = control.reasonToStop {
                return End(value: value, state: state, elements: elements, sweeps: sweep - 1, stop: stop)
            }
            for party in 0..<scenario.parties where control.reasonToStop == nil {
                try improve(&elements, of: party, state)
            }
            (value, state) = try bestState(elements)
            if sweep % 10 == 0 {
                if value - checkpoint <= options.tolerance * magnitude {
                    return End(value: value, state: state, elements: elements, sweeps: sweep, stop: .converged)
                }
                checkpoint = value
            }
        }
        return End(
            value: value, state: state, elements: elements, sweeps: options.roundLimit, stop: .iterationLimit)
    }

    /// A random basis whose vectors are dealt out to the outcomes, or a random POVM when there are more outcomes.
    private func randomMeasurement(
        outcomes: Int, dimension: Int, using stream: inout RandomStream
    ) throws -> [ComplexMatrix] {
        let count = max(outcomes, dimension)
        // The first rows of a random unitary: an isometry, whose columns give rank-one effects that sum to one.
        let unitary = try Haar.unitary(dimension: count, using: &stream)
        let shift = Int(stream.next() % UInt64(outcomes))
        var elements = Array(repeating: ComplexMatrix(rows: dimension, columns: dimension), count: outcomes)
        for column in 0..<count {
            let vector = ComplexMatrix(rows: dimension, columns: 1) { row, _ in unitary[row, column] }
            elements[(column + shift) % outcomes] += vector * vector.adjoint
        }
        return elements
    }

    /// The tensor with the axes of all parties but one (or of all) contracted with their operators.
    ///
    /// The entries are indexed by the pairs of the kept party first, then by row and column of the others' operators.
    private func contracted(_ elements: [[[ComplexMatrix]]], keeping kept: Int?) -> [(
        pair: Int, operator: ComplexMatrix
    )] {
        var current = tensor
        var blocks: [Int] = []
        for party in 0..<scenario.parties {
            // The first axis is summed and its operator's entries become the last axis.
            let size = pairs[party]
            let rest = current.count / size
            if party == kept {
                var moved = [Complex](repeating: .zero, count: current.count)
                for pair in 0..<size {
                    for place in 0..<rest { moved[place * size + pair] = current[pair * rest + place] }
                }
                current = moved
                continue
            }
            let dimension = space.dimensions[party]
            let operators = elements[party].flatMap { $0 }
            let width = dimension * dimension
            var next = [Complex](repeating: .zero, count: rest * width)
            for (pair, matrix) in operators.enumerated() {
                let entries = matrix.elements
                for place in 0..<rest {
                    let factor = current[pair * rest + place]
                    guard factor != .zero else { continue }
                    for entry in 0..<width { next[place * width + entry] += factor * entries[entry] }
                }
            }
            current = next
            blocks.append(dimension)
        }
        let others = blocks.reduce(1, *)
        let shape = (0..<scenario.parties).map { party in
            party == kept ? pairs[party] : space.dimensions[party] * space.dimensions[party]
        }
        let count = kept.map { pairs[$0] } ?? 1
        var operators = Array(repeating: ComplexMatrix(rows: others, columns: others), count: count)
        for (digits, value) in zip(MixedRadix(sizes: shape), current) where value != .zero {
            var (row, column, pair) = (0, 0, 0)
            for (party, digit) in digits.enumerated() {
                if party == kept {
                    pair = digit
                } else {
                    // Entries are column by column.
                    let dimension = space.dimensions[party]
                    row = row * dimension + digit % dimension
                    column = column * dimension + digit / dimension
                }
            }
            operators[pair][row, column] += value
        }
        return operators.enumerated().map { ($0, $1) }
    }

    private func bestState(_ elements: [[[ComplexMatrix]]]) throws -> (Double, [Complex]) {
        let bell = contracted(elements, keeping: nil)[0].operator
        let system = try bell.hermitianPart.hermitianEigensystem()
        let last = system.values.count - 1
        return (system.values[last], system.vectors.column(last))
    }

    /// Gives one party its best measurements.
    private func improve(_ elements: inout [[[ComplexMatrix]]], of party: Int, _ state: [Complex]) throws {
        let dimension = space.dimensions[party]
        let others = space.dimension / dimension
        let inner = space.strides[party]
        let wave = ComplexMatrix(rows: dimension, columns: others) { digit, rest in
            state[(rest / inner * dimension + digit) * inner + rest % inner]
        }
        let gains = contracted(elements, keeping: party).map { item in
            // Tr(E·G) = ⟨ψ|E ⊗ W|ψ⟩ for G = Ψ Wᵀ Ψ†.
            (wave * item.operator.transpose * wave.adjoint).hermitianPart
        }
        var first = 0
        for (setting, outcomes) in scenario.outcomes[party].enumerated() {
            let list = Array(gains[first..<(first + outcomes)])
            first += outcomes
            if outcomes == 2 {
                elements[party][setting] = try SeeSaw.bestPair(list[0] - list[1])
            } else if outcomes > 2 {
                elements[party][setting] = try SeeSaw.improved(elements[party][setting], gains: list)
            }
        }
    }

    /// The projector on the positive part of a difference of gains, and its complement.
    private static func bestPair(_ difference: ComplexMatrix) throws -> [ComplexMatrix] {
        let system = try difference.hermitianEigensystem()
        let up = system.applying { $0 > 0 ? .one : .zero }
        return [up, .identity(difference.rows) - up]
    }

    /// E_a ← Λ⁻¹ G_a E_a G_a Λ⁻¹ with Λ² = Σ G_a E_a G_a, for gains made positive; Σ Tr(E_a G_a) never falls.
    ///
    /// Source: [Jezek2002], Eqs. 8–10.
    private static func improved(_ elements: [ComplexMatrix], gains: [ComplexMatrix]) throws -> [ComplexMatrix] {
        let dimension = gains[0].rows
        var least = Double.infinity
        var spread = 0.0
        for gain in gains {
            let values = try gain.hermitianEigenvalues()
            least = smallerOrNaN(least, values[0])
            spread = largerOrNaN(spread, values[dimension - 1] - values[0])
        }
        guard spread > 0 else { return elements }
        let positive = gains.map { $0 - Complex(least - 1e-3 * spread) * ComplexMatrix.identity(dimension) }
        var current = elements
        for _ in 0..<10 {
            let moved = zip(positive, current).map { ($0 * $1 * $0).hermitianPart }
            var sum = moved[0]
            for next in moved.dropFirst() { sum += next }
            let system = try sum.hermitianEigensystem()
            guard system.values[0] > 1e-14 * system.values[dimension - 1] else { return current }
            let inverse = system.applying { Complex(1 / $0.squareRoot()) }
            current = moved.map { (inverse * $0 * inverse).hermitianPart }
        }
        // Rounding is taken off in a way that keeps the sum exactly one.
        var sum = current[0]
        for next in current.dropFirst() { sum += next }
        let inverse = try sum.hermitianEigensystem().applying { Complex(1 / max($0, 1e-3).squareRoot()) }
        return current.map { (inverse * $0 * inverse).hermitianPart }
    }
}

extension SeeSaw.End {
    /// A start that was left out.
    init(leftOut stop: StopReason) { self.init(value: -.infinity, state: [], elements: [], sweeps: 0, stop: stop) }
}
