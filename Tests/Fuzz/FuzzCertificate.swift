import Foundation
import LHVModels
import LocalPolytopes
import QuantumBounds

@testable import CertifiedModels
@testable import DataFiles

/// A reader of a kind of certificate, which verifies what it has read when that is small.
private func reader<Kind: LHVModels.Certificate>(
    _ name: String, isSmall: @escaping @Sendable (Kind) -> Bool = { _ in true },
    _ example: @escaping @Sendable () throws -> Kind
) -> SeededReader {
    SeededReader(name: name) {
        // Without the check sum and the end, which are made to fit below.
        let file = try example().encoded()
        let trailer = Data("checksum 00000000\nend\n".utf8).count
        return file.dropLast(file.suffix(trailer).starts(with: Data("checksum ".utf8)) ? trailer : 0)
    } read: { data in
        var sum = String(CRC32.checksum(of: data), radix: 16)
        sum = String(repeating: "0", count: 8 - sum.count) + sum
        for file in [data, data + Data("checksum \(sum)\nend\n".utf8)] {
            admit {
                let certificate = try Kind(data: file, name: "input")
                let again = try Kind(data: certificate.encoded(), name: "again")
                expect(try again.encoded() == certificate.encoded(), "what is written comes back")
                if isSmall(certificate) { _ = try certificate.verify() }
            }
        }
    }
}

/// What the first byte chooses from.
let readers: [SeededReader] = [
    reader("visibility", isSmall: { (it: VisibilityCertificate) in it.correlators.count <= 64 }) {
        let plane = try (0..<2).map { try Direction(cos(Double($0)), 0, sin(Double($0))) }
        let target = try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [plane, plane])
        let threshold: CorrelatorThreshold = try target.localVisibility()
        return try VisibilityCertificate(threshold, of: target, name: "seed")
    },
    reader("projective", isSmall: { (it: VisibilityCertificate) in it.correlators.count <= 64 }) {
        let polyhedron = try MeasurementPolyhedron.platonic(.octahedron)
        let target = try ProjectiveTarget(
            PauliTensor(StateVector.singlet.densityOperator), on: [polyhedron, polyhedron])
        let threshold: CorrelatorThreshold = try target.correlators.localVisibility()
        return try VisibilityCertificate(threshold, of: target)
    },
    reader("behaviour", isSmall: { (it: BehaviourCertificate) in it.behaviour.probabilities.count <= 64 }) {
        let behaviour = Behaviour.popescuRohrlich
        let threshold: BehaviourThreshold = try behaviour.localVisibility()
        return try BehaviourCertificate(threshold, of: behaviour)
    },
    reader("exact", isSmall: { (it: ExactCertificate) in it.target.settings.reduce(1, *) <= 64 }) {
        let plane = try ExactDirections.planar(2)
        let target = try ExactTarget(state: ExactTarget.singlet(), directions: [plane, plane], name: "seed")
        let threshold: CorrelatorThreshold = try target.correlators().localVisibility()
        return try ExactCertificate(threshold, of: target)
    },
    reader("hierarchy", isSmall: { (_: HierarchyCertificate) in true }) {
        try CorrelatorInequality.chsh.quantumUpperBound(level: .one).certificate
    },
    reader("ghz-planar", isSmall: { (it: GHZPlanarCertificate) in it.cells <= 16 && it.parties <= 4 }) {
        try GHZPlanarCertificate.shipped(.eight)
    },
    reader("ghz-sphere", isSmall: { (it: GHZSphereCertificate) in it.heights <= 2 && it.cells <= 8 }) {
        let responses = try (0..<3).map { _ in try SphereResponse("0f", heights: 1, cells: 8) }
        return try GHZSphereCertificate(
            heights: 1, cells: 8, terms: [GHZSphereCertificate.Term(weight: 1, responses: responses)])
    },
]
