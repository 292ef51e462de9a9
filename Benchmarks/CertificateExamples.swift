import Foundation
import HiddenVariables

/// `benchmark certificate examples FOLDER`: makes a certificate of every kind, verifies it, and writes it to a folder together with `proofs.txt`,
/// which says what each proves; `.ci/verifier-agrees FOLDER` hands all of them to the second verifier.
enum CertificateExamples {
    /// A target that is known exactly, and how its threshold is searched.
    private struct Example {
        var file: String
        var target: ExactTarget
        var tolerance: Double
        var options = MembershipOptions()
    }

    private static func examples() throws -> [Example] {
        let (icosahedron, plane) = (try ExactDirections.icosahedron(), try ExactDirections.planar(8))
        let grid = try ExactDirections.angularGrid(3)
        let triangle = try ExactDirections.planar(3)
        var stream = RandomStream(seed: 30)
        let lines = try (0..<2).map { _ in
            try ExactDirections.of(.wellSpread(count: 30, using: &stream))
        }
        return [
            Example(
                file: "icosahedron",
                target: try ExactTarget(
                    state: ExactTarget.singlet(), directions: [icosahedron, icosahedron], name: "singlet, icosahedron"),
                tolerance: 1e-9),
            Example(
                file: "ghz3-planar-8",
                target: try ExactTarget(
                    state: ExactTarget.ghz3(), directions: [plane, plane, plane], name: "GHZ of three, 8 angles"),
                tolerance: 1e-7),
            Example(
                file: "w3-grid-3",
                target: try ExactTarget(
                    state: ExactTarget.w3(), directions: [grid, grid, grid], name: "W of three, H(3)"),
                tolerance: 1e-5),
            Example(
                file: "three-settings",
                target: try ExactTarget(
                    state: ExactTarget.singlet(), directions: [triangle, triangle], includesMarginals: true,
                    name: "singlet, scenario of I3322"),
                tolerance: 1e-9),
            Example(
                file: "thirty-lines",
                target: try ExactTarget(
                    state: ExactTarget.singlet(), directions: lines, name: "singlet, 30 lines and 30 others"),
                tolerance: 1e-4, options: MembershipOptions(timeLimit: 300, exactOracleCost: 2e10)),
        ]
    }

    /// Makes and writes all, or those that are named.
    static func run(_ folder: String, only names: [String]) throws {
        var proofs = ""
        func keep(_ certificate: some Certificate, _ name: String, searched seconds: Double?) throws {
            let start = CertificateProgram.processSeconds
            let proof = try certificate.verify()
            let verified = CertificateProgram.processSeconds - start
            let path = "\(folder)/\(name).lhv"
            try certificate.write(to: path)
            let found = seconds.map { "found in \(Text.digits($0)) s, " } ?? ""
            print(
                "\(name).lhv: \(try certificate.encoded().count) bytes, \(found)verified in \(String(format: "%.3f", verified)) s: "
                    + "\(proof.statement)")
            proofs += "\(name).lhv \(proof.statement.split(separator: " ").last ?? "")\n"
        }
        func isWanted(_ name: String) -> Bool { names.isEmpty || names.contains(name) }
        for example in try examples() where isWanted(example.file) {
            let start = CertificateProgram.processSeconds
            let threshold: CorrelatorThreshold = try example.target.correlators().localVisibility(
                tolerance: example.tolerance, options: example.options)
            let certificate = try ExactCertificate(threshold, of: example.target, options: example.options)
            if let end = certificate.unprovenEnd { print("\(example.file).lhv: \(end)") }
            try keep(certificate, example.file, searched: CertificateProgram.processSeconds - start)
        }
        if isWanted("visibility") {
            let polyhedron = try MeasurementPolyhedron.platonic(.icosahedron)
            let target = try ProjectiveTarget(
                PauliTensor(DensityOperator(named: "singlet")), on: [polyhedron, polyhedron])
            let threshold: CorrelatorThreshold = try target.correlators.localVisibility()
            try keep(
                VisibilityCertificate(threshold, of: target, name: "singlet, icosahedron"), "visibility", searched: nil)
            let w = try CorrelatorTensor(
                of: StateVector.w(parties: 3).densityOperator, along: Array(repeating: [.x, .z], count: 3),
                includesMarginals: true)
            let three: CorrelatorThreshold = try w.localVisibility()
            try keep(VisibilityCertificate(three, of: w, name: "W, x and z"), "visibility-of-three", searched: nil)
        }
        if isWanted("behaviour") {
            let measured = try Behaviour(
                of: StateVector.ghz(parties: 3).densityOperator, along: Array(repeating: [.x, .y], count: 3))
            let threshold: BehaviourThreshold = try measured.localVisibility()
            try keep(BehaviourCertificate(threshold, of: measured, name: "GHZ, x and y"), "behaviour", searched: nil)
        }
        if isWanted("quantum-bound") {
            try keep(BellInequality.i3322().quantumUpperBound().certificate, "quantum-bound", searched: nil)
            try keep(
                BellInequality.cglmp(outcomes: 3).quantumUpperBound().certificate, "quantum-bound-of-three-outcomes",
                searched: nil)
        }
        try AtomicFile.write(Data(proofs.utf8), to: "\(folder)/proofs.txt")
    }
}
