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
        /// K_G(8).
        case dimension8 = "dimension-8"

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
            case .dimension8: 1 / 1.6588
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
        try shipped(name, in: ShippedFiles.folders)
    }

    /// A certificate from the first of some resource folders that has it.
    static func shipped(_ name: Shipped, in folders: [String]) throws -> IsotropicCertificate {
        try IsotropicCertificate(contentsOf: ShippedFiles.path(of: "\(name.rawValue).lhv", in: folders))
    }
}
