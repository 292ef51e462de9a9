import QuantumStates

/// P1's hidden-variable distribution of two qubits on a pair of Bell spheres.
///
/// (4π)² p(λ₁, λ₂) = 1 − |a| − |b| − Σ S_j + 4R(a·λ₁) + 4R(b·λ₂) + 8 Σ_j S_j R((u_j·λ₁)(v_j·λ₂)), with the singular value
/// decomposition T = Σ S_j u_j v_jᵀ and R(x) = max(x, 0). It reproduces all projective measurements, and it is not negative
/// exactly when |a| + |b| + Σ S_j ≤ 1, which is less than separability. Source: P1, Eqs. 32–34.
///
/// - Important: Where singular values coincide, T does not determine u_j and v_j, and different choices give different
///   densities: the density is then a function of the chosen decomposition, not of the state, and not continuous in it
///   (P1 says otherwise; its no-go proof does not need it). See ``isDetermined(gap:)`` and
///   ``init(_:left:values:right:)``.
public struct TwoQubitSphereDensity: SpherePairDensity {
    /// The Bloch form (a, b, T) that the distribution reproduces.
    public let form: TwoQubitBlochForm
    /// u₁, u₂, u₃.
    public let left: [SIMD3<Double>]
    /// S₁ ≥ S₂ ≥ S₃ ≥ 0 for the decomposition by LAPACK; any order for a chosen one.
    public let singularValues: [Double]
    /// v₁, v₂, v₃.
    public let right: [SIMD3<Double>]

    private let lengthA: Double
    private let lengthB: Double
    /// 1 − |a| − |b| − Σ S_j, the weight of the uniform part.
    public let uniformWeight: Double

    /// The distribution of a Bloch form, by the decomposition that LAPACK finds.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when |a| + |b| + Σ S_j exceeds 1 by more than 1e-12, where the density
    ///   would be negative.
    public init(_ form: TwoQubitBlochForm) throws {
        let svd = try form.t.singularValueDecomposition()
        try self.init(
            unverified: form,
            left: (0..<3).map { SIMD3(svd.left[0, $0], svd.left[1, $0], svd.left[2, $0]) },
            values: svd.values,
            right: (0..<3).map { SIMD3(svd.rightAdjoint[$0, 0], svd.rightAdjoint[$0, 1], svd.rightAdjoint[$0, 2]) })
    }

    /// The distribution of a two-qubit state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits or |a| + |b| + Σ S_j exceeds 1.
    public init(_ state: DensityOperator) throws { try self.init(TwoQubitBlochForm(state)) }

    /// The distribution of a Bloch form with a chosen decomposition T = Σ S_j u_j v_jᵀ.
    ///
    /// - Parameters:
    ///   - form: (a, b, T).
    ///   - left: u₁ … u_n, unit vectors that need not be orthogonal.
    ///   - values: S₁ … S_n, none negative.
    ///   - right: v₁ … v_n, unit vectors.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when counts differ, a vector is not of unit length, a value is negative,
    ///   the sum is not T within 1e-9, or |a| + |b| + Σ S_j exceeds 1 by more than 1e-12.
    public init(_ form: TwoQubitBlochForm, left: [Direction], values: [Double], right: [Direction]) throws {
        try require(
            left.count == values.count && right.count == values.count, "decomposition",
            must: "have as many left and right vectors as values", was: "\(left.count), \(right.count), \(values.count)"
        )
        try require(
            values.allSatisfy { $0 >= 0 && $0.isFinite }, "values", must: "be finite and not negative", was: values)
        var sum = RealMatrix(rows: 3, columns: 3)
        for (value, (u, v)) in zip(values, zip(left, right)) {
            for j in 0..<3 {
                for k in 0..<3 { sum[j, k] += value * u.vector[j] * v.vector[k] }
            }
        }
        let defect = sum.distance(to: form.t)
        try require(defect <= 1e-9, "decomposition", must: "sum to T within 1e-9", was: "off by \(defect)")
        try self.init(unverified: form, left: left.map(\.vector), values: values, right: right.map(\.vector))
    }

    private init(
        unverified form: TwoQubitBlochForm, left: [SIMD3<Double>], values: [Double], right: [SIMD3<Double>]
    ) throws {
        lengthA = (form.a * form.a).sum().squareRoot()
        lengthB = (form.b * form.b).sum().squareRoot()
        let total = lengthA + lengthB + values.reduce(0, +)
        try require(total <= 1 + 1e-12, "|a| + |b| + Σ S_j", must: "be at most 1", was: total)
        self.uniformWeight = largerOrNaN(0, 1 - total)
        self.form = form
        self.left = left
        self.singularValues = values
        self.right = right
    }

    /// The largest visibility v at which v ρ + (1 − v)·1/4 has a distribution of this kind: 1/(|a| + |b| + Σ S_j), at most 1.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public static func largestVisibility(of form: TwoQubitBlochForm) throws -> Double {
        let values = try form.t.singularValueDecomposition().values
        let total = (form.a * form.a).sum().squareRoot() + (form.b * form.b).sum().squareRoot() + values.reduce(0, +)
        return total <= 1 ? 1 : 1 / total
    }

    /// Whether the state determines the density: no two different singular values lie closer than `gap`, zeros aside.
    ///
    /// With LAPACK's decomposition the density is a continuous function of (a, b, T) only while this holds.
    public func isDetermined(gap: Double = 1e-9) -> Bool {
        let sorted = singularValues.sorted(by: >)
        return zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= gap || $0 - $1 > gap }
    }

    /// p(λ₁, λ₂).
    public func density(at first: Direction, _ second: Direction) -> Double {
        var sum = uniformWeight
        sum += 4 * ramp((form.a * first.vector).sum()) + 4 * ramp((form.b * second.vector).sum())
        for j in singularValues.indices {
            sum += 8 * singularValues[j] * ramp((left[j] * first.vector).sum() * (right[j] * second.vector).sum())
        }
        return sum / (16 * Double.pi * Double.pi)
    }

    /// The tangential gradients of p in λ₁ and λ₂, defined wherever no ramp has its kink.
    ///
    /// - Returns: ∇₁p and ∇₂p, orthogonal to λ₁ and λ₂. Source: P1, Eq. 40, projected on the tangent planes.
    public func gradient(at first: Direction, _ second: Direction) -> (SIMD3<Double>, SIMD3<Double>) {
        var (one, two) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
        if (form.a * first.vector).sum() > 0 { one += 4 * form.a }
        if (form.b * second.vector).sum() > 0 { two += 4 * form.b }
        for j in singularValues.indices {
            let (x, y) = ((left[j] * first.vector).sum(), (right[j] * second.vector).sum())
            guard x * y > 0 else { continue }
            one += 8 * singularValues[j] * y * left[j]
            two += 8 * singularValues[j] * x * right[j]
        }
        let scale = 1 / (16 * Double.pi * Double.pi)
        one -= first.vector * (one * first.vector).sum()
        two -= second.vector * (two * second.vector).sum()
        return (scale * one, scale * two)
    }

    /// An exact draw: the terms of the density are themselves densities, with weights |a|, |b|, S_j and the rest uniform.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        var target = generator.uniform()
        target -= lengthA
        if target < 0 {
            return [
                CosineHemisphere.sample(about: form.a / lengthA, using: &generator), .random(using: &generator),
            ]
        }
        target -= lengthB
        if target < 0 {
            return [
                .random(using: &generator), CosineHemisphere.sample(about: form.b / lengthB, using: &generator),
            ]
        }
        for j in singularValues.indices {
            target -= singularValues[j]
            if target < 0 {
                let sign: Double = generator.next() & 1 == 0 ? 1 : -1
                return [
                    CosineHemisphere.sample(about: sign * left[j], using: &generator),
                    CosineHemisphere.sample(about: sign * right[j], using: &generator),
                ]
            }
        }
        return [.random(using: &generator), .random(using: &generator)]
    }
}
