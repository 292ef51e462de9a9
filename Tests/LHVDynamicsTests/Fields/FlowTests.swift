import Foundation
import Testing

@testable import LHVDynamics

@Suite struct FlowTests {
    @Test("exact precession agrees with adaptive integration of the same field")
    func exactAgainstAdaptive() throws {
        let exact = try HeisenbergPrecession(frequency: 1.3, commonField: SIMD3(0.2, -0.5, 0.7))
        let adaptive = try AdaptiveSphereField(
            parties: 2, angularVelocity: { try exact.angularVelocity(at: $0, time: $1) })
        for pair in randomPairs(5, seed: 1) {
            let one = try exact.move(pair, from: 0.3, to: 2.8)
            let two = try adaptive.move(pair, from: 0.3, to: 2.8)
            #expect(distance(one, two) < 1e-9)
        }
    }

    @Test("a flow composes, inverts and keeps lengths over long times")
    func flowLaws() throws {
        let precession = try HeisenbergPrecession(frequency: 2, commonField: SIMD3(1, 0, 0.3))
        for pair in randomPairs(20, seed: 2) {
            let there = try precession.move(pair, from: 0, to: 1e4)
            let between = try precession.move(precession.move(pair, from: 0, to: 3777), from: 3777, to: 1e4)
            #expect(distance(there, between) < 1e-9)
            #expect(distance(try precession.move(there, from: 1e4, to: 0), pair) < 1e-9)
            for direction in there { #expect(abs(direction.dot(direction) - 1) < 1e-14) }
            var stepped = pair
            for _ in 0..<1000 { stepped = try precession.move(stepped, from: 0, to: 10) }
            for direction in stepped { #expect(abs(direction.dot(direction).squareRoot() - 1) < 1e-12) }
        }
    }

    @Test("an adaptive flow stays on the sphere to 1e-12 and velocities are tangent")
    func tangency() throws {
        let field = try AdaptiveSphereField(
            parties: 3,
            velocity: { point, time in
                point.indices.map { point[($0 + 1) % 3].vector * (1 + 0.3 * time) + SIMD3(0, 0.2, 0) }
            })
        var stream = RandomStream(seed: 3)
        let start = (0..<3).map { _ in Direction.random(using: &stream) }
        let end = try field.move(start, from: 0, to: 20)
        for direction in end { #expect(abs(direction.dot(direction).squareRoot() - 1) < 1e-12) }
        for (velocity, direction) in zip(try field.velocity(at: end, time: 1), end) {
            #expect(abs((velocity * direction.vector).sum()) < 1e-14)
        }
    }

    @Test("divergence by differences is that of the gradient of a linear function, −2 u·λ")
    func divergence() throws {
        let u = SIMD3(0.3, -0.4, 1.1)
        let field = try AdaptiveSphereField(parties: 2, velocity: { point, _ in point.map { _ in u } })
        for pair in randomPairs(20, seed: 4) {
            let expected = -2 * pair.reduce(0) { $0 + ($1.vector * u).sum() }
            #expect(abs(try field.divergence(at: pair, time: 0) - expected) < 1e-11)
        }
        let precession = try HeisenbergPrecession(frequency: 1)
        for pair in randomPairs(20, seed: 5) where pair[0].dot(pair[1]) > -0.8 {
            #expect(abs(try precession.divergence(at: pair, time: 0)) < 1e-10)
        }
    }

    @Test("the divergence of a fitted field in closed form is the one by differences")
    func fittedDivergence() throws {
        var stream = RandomStream(seed: 21)
        let fit = try VelocityFit(degree: 2, coefficients: stream.normals(VelocityFit.unknowns(degree: 2)))
        let field = try AdaptiveSphereField(
            parties: 2, velocity: { point, time in try fit.velocity(at: point, time: time) })
        for pair in randomPairs(20, seed: 22) {
            let closed = try fit.divergence(at: pair, time: 0, step: 0)
            #expect(abs(closed - (try field.divergence(at: pair, time: 0))) < 1e-8 * (1 + abs(closed)))
        }
    }

    @Test("a field about the axis is read as it was written, and refused when a number is missing")
    func axialCoding() throws {
        let field = try AxialPrecession(ising: 0.7, planar: -0.2, fields: SIMD2(0.2, -0.4))
        let data = try JSONEncoder().encode(field)
        #expect(try JSONDecoder().decode(AxialPrecession.self, from: data) == field)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(AxialPrecession.self, from: Data(#"{"ising": 1, "planar": 0}"#.utf8))
        }
    }

    @Test("a pushed-forward density carries the divergence of its field")
    func pushForward() throws {
        // V = grad z on the first sphere sends z to tanh(t + atanh z), so a uniform density becomes
        // 1/(cosh t − z sinh t)², in closed form.
        let field = try AdaptiveSphereField(
            parties: 2, velocity: { _, _ in [SIMD3(0, 0, 1), SIMD3(0, 0, 0)] })
        let uniform = try PushedForwardDensity(
            WernerSphereDensity(visibility: 0), movedBy: field, for: 0.4, divergencePanels: 8)
        let (cosh, tanh) = (1.0810723718384547, 0.3799489622552249)  // of 0.4
        for pair in randomPairs(5, seed: 6) {
            let x = pair[0].z
            let factor = 1 / (cosh * (1 - x * tanh))
            let expected = factor * factor / (16 * Double.pi * Double.pi)
            #expect(abs(try uniform.density(at: pair[0], pair[1]) / expected - 1) < 1e-5)
        }
    }

    @Test("pieces follow one another, and their inverse runs backwards")
    func pieces() throws {
        let one = try HeisenbergPrecession(frequency: 1)
        let two = try AxialPrecession(ising: 0.7, fields: SIMD2(0.2, -0.4))
        let flow = PiecewiseFlow<Direction>([
            try .init(duration: 1, flow: one), try .init(duration: 2, flow: two), try .init(duration: 0.5, flow: one),
        ])
        for pair in randomPairs(10, seed: 7) {
            var expected = try one.move(pair, from: 0, to: 1)
            expected = try two.move(expected, from: 0, to: 2)
            expected = try one.move(expected, from: 0, to: 0.25)
            #expect(distance(try flow.move(pair, from: 0, to: 3.25), expected) < 1e-14)
            #expect(distance(try flow.move(expected, from: 3.25, to: 0), pair) < 1e-13)
            let late = try flow.move(pair, from: 0, to: 3.5)
            #expect(distance(try flow.move(pair, from: -5, to: 100), late) < 1e-14)
        }
    }

    @Test("disjoint groups move like the groups alone")
    func disjointGroups() throws {
        let pair = try HeisenbergPrecession(frequency: 1)
        let field = try DisjointSphereField(
            parties: 5, groups: [.init(members: [3, 0], field: pair), .init(members: [1, 4], field: pair)])
        var stream = RandomStream(seed: 8)
        let point = (0..<5).map { _ in Direction.random(using: &stream) }
        let moved = try field.move(point, from: 0, to: 1.7)
        #expect(distance([moved[3], moved[0]], try pair.move([point[3], point[0]], from: 0, to: 1.7)) == 0)
        #expect(moved[2] == point[2])
        let adaptive = try field.integrate(
            point, from: 0, to: 1.7, options: StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13))
        #expect(distance(moved, adaptive) < 1e-9)
    }

    @Test("fields on R^n and on S² × R^k follow exact solutions")
    func products() throws {
        let oscillator = ProductVelocityField.euclidean { point, _ in [[point[0][1], -point[0][0]]] }
        let end = try oscillator.move([ProductPoint(register: [1, 0])], from: 0, to: Double.pi / 2)
        #expect(abs(end[0].register[0]) < 1e-9 && abs(end[0].register[1] + 1) < 1e-9)
        // The register is the angular velocity about z and grows linearly: the azimuth is t²/2.
        let driven = ProductVelocityField { point, _ in
            let n = point[0].direction?.vector ?? .zero
            return [.init(direction: crossProduct(SIMD3(0, 0, point[0].register[0]), n), register: [1])]
        }
        let start = ProductPoint(direction: .x, register: [0])
        let moved = try driven.move([start], from: 0, to: 2)[0]
        let expected = try Direction(theta: .pi / 2, phi: 2)
        #expect(distance([try #require(moved.direction)], [expected]) < 1e-9)
        #expect(abs(moved.register[0] - 2) < 1e-10)
    }

    @Test("clouds move point by point and keep their weights")
    func clouds() throws {
        let cloud = try WeightedCloud(points: randomPairs(10, seed: 9), weights: (1...10).map(Double.init))
        let field = try HeisenbergPrecession(frequency: 1)
        let moved = try cloud.moved(by: field, from: 0, to: 1)
        #expect(moved.weights == cloud.weights)
        #expect(distance(moved.points[4], try field.move(cloud.points[4], from: 0, to: 1)) == 0)
    }
}
