import Foundation
import Testing

@testable import CertifiedModels

@Suite("Intervals of whole numbers")
struct DyadicIntervalTests {
    @Test("21.1 π and sines are enclosed, and the intervals are narrow")
    func angles() {
        // 3.14159265358979323846264338327950288 in units of 2⁻⁶⁰, from its hexadecimal digits 3.243F6A8885A308D3….
        let digits = Int128(0x3243_F6A8_885A_308D)
        #expect(DyadicInterval.pi.lower <= digits && digits < DyadicInterval.pi.upper)
        #expect(DyadicInterval.pi.upper - DyadicInterval.pi.lower < 2000)
        for n in [2, 6, 96, 512] {
            let sines = DyadicInterval.sines(quarterSteps: n)
            #expect(sines.count == n + 1)
            for (m, sine) in sines.enumerated() {
                let value = sin(Double(m) * .pi / Double(2 * n))
                #expect(abs(sine.middle - value) < 1e-15)
                #expect(sine.lower <= sine.upper && sine.upper - sine.lower < 4000)
            }
            // sin² + cos² encloses 1.
            for m in 0...n {
                let sum = sines[m] * sines[m] + sines[n - m] * sines[n - m]
                #expect(sum.lower <= DyadicInterval.one.lower && sum.upper >= DyadicInterval.one.upper)
            }
        }
    }

    @Test("21.1 products, quotients and moduli round outwards, for all signs")
    func arithmetic() {
        var stream = RandomStream(seed: 1)
        func number() -> Int128 { Int128(Int64(bitPattern: stream.next()) >> 3) }
        for _ in 0..<2000 {
            let ends = [number(), number(), number(), number()]
            let a = DyadicInterval(lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]))
            let b = DyadicInterval(lower: min(ends[2], ends[3]), upper: max(ends[2], ends[3]))
            let product = a * b
            for x in [a.lower, a.upper] {
                for y in [b.lower, b.upper] {
                    // Without rounding, in units of 2⁻¹²⁰.
                    #expect(product.lower << 60 <= x * y && x * y <= product.upper << 60)
                    #expect((a - b).lower <= x - y && x - y <= (a - b).upper)
                }
            }
            let divisor = 1 + Int(stream.next() % 1000)
            let quotient = a / divisor
            #expect(quotient.lower * Int128(divisor) <= a.lower && a.upper <= quotient.upper * Int128(divisor))
            #expect(a.lower - quotient.lower * Int128(divisor) < Int128(divisor))
            #expect(a.magnitude.lower >= 0 && a.magnitude.upper == max(-a.lower, a.upper))
            #expect((-a).lower == -a.upper)
        }
        let third = (DyadicInterval.one * 3).reciprocal
        #expect(third.lower * 3 < Int128(1) << 60 && third.upper * 3 > Int128(1) << 60)
        #expect(third.upper - third.lower == 1)
        #expect(third.lowerBound < 1.0 / 3 && third.lowerBound > 1.0 / 3 - 0x1p-52)
    }

    @Test("21.1 the sum over aliases is exceeded, by little", arguments: [(2, 2), (2, 96), (3, 24), (5, 48), (8, 512)])
    func aliases(parties: Int, cells: Int) {
        for order in [1, cells / 2 - 1 + cells / 2 % 2, cells - 1] {
            let bound = AliasSum.upperBound(order: order, cells: cells, parties: parties)
            let k = Double(order)
            var sum = 1.0
            let last = 20_000
            for j in 1...last {
                let period = Double(2 * cells * j)
                sum += pow(k / (period + k), Double(parties)) + pow(k / (period - k), Double(parties))
            }
            // What is left out is nearly the integral.
            sum +=
                2 * pow(k / Double(2 * cells), Double(parties))
                * pow(Double(last) + 0.5, Double(1 - parties)) / Double(parties - 1)
            #expect(bound.lower == bound.upper)
            #expect(bound.middle >= sum - 1e-12)
            #expect(bound.middle < sum + 1e-4)
            #expect(
                abs(bound.middle - PlanarFrequencies.aliasSum(order: order, cells: cells, parties: parties)) < 1e-14)
        }
    }
}
