import DataFiles
import LHVModels

/// What searches in a local polytope need to know of a point; correlators and behaviours differ in nothing else.
protocol MembershipTarget: Sendable {
    associatedtype Inequality: Sendable
    /// The polytope.
    var geometry: PolytopeGeometry { get }
    /// The point's entries in the order of the geometry.
    func tensor(in geometry: PolytopeGeometry) -> [Double]
    /// The point with other entries, given in the order of the geometry.
    func point(_ entries: [Double], in geometry: PolytopeGeometry) -> Self
    /// The point as it is searched for, without what rounding left of its normalization; throws unless it can be searched for.
    func admitted() throws -> Self
    /// The inequality ⟨M, ·⟩ ≤ β of a functional in the order of the geometry.
    func inequality(_ functional: [Double], bound: Double, in geometry: PolytopeGeometry) throws -> Inequality
}

extension MembershipTarget {
    /// The nearest local point to a target and options that are known to be valid.
    func nearest(
        _ options: MembershipOptions, checkpoint: String? = nil, report: ((Int, Double) throws -> Void)? = nil
    ) throws -> NearestLocalPoint<Self, Inequality> {
        let geometry = self.geometry
        let target = tensor(in: geometry)
        let file = try MembershipCheckpoint(
            checkpoint,
            of: MembershipState.Question(geometry, target: target, options: options),
            shape: geometry.shape)
        var search = try NearestPointSearch(geometry, target: target, options: options, checkpoint: file)
        var outcome = try search.run(gap: options.tolerance, report: report)
        // A vertex that the proof finds goes into the model, and the search goes on with it.
        for _ in 0..<20 where outcome.stopReason.isSuccess && !outcome.isProven {
            guard let found = try search.prove(outcome.residual, above: outcome.bound) else { break }
            guard found.words != nil else {
                outcome.isProven = found.isProven
                break
            }
            outcome = try search.run(gap: options.tolerance, report: report)
        }
        try file?.write()
        return NearestLocalPoint(
            point: point(outcome.point, in: geometry), distance: (2 * outcome.objective).squareRoot(),
            gap: outcome.gap, isGapProven: outcome.isProven, model: try geometry.decomposition(search.set),
            inequality: try inequality(outcome.residual, bound: outcome.bound, in: geometry),
            rounds: outcome.rounds, steps: search.steps, stopReason: outcome.stopReason)
    }

    /// The same as work to be run or started, which reports the gap after each round.
    func nearestSearch(_ options: MembershipOptions) -> PreparedResumableWork<NearestLocalPoint<Self, Inequality>> {
        PreparedResumableWork { checkpoint, reporter in
            try nearest(options, checkpoint: checkpoint) {
                try reporter?.report(step: $0, value: $1, message: "duality gap")
            }
        }
    }
}

extension CorrelatorTensor: MembershipTarget {
    typealias Inequality = CorrelatorInequality

    var geometry: PolytopeGeometry { PolytopeGeometry(self) }
    func tensor(in geometry: PolytopeGeometry) -> [Double] { elements }

    func point(_ entries: [Double], in geometry: PolytopeGeometry) -> CorrelatorTensor {
        CorrelatorTensor(unchecked: entries, settings: settings, includesMarginals: includesMarginals)
    }

    func inequality(
        _ functional: [Double], bound: Double, in geometry: PolytopeGeometry
    ) throws -> CorrelatorInequality {
        try CorrelatorInequality(point(functional, in: geometry), bound: bound)
    }
}

extension Behaviour: MembershipTarget {
    typealias Inequality = BellInequality

    var geometry: PolytopeGeometry { PolytopeGeometry(scenario) }
    func tensor(in geometry: PolytopeGeometry) -> [Double] { geometry.tensor(of: self) }
    func admitted() throws -> Behaviour {
        try requireMembershipTarget(Behaviour.defaultTolerance)
        return self
    }

    func point(_ entries: [Double], in geometry: PolytopeGeometry) -> Behaviour {
        Behaviour(unchecked: geometry.ordered(entries), in: scenario)
    }

    func inequality(_ functional: [Double], bound: Double, in geometry: PolytopeGeometry) throws -> BellInequality {
        try BellInequality(geometry.ordered(functional), in: scenario, bound: bound)
    }
}
