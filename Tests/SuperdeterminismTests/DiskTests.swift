import Foundation
import Superdeterminism
import Testing

@Suite struct DiskTests {
    static let radials: [RadialDistribution] = [
        .uniform, .annulus(inner: 0.2, outer: 0.7), .power(0.5), .power(3), .histogram([1, 0, 2, 5]),
        .histogram([0, 1, 0]), .points([0.1, 0.1, 0.9]),
    ]

    @Test("quantiles and probabilities belong together", arguments: radials)
    func quantiles(radial: RadialDistribution) throws {
        try radial.validate()
        for u in stride(from: 0.005, to: 1, by: 0.01) {
            let x = radial.quantile(u)
            #expect(x >= 0 && x <= 1)
            let above = radial.probability(above: x)
            let atLeast = above + radial.probability(at: x)
            #expect(above <= 1 - u + 1e-12 && atLeast >= 1 - u - 1e-12, "\(radial) at \(u)")
        }
        #expect(radial.probability(above: 1) == 0)
        #expect(radial.probability(above: -0.1) == 1)
    }

    @Test("drawn points lie in the disk and follow the distribution", arguments: radials)
    func drawn(radial: RadialDistribution) throws {
        let distribution = try DiskDistribution(radial: radial, angular: .histogram([1, 0]))
        var stream = RandomStream(seed: 80)
        let count = 4000
        let points = (0..<count).map { _ in distribution.sample(using: &stream) }
        #expect(points.allSatisfy { $0.modulus <= 1 + 1e-15 && $0.phase <= 1e-12 })
        for cut in [0.15, 0.45, 0.8] {
            let expected = radial.probability(above: cut)
            let share = Double(points.filter { $0.squaredMagnitude > cut }.count) / Double(count)
            let error = (expected * (1 - expected) / Double(count)).squareRoot()
            #expect(abs(share - expected) <= 4 * error + 1e-12)
        }
    }

    @Test func sameSeedSameVariables() throws {
        var (first, second) = (RandomStream(seed: 81), RandomStream(seed: 81))
        let left = try DiskVariables.uniform(levels: 9, using: &first)
        #expect(left == (try DiskVariables.uniform(levels: 9, using: &second)))
        #expect(left.values.count == 8)
        #expect(try DiskVariables.uniform(levels: 1, using: &first).values.isEmpty)
    }

    @Test func codableRoundTrip() throws {
        for radial in DiskTests.radials {
            let distribution = try DiskDistribution(radial: radial, angular: .fixed(1))
            let data = try JSONEncoder().encode(distribution)
            #expect(try JSONDecoder().decode(DiskDistribution.self, from: data) == distribution)
        }
        let outside = Data(#"{"radial":{"power":{"_0":-1}},"angular":{"uniform":{}}}"#.utf8)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(DiskDistribution.self, from: outside) }
        #expect(throws: InvalidArgument.self) {
            try JSONDecoder().decode(DiskVariables.self, from: Data("[[1.5,0]]".utf8))
        }
        let variables = try DiskVariables([Complex(0.25, 0.5)])
        #expect(
            try JSONDecoder().decode(DiskVariables.self, from: JSONEncoder().encode(variables)) == variables)
    }
}
