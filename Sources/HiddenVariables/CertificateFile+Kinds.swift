import CertifiedModels
import LHVModels
import LocalPolytopes
import QuantumBounds

extension CertificateFile {
    /// Every type of certificate that the library writes.
    public static let types: [any Certificate.Type] = [
        IsotropicCertificate.self, GHZPlanarCertificate.self, GHZSphereCertificate.self, W3Certificate.self,
        GrothendieckCertificate.self, VisibilityCertificate.self, BehaviourCertificate.self, ExactCertificate.self,
        HierarchyCertificate.self,
    ]

    /// Reads a certificate of any kind; the first bytes of the file tell which.
    ///
    /// - Parameter path: The file.
    /// - Throws: As ``/LHVModels/CertificateFile/read(_:as:)``.
    public static func read(_ path: String) throws -> any Certificate { try read(path, as: types) }
}
