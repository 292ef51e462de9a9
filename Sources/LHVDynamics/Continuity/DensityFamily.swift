import Foundation
import LHVModels

/// A density on S² × S² that depends on time, p(λ₁, λ₂, t), with the derivatives that the continuity equation needs.
///
/// It need not come from quantum mechanics. Derivatives that are not given are taken by central differences of order 8, which
/// is accurate to about 1e-11 where the density is smooth on the scale of the step.
public struct DensityFamily: Sendable {
    /// The density and its derivatives at one place.
    public struct Jet: Sendable, Hashable {
        /// p.
        public let value: Double
        /// ∇₁p, tangent at λ₁.
        public let first: SIMD3<Double>
        /// ∇₂p, tangent at λ₂.
        public let second: SIMD3<Double>
        /// ∂p/∂t.
        public let rate: Double

        /// A jet with the given numbers.
        public init(value: Double, first: SIMD3<Double>, second: SIMD3<Double>, rate: Double) {
            self.value = value
            self.first = first
            self.second = second
            self.rate = rate
        }
    }

    private let jet: @Sendable (Direction, Direction, Double) throws -> Jet

    /// The family with derivatives given in closed form.
    public init(jet: @escaping @Sendable (Direction, Direction, Double) throws -> Jet) { self.jet = jet }

    /// The family of a density alone, differentiated numerically.
    ///
    /// - Parameters:
    ///   - step: The spacing of the differences in radians.
    ///   - timeStep: Their spacing in time, a small part of the time in which the density changes; `step` units of time when nil,
    ///     which is right for rates of about 1.
    ///   - density: p(λ₁, λ₂, t).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the step is positive and at most 0.1, and the time step positive and
    ///   finite.
    public init(
        step: Double = 0.01, timeStep: Double? = nil,
        density: @escaping @Sendable (Direction, Direction, Double) throws -> Double
    ) throws {
        try require(step > 0 && step <= 0.1, "step", must: "be in 0…0.1 and above 0", was: step)
        let timeStep = timeStep ?? step
        try require(timeStep > 0 && timeStep.isFinite, "timeStep", must: "be positive and finite", was: timeStep)
        jet = { first, second, time in
            Jet(
                value: try density(first, second, time),
                first: try tangentialGradient(at: first, step: step) { try density($0, second, time) },
                second: try tangentialGradient(at: second, step: step) { try density(first, $0, time) },
                rate: try centralDifference(step: timeStep) { try density(first, second, time + $0) })
        }
    }

    /// The distributions of a state in a linear gauge as it evolves under H.
    ///
    /// All derivatives are those of the gauge, in closed form where it has one: the gauge is linear, and dρ/dt = −i[H, ρ].
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits or H not a Hermitian 4 × 4 matrix.
    public init(
        of state: DensityOperator, in gauge: some LinearSphereGauge, under hamiltonian: ComplexMatrix
    ) throws {
        let evolution = try UnitaryEvolution(under: hamiltonian, in: .twoQubits)
        try gauge.requireMember(TwoQubitBlochForm(state))
        let scale = 1 / (16 * Double.pi * Double.pi)
        @Sendable func forms(_ evolved: DensityOperator) throws -> (TwoQubitBlochForm, TwoQubitBlochForm) {
            (
                try TwoQubitBlochForm(evolved),
                try TwoQubitBlochForm(traceless: evolved.vonNeumannDerivative(under: hamiltonian))
            )
        }
        let initial = try forms(state)
        jet = { first, second, time in
            let (form, rate) = time == 0 ? initial : try forms(evolution.evolve(state, time: time))
            let f = gauge.coefficients(at: first, second)
            let gradient = try gauge.gradient(of: form, at: first, second)
            return Jet(
                value: scale * f.value(for: form), first: scale * gradient.0, second: scale * gradient.1,
                rate: scale * f.value(trace: 0, rate))
        }
    }

    /// P1's time-dependent distributions for the Heisenberg interaction, its separable gauge at the evolved Bloch form.
    ///
    /// Source: P1, Eqs. 34 and 37.
    ///
    /// - Important: Where singular values of T(t) coincide the distributions are not determined by the state and have no rate of
    ///   change; asking for one there throws. P1 calls them continuous in t, which fails at such times.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when |a| + |b| + Σ S_j exceeds 1 at time 0.
    public static func separableGauge(
        of form: TwoQubitBlochForm, under evolution: HeisenbergBlochEvolution, gap: Double = 1e-6
    ) throws -> DensityFamily {
        let initial = try TwoQubitSphereDensity(form)
        let slope = evolution.derivative(of: form)
        if dot(slope.a, slope.a) == 0 && slope.t.largestModulus == 0 {
            return DensityFamily { first, second, _ in
                let gradient = initial.gradient(at: first, second)
                return Jet(
                    value: initial.density(at: first, second), first: gradient.0, second: gradient.1, rate: 0)
            }
        }
        // The decompositions at time 0 serve all points, so they are made once.
        let start = Result { try SeparableSnapshot(form, evolution, time: 0, gap: gap) }
        return DensityFamily { first, second, time in
            let snapshot = try time == 0 ? start.get() : SeparableSnapshot(form, evolution, time: time, gap: gap)
            return snapshot.jet(first, second)
        }
    }

    /// The density and its derivatives.
    ///
    /// - Throws: What the density throws.
    public func jet(at first: Direction, _ second: Direction, time: Double) throws -> Jet {
        try jet(first, second, time)
    }
}

/// P1's separable gauge at a time, with the rates of change of everything it is made of.
private struct SeparableSnapshot: Sendable {
    private let now: TwoQubitSphereDensity
    /// ȧ, ḃ and −d/dt(|a| + |b| + Σ S_j).
    private let slope: TwoQubitBlochForm
    private let uniformRate: Double
    /// dS_j/dt, S_j du_j/dt and S_j dv_j/dt.
    private let valueRates: [Double]
    private let leftRates: [SIMD3<Double>]
    private let rightRates: [SIMD3<Double>]

    init(_ form: TwoQubitBlochForm, _ evolution: HeisenbergBlochEvolution, time: Double, gap: Double) throws {
        let evolved = try evolution.evolve(form, time: time)
        now = try TwoQubitSphereDensity(evolved)
        let slope = evolution.derivative(of: evolved)
        self.slope = slope
        let (u, v, values) = (now.left, now.right, now.singularValues)
        // Ṫ in the frames of the singular vectors.
        let turned = u.map { one in v.map { two in dot(one, applied(slope.t, two)) } }
        let flat = values.indices.filter { values[$0] <= gap }
        // Compared with how fast anything moves: rates have the unit of the Hamiltonian.
        let fastest = max(slope.t.largestModulus, length(slope.a), length(slope.b))
        let moving = flat.contains { j in flat.contains { abs(turned[j][$0]) > 1e-9 * fastest } }
        try require(
            now.isDetermined(gap: gap) && !moving, "singular values of T",
            must: "differ by more than \(gap) at time \(time) for a rate of change", was: values)
        valueRates = values.indices.map { turned[$0][$0] }
        func rates(_ vectors: [SIMD3<Double>], _ mixing: (Int, Int) -> Double) -> [SIMD3<Double>] {
            values.indices.map { j in
                values.indices.reduce(into: SIMD3<Double>.zero) { sum, k in
                    let difference = values[j] * values[j] - values[k] * values[k]
                    if k != j && !(flat.contains(j) && flat.contains(k)) {
                        sum += values[j] * mixing(k, j) / difference * vectors[k]
                    }
                }
            }
        }
        leftRates = rates(u) { k, j in turned[k][j] * values[j] + values[k] * turned[j][k] }
        rightRates = rates(v) { k, j in values[k] * turned[k][j] + values[j] * turned[j][k] }
        func growth(_ vector: SIMD3<Double>, _ rate: SIMD3<Double>) -> Double {
            let size = length(vector)
            return size > 0 ? dot(vector, rate) / size : length(rate)
        }
        uniformRate =
            -growth(evolved.a, slope.a) - growth(evolved.b, slope.b) - valueRates.reduce(0, +)
    }

    // d/dt R(a·λ), that after the present moment where a = 0.
    private func rampRate(_ vector: SIMD3<Double>, _ rate: SIMD3<Double>, _ point: SIMD3<Double>) -> Double {
        if vector == .zero { return max(0, dot(rate, point)) }
        return dot(vector, point) > 0 ? dot(rate, point) : 0
    }

    func jet(_ first: Direction, _ second: Direction) -> DensityFamily.Jet {
        let (one, two) = (first.vector, second.vector)
        var rate = uniformRate
        rate += 4 * rampRate(now.form.a, slope.a, one) + 4 * rampRate(now.form.b, slope.b, two)
        for j in now.singularValues.indices {
            let (x, y) = (dot(now.left[j], one), dot(now.right[j], two))
            guard x * y > 0 else { continue }
            rate += 8 * (valueRates[j] * x * y + dot(leftRates[j], one) * y + x * dot(rightRates[j], two))
        }
        let gradient = now.gradient(at: first, second)
        return DensityFamily.Jet(
            value: now.density(at: first, second), first: gradient.0, second: gradient.1,
            rate: rate / (16 * Double.pi * Double.pi))
    }
}

extension TwoQubitBlochForm {
    /// The Bloch form of a Hermitian matrix of trace zero, such as a rate of change.
    init(traceless matrix: ComplexMatrix) throws {
        let f = try PauliTensor(hermitian: matrix).coefficients
        try self.init(
            a: SIMD3(f[4], f[8], f[12]), b: SIMD3(f[1], f[2], f[3]),
            t: RealMatrix(rows: 3, columns: 3) { f[4 * ($0 + 1) + $1 + 1] })
    }
}

/// ∇f at a direction by central differences along two great circles.
func tangentialGradient(
    at center: Direction, step: Double, _ function: (Direction) throws -> Double
) rethrows -> SIMD3<Double> {
    let (x, y) = tangentFrame(at: center.vector)
    var gradient = SIMD3<Double>.zero
    for tangent in [x, y] {
        gradient +=
            tangent
            * (try centralDifference(step: step) { s in
                try function(arc(center.vector, along: tangent, cos(s), sin(s)))
            })
    }
    return gradient
}
