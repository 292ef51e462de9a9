import LHVModels

/// Finitely many hidden variables of two qubits with a linear gauge: p_i = w_i Tr(ρF_i) in cell i.
///
/// Σ w_i F_i = 1, so that the maximally mixed state has the weights w themselves. A finite space has no deterministic flow, but it
/// has Markov chains; see ``criticalNoise(under:reach:)``. Source: this library, in the article "Dynamics".
public struct PairCells: Sendable {
    /// The pairs of directions at which the cells lie.
    public let pairs: [[Direction]]
    /// w, positive with sum 1.
    public let weights: [Double]
    /// F.
    public let kernels: [PairCoefficients]

    /// Cells from their parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when counts differ, a weight is not positive, or Σ w_i F_i is not the unit
    ///   matrix within 1e-9.
    public init(pairs: [[Direction]], weights: [Double], kernels: [PairCoefficients]) throws {
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        for pair in pairs { try require(pair.count == 2, "pairs", must: "have two directions each", was: pair.count) }
        try require(weights.count == pairs.count, "weights", must: "be \(pairs.count) numbers", was: weights.count)
        try require(kernels.count == pairs.count, "kernels", must: "be \(pairs.count) kernels", was: kernels.count)
        for weight in weights {
            try require(weight > 0 && weight.isFinite, "weights", must: "be positive and finite", was: weight)
        }
        var sum = [Double](repeating: 0, count: 16)
        for (weight, kernel) in zip(weights, kernels) {
            for (index, value) in kernel.entries.enumerated() { sum[index] += weight * value }
        }
        sum[0] -= 1
        let defect = sum.largestMagnitude()
        try require(defect <= 1e-9, "kernels", must: "average to the unit matrix within 1e-9", was: "off by \(defect)")
        self.pairs = pairs
        self.weights = weights
        self.kernels = kernels
    }

    /// The 64 joint answers to the three Pauli measurements of both qubits, with F = Π_j (1 + s_j·σ), s_j ∈ {±1}³.
    ///
    /// It is P1's base model for finitely many settings, Λ₁ = {±1}³; the gauge is positive on S_v for v ≤ 1/3. A cell lies at the
    /// middle of its octants. Source: P1, after Definition 2.
    public static var pauliAnswers: PairCells {
        get throws {
            let signs = (0..<8).map { index in
                SIMD3<Double>(index & 4 == 0 ? 1 : -1, index & 2 == 0 ? 1 : -1, index & 1 == 0 ? 1 : -1)
            }
            let joint = signs.flatMap { one in signs.map { (one, $0) } }
            return try PairCells(
                pairs: joint.map { [renormalized($0.0), renormalized($0.1)] },
                weights: Array(repeating: 1.0 / 64, count: 64),
                kernels: joint.map { u, v in
                    PairCoefficients(one: 1, a: u, b: v, t: (u.x * v, u.y * v, u.z * v))
                })
        }
    }

    /// A gauge of the continuous model at all pairs of the nodes of a rule on the sphere.
    ///
    /// The statistics are those of the gauge up to the degree of the rule.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the gauge's kernels do not average to the unit matrix on the grid.
    public static func grid(_ rule: SphereRule, in gauge: some LinearSphereGauge) throws -> PairCells {
        let total = rule.weights.reduce(0, +)
        let nodes = zip(rule.points, rule.weights).map { (Direction(unchecked: $0), $1 / total) }
        let joint = nodes.flatMap { one in nodes.map { (one, $0) } }
        return try PairCells(
            pairs: joint.map { [$0.0.0, $0.1.0] }, weights: joint.map { $0.0.1 * $0.1.1 },
            kernels: joint.map { gauge.coefficients(at: $0.0.0, $0.1.0) })
    }

    /// The largest v for which all p_i of all states of S_v are nonnegative.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func largestVisibility() throws -> Double {
        let lowest = try kernels.reduce(Double.infinity) { smallerOrNaN($0, try $1.range().lowerBound) }
        return smallerOrNaN(1, 1 / (1 - lowest))
    }

    /// p_i for a state; negative entries mean that the state lies outside the gauge's ball.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits.
    public func probabilities(of state: DensityOperator) throws -> [Double] {
        let form = try TwoQubitBlochForm(state)
        return zip(weights, kernels).map { $0 * $1.value(for: form) }
    }

    /// The permutations of the cells by common or separate octahedral rotations of the spins, and their exchange, that leave
    /// the gauge and a Hamiltonian as they are.
    func symmetries(of hamiltonian: PairCoefficients) -> [[Int]] {
        let rotations = PairCells.octahedralRotations
        var found: [[Int]] = []
        for one in rotations {
            for two in rotations {
                for isExchanged in [false, true] {
                    func turned(_ f: PairCoefficients) -> PairCoefficients {
                        f.turned(one, two, isExchanged: isExchanged)
                    }
                    guard turned(hamiltonian).distance(to: hamiltonian) < 1e-10 else { continue }
                    var permutation = [Int]()
                    for index in pairs.indices {
                        let (u, v) = (one(pairs[index][0].vector), two(pairs[index][1].vector))
                        let image = isExchanged ? [v, u] : [u, v]
                        let kernel = turned(kernels[index])
                        guard
                            let target = pairs.indices.first(where: { candidate in
                                let (a, b) = (
                                    pairs[candidate][0].vector - image[0], pairs[candidate][1].vector - image[1]
                                )
                                return dot(a, a) + dot(b, b) < 1e-16
                            }), abs(weights[target] - weights[index]) < 1e-12,
                            kernels[target].distance(to: kernel) < 1e-9
                        else { break }
                        permutation.append(target)
                    }
                    if permutation.count == pairs.count { found.append(permutation) }
                }
            }
        }
        return found
    }

    /// A rotation that permutes the coordinate axes with signs.
    struct AxisRotation {
        let axes: [Int]
        let signs: [Double]

        func callAsFunction(_ v: SIMD3<Double>) -> SIMD3<Double> {
            SIMD3(signs[0] * v[axes[0]], signs[1] * v[axes[1]], signs[2] * v[axes[2]])
        }
    }

    static let octahedralRotations: [AxisRotation] = {
        var rotations: [AxisRotation] = []
        for (axes, parity) in [
            ([0, 1, 2], 1.0), ([1, 2, 0], 1), ([2, 0, 1], 1), ([1, 0, 2], -1), ([0, 2, 1], -1), ([2, 1, 0], -1),
        ] {
            for bits in 0..<8 {
                let signs = (0..<3).map { bits >> $0 & 1 == 0 ? 1.0 : -1.0 }
                if signs.reduce(parity, *) > 0 { rotations.append(AxisRotation(axes: axes, signs: signs)) }
            }
        }
        return rotations
    }()
}

extension PairCoefficients {
    /// The functional with coefficients in the order of Pauli strings.
    init(entries f: [Double]) {
        self.init(
            one: f[0], a: SIMD3(f[4], f[8], f[12]), b: SIMD3(f[1], f[2], f[3]),
            t: (SIMD3(f[5], f[6], f[7]), SIMD3(f[9], f[10], f[11]), SIMD3(f[13], f[14], f[15])))
    }

    /// f₀, f_b, f_a and rows of f in the order of Pauli strings.
    var entries: [Double] {
        [one, b.x, b.y, b.z] + [(a.x, t.0), (a.y, t.1), (a.z, t.2)].flatMap { [$0.0, $0.1.x, $0.1.y, $0.1.z] }
    }

    func distance(to other: PairCoefficients) -> Double {
        zip(entries, other.entries).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) }
    }

    /// The functional after the spins have been turned and, if so asked, exchanged.
    func turned(_ first: PairCells.AxisRotation, _ second: PairCells.AxisRotation, isExchanged: Bool)
        -> PairCoefficients
    {
        let rows = [second(t.0), second(t.1), second(t.2)]
        func row(_ index: Int) -> SIMD3<Double> { first.signs[index] * rows[first.axes[index]] }
        let (newA, newB, newT) = (first(a), second(b), (row(0), row(1), row(2)))
        guard isExchanged else { return PairCoefficients(one: one, a: newA, b: newB, t: newT) }
        return PairCoefficients(
            one: one, a: newB, b: newA,
            t: (
                SIMD3(newT.0.x, newT.1.x, newT.2.x), SIMD3(newT.0.y, newT.1.y, newT.2.y),
                SIMD3(newT.0.z, newT.1.z, newT.2.z)
            ))
    }
}
