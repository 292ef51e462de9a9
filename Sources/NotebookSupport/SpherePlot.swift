import NumericalCore

/// Points, arrows and curves on the unit sphere, or a function on it as colour.
///
/// The sphere is drawn in parallel projection with a wire net every 30°; what lies behind is faded. With a coloured
/// surface, which hides its back, two views are drawn side by side: from the viewer's place and from the opposite one.
///
/// Vectors are `SIMD3<Double>`; for directions pass their vectors.
public struct SpherePlot: CanvasPlot {
    /// The title above the drawing.
    public let title: String
    let azimuth: Double
    let elevation: Double
    var items: [Item] = []
    var surface: Surface?

    struct Item: Sendable {
        enum Kind: String { case point, arrow, curve }

        var kind: Kind
        var label: String
        /// Points, tails of arrows, or vertices of the curve.
        var positions: [SIMD3<Double>]
        /// The arrows' vectors, else empty.
        var vectors: [SIMD3<Double>] = []
    }

    /// A function sampled on the two discs, row after row from below.
    struct Surface: Sendable {
        /// Sampling places per row and per column of a disc.
        static let resolution = 101

        var label: String
        var scale: ColourScale
        var views: [[(u: Double, v: Double, point: SIMD3<Double>, value: Double)]]
    }

    var fixedSize: (width: Int, height: Int)?

    /// The width and height in points; twice as wide with a coloured surface, unless set by ``sized(width:height:)``.
    public var size: (width: Int, height: Int) {
        let (width, height) = surface == nil ? (520, 560) : (860, 480)
        return fixedSize ?? (width, height + GnuplotStyle.titleRoom(title, width: width))
    }

    /// Fixes the size of the drawing, the type's size staying as it is.
    ///
    /// - Parameters:
    ///   - width: The width in points; in 100…5000.
    ///   - height: The height in points; in 100…5000.
    /// - Throws: `InvalidArgument` for a size out of range.
    public func sized(width: Int, height: Int) throws -> SpherePlot {
        var plot = self
        plot.fixedSize = try requiredSize(width, height)
        return plot
    }

    /// An empty sphere.
    ///
    /// - Parameters:
    ///   - title: The title above the drawing.
    ///   - azimuth: The viewer's angle around the z axis, from x, in radians.
    ///   - elevation: The viewer's angle above the equator in radians, in −π/2…π/2.
    /// - Throws: `InvalidArgument` for angles that are not finite or an elevation out of range.
    public init(_ title: String, azimuth: Double = 0.6, elevation: Double = 0.35) throws {
        try require(azimuth.isFinite, "azimuth", must: "be finite", was: azimuth)
        try require(abs(elevation) <= .pi / 2, "elevation", must: "be in −π/2…π/2", was: elevation)
        self.title = title
        self.azimuth = azimuth
        self.elevation = elevation
    }

    /// Adds points on the sphere.
    ///
    /// - Parameters:
    ///   - points: Unit vectors, to 10⁻⁶.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no points or vectors that are not of length 1.
    public func points(_ points: [SIMD3<Double>], label: String = "") throws -> SpherePlot {
        try requireUnit(points, "points")
        return adding(Item(kind: .point, label: label, positions: points))
    }

    /// Adds arrows from the centre, for example Bloch vectors.
    ///
    /// - Parameters:
    ///   - vectors: Vectors of length at most 1 + 10⁻⁶.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no vectors, or ones too long or not finite.
    public func arrows(_ vectors: [SIMD3<Double>], label: String = "") throws -> SpherePlot {
        try require(!vectors.isEmpty, "vectors", must: "hold at least one vector", was: "empty")
        for (index, vector) in vectors.enumerated() {
            let length = (vector * vector).sum().squareRoot()
            try require(length <= 1 + 1e-6, "vectors[\(index)]", must: "have a length of at most 1", was: vector)
        }
        let centre = [SIMD3<Double>](repeating: .zero, count: vectors.count)
        return adding(Item(kind: .arrow, label: label, positions: centre, vectors: vectors))
    }

    /// Adds arrows that start on the sphere, for example a velocity field.
    ///
    /// - Parameters:
    ///   - vectors: The arrows, in units of the sphere's radius; scale them to taste.
    ///   - points: Where they start: as many unit vectors, to 10⁻⁶.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for no vectors, unequal counts or numbers that are not finite.
    public func arrows(_ vectors: [SIMD3<Double>], at points: [SIMD3<Double>], label: String = "") throws -> SpherePlot
    {
        try requireUnit(points, "points")
        try require(
            vectors.count == points.count, "vectors", must: "be \(points.count) like points", was: vectors.count)
        for (index, vector) in vectors.enumerated() {
            let isFinite = vector.x.isFinite && vector.y.isFinite && vector.z.isFinite
            try require(isFinite, "vectors[\(index)]", must: "be finite", was: vector)
        }
        return adding(Item(kind: .arrow, label: label, positions: points, vectors: vectors))
    }

    /// Adds a curve on the sphere through points in their order.
    ///
    /// - Parameters:
    ///   - points: Unit vectors, to 10⁻⁶, close enough together for straight pieces.
    ///   - label: The name in the legend; none when empty.
    /// - Throws: `InvalidArgument` for fewer than two points or vectors that are not of length 1.
    public func curve(_ points: [SIMD3<Double>], label: String = "") throws -> SpherePlot {
        try requireUnit(points, "points")
        try require(points.count >= 2, "points", must: "be at least 2", was: points.count)
        return adding(Item(kind: .curve, label: label, positions: points))
    }

    /// Colours the sphere by a function.
    ///
    /// - Parameters:
    ///   - label: The label of the colour bar, with its unit.
    ///   - scale: How values become colours.
    ///   - value: The function of a unit vector; called about 16 000 times.
    /// - Throws: `InvalidArgument` where the function is not finite, and what it throws itself.
    /// - Complexity: 2 · 101² · π/4 calls.
    public func surface(
        _ label: String, scale: ColourScale = .sequential, _ value: (SIMD3<Double>) throws -> Double
    ) throws -> SpherePlot {
        try scale.validate()
        let places = (0..<Surface.resolution).map { 2 * Double($0) / Double(Surface.resolution - 1) - 1 }
        var sampled = Surface(label: label, scale: scale, views: [])
        for view in [self.view, self.view.opposite] {
            var disc: [(u: Double, v: Double, point: SIMD3<Double>, value: Double)] = []
            for v in places {
                for u in places {
                    guard let point = view.frontPoint(u, v) else { continue }
                    let value = try value(point)
                    try require(value.isFinite, "value at \(point)", must: "be finite", was: value)
                    disc.append((u, v, point, value))
                }
            }
            sampled.views.append(disc)
        }
        var plot = self
        plot.surface = sampled
        return plot
    }

    var view: SphereView { SphereView(azimuth: azimuth, elevation: elevation) }

    private func adding(_ item: Item) -> SpherePlot {
        var plot = self
        plot.items.append(item)
        return plot
    }

    private func requireUnit(_ points: [SIMD3<Double>], _ argument: String) throws {
        try require(!points.isEmpty, argument, must: "hold at least one vector", was: "empty")
        for (index, point) in points.enumerated() {
            let length = (point * point).sum().squareRoot()
            try require(abs(length - 1) <= 1e-6, "\(argument)[\(index)]", must: "have length 1", was: point)
        }
    }

    /// Checks that there is something on the sphere.
    ///
    /// - Throws: `InvalidArgument` otherwise.
    public func validate() throws {
        try require(
            !items.isEmpty || surface != nil, "sphere plot \"\(title)\"",
            must: "have points, arrows, a curve or a surface", was: "empty")
        try FigureText.validate(title, "title")
        for item in items { try FigureText.validate(item.label, "label") }
        if let surface { try FigureText.validate(surface.label, "label") }
    }

    /// The data as `series,kind,x,y,z,dx,dy,dz,value`; fields a series has no numbers for are empty.
    public func csv() -> String {
        var text = "series,kind,x,y,z,dx,dy,dz,value\n"
        for item in items {
            for (index, position) in item.positions.enumerated() {
                let vector = item.vectors.isEmpty ? ["", "", ""] : components(item.vectors[index])
                text += csvLine([item.label, item.kind.rawValue] + components(position) + vector + [""])
            }
        }
        if let surface {
            for sample in surface.views.joined() {
                text += csvLine(
                    [surface.label, "surface"] + components(sample.point) + ["", "", "", "\(sample.value)"])
            }
        }
        return text
    }

    private func components(_ vector: SIMD3<Double>) -> [String] { ["\(vector.x)", "\(vector.y)", "\(vector.z)"] }
}
