import NumericalCore

extension Figure {
    /// Adds bars from zero to heights, with error bars where errors are given.
    ///
    /// The bars of several calls stand side by side at the same places.
    ///
    /// - Parameters:
    ///   - x: The middles, ascending. `xNames` names them.
    ///   - heights: The signed heights, as many.
    ///   - errors: The half lengths of the error bars, as many and not negative; no error bars when nil.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns, places that do not ascend and negative errors.
    public func bars(_ x: [Double], _ heights: [Double], errors: [Double]? = nil, label: String = "") throws -> Figure {
        try requireData(x, "x")
        try requireAscending(x, "x")
        try requireCount(heights, "heights", like: x.count, of: "x")
        try requireFinite(heights, "heights")
        var series = Series(kind: .bars, label: label, x: x, y: heights)
        if let errors {
            try requireErrors(errors, like: x.count)
            series.low = zip(heights, errors).map { $0 - $1 }
            series.high = zip(heights, errors).map { $0 + $1 }
        }
        return adding(series)
    }

    /// Adds bars at 0, 1, 2, … with names below them.
    ///
    /// - Parameters:
    ///   - names: The names below the bars, at least one.
    ///   - heights: The signed heights, as many.
    ///   - errors: The half lengths of the error bars, as many and not negative; no error bars when nil.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for empty, unequal or non-finite columns and negative errors.
    public func bars(
        _ names: [String], _ heights: [Double], errors: [Double]? = nil, label: String = ""
    ) throws -> Figure {
        let x = names.indices.map(Double.init)
        return try bars(x, heights, errors: errors, label: label).xNames(x, names)
    }

    /// How far the bars reach to both sides of their places: four tenths of the least distance.
    var barReach: Double {
        let bars = series.filter { $0.kind == .bars }
        let gaps = bars.flatMap { series in zip(series.x, series.x.dropFirst()).map { $1 - $0 } }
        return 0.4 * (gaps.min() ?? 1)
    }

    /// The middle and the width of each bar of a series, beside those of the others.
    func barColumns(of index: Int) -> [(middle: Double, width: Double)] {
        let groups = series.indices.filter { series[$0].kind == .bars }
        let place = Double(groups.firstIndex(of: index) ?? 0)
        let width = 2 * barReach / Double(max(1, groups.count))
        return series[index].x.map { ($0 - barReach + (place + 0.5) * width, width) }
    }
}
