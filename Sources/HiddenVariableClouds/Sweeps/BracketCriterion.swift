import LHVModels

/// What counts as local and as not local when a critical visibility is bracketed, fixed before any run.
///
/// At each visibility a search runs with ``options``, and the relative entropy D over all joint outcomes is measured on
/// ``SearchOptions/testSettings`` fresh joint settings in double precision. A visibility is *reached* when D is at most
/// ``ceiling``. It is *not reached* when D exceeds it even after ``attempts`` runs with different seeds, each with
/// ``effort`` times the steps of the one before. The bracket is the largest visibility reached and the smallest not reached
/// above it.
///
/// "Not reached" is a statement about the search and not about nature: it is numerical evidence. Rigorous bounds come from
/// the local polytope and belong beside it.
public struct BracketCriterion: Sendable, Hashable, Codable {
    /// The relative entropy up to which a visibility counts as reached, in nats.
    public let ceiling: Double
    /// How many runs a visibility gets before it counts as not reached.
    public let attempts: Int
    /// By how much each further run has more steps.
    public let effort: Double
    /// The width of the bracket at which the search ends.
    public let width: Double
    /// How each visibility is searched.
    public let options: SearchOptions

    /// A criterion.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the ceiling is above 0, `attempts` in 1…100, `effort` in 1…10 and
    ///   the width in 10⁻⁶…1.
    public init(
        ceiling: Double, attempts: Int = 2, effort: Double = 2, width: Double, options: SearchOptions
    ) throws {
        try require(ceiling > 0 && ceiling.isFinite, "ceiling", must: "be finite and above 0", was: ceiling)
        try require((1...100).contains(attempts), "attempts", must: "be in 1…100", was: attempts)
        try require((1...10).contains(effort), "effort", must: "be in 1…10", was: effort)
        try require((1e-6...1).contains(width), "width", must: "be in 10⁻⁶…1", was: width)
        self.ceiling = ceiling
        self.attempts = attempts
        self.effort = effort
        self.width = width
        self.options = options
    }

    /// The options of an attempt, counted from 0: another seed and more steps each time.
    func options(attempt: Int) -> SearchOptions {
        var options = self.options
        options.seed = self.options.seed &+ UInt64(attempt) &* 0x9E37_79B9_7F4A_7C15
        options.tolerance = ceiling
        let factor = (0..<attempt).reduce(1.0) { product, _ in product * effort }
        for index in options.phases.indices where options.phases[index].steps > 1 {
            options.phases[index].steps = Int(Double(options.phases[index].steps) * factor)
        }
        return options
    }

    private enum CodingKeys: String, CodingKey { case ceiling, attempts, effort, width, options }

    /// Reads the criterion and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            ceiling: container.decode(Double.self, forKey: .ceiling),
            attempts: container.decode(Int.self, forKey: .attempts),
            effort: container.decode(Double.self, forKey: .effort),
            width: container.decode(Double.self, forKey: .width),
            options: container.decode(SearchOptions.self, forKey: .options))
    }
}
