import Foundation
import Testing

@testable import CertifiedModels

@Suite("Verification of GHZ certificates on the sphere")
struct GHZSphereVerificationTests {
    @Test("21.2 moments are those of Fourier coefficients in double precision", arguments: [(1, 8), (2, 12), (3, 16)])
    func moments(heights: Int, cells: Int) throws {
        var stream = RandomStream(seed: 11)
        let certificate = try SphereSamples.random(heights: heights, cells: cells, terms: 3, using: &stream)
        let moments = SphereMoments(certificate)
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        func mean(_ value: (GHZSphereCertificate.Term) -> Double) -> Double {
            var sum = 0.0
            for term in certificate.terms { sum += Double(term.weight) * value(term) }
            return sum / Double(certificate.totalWeight)
        }
        let aim = moments.aim.middle
        let r = cos(Double.pi / Double(4 * heights))
        let theta = (0..<heights).map { Double(2 * $0 + 1) * .pi / Double(4 * heights) }
        #expect(moments.orders == Array(stride(from: 1, to: cells / 2, by: 2)))
        for (number, order) in moments.orders.enumerated() {
            for (index, (i, j, k)) in moments.triples.enumerated() {
                let expected = mean { term in
                    var sum = 0.0
                    for p in orders {
                        func f(_ party: Int, _ height: Int) -> Complex {
                            SphereSamples.coefficient(term.responses[party], height: height, order: order)
                        }
                        let product: Complex = f(p[0], i) * f(p[1], j) * f(p[2], k)
                        sum += product.real / 3
                    }
                    return sum
                }
                let sines: Double = sin(theta[i]) * sin(theta[j]) * sin(theta[k])
                let target: Double = order == 1 ? aim * sines / (r * r * r) : 0
                let found = moments.threeBody[number][index]
                #expect(abs(found.middle - (expected - target)) < 1e-13)
                #expect(found.upper - found.lower < 1 << 20)
            }
        }
        for (index, (i, j)) in moments.pairs.enumerated() {
            let expected = mean { term in
                orders.reduce(0) { sum, p in
                    sum
                        + SphereSamples.coefficient(term.responses[p[0]], height: i, order: 0).real
                        * SphereSamples.coefficient(term.responses[p[1]], height: j, order: 0).real / 6
                }
            }
            let target = aim * cos(theta[i]) * cos(theta[j]) / (r * r)
            #expect(abs(moments.twoBody[index].middle - (expected - target)) < 1e-13)
        }
        // The search has the same numbers in other units.
        let rows = SphereRows(heights: heights, cells: cells)
        #expect(rows.count == moments.orders.count * moments.triples.count + moments.pairs.count)
        let values = certificate.terms.map { rows.values(of: $0.responses) }
        for row in 0..<rows.count {
            let value = zip(certificate.terms, values).reduce(0) { $0 + Double($1.0.weight) * $1.1[row] }
            let perPair = row - moments.orders.count * moments.triples.count
            let residual =
                perPair < 0
                ? moments.threeBody[row / moments.triples.count][row % moments.triples.count].middle
                : moments.twoBody[perPair].middle
            let expected = residual * rows.units[row] + aim * rows.target[row]
            #expect(abs(value / Double(certificate.totalWeight) - expected) < 1e-10)
        }
    }

    @Test(
        "21.2 aliases of three coefficients fall with the third power, with the sign of the formula",
        arguments: [8, 12])
    func aliases(cells: Int) {
        var stream = RandomStream(seed: 12)
        let responses = (0..<3).map { _ in SphereSamples.response(heights: 1, cells: cells, using: &stream) }
        func value(_ order: Int) -> Double {
            let f = responses.map { SphereSamples.coefficient($0, height: 0, order: order) }
            return 2 * (f[0] * f[1] * f[2]).real
        }
        for order in stride(from: 1, to: cells / 2, by: 2) {
            for period in 1...3 {
                let (up, down) = (period * cells + order, period * cells - order)
                #expect(abs(value(up) - value(order) * pow(Double(order) / Double(up), 3)) < 1e-13)
                #expect(abs(value(down) + value(order) * pow(Double(order) / Double(down), 3)) < 1e-13)
            }
        }
    }

    @Test("21.2 one height by hand: half circles and constants")
    func byHand() throws {
        // N = 1: x = z = 1. With weight p: T¹ = p·2(2/π)³, T³ = −p·2(2/3π)³ on eight cells, S = 1 − p.
        let certificate = try SphereSamples.simple(heights: 1, cells: 8, weights: (2, 1))
        let p = 2.0 / 3
        let aim = p * 2 * pow(2 / Double.pi, 3)
        func aliasSum(_ m: Double) -> Double {
            var sum = 0.0
            for l in (1...20_000).reversed() {
                let middle = 8 * Double(l)
                sum += pow(m / (middle + m), 3) + pow(m / (middle - m), 3)
            }
            return sum + 1
        }
        let third: Double = p * 2 * pow(2 / (3 * Double.pi), 3)
        let cost: Double = aim * (aliasSum(1) - 1) + third * aliasSum(3)
        let pure = cost * Double.pi * Double.pi / 4 + 3 * abs(1 - p - aim)
        let proof = try certificate.verify()
        #expect(abs(proof.aim - aim) < 1e-14)
        #expect(abs(proof.pureWeight - pure) < 1e-7)
        #expect(abs(proof.visibility - aim / (1 + pure)) < 1e-7)
        #expect(proof.heights == 1 && proof.cells == 8 && proof.terms == 2)
    }

    @Test("21.2 the target is what the state's density operator gives")
    func target() throws {
        let state = try PauliTensor(StateVector.ghz(parties: 3).densityOperator)
        var stream = RandomStream(seed: 13)
        for _ in 0..<5 {
            let directions = (0..<3).map { _ in Direction.random(using: &stream) }
            // The first party's outcome is the most significant bit.
            let probabilities = try state.probabilities(along: directions)
            for (subset, expected) in SphereSamples.correlators(directions).enumerated() {
                let found = probabilities.enumerated().reduce(0) { sum, entry in
                    let minus = (0..<3).reduce(0) { $0 + (subset >> $1 & 1) * (entry.offset >> (2 - $1) & 1) }
                    return sum + (minus % 2 == 0 ? entry.element : -entry.element)
                }
                #expect(abs(found - expected) < 1e-12)
            }
        }
    }
}
