import Foundation
import LHVModels
import TestSupport
import Testing

@testable import LocalPolytopes

/// Numbers by what they are: the enclosure holds the number, and is narrow.
@Suite struct ExactNumberTests {
    static let known: [(text: String, value: Double)] = [
        ("1/3", 1.0 / 3), ("-5p-3", -0.625), ("1p1", 2.0), ("sqrt(2)", 1.4142135623730951),
        ("cos(1/5)", 0.8090169943749475), ("sin(-7/9)", -0.6427876096865394), ("cos(999999997/3)", 0.5),
        ("-sqrt(1/2+sqrt(1/20))", -0.8506508083520399), ("2*(1-3/4)*-1", -0.5), ("1p-1074", 0.0),
        ("cos(1/2)", 0.0), ("cos(1/3)", 0.5), ("sin(1/2)", 1.0), ("0", 0.0), ("1 / 2", 0.5),
    ]

    @Test("19.3 texts are enclosed within 10⁻¹⁵", arguments: known.indices)
    func values(_ index: Int) throws {
        let (text, value) = ExactNumberTests.known[index]
        let number = try ExactNumber(text)
        #expect(abs(number.value - value) < 2e-15 && number.width < 2e-15 && number.width >= 0)
        #expect(Double(number.enclosure.lower) * 0x1p-60 <= value + 2e-16)
        #expect(Double(number.enclosure.upper) * 0x1p-60 >= value - 2e-16)
        #expect(try ExactNumber(number.description) == number)
        #expect(try JSONDecoder().decode(ExactNumber.self, from: JSONEncoder().encode(number)) == number)
    }

    @Test("19.3 squares of roots and sums of squares of sines and cosines enclose the whole number")
    func identities() throws {
        for n in 1...4 {
            let square = try ExactNumber("sqrt(\(n))*sqrt(\(n))").enclosure
            #expect(square.lower <= Int128(n) << 60 && Int128(n) << 60 <= square.upper)
        }
        for (p, q) in [(1, 7), (5, 11), (-3, 8), (12345, 999_983), (1, 1_000_000)] {
            let one = try ExactNumber("cos(\(p)/\(q))*cos(\(p)/\(q))+sin(\(p)/\(q))*sin(\(p)/\(q))").enclosure
            #expect(one.lower <= Int128(1) << 60 && Int128(1) << 60 <= one.upper && one.upper - one.lower < 1 << 16)
        }
        for n: UInt128 in [0, 1, 2, 3, 4, 99, 100, 1 << 120, (1 << 124) - 1] {
            let root = DyadicInterval.wholeRoot(n)
            #expect(root * root <= n && n < (root + 1) * (root + 1))
        }
    }

    @Test("19.3 a double is the fraction that it is, exactly or between neighbours") func doubles() throws {
        var stream = RandomStream(seed: 193)
        for _ in 0..<100 {
            let value = Double.random(in: -4...4, using: &stream)
            #expect(try ExactNumber(value).value == value)
        }
        for value in [0.1, -0.1, 1e-17, -1e-17, .leastNonzeroMagnitude, 0, 1, -4] {
            let number = try ExactNumber(value)
            #expect(number.width <= 0x1p-60 && abs(number.value - value) <= 0x1p-60)
        }
        #expect(throws: InvalidArgument.self) { try ExactNumber(4.5) }
        #expect(throws: InvalidArgument.self) { try ExactNumber(Double.nan) }
    }

    @Test(
        "19.3 what is no number is refused",
        arguments: [
            "", "+1", "1+", "1/0", "1//2", "5", "2*3", "sqrt(-1)", "sqrt(1", "cos(0.5)", "cos(1/0)", "cos(1/9999999)",
            "1p3", "1e3", "x",
            "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9", "(1", "1)", "--", "9007199254740993p-60", "1p-99999",
            "1p9999999999999999999",
            String(repeating: "(", count: 40) + "1" + String(repeating: ")", count: 40),
            String(repeating: "1+", count: 600) + "1",
            String(repeating: "-", count: 900) + "1",
        ])
    func refused(_ text: String) { #expect(throws: InvalidArgument.self) { try ExactNumber(text) } }
}
