import Foundation
import Testing

@testable import CertifiedModels

@Suite("Odd sign functions on equal cells")
struct GHZPlanarLawTests {
    @Test("21.1 a response turns over with half a turn and is constant on its cells")
    func odd() throws {
        var stream = RandomStream(seed: 2)
        let response = GHZSamples.response(cells: 10, using: &stream)
        for _ in 0..<200 {
            let angle = 40 * (stream.uniform() - 0.5)
            #expect(response.value(at: angle + .pi) == -response.value(at: angle))
        }
        for cell in 0..<10 {
            let sign: Double = response.isNegative[cell] ? -1 : 1
            #expect(response.value(at: (Double(cell) + 0.5) * .pi / 10) == sign)
            #expect(response.value(at: (Double(cell) + 10.5) * .pi / 10 - 6 * .pi) == -sign)
            #expect(response.refined(by: 3).value(at: (Double(cell) + 0.9) * .pi / 10) == sign)
        }
        #expect(response.value(at: .nan).isNaN && response.value(at: .infinity).isNaN)
        #expect(try OddResponse(response.description) == response)
    }

    @Test("21.1 k f̂(k) repeats with the period 2n: numerical integrals far beyond n")
    func aliasing() {
        var stream = RandomStream(seed: 3)
        let n = 6
        let response = GHZSamples.response(cells: n, using: &stream)
        // Midpoints; the relative error is (kh)²/24.
        let points = 6000
        func integral(_ order: Int) -> Complex {
            var sum = Complex(0, 0)
            for point in 0..<points {
                let angle = 2 * Double.pi * (Double(point) + 0.5) / Double(points)
                sum = sum + Complex(cos(Double(order) * angle), -sin(Double(order) * angle)) * response.value(at: angle)
            }
            return sum * (1 / Double(points))
        }
        let fourier = ExactFourier(cells: n)
        for order in [1, 3, 5] {
            let exact = fourier.coefficient(of: response, order: order)
            let value = Complex(exact.real.middle, exact.imaginary.middle)
            for frequency in stride(from: 1, through: 4 * n + 5, by: 2) {
                let place = frequency % (2 * n)
                guard place == order || place == 2 * n - order else { continue }
                let ratio = Double(order) / Double(frequency) * (place == order ? 1 : -1)
                let expected = (place == order ? value : value.conjugate) * ratio
                #expect((integral(frequency) - expected).squaredMagnitude < 1e-8)
            }
            #expect(exact.real.upper - exact.real.lower < 1 << 20)
        }
    }

    @Test("21.1 averaged over shifts and mirror images, a list has the correlation Σ c_k cos kΦ and no others")
    func twirl() {
        var stream = RandomStream(seed: 4)
        let n = 4
        let lists = (0..<3).map { _ in GHZSamples.response(cells: n, using: &stream) }
        // A grid of shifts that never meets the ends of cells; sums over it are integrals up to aliases of 96.
        let steps = 96
        func angle(_ step: Int) -> Double { 2 * Double.pi * (Double(step) + 0.37) / Double(steps) }
        let angles = [0.3, -0.8, 1.9]
        let total = angles.reduce(0, +)
        var (three, two) = (0.0, 0.0)
        for first in 0..<steps {
            for second in 0..<steps {
                for mirror in [1.0, -1] {
                    let shifts = [angle(first), angle(second), -angle(first) - angle(second)]
                    let answers = (0..<3).map { lists[$0].value(at: mirror * angles[$0] + shifts[$0]) }
                    three += answers[0] * answers[1] * answers[2]
                    two += answers[0] * answers[1]
                }
            }
        }
        let count = Double(2 * steps * steps)
        var series = 0.0
        for order in stride(from: 1, to: 801, by: 2) {
            series += GHZSamples.correlation(lists, order) * cos(Double(order) * total)
        }
        #expect(abs(three / count - series) < 0.02)
        #expect(abs(two / count) < 1e-12)
    }

    @Test("21.1 no mixture proves more than 2(2/π)^N, 1/√2 for two parties or 0.49317 for three", arguments: 2...8)
    func ceiling(parties: Int) throws {
        var stream = RandomStream(seed: 5)
        let limit =
            parties == 2 ? 0.5.squareRoot() : parties == 3 ? 0.49317 : GHZPlanarCertificate.ceiling(parties: parties)
        #expect(limit <= GHZPlanarCertificate.ceiling(parties: parties))
        for _ in 0..<20 {
            // Half circles in random directions have large coefficients; random signs have not.
            let terms = (0..<3).map { _ in
                GHZPlanarCertificate.Term(
                    weight: 1 + Int(stream.next() % 100),
                    responses: (0..<parties).map { _ in
                        let direction = 0.4 * stream.uniform()
                        return OddResponse(
                            unchecked: (0..<12).map { cos((Double($0) + 0.5) * .pi / 12 - direction) < 0 })
                    })
            }
            let certificate = try GHZPlanarCertificate(parties: parties, cells: 12, terms: terms)
            do {
                let proof = try certificate.verify()
                #expect(proof.visibility < limit)
                #expect(proof.uncertainty < 1e-13)
                for (index, coefficient) in proof.coefficients.enumerated() {
                    let expected = terms.reduce(0) { sum, term in
                        sum + Double(term.weight) * GHZSamples.correlation(term.responses, 2 * index + 1)
                    }
                    #expect(abs(coefficient - expected / Double(certificate.totalWeight)) < 1e-13)
                }
            } catch let error as InvalidArgument {
                #expect(error.argument == "mixture")
            }
        }
        // Half circles: v = C_1 − Σ C_1/k^N, the odd zeta sum.
        let zeta = (1...2000).reduce(0.0) { $0 + pow(Double(2 * $1 + 1), -Double(parties)) }
        let expected = GHZPlanarCertificate.ceiling(parties: parties) * (1 - zeta)
        let proven = try GHZSamples.halfCircles(parties: parties, cells: 12).verify().visibility
        #expect(abs(proven - expected) < (parties == 2 ? 1e-3 : 1e-6))
    }

    @Test("21.1 square waves in proportion to m^−N: the closed form is what they prove, cell by cell", arguments: 3...8)
    func squareWaves(parties: Int) throws {
        let limit = try GHZPlanarCertificate.squareWaveVisibility(parties: parties)
        // The proof's mixture with m = 1, 3, 5, 15: each wave sign cos mφ, turned over by μ(m)χ(m)^N.
        let n = 30
        let terms = [(1, 1.0), (3, -1), (5, -1), (15, 1)].map { m, moebius in
            let character: Double = m % 4 == 3 && parties % 2 == 1 ? -1 : 1
            let wave = OddResponse(unchecked: (0..<n).map { (2 * m * $0 + m + n) / (2 * n) % 2 == 1 })
            let first = moebius * character < 0 ? OddResponse(unchecked: wave.isNegative.map { !$0 }) : wave
            return GHZPlanarCertificate.Term(
                weight: Int((1e9 * pow(Double(m), -Double(parties))).rounded()),
                responses: [first] + Array(repeating: wave, count: parties - 1))
        }
        let proof = try GHZPlanarCertificate(parties: parties, cells: n, terms: terms).verify()
        // What is missing are the waves of 7, 11, 13, …
        #expect(proof.visibility < limit && proof.visibility > limit * (1 - 2 * pow(7, -Double(parties))) - 1e-9)
        #expect(abs(proof.coefficients[1]) < 1e-8 && abs(proof.coefficients[2]) < 1e-8)
        #expect(limit < proof.ceiling)
        #expect(throws: InvalidArgument.self) { try GHZPlanarCertificate.squareWaveVisibility(parties: 1) }
    }
}
