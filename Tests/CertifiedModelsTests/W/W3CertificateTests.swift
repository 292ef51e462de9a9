import Foundation
import Testing

@testable import CertifiedModels

@Suite("Certificates of the W state for all projective measurements")
struct W3CertificateTests {
    @Test("21.3 the correlators of the samples are those of the state vector")
    func correlators() throws {
        var stream = RandomStream(seed: 1)
        let w = try StateVector.w(parties: 3).densityOperator
        for _ in 0..<5 {
            let directions = (0..<3).map { _ in Direction.random(using: &stream) }
            let tensor = try CorrelatorTensor(of: w, along: directions.map { [$0] }, includesMarginals: true)
            let expected = W3Samples.correlators(directions)
            for subset in 0..<8 {
                // The first party's index is the most significant one.
                let place = (subset & 1) << 2 | subset & 2 | subset >> 2
                #expect(abs(tensor.elements[place] - expected[subset]) < 1e-12)
            }
        }
    }

    @Test("21.3 counts are means over all rotations, reflections and orders of the parties, by brute force")
    func counts() throws {
        var stream = RandomStream(seed: 2)
        let (heights, n) = (2, 8)
        let certificate = try W3Samples.random(heights: heights, cells: n, terms: 2, using: &stream)
        let counts = W3Counts(certificate)
        let places = W3Places(heights: heights, cells: n)
        for _ in 0..<40 {
            let place = Int(stream.next() % UInt64(places.count))
            let (i, j, k, d, e) = places.parts(place)
            #expect(places.number(i, j, k, d, e) == place)
            var (three, two, one) = (0, 0, 0)
            for term in certificate.terms {
                func sign(_ party: Int, _ height: Int, _ cell: Int, _ isTurned: Bool, _ a: Int) -> Int {
                    term.responses[party].sign(height: height, cell: ((isTurned ? -cell : cell) + a + 2 * n) % n)
                }
                for a in 0..<n {
                    for isTurned in [false, true] {
                        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                            let (f, g, h) = (order[0], order[1], order[2])
                            three +=
                                term.weight * sign(f, i, 0, isTurned, a) * sign(g, j, d, isTurned, a)
                                * sign(h, k, e, isTurned, a)
                            two += term.weight * sign(f, i, 0, isTurned, a) * sign(g, j, d, isTurned, a)
                        }
                    }
                    for party in 0..<3 { one += term.weight * sign(party, i, 0, false, a) }
                }
            }
            #expect(counts.threeBody[place] == three)
            #expect(counts.twoBody[(i * heights + j) * n + d] == two)
            #expect(counts.oneBody[i] == one)
        }
    }

    @Test(
        "21.3 what is proven is v₀/(1 + K), with K summed over all places in doubles",
        arguments: [(1, 8), (2, 8), (2, 12), (3, 8)])
    func pureWeight(heights: Int, cells n: Int) throws {
        var stream = RandomStream(seed: UInt64(heights * n))
        let certificate = try W3Samples.random(heights: heights, cells: n, terms: 3, using: &stream)
        let counts = W3Counts(certificate)
        let places = W3Places(heights: heights, cells: n)
        let (aim, weight) = (0.3, Double(certificate.totalWeight))
        let sigma = pow(sin(.pi / Double(n)) * Double(n) / .pi, 2)
        // Points of the vertices, as directions are continued to all vectors.
        func point(_ height: Int, _ cell: Int) -> [Double] {
            let theta = (Double(height) + 0.5) * .pi / Double(2 * heights)
            let (r, phi) = (cos(.pi / Double(4 * heights)), 2 * Double.pi * Double(cell) / Double(n))
            return [sin(theta) * cos(phi) / (r * sigma), sin(theta) * sin(phi) / (r * sigma), cos(theta) / r]
        }
        func pair(_ u: [Double], _ v: [Double]) -> Double { 2 * (u[0] * v[0] + u[1] * v[1]) / 3 }
        var (three, two, one) = ([Double](repeating: 0, count: heights), [Double](repeating: 0, count: heights), 0.0)
        for place in 0..<places.count {
            let (i, j, k, d, e) = places.parts(place)
            let (u, v, w) = (point(i, 0), point(j, d), point(k, e))
            let target = u[2] * pair(v, w) + v[2] * pair(u, w) + w[2] * pair(u, v) - u[2] * v[2] * w[2]
            three[i] += abs(aim * target - Double(counts.threeBody[place]) / (12 * Double(n) * weight))
            if k == 0, e == 0 {
                let mean = Double(counts.twoBody[(i * heights + j) * n + d]) / (12 * Double(n) * weight)
                two[i] += abs(aim * (pair(u, v) - u[2] * v[2] / 3) - mean)
            }
            one = max(one, abs(aim * u[2] / 3 - Double(counts.oneBody[i]) / (3 * Double(n) * weight)))
        }
        let aliases = (1...2000).reduce(0.0) { sum, l in
            sum + pow(Double(l * n - 1), -4) + pow(Double(l * n + 1), -4)
        }
        let expected = (three.max() ?? 0) + 3 * (two.max() ?? 0) + 3 * one + 8 * aim * aliases
        let residuals = W3Residuals(certificate)
        #expect(abs(residuals.pureWeight.middle - expected) < 1e-9 * expected)
        if expected < 6.9 {
            let proof = try certificate.verify()
            #expect(abs(proof.visibility - aim / (1 + expected)) < 1e-10)
        } else {
            #expect(throws: InvalidArgument.self) { try certificate.verify() }
        }
    }

    @Test("21.3 a certificate comes back from its text, from JSON and from a file; no prefix of it does")
    func roundTrip() throws {
        var stream = RandomStream(seed: 3)
        let certificate = try W3Samples.random(heights: 2, cells: 8, terms: 2, using: &stream)
        let data = certificate.encoded()
        #expect(try W3Certificate(data: data) == certificate)
        let json = try JSONEncoder().encode([certificate])
        #expect(try JSONDecoder().decode([W3Certificate].self, from: json) == [certificate])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try certificate.write(to: path)
        #expect(try W3Certificate(contentsOf: path) == certificate)
        for count in 0..<data.count {
            #expect(throws: (any Error).self, "\(count)") { try W3Certificate(data: data.prefix(count)) }
        }
    }

    @Test("21.3 the shipped certificates prove what they are documented to", arguments: W3Certificate.Shipped.allCases)
    func shipped(_ name: W3Certificate.Shipped) throws {
        let proof = try W3Certificate.shipped(name).verify()
        #expect(proof.visibility >= name.documentedVisibility)
        // Published: local up to about 0.492, and not beyond about 0.548.
        #expect(proof.visibility > 0.492 && proof.visibility < 0.548)
        #expect(proof.uncertainty < 1e-10)
        let error = #expect(throws: NumericalFailure.self) { try W3Certificate.shipped(name, in: ["/nowhere"]) }
        #expect(error?.reason.contains("/nowhere") == true)
    }

    @Test(
        "21.3 forged texts are refused by the part that is wrong",
        arguments: [
            ("heights 1", "heights 17", "line 2"), ("cells 8", "cells 10", "cells"), ("cells 8", "cells 72", "line 3"),
            ("aim 5", "aim 0", "line 4"), ("terms 1", "terms 9", "line 5"), ("terms 1", "terms 0", "check sum"),
            ("weight 2", "weight -2", "line 6"), ("weight 2", "weight 0", "weights"), ("r 3c", "r 3g", "signs"),
            ("r 3c", "r 3c 3c", "words behind 'r'"), ("r 3c", "r 3", "signs"),
        ])
    func forged(original: String, replacement: String, part: String) throws {
        let text = "heights 1\ncells 8\naim 5\nterms 1\nweight 2\nr 3c\nr 0f\nr f0"
        func data(_ text: String) -> Data {
            var writer = CertificateWriter(W3Certificate.kind)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                writer.line(words[0], words.dropFirst())
            }
            return writer.encoded()
        }
        #expect(try W3Certificate(data: data(text)).heights == 1)
        let other = text.replacingOccurrences(of: original, with: replacement)
        try #require(other != text)
        do {
            _ = try W3Certificate(data: data(other), name: "file")
            Issue.record("\(replacement) was accepted")
        } catch let error as InvalidArgument {
            #expect(error.argument == part)
        } catch let error as FileFormatError {
            #expect(error.description.contains(part), "\(error)")
        }
    }
}
