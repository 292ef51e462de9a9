import LHVModels

/// A choice of hidden-variable distributions for two qubits on a pair of Bell spheres that is linear in the state.
///
/// (4π)² p_ρ(λ₁, λ₂) = Tr(ρ F(λ₁, λ₂)) with an operator-valued kernel F. The gauge is consistent: each state has one
/// distribution. With f₀ = Tr F/4, the density of the maximally mixed state, p_ρ ≥ 0 for all states of the ball S_v exactly
/// when F ≥ −f₀(1 − v)/v, which holds when v does not exceed ``largestVisibility``; in most gauges f₀ = 1.
/// Source: this library, in the article "Dynamics"; compare P1, Definition 2 and "consistent gauge".
public protocol LinearSphereGauge: Sendable {
    /// F(λ₁, λ₂) in Bloch form.
    func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients

    /// Bounds of the eigenvalues of F/f₀ that hold at all pairs of directions; the lower one is the infimum or lies closely below it.
    var eigenvalueRange: ClosedRange<Double> { get }

    /// A bound of f₀ from above, 1 in most gauges.
    var mixedDensityBound: Double { get }

    /// The tangential gradients of Tr(ρF) in λ₁ and λ₂ for the state of a Bloch form, defined wherever F is differentiable.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the gauge cannot read the form.
    func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) throws -> (SIMD3<Double>, SIMD3<Double>)

    /// Where the distributions are not smooth, for quadratures to adapt to.
    var kinks: PairKinks { get }

    /// Throws unless the gauge has a distribution for states of this form, positivity aside.
    func requireMember(_ form: TwoQubitBlochForm) throws
}

/// Where a density on S² × S² is not smooth.
public enum PairKinks: Sendable, Hashable {
    /// At λ₂ = −λ₁ at most; elsewhere smooth.
    case opposite
    /// On the great circles λ_k·n = 0 at most.
    case equator(Direction)
    /// At λ₂ = −λ₁ and on the surfaces λ₁·λ₂ = c for the given c in −1…1, ascending.
    case angles([Double])
}

extension LinearSphereGauge {
    /// Accepts every form: most gauges are made for all two-qubit states.
    public func requireMember(_ form: TwoQubitBlochForm) throws {}

    /// 1: the maximally mixed state is distributed uniformly.
    public var mixedDensityBound: Double { 1 }

    /// The gradients by central differences of order 8 along great circles, for gauges without a closed form.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        (
            tangentialGradient(at: first, step: 0.01) { coefficients(at: $0, second).value(for: form) },
            tangentialGradient(at: second, step: 0.01) { coefficients(at: first, $0).value(for: form) }
        )
    }

    /// The largest v for which p_ρ ≥ 0 is known for every state of S_v: 1/(1 − f) with f the lower end of ``eigenvalueRange``.
    public var largestVisibility: Double { smallerOrNaN(1, 1 / (1 - eigenvalueRange.lowerBound)) }

    /// The distribution of a two-qubit state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of two qubits, the gauge has none for it, or it lies
    ///   outside S_v for ``largestVisibility``, where positivity is not granted.
    public func distribution(of state: DensityOperator) throws -> LinearGaugeDensity<Self> {
        try LinearGaugeDensity(self, state)
    }

    /// The gauge's functional at a pair of directions where it is smallest, among random pairs improved by a local search.
    ///
    /// The state that belongs to the smallest eigenvalue is a witness: with more noise than ``largestVisibility`` allows, its
    /// distribution is negative at this pair.
    /// - Parameters:
    ///   - starts: The number of random pairs, at least 1.
    ///   - generator: The source of randomness.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `starts` is below 1; `CancellationError` in a cancelled task.
    public func positivityWitness(
        starts: Int, using generator: inout some RandomNumberGenerator
    ) throws -> PositivityWitness {
        try require(starts >= 1, "starts", must: "be at least 1", was: starts)
        func lowest(_ pair: (Direction, Direction)) throws -> Double {
            let functional = coefficients(at: pair.0, pair.1)
            return try functional.range().lowerBound / functional.one
        }
        var (best, value) = ((Direction.z, Direction.z), Double.infinity)
        for _ in 0..<starts {
            try Work.checkCancellation()
            var pair = (Direction.random(using: &generator), Direction.random(using: &generator))
            var current = try lowest(pair)
            var reach = 0.5
            while reach > 1e-7 {
                let (u, v) = (Direction.random(using: &generator), Direction.random(using: &generator))
                let trial = (
                    renormalized(pair.0.vector + reach * u.vector), renormalized(pair.1.vector + reach * v.vector)
                )
                let found = try lowest(trial)
                if found < current { (pair, current) = (trial, found) } else { reach *= 0.93 }
            }
            if current < value { (best, value) = (pair, current) }
        }
        let functional = coefficients(at: best.0, best.1)
        let system = try functional.kernel.hermitianEigensystem()
        return PositivityWitness(
            eigenvalue: system.values[0] / functional.one, pair: [best.0, best.1],
            state: try StateVector(normalizing: system.vectors.column(0), in: .twoQubits))
    }
}

/// A pure state and a pair of directions at which its distribution has the smallest value found.
public struct PositivityWitness: Sendable, Hashable, Codable {
    /// The smallest value of p over pure states, relative to that of the maximally mixed one, that was found.
    public let eigenvalue: Double
    /// The pair of directions.
    public let pair: [Direction]
    /// The state; mixed with noise at a visibility above ``visibility`` it has a negative density at the pair.
    public let state: StateVector

    /// 1/(1 − eigenvalue): an upper bound of the visibility up to which the gauge is positive.
    public var visibility: Double { smallerOrNaN(1, 1 / (1 - eigenvalue)) }
}

/// The distribution p_ρ of a state in a linear gauge.
public struct LinearGaugeDensity<Gauge: LinearSphereGauge>: SpherePairDensity {
    /// The gauge.
    public let gauge: Gauge
    /// The Bloch form (a, b, T) of the state.
    public let form: TwoQubitBlochForm
    private let bound: Double

    /// The distribution of a state in the ball on which the gauge is positive.
    ///
    /// - Throws: As ``LinearSphereGauge/distribution(of:)``.
    public init(_ gauge: Gauge, _ state: DensityOperator) throws {
        let form = try TwoQubitBlochForm(state)
        try gauge.requireMember(form)
        let visibility = try NoisyBall.leastVisibility(of: state)
        let largest = gauge.largestVisibility
        try require(
            visibility <= largest + 1e-12, "state", must: "lie in the ball S_v with v = \(largest)",
            was: "in S_v only from v = \(visibility)")
        self.init(gauge, unchecked: form, visibility: visibility)
    }

    /// The function p_ρ of any Bloch form, which may be negative; draws from it are right only where it is not.
    ///
    /// - Parameters:
    ///   - gauge: The gauge.
    ///   - form: (a, b, T).
    ///   - visibility: The least v of the ball S_v that holds the state; it bounds the density for draws.
    package init(_ gauge: Gauge, unchecked form: TwoQubitBlochForm, visibility: Double = 1) {
        self.gauge = gauge
        self.form = form
        self.bound = gauge.mixedDensityBound * (1 + visibility * (gauge.eigenvalueRange.upperBound - 1))
    }

    /// p_ρ(λ₁, λ₂).
    public func density(at first: Direction, _ second: Direction) -> Double {
        gauge.coefficients(at: first, second).value(for: form) / (16 * Double.pi * Double.pi)
    }

    /// An exact draw, by rejection from the uniform distribution.
    ///
    /// - Complexity: On average 1 + v(f − 1) evaluations of the gauge, f the upper end of its eigenvalue range.
    public func sample(using generator: inout some RandomNumberGenerator) -> [Direction] {
        while true {
            let (first, second) = (Direction.random(using: &generator), Direction.random(using: &generator))
            if generator.uniform() * bound <= gauge.coefficients(at: first, second).value(for: form) {
                return [first, second]
            }
        }
    }
}
