import LHVDynamics
import Testing

/// Flows and transported densities, over random fields, points and times.
@Suite("Transports, as properties") struct TransportPropertyTests {
    static func points(_ count: Int, _ choices: inout Choices) -> [Direction] {
        (0..<count).map { _ in Direction.random(using: &choices) }
    }

    @Test func flowsAreGroups() async {
        await forAll("flows compose, can be undone and stay on the sphere") { choices in
            let field: any SphereVelocityField =
                choices.integer(in: 0...1) == 0
                ? try HeisenbergPrecession(
                    frequency: choices.real(in: -2...2),
                    commonField: SIMD3(
                        choices.real(in: -1...1), choices.real(in: -1...1), choices.real(in: -1...1)))
                : try AxialPrecession(
                    ising: choices.real(in: -2...2), planar: 0,
                    fields: SIMD2(choices.real(in: -1...1), choices.real(in: -1...1)))
            return (field, Self.points(2, &choices), choices.real(in: -3...3), choices.real(in: -3...3))
        } holds: { field, start, s, t in
            let middle = try field.move(start, from: 0, to: s)
            let end = try field.move(middle, from: s, to: s + t)
            try demand(distance(end, try field.move(start, from: 0, to: s + t)) < 1e-11, "composition")
            try demand(distance(start, try field.move(end, from: s + t, to: 0)) < 1e-11, "the way back")
            for point in end { try demand(point.dot(point), equals: 1, within: 1e-12, "|λ|²") }
        }
    }

    @Test func densitiesAreTransported() async {
        await forAll("transported gauges are those of the evolved states", cases: 6) { choices in
            let model = try HeisenbergDynamicalModel(
                frequency: choices.real(in: -2...2), commonField: SIMD3(0, 0, choices.real(in: -1...1)))
            let ball = try NoisyBall(visibility: 0.08, in: .twoQubits)
            return (model, try ball.randomExtreme(using: &choices), choices.real(in: 0...3), choices.next())
        } holds: { model, state, time, seed in
            var stream = RandomStream(seed: seed)
            let defect = try model.transportDefect(states: [state], times: [time], pairs: 3, using: &stream)
            try demand(defect < 1e-9, "defect \(defect)")
        }
    }
}
