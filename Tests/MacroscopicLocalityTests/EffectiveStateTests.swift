import Foundation
@testable import MacroscopicLocality
import Testing

/// Effective states against the operators that they stand for.
@Suite struct EffectiveStateTests {
    @Test("E is that of the effective state, in all bipartitions", arguments: 2...6)
    func identityInAllBipartitions(_ qubits: Int) throws {
        let state = try Cases.pure(qubits)
        let directions = Cases.directions(2)
        for regions in try Regions.bipartitions(of: qubits) {
            let effective = try EffectiveState(of: state, regions: regions)
            let direct = try Cases.correlation(state, regions, directions)
            #expect(abs(try effective.magnetizationCorrelation(along: directions) - direct) < 1e-12)
        }
    }

    /// All 2047 bipartitions at once: measured along one direction everywhere, a basis state x has M_A M_B from its bits.
    @Test func identityInAllBipartitionsOfTwelveQubits() throws {
        let state = try Cases.pure(12)
        let weights = state.amplitudes.map(\.squaredMagnitude)
        var pairs: [[Double]] = Array(repeating: Array(repeating: 0, count: 12), count: 12)
        for first in 0..<12 {
            for second in (first + 1)..<12 {
                let pair = try state.reduced(to: [first, second])
                pairs[first][second] = try pair.correlator(along: [.z, .z])
                pairs[second][first] = pairs[first][second]
            }
        }
        for (number, regions) in try Regions.bipartitions(of: 12).enumerated() {
            // The mean over pairs, for every bipartition; the collective operators and the bits for some of them.
            let (a, b) = (regions.members[0], regions.members[1])
            let sum = a.reduce(0.0) { sum, i in b.reduce(sum) { $0 + pairs[i][$1] } }
            guard number % 151 == 0 else { continue }
            let effective = try EffectiveState(of: state, regions: regions)
            #expect(abs(try effective.magnetizationCorrelation(along: [.z, .z]) - sum) < 1e-12)
            let masks = [a, b].map { $0.reduce(0) { $0 | 1 << (11 - $1) } }
            var bits = 0.0
            for (index, weight) in weights.enumerated() {
                let (ma, mb) = (
                    a.count - 2 * (index & masks[0]).nonzeroBitCount, b.count - 2 * (index & masks[1]).nonzeroBitCount
                )
                bits += weight * Double(ma * mb)
            }
            #expect(abs(bits - sum) < 1e-12)
            let directions = Cases.directions(2, seed: UInt64(number))
            let direct = try Cases.correlation(state, regions, directions)
            #expect(abs(try effective.magnetizationCorrelation(along: directions) - direct) < 1e-12)
        }
    }

    @Test(
        "collective operators and reduced states give the same",
        arguments: [
            [[0, 2], [1]], [[1], [3, 0]], [[4, 0, 2], [1, 3]], [[0], [1], [2]], [[6, 1], [0, 5], [2]], [[3, 1, 0]],
            [[7], [0], [3, 4], [6, 1]], [[2], [0]],
        ])
    func collectiveOperators(_ members: [[Int]]) throws {
        let regions = try Regions(members)
        let least = (members.joined().max() ?? 0) + 1
        for qubits in [least, 8, 9] {
            let state = try Cases.pure(qubits, seed: 11)
            let collective = try EffectiveState(of: state, regions: regions)
            let reduced = try Choices(members).map { try state.reduced(to: $0) }
            let mean = try EffectiveState(averaging: reduced, regionSizes: regions.sizes.map(Double.init))
            #expect(collective.state.matrix.distance(to: mean.state.matrix) < 1e-14)
            #expect(collective.regionSizes == mean.regionSizes)
            let directions = Cases.directions(members.count)
            let direct = try Cases.correlation(state, regions, directions)
            #expect(abs(try collective.magnetizationCorrelation(along: directions) - direct) < 1e-12)
        }
    }

    @Test func mixedStates() throws {
        let state = try Cases.mixed(5)
        let regions = try Regions([[0, 3], [1, 2, 4]])
        let directions = Cases.directions(2)
        let effective = try EffectiveState(of: state, regions: regions)
        let magnetizations = try zip(regions.members, directions).map {
            try Magnetization(of: $0, along: $1, qubits: 5)
        }
        let direct = try Magnetization.correlation(magnetizations, in: state)
        #expect(abs(try effective.magnetizationCorrelation(along: directions) - direct) < 1e-12)
        #expect(throws: Never.self) { try DensityOperator(effective.state.matrix, in: .twoQubits) }
        let pure = try Cases.pure(5)
        let same = try EffectiveState(of: pure.densityOperator, regions: regions)
        #expect(same.state.matrix.distance(to: try EffectiveState(of: pure, regions: regions).state.matrix) < 1e-14)
    }

    /// The settings of a region may vary by a rotation at each spin.
    @Test func siteDependentSettings() throws {
        let state = try Cases.pure(5)
        let regions = try Regions([[0, 3], [1, 2, 4]])
        var stream = RandomStream(seed: 9)
        let frames = try (0..<5).map { _ in try QubitRotation(rotation: Haar.rotation(using: &stream)) }
        let directions = Cases.directions(2)
        let effective = try EffectiveState(of: state, regions: regions, frames: frames)
        let magnetizations = try zip(regions.members, directions).map { members, direction in
            try Magnetization(of: members, along: members.map { frames[$0].rotate(direction) }, qubits: 5)
        }
        let direct = try Magnetization.correlation(magnetizations, in: state)
        #expect(abs(try effective.magnetizationCorrelation(along: directions) - direct) < 1e-12)
        #expect(try effective.criterionMaximum().value <= 1 + 1e-12)
    }

    @Test func multiplicitiesCountReducedStates() throws {
        let (a, b) = (StateVector.singlet.densityOperator, try DensityOperator.maximallyMixed(in: .twoQubits))
        let mean = try EffectiveState(averaging: [a, b], multiplicities: [3e45, 7e45], regionSizes: [1e23, 1e23])
        #expect(abs(try RotationalVisibility.value(of: mean) - 0.3) < 1e-15)
        #expect(abs(try mean.criterionMaximum().value - 0.18) < 1e-14)
        let lattice = try EffectiveState(
            averaging: [a, b], multiplicities: [1e23, 1e46 - 1e23], regionSizes: [1e23, 1e23])
        #expect(try lattice.criterionMaximum().value < 1e-30)
    }

    @Test("Dicke states", arguments: [(4, 0), (4, 2), (5, 1), (6, 3), (6, 6)])
    func dicke(_ spins: Int, _ excitations: Int) throws {
        let state = try StateVector.dicke(parties: spins, excitations: excitations)
        for sizes in [[2, 2], [1, spins - 1], [1, 1, 2], [1, 1]] {
            let regions = try Regions.blocks(sizes)
            let direct = try EffectiveState(of: state, regions: regions)
            let analytic = try EffectiveState.dicke(
                excitations: Double(excitations), regionSizes: sizes.map(Double.init), spins: Double(spins))
            #expect(analytic.state.matrix.distance(to: direct.state.matrix) < 1e-14)
            let symmetric = try EffectiveState.permutationInvariant(
                state.reduced(to: Array(0..<sizes.count)), regionSizes: sizes.map(Double.init))
            #expect(symmetric.state.matrix.distance(to: direct.state.matrix) < 1e-14)
        }
    }

    @Test func samplesOfAMole() throws {
        let half = try EffectiveState.dicke(excitations: 5e22, regionSizes: [5e22, 5e22])
        // ½ in the plane of x and y: T = diag(½, ½, 0), and L reaches ½.
        let t = try TwoQubitBlochForm(half.state).t
        #expect(abs(t[0, 0] - 0.5) < 1e-12 && abs(t[1, 1] - 0.5) < 1e-12 && abs(t[2, 2]) < 1e-12)
        #expect(abs(try half.criterionMaximum().value - 0.5) < 1e-12)
        #expect(abs(try half.magnetizationCorrelation(along: [.x, .x]) / 1.25e45 - 1) < 1e-12)
        let w = try EffectiveState.dicke(
            excitations: 1, regionSizes: [1e23 / 3, 1e23 / 3].map { $0.rounded() }, spins: 1e23)
        #expect(abs(try TwoQubitBlochForm(w.state).t[2, 2] - 1) < 1e-12)
        let ghz = try EffectiveState.ghz(regionSizes: [1e23, 1e23, 1e23])
        #expect(abs(try ghz.criterionMaximum().value) < 1e-12)
        let singlets = try EffectiveState.totalSpin(0, regionSizes: [5e22, 5e22])
        #expect(abs(try RotationalVisibility.value(of: singlets)) < 1e-15)
    }

    @Test func ghzKeepsItsCoherenceWithOneSpinEachOnly() throws {
        let three = try EffectiveState.ghz(regionSizes: [1, 1, 1])
        let direct = try EffectiveState(of: try StateVector.ghz(parties: 3), regions: try .blocks([1, 1, 1]))
        #expect(three.state.matrix.distance(to: direct.state.matrix) < 1e-15)
        #expect(abs(try three.criterion(planes: [.xy, .xy, .xy]) - 4) < 1e-12)
        let four = try EffectiveState.ghz(regionSizes: [1, 1, 2])
        let other = try EffectiveState(of: try StateVector.ghz(parties: 4), regions: try .blocks([1, 1, 2]))
        #expect(four.state.matrix.distance(to: other.state.matrix) < 1e-15)
    }

    @Test func coupledSpinsAreTheCoupledStates() throws {
        // Two regions of two spins each in their triplets, added to a singlet: V = 2/3.
        let state = try EffectiveState.coupledSpins((1, 1), total: 0, regionSizes: [2, 2])
        #expect(abs(try RotationalVisibility.value(of: state) - 2.0 / 3) < 1e-15)
        let ferromagnet = try EffectiveState.coupledSpins((5e22, 5e22), total: 1e23, regionSizes: [1e23, 1e23])
        #expect(abs(try RotationalVisibility.value(of: ferromagnet) + 1.0 / 3) < 1e-15)
    }

    /// N spins of total spin J, averaged over rotations and permutations, against the projector on that spin.
    @Test("total spin", arguments: [(4, 0.0), (4, 1.0), (4, 2.0), (5, 0.5), (5, 1.5)])
    func totalSpin(_ spins: Int, _ totalSpin: Double) throws {
        let graph = try InteractionGraph.complete(spins)
        // Σ_{i<j} σ_i·σ_j = 2J(J + 1) − 3N/2 and nothing else tells the multiplets apart.
        let sum = try PauliSum.xyz(couplings: SIMD3(repeating: 1), on: graph).matrix()
        let value = 2 * totalSpin * (totalSpin + 1) - 1.5 * Double(spins)
        let scale = try sum.hermitianEigenvalues()[0] / ((spins % 2 == 0 ? 0 : 1.5) - 1.5 * Double(spins))
        let projector = try sum.hermitianEigensystem().applying { abs($0 - scale * value) < 1e-6 ? .one : .zero }
        let state = DensityOperator(unchecked: Complex(1 / projector.trace.real) * projector, in: try .qubits(spins))
        for sizes in [[1, spins - 1], [2, 2], [1, 1, 2]] {
            let direct = try EffectiveState(of: state, regions: .blocks(sizes))
            let analytic = try EffectiveState.totalSpin(
                totalSpin, regionSizes: sizes.map(Double.init), spins: Double(spins))
            #expect(analytic.state.matrix.distance(to: direct.state.matrix) < 1e-12)
        }
    }

    @Test func bellParameter() throws {
        let state = try EffectiveState(of: .singlet, regions: .blocks([1, 1]))
        let chsh = try CorrelatorTensor([1, 1, 1, -1], settings: [2, 2])
        let plane = MeasurementPlane.xy
        let directions = [[0, Double.pi / 2], [Double.pi / 4, -Double.pi / 4]].map { $0.map(plane.direction(at:)) }
        #expect(abs(abs(try state.bellParameter(chsh, along: directions)) - 8.0.squareRoot()) < 1e-12)
    }

    @Test func effectiveStatesOfQudits() throws {
        let space = try HilbertSpace.qudits(4, dimension: 3)
        var stream = RandomStream(seed: 5)
        let state = StateVector.random(in: space, using: &stream)
        let regions = try Regions([[0, 1], [2, 3]])
        let effective = try EffectiveState(of: state, regions: regions)
        #expect(effective.state.space.dimensions == [3, 3])
        let (a, b) = (
            try POVM.random(outcomes: 4, dimension: 3, using: &stream),
            try POVM.random(outcomes: 2, dimension: 3, using: &stream)
        )
        // Tr ρ_eff E⊗F is the mean of the probabilities on all pairs.
        var mean = [Double](repeating: 0, count: 8)
        for i in [0, 1] {
            for j in [2, 3] {
                let pair = try state.reduced(to: [i, j]).outcomeDistribution(of: [a, b])
                for (place, probability) in pair.probabilities.enumerated() { mean[place] += probability / 4 }
            }
        }
        let probabilities = try effective.state.outcomeDistribution(of: [a, b]).probabilities
        #expect(zip(probabilities, mean).allSatisfy { abs($0 - $1) < 1e-14 })
    }

    @Test func codingKeepsAndChecks() throws {
        let state = try EffectiveState.dicke(excitations: 1e22, regionSizes: [1e22, 2e22])
        let data = try JSONEncoder().encode(state)
        #expect(try JSONDecoder().decode(EffectiveState.self, from: data) == state)
        let text = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "2e+22", with: "0.5")
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(EffectiveState.self, from: Data(text.utf8)) }
    }
}
