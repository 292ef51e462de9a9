import Foundation
import Superdeterminism
import Testing

@Suite struct ExamplesTests {
    @Test("P2's worked example", arguments: [0, 0.3, 0.7071067811865476, 1])
    func twoParticles(q: Double) throws {
        let example = try TwoParticleExample(q: q)
        let model = try example.model(kappa: 2)
        #expect((0..<4).map { model.basis.outcomeList(at: $0) } == [[0, 1], [1, 0], [1, 1], [0, 0]])
        var stream = RandomStream(seed: 130)
        for _ in 0..<20 {
            let run = model.run(using: &stream)
            let variables = try #require(run.variables)
            let sigmas = try #require(run.sigmas)
            for (left, right) in zip(sigmas, try example.sigmas(variables)) { #expect(abs(left - right) < 1e-15) }
            guard run.signs.values[0] != .zero else { continue }
            for time in [0.1, 0.8] {
                let expected = example.matrix(sigma2Positive: run.signs.values[0] == .positive, at: 2 * time)
                #expect(try run.matrix(at: time).distance(to: expected) < 1e-15)
            }
        }
        for time in [0.1, 0.8, 3] {
            let average = try model.averageMatrix(at: time)
            #expect(average.distance(to: example.averageMatrix(at: 2 * time)) < 1e-15)
            let state = try DensityOperator(model.basis.operatorOnSpace(average), in: .twoQubits)
            #expect(try state.reduced(to: [0]).matrix.distance(to: example.reducedMatrices.a) < 1e-15)
            #expect(try state.reduced(to: [1]).matrix.distance(to: example.reducedMatrices.b) < 1e-15)
        }
    }

    @Test("the beam splitter of Fig. 1: equal arms, one of which fades")
    func beamSplitter() throws {
        let model = try CollapseModel.beamSplitter()
        var stream = RandomStream(seed: 131)
        let run = model.run(using: &stream)
        let times = stride(from: 0.0, through: 10, by: 0.5).map { $0 }
        let winner = try run.trajectory(at: times).population(at: run.outcome)
        #expect(abs(winner[0] - 0.5) < 1e-15)
        #expect(zip(winner, winner.dropFirst()).allSatisfy { $0 < $1 } && winner[20] > 0.9999)
        #expect(try CollapseModel.beamSplitter(reflectivity: 0.2).outcomeProbabilities[1] == 0.2)
        let purities = try run.trajectory(at: times).purities
        #expect(abs(purities[0] - 1) < 1e-15 && purities[2] < 0.99 && purities[20] > 0.999)
    }

    @Test("Stern–Gerlach", arguments: [1, 2, 7, 200])
    func sternGerlach(twiceSpin: Int) throws {
        let direction = try Direction(theta: 1.1, phi: 0.4)
        let model = try CollapseModel.sternGerlach(twiceSpin: twiceSpin, along: direction)
        let up = (1 + direction.z) / 2
        var weight = pow(up, Double(twiceSpin))
        for k in 0...twiceSpin {
            #expect(abs(model.outcomeProbabilities[k] - weight) < 1e-12)
            weight *= Double(twiceSpin - k) / Double(k + 1) * (1 - up) / up
        }
        #expect(
            abs(try CollapseModel.sternGerlach(twiceSpin: twiceSpin, along: .z).outcomeProbabilities[0] - 1) < 1e-15)
        #expect(
            abs(try CollapseModel.sternGerlach(twiceSpin: twiceSpin, along: -.z).outcomeProbabilities[twiceSpin] - 1)
                < 1e-15)
    }

    @Test("the double slit: fringes far away, two slits nearby")
    func doubleSlit() throws {
        let (points, width, distance) = (96, 6, 24)
        let far = try CollapseModel.doubleSlit(points: points, slitWidth: width, distance: distance)
        for position in 0..<points {
            let f = Double(position - points / 2) / Double(points)
            let single = f == 0 ? Double(width) : sin(.pi * Double(width) * f) / sin(.pi * f)
            let expected = 2 / Double(points * width) * single * single * pow(cos(.pi * Double(distance) * f), 2)
            #expect(abs(far.outcomeProbabilities[position] - expected) < 1e-13)
        }
        let near = try CollapseModel.doubleSlit(
            points: points, slitWidth: width, distance: distance, detector: .behindSlits)
        #expect(near.outcomeProbabilities.filter { $0 > 1e-12 }.count == 2 * width)
        var stream = RandomStream(seed: 132)
        let counts = try far.sampleOutcomeCounts(runs: 20_000, using: &stream)
        // A dark fringe stays dark: cos(π·24·f) = 0 at f = 2/96.
        #expect(counts[points / 2 + 2] == 0)
        #expect(counts[points / 2] > 1000)
    }

    @Test("EPR")
    func epr() throws {
        let (a, b) = (try Direction(theta: 0.3, phi: 1), try Direction(theta: 2, phi: -0.5))
        let model = try CollapseModel.epr(alice: a, bob: b)
        let p = model.outcomeProbabilities
        #expect(abs(p[0] - p[1] - p[2] + p[3] + a.dot(b)) < 1e-14)
        let aligned = try CollapseModel.epr(alice: a, bob: a)
        var stream = RandomStream(seed: 133)
        for _ in 0..<100 {
            let list = aligned.run(using: &stream).outcomeList
            #expect(list[0] != list[1])
        }
    }

    @Test("arrows of one level")
    func arrows() throws {
        #expect(try SigmaSigns("+-+").arrows(ofLevel: 2).map(\.description) == ["|1⟩⟨3|", "|2⟩⟨3|"])
        #expect(try SigmaSigns("+-+").arrows(ofLevel: 0).isEmpty)
    }
}
