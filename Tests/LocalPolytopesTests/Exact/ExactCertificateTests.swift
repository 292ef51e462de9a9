import Foundation
import LHVModels
import TestSupport
import Testing

@testable import LocalPolytopes

/// Certificates in whole numbers of correlators known exactly.
@Suite struct ExactCertificateTests {
    static func certificate(_ target: ExactTarget, tolerance: Double = 1e-7) throws -> ExactCertificate {
        let options = MembershipOptions()
        return try ExactCertificate(
            target.correlators().threshold(tolerance, options), of: target, options: options)
    }

    static func icosahedron() throws -> ExactTarget {
        let axes = try ExactDirections.icosahedron()
        return try ExactTarget(state: ExactTarget.singlet(), directions: [axes, axes], name: "icosahedron")
    }

    /// CHSH at Tsirelson's settings, by its values.
    static func chsh() throws -> ExactTarget {
        try ExactTarget(
            values: ["sqrt(1/2)", "sqrt(1/2)", "sqrt(1/2)", "-sqrt(1/2)"].map { try ExactNumber($0) },
            settings: [2, 2], name: "CHSH")
    }

    static let sound = Result { try certificate(chsh()) }

    @Test("19.3 the singlet on the icosahedron: 0.7783914453, between the ends, with ±√5/5 for correlators")
    func icosahedron() throws {
        let target = try ExactCertificateTests.icosahedron()
        let correlators = try target.correlators()
        #expect(target.width < 1e-15)
        for (place, element) in correlators.elements.enumerated() {
            let expected = place % 7 == 0 ? 1 : 0.2.squareRoot()
            #expect(abs(abs(element) - expected) < 1e-15)
        }
        let certificate = try ExactCertificateTests.certificate(target)
        let proof = try certificate.verify(of: target)
        #expect(proof.lower <= 0.7783914454 && 0.7783914453 <= proof.upper)
        #expect(proof.upper - proof.lower < 2e-7 && proof.upper < 1)
        #expect(proof.statement.hasSuffix("up to v = \(ExactCertificate.decimal(certificate.lower))"))
    }

    @Test("19.3 CHSH: the upper end is √½ rounded up to twelve digits, the lower end pays for its residual")
    func upperEnd() throws {
        let certificate = try ExactCertificateTests.sound.get()
        try certificate.verify()
        #expect(certificate.upper >= 707_106_781_187 && certificate.upper < 707_106_790_000)
        #expect(certificate.lower <= 707_106_781_186 && certificate.lower > 707_106_600_000)
    }

    @Test("19.3 marginals and three parties: W₃ along x and z") func marginals() throws {
        let axes = try ExactDirections.angularGrid(2)
        let target = try ExactTarget(
            state: ExactTarget.w3(), directions: [axes, axes, axes], includesMarginals: true, name: "W")
        let state = try StateVector.w(parties: 3).densityOperator
        let grid = try MeasurementPolyhedron.angularGrid(2).directions
        let expected = try CorrelatorTensor(of: state, along: [grid, grid, grid], includesMarginals: true)
        for (here, there) in zip(try target.correlators().elements, expected.elements) {
            #expect(abs(here - there) < 1e-11)
        }
        let certificate = try ExactCertificateTests.certificate(target, tolerance: 1e-5)
        let proof = try certificate.verify()
        #expect(proof.upper - proof.lower < 1e-4)
        #expect(try ExactCertificate(data: certificate.encoded()) == certificate)
    }

    @Test("19.3 GHZ₃ in a plane has cos Σφ for correlators") func planar() throws {
        let plane = try ExactDirections.planar(3)
        let target = try ExactTarget(state: ExactTarget.ghz3(), directions: [plane, plane, plane])
        for (place, value) in zip(MixedRadix(sizes: [3, 3, 3]), try target.correlators().elements) {
            #expect(abs(value - cos(Double(place.reduce(0, +)) * .pi / 3)) < 1e-14)
        }
    }

    @Test("19.3 the file comes back as it was, for values, states and measured numbers") func roundTrip() throws {
        for target in [
            try ExactCertificateTests.chsh(), try ExactCertificateTests.icosahedron(),
            try ExactTarget(CorrelatorTensor([0.8, 0.6, 0.7, -0.75], settings: [2, 2]), name: "measured"),
        ] {
            let certificate = try ExactCertificateTests.certificate(target, tolerance: 1e-5)
            let data = try certificate.encoded()
            let found = try ExactCertificate(data: data)
            #expect(found == certificate)
            #expect(try found.encoded() == data)
            try found.verify(of: target)
        }
    }

    @Test("19.3 a certificate of another target is refused") func otherTarget() throws {
        let certificate = try ExactCertificateTests.sound.get()
        let other = try ExactTarget(CorrelatorTensor([0.7, 0.7, 0.7, -0.7], settings: [2, 2]))
        #expect(throws: InvalidCertificate.self) { try certificate.verify(of: other) }
        // The doubles near √½ are another target too.
        let near = try ExactTarget(ExactCertificateTests.chsh().correlators())
        #expect(throws: InvalidCertificate.self) { try certificate.verify(of: near) }
        #expect(throws: InvalidArgument.self) {
            try ExactCertificate(
                ExactCertificateTests.chsh().correlators().threshold(1e-6, MembershipOptions()), of: other)
        }
    }

    /// A line and what is put in its place; `settings` and such are as in the other files.
    static let forgeries: [(String, @Sendable (String) -> String?)] = [
        ("a weight", { $0.hasPrefix("w ") ? "w 7" + $0.drop { $0 != " " }.dropFirst().drop { $0 != " " } : nil }),
        ("a weight above all", { $0.hasPrefix("w ") ? "w 1125899906842625" + $0.suffix(6) : nil }),
        ("a sign", { $0.hasPrefix("w ") ? String($0.dropLast()) + ($0.hasSuffix("+") ? "-" : "+") : nil }),
        ("a digit of the target", { $0.hasPrefix("e ") ? $0.replacingOccurrences(of: "1/2", with: "1/3") : nil }),
        ("a sign of the target", { $0.hasPrefix("e ") ? "e -" + $0.dropFirst(2) : nil }),
        ("a coefficient", { $0.hasPrefix("m ") ? $0 + "1" : nil }),
        ("the local bound", { $0.hasPrefix("upper ") ? $0 + "0" : nil }),
        ("the lower end by 10⁻¹²", { $0.hasPrefix("lower ") ? "lower 0.707106781188" : nil }),
        ("the upper end", { $0.hasPrefix("upper ") ? "upper 0.707106781186 " + $0.split(separator: " ")[2] : nil }),
        ("the model's visibility", { $0.hasPrefix("model ") ? "model 0.600000000000" : nil }),
        ("a visibility above 1", { $0.hasPrefix("model ") ? "model 1.000000000001" : nil }),
        ("a visibility of other digits", { $0.hasPrefix("model ") ? "model 0.7" : nil }),
        ("settings of a size that the file has not", { $0.hasPrefix("settings ") ? "settings 999999 2" : nil }),
        ("another source", { $0.hasPrefix("source ") ? "source state" : nil }),
    ]

    @Test("19.3 one line changed, with its check sum right, is refused", arguments: forgeries.indices)
    func forgery(_ index: Int) throws {
        let data = try ExactCertificateTests.sound.get().encoded()
        let forged = try VisibilityFileTests.forged(data, ExactCertificateTests.forgeries[index].1)
        #expect(forged != data)
        #expect(throws: (any Error).self, "\(ExactCertificateTests.forgeries[index].0)") {
            try ExactCertificate(data: forged, name: "forged").verify()
        }
    }

    @Test("19.3 targets that are none are refused") func badTargets() throws {
        let (one, two, zero) = (try ExactNumber("1"), try ExactNumber("2"), try ExactNumber("0"))
        let z = [zero, zero, one]
        #expect(throws: InvalidArgument.self) { try ExactTarget(values: [one], settings: [1]) }
        #expect(throws: InvalidArgument.self) { try ExactTarget(values: [one, one], settings: [1, 1]) }
        #expect(throws: InvalidArgument.self) { try ExactTarget(values: [two], settings: [1, 1]) }
        #expect(throws: InvalidArgument.self) {
            try ExactTarget(values: [zero, one, one, one], settings: [1, 1], includesMarginals: true)
        }
        // The negative of the singlet's correlators has the eigenvalue −1/2.
        let error = #expect(throws: InvalidArgument.self) {
            try ExactTarget(
                state: ["XX", "YY", "ZZ"].map { ExactTarget.PauliTerm($0, one) }, directions: [[z], [z]])
        }
        #expect(error?.argument == "state" && error?.requirement == "have no negative eigenvalue")
        // Small as text, and hours of products.
        let all = MixedRadix(sizes: Array(repeating: 4, count: 6)).dropFirst().map { axes in
            ExactTarget.PauliTerm(String(axes.map { ["I", "X", "Y", "Z"][$0] }.joined()), zero)
        }
        #expect(throws: InvalidArgument.self) {
            try ExactTarget(state: all, directions: Array(repeating: Array(repeating: z, count: 6), count: 6))
        }
        let bad: [([String], [[[ExactNumber]]])] = [
            (["ZZZ"], [[z], [z]]), (["II"], [[z], [z]]), (["ZQ"], [[z], [z]]), (["ZZ", "ZZ"], [[z], [z]]),
            (["ZZ"], [[z], [[one, one, zero]]]), (["ZZ"], [[z], [[zero, one]]]), (["ZZ"], [[z], []]), (["ZZ"], [[z]]),
        ]
        for (products, directions) in bad {
            #expect(throws: InvalidArgument.self) {
                try ExactTarget(
                    state: products.map { ExactTarget.PauliTerm($0, one) }, directions: directions)
            }
        }
    }
}
