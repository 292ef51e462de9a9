import Foundation
import Superdeterminism
import Testing

/// Hamiltonians to which something happens in a small part of the evolution.
@Suite struct PulseTests {
    /// A π pulse about x, of Gaussian shape.
    static func pulse(at centre: Double, width: Double) -> CollapseHamiltonian {
        .timeDependent { time in
            let s = (time - centre) / width
            return Complex(Double.pi / 2 / (width * (2 * Double.pi).squareRoot()) * exp(-s * s / 2)) * Pauli.x.matrix
        }
    }

    static func model(
        _ hamiltonian: CollapseHamiltonian, until time: Double, kappa: Double = 0,
        evolution: CollapseEvolutionOptions = CollapseEvolutionOptions()
    ) throws -> CollapseModel {
        try CollapseModel(
            state: .computational([0], in: .qubit), basis: .computational(in: .qubit), kappa: kappa,
            hamiltonian: hamiltonian, detectionTime: time, evolution: evolution)
    }

    @Test(
        "15.9 a π pulse in a long evolution turns |0⟩ into |1⟩, in Born weights and trajectory alike",
        arguments: [(50.0, 0.1), (37, 0.1), (37.2, 0.01)])
    func report(centre: Double, width: Double) throws {
        let model = try PulseTests.model(PulseTests.pulse(at: centre, width: width), until: 100)
        var stream = RandomStream(seed: 1)
        let populations = try model.run(using: &stream).trajectory(at: [100]).populations[0]
        #expect(model.bornWeights[0] < 1e-8 && abs(model.bornWeights[1] - 1) < 1e-8)
        #expect(abs(populations[0]) < 1e-8 && abs(populations[1] - 1) < 1e-8)
    }

    @Test("15.9 for κ = 0 the trajectory ends in the Born weights, whatever pulses there are")
    func agreement() throws {
        var stream = RandomStream(seed: 1593)
        for _ in 0..<12 {
            let time = exp(Double.random(in: -3..<5, using: &stream))
            let axes: [Pauli] = [.x, .y, .z]
            // Gaussians and boxes, none shorter than 1/500 of the evolution, beside a constant field.
            let pulses = (0..<3).map { index in
                (
                    axis: axes[index].matrix, open: Double.random(in: 0..<0.9, using: &stream) * time,
                    width: Double.random(in: 0.002..<0.05, using: &stream) * time,
                    area: Double.random(in: -3..<3, using: &stream), isBox: Bool.random(using: &stream)
                )
            }
            let field = Cases.hermitian(levels: 2, seed: stream.next())
            let hamiltonian = CollapseHamiltonian.timeDependent { now in
                var matrix = Complex(1 / time) * field
                for pulse in pulses {
                    let s = (now - pulse.open) / pulse.width
                    let shape = pulse.isBox ? (s >= 0 && s < 1 ? 1 : 0) : exp(-s * s / 2) / (2 * Double.pi).squareRoot()
                    matrix.add(Complex(pulse.area / pulse.width * shape), times: pulse.axis)
                }
                return matrix
            }
            let model = try PulseTests.model(hamiltonian, until: time)
            let populations = try model.run(signs: SigmaSigns("+")).trajectory(at: [time / 3, time]).populations[1]
            for (population, weight) in zip(populations, model.bornWeights) { #expect(abs(population - weight) < 1e-8) }
        }
    }

    @Test("15.9 breakpoints and a largest step reach both evolutions")
    func announced() throws {
        // A millionth of the evolution: no look can be trusted to find it.
        let (open, width) = (61.3, 1e-4)
        let box = CollapseHamiltonian.timeDependent { time in
            Complex(time >= open && time < open + width ? Double.pi / 2 / width : 0) * Pauli.x.matrix
        }
        let options = CollapseEvolutionOptions(breakpoints: [open + width, open])
        let model = try PulseTests.model(box, until: 100, evolution: options)
        var stream = RandomStream(seed: 1)
        let run = try model.reordered([1, 0]).run(using: &stream)
        let populations = try run.trajectory(at: [50, 61.30005, 100]).populations
        #expect(run.model.bornWeights[0] > 1 - 1e-8 && populations[2][0] > 1 - 1e-8)
        #expect(abs(populations[0][1] - 1) < 1e-12 && abs(populations[1][0] - 0.5) < 1e-4)
        #expect(try model.averageMatrix(at: 100)[1, 1].real > 1 - 1e-8)
        let stepped = try PulseTests.model(
            PulseTests.pulse(at: 4.3, width: 0.002), until: 10,
            evolution: CollapseEvolutionOptions(maximumStep: 0.004, looks: 0))
        #expect(stepped.bornWeights[1] > 1 - 1e-8)
        #expect(try stepped.run(using: &stream).populations(at: 10)[1] > 1 - 1e-8)
    }

    @Test("15.9 a kick amid a collapse acts at its time")
    func kickedCollapse() throws {
        // σ > 0 lets |0⟩ decay into |1⟩; a π pulse at t = 5 exchanges the two.
        let model = try PulseTests.model(PulseTests.pulse(at: 5, width: 0.002), until: 10, kappa: 0.1)
        let populations = try model.run(signs: SigmaSigns("+")).trajectory(at: [10]).populations[0]
        // p₀ = e^{−κt} until the kick, 1 − e^{−κ5} after it, and decays on.
        #expect(abs(populations[0] - (1 - exp(-0.5)) * exp(-0.5)) < 1e-3)
    }

    @Test("15.9 options written before breakpoints were there can be read; wrong ones are refused")
    func options() throws {
        let old = Data(#"{"method":"automatic","tolerance":1e-11,"maximumSteps":1000000}"#.utf8)
        #expect(try JSONDecoder().decode(CollapseEvolutionOptions.self, from: old) == CollapseEvolutionOptions())
        for options in [
            CollapseEvolutionOptions(maximumStep: 0), CollapseEvolutionOptions(breakpoints: [.nan]),
            CollapseEvolutionOptions(looks: -1),
        ] {
            #expect(throws: InvalidArgument.self) {
                try PulseTests.model(PulseTests.pulse(at: 1, width: 1), until: 2, evolution: options)
            }
        }
    }
}

/// Very long times, and steady states that are not unique.
@Suite struct LongTimeTests {
    @Test("15.10 no steady state is returned when it is not unique", arguments: [2, 3, 4])
    func notUnique(levels: Int) throws {
        var stream = RandomStream(seed: 31)
        let space = try Cases.space(levels)
        for scale in [1e-200, 1e-9, 1, 1e9, 1e200] {
            for _ in 0..<8 {
                let entries = ComplexMatrix(rows: levels, columns: levels) { _, _ in stream.complexNormal() }
                let psi = StateVector.random(in: space, using: &stream)
                let model = try CollapseModel(
                    state: psi, basis: .computational(in: space), kappa: scale,
                    hamiltonian: .constant(Complex(scale) * entries.hermitianPart))
                let error = #expect(throws: NumericalFailure.self) {
                    try model.run(signs: SigmaSigns(String(repeating: "0", count: levels - 1))).steadyState()
                }
                #expect(error?.reason.contains("the steady state is not unique") == true)
            }
        }
        // Zeros that keep levels apart without a Hamiltonian.
        #expect(throws: NumericalFailure.self) {
            try Cases.model(levels: 3, seed: 1).run(signs: SigmaSigns("+0")).steadyState()
        }
    }

    @Test("15.10 a steady state is a state that stands still, at any scale of κ and any signs that make it unique")
    func unique() throws {
        var stream = RandomStream(seed: 32)
        for levels in 2...4 {
            let hamiltonian = Cases.hermitian(levels: levels, seed: 1600)
            for signs in try SigmaSigns.allPatterns(levels: levels) {
                for kappa in [1e-4, 1.0, 1e4] {
                    let scale = exp(Double.random(in: -300..<300, using: &stream))
                    let model = try Cases.model(
                        levels: levels, seed: 1601, kappa: scale * kappa,
                        hamiltonian: .constant(Complex(scale) * hamiltonian))
                    let run = try model.run(signs: signs)
                    let steady = try run.steadyState()
                    #expect(abs(steady.trace.real - 1) < 1e-12)
                    #expect(try steady.hermitianEigenvalues()[0] > -1e-9)
                    let generator = try KroneckerLiouvillian.generator(
                        of: run, hamiltonian: Complex(scale) * hamiltonian)
                    let change = generator * steady.elements
                    #expect(change.allSatisfy { $0.modulus < 1e-11 * scale * max(1, kappa) })
                }
            }
        }
    }

    @Test("15.10 a trajectory keeps its probability at any time, and ends in the steady state")
    func longTrajectories() throws {
        for levels in [2, 3] {
            let model = try Cases.model(
                levels: levels, seed: 1602, hamiltonian: .constant(Cases.hermitian(levels: levels, seed: 1603)))
            let run = try model.run(signs: SigmaSigns([.positive, .negative].prefix(levels - 1).map { $0 }))
            let steady = try run.steadyState()
            for time in [1e3, 1e6, 1e9, 5e10] {
                let matrix = try run.matrix(at: time)
                #expect(abs(matrix.trace.real - 1) < 1e-12)
                #expect(matrix.distance(to: steady) < 1e-9)
            }
            // Beyond, in words.
            let error = #expect(throws: NumericalFailure.self) { try run.matrix(at: 1e14) }
            #expect(error?.reason.contains("2⁴⁰") == true)
        }
        // Two steady states: each keeps its share.
        let free = try Cases.model([0.6, 0.8], in: .qubit)
        let apart = try CollapseModel(
            state: free.state, basis: free.basis, hamiltonian: .constant(.diagonal([0.3, -0.7]))
        ).run(signs: SigmaSigns("0"))
        let populations = try apart.populations(at: 1e11)
        #expect(abs(populations[0] - 0.36) < 1e-12 && abs(populations[1] - 0.64) < 1e-12)
    }

    @Test("15.10 evenly spaced times at a late start share a map and do not drift")
    func evenTimes() throws {
        let hamiltonian = Cases.hermitian(levels: 2, seed: 1604)
        let model = try Cases.model(levels: 2, seed: 1605, kappa: 0, hamiltonian: .constant(hamiltonian))
        let times = (0..<2000).map { 1e4 / 3 + 0.1 * Double($0) }
        let matrices = try model.run(signs: SigmaSigns("+")).trajectory(at: times).matrices
        let last = try #require(times.last)
        let exact = try model.state.densityOperator.applying(hamiltonian.unitaryExponential(time: last))
        #expect(try #require(matrices.last).distance(to: exact.matrix) < 2e-11)
    }

    @Test("15.10 κt beyond the largest number leaves the outcome and no NaN")
    func hugeTimes() throws {
        for law in CollapseLaw.allCases {
            let model = try Cases.model(levels: 4, seed: 1606, kappa: 1e200, law: law)
            for signs in try SigmaSigns.allPatterns(levels: 4) {
                let run = try model.run(signs: signs)
                let matrix = try run.matrix(at: 1e200)
                #expect(abs(matrix[run.outcome, run.outcome].real - 1) < 1e-14)
                #expect(abs(try run.populations(at: 1e200).reduce(0, +) - 1) < 1e-14)
            }
            let average = try model.averagePopulations(at: 1e200)
            for (population, weight) in zip(average, model.bornWeights) { #expect(abs(population - weight) < 1e-13) }
            #expect(try model.averageMatrix(at: 1e200).isFinite)
        }
    }

    @Test("15.10 Born weights at a time that leaves no phase are refused")
    func lostPhase() throws {
        let error = #expect(throws: InvalidArgument.self) {
            try PulseTests.model(.constant(Pauli.x.matrix), until: 1e13)
        }
        #expect(error?.description.contains("2⁴⁰") == true)
    }
}
