import Foundation

/// A proof object in a file: numbers from which a verifier computes anew what they prove.
///
/// Each kind of file begins with a word that tells its ``kind`` and version. `Documentation/Certificates/verify.py` reads every
/// kind and shares no code with the package; ``CertificateFile`` reads a file of whatever kind.
public protocol Certificate: Sendable {
    /// What verification returns.
    associatedtype Proof: CertificateProof

    /// What the files of this type begin with.
    static var kind: CertificateKind { get }

    /// Reads the contents of a file; what they prove is for ``verify()`` to say.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - name: What error messages call it.
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a file of this kind and version, is truncated, or a check sum does
    ///   not fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    init(data: Data, name: String) throws

    /// The contents of the file; equal certificates give equal bytes.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number in it is not finite.
    func encoded() throws -> Data

    /// Computes from the numbers in the certificate what they prove.
    ///
    /// - Throws: ``InvalidCertificate`` or ``/NumericalCore/InvalidArgument`` when they do not prove what is claimed, or nothing.
    @discardableResult func verify() throws -> Proof
}

extension Certificate {
    /// Reads a certificate from a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``/DataFiles/FileAccessError`` when it cannot be read, and as `init(data:name:)`.
    public init(contentsOf path: String) throws {
        try self.init(data: try AtomicFile.read(path), name: path)
    }

    /// Writes the certificate, all or nothing.
    ///
    /// - Parameter path: The file, which is replaced when it exists.
    /// - Throws: ``/DataFiles/FileAccessError`` when it cannot be written, and as ``encoded()``.
    public func write(to path: String) throws { try AtomicFile.write(try encoded(), to: path) }
}

/// A certificate that holds the numbers of what it is about, so that a reader who expects something else finds out.
public protocol TargetedCertificate: Certificate {
    /// What is certified, such as correlators or an inequality.
    associatedtype Target: Sendable

    /// Whether the certificate is of this target: all numbers are compared, and must be the same.
    func isOf(_ target: Target) -> Bool
}

extension TargetedCertificate {
    /// Verifies the certificate as one of the given target.
    ///
    /// - Throws: ``InvalidCertificate`` when it is of another target, and as `verify()`.
    @discardableResult public func verify(of target: Target) throws -> Proof {
        guard isOf(target) else { throw InvalidCertificate(reason: "it is of another target than the given one") }
        return try verify()
    }
}
