import HiddenVariables

/// The searches of `LocalPolytopes`.
var localPolytopesBenchmarks: [Benchmark] {
    [
        Benchmark("local-polytopes/threshold/icosahedron-1e-6") {
            let target = try singletCorrelators(.platonic(.icosahedron))
            return { try target.localVisibility(tolerance: 1e-6) }
        },
        Benchmark("local-polytopes/threshold/random-10x10-1e-9") {
            let target = try randomCorrelators(10)
            return { try target.localVisibility(tolerance: 1e-9) }
        },
        Benchmark("local-polytopes/nearest-point/33-well-spread-0.71-1e-6") {
            var stream = RandomStream(seed: 60)
            let target = try singletCorrelators(.wellSpread(count: 33, using: &stream))
            return { try target.nearestLocalPoint(visibility: 0.71, options: MembershipOptions(tolerance: 1e-6)) }
        },
        Benchmark("local-polytopes/inradius/geodesic-81-lines") {
            let polyhedron = try MeasurementPolyhedron.geodesic(frequency: 4)
            return { try polyhedron.squaredInradiusLowerBound() }
        },
    ]
}

/// −a·b for all pairs of directions.
func singletCorrelators(_ polyhedron: MeasurementPolyhedron) throws -> CorrelatorTensor {
    let directions = polyhedron.directions
    return try CorrelatorTensor(settings: [directions.count, directions.count]) {
        -directions[$0[0]].dot(directions[$0[1]])
    }
}

/// Correlators uniform in −1…1.
func randomCorrelators(_ settings: Int) throws -> CorrelatorTensor {
    var stream = RandomStream(seed: 61)
    return try CorrelatorTensor(
        (0..<(settings * settings)).map { _ in 2 * stream.uniform() - 1 }, settings: [settings, settings])
}
