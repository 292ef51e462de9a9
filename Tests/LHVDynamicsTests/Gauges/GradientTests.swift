import Foundation
import LHVDynamics
import Testing

@Suite struct GradientTests {
    /// ∇ of a gauge's functional by differences of order 8 along great circles.
    static func numerical(
        _ gauge: some LinearSphereGauge, _ form: TwoQubitBlochForm, _ pair: [Direction]
    ) throws -> [SIMD3<Double>] {
        let family = try DensityFamily(step: 0.005) { first, second, _ in
            gauge.coefficients(at: first, second).value(for: form)
        }
        let jet = try family.jet(at: pair[0], pair[1], time: 0)
        return [jet.first, jet.second]
    }

    static func defect(_ gauge: some LinearSphereGauge, margin: Double = 0.05) throws -> Double {
        // Away from equators, λ₁·λ₂ = 0 and ±1, where some gauges have kinks.
        let pairs = randomPairs(60, seed: 81).filter { pair in
            let c = pair[0].dot(pair[1])
            return abs(pair[0].z) > margin && abs(pair[1].z) > margin && abs(c) > margin && abs(c) < 0.97
        }
        var worst = 0.0
        for state in try randomStates(2, visibility: 0.5, seed: 82) {
            let form = try TwoQubitBlochForm(state)
            for pair in pairs {
                let exact = try gauge.gradient(of: form, at: pair[0], pair[1])
                for (one, two) in zip([exact.0, exact.1], try numerical(gauge, form, pair)) {
                    worst = max(worst, abs(one.x - two.x), abs(one.y - two.y), abs(one.z - two.z))
                }
            }
        }
        return worst
    }

    @Test("gradients in closed form agree with differences of order 8")
    func closedForms() throws {
        #expect(try Self.defect(HeisenbergGauge()) < 1e-10)
        #expect(try Self.defect(HeisenbergGauge(profile: .optimal)) < 1e-10)
        #expect(try Self.defect(HeisenbergGauge(profile: .smooth)) < 1e-3)
        #expect(try Self.defect(IsingGauge()) < 1e-11)
        #expect(try Self.defect(XXZGauge()) < 1e-11)
        #expect(try Self.defect(ProductGauge()) < 1e-11)
        var stream = RandomStream(seed: 83)
        let turned = try HeisenbergDynamicalModel.orthogonalCoupling(Haar.rotation(using: &stream), frequency: 1)
        // Turned pairs are singular elsewhere.
        #expect(try Self.defect(turned.gauge) < 1e-3)
    }

    @Test("those of a tabulated gauge agree with differences between its knots")
    func tabulated() throws {
        let found = try CovariantGaugeOptimization(
            .panels([0.5, 1], [.precession, .restsBelow]), knots: 3, tolerance: 1e-3
        ).solve()
        let gauge = try #require(found.gauge)
        let knots = gauge.bands.flatMap(\.knots)
        let form = try TwoQubitBlochForm(randomStates(1, visibility: 0.5, seed: 84)[0])
        var count = 0
        for pair in randomPairs(60, seed: 85) {
            let c = pair[0].dot(pair[1])
            guard knots.allSatisfy({ abs(abs(c) - $0) > 0.03 }) else { continue }
            count += 1
            let exact = gauge.gradient(of: form, at: pair[0], pair[1])
            for (one, two) in zip([exact.0, exact.1], try Self.numerical(gauge, form, pair)) {
                let difference = one - two
                #expect(max(abs(difference.x), abs(difference.y), abs(difference.z)) < 1e-8)
            }
        }
        #expect(count > 20)
    }

    @Test("with closed-form derivatives N1 and Ising solve the continuity equation to 1e-13")
    func strong() throws {
        let states = try randomStates(3, visibility: 0.1, seed: 86)
        let pairs = randomPairs(100, seed: 87)
        for profile in [HeisenbergGauge.Profile.linear, .optimal] {
            let model = try HeisenbergDynamicalModel(frequency: 1, commonField: SIMD3(0.3, 0, 0.2), profile: profile)
            let families = try states.map { try DensityFamily(of: $0, in: model.gauge, under: model.hamiltonian) }
            #expect(
                try model.field.continuityResidual(of: families, times: [0, 0.7], pairs: pairs).largest < 1e-13)
        }
        let ising = try IsingDynamicalModel(frequency: 1, fields: SIMD2(0.4, -0.2))
        let families = try states.map { try DensityFamily(of: $0, in: ising.gauge, under: ising.hamiltonian) }
        #expect(try ising.field.continuityResidual(of: families, times: [0, 0.7], pairs: pairs).largest < 1e-13)
    }

    @Test("residuals by differences converge with the step for an exact field and stay for a wrong one")
    func convergence() throws {
        let model = try HeisenbergDynamicalModel(frequency: 1)
        let evolution = try model.evolution()
        let state = try randomStates(1, visibility: 0.1, seed: 88)[0]
        let density: @Sendable (Direction, Direction, Double) throws -> Double = { first, second, time in
            let form = try TwoQubitBlochForm(evolution.evolve(state, time: time))
            return model.gauge.coefficients(at: first, second).value(for: form) / (16 * Double.pi * Double.pi)
        }
        let pairs = randomPairs(12, seed: 89).filter { $0[0].dot($0[1]) > -0.5 }
        let steps = [0.1, 0.05, 0.025]
        let exact = try model.field.continuityConvergence(
            of: density, steps: steps, times: [0.3], pairs: pairs, divergenceFree: true)
        #expect(exact[0].residual > 50 * exact[1].residual && exact[2].relative < 1e-10)
        let wrong = try HeisenbergPrecession(frequency: 1.25).continuityConvergence(
            of: density, steps: steps, times: [0.3], pairs: pairs, divergenceFree: true)
        #expect(wrong.allSatisfy { abs($0.relative - 0.25) < 1e-4 })
    }

    @Test("the rate of change of Eq. 34 in closed form is that of its densities")
    func separableRate() throws {
        let evolution = try HeisenbergBlochEvolution(frequency: 1)
        for form in try ContinuityTests.moving(3, seed: 90) {
            let family = try DensityFamily.separableGauge(of: form, under: evolution)
            let (after, before) = (
                try TwoQubitSphereDensity(evolution.evolve(form, time: 0.4 + 1e-4)),
                try TwoQubitSphereDensity(evolution.evolve(form, time: 0.4 - 1e-4))
            )
            let slopes = try randomPairs(40, seed: 91).map { pair in
                let jet = try family.jet(at: pair[0], pair[1], time: 0.4)
                let difference = after.density(at: pair[0], pair[1]) - before.density(at: pair[0], pair[1])
                return abs(jet.rate - difference / 2e-4)
            }
            // A ramp may turn within the difference at a few places.
            #expect(slopes.filter { $0 > 1e-8 }.count <= 1)
        }
        // A product state has two zero singular values that leave zero with a kink.
        let product = try TwoQubitBlochForm(
            StateVector.computational([0, 1], in: .twoQubits).densityOperator.withWhiteNoise(visibility: 0.1))
        let family = try DensityFamily.separableGauge(of: product, under: evolution)
        #expect(throws: InvalidArgument.self) { try family.jet(at: .x, .y, time: 0) }
    }
}
