import Foundation
import NumericalCore
import Testing

@Suite("Compensated sums")
struct CompensatedSumTests {
    @Test("Terms that a plain sum loses are kept")
    func lostTerms() throws {
        #expect([1, 1e100, 1, -1e100].compensatedSum() == 2)
        #expect([1e100, 1, -1e100, 1e-20].compensatedSum() == 1)
        #expect(Array(repeating: 0.1, count: 10).compensatedSum() == 1)
        #expect(
            [Complex(1, 1e100), Complex(1e100, 1), Complex(1, -1e100), Complex(-1e100, 1)].compensatedSum()
                == Complex(2, 2))
        #expect([Double]().compensatedSum() == 0)
        #expect(CompensatedSum(3).value == 3)
    }

    @Test("Dyadic terms in any order give the exact sum")
    func exactSums() throws {
        var generator = RandomStream(seed: 41)
        for _ in 0..<50 {
            // 500 multiples of 2⁻²⁰ below 2²⁰ leave corrections of fewer than 53 bits beside a pair of 2⁷⁰ that cancels.
            let integers = (0..<500).map { _ in Int.random(in: -(1 << 40)...(1 << 40), using: &generator) }
            var terms = integers.map { Double($0) * 0x1p-20 } + [0x1p70, -0x1p70]
            terms.shuffle(using: &generator)
            let exact = Double(integers.reduce(0, +)) * 0x1p-20
            #expect(terms.compensatedSum() == exact)
        }
    }

    @Test("The error bound holds where a plain sum violates it")
    func errorBound() {
        // Σ 1/k for k = 1…n, forwards and backwards, agree with the asymptotic series.
        let n = 200_000.0
        let terms = (1...200_000).map { 1 / Double($0) }
        let harmonic = log(n) + 0.577_215_664_901_532_9 + 1 / (2 * n) - 1 / (12 * n * n)
        // Each of the terms is itself rounded by up to ε/k, which is the scale of what can differ: ε·Σ1/k.
        let tolerance = 2 * Double.ulpOfOne * harmonic
        #expect(abs(terms.compensatedSum() - harmonic) <= tolerance)
        #expect(abs(terms.reversed().compensatedSum() - harmonic) <= tolerance)
        #expect(abs(terms.reduce(0, +) - terms.compensatedSum()) > tolerance)
    }

    @Test("Sums of parts are the sum of the whole")
    func merging() {
        var generator = RandomStream(seed: 42)
        let terms = (0..<1000).map { _ in Double.random(in: -1...1, using: &generator) * 1e10 } + [1e26, -1e26]
        var whole = CompensatedSum()
        var complexWhole = ComplexCompensatedSum()
        for start in stride(from: 0, to: terms.count, by: 100) {
            var part = CompensatedSum()
            var complexPart = ComplexCompensatedSum()
            for term in terms[start..<min(start + 100, terms.count)] {
                part.add(term)
                complexPart.add(Complex(term, -term))
            }
            whole.add(part)
            complexWhole.add(complexPart)
        }
        let direct = terms.compensatedSum()
        // Second order in ε: ε² · n · Σ|x| is far below one unit in the last place of the result.
        #expect(abs(whole.value - direct) <= direct.ulp)
        #expect(complexWhole.value == Complex(whole.value, -whole.value))
    }

    @Test("Infinities and NaN come out as a plain sum has them")
    func notFinite() {
        #expect([1, .infinity, 2].compensatedSum() == .infinity)
        #expect([1, -.infinity, 1e300].compensatedSum() == -.infinity)
        #expect([.infinity, -.infinity].compensatedSum().isNaN)
        #expect([1, .nan].compensatedSum().isNaN)
        #expect([Double.greatestFiniteMagnitude, .greatestFiniteMagnitude].compensatedSum() == .infinity)
    }

    @Test("A dot product has the error of its last rounding")
    func dotProduct() throws {
        let e = 0x1p-30
        // (1 + e)(1 − e) − 1 = −e², which a plain product rounds away.
        #expect(try CompensatedSum.dot([1 + e, -1], [1 - e, 1]) == -e * e)
        var sum = ComplexCompensatedSum()
        sum.addProduct(Complex(1 + e, 0), Complex(0, 1 - e))
        sum.addProduct(Complex(-1, 0), Complex(0, 1))
        #expect(sum.value == Complex(0, -e * e))
        var product = ComplexCompensatedSum()
        product.addProduct(Complex(2, 3), Complex(5, -7))
        #expect(product.value == Complex(2, 3) * Complex(5, -7))
        #expect(throws: InvalidArgument("right", must: "have 2 elements like left", was: 1)) {
            try CompensatedSum.dot([1, 2], [1])
        }
    }

    @Test("A sum in progress is saved and goes on")
    func saving() throws {
        var sum = CompensatedSum(1)
        sum.add(1e100)
        var read = try JSONDecoder().decode(CompensatedSum.self, from: JSONEncoder().encode(sum))
        #expect(read == sum)
        read.add(-1e100)
        #expect(read.value == 1)
    }
}
