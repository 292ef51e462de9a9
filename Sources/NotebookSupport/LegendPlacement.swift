/// Where a figure's legend stands.
public enum LegendPlacement: String, Sendable, Hashable, CaseIterable {
    /// Under the horizontal axis, where it cannot cover data.
    case below
    /// Right of the axes.
    case right
    /// Inside the axes, in a corner, with a white ground.
    case topLeft, topRight, bottomLeft, bottomRight
    /// No legend, whatever has a label.
    case none

    /// The gnuplot command for a legend.
    ///
    /// - Parameters:
    ///   - labels: The names in it.
    ///   - canvas: What it is drawn on; names that are too wide for it are set smaller.
    func gnuplot(_ labels: [String], on canvas: Canvas) -> String {
        guard self != .none, !labels.isEmpty else { return "" }
        let widest = labels.map { TextWidth.of(FigureText($0)) }.max() ?? 0
        // Beside the names there are samples of the lines.
        let room = self == .below ? canvas.textWidth - 50 : (self == .right ? 0.3 : 0.5) * canvas.width
        let size = max(LegendPlacement.smallest, min(GnuplotStyle.font, room / max(widest, 1)))
        let font = size == GnuplotStyle.font ? "" : " font '\(canvas.fontSize(size))'"
        let place =
            switch self {
            case .below, .none: "bmargin center horizontal Left reverse samplen 2 spacing 1.2 width 1"
            case .right: "rmargin top vertical Left reverse samplen 2 spacing 1.2 width 1"
            case .topLeft, .topRight, .bottomLeft, .bottomRight:
                "inside \(corner) vertical Left reverse samplen 2 spacing 1.2 width 1 opaque"
            }
        return "set key \(place)\(font)\n"
    }

    /// Names cannot be broken into lines: rather than be cut off, they are made smaller down to this size.
    private static let smallest = 3.0

    private var corner: String {
        switch self {
        case .topLeft: "top left"
        case .topRight: "top right"
        case .bottomLeft: "bottom left"
        default: "bottom right"
        }
    }

    /// The rows of a legend below the axes, for its room.
    static func rows(_ labels: [String], width: Int) -> Int {
        let widest = (labels.map { TextWidth.of(FigureText($0)) }.max() ?? 0) * GnuplotStyle.font + 60
        return widest * 2 <= 0.9 * Double(width) ? (labels.count + 1) / 2 : labels.count
    }
}
