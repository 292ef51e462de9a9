/// An unevaluated sum of two doubles, about 32 digits, for the recurrences whose rounding would show in Gauss weights.
///
/// Source: [Dekker1971], with the product error taken from a fused multiply–add.
struct DoubleDouble {
    var high: Double
    var low: Double

    init(_ high: Double, _ low: Double = 0) {
        self.high = high
        self.low = low
    }

    static func + (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
        let sum = left.high + right.high
        let part = sum - left.high
        let error = (left.high - (sum - part)) + (right.high - part) + left.low + right.low
        return normalized(sum, error)
    }

    static prefix func - (operand: DoubleDouble) -> DoubleDouble { DoubleDouble(-operand.high, -operand.low) }

    static func * (left: DoubleDouble, right: Double) -> DoubleDouble {
        let product = left.high * right
        let error = (-product).addingProduct(left.high, right) + left.low * right
        return normalized(product, error)
    }

    static func / (left: DoubleDouble, right: Double) -> DoubleDouble {
        let quotient = left.high / right
        let remainder = left.high.addingProduct(-quotient, right) + left.low
        return normalized(quotient, remainder / right)
    }

    private static func normalized(_ high: Double, _ low: Double) -> DoubleDouble {
        let sum = high + low
        return DoubleDouble(sum, low - (sum - high))
    }
}
