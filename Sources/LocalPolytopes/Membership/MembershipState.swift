import LHVModels

/// What a checkpoint of a nearest point or a threshold holds: what is asked, and the answers so far.
struct MembershipState: Sendable, Codable {
    /// What is asked, by which a file is known to be of this search.
    struct Question: Sendable, Codable, Equatable {
        /// The polytope in words, as equal numbers can be a point of several; nil in files that were written without it.
        var polytope: String?
        /// The numbers of entries of the parties' vectors.
        var lengths: [Int]
        @Packed var target: [Double]
        /// The tolerance and the beginning of a threshold; nil for a nearest point.
        var tolerance: Double?
        var start: Double?
        var options: MembershipOptions

        init(
            _ geometry: PolytopeGeometry, target: [Double], tolerance: Double? = nil, start: Double? = nil,
            options: MembershipOptions
        ) {
            polytope = geometry.words
            lengths = geometry.shape.lengths
            self.tolerance = tolerance
            self.start = start
            self.options = options
            self.target = target
        }

        // Limits of time and the number of threads may differ.
        static func == (left: Question, right: Question) -> Bool {
            func comparable(_ options: MembershipOptions) -> MembershipOptions {
                var options = options
                (options.timeLimit, options.threads) = (nil, 1)
                return options
            }
            let isOnePolytope = left.polytope == nil || right.polytope == nil || left.polytope == right.polytope
            return isOnePolytope && left.lengths == right.lengths
                && left.target.map(\.bitPattern) == right.target.map(\.bitPattern) && left.tolerance == right.tolerance
                && left.start == right.start
                && comparable(left.options) == comparable(right.options)
        }
    }

    var question: Question
    var record = AnswerRecord()
}
