import QuantumStates

extension GaugeReport: CustomStringConvertible {
    /// The defects that were found, and the least density: a test at random points.
    public var description: String {
        func short(_ defect: Double) -> String { ShortNumber.text(defect, digits: 2) }
        return "defects found: odd-odd \(short(oddOddDefect)), marginals \(short(firstMarginalDefect)) and "
            + "\(short(secondMarginalDefect)), norm \(short(normalizationDefect)); least density found \(ShortNumber.text(leastDensity))"
    }
}
