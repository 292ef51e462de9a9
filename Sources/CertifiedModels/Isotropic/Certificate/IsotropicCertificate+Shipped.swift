import Foundation
import LHVModels

extension IsotropicCertificate {
    /// The certificates that come with the library.
    public enum Shipped: String, Sendable, CaseIterable {
        /// Projective measurements on Werner states, the best one.
        case werner = "werner"
        /// The same at L = 31, small enough to look at.
        case wernerSmall = "werner-31"
        /// Planar measurements, d = 2.
        case planar = "planar"
        /// K_G(4).
        case dimension4 = "dimension-4"
        /// K_G(5).
        case dimension5 = "dimension-5"
        /// K_G(6).
        case dimension6 = "dimension-6"
        /// K_G(7).
        case dimension7 = "dimension-7"

        /// A visibility that the certificate is documented to prove; ``verify(threads:)`` says what it does prove.
        public var documentedVisibility: Double {
            switch self {
            case .werner: 0.69178
            case .wernerSmall: 0.6862
            case .planar: 0.70693
            case .dimension4: 1 / 1.5221
            case .dimension5: 1 / 1.5772
            case .dimension6: 1 / 1.6156
            case .dimension7: 1 / 1.6457
            }
        }
    }

    /// A certificate that comes with the library, read from its resources and not yet verified.
    ///
    /// A program finds them in the folder `swift-hidden-variables_CertifiedModels.resources` that the build puts beside it, and where
    /// the library was built also in its sources. A program that is copied to another machine needs that folder beside it.
    /// - Throws: ``/NumericalCore/NumericalFailure`` that says where it looked when the resource is missing, and as
    ///   ``init(data:name:)``.
    public static func shipped(_ name: Shipped) throws -> IsotropicCertificate {
        try shipped(name, in: resourceFolders)
    }

    /// A certificate from the first of some resource folders that has it.
    static func shipped(_ name: Shipped, in folders: [String]) throws -> IsotropicCertificate {
        let file = "\(name.rawValue).lhv"
        let paths = folders.map { "\($0)/Shipped/\(file)" }
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw NumericalFailure(
                "reading the certificate \(file)",
                "it is missing from the library's resources, which were looked for in "
                    + folders.joined(separator: " and ") + "; a copied program needs the resource folder beside it")
        }
        return try IsotropicCertificate(contentsOf: path)
    }

    /// Where the resources may be.
    ///
    /// `Bundle.module` is not asked, because it ends the program when they are nowhere.
    static var resourceFolders: [String] {
        // Beside the program, or for tests beside the bundle that they are in; the name's end depends on the system.
        let beside = [Bundle.main.bundleURL, Bundle.main.resourceURL, Bundle(for: ResourceAnchor.self).bundleURL]
            .compactMap { $0?.path }
        let names = [
            "swift-hidden-variables_CertifiedModels.resources", "swift-hidden-variables_CertifiedModels.bundle",
        ]
        var folders = beside.flatMap { folder in names.map { "\(folder)/\($0)" } }
        // Where this file was compiled the originals are two folders above it, for a program that is elsewhere.
        var sources = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { sources.deleteLastPathComponent() }
        folders.append(sources.path)
        return folders.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// A class of this library, by which its bundle is found.
private final class ResourceAnchor {}
