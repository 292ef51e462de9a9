import DataFiles
import LHVModels

extension MembershipTarget {
    /// The threshold of a target and options that are known to be valid.
    func threshold(
        _ tolerance: Double, below start: Double = 1, _ options: MembershipOptions, checkpoint: String? = nil,
        report: ((Int, Double) throws -> Void)? = nil
    ) throws -> VisibilityThreshold<Inequality> {
        let geometry = self.geometry
        let target = tensor(in: geometry)
        let file = try MembershipCheckpoint(
            checkpoint,
            of: MembershipState.Question(
                geometry, target: target, tolerance: tolerance, start: start, options: options),
            shape: geometry.shape)
        var search = try ThresholdSearch(geometry, target: target, options: options, checkpoint: file)
        let found = try search.run(tolerance: tolerance, below: start, report: report)
        try file?.write()
        return VisibilityThreshold(
            lower: found.lower, upper: found.upper, isUpperProven: found.isUpperProven, unprovenEnd: found.unprovenEnd,
            modelVisibility: found.modelVisibility, model: found.model,
            inequality: try found.functional.map { try inequality($0, bound: found.bound, in: geometry) },
            rounds: found.rounds, nodes: found.nodes, stopReason: found.stopReason)
    }

    /// The target as it is searched for, when it and the options are valid.
    func admitted(_ tolerance: Double, below start: Double, _ options: MembershipOptions) throws -> Self {
        try options.validate()
        try require((1e-10...0.1).contains(tolerance), "tolerance", must: "be in 1e-10…0.1", was: tolerance)
        try require(start > 0 && start <= 1, "below", must: "be above 0 and at most 1", was: start)
        return try admitted()
    }

    func checkedThreshold(
        _ tolerance: Double, below start: Double, _ options: MembershipOptions
    ) throws -> VisibilityThreshold<Inequality> {
        try admitted(tolerance, below: start, options).threshold(tolerance, below: start, options)
    }

    func thresholdSearch(
        _ tolerance: Double, below start: Double, _ options: MembershipOptions
    ) throws -> PreparedResumableWork<VisibilityThreshold<Inequality>> {
        let target = try admitted(tolerance, below: start, options)
        return PreparedResumableWork { checkpoint, reporter in
            try target.threshold(tolerance, below: start, options, checkpoint: checkpoint) {
                try reporter?.report(step: $0, value: $1, message: "duality gap")
            }
        }
    }
}
