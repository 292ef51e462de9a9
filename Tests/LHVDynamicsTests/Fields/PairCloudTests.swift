import LHVDynamics
import Testing

@Suite struct PairCloudTests {
    @Test(
        "clouds move like single pairs, with and without a common field, for any number of pairs",
        arguments: [1, 8, 21])
    func agreement(count: Int) throws {
        let pairs = randomPairs(count, seed: 231)
        for field in [SIMD3<Double>.zero, SIMD3(0.4, -1, 0.3)] {
            let precession = try HeisenbergPrecession(frequency: 1.3, commonField: field)
            var cloud = try PairCloud(pairs)
            try cloud.move(by: precession, time: 2.7, steps: 3)
            for (index, pair) in pairs.enumerated() {
                #expect(distance(cloud[index], try precession.move(pair, from: 0, to: 2.7)) < 1e-14)
            }
        }
    }

    @Test("clouds follow Ising and XXZ fields like single pairs, on the equator too", arguments: [0.0, 0.8])
    func axial(planar: Double) throws {
        let pairs = randomPairs(12, seed: 235) + [[.x, .z], [.x, .y], [-.z, .y]]
        let field = try AxialPrecession(ising: 1.1, planar: planar, fields: SIMD2(0.3, -0.9))
        var cloud = try PairCloud(pairs)
        try cloud.move(by: field, time: 2.3)
        for (index, pair) in pairs.enumerated() {
            #expect(distance(cloud[index], try field.move(pair, from: 0, to: 2.3)) < 1e-14)
        }
    }

    @Test("lengths stay 1 to 1e-14 over 10⁵ steps, there and back again, and opposite pairs rest")
    func longTimes() throws {
        let pairs = randomPairs(7, seed: 232) + [[.z, -.z]]
        let field = try HeisenbergPrecession(frequency: 1)
        var cloud = try PairCloud(pairs)
        try cloud.move(by: field, time: 30_000, steps: 100_000)
        for index in pairs.indices {
            for direction in cloud[index] { #expect(abs(direction.dot(direction) - 1) < 1e-14) }
        }
        #expect(distance(cloud[7], [.z, -.z]) == 0)
        try cloud.move(by: field, time: -30_000, steps: 100_000)
        for (index, pair) in pairs.enumerated() { #expect(distance(cloud[index], pair) < 1e-9) }
    }

    @Test("answers are counted by Bell's rule, and their shares follow the state")
    func answers() throws {
        var stream = RandomStream(seed: 233)
        let model = try HeisenbergDynamicalModel(frequency: 1)
        let state = try randomStates(1, visibility: 3.0 / 28, seed: 234)[0]
        var cloud = try PairCloud(20_001, from: model.gauge.distribution(of: state), using: &stream)
        try cloud.move(by: model.field, time: 1.9)
        let (first, second) = (Direction.x, Direction.random(using: &stream))
        let shares = cloud.probabilities(first, second)
        var counts = [0.0, 0, 0, 0]
        for index in 0..<cloud.count {
            let pair = cloud[index]
            counts[(first.dot(pair[0]) > 0 ? 0 : 2) + (second.dot(pair[1]) > 0 ? 0 : 1)] += 1
        }
        for (share, count) in zip(shares, counts) { #expect(abs(share.value * 20_001 - count) < 1e-6) }
        let evolved = try TwoQubitBlochForm(model.evolution().evolve(state, time: 1.9))
        for (share, p) in zip(shares, PairStatistics(evolved, first, second).probabilities) {
            #expect(abs(share.deviation(from: p)) < 4)
        }
    }
}
