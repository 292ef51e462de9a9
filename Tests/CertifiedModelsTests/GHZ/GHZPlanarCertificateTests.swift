import Foundation
import Testing

@testable import CertifiedModels

@Suite("Planar GHZ certificates")
struct GHZPlanarCertificateTests {
    private static let text = """
        LHVGHZ 1
        parties 3
        cells 4
        weight 2
        ++--
        ++++
        +++-
        weight 0
        ----
        -+-+
        ++--
        end

        """

    @Test("21.1 a certificate comes back from its text and from JSON")
    func roundTrip() throws {
        let certificate = try GHZPlanarCertificate(data: Data(Self.text.utf8))
        #expect(certificate.parties == 3 && certificate.cells == 4 && certificate.totalWeight == 2)
        #expect(certificate.terms[1].responses.map(\.description) == ["----", "-+-+", "++--"])
        #expect(String(decoding: certificate.encoded(), as: UTF8.self) == Self.text)
        let json = try JSONEncoder().encode([certificate])
        #expect(try JSONDecoder().decode([GHZPlanarCertificate].self, from: json) == [certificate])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try certificate.write(to: path)
        #expect(try GHZPlanarCertificate(contentsOf: path) == certificate)
    }

    @Test(
        "21.1 the shipped certificates prove what they are documented to",
        arguments: GHZPlanarCertificate.Shipped.allCases)
    func shipped(_ name: GHZPlanarCertificate.Shipped) throws {
        let certificate = try GHZPlanarCertificate.shipped(name)
        let proof = try certificate.verify()
        #expect("ghz-planar-\(proof.parties)" == name.rawValue)
        #expect(proof.visibility >= name.documentedVisibility)
        #expect(proof.visibility < name.documentedVisibility + 1e-3)
        #expect(proof.visibility < proof.ceiling)
        // A page.
        #expect(certificate.encoded().count < 5000)
    }

    @Test("21.1 a missing resource is named, with the places")
    func missing() {
        let error = #expect(throws: NumericalFailure.self) {
            try GHZPlanarCertificate.shipped(.three, in: ["/nowhere"])
        }
        #expect(error?.operation == "reading the certificate ghz-planar-3.lhv")
        #expect(error?.reason.contains("/nowhere") == true)
    }

    @Test(
        "21.1 forged texts are refused by the part that is wrong",
        arguments: [
            ("LHVGHZ 1", "LHVGHZ 2", "first line"), ("LHVGHZ 1", "LHVISO 1", "first line"),
            ("LHVGHZ 1\n", "LHVGHZ 1\r\n", "first line"), ("\nend\n", "\n", "last line"),
            ("\nend\n", "\nend", "last line"), ("\nend\n", "\nend\n\n", "last line"),
            ("parties 3", "partys 3", "line 2"), ("parties 3", "parties  3", "line 2"),
            ("parties 3", "parties +3", "line 2"), ("parties 3", "parties 03", "line 2"),
            ("parties 3", "parties 9", "parties"), ("parties 3", "parties 1", "parties"),
            ("parties 3", "parties 2", "number of lines"), ("cells 4", "cells 4.0", "line 3"),
            ("cells 4", "cells 6", "terms[0].responses[0]"), ("cells 4", "cells 514", "cells"),
            ("cells 4", "cells 0", "cells"), ("weight 2", "weight -2", "line 4"),
            ("weight 2", "weight 1e3", "line 4"), ("weight 2", "weight 20000000000", "line 4"),
            ("weight 2", "weight 1000000001", "terms[0].weight"), ("weight 2", "weight 0", "weights"),
            ("+++-\n", "+++\n", "cells"), ("+++-\n", "++\n", "terms[0].responses[2]"),
            ("+++-\n", "++*-\n", "signs"), ("+++-\n", "+++-\r\n", "signs"), ("+++-\n", "", "number of lines"),
            ("-+-+\n", "-+-+\n++++\n", "number of lines"), ("-+-+\n", "-+−+\n", "signs"),
        ])
    func forged(original: String, replacement: String, part: String) throws {
        let text = Self.text.replacingOccurrences(of: original, with: replacement)
        try #require(text != Self.text)
        do {
            _ = try GHZPlanarCertificate(data: Data(text.utf8), name: "file")
            Issue.record("\(replacement) was accepted")
        } catch let error as InvalidArgument {
            #expect(error.argument == part)
        } catch let error as FileFormatError {
            #expect(error.description.contains(part), "\(error)")
        }
    }

    @Test("21.1 no prefix of a file is a certificate, nor is nothing")
    func truncated() {
        let data = Data(Self.text.utf8)
        for count in 0..<data.count {
            #expect(throws: (any Error).self, "\(count)") { try GHZPlanarCertificate(data: data.prefix(count)) }
        }
    }

    @Test("21.1 parts that do not fit are refused by name")
    func wrongInput() throws {
        let sound = try GHZSamples.halfCircles(parties: 3, cells: 4)
        let responses = sound.terms[0].responses
        func argument(_ terms: [GHZPlanarCertificate.Term], parties: Int = 3, cells: Int = 4) -> String? {
            do { _ = try GHZPlanarCertificate(parties: parties, cells: cells, terms: terms) } catch {
                return (error as? InvalidArgument)?.argument
            }
            return nil
        }
        #expect(argument(sound.terms) == nil)
        #expect(argument([]) == "terms")
        #expect(argument(Array(repeating: sound.terms[0], count: 201)) == "terms")
        #expect(argument([.init(weight: -1, responses: responses)]) == "terms[0].weight")
        #expect(argument([.init(weight: 1, responses: Array(responses.dropLast()))]) == "terms[0].responses")
        #expect(argument([.init(weight: 0, responses: responses)]) == "weights")
        #expect(argument(sound.terms, parties: 4) == "terms[0].responses")
        #expect(argument(sound.terms, cells: 6) == "terms[0].responses[0]")
        #expect(argument(sound.terms, cells: 5) == "cells")
        // −cos Φ is no model of cos Φ.
        let turned = OddResponse(unchecked: responses[0].isNegative.map { !$0 })
        let negative = try GHZPlanarCertificate(
            parties: 3, cells: 4, terms: [.init(weight: 1, responses: [turned] + responses.dropFirst())])
        #expect(throws: InvalidArgument.self) { try negative.verify() }
        #expect(throws: InvalidArgument.self) { try GHZPlanarModel(negative) }
    }
}
