import LHVModels

extension GrothendieckCertificate {
    /// The certificates that come with the library.
    public enum Shipped: String, Sendable, CaseIterable {
        /// K_G(3), a Bell inequality for Werner states.
        case dimension3 = "grothendieck-3"
        /// The same with 31 lines, proven in a moment.
        case dimension3Small = "grothendieck-3-31"
        /// K_G(4).
        case dimension4 = "grothendieck-4"
        /// K_G(5).
        case dimension5 = "grothendieck-5"

        /// A bound that the certificate is documented to prove; ``GrothendieckCertificate/verify(threads:)`` says what it does prove.
        public var documentedBound: Double {
            switch self {
            case .dimension3: 1.4316
            case .dimension3Small: 1.4268
            case .dimension4: 1.4548
            case .dimension5: 1.45
            }
        }
    }

    /// A certificate that comes with the library, read from its resources and not yet verified.
    ///
    /// A program finds them in the folder `swift-hidden-variables_CertifiedModels.resources` that the build puts beside it, and
    /// where the library was built also in its sources.
    /// - Throws: ``/NumericalCore/NumericalFailure`` that says where it looked when the resource is missing, and as
    ///   ``init(data:name:)``.
    public static func shipped(_ name: Shipped) throws -> GrothendieckCertificate {
        try shipped(name, in: ShippedFiles.folders)
    }

    /// A certificate from the first of some resource folders that has it.
    static func shipped(_ name: Shipped, in folders: [String]) throws -> GrothendieckCertificate {
        try GrothendieckCertificate(contentsOf: ShippedFiles.path(of: "\(name.rawValue).lhv", in: folders))
    }
}
