/// Names of version 0.1, before all took one spelling.
extension GaugeReport {
    /// The largest defect of the normalization.
    @available(*, deprecated, renamed: "normalizationDefect")
    public var normalisationDefect: Double { normalizationDefect }

    /// The least density.
    @available(*, deprecated, renamed: "leastDensity")
    public var smallestDensity: Double { leastDensity }
}
