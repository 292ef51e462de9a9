import NumericalCore

extension DensityOperator {
    /// 1/D, the maximally mixed state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when D exceeds 2¹⁴.
    public static func maximallyMixed(in space: HilbertSpace) throws -> DensityOperator {
        try space.requireDenseOperators()
        return DensityOperator(
            unchecked: .diagonal(Array(repeating: Complex(1 / Double(space.dimension)), count: space.dimension)),
            in: space)
    }

    /// The two-qubit Werner state v |Ψ⁻⟩⟨Ψ⁻| + (1 − v)·1/4, with T = −v·1.
    ///
    /// - Parameter visibility: v in −1/3…1; entangled for v > 1/3, CHSH-violating for v > 1/√2.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when v is out of range. Source: [Werner1989].
    public static func werner(visibility: Double) throws -> DensityOperator {
        let visibility = try visibility.admitted(to: -1.0 / 3...1, "visibility", must: "be in −1/3…1")
        return try bellMixture(correlations: SIMD3(repeating: -visibility))
    }

    /// The Werner state of two D-level systems: U⊗U-invariant, with the swap F of expectation `swap`.
    ///
    /// ρ = ((D − s)·1 + (D s − 1)·F) / (D³ − D) with s = Tr ρF in −1…1; s = −1 is the normalized antisymmetric projector,
    /// and ρ is entangled exactly for s < 0. At D = 2, s = (1 − 3v)/2 gives ``werner(visibility:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `dimension` is in 2…128 and `swap` in −1…1.
    public static func werner(dimension: Int, swap: Double) throws -> DensityOperator {
        try requireQuditPair(dimension)
        let swap = try swap.admitted(to: -1...1, "swap", must: "be in −1…1")
        let d = Double(dimension)
        let space = try HilbertSpace.qudits(2, dimension: dimension)
        let (identityPart, swapPart) = ((d - swap) / (d * d * d - d), (d * swap - 1) / (d * d * d - d))
        var matrix = ComplexMatrix.diagonal(Array(repeating: Complex(identityPart), count: space.dimension))
        for i in 0..<dimension {
            for j in 0..<dimension { matrix[i * dimension + j, j * dimension + i] += Complex(swapPart) }
        }
        return DensityOperator(unchecked: matrix, in: space)
    }

    /// The isotropic state v |Φ⟩⟨Φ| + (1 − v)·1/D² of two D-level systems, |Φ⟩ = Σ_i |ii⟩/√D; U⊗U*-invariant.
    ///
    /// - Parameters:
    ///   - dimension: D in 2…128.
    ///   - visibility: v in −1/(D² − 1)…1; entangled exactly for v > 1/(D + 1).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func isotropic(dimension: Int, visibility: Double) throws -> DensityOperator {
        try requireQuditPair(dimension)
        let total = dimension * dimension
        let visibility = try visibility.admitted(
            to: -1 / Double(total - 1)...1, "visibility", must: "be in −1/(D² − 1)…1")
        let space = try HilbertSpace.qudits(2, dimension: dimension)
        var matrix = ComplexMatrix.diagonal(Array(repeating: Complex((1 - visibility) / Double(total)), count: total))
        for i in 0..<dimension {
            for j in 0..<dimension {
                matrix[i * (dimension + 1), j * (dimension + 1)] += Complex(visibility / Double(dimension))
            }
        }
        return DensityOperator(unchecked: matrix, in: space)
    }

    private static func requireQuditPair(_ dimension: Int) throws {
        try require((2...128).contains(dimension), "dimension", must: "be in 2…128", was: dimension)
    }

    /// A mixture of the four Bell states.
    ///
    /// - Parameter weights: The weights of Φ⁺, Φ⁻, Ψ⁺, Ψ⁻, in this order.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are four weights, none negative, that sum to 1 within 1e-9.
    public static func bellDiagonal(weights: [Double]) throws -> DensityOperator {
        try require(weights.count == 4, "weights", must: "be four numbers", was: weights.count)
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights", must: "be finite and not negative", was: weights)
        let sum = weights.reduce(0, +)
        try require(abs(sum - 1) <= defaultTolerance, "weights", must: "sum to 1 within \(defaultTolerance)", was: sum)
        var correlations = SIMD3<Double>.zero
        for (weight, bell) in zip(weights, BellState.allCases) { correlations += weight / sum * bell.correlations }
        return try bellMixture(correlations: correlations)
    }

    /// The state ¼ (1 + x σ_x⊗σ_x + y σ_y⊗σ_y + z σ_z⊗σ_z), with a = b = 0 and diagonal T.
    ///
    /// - Parameter correlations: (x, y, z) in the tetrahedron whose corners are the Bell states.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the point lies outside the tetrahedron by more than 1e-9.
    public static func xyz(correlations: SIMD3<Double>) throws -> DensityOperator {
        try require(
            correlations.x.isFinite && correlations.y.isFinite && correlations.z.isFinite, "correlations",
            must: "be finite", was: correlations)
        for bell in BellState.allCases {
            let weight = (1 + (bell.correlations * correlations).sum()) / 4
            try require(
                weight >= -defaultTolerance, "correlations",
                must: "lie in the tetrahedron of the Bell states (the weight of \(bell) must not be negative)",
                was: "\(correlations), of weight \(weight)")
        }
        return try bellMixture(correlations: correlations)
    }

    private static func bellMixture(correlations c: SIMD3<Double>) throws -> DensityOperator {
        let (inner, outer) = (Complex((1 - c.z) / 4), Complex((1 + c.z) / 4))
        let (flip, exchange) = (Complex((c.x - c.y) / 4), Complex((c.x + c.y) / 4))
        return DensityOperator(
            unchecked: ComplexMatrix(
                unchecked: [
                    outer, 0, 0, flip,
                    0, inner, exchange, 0,
                    0, exchange, inner, 0,
                    flip, 0, 0, outer,
                ], rows: 4, columns: 4),
            in: .twoQubits)
    }

    /// A mixture Σ w_i |ψ_i⟩⟨ψ_i| of pure states.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists are empty, differ in length or live in different spaces,
    ///   or the weights are negative or do not sum to 1 within 1e-9.
    public static func mixture(_ states: [StateVector], weights: [Double]) throws -> DensityOperator {
        guard let first = states.first else { throw InvalidArgument("states", must: "not be empty", was: "empty") }
        try require(weights.count == states.count, "weights", must: "be \(states.count) numbers", was: weights.count)
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights", must: "be finite and not negative", was: weights)
        let sum = weights.reduce(0, +)
        try require(abs(sum - 1) <= defaultTolerance, "weights", must: "sum to 1 within \(defaultTolerance)", was: sum)
        try first.space.requireDenseOperators()
        for state in states {
            try require(state.space == first.space, "states", must: "live in \(first.space)", was: state.space)
        }
        // Columns √w_i ψ_i turn the mixture into one product A·A†.
        let columns = ComplexMatrix(rows: first.space.dimension, columns: states.count) {
            (weights[$1] / sum).squareRoot() * states[$1].amplitudes[$0]
        }
        return DensityOperator(
            unchecked: ComplexMatrix.product(columns, .plain, columns, .adjoint).hermitianPart, in: first.space)
    }
}
