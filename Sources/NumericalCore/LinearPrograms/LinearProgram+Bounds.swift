extension LinearProgram {
    /// The closed interval in which a row's value or a variable must lie; an end may be infinite.
    ///
    /// Ends are stored as given. A program refuses an interval that holds no number: NaN, lower above upper, or an
    /// infinite end on the wrong side.
    public struct Bounds: Sendable, Hashable, CustomStringConvertible {
        /// The lower end, −∞ when there is none.
        public let lower: Double
        /// The upper end, +∞ when there is none.
        public let upper: Double

        /// The interval from its ends.
        public init(_ lower: Double, _ upper: Double) {
            self.lower = lower
            self.upper = upper
        }

        /// Zero or more, as variables are unless told otherwise.
        public static let nonnegative = Bounds(0, .infinity)
        /// Any number.
        public static let free = Bounds(-.infinity, .infinity)
        /// At most `upper`, the constraint "≤".
        public static func atMost(_ upper: Double) -> Bounds { Bounds(-.infinity, upper) }
        /// At least `lower`, the constraint "≥".
        public static func atLeast(_ lower: Double) -> Bounds { Bounds(lower, .infinity) }
        /// Exactly `value`, the constraint "=".
        public static func equal(to value: Double) -> Bounds { Bounds(value, value) }
        /// From `lower` to `upper`.
        public static func between(_ lower: Double, _ upper: Double) -> Bounds { Bounds(lower, upper) }

        /// Whether the interval holds a number.
        public var isValid: Bool { lower <= upper && lower < .infinity && upper > -.infinity }

        /// The interval as `lower…upper`.
        public var description: String { "\(lower)…\(upper)" }

        /// How far a number lies outside, 0 within; NaN for NaN.
        public func violation(of value: Double) -> Double {
            largerOrNaN(largerOrNaN(lower - value, value - upper), 0)
        }

        /// The least value of factor·t over the interval; −∞ when there is none.
        func least(times factor: Double) -> Double {
            factor == 0 ? 0 : factor * (factor > 0 ? lower : upper)
        }
    }
}
