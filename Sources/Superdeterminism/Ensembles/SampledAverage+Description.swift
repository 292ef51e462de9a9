import NumericalCore

extension SampledAverage: CustomStringConvertible {
    /// The time, the number of runs, and the first populations with their errors.
    public var description: String {
        let list = populations.prefix(4).map { ShortNumber.text($0.value, standardError: $0.standardError) }
        return "average of \(runs) runs at time \(ShortNumber.text(time)): populations \(list.joined(separator: ", "))"
            + (populations.count > 4 ? " and \(populations.count - 4) more" : "")
    }
}
