import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct MeasurementPolyhedronTests {
    @Test func inradiiOfPlatonicSolids() throws {
        #expect(abs(try MeasurementPolyhedron.platonic(.icosahedron).squaredInradiusLowerBound() - 0.631476) < 5e-7)
        #expect(abs(try MeasurementPolyhedron.platonic(.octahedron).squaredInradiusLowerBound() - 1.0 / 3) < 1e-11)
        #expect(abs(try MeasurementPolyhedron.platonic(.cube).squaredInradiusLowerBound() - 1.0 / 3) < 1e-11)
        let (tetrahedron, cube) = (
            try MeasurementPolyhedron.platonic(.tetrahedron), try MeasurementPolyhedron.platonic(.cube)
        )
        #expect(Set(tetrahedron.vectors) == Set(cube.vectors))
        // Dual solids have the same ratio of radii.
        let dodecahedron = try MeasurementPolyhedron.platonic(.dodecahedron).squaredInradiusLowerBound()
        #expect(
            abs(dodecahedron - (try MeasurementPolyhedron.platonic(.icosahedron).squaredInradiusLowerBound())) < 1e-11)
    }

    @Test(arguments: 1...5) func geodesicCountsAndEuler(_ frequency: Int) throws {
        let polyhedron = try MeasurementPolyhedron.geodesic(frequency: frequency)
        #expect(polyhedron.count == 5 * frequency * frequency + 1)
        // V − E + F = 2 for triangles: F = 2V − 4.
        #expect(try polyhedron.triangles().count == 2 * (2 * polyhedron.count) - 4)
        if frequency > 1 {
            let coarser = try MeasurementPolyhedron.geodesic(frequency: frequency - 1)
            #expect(try polyhedron.inradiusLowerBound() > coarser.inradiusLowerBound())
        }
    }

    @Test(arguments: [3, 4, 5, 6]) func angularGrids(_ n: Int) throws {
        let polyhedron = try MeasurementPolyhedron.angularGrid(n)
        #expect(polyhedron.count == (n % 2 == 0 ? n * (n - 1) + 1 : n * n))
    }

    @Test func noPointOfTheSphereScaledByTheInradiusLeavesTheHull() throws {
        // The width of the hull in direction n is max |n·u|; the inradius is the least over n, reached at a facet.
        var generator = RandomStream(seed: 2)
        let polyhedron = try MeasurementPolyhedron.wellSpread(count: 12, steps: 300, using: &generator)
        let eta = try polyhedron.inradiusLowerBound()
        var least = 1.0
        for _ in 0..<20000 {
            let n = Direction.random(using: &generator)
            least = min(least, polyhedron.directions.map { abs($0.dot(n)) }.max() ?? 0)
        }
        #expect(least >= eta)
        #expect(least < eta * 1.02)
    }

    @Test func repulsionSpreads() throws {
        var generator = RandomStream(seed: 5)
        // Six lines that repel one another go to the icosahedron.
        let six = try MeasurementPolyhedron.wellSpread(count: 6, using: &generator)
        #expect(try six.squaredInradiusLowerBound() > 0.6314)
        let again = try [UInt64(1), 1].map { seed in
            var generator = RandomStream(seed: seed)
            return try MeasurementPolyhedron.wellSpread(count: 20, steps: 100, using: &generator)
        }
        #expect(again[0] == again[1])
    }

    @Test func wrongInput() throws {
        func expect(_ words: [String], _ body: () throws -> Void) {
            let error = #expect(throws: InvalidArgument.self) { try body() }
            for word in words { #expect(error?.description.contains(word) == true, "\(String(describing: error))") }
        }
        expect(["directions", "3…4096", "2"]) { _ = try MeasurementPolyhedron([.x, .y]) }
        expect(["directions", "span", "plane"]) {
            _ = try MeasurementPolyhedron([.x, .y, Direction(1, 1, 0)])
        }
        expect(["0 and 2", "one line"]) { _ = try MeasurementPolyhedron([.x, .y, -Direction.x, .z]) }
        expect(["direction 0", "length 1"]) {
            _ = try MeasurementPolyhedron(vectors: [SIMD3(5, 0, 0), SIMD3(0, 5, 0), SIMD3(0, 0, 5)])
        }
        expect(["direction 0", "length 1"]) {
            _ = try MeasurementPolyhedron(
                vectors: [SIMD3(.max, .min, 0), SIMD3(0, 1 << 40, 0), SIMD3(0, 0, 1 << 40)])
        }
        expect(["frequency", "1…28", "0"]) { _ = try MeasurementPolyhedron.geodesic(frequency: 0) }
        expect(["n", "2…60", "1"]) { _ = try MeasurementPolyhedron.angularGrid(1) }
        expect(["polyhedra", "each of 2", "1"]) {
            _ = try ProjectiveTarget(PauliTensor(DensityOperator(named: "singlet")), on: [.platonic(.cube)])
        }
    }
}
