import Foundation
import Testing

@testable import CertifiedModels

@Suite("Bell inequalities for GHZ states in a plane")
struct GHZPlanarInequalityTests {
    @Test("21.1 two parties, four angles: CHSH and 1/√2")
    func chsh() throws {
        let inequality = try GHZPlanarInequality(parties: 2, coefficients: [0, 1, 0, -1])
        let bound = try inequality.visibilityBound()
        #expect(bound >= 0.5.squareRoot() && bound < 0.5.squareRoot() + 1e-11)
    }

    @Test("21.1 the bound is that of all signs, for random coefficients", arguments: [2, 3])
    func bruteForce(parties: Int) throws {
        var stream = RandomStream(seed: 11)
        let n = 4
        for _ in 0..<10 {
            let coefficients = (0..<n).map { _ in Int(stream.next() % 201) - 100 }
            let inequality = try GHZPlanarInequality(parties: parties, coefficients: coefficients)
            var best = Int.min
            for signs in 0..<(1 << (n * parties)) {
                var value = 0
                for choice in 0..<(1 << (2 * parties)) {
                    var (sum, product) = (0, 1)
                    for party in 0..<parties {
                        let angle = choice >> (2 * party) & 3
                        sum += angle
                        product *= signs >> (n * party + angle) & 1 == 1 ? -1 : 1
                    }
                    value += product * (sum / n % 2 == 0 ? 1 : -1) * coefficients[sum % n]
                }
                best = max(best, value)
            }
            #expect(try inequality.localBound() == best)
        }
    }

    @Test("21.1 upper ends from prices: three parties below 0.49317, and never below what is certified")
    func upperEnds() throws {
        let three = try GHZPlanarCertificate.shipped(.three).verify().visibility
        let four = try GHZPlanarCertificate.shipped(.four).verify().visibility
        let eight = try GHZPlanarInequality.eightAngles.visibilityBound()
        let twelve = try GHZPlanarInequality.twelveAngles.visibilityBound()
        #expect(three < twelve && twelve < 0.49221 && twelve < eight && eight < 0.49317)
        // Four parties: a few angles only, in less than a second without optimization.
        let coefficients = [-22_964, 100_000, 20_384, 36_297, -36_297, -20_384, -100_000, 22_964]
        let ofFour = try GHZPlanarInequality(parties: 4, coefficients: coefficients, isOffset: true).visibilityBound()
        #expect(four < ofFour && ofFour < 0.32571 && ofFour < GHZPlanarCertificate.ceiling(parties: 4))
        #expect(GHZPlanarInequality.sixteenAngles.coefficients.count == 16)
        #expect(GHZPlanarInequality.twelveAnglesOfFour.coefficients.count == 12)
    }

    @Test("21.1 orbits of signs are as many as there are negacyclic necklaces")
    func orbits() {
        // Every list of signs is a shift of one of them, and an orbit has at most 2n lists.
        for n in [2, 3, 4, 8] {
            let representatives = SignOrbits(count: n).representatives
            var seen: Set<[Int]> = []
            for representative in representatives {
                var turned = representative
                for _ in 0..<(2 * n) {
                    turned = Array(turned.dropFirst()) + [-turned[0]]
                    seen.insert(turned)
                }
            }
            #expect(seen.count == 1 << n)
            #expect(representatives.count >= (1 << n) / (2 * n))
        }
        #expect(SignOrbits(count: 8).representatives.count == 16)
    }

    @Test("21.1 coefficients out of range are refused by name")
    func wrongInput() throws {
        func argument(_ body: () throws -> Void) -> String? {
            do { try body() } catch { return (error as? InvalidArgument)?.argument }
            return nil
        }
        #expect(argument { _ = try GHZPlanarInequality(parties: 9, coefficients: [1, 1]) } == "parties")
        #expect(argument { _ = try GHZPlanarInequality(parties: 3, coefficients: [1]) } == "coefficients")
        #expect(
            argument { _ = try GHZPlanarInequality(parties: 3, coefficients: [1, 1_000_001]) } == "coefficients[1]")
        let zero = try GHZPlanarInequality(parties: 3, coefficients: [0, 0])
        #expect(argument { _ = try zero.visibilityBound() } == "coefficients")
        let many = try GHZPlanarInequality(parties: 8, coefficients: Array(repeating: 1, count: 16))
        #expect(argument { _ = try many.localBound() } == "coefficients")
    }
}
