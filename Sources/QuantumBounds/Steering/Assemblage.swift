import QuantumStates

/// Operators B_{a|x} ⪰ 0 with Σ_a B_{a|x} the same for all settings x: an assemblage, or measurements of one dimension.
///
/// An assemblage holds the states σ_{a|x} of one party when another measures x and finds a, times the outcome's probability; its
/// sum is the party's state. Measurements sum to the identity. Both ask one question: is there a list of positive operators
/// G_λ, one for each deterministic strategy λ, with B_{a|x} = Σ_{λ(x)=a} G_λ? For an assemblage it is a local-hidden-state
/// model, for measurements a parent of which all of them are coarse-grainings.
public struct Assemblage: Sendable, Hashable {
    /// The operators: `operators[setting][outcome]`.
    public let operators: [[ComplexMatrix]]
    /// Their sum for each setting.
    public let sum: ComplexMatrix

    /// An assemblage from its operators.
    ///
    /// - Parameters:
    ///   - operators: `operators[setting][outcome]`, square matrices of one size.
    ///   - tolerance: By how much entries may differ from Hermitian ones and sums from each other, and eigenvalues lie below 0.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a matrix does not fit, is not positive, or a sum differs.
    public init(_ operators: [[ComplexMatrix]], tolerance: Double = 1e-9) throws {
        guard let first = operators.first?.first else {
            throw InvalidArgument("operators", must: "have at least one setting with an outcome", was: "none")
        }
        let dimension = first.rows
        try require((1...64).contains(dimension), "dimension", must: "be in 1…64", was: dimension)
        var sums: [ComplexMatrix] = []
        for (setting, list) in operators.enumerated() {
            try require(!list.isEmpty, "outcomes of setting \(setting)", must: "be at least one", was: "none")
            var sum = ComplexMatrix(rows: dimension, columns: dimension)
            for (outcome, matrix) in list.enumerated() {
                let name = "operator \(outcome) of setting \(setting)"
                try require(
                    matrix.rows == dimension && matrix.columns == dimension, name,
                    must: "be \(dimension) × \(dimension)", was: "\(matrix.rows) × \(matrix.columns)")
                try require(matrix.isFinite, name, must: "be finite", was: "not finite")
                try require(
                    matrix.hermiticityDefect <= tolerance, name, must: "be Hermitian", was: matrix.hermiticityDefect)
                let least = try matrix.hermitianEigenvalues()[0]
                try require(least >= -tolerance, name, must: "be positive", was: "one with eigenvalue \(least)")
                sum += matrix
            }
            sums.append(sum)
        }
        for (setting, sum) in sums.enumerated() {
            let distance = sum.distance(to: sums[0])
            try require(
                distance <= tolerance, "sum of setting \(setting)", must: "be that of setting 0",
                was: "off by \(distance)")
        }
        try require(sums[0].trace.real > 0, "trace of the sum", must: "be above 0", was: sums[0].trace.real)
        self.operators = operators.map { $0.map(\.hermitianPart) }
        self.sum = sums[0].hermitianPart
    }

    /// The assemblage of the second party when the first one measures: σ_{a|x} = Tr₁[(M_{a|x} ⊗ 1)·ρ].
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state has two parties and the measurements fit the first.
    public init(of state: DensityOperator, measurements: [POVM]) throws {
        try require(state.parties == 2, "state", must: "have two parties", was: state.parties)
        let (own, other) = (state.space.dimensions[0], state.space.dimensions[1])
        for (setting, measurement) in measurements.enumerated() {
            try require(
                measurement.dimension == own, "dimension of measurement \(setting)", must: "be \(own)",
                was: measurement.dimension)
        }
        try self.init(
            measurements.map { measurement in
                measurement.elements.map { element in
                    ComplexMatrix(rows: other, columns: other) { row, column in
                        var sum = Complex.zero
                        for i in 0..<own {
                            for j in 0..<own {
                                sum += element[j, i] * state.matrix[i * other + row, j * other + column]
                            }
                        }
                        return sum
                    }.hermitianPart
                }
            })
    }

    /// Measurements of one dimension.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is none or dimensions differ.
    public init(measurements: [POVM]) throws { try self.init(measurements.map(\.elements)) }

    /// Each operator replaced by its trace times sum/Tr(sum): what depolarizing leaves.
    public var depolarized: Assemblage {
        let total = sum.trace.real
        return Assemblage(
            unchecked: operators.map { $0.map { Complex($0.trace.real / total) * sum } }, sum: sum)
    }

    /// The largest entry of the difference of two assemblages of one shape, or of their sums.
    func distance(to other: Assemblage) -> Double {
        zip(operators.joined(), other.operators.joined()).reduce(sum.distance(to: other.sum)) {
            largerOrNaN($0, $1.0.distance(to: $1.1))
        }
    }

    private init(unchecked operators: [[ComplexMatrix]], sum: ComplexMatrix) {
        self.operators = operators
        self.sum = sum
    }

    /// The number of rows of an operator.
    public var dimension: Int { sum.rows }
    /// The number of outcomes of each setting.
    public var outcomes: [Int] { operators.map(\.count) }

    /// The most deterministic strategies: 4096.
    public static let largestStrategyCount = 4096

    /// All deterministic strategies, the outcome of each setting.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than ``largestStrategyCount``, before they are listed.
    func strategies() throws -> [[Int]] {
        let count = outcomes.reduce(1.0) { $0 * Double($1) }
        try require(
            count <= Double(Self.largestStrategyCount), "strategies", must: "be at most \(Self.largestStrategyCount)",
            was: count.asCount)
        return Array(MixedRadix(sizes: outcomes))
    }
}
