/// A whole number of any size, for exact checks: sign and magnitude in digits of 2³², the lowest first.
struct ExactInteger: Equatable, Comparable {
    private var digits: [UInt32]
    private(set) var isNegative: Bool

    init(_ value: Int) {
        isNegative = value < 0
        digits = [UInt32(truncatingIfNeeded: value.magnitude), UInt32(truncatingIfNeeded: value.magnitude >> 32)]
        trim()
    }

    /// value · 2^power, which must be whole.
    init?(_ value: Double, times power: Int) {
        guard value.isFinite else { return nil }
        guard value != 0 else {
            self.init(0)
            return
        }
        let shift = Int(value.exponent) - 52 + power
        var significand = ExactInteger(Int(value.significandBitPattern | 1 << 52))
        if shift < 0 {
            guard -shift <= 52, value.significandBitPattern & (1 << UInt64(-shift) - 1) == 0 else { return nil }
            significand = ExactInteger(Int((value.significandBitPattern | 1 << 52) >> UInt64(-shift)))
        } else {
            significand = significand.shifted(shift)
        }
        self = value < 0 ? -significand : significand
    }

    private init(_ digits: [UInt32], _ isNegative: Bool) {
        self.digits = digits
        self.isNegative = isNegative
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { isNegative = false }
    }

    private func shifted(_ bits: Int) -> ExactInteger {
        var result = Array(repeating: UInt32(0), count: bits / 32)
        var carry: UInt64 = 0
        for digit in digits {
            carry |= UInt64(digit) << UInt64(bits % 32)
            result.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        result.append(UInt32(carry))
        return ExactInteger(result, isNegative)
    }

    private static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for (a, b) in zip(left.reversed(), right.reversed()) where a != b { return a < b ? -1 : 1 }
        return 0
    }

    static func < (left: ExactInteger, right: ExactInteger) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = compare(left.digits, right.digits)
        return left.isNegative ? order > 0 : order < 0
    }

    static prefix func - (value: ExactInteger) -> ExactInteger { ExactInteger(value.digits, !value.isNegative) }

    var magnitude: ExactInteger { ExactInteger(digits, false) }

    static func + (left: ExactInteger, right: ExactInteger) -> ExactInteger {
        if left.isNegative == right.isNegative {
            var (sum, carry) = ([UInt32](), UInt64(0))
            for place in 0...max(left.digits.count, right.digits.count) {
                carry += UInt64(place < left.digits.count ? left.digits[place] : 0)
                carry += UInt64(place < right.digits.count ? right.digits[place] : 0)
                sum.append(UInt32(truncatingIfNeeded: carry))
                carry >>= 32
            }
            return ExactInteger(sum, left.isNegative)
        }
        let order = compare(left.digits, right.digits)
        let (large, small) = order < 0 ? (right, left) : (left, right)
        var (difference, borrow) = ([UInt32](), Int64(0))
        for place in large.digits.indices {
            var digit = Int64(large.digits[place]) - borrow
            if place < small.digits.count { digit -= Int64(small.digits[place]) }
            borrow = digit < 0 ? 1 : 0
            difference.append(UInt32(truncatingIfNeeded: digit))
        }
        return ExactInteger(difference, large.isNegative)
    }

    static func - (left: ExactInteger, right: ExactInteger) -> ExactInteger { left + -right }

    static func * (left: ExactInteger, right: ExactInteger) -> ExactInteger {
        var product = Array(repeating: UInt32(0), count: left.digits.count + right.digits.count + 1)
        for (i, a) in left.digits.enumerated() {
            var carry: UInt64 = 0
            for (j, b) in right.digits.enumerated() {
                carry += UInt64(a) * UInt64(b) + UInt64(product[i + j])
                product[i + j] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product[i + right.digits.count] = UInt32(carry)
        }
        return ExactInteger(product, left.isNegative != right.isNegative)
    }

    /// Whether a symmetric matrix of integers is positive definite, by elimination without fractions or divisions.
    static func isPositiveDefinite(_ matrix: [[ExactInteger]]) -> Bool {
        var rest = matrix
        while let first = rest.first {
            let pivot = first[0]
            guard pivot > ExactInteger(0) else { return false }
            // pivot·A − column·row has the sign of the Schur complement.
            rest = rest.dropFirst().map { row in
                row.indices.dropFirst().map { pivot * row[$0] - row[0] * first[$0] }
            }
        }
        return true
    }
}
