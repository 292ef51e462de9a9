import Foundation
import Testing

@testable import CertifiedModels

@Suite("Certificates of lower bounds on Grothendieck's constants")
struct GrothendieckCertificateTests {
    private static func text(_ body: String) -> Data {
        var writer = CertificateWriter(GrothendieckCertificate.kind)
        for line in body.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            writer.line(words[0], words.dropFirst())
        }
        return writer.encoded()
    }

    private static let chsh = """
        name CHSH
        dimension 2
        settings 2 2
        a 1 0
        a 0 1
        b 1 1
        b 1 -1
        m 1 1
        m 1 -1
        symmetries 1
        rows 2 1
        columns 1 -2
        tails
        bound 2
        """

    @Test("21.5 CHSH: √2, whatever the lengths of the vectors")
    func chsh() throws {
        let certificate = try GrothendieckSamples.chsh()
        let proof = try certificate.verify()
        #expect(proof.constantUnits == 1_414_213_562_373 && proof.visibilityUnits == 707_106_781_187)
        #expect(proof.grothendieckBound < 2.0.squareRoot() && proof.visibility > 0.5.squareRoot())
        #expect(proof.statement.hasSuffix("K_G(2) is at least 1.414213562373"))
        let long = try GrothendieckCertificate(
            dimension: 2, alice: [[1 << 30, 0], [0, 3]], bob: [[7, 7], [12345, -12345]], matrix: certificate.matrix,
            localBound: 2, tails: [2, 2])
        #expect(try long.verify(threads: 1).constantUnits == proof.constantUnits)
        #expect(proof.interval.upper.visibility == proof.visibility && proof.interval.isVerified)
    }

    @Test("21.5 a certificate comes back from its text, from JSON and from a file")
    func roundTrip() throws {
        let data = Self.text(Self.chsh)
        let certificate = try GrothendieckCertificate(data: data)
        #expect(try certificate == GrothendieckSamples.chsh())
        #expect(certificate.encoded() == data)
        let json = try JSONEncoder().encode([certificate])
        #expect(try JSONDecoder().decode([GrothendieckCertificate].self, from: json) == [certificate])
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try certificate.write(to: path)
        #expect(try GrothendieckCertificate(contentsOf: path) == certificate)
    }

    @Test("21.5 no prefix of a file is a certificate")
    func truncated() throws {
        let data = Self.text(Self.chsh)
        for count in 0..<data.count {
            #expect(throws: (any Error).self, "\(count)") { try GrothendieckCertificate(data: data.prefix(count)) }
        }
    }

    @Test(
        "21.5 forged texts are refused by the part that is wrong",
        arguments: [
            ("dimension 2", "dimension 1", "line 3"), ("dimension 2", "dimension 3", "words behind 'a'"),
            ("settings 2 2", "settings 2 4097", "line 4"), ("settings 2 2", "settings 129 2", "rows"),
            ("settings 2 2", "settings 3 2", "begin with 'a'"), ("a 1 0", "a 0 0", "alice[0]"),
            ("a 1 0", "a 1.0 0", "line 5"), ("a 1 0", "a 1073741825 0", "line 5"), ("b 1 -1", "b 0 0", "bob[1]"),
            ("m 1 1", "m 2 1", "symmetries[0]"), ("m 1 1", "m 1073741823 1", "matrix"),
            ("m 1 1\nm 1 -1", "m 0 0\nm 0 0", "matrix"), ("rows 2 1", "rows 2 2", "images[1]"),
            ("rows 2 1", "rows 2 0", "images[1]"), ("rows 2 1", "rows -2 1", "symmetries[0]"),
            ("rows 2 1", "rows 3 1", "rows"), ("symmetries 1", "symmetries 2", "begin with 'rows'"),
            ("tails", "tails 1 2 3", "tails"), ("tails", "tails -1", "line 14"), ("bound 2", "bound -1", "line 15"),
            ("bound 2", "bound 2\nbound 2", "check sum"),
        ])
    func forged(original: String, replacement: String, part: String) throws {
        let text = Self.chsh.replacingOccurrences(of: original, with: replacement)
        try #require(text != Self.chsh)
        do {
            _ = try GrothendieckCertificate(data: Self.text(text), name: "file")
            Issue.record("\(replacement) was accepted")
        } catch let error as InvalidArgument {
            #expect(error.argument == part)
        } catch let error as FileFormatError {
            #expect(error.description.contains(part), "\(error)")
        }
    }

    @Test("21.5 bounds that are too low prove nothing, and say by how much")
    func tooLow() throws {
        func reason(_ certificate: GrothendieckCertificate) -> String? {
            #expect(throws: InvalidCertificate.self) { try certificate.verify(threads: 1) }?.reason
        }
        #expect(try reason(GrothendieckSamples.chsh(localBound: 1)) == "signs reach 2, more than the bound 1")
        #expect(
            try reason(GrothendieckSamples.chsh(tails: [1]))
                == "rows from 1 on reach 2, more than the 1 that is said")
        // Vectors that are worse than signs.
        #expect(
            try reason(GrothendieckSamples.chsh(localBound: 3)) == "the vectors do not exceed the bound of signs, 3")
        #expect(
            try reason(GrothendieckSamples.chsh(localBound: 0)) == "the vectors do not exceed the bound of signs, 0")
        // A tail above what is true is no error: it only cuts less.
        #expect(try GrothendieckSamples.chsh(tails: [5]).verify(threads: 1).localBound == 2)
    }

    @Test("21.5 vectors' value: directions of random whole numbers against doubles")
    func vectorValue() throws {
        var random = RandomStream(seed: 4)
        for dimension in [2, 3, 5, 16] {
            func vectors(_ count: Int) -> [[Int]] {
                (0..<count).map { _ in
                    let size = 1 << Int(random.next() % 30)
                    return (0..<dimension).map { _ in Int(random.next() % UInt64(2 * size)) - size + 1 }
                        .map { $0 == 0 ? 1 : $0 }
                }
            }
            let (alice, bob) = (vectors(4), vectors(7))
            let matrix = (0..<4).map { _ in (0..<7).map { _ in Int(random.next() % 2001) - 1000 } }
            let certificate = try GrothendieckCertificate(
                dimension: dimension, alice: alice, bob: bob, matrix: matrix, localBound: 1, tails: [])
            func unit(_ vector: [Int]) -> [Double] {
                let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
                return vector.map { Double($0) / length }
            }
            var expected = 0.0
            for (a, row) in zip(alice.map(unit), matrix) {
                for (b, entry) in zip(bob.map(unit), row) {
                    expected += Double(entry) * zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
                }
            }
            let value = certificate.vectorValue
            #expect(abs(value.middle - expected) < 1e-10)
            #expect(value.upper - value.lower < 1 << 20 && value.upper >= value.lower)
        }
    }

    @Test(
        "21.5 shipped certificates: the vectors' value over the bound is what is documented, and signs come up to the bound",
        arguments: GrothendieckCertificate.Shipped.allCases)
    func shipped(_ name: GrothendieckCertificate.Shipped) throws {
        let certificate = try GrothendieckCertificate.shipped(name)
        let value = certificate.vectorValue
        #expect(value.middle / Double(certificate.localBound) >= name.documentedBound)
        // A bound that signs reach is not too high, and none that are found this way exceed it.
        var random = RandomStream(seed: 5)
        let rows = certificate.alice.count
        let starts = (0..<(60 * rows)).map { _ in random.uniform() < 0.5 ? -1.0 : 1 }
        let ascent = SignAscent(
            certificate.matrix.joined().map { Double($0) }, rows: rows, columns: certificate.bob.count, alice: starts,
            checking: {})
        let most = try #require(ascent.values.max())
        #expect(most <= Double(certificate.localBound) && most > 0.98 * Double(certificate.localBound))
        let error = #expect(throws: NumericalFailure.self) {
            try GrothendieckCertificate.shipped(name, in: ["/nowhere"])
        }
        #expect(error?.reason.contains("/nowhere") == true)
    }

    @Test("21.5 the bound of the shipped certificate with 31 lines is proven anew, and is not proven for one less")
    func provenAnew() throws {
        let certificate = try GrothendieckCertificate.shipped(.dimension3Small)
        let proof = try certificate.verify()
        #expect(proof.grothendieckBound >= 1.4268 && proof.visibility < 0.7009)
        // Never below what is certified as local.
        #expect(proof.visibility > 0.6917)
        let lower = try GrothendieckCertificate(
            dimension: 3, alice: certificate.alice, bob: certificate.bob, matrix: certificate.matrix,
            symmetries: certificate.symmetries, localBound: certificate.localBound - 1, tails: certificate.tails)
        #expect(throws: InvalidCertificate.self) { try lower.verify() }
    }
}
