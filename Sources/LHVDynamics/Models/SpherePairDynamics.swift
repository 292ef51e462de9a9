import LHVModels

/// LHV dynamics of two qubits on a pair of Bell spheres: a linear gauge, a velocity field, and the Hamiltonian they follow.
///
/// The claim is the transport identity p_{ρ(t)}(Φ_t λ) = p_ρ(λ) with Φ the divergence-free flow of the field and
/// ρ(t) = e^{−iHt} ρ e^{iHt}; with it the model is deterministic, state-independent and of consistent gauge.
/// ``transportDefect(states:times:pairs:using:)`` tests it.
public protocol SpherePairDynamics: Sendable {
    /// The kind of gauge.
    associatedtype Gauge: LinearSphereGauge & Equatable
    /// The kind of velocity field.
    associatedtype Field: SphereVelocityField

    /// The distributions p_ρ.
    var gauge: Gauge { get }
    /// V, without divergence and independent of time.
    var field: Field { get }
    /// H, a Hermitian 4 × 4 matrix.
    var hamiltonian: ComplexMatrix { get }
}

/// A dynamical LHV model of two qubits on a pair of Bell spheres.
public typealias SpherePairModel<Gauge: LinearSphereGauge, Flow: HiddenVariableFlow<Direction>> = DynamicalLHVModel<
    BellSphereModel, DensityOperator, LinearGaugeDensity<Gauge>, Flow
>

extension SpherePairDynamics {
    /// The evolution under H.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func evolution() throws -> UnitaryEvolution { try UnitaryEvolution(under: hamiltonian, in: .twoQubits) }

    /// The model as a value that can be verified for states, times and measurements.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func dynamicalModel() throws -> SpherePairModel<Gauge, Field> {
        let evolution = try evolution()
        return DynamicalLHVModel(model: gauge.staticModel, flow: field) { try evolution.evolve($0, time: $1) }
    }

    /// The model of several Hamiltonians that act one after another and share the gauge.
    ///
    /// - Parameter pieces: Each with its duration; the first one begins at time 0, and after the last one all rests.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no piece, a duration is not positive and finite, or the gauges
    ///   differ: a sequence has LHV dynamics only where one family of distributions serves all of its parts.
    public static func sequence(
        _ pieces: [(duration: Double, dynamics: Self)]
    ) throws -> SpherePairModel<Gauge, PiecewiseFlow<Direction>> {
        guard let first = pieces.first else { throw InvalidArgument("pieces", must: "not be empty", was: "empty") }
        for (index, piece) in pieces.enumerated() {
            try require(
                piece.dynamics.gauge == first.dynamics.gauge, "piece \(index)", must: "share the gauge of piece 0",
                was: piece.dynamics.gauge)
        }
        let flow = PiecewiseFlow(try pieces.map { try .init(duration: $0.duration, flow: $0.dynamics.field) })
        let evolutions = try pieces.map { (duration: $0.duration, evolution: try $0.dynamics.evolution()) }
        return DynamicalLHVModel(model: first.dynamics.gauge.staticModel, flow: flow) { state, time in
            try require(time.isFinite, "time", must: "be finite", was: time)
            var evolved = state
            // The same sum as in the flow, whose roundings must be the same.
            var sum = CompensatedSum()
            for piece in evolutions {
                let begin = sum.value
                sum.add(piece.duration)
                let spent = time >= sum.value ? piece.duration : min(piece.duration, max(0, time - begin))
                if spent > 0 { evolved = try piece.evolution.evolve(evolved, time: spent) }
            }
            return evolved
        }
    }

    /// The largest |p_{ρ(t)}(Φ_t λ) − p_ρ(λ)| in units of (4π)⁻², over states, times and random pairs of directions.
    ///
    /// It is both the defect of the consistent gauge and a test of the dynamics: zero means that the particles of ρ become
    /// those of ρ(t). What is not a number makes it NaN, never zero.
    /// - Parameters:
    ///   - states: Two-qubit states, of any noise.
    ///   - times: Times.
    ///   - pairs: The number of random pairs, at least 1.
    ///   - generator: The source of randomness.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, a state is not of two qubits, or the
    ///   field refuses a time.
    public func transportDefect(
        states: [DensityOperator], times: [Double], pairs: Int, using generator: inout some RandomNumberGenerator
    ) throws -> Double {
        try require(!states.isEmpty, "states", must: "not be empty", was: "empty")
        try require(!times.isEmpty, "times", must: "not be empty", was: "empty")
        try require(pairs >= 1, "pairs", must: "be at least 1", was: pairs)
        let evolution = try evolution()
        let initial = try states.map { try TwoQubitBlochForm($0) }
        var defect = 0.0
        for time in times {
            let evolved = try states.map { try TwoQubitBlochForm(evolution.evolve($0, time: time)) }
            for _ in 0..<pairs {
                try Work.checkCancellation()
                let pair = [Direction.random(using: &generator), .random(using: &generator)]
                let moved = try field.move(pair, from: 0, to: time)
                let (before, after) = (
                    gauge.coefficients(at: pair[0], pair[1]), gauge.coefficients(at: moved[0], moved[1])
                )
                for (one, two) in zip(initial, evolved) {
                    defect = largerOrNaN(defect, abs(after.value(for: two) - before.value(for: one)))
                }
            }
        }
        return defect
    }
}

extension LinearSphereGauge {
    /// The LHV model for the ball of states on which the gauge is positive.
    public var staticModel: LHVModel<BellSphereModel, DensityOperator, LinearGaugeDensity<Self>> {
        LHVModel(
            base: BellSphereModel(), distribution: { try distribution(of: $0) },
            prediction: { state, settings in
                try require(settings.count == 2, "settings", must: "be two directions", was: settings.count)
                return PairStatistics(try TwoQubitBlochForm(state), settings[0], settings[1]).probabilities
            })
    }
}
