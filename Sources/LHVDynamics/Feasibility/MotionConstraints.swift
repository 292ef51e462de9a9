import LHVModels

/// What hidden variables of two qubits must satisfy so that given motions lead to the statistics of given unitaries.
///
/// For Bell's rule a distribution p of pairs is right for (a, b, T) exactly when ⟨λ₁⟩ = ⅔a, ⟨λ₂⟩ = ⅔b, ⟨λ₁λ₂ᵀ⟩ = (4/9)T, and all
/// other means of odd harmonics Y_lm(λ₁), Y_lm(λ₂) and Y_lm(λ₁)Y_l'm'(λ₂) vanish; the even ones are free. The constraints ask
/// this of the distribution after every motion, up to a degree. They bind every gauge, linear in the state or not; cut off at
/// a degree they are necessary, so that what they exclude is excluded. Source: this library, in the article "Dynamics".
public struct MotionConstraints: Sendable {
    /// The motions; add ``PairMotion/identity`` to ask for the right statistics at the beginning too.
    public let motions: [PairMotion]
    /// The largest degree of the harmonics, odd.
    public let degree: Int
    private let harmonics: RealSphericalHarmonics
    private let odd: [Int]

    /// The constraints of motions up to a degree.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no motion, the degree is not 1, 3 or 5, or there are more than
    ///   2000 constraints.
    public init(motions: [PairMotion], degree: Int) throws {
        try require(!motions.isEmpty, "motions", must: "not be empty", was: "empty")
        try require([1, 3, 5].contains(degree), "degree", must: "be 1, 3 or 5", was: degree)
        self.motions = motions
        self.degree = degree
        harmonics = try RealSphericalHarmonics(degree: degree)
        odd = (0..<harmonics.count).filter { RealSphericalHarmonics.degree(ofIndex: $0) % 2 == 1 }
        try require(count <= 2000, "constraints", must: "be at most 2000", was: count)
    }

    /// The number of constraints, for each motion 15, 120 or 483.
    public var count: Int { motions.count * (odd.count * (odd.count + 2)) }

    /// The functions whose means are constrained, at a pair of directions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two directions, and what the motions throw.
    public func values(at pair: [Direction]) throws -> [Double] {
        try require(pair.count == 2, "pair", must: "have 2 directions", was: pair.count)
        var values = [Double]()
        values.reserveCapacity(count)
        for motion in motions {
            let moved = try motion.move(pair)
            try require(moved.count == 2, "moved pair", must: "have 2 directions", was: moved.count)
            let tests = moved.map { direction in
                let all = harmonics.values(at: direction)
                return odd.map { all[$0] }
            }
            values += tests[0]
            values += tests[1]
            for one in tests[0] {
                for two in tests[1] { values.append(one * two) }
            }
        }
        return values
    }

    /// The means that the functions must have for a state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func means(for state: DensityOperator) throws -> [Double] {
        try require(state.space == .twoQubits, "state", must: "be of two qubits", was: "of \(state.space)")
        let norm = (3 / (4 * Double.pi)).squareRoot()  // Y_1 = norm·(y, z, x)
        let order = [1, 2, 0]
        var means = [Double]()
        means.reserveCapacity(count)
        for motion in motions {
            let form = try TwoQubitBlochForm(state.applying(motion.unitary))
            let tail = [Double](repeating: 0, count: odd.count - 3)
            means += order.map { norm * 2 / 3 * form.a[$0] } + tail
            means += order.map { norm * 2 / 3 * form.b[$0] } + tail
            for row in order { means += order.map { norm * norm * 4 / 9 * form.t[row, $0] } + tail }
            means += [Double](repeating: 0, count: (odd.count - 3) * odd.count)
        }
        return means
    }
}
