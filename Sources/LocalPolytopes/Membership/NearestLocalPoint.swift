import LHVModels

/// The point x of a local polytope nearest to a target y in the 2-norm, with a local model and a separating inequality.
///
/// The inequality is ⟨y − x, ·⟩ ≤ max over vertices. Everything holds whatever the reason to stop: ``distance`` is that of
/// an explicit local point, and ``gap`` bounds how much ½‖x − y‖² can still fall, over the vertices that the oracle found,
/// or over all vertices when ``isGapProven``.
public struct NearestLocalPoint<Point: Sendable, Inequality: Sendable>: Sendable {
    /// x.
    public let point: Point
    /// ‖x − y‖₂ over all entries.
    public let distance: Double
    /// max_d ⟨y − x, d − x⟩.
    public let gap: Double
    /// Whether the last oracle call was by enumeration, so that gap, inequality and ``leastDistance`` hold over all vertices.
    public let isGapProven: Bool
    /// Strategies and weights of x.
    public let model: LocalDecomposition
    /// ⟨y − x, ·⟩ ≤ β with the largest value β found for a vertex; y violates it when ``gap`` < ``distance``².
    public let inequality: Inequality
    /// How many rounds of weights and oracle were made.
    public let rounds: Int
    /// How many vertices entered or left the model, or pairwise steps were made.
    public let steps: Int
    /// Why the search stopped: `accuracyReached` when the gap was.
    public let stopReason: StopReason

    /// ½‖x − y‖².
    public var objective: Double { distance * distance / 2 }

    /// A distance that no local point falls below: (‖y − x‖² − gap)/‖y − x‖, or 0 unless the gap is proven.
    public var leastDistance: Double {
        guard isGapProven, distance > 0 else { return 0 }
        return largerOrNaN(0, distance - gap / distance)
    }
}

/// The nearest local point to correlators, and the correlator inequality that separates them.
public typealias NearestLocalCorrelators = NearestLocalPoint<CorrelatorTensor, CorrelatorInequality>
/// The nearest local point to a behaviour, and the Bell inequality that separates them.
public typealias NearestLocalBehaviour = NearestLocalPoint<Behaviour, BellInequality>

extension NearestLocalPoint: Equatable where Point: Equatable, Inequality: Equatable {}
extension NearestLocalPoint: Hashable where Point: Hashable, Inequality: Hashable {}
extension NearestLocalPoint: Encodable where Point: Encodable, Inequality: Encodable {}
extension NearestLocalPoint: Decodable where Point: Decodable, Inequality: Decodable {}

extension NearestLocalPoint: CustomStringConvertible {
    /// The distance between its two ends, or the upper one alone, and the point's model.
    public var description: String {
        leastDistance > 0
            ? "between \(ShortNumber.atLeast(leastDistance)) and \(ShortNumber.atMost(distance)) away from the local set; nearest point: \(model)"
            : "at most \(ShortNumber.atMost(distance, digits: 3)) away from the local set; nearest point: \(model)"
    }
}
