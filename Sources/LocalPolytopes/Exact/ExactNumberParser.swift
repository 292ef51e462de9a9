import LHVModels

/// Reads the text of an ``ExactNumber`` and encloses its value on the way.
struct ExactNumberParser {
    let text: String
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    init(_ text: String) throws {
        self.text = text.filter { $0 != " " }
        bytes = Array(self.text.utf8)
        try require((1...1000).contains(bytes.count), "exact number", must: "have 1…1000 characters", was: bytes.count)
    }

    mutating func whole() throws -> DyadicInterval {
        let value = try sum()
        guard place == bytes.count else { throw fail("end after a number") }
        return value
    }

    private func fail(_ requirement: String) -> InvalidArgument {
        InvalidArgument("exact number", must: "\(requirement) (place \(place + 1))", was: text.prefix(60))
    }

    private mutating func takes(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private func small(_ value: DyadicInterval) throws -> DyadicInterval {
        guard value.lower >= -(Int128(4) << 60), value.upper <= Int128(4) << 60 else {
            throw fail("stay in −4…4 on the way")
        }
        return value
    }

    private mutating func sum() throws -> DyadicInterval {
        var value = try product()
        while true {
            if takes("+") {
                value = try small(value + product())
            } else if takes("-") {
                value = try small(value - product())
            } else {
                return value
            }
        }
    }

    private mutating func product() throws -> DyadicInterval {
        var value = try factor()
        while takes("*") { value = try small(value * factor()) }
        return value
    }

    private mutating func factor() throws -> DyadicInterval {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 32 else { throw fail("be nested at most 32 deep") }
        if takes("-") { return -(try factor()) }
        if takes("sqrt(") {
            let value = try sum()
            guard value.lower >= 0 else { throw fail("have roots of numbers that are not negative") }
            try close()
            return value.squareRoot
        }
        if takes("cos(") {
            let (p, q) = try fraction(largest: 1_000_000)
            try close()
            return DyadicInterval.cosine(halfTurns: p, over: q)
        }
        if takes("sin(") {
            // sin x = cos(π/2 − x).
            let (p, q) = try fraction(largest: 1_000_000)
            try close()
            return DyadicInterval.cosine(halfTurns: q - 2 * p, over: 2 * q)
        }
        if takes("(") {
            let value = try sum()
            try close()
            return value
        }
        return try number()
    }

    private mutating func close() throws {
        guard takes(")") else { throw fail("have a closing parenthesis") }
    }

    private mutating func digits() throws -> Int {
        let start = place
        while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
        guard (1...18).contains(place - start),
            let number = Int(String(decoding: bytes[start..<place], as: UTF8.self))
        else { throw fail("have whole numbers of at most 18 digits") }
        return number
    }

    /// p/q with a sign, of at most 10⁹ and a denominator of at most a given number.
    private mutating func fraction(largest: Int) throws -> (Int, Int) {
        let isNegative = takes("-")
        let p = try digits()
        let q = takes("/") ? try digits() : 1
        guard p <= 1_000_000_000, (1...largest).contains(q) else { throw fail("have angles of at most 10⁹/10⁶") }
        return (isNegative ? -p : p, q)
    }

    private mutating func number() throws -> DyadicInterval {
        let p = try digits()
        if takes("p") {
            let isNegative = takes("-")
            let power = try digits()
            guard p <= 1 << 53, power <= 1074 else { throw fail("have powers of two of doubles") }
            let shift = 60 + (isNegative ? -power : power)
            // Beyond 4 for p ≥ 1, or exact.
            guard p == 0 || shift <= 62 else { throw fail("stay in −4…4 on the way") }
            if shift >= 0 { return try small(.exactly(Int128(p) << Int128(shift))) }
            let floor = -shift < 64 ? Int128(p) >> Int128(-shift) : 0
            let isExact = p == 0 || -shift < 64 && floor << Int128(-shift) == Int128(p)
            return try small(DyadicInterval(lower: floor, upper: isExact ? floor : floor + 1))
        }
        let q = takes("/") ? try digits() : 1
        guard q > 0 else { throw fail("have denominators above 0") }
        guard p / q <= 4 else { throw fail("stay in −4…4 on the way") }
        let (floor, rest) = (Int128(p) << 60).quotientAndRemainder(dividingBy: Int128(q))
        return try small(DyadicInterval(lower: floor, upper: rest == 0 ? floor : floor + 1))
    }
}
