import Foundation
import LHVDynamics
import Testing

/// H → s·H with t → t/s: gauges, rates, searches and Markov chains know no unit.
@Suite struct DynamicsUnitTests {
    static let units = [1e-12, 1e-10, 1e-6, 1e6, 1e12]
    static let grid = Result { try PairCells.grid(.platonic(.octahedron), in: HeisenbergGauge()) }

    @Test("16.5 critical noise: s·H needs s times the noise and has s times the rates", arguments: [1e-12, 1e12])
    func criticalNoise(unit: Double) throws {
        let heisenberg = try PauliSum.heisenberg(on: .chain(2)).matrix()
        let plain = try Self.grid.get().criticalNoise(under: heisenberg)
        let scaled = try Self.grid.get().criticalNoise(under: unit * heisenberg)
        #expect(abs(scaled.noise / unit - plain.noise) < 1e-9 * plain.noise)
        #expect(scaled.symmetries == plain.symmetries && scaled.size == plain.size)
        #expect(scaled.defect / unit < 1e-11)
        #expect(
            try Self.grid.get().defect(of: scaled.rates, under: unit * heisenberg, noise: scaled.noise) / unit < 1e-11)
        // The three Pauli answers of the Ising interaction need ω exactly, in closed form.
        let ising = try PauliSum(["ZZ": 0.25 * unit]).matrix()
        #expect(abs(try PairCells.pauliAnswers.criticalNoise(under: ising).noise / unit - 1) < 1e-9)
    }

    @Test("16.5 a chain's evolution for t/s is that for t", arguments: [1e-12, 1e12])
    func chain(unit: Double) throws {
        let cells = try PairCells.pauliAnswers
        let ising = try PauliSum(["ZZ": 0.25]).matrix()
        let weights = try cells.probabilities(of: randomStates(1, visibility: 0.3, seed: 1651)[0])
        let plain = try cells.criticalNoise(under: ising).evolve(weights, time: 0.7)
        let scaled = try cells.criticalNoise(under: unit * ising).evolve(weights, time: 0.7 / unit)
        #expect(zip(plain, scaled).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test("16.5 harmonic gauge searches walk one path in all units, and the field scales")
    func harmonic() async throws {
        let hamiltonian = try PauliSum(["XX": 0.25, "YY": 0.25, "ZZ": 0.25]).matrix()
        let plain = try await HarmonicGaugeSearch(hamiltonian: hamiltonian, roundLimit: 2, seed: 281).run()
        for unit in [1e-12, 1e12] {
            let search = try HarmonicGaugeSearch(hamiltonian: unit * hamiltonian, roundLimit: 2, seed: 281)
            let scaled = try await search.run()
            // A unit that is no power of two leaves a factor of at most √2 in the start.
            #expect(abs(scaled.residual - plain.residual) < 0.2 * plain.residual)
            #expect(abs(try search.residualWithProductGauge() - 19.0 / 35) < 1e-9)
        }
        let exact = try await HarmonicGaugeSearch(hamiltonian: 0x1p-40 * hamiltonian, roundLimit: 2, seed: 281).run()
        #expect(exact.residuals == plain.residuals && exact.kernel == plain.kernel)
        #expect(exact.field.coefficients == plain.field.coefficients.map { 0x1p-40 * $0 })
    }

    @Test("16.5 covariant gauge searches scale the field alone", arguments: [1e-12, 1e12])
    func covariant(unit: Double) async throws {
        let plain = try await CovariantGaugeSearch(basis: .functions(nodes: 4), roundLimit: 3, seed: 7).run()
        let scaled = try await CovariantGaugeSearch(
            basis: .functions(nodes: 4), frequency: unit, roundLimit: 3, seed: 7
        ).run()
        #expect(plain.residuals == scaled.residuals && plain.kernels == scaled.kernels)
        for (a, b) in zip(plain.angularVelocities, scaled.angularVelocities) { #expect(unit * a == b) }
    }

    @Test("16.5 dynamical models: transport, continuity and velocity fits", arguments: units)
    func models(unit: Double) throws {
        let states = try randomStates(3, visibility: 0.1, seed: 1652)
        let pairs = randomPairs(12, seed: 1653)
        func report(_ dynamics: some SpherePairDynamics, _ unit: Double) throws -> Double {
            try dynamics.compatibility(states: states, times: [0, 0.8 / unit], pairs: pairs).defect
        }
        #expect(
            try report(HeisenbergDynamicalModel(frequency: unit, commonField: SIMD3(0.3, 0, 0.1) * unit), unit) < 1e-8)
        #expect(try report(IsingDynamicalModel(frequency: unit, fields: SIMD2(0.4, -0.2) * unit), unit) < 1e-8)
        let plain = try HeisenbergDynamicalModel(frequency: 1).field.move(pairs[0], from: 0, to: 3)
        let scaled = try HeisenbergDynamicalModel(frequency: unit).field.move(pairs[0], from: 0, to: 3 / unit)
        #expect(distance(plain, scaled) < 1e-11)
        let families = try states.map {
            try DensityFamily(
                of: $0, in: HeisenbergGauge(), under: HeisenbergDynamicalModel(frequency: unit).hamiltonian)
        }
        let fit = try VelocityFit(to: families, degree: 1, pairs: randomPairs(60, seed: 1654))
        let reference = try VelocityFit(
            to: states.map {
                try DensityFamily(
                    of: $0, in: HeisenbergGauge(), under: HeisenbergDynamicalModel(frequency: 1).hamiltonian)
            }, degree: 1, pairs: randomPairs(60, seed: 1654))
        for (a, b) in zip(fit.coefficients, reference.coefficients) { #expect(abs(a / unit - b) < 1e-6) }
    }

    @Test(
        "16.5 the separable gauge has a rate of change in small units, and none where singular values coincide",
        arguments: units)
    func separableGauge(unit: Double) throws {
        let pair = randomPairs(1, seed: 1655)[0]
        func rate(_ t: [Double], _ unit: Double) throws -> Double {
            let form = try TwoQubitBlochForm(a: .zero, b: .zero, t: .diagonal(t))
            let evolution = try HeisenbergBlochEvolution(frequency: unit)
            return try DensityFamily.separableGauge(of: form, under: evolution).jet(at: pair[0], pair[1], time: 0).rate
        }
        let plain = try rate([0.1, 0.2, 0.3], 1)
        #expect(abs(try rate([0.1, 0.2, 0.3], unit) / unit - plain) < 1e-12)
        // Two vanishing values that move at once are undetermined in every unit.
        #expect(throws: InvalidArgument.self) {
            let form = try TwoQubitBlochForm(a: SIMD3(0, 0, 0.3), b: SIMD3(0, 0, -0.3), t: .diagonal([0, 0, 0]))
            let evolution = try HeisenbergBlochEvolution(frequency: unit)
            _ = try DensityFamily.separableGauge(of: form, under: evolution).jet(at: pair[0], pair[1], time: 0)
        }
    }

    @Test("16.5 numerical densities take a time step of their own", arguments: units)
    func timeStep(unit: Double) throws {
        let family = try DensityFamily(timeStep: 0.01 / unit) { first, _, time in
            (1 + 0.5 * first.z * sin(unit * time)) / (16 * .pi * .pi)
        }
        let jet = try family.jet(at: .z, .x, time: 0.3 / unit)
        #expect(abs(jet.rate / unit - 0.5 * cos(0.3) / (16 * .pi * .pi)) < 1e-13)
        for wrong in [0, -1, .nan, .infinity] {
            #expect(throws: InvalidArgument.self) { try DensityFamily(timeStep: wrong) { _, _, _ in 1 } }
        }
    }
}
