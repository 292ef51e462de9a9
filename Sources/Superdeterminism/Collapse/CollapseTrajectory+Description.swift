import NumericalCore

extension CollapseTrajectory: CustomStringConvertible {
    /// The times, and the first populations at the last of them.
    public var description: String {
        guard let first = times.first, let last = times.last, let matrix = matrices.last else {
            return "trajectory without times"
        }
        let populations = matrix.diagonal.map(\.real)
        return
            "ρ(t) of \(matrix.rows) positions at \(times.count) times \(ShortNumber.text(first)) … \(ShortNumber.text(last)); populations at "
            + "the end \(ShortNumber.list(populations.prefix(6)))"
            + (populations.count > 6 ? " and \(populations.count - 6) more" : "")
    }
}
