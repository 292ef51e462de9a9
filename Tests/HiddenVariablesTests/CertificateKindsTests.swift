import Foundation
import HiddenVariables
import Testing

/// Every kind of certificate is known by its first bytes, here and to the second verifier.
@Suite struct CertificateKindsTests {
    static var verifier: String {
        get throws {
            let file = ArchitectureTests.root.appendingPathComponent("Documentation/Certificates/verify.py")
            return try String(contentsOf: file, encoding: .utf8)
        }
    }

    @Test("19.2 the second verifier lists the kinds that the library writes, and no others") func kinds() throws {
        var words: [String] = []
        for type in CertificateFile.types { words.append(type.kind.word) }
        #expect(Set(words).count == words.count)
        let text = try CertificateKindsTests.verifier
        let table = try #require(
            text.components(separatedBy: "\nKINDS = {\n").last?.components(separatedBy: "\n}").first)
        let listed = table.split(separator: "\n").map { $0.split(separator: "\"")[1] }
        #expect(listed.map(String.init) == words)
    }

    @Test("19.2 the shipped files are read by their first bytes, and written in the same bytes") func shipped() throws {
        let folder = ArchitectureTests.root.appendingPathComponent("Sources/CertifiedModels/Shipped")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var kinds: [String] = []
        for file in files {
            let path = folder.appendingPathComponent(file).path
            let certificate = try CertificateFile.read(path)
            #expect(try certificate.encoded() == Data(contentsOf: URL(fileURLWithPath: path)), "\(file)")
            kinds.append(type(of: certificate).kind.word)
        }
        #expect(files.count == 20)
        #expect(kinds.filter { $0 == "LHVISO" }.count == 8 && kinds.filter { $0 == "LHVGHZ" }.count == 6)
        #expect(kinds.filter { $0 == "LHVKG" }.count == 4)
    }

    @Test("19.2 what is no certificate is refused with the file's name and its first bytes") func others() {
        for text in ["", "LHV", "LHVXYZ 1\nend\n", "{}", "{\"formatVersion\":1}", "lhvvis 1\n", "LHVVISLONG 1\n"] {
            do {
                _ = try CertificateFile.decode(Data(text.utf8), name: "some.lhv", as: CertificateFile.types)
                Issue.record("\(text) was read")
            } catch {
                #expect(
                    "\(error)".hasPrefix("some.lhv: first bytes must be one of LHVISO, LHVGHZ, LHVGHZ3, LHVW3, LHVKG"))
            }
        }
    }

    @Test("19.2 a certificate is verified without knowing its kind") func unknown() throws {
        func statement(_ certificate: some Certificate) throws -> (String, Double) {
            let proof = try certificate.verify()
            return (proof.statement, proof.provenValue)
        }
        let certificate: any Certificate = try GHZPlanarCertificate.shipped(.three)
        let (words, value) = try statement(certificate)
        #expect(words.hasSuffix("v = \(value)") && value > 0.4913)
    }
}
