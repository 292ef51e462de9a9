import Foundation
import Testing

@testable import CertifiedModels

/// The certificates that come with the library, in programs with and without their resource folder.
@Suite struct ShippedResourceTests {
    @Test("16.9 a program without the resource folder gets an error that says where it was looked for")
    func missing() throws {
        let folder = try TemporaryFolder()
        let folders = [folder.path + "/one", folder.path + "/two"]
        let error = #expect(throws: NumericalFailure.self) {
            try IsotropicCertificate.shipped(.wernerSmall, in: folders)
        }
        #expect(error?.operation == "reading the certificate werner-31.lhv")
        for place in folders { #expect(error?.reason.contains(place) == true) }
        #expect(throws: NumericalFailure.self) { try IsotropicCertificate.shipped(.werner, in: []) }
    }

    @Test("16.9 the first folder that has the certificate is read")
    func copied() throws {
        let folder = try TemporaryFolder()
        let original = try IsotropicCertificate.shipped(.wernerSmall)
        let places = ShippedFiles.folders
        let source = try #require(
            places.first { FileManager.default.fileExists(atPath: $0 + "/Shipped/werner-31.lhv") })
        try FileManager.default.createDirectory(atPath: folder.path + "/Shipped", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: source + "/Shipped/werner-31.lhv", toPath: folder.path + "/Shipped/werner-31.lhv")
        let copy = try IsotropicCertificate.shipped(.wernerSmall, in: [folder.path + "/no", folder.path])
        #expect(copy == original)
    }

    @Test("16.9 both the folder beside the program and the sources have every certificate")
    func everyPlace() throws {
        let places = ShippedFiles.folders.filter {
            FileManager.default.fileExists(atPath: $0 + "/Shipped")
        }
        #expect(places.count >= 2)
        for place in places {
            for name in IsotropicCertificate.Shipped.allCases {
                #expect(FileManager.default.fileExists(atPath: "\(place)/Shipped/\(name.rawValue).lhv"), "\(place)")
            }
        }
    }
}
