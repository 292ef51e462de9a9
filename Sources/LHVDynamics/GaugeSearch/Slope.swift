/// A number with its derivative with respect to one variable: forward-mode automatic differentiation.
struct Slope: Sendable {
    let value: Double
    let slope: Double

    /// A constant.
    init(_ value: Double) { (self.value, slope) = (value, 0) }
    /// The variable itself.
    init(variable value: Double) { (self.value, slope) = (value, 1) }
    private init(_ value: Double, _ slope: Double) { (self.value, self.slope) = (value, slope) }

    static func + (a: Slope, b: Slope) -> Slope { Slope(a.value + b.value, a.slope + b.slope) }
    static func - (a: Slope, b: Slope) -> Slope { Slope(a.value - b.value, a.slope - b.slope) }
    static func * (a: Slope, b: Slope) -> Slope { Slope(a.value * b.value, a.slope * b.value + a.value * b.slope) }
    func squareRoot() -> Slope {
        let root = value.squareRoot()
        return Slope(root, slope / (2 * root))
    }
}
