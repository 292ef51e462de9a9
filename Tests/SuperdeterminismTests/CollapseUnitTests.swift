import Foundation
import Superdeterminism
import TestSupport
import Testing

/// H → s·H, κ → s·κ and t → t/s leave every number of the collapse model as it is.
@Suite struct CollapseUnitTests {
    static let units = [1e-12, 1e-6, 1e6, 1e12]

    static func model(_ levels: Int, _ unit: Double, _ law: CollapseLaw, driven: Bool) throws -> CollapseModel {
        let hamiltonian = Cases.hermitian(levels: levels, seed: 1656)
        return try Cases.model(
            levels: levels, seed: 1657, kappa: 1.3 * unit, law: law,
            hamiltonian: driven
                ? .timeDependent { Complex(unit * (1 + 0.2 * cos(unit * $0))) * hamiltonian }
                : .constant(Complex(unit) * hamiltonian), detectionTime: 2 / unit)
    }

    @Test("16.5 trajectories, collapse times and averages know no unit", arguments: units)
    func trajectories(unit: Double) throws {
        for levels in 2...4 {
            for law in CollapseLaw.allCases {
                for driven in [false, true] {
                    let plain = try Self.model(levels, 1, law, driven: driven)
                    let scaled = try Self.model(levels, unit, law, driven: driven)
                    for (a, b) in zip(plain.bornWeights, scaled.bornWeights) { #expect(abs(a - b) < 1e-9) }
                    var (one, two) = (RandomStream(seed: 3), RandomStream(seed: 3))
                    let (run, other) = (plain.run(using: &one), scaled.run(using: &two))
                    #expect(run.outcome == other.outcome && run.signs == other.signs)
                    let times = [0, 0.4, 1.1, 2]
                    let (here, there) = (
                        try run.trajectory(at: times), try other.trajectory(at: times.map { $0 / unit })
                    )
                    for (a, b) in zip(here.matrices, there.matrices) { #expect(a.distance(to: b) < 1e-8) }
                }
            }
            let free = try Cases.model(levels: levels, seed: 1658, kappa: 0.7)
            let scaled = try Cases.model(levels: levels, seed: 1658, kappa: 0.7 * unit)
            let (a, b) = (try free.averagePopulations(at: 1.5), try scaled.averagePopulations(at: 1.5 / unit))
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 })
            var (one, two) = (RandomStream(seed: 4), RandomStream(seed: 4))
            let time = try free.run(using: &one).collapseTime(error: 1e-3)
            let other = try scaled.run(using: &two).collapseTime(error: 1e-3)
            #expect(abs(try #require(time) - #require(other) * unit) < 1e-10)
        }
    }

    @Test("16.5 populations stay in 0…1 and sum to 1")
    func populations() async {
        await forAll("populations are probabilities", cases: 60) { choices in
            (choices.integer(in: 2...6), choices.next() >> 32, choices.real(in: 0...50))
        } holds: { levels, seed, time in
            for law in CollapseLaw.allCases {
                let model = try Cases.model(levels: levels, seed: seed, law: law)
                var stream = RandomStream(seed: seed)
                let lists = [
                    model.bornWeights, model.initialPopulations, model.outcomeProbabilities,
                    try model.averagePopulations(at: time), try model.run(using: &stream).populations(at: time),
                ]
                for list in lists {
                    for value in list { try demand(value >= 0 && value <= 1, "a population of \(value)") }
                    try demand(list.reduce(0, +), equals: 1, within: 1e-12, "sum")
                }
            }
        }
    }
}
