import LHVModels

extension GHZPlanarCertificate {
    /// The certificates that come with the library, one for each number of parties.
    public enum Shipped: String, Sendable, CaseIterable {
        /// Three parties.
        case three = "ghz-planar-3"
        /// Four parties.
        case four = "ghz-planar-4"
        /// Five parties.
        case five = "ghz-planar-5"
        /// Six parties.
        case six = "ghz-planar-6"
        /// Seven parties.
        case seven = "ghz-planar-7"
        /// Eight parties.
        case eight = "ghz-planar-8"

        /// A visibility that the certificate is documented to prove; ``GHZPlanarCertificate/verify()`` says what it does prove.
        public var documentedVisibility: Double {
            switch self {
            case .three: 0.4913
            case .four: 0.32380
            case .five: 0.20819
            case .six: 0.13294
            case .seven: 0.08472
            case .eight: 0.05395
            }
        }
    }

    /// A certificate that comes with the library, read from its resources and not yet verified.
    ///
    /// A program finds them in the folder `swift-hidden-variables_CertifiedModels.resources` that the build puts beside it, and
    /// where the library was built also in its sources.
    /// - Throws: ``/NumericalCore/NumericalFailure`` that says where it looked when the resource is missing, and as
    ///   ``init(data:name:)``.
    public static func shipped(_ name: Shipped) throws -> GHZPlanarCertificate {
        try shipped(name, in: ShippedFiles.folders)
    }

    /// A certificate from the first of some resource folders that has it.
    static func shipped(_ name: Shipped, in folders: [String]) throws -> GHZPlanarCertificate {
        try GHZPlanarCertificate(contentsOf: ShippedFiles.path(of: "\(name.rawValue).lhv", in: folders))
    }
}
