import LHVModels

extension W3Certificate {
    /// The certificates that come with the library.
    public enum Shipped: String, Sendable, CaseIterable {
        /// The W state of three parties for all projective measurements.
        case w3 = "w3"

        /// A visibility that the certificate is documented to prove; ``W3Certificate/verify()`` says what it does prove.
        public var documentedVisibility: Double {
            switch self {
            case .w3: 0.5032
            }
        }
    }

    /// A certificate that comes with the library, read from its resources and not yet verified.
    ///
    /// A program finds them in the folder `swift-hidden-variables_CertifiedModels.resources` that the build puts beside it, and
    /// where the library was built also in its sources.
    /// - Throws: ``/NumericalCore/NumericalFailure`` that says where it looked when the resource is missing, and as
    ///   ``init(data:name:)``.
    public static func shipped(_ name: Shipped) throws -> W3Certificate {
        try shipped(name, in: ShippedFiles.folders)
    }

    /// A certificate from the first of some resource folders that has it.
    static func shipped(_ name: Shipped, in folders: [String]) throws -> W3Certificate {
        try W3Certificate(contentsOf: ShippedFiles.path(of: "\(name.rawValue).lhv", in: folders))
    }
}
