import NumericalCore

/// How values become colours in a ``HeatMap`` or on a ``SpherePlot``.
public enum ColourScale: Sendable, Hashable {
    /// Dark blue through green to yellow, even to the eye, from the least value to the greatest.
    case sequential
    /// Blue for values below `centre`, white at it, red above, equally far on both sides.
    case diverging(centre: Double)

    /// The gnuplot commands that set palette and range for values between two bounds.
    func gnuplot(lowest: Double, highest: Double) -> String {
        switch self {
        case .sequential:
            // Viridis, sampled at nine places.
            let stops = [
                "#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725",
            ]
            return ColourScale.palette(stops) + ColourScale.range(lowest, highest)
        case .diverging(let centre):
            let stops = [
                "#053061", "#2166ac", "#4393c3", "#92c5de", "#f7f7f7", "#f4a582", "#d6604d", "#b2182b", "#67001f",
            ]
            let reach = max(abs(lowest - centre), abs(highest - centre))
            return ColourScale.palette(stops) + ColourScale.range(centre - reach, centre + reach)
        }
    }

    /// Whether a value's colour is so dark that words on it must be light.
    func isDark(_ value: Double, lowest: Double, highest: Double) -> Bool {
        switch self {
        case .sequential: highest > lowest && value / 2 - lowest / 2 < 0.55 * (highest / 2 - lowest / 2)
        case .diverging(let centre):
            abs(value / 2 - centre / 2) > 0.68 * max(abs(lowest / 2 - centre / 2), abs(highest / 2 - centre / 2))
        }
    }

    private static func palette(_ stops: [String]) -> String {
        let entries = stops.enumerated().map { "\($0.offset) '\($0.element)'" }.joined(separator: ", ")
        return "set palette defined (\(entries))\n"
    }

    /// A range of no width is widened, since gnuplot would choose one around it that hides the value.
    private static func range(_ lowest: Double, _ highest: Double) -> String {
        let margin = highest > lowest ? 0 : max(abs(lowest) * 0.01, 1e-12)
        return "set cbrange [\(lowest - margin):\(highest + margin)]\n"
    }

    /// Throws unless the scale's own numbers are finite.
    func validate() throws {
        if case .diverging(let centre) = self {
            try require(centre.isFinite, "centre", must: "be finite", was: centre)
        }
    }
}
