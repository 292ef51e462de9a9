import LHVModels

extension StationaryRankReport: CustomStringConvertible {
    /// At how many of the points a velocity is excluded, and the worst condition.
    public var description: String {
        let worst = conditions.reduce(.infinity) { smallerOrNaN($0, $1) }
        return
            "velocities excluded at \(ranks.count { $0 == 4 }) of \(ranks.count) pairs of directions, least condition "
            + "\(ShortNumber.text(worst, digits: 3)) (numerical)"
    }
}
