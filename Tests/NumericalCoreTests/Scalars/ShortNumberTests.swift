import Testing

@testable import NumericalCore

@Suite struct ShortNumberTests {
    @Test func boundsAreRoundedOutward() {
        #expect(ShortNumber.atMost(0.123456) == "0.12346" && ShortNumber.atLeast(0.123456) == "0.12345")
        #expect(ShortNumber.atMost(0.123451) == "0.12346" && ShortNumber.atLeast(0.123459) == "0.12345")
        #expect(ShortNumber.atMost(0.5) == "0.5" && ShortNumber.atLeast(0.5) == "0.5")
        #expect(ShortNumber.atLeast(-1.000004) == "-1.0001" && ShortNumber.atMost(-1.000004) == "-1")
        #expect(ShortNumber.atMost(.infinity) == "inf" && ShortNumber.atLeast(.nan) == "nan")
        #expect(ShortNumber.atMost(0) == "0" && ShortNumber.atLeast(1e-300) == "1e-300")
    }

    @Test func printedBoundsHold() throws {
        var stream = RandomStream(seed: 19)
        for _ in 0..<500 {
            let number = Double.random(in: -1...1, using: &stream) * (Bool.random(using: &stream) ? 1e-7 : 1e7)
            let upper = try #require(Double(ShortNumber.atMost(number)))
            let lower = try #require(Double(ShortNumber.atLeast(number)))
            #expect(lower <= number && number <= upper && upper - lower <= 2e-3 * abs(number), "\(number)")
        }
    }
}
