import Foundation
import NumericalCore

extension Figure {
    /// The gnuplot commands for both axes: what they show, and where the ticks of short logarithmic ones are.
    ///
    /// Left alone, gnuplot goes on to the next tick on all sides, and below zero for a little room: a population would seem to
    /// have negative values.
    func axes(on canvas: Canvas) -> String {
        // Points need room beside them, lines may end at the frame.
        let hasPoints = series.contains { $0.kind == .scatter || $0.kind == .bars }
        return axis("x", allX, fixed: xRange, isLogarithmic: isLogarithmic.x, padding: hasPoints ? 0.02 : 0, canvas)
            + (xNames.isEmpty ? "" : names(on: canvas))
            + axis("y", allY, fixed: yRange, isLogarithmic: isLogarithmic.y, padding: 0.05, canvas)
    }

    /// The names at the horizontal axis, slanted where they would run into each other.
    private func names(on canvas: Canvas) -> String {
        let commands = canvas.names(xNames, axis: "x")
        let widest = xNames.map { TextWidth.of(FigureText($0.name)) }.max() ?? 0
        let room = 0.85 * canvas.width / Double(xNames.count)
        return commands + (widest * GnuplotStyle.font > room ? "set xtics rotate by 35 right\n" : "")
    }

    private func axis(
        _ name: String, _ values: [Double], fixed: ClosedRange<Double>?, isLogarithmic: Bool, padding: Double,
        _ canvas: Canvas
    ) -> String {
        guard let low = values.min(), let high = values.max() else { return "" }
        if !isLogarithmic {
            let range = fixed ?? Figure.room(low, high, padding: padding)
            // Numbers of things have no halves.
            let isCount =
                name == "x" && high - low <= 12 && series.allSatisfy { $0.x.allSatisfy { $0 == $0.rounded() } }
            return set(name, range) + (isCount ? "set xtics 1\n" : "")
        }
        let extent = fixed ?? low...max(high, low)
        // Beyond these, powers are easier to read than zeros.
        let isFar = extent.lowerBound < 0.999e-4 || extent.upperBound > 1.001e5
        let format = isFar && extent.upperBound / extent.lowerBound >= 100 ? canvas.powerFormat : canvas.numberFormat
        let text = "set logscale \(name)\nset format \(name) '\(format)'\n"
        // What is not positive is refused when the figure is validated.
        guard extent.lowerBound > 0 else { return text }
        // A quotient could overflow.
        let decades = log10(extent.upperBound) - log10(extent.lowerBound)
        if decades >= 2 {
            // Vertical axes end at powers of ten, which gnuplot sees to, unless the next ones could be no numbers any more.
            let isOrdinary = extent.lowerBound > 1e-150 && extent.upperBound < 1e150
            if fixed == nil && name == "y" && isOrdinary {
                // Gnuplot sees the bars' upper ends only.
                let hasBars = series.contains { $0.kind == .histogram || $0.kind == .bars }
                let power = pow(10, log10(extent.lowerBound).rounded(.down))
                return hasBars ? text + "set yrange [\(power):*]\n" : text
            }
            return text + set(name, fixed ?? Figure.widened(extent, decades: padding * decades))
        }
        var range = fixed ?? Figure.widened(extent, decades: padding * decades)
        if fixed == nil && Figure.ticks(in: range).count < 2 { range = Figure.betweenTicks(range) }
        let ticks = Figure.ticks(in: range).map { significant($0, digits: 3) }.joined(separator: ", ")
        return text + set(name, range) + "set \(name)tics (\(ticks))\n"
    }

    private func set(_ name: String, _ range: ClosedRange<Double>) -> String {
        "set \(name)range [\(range.lowerBound):\(range.upperBound)]\n"
    }

    private static func widened(_ range: ClosedRange<Double>, decades: Double) -> ClosedRange<Double> {
        let factor = pow(10, decades)
        // The margin, not the data, ends before numbers underflow and overflow.
        let (below, above) = (max(range.lowerBound / factor, 1e-307), min(range.upperBound * factor, 1e307))
        return min(range.lowerBound, below)...max(range.upperBound, above)
    }

    /// The values with some room on both sides, but none beyond zero where all have one sign to rounding.
    static func room(_ low: Double, _ high: Double, padding: Double) -> ClosedRange<Double> {
        let span = high - low
        // Numbers near the largest: a margin, or even their difference, could overflow.
        guard max(abs(low), abs(high)) < 0x1p1020 else {
            return low == high ? min(low, low / 2)...max(high, high / 2) : low...high
        }
        guard span > 1e-9 * max(abs(low), abs(high)) else {
            let margin = max(abs(high) * 0.1, 1e-12)
            return (low - margin)...(high + margin)
        }
        let bottom = low > -1e-9 * span ? max(0, low - padding * span) : low - padding * span
        let top = high < 1e-9 * span ? min(0, high + padding * span) : high + padding * span
        return bottom...top
    }

    /// The numbers 1, 2 and 5 times powers of ten within a range: gnuplot would put one tick or none on a short axis.
    private static func ticks(in range: ClosedRange<Double>) -> [Double] {
        let slack = 1 + 1e-9
        return ticks(around: range).filter { $0 * slack >= range.lowerBound && $0 <= range.upperBound * slack }
    }

    /// The range from the last of these numbers below to the first above.
    private static func betweenTicks(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let ticks = ticks(around: range)
        let below = ticks.last { $0 < range.lowerBound } ?? range.lowerBound
        return below...(ticks.first { $0 > range.upperBound } ?? range.upperBound)
    }

    private static func ticks(around range: ClosedRange<Double>) -> [Double] {
        let first = Int(log10(range.lowerBound).rounded(.down)) - 1
        let last = Int(log10(range.upperBound).rounded(.up))
        return (first...last).flatMap { exponent in [1.0, 2, 5].map { $0 * pow(10, Double(exponent)) } }
            .filter(\.isNormal)
    }
}
