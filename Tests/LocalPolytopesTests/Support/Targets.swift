import Foundation
import LHVModels

@testable import LocalPolytopes

/// Correlators that several tests use.
enum Targets {
    /// −a·b for a list of directions per party.
    static func singlet(_ polyhedron: MeasurementPolyhedron) throws -> CorrelatorTensor {
        let directions = polyhedron.directions
        return try CorrelatorTensor(settings: [directions.count, directions.count]) {
            -directions[$0[0]].dot(directions[$0[1]])
        }
    }

    /// a·b for a list of directions per party.
    static func dotProducts(_ polyhedron: MeasurementPolyhedron) throws -> CorrelatorTensor {
        try singlet(polyhedron).scaled(by: -1)
    }

    /// cos((x + y + z)π/m), the correlators of GHZ3 for settings kπ/m in the xy plane.
    static func ghz(_ m: Int) throws -> CorrelatorTensor {
        try CorrelatorTensor(settings: [m, m, m]) { cos(Double($0.reduce(0, +)) * .pi / Double(m)) }
    }

    /// W3 on H(3) for all three parties, without marginals.
    static func w() throws -> CorrelatorTensor {
        let directions = try MeasurementPolyhedron.angularGrid(3).directions
        return try CorrelatorTensor(
            of: StateVector.w(parties: 3).densityOperator, along: [directions, directions, directions])
    }

    /// Correlators of the singlet at the settings of the largest CHSH value.
    static func chsh() throws -> CorrelatorTensor {
        let r = 0.5.squareRoot()
        return try CorrelatorTensor([r, r, r, -r], settings: [2, 2])
    }

    /// Correlators uniform in −1…1.
    static func random(_ m: Int, seed: UInt64) throws -> CorrelatorTensor {
        var generator = RandomStream(seed: seed)
        return try CorrelatorTensor((0..<(m * m)).map { _ in 2 * generator.uniform() - 1 }, settings: [m, m])
    }

    /// P(kl|xy) of two maximally entangled qutrits at the settings of Collins, Gisin, Linden, Massar and Popescu.
    static func qutrits() throws -> Behaviour {
        let (alpha, beta) = ([0, 0.5], [0.25, -0.25])
        var probabilities: [Double] = []
        for x in 0..<2 {
            for y in 0..<2 {
                for k in 0..<3 {
                    for l in 0..<3 {
                        let angle = 2 * Double.pi / 3 * (Double(k - l) + alpha[x] + beta[y])
                        let (re, im) = (1 + cos(angle) + cos(2 * angle), sin(angle) + sin(2 * angle))
                        probabilities.append((re * re + im * im) / 27)
                    }
                }
            }
        }
        return try Behaviour(probabilities, in: Scenario(parties: 2, settings: 2, outcomes: 3))
    }
}
