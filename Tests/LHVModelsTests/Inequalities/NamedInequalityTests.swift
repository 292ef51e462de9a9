import Foundation
import LHVModels
import Testing

/// Published bounds, and the local ones by search.
@Suite struct NamedInequalityTests {
    private static let correlators: [CorrelatorInequality] = {
        var list: [CorrelatorInequality] = [.chsh, .elegant]
        do {
            list += try [2, 3, 5, 8].map { try .chained(settings: $0) }
            list += try [2, 3, 4, 5].map { try .mermin(parties: $0) }
            list += try [2, 3, 4, 5].map { try .svetlichny(parties: $0) }
            list += try [2, 3, 4, 5].map { try .fishburnReeds(dimension: $0) }
        } catch {
            Issue.record(error)
        }
        return list
    }()

    @Test(arguments: correlators) func boundsAreTheLocalOnes(inequality: CorrelatorInequality) throws {
        let found = try inequality.localBound()
        #expect(found.lower == inequality.bound && found.upper == inequality.bound, "\(inequality.name)")
    }

    @Test func fishburnReedsBounds() throws {
        #expect(try CorrelatorInequality.fishburnReeds(dimension: 3).bound == 36)
        #expect(try CorrelatorInequality.fishburnReeds(dimension: 4).bound == 120)
        #expect(try CorrelatorInequality.fishburnReeds(dimension: 5).bound == 280)
        let seven = try CorrelatorInequality.fishburnReeds(dimension: 7)
        #expect(seven.bound == 924 && seven.settings == [42, 42])
        #expect(try seven.coefficients.heuristicLocalBound(starts: 100, seed: 1).value == 924)
        // The proof takes a second with optimization and minutes without.
        #if !DEBUG
            for dimension in [6, 7] {
                let inequality = try CorrelatorInequality.fishburnReeds(dimension: dimension)
                let found = try inequality.localBound()
                #expect(found.isProven && found.lower == inequality.bound && found.upper == inequality.bound)
            }
        #endif
        // Vectors along the lines of D₅ reach 10/7 of the bound: K_G(5) ≥ 10/7.
        let five = try CorrelatorInequality.fishburnReeds(dimension: 5).coefficients
        let gram = five.elements.enumerated().map { place, element in place / 20 == place % 20 ? 1 : element / 6 }
        #expect(abs(try five.dot(CorrelatorTensor(gram, settings: [20, 20])) / 280 - 10.0 / 7) < 1e-12)
    }

    @Test func i3322() throws {
        let inequality = try BellInequality.i3322()
        let found = try inequality.localBound()
        #expect(found.lower == 1 && found.upper == 1)
        #expect(abs(try inequality.noSignallingBound().value - 2) < 1e-9)
        #expect(try inequality.facetReport().isFacet)
    }

    @Test(arguments: [2, 3, 4, 5]) func cglmp(outcomes: Int) throws {
        let inequality = try BellInequality.cglmp(outcomes: outcomes)
        let found = try inequality.localBound()
        #expect(abs(found.lower - 0.75) < 1e-14 && abs(found.upper - 0.75) < 1e-12)
        #expect(abs(try inequality.noSignallingBound().value - 1) < 1e-9)
    }

    /// As winning counts, Mermin's game is won 3 times of 4 and 6 times of 8.
    @Test(arguments: [(3, 2.0, 3.0), (4, 4, 6)]) func merminAsAGame(parties: Int, local: Double, wins: Double) throws {
        let inequality = try CorrelatorInequality.mermin(parties: parties)
        #expect(inequality.bound == local)
        let terms = inequality.coefficients.elements.reduce(0) { $0 + abs($1) }
        #expect((try inequality.localBound().lower + terms) / 2 == wins)
    }

    /// Σ (a·b)² = m_A·m_B/3 for the singlet with turned outcomes, above the local bound where both are large enough.
    @Test(arguments: PlatonicSolid.allCases) func platonic(solid: PlatonicSolid) throws {
        let counts = [PlatonicSolid.tetrahedron: 4, .cube: 4, .octahedron: 3, .dodecahedron: 10, .icosahedron: 6]
        let axes = solid.axes
        #expect(axes.count == counts[solid])
        let frame = axes.reduce(SIMD3<Double>()) { $0 + $1.vector * $1.vector }
        for coordinate in 0..<3 { #expect(abs(frame[coordinate] - Double(axes.count) / 3) < 1e-12) }
        let vertices = solid.vertices
        #expect(vertices.count == (solid == .tetrahedron ? 4 : 2 * axes.count))
        let centre = vertices.reduce(SIMD3<Double>(), +)
        #expect((centre * centre).sum() < 1e-24)
        let inequality = try CorrelatorInequality.platonic(solid, .octahedron)
        let reached = try CorrelatorTensor(
            settings: inequality.settings, { axes[$0[0]].dot(PlatonicSolid.octahedron.axes[$0[1]]) })
        #expect(abs(try inequality.value(of: reached) - Double(axes.count)) < 1e-12)
        #expect(try inequality.localBound().lower == inequality.bound)
    }

    /// The icosahedron's threshold: 6·6/3 = 12 against the local bound gives at most the published visibility's inverse.
    @Test func icosahedronAgainstItself() throws {
        let inequality = try CorrelatorInequality.platonic(.icosahedron, .icosahedron)
        // Any inequality bounds the visibility 0.7783914453 of these settings from above.
        #expect(inequality.bound / 12 >= 0.7783914453 - 1e-9)
        #expect(abs(inequality.bound - (6 + 2 * 5.0.squareRoot())) < 1e-12)
    }

    @Test(arguments: 2...3) func noSignallingBounds(settings: Int) throws {
        let chained = try BellInequality(.chained(settings: settings))
        let found = try chained.noSignallingBound()
        #expect(abs(found.value - Double(2 * settings)) < 1e-9)
        #expect(found.behaviour.noSignallingDefect < 1e-9)
        #expect(abs(try chained.value(of: found.behaviour) - found.value) < 1e-7)
        #expect(abs(try BellInequality(.mermin(parties: 3)).noSignallingBound().value - 4) < 1e-9)
    }
}
