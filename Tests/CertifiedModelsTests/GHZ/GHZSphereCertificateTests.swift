import Foundation
import Testing

@testable import CertifiedModels

@Suite("Certificates of the GHZ state for all projective measurements")
struct GHZSphereCertificateTests {
    private static let text = """
        LHVGHZ3 1
        heights 2
        cells 8
        weight 3
        3c 3c
        3c 3c
        3c 3c
        weight 1
        00 00
        00 00
        00 00
        end

        """

    @Test("21.2 a certificate comes back from its text, from JSON and from a file")
    func roundTrip() throws {
        let certificate = try GHZSphereCertificate(data: Data(Self.text.utf8))
        let expected = try SphereSamples.simple(heights: 2, cells: 8)
        #expect(certificate == expected)
        #expect(String(decoding: certificate.encoded(), as: UTF8.self) == Self.text)
        let json = try JSONEncoder().encode([certificate])
        #expect(try JSONDecoder().decode([GHZSphereCertificate].self, from: json) == [certificate])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try certificate.write(to: path)
        #expect(try GHZSphereCertificate(contentsOf: path) == certificate)
    }

    @Test(
        "21.2 the shipped certificates prove what they are documented to",
        arguments: GHZSphereCertificate.Shipped.allCases)
    func shipped(_ name: GHZSphereCertificate.Shipped) throws {
        let proof = try GHZSphereCertificate.shipped(name).verify()
        #expect(proof.visibility >= name.documentedVisibility)
        // No local model exceeds the eight-angle inequality.
        #expect(proof.visibility < 0.49317)
        #expect(proof.uncertainty < 1e-10)
        let error = #expect(throws: NumericalFailure.self) { try GHZSphereCertificate.shipped(name, in: ["/nowhere"]) }
        #expect(error?.reason.contains("/nowhere") == true)
    }

    @Test(
        "21.2 forged texts are refused by the part that is wrong",
        arguments: [
            ("LHVGHZ3 1", "LHVGHZ3 2", "first line"), ("LHVGHZ3 1", "LHVGHZ 1", "first line"),
            ("LHVGHZ3 1\n", "LHVGHZ3 1\r\n", "first line"), ("\nend\n", "\n", "last line"),
            ("\nend\n", "\nend", "last line"), ("\nend\n", "\nend\n\n", "last line"),
            ("heights 2", "height 2", "line 2"), ("heights 2", "heights  2", "line 2"),
            ("heights 2", "heights +2", "line 2"), ("heights 2", "heights 02", "line 2"),
            ("heights 2", "heights 17", "heights"), ("heights 2", "heights 0", "heights"),
            ("heights 2", "heights 3", "signs"), ("cells 8", "cells 8.0", "line 3"),
            ("cells 8", "cells 12", "signs"), ("cells 8", "cells 68", "cells"), ("cells 8", "cells 10", "cells"),
            ("weight 3", "weight -3", "line 4"), ("weight 3", "weight 1e3", "line 4"),
            ("weight 3", "weight 10000000000000", "line 4"), ("weight 3", "weight 1000000000001", "terms[0].weight"),
            ("weight 3", "weight 1000000000000", "weights"), ("00 00\nend", "00 0\nend", "signs"),
            ("00 00\nend", "00 0G\nend", "signs"), ("00 00\nend", "00 00\r\nend", "signs"),
            ("00 00\nend", "end", "number of lines"), ("end", "00 00\nend", "number of lines"),
        ])
    func forged(original: String, replacement: String, part: String) throws {
        let text = Self.text.replacingOccurrences(of: original, with: replacement)
        try #require(text != Self.text)
        do {
            _ = try GHZSphereCertificate(data: Data(text.utf8), name: "file")
            Issue.record("\(replacement) was accepted")
        } catch let error as InvalidArgument {
            #expect(error.argument == part)
        } catch let error as FileFormatError {
            #expect(error.description.contains(part), "\(error)")
        }
    }

    @Test("21.2 no prefix of a file is a certificate, nor is nothing")
    func truncated() {
        let data = Data(Self.text.utf8)
        for count in 0..<data.count {
            #expect(throws: (any Error).self, "\(count)") { try GHZSphereCertificate(data: data.prefix(count)) }
        }
    }

    @Test("21.2 parts that do not fit are refused by name")
    func wrongInput() throws {
        let sound = try SphereSamples.simple(heights: 2, cells: 8)
        let responses = sound.terms[0].responses
        func argument(_ terms: [GHZSphereCertificate.Term], heights: Int = 2, cells: Int = 8) -> String? {
            do { _ = try GHZSphereCertificate(heights: heights, cells: cells, terms: terms) } catch {
                return (error as? InvalidArgument)?.argument
            }
            return nil
        }
        #expect(argument(sound.terms) == nil)
        #expect(argument([]) == "terms")
        #expect(argument(Array(repeating: sound.terms[0], count: 20_001)) == "terms")
        #expect(argument([.init(weight: -1, responses: responses)]) == "terms[0].weight")
        #expect(argument([.init(weight: 1, responses: Array(responses.dropLast()))]) == "terms[0].responses")
        #expect(argument([.init(weight: 0, responses: responses)]) == "weights")
        #expect(argument(sound.terms, heights: 3) == "terms[0].responses[0]")
        #expect(argument(sound.terms, cells: 12) == "terms[0].responses[0]")
        #expect(argument(sound.terms, cells: 9) == "cells")
    }

    @Test("21.2 mixtures that aim below zero or need too much correction prove nothing")
    func provesNothing() throws {
        let half = SphereSamples.halfCircle(heights: 1, cells: 8)
        let turned = SphereResponse(unchecked: half.masks.map { ~$0 & 0xff }, cells: 8)
        let negative = try GHZSphereCertificate(
            heights: 1, cells: 8, terms: [.init(weight: 1, responses: [turned, half, half])])
        #expect(throws: InvalidArgument.self) { try negative.verify() }
        #expect(throws: InvalidArgument.self) { try GHZSphereModel(negative) }
        // Half circles alone have no correlations of two parties: those of 16 heights cost too much.
        #expect(throws: InvalidArgument.self) {
            try SphereSamples.simple(heights: 16, cells: 8, weights: (1, 0)).verify()
        }
    }
}
