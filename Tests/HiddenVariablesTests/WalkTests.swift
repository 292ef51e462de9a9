import Foundation
import HiddenVariables
import Testing

/// The walk of the Architecture article from counts to a verified certificate.
@Suite struct WalkTests {
    /// The files that the article's table names, in its order.
    static func files() throws -> [String] {
        let article = try String(
            contentsOf: ArchitectureTests.root.appendingPathComponent(
                "Documentation/HiddenVariables.docc/Architecture.md"),
            encoding: .utf8)
        return article.matches(of: #/(?m)^\| [a-z ]*\| `([^`]+\.swift)` \|/#).map { String($0.1) }
    }

    @Test("18.4 the walk names at most 30 files that exist, and enters no target twice")
    func namesFiles() throws {
        let files = try WalkTests.files()
        #expect((20...30).contains(files.count) && Set(files).count == files.count)
        for file in files {
            let path = ArchitectureTests.root.appendingPathComponent("Sources/\(file)").path
            #expect(FileManager.default.fileExists(atPath: path), "\(file)")
        }
        let targets = files.map { String($0.prefix { $0 != "/" }) }
        let entered = targets.indices.filter { $0 == 0 || targets[$0] != targets[$0 - 1] }.map { targets[$0] }
        #expect(Set(entered).count == entered.count, "\(entered)")
        // Every step goes up in the diagram.
        for (below, above) in zip(entered, entered.dropFirst()) {
            #expect(ArchitectureTests.allowed[above]?.contains(below) == true, "\(above) does not import \(below)")
        }
    }

    @Test("18.4 the walk can be gone: counts, state, correlators, threshold, certificate, verification")
    func isGone() throws {
        let noisy = try StateVector.singlet.densityOperator.withWhiteNoise(visibility: 0.9)
        // The counts that the state would give without statistical error.
        let pairs = Polarization.allCases.flatMap { first in Polarization.allCases.map { (first, $0) } }
        let numbers = try pairs.map { first, second in
            try 1000 * noisy.expectation(of: first.direction.projector.kronecker(second.direction.projector)).real
        }
        let table = try CSVTable([
            "one": .text(pairs.map(\.0.rawValue)), "other": .text(pairs.map(\.1.rawValue)), "counts": .numbers(numbers),
        ])
        let counts = try TomographyData(polarizationCounts: table)
        let state = try counts.maximumLikelihood().state
        #expect(try state.fidelity(with: noisy) > 0.999)
        let axes = PlatonicSolid.octahedron.axes
        let correlators = try CorrelatorTensor(of: state, along: [axes, axes], includesMarginals: true)
        let options = MembershipOptions(threads: 1)
        let threshold = try correlators.localVisibility(tolerance: 1e-4, options: options)
        try VisibilityCertificate(threshold, of: correlators, options: options).verify()
    }
}
