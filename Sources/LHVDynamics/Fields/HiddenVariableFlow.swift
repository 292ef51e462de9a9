import LHVModels

/// A deterministic motion of the hidden variables of N particles: λ(start) ↦ λ(end), the same for every quantum state.
///
/// It is the flow T of a velocity field V(λ, t), dλ/dt = V. A flow obeys T(t₂, t₀) = T(t₂, t₁) ∘ T(t₁, t₀), and its inverse is
/// the motion from end to start. Source: P1, Definition 3 and Eq. 4.
public protocol HiddenVariableFlow<HiddenVariable>: Sendable {
    /// A hidden variable of one particle, a point of Λ₁.
    associatedtype HiddenVariable: Sendable

    /// The hidden variables at time `end` of particles that are at `point` at time `start`.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite or the number of particles does not fit.
    func move(_ point: [HiddenVariable], from start: Double, to end: Double) throws -> [HiddenVariable]
}

extension WeightedCloud {
    /// The cloud after its particles have moved with a flow; weights stay.
    ///
    /// - Complexity: One motion for each point.
    /// - Throws: What the flow throws.
    public func moved(
        by flow: some HiddenVariableFlow<HiddenVariable>, from start: Double, to end: Double
    ) throws -> WeightedCloud {
        try pushedForward { try flow.move($0, from: start, to: end) }
    }
}

/// Flows that follow one another in time, each with its own duration.
///
/// It is the dynamics of a Hamiltonian that is constant piece by piece: wherever H is constant, so is the velocity field, as P1
/// requires. Before the first piece and after the last one the hidden variables rest.
public struct PiecewiseFlow<HiddenVariable: Sendable>: HiddenVariableFlow {
    /// A flow and how long it lasts.
    public struct Piece: Sendable {
        /// The duration, positive.
        public let duration: Double
        /// The motion during the piece; its own time runs from 0 at the beginning of the piece.
        public let flow: any HiddenVariableFlow<HiddenVariable>

        /// A piece of the given duration.
        ///
        /// - Throws: ``/NumericalCore/InvalidArgument`` unless the duration is positive and finite.
        public init(duration: Double, flow: any HiddenVariableFlow<HiddenVariable>) throws {
            try require(duration > 0 && duration.isFinite, "duration", must: "be positive and finite", was: duration)
            self.duration = duration
            self.flow = flow
        }
    }

    /// The pieces; the first one begins at time 0.
    public let pieces: [Piece]

    /// The flow made of pieces.
    public init(_ pieces: [Piece]) { self.pieces = pieces }

    /// The motion through all pieces between the two times, in either direction of time.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, and what the flows throw.
    public func move(_ point: [HiddenVariable], from start: Double, to end: Double) throws -> [HiddenVariable] {
        try requireTimes(start, end)
        var spans: [(piece: Piece, from: Double, to: Double)] = []
        // Durations add up with their roundings, and a piece that is passed whole lasts for what it was given.
        var sum = CompensatedSum()
        for piece in pieces {
            let begin = sum.value
            sum.add(piece.duration)
            let finish = sum.value
            let (low, high) = (max(begin, min(start, end)), min(finish, max(start, end)))
            guard low < high else { continue }
            let to = high == finish ? piece.duration : min(piece.duration, high - begin)
            spans.append((piece, low - begin, to))
        }
        var moved = point
        for span in start <= end ? spans : spans.reversed() {
            moved = try span.piece.flow.move(
                moved, from: start <= end ? span.from : span.to, to: start <= end ? span.to : span.from)
        }
        return moved
    }
}

/// Throws unless a point has a place for each particle.
func requireParticles(_ count: Int, _ expected: Int) throws {
    try require(count == expected, "point", must: "have \(expected) particles", was: count)
}
