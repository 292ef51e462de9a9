import Foundation
import LHVModels

/// The measurements of one party for which a hidden-variable model is searched.
public enum MeasurementFamily: Sendable, Hashable, Codable {
    /// All projective measurements of a qubit.
    case directions
    /// The projective measurements of a qubit in the plane orthogonal to a direction.
    case plane(normal: Direction)
    /// All projective measurements of a D-level system that tell D outcomes apart.
    case bases(dimension: Int)
    /// One measurement, turned by every unitary.
    case turned(POVM)
    /// Finitely many measurements with one number of outcomes.
    case listed([POVM])

    /// D, the dimension of the measured party.
    public var dimension: Int {
        switch self {
        case .directions, .plane: 2
        case .bases(let dimension): dimension
        case .turned(let measurement): measurement.dimension
        case .listed(let measurements): measurements.first?.dimension ?? 0
        }
    }

    /// Δ, the number of outcomes.
    public var outcomes: Int {
        switch self {
        case .directions, .plane: 2
        case .bases(let dimension): dimension
        case .turned(let measurement): measurement.outcomes
        case .listed(let measurements): measurements.first?.outcomes ?? 0
        }
    }

    func validate() throws {
        switch self {
        case .directions, .plane: break
        case .bases(let dimension):
            try require((2...8).contains(dimension), "dimension", must: "be in 2…8", was: dimension)
        case .turned(let measurement):
            try require(measurement.outcomes >= 2, "outcomes", must: "be at least 2", was: measurement.outcomes)
        case .listed(let measurements):
            try require(!measurements.isEmpty, "listed measurements", must: "not be empty", was: "empty")
            try require(outcomes >= 2, "outcomes", must: "be at least 2", was: outcomes)
            for measurement in measurements {
                try require(
                    measurement.dimension == dimension && measurement.outcomes == outcomes, "listed measurements",
                    must: "have dimension \(dimension) and \(outcomes) outcomes like the first",
                    was: "\(measurement.dimension) and \(measurement.outcomes)")
            }
        }
    }

    /// Settings spread by a rule of points.
    ///
    /// - Parameters:
    ///   - halved: Whether opposite directions are the same setting.
    func settings(
        _ count: Int, _ points: SettingPoints, halved: Bool, using generator: inout RandomStream
    ) throws -> PartySettings {
        switch self {
        case .directions:
            return .directions(try points.directions(count, halved: halved, using: &generator))
        case .plane(let normal):
            return .directions(
                points.angles(count, halved: halved, using: &generator).map { normal.turned(by: $0) })
        case .bases(let dimension):
            return .measurements(try (0..<count).map { _ in try .randomBasis(dimension: dimension, using: &generator) })
        case .turned(let measurement):
            return .measurements(
                try (0..<count).map { _ in
                    let unitary = try Haar.unitary(dimension: measurement.dimension, using: &generator)
                    return POVM(
                        unchecked: measurement.elements.map { $0.conjugated(by: unitary).hermitianPart },
                        values: measurement.values)
                })
        case .listed(let measurements):
            // A batch of at least as many settings as there are looks at each of them.
            guard count < measurements.count else { return .measurements(measurements) }
            return .measurements(
                (0..<count).map { _ in measurements[Int(generator.uniform() * Double(measurements.count))] })
        }
    }
}

extension Direction {
    /// The direction at an angle in the plane orthogonal to this one.
    fileprivate func turned(by angle: Double) -> Direction {
        // The axis least along the normal gives a well-conditioned first vector of the plane.
        let n = vector
        let axis: SIMD3<Double> =
            abs(n.x) <= abs(n.y) && abs(n.x) <= abs(n.z) ? [1, 0, 0] : abs(n.y) <= abs(n.z) ? [0, 1, 0] : [0, 0, 1]
        var u = axis - n * (axis * n).sum()
        u /= (u * u).sum().squareRoot()
        let v = SIMD3(n.y * u.z - n.z * u.y, n.z * u.x - n.x * u.z, n.x * u.y - n.y * u.x)
        return Direction(unchecked: cos(angle) * u + sin(angle) * v)
    }
}
