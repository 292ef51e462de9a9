import Foundation
import LHVModels

/// Where the certificates that come with the library are.
enum ShippedFiles {
    /// The path of a file in the first of some resource folders that has it.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` that says where it looked when none has it.
    static func path(of file: String, in folders: [String]) throws -> String {
        let paths = folders.map { "\($0)/Shipped/\(file)" }
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw NumericalFailure(
                "reading the certificate \(file)",
                "it is missing from the library's resources, which were looked for in "
                    + folders.joined(separator: " and ") + "; a copied program needs the resource folder beside it")
        }
        return path
    }

    /// Where the resources may be.
    ///
    /// `Bundle.module` is not asked, because it ends the program when they are nowhere.
    static var folders: [String] {
        // Beside the program, or for tests beside the bundle that they are in; the name's end depends on the system.
        let beside = [Bundle.main.bundleURL, Bundle.main.resourceURL, Bundle(for: ResourceAnchor.self).bundleURL]
            .compactMap { $0?.path }
        let names = [
            "swift-hidden-variables_CertifiedModels.resources", "swift-hidden-variables_CertifiedModels.bundle",
        ]
        var folders = beside.flatMap { folder in names.map { "\(folder)/\($0)" } }
        // Where this file was compiled the originals are beside it, for a program that is elsewhere.
        var sources = URL(fileURLWithPath: #filePath)
        sources.deleteLastPathComponent()
        folders.append(sources.path)
        return folders.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// A class of this library, by which its bundle is found.
private final class ResourceAnchor {}
