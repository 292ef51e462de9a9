import Foundation
import Testing

@testable import LHVDynamics

/// Flows of fields to which something happens at a time, and times that add up.
@Suite struct FlowTimeTests {
    private static func box(_ time: Double, _ open: Double, _ width: Double) -> Double {
        time >= open && time < open + width ? 1 / width : 0
    }

    @Test("15.9 a field that acts for a short time moves a point by its area")
    func pulses() throws {
        let turned = try AdaptiveSphereField(
            parties: 1, angularVelocity: { point, t in point.map { _ in SIMD3(0, 0, FlowTimeTests.box(t, 37.2, 0.5)) } }
        ).move([.x], from: 0, to: 100)
        #expect(distance(turned, [try Direction(theta: .pi / 2, phi: 1)]) < 1e-8)
        let shifted = try ProductVelocityField.euclidean { point, t in [[FlowTimeTests.box(t, 37.2, 0.5)]] }
            .move([ProductPoint(register: [0])], from: 0, to: 100)
        #expect(abs(shifted[0].register[0] - 1) < 1e-8)
    }

    @Test("15.9 a field's options tell of what no look can find")
    func breakpoints() throws {
        let options = StepOptions(breakpoints: [37.2, 37.2 + 1e-5])
        let turned = try AdaptiveSphereField(
            parties: 1, options: options,
            angularVelocity: { point, t in point.map { _ in SIMD3(0, 0, FlowTimeTests.box(t, 37.2, 1e-5)) } }
        ).move([.x], from: 0, to: 100)
        #expect(distance(turned, [try Direction(theta: .pi / 2, phi: 1)]) < 1e-8)
        let shifted = try ProductVelocityField.euclidean(options: options) { point, t in
            [[FlowTimeTests.box(t, 37.2, 1e-5)]]
        }.move([ProductPoint(register: [0])], from: 0, to: 100)
        #expect(abs(shifted[0].register[0] - 1) < 1e-8)
    }

    @Test("15.10 many pieces last for what they were given")
    func pieces() throws {
        // A late start: at 1e9 a unit in the last place is 1e-7, and 2000 pieces of 0.1 would lose or win some of it each.
        let field = try AxialPrecession(ising: 0, fields: SIMD2(1, -1))
        let rest = try AxialPrecession(ising: 0)
        let flow = PiecewiseFlow<Direction>(
            [try .init(duration: 1e9, flow: rest)]
                + (try (0..<2000).map { _ in try PiecewiseFlow<Direction>.Piece(duration: 0.1, flow: field) }))
        let moved = try flow.move([.x, .x], from: 0, to: 2e9)
        #expect(
            distance(moved, [try Direction(theta: .pi / 2, phi: 200), try Direction(theta: .pi / 2, phi: -200)]) < 1e-11
        )
        #expect(distance(try flow.move(moved, from: 2e9, to: 0), [.x, .x]) < 1e-11)
    }

    @Test("15.10 states and hidden variables of a long sequence keep one time")
    func sequence() throws {
        let dynamics = try HeisenbergDynamicalModel(frequency: 1)
        let rest = try HeisenbergDynamicalModel(frequency: 0)
        let model = try HeisenbergDynamicalModel.sequence(
            [(duration: 1e9, dynamics: rest)] + (0..<200).map { _ in (duration: 0.1, dynamics: dynamics) })
        let state = try randomStates(1, visibility: 0.25, seed: 1510)[0]
        let whole = try dynamics.evolution().evolve(state, time: 20)
        #expect(try model.evolution(state, 2e9).matrix.distance(to: whole.matrix) < 1e-12)
        let pair = randomPairs(1, seed: 1511)[0]
        #expect(
            distance(try model.flow.move(pair, from: 0, to: 2e9), try dynamics.field.move(pair, from: 0, to: 20))
                < 1e-11)
    }

    @Test("15.10 a chain of hidden variables keeps its probability at any time")
    func chain() throws {
        let cells = try PairCells.grid(.platonic(.octahedron), in: ProductGauge())
        let found = try cells.criticalNoise(under: HeisenbergDynamicalModel(frequency: 1).hamiltonian)
        let state = try randomStates(1, visibility: 0.25, seed: 1512)[0]
        let weights = try cells.probabilities(of: state)
        let total = weights.reduce(0, +)
        for time in [1e3, 1e6, 1e9] {
            let later = try found.evolve(weights, time: time)
            #expect(abs(later.reduce(0, +) - total) < 1e-12)
            #expect(later.allSatisfy { $0 > -1e-12 })
        }
        #expect(throws: NumericalFailure.self) { try found.evolve(weights, time: 1e14) }
    }
}
