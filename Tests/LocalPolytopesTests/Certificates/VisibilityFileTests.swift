import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Certificates of visibilities in files: what is read is what was written, and what was forged is refused.
@Suite struct VisibilityFileTests {
    static func chsh() throws -> VisibilityCertificate {
        try VisibilityCertificate(
            ThresholdFixtures.chsh(), of: Targets.chsh(), name: "\u{301}CHSH \\ of\r\n\\\u{301}Tsirelson\r")
    }

    static func path(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)-\(name)").path
    }

    /// The file with one line changed and its check sum made anew.
    static func forged(_ data: Data, _ line: (String) -> String?) throws -> Data {
        var lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n").dropLast(3)
        let place = try #require(lines.indices.first { line(lines[$0]) != nil })
        lines[place] = try #require(line(lines[place]))
        let body = Data((lines.joined(separator: "\n") + "\n").utf8)
        let digits = String(CRC32.checksum(of: body), radix: 16)
        return body + Data("checksum \(String(repeating: "0", count: 8 - digits.count))\(digits)\nend\n".utf8)
    }

    @Test("19.2 a visibility certificate comes back from its file as it was, in the same bytes")
    func roundTrip() throws {
        let certificate = try VisibilityFileTests.chsh()
        let path = VisibilityFileTests.path("chsh.lhv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try certificate.write(to: path)
        let found = try VisibilityCertificate(contentsOf: path)
        #expect(found == certificate)
        #expect(try found.encoded() == certificate.encoded())
        let proof = try found.verify()
        #expect(proof.provenValue == certificate.lower && proof.upper == certificate.upper)
        #expect(proof.description.hasSuffix("v = \(certificate.lower)"))
        let any = try CertificateFile.read(path, as: [BehaviourCertificate.self, VisibilityCertificate.self])
        #expect(any as? VisibilityCertificate == certificate)
        #expect(throws: FileFormatError.self) { try CertificateFile.read(path, as: [BehaviourCertificate.self]) }
    }

    @Test("19.2 JSON of earlier versions is still read") func oldFiles() throws {
        let certificate = try VisibilityFileTests.chsh()
        let data = try JSONEncoder().encode(certificate)
        let found = try CertificateFile.decode(data, as: [BehaviourCertificate.self, VisibilityCertificate.self])
        #expect(found as? VisibilityCertificate == certificate)
        let behaviour = try BehaviourCertificateTests.certificate(.popescuRohrlich)
        let other = try CertificateFile.decode(
            JSONEncoder().encode(behaviour), as: [VisibilityCertificate.self, BehaviourCertificate.self])
        #expect(other as? BehaviourCertificate == behaviour)
    }

    @Test("19.2 polyhedra and the state are in the file") func projective() throws {
        let singlet = try PauliTensor(DensityOperator(named: "singlet"))
        let polyhedron = try MeasurementPolyhedron.platonic(.octahedron)
        let target = try ProjectiveTarget(singlet, on: [polyhedron, polyhedron])
        let certificate = try VisibilityCertificate(target.correlators.threshold(1e-7, MembershipOptions()), of: target)
        let data = try certificate.encoded()
        #expect(try VisibilityCertificate(data: data) == certificate)
        let changed = try VisibilityFileTests.forged(data) {
            $0.hasPrefix("d ") ? "d 0 0 \(1 << 40 - 5)" : nil
        }
        #expect(throws: (any Error).self) { try VisibilityCertificate(data: changed).verify() }
    }

    @Test("19.2 a behaviour's certificate comes back from its file as it was") func behaviours() throws {
        let certificate = try BehaviourCertificateTests.certificate(Targets.qutrits())
        let data = try certificate.encoded()
        let found = try BehaviourCertificate(data: data)
        #expect(found == certificate)
        #expect(try found.encoded() == data)
        try found.verify(of: Targets.qutrits())
        #expect(throws: InvalidCertificate.self) { try found.verify(of: .popescuRohrlich) }
        let forged = try VisibilityFileTests.forged(data) { $0.hasPrefix("w ") ? $0 + ",0" : nil }
        #expect(throws: (any Error).self) { try BehaviourCertificate(data: forged).verify() }
    }

    @Test("19.2 a certificate of another target is refused, on making and on verifying") func otherTargets() throws {
        let certificate = try VisibilityFileTests.chsh()
        try certificate.verify(of: Targets.chsh())
        let other = try CorrelatorTensor([0.7, 0.7, 0.7, -0.7], settings: [2, 2])
        #expect(throws: InvalidCertificate.self) { try certificate.verify(of: other) }
        #expect(throws: InvalidArgument.self) { try VisibilityCertificate(ThresholdFixtures.chsh(), of: other) }
        let box = Behaviour.popescuRohrlich
        #expect(throws: InvalidArgument.self) {
            try BehaviourCertificate(
                box.threshold(1e-7, MembershipOptions()), of: box.withWhiteNoise(visibility: 0.9))
        }
    }

    /// A line and what is put in its place.
    static let forgeries: [(String, @Sendable (String) -> String?)] = [
        ("a weight", { $0.hasPrefix("w ") ? $0.replacingOccurrences(of: "p-", with: "p-1") : nil }),
        ("a sign", { $0.hasPrefix("w ") ? String($0.dropLast()) + ($0.hasSuffix("+") ? "-" : "+") : nil }),
        ("a digit of the target", { $0.hasPrefix("e ") ? "e 1p-1 " + $0.split(separator: " ")[2] : nil }),
        ("a coefficient", { $0.hasPrefix("m ") ? "m 1 " + $0.split(separator: " ")[2] : nil }),
        ("the local bound", { $0.hasPrefix("upper ") ? $0 + "0" : nil }),
        ("the lower end", { $0.hasPrefix("lower ") ? "lower 3p-2" : nil }),
        ("the model's visibility", { $0.hasPrefix("model ") ? "model 1p-1" : nil }),
        ("settings", { $0.hasPrefix("settings ") ? "settings 4 1" : nil }),
        ("settings of a size that the file has not", { $0.hasPrefix("settings ") ? "settings 99999999 2" : nil }),
        ("strategies that are not there", { $0.hasPrefix("strategies ") ? "strategies 9999999999" : nil }),
        ("a number that is none", { $0.hasPrefix("lower ") ? "lower 0x3p-2" : nil }),
        ("a number beyond doubles", { $0.hasPrefix("lower ") ? "lower 3p1023" : nil }),
        ("an answer that does not exist", { $0.hasPrefix("w ") ? String($0.dropLast()) + "*" : nil }),
        ("a line too many", { $0.hasPrefix("projective ") ? $0 + "\nprojective none" : nil }),
        ("a line too many that ends as elsewhere", { $0.hasPrefix("projective ") ? $0 + "\nlower 1\r" : nil }),
    ]

    @Test("19.2 one line changed, with its check sum right, is refused", arguments: forgeries.indices)
    func forgery(_ index: Int) throws {
        let data = try VisibilityFileTests.chsh().encoded()
        let forged = try VisibilityFileTests.forged(data, VisibilityFileTests.forgeries[index].1)
        #expect(forged != data)
        #expect(throws: (any Error).self, "\(VisibilityFileTests.forgeries[index].0)") {
            try VisibilityCertificate(data: forged, name: "forged").verify()
        }
    }

    @Test("19.2 a byte changed anywhere, or a file cut short, is refused with the file's name") func damage() throws {
        let data = try VisibilityFileTests.chsh().encoded()
        for place in data.indices {
            var damaged = data
            damaged[place] ^= 1
            #expect(throws: FileFormatError.self) { try VisibilityCertificate(data: damaged) }
        }
        for length in 0..<data.count {
            do {
                _ = try VisibilityCertificate(data: data.prefix(length), name: "short.lhv")
                Issue.record("read \(length) bytes")
            } catch let error as FileFormatError {
                #expect(error.source == "short.lhv")
            }
        }
    }

    @Test("19.2 every double is written as what it is") func dyadic() throws {
        var stream = RandomStream(seed: 19)
        let special = [0, 1, -1, 0.5, 3, .pi, .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude]
        let kind = CertificateKind("LHVTEST", "a test")
        let random = (0..<200).map { _ in Double(bitPattern: stream.next()) }.filter(\.isFinite)
        let numbers = special + random
        var writer = CertificateWriter(kind)
        try writer.dyadics("x", numbers)
        #expect(throws: InvalidArgument.self) { try writer.dyadics("x", [.nan]) }
        var reader = try CertificateReader(writer.encoded(), kind: kind, named: "x")
        #expect(try reader.dyadics("x", count: numbers.count) == numbers)
        try reader.finish()
    }
}
