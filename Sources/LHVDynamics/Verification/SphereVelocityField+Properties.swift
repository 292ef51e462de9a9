import Foundation
import LHVModels

/// The largest difference that redrawing the hidden variables of uninvolved particles makes.
func localityDefect<HiddenVariable>(
    of party: Int, partners: Set<Int>, points: [[HiddenVariable]], redraw: () -> HiddenVariable,
    difference: ([HiddenVariable], [HiddenVariable]) throws -> Double
) throws -> Double {
    try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
    var defect = 0.0
    for point in points {
        try require(point.indices.contains(party), "party", must: "be in 0..<\(point.count)", was: party)
        var changed = point
        for other in point.indices where other != party && !partners.contains(other) { changed[other] = redraw() }
        defect = largerOrNaN(defect, try difference(point, changed))
    }
    return defect
}

extension SphereVelocityField {
    /// The largest change of V_j when the hidden variables of particles that do not interact with it are redrawn.
    ///
    /// 0 for a local velocity field. Source: P1, the property "local LHV dynamics".
    /// - Parameters:
    ///   - party: j.
    ///   - partners: The particles that interact with j; j itself counts always.
    ///   - points: Hidden variables of all particles.
    ///   - time: t.
    ///   - generator: The source of the redrawn hidden variables.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such particle, and what the field throws.
    public func localityDefect(
        of party: Int, partners: Set<Int>, points: [[Direction]], time: Double = 0,
        using generator: inout some RandomNumberGenerator
    ) throws -> Double {
        try LHVDynamics.localityDefect(
            of: party, partners: partners, points: points, redraw: { Direction.random(using: &generator) },
            difference: {
                length(try velocity(at: $0, time: time)[party] - velocity(at: $1, time: time)[party])
            })
    }

    /// The largest |V(λ′) − V(λ)|/|λ′ − λ| between neighbours at each of several distances.
    ///
    /// It settles as the distance falls when V is smooth, and grows like its inverse when V jumps somewhere among the points.
    /// Source: P1, the property "smooth LHV dynamics".
    /// - Parameters:
    ///   - points: Hidden variables near which to look; include neighbours of suspected singularities.
    ///   - distances: Distances, positive.
    ///   - time: t.
    ///   - generator: The source of the neighbours.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a distance is not positive, and what the field throws.
    public func steepness(
        near points: [[Direction]], distances: [Double], time: Double = 0,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Double] {
        try distances.map { distance in
            try require(distance > 0 && distance <= 1, "distances", must: "be in 0…1 and above 0", was: distance)
            try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
            var steepest = 0.0
            for point in points {
                let neighbour = point.map { direction in
                    let (x, y) = tangentFrame(at: direction.vector)
                    let angle = 2 * Double.pi * generator.uniform()
                    return renormalized(direction.vector + distance * (cos(angle) * x + sin(angle) * y))
                }
                let gap = zip(point, neighbour).reduce(0) {
                    $0 + dot($1.0.vector - $1.1.vector, $1.0.vector - $1.1.vector)
                }
                let (one, two) = (try velocity(at: point, time: time), try velocity(at: neighbour, time: time))
                let change = zip(one, two).reduce(0) { $0 + dot($1.0 - $1.1, $1.0 - $1.1) }
                steepest = largerOrNaN(steepest, (change / gap).squareRoot())
            }
            return steepest
        }
    }
}

extension GroupDynamicalModel where Element == ComplexMatrix {
    /// The number of independent motions that one-parameter groups e^{−isX} produce: dim G − dim ker T, found numerically.
    ///
    /// A faithful action of the generated group has as many as there are independent generators modulo the unit matrix.
    /// Source: P1, Theorem 2, where faithfulness is derived from the statistics.
    /// - Parameters:
    ///   - generators: Hermitian matrices X.
    ///   - points: Hidden variables of all parties; a few more than the dimension of the group.
    ///   - coordinates: Coordinates of a party's hidden variable, smooth near the points.
    ///   - step: The parameter of the differences, for generators scaled to a largest entry of 1: their units do not matter.
    ///   - tolerance: Singular values below this share of the largest count as zero.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or a generator is not Hermitian, and what the
    ///   transformation throws.
    public func infinitesimalRank(
        generators: [ComplexMatrix], points: [[Base.HiddenVariable]],
        coordinates: (Base.HiddenVariable) -> [Double], step: Double = 1e-3, tolerance: Double = 1e-6
    ) throws -> Int {
        try require(!generators.isEmpty, "generators", must: "not be empty", was: "empty")
        try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
        let columns = try generators.map { given -> [Double] in
            let size = given.largestModulus
            let generator = size > 0 && size.isFinite ? given.map { $0 / size } : given
            let (forward, backward) = (
                try generator.unitaryExponential(time: step), try generator.unitaryExponential(time: -step)
            )
            return try points.flatMap { point -> [Double] in
                let ahead = try transform(forward, point).flatMap(coordinates)
                let behind = try transform(backward, point).flatMap(coordinates)
                return zip(ahead, behind).map { ($0 - $1) / (2 * step) }
            }
        }
        let rows = max(columns[0].count, generators.count)
        let values = try RealMatrix(rows: rows, columns: generators.count) { row, column in
            row < columns[column].count ? columns[column][row] : 0
        }.singularValueDecomposition().values
        guard let largest = values.first, largest > 0 else { return 0 }
        return values.filter { $0 > tolerance * largest }.count
    }
}
