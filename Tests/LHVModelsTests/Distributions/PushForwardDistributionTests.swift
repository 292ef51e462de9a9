import LHVModels
import Testing

@Suite struct PushForwardDistributionTests {
    /// Turning both hidden variables of the Werner density by different rotations turns the settings back.
    @Test func rotationsOfEachParty() throws {
        var stream = RandomStream(seed: 141)
        let density = try WernerSphereDensity(visibility: 0.5)
        let rotations = [Haar.rotation(using: &stream), Haar.rotation(using: &stream)]
        @Sendable func turn(_ direction: Direction, _ matrix: RealMatrix) -> Direction {
            let v = matrix * [direction.x, direction.y, direction.z]
            return Direction(unchecked: SIMD3(v[0], v[1], v[2]))
        }
        let moved = PushForwardDistribution(density, byParty: { turn($1, rotations[$0]) })
        #expect(moved.parties == 2)
        let settings = [Direction.random(using: &stream), .random(using: &stream)]
        let back = zip(settings, rotations).map { turn($0, $1.transpose) }
        let expected = (1 - 0.5 * back[0].dot(back[1])) / 4
        let estimates = try BellSphereModel().probabilities(
            for: settings, distribution: moved, samples: 20_000, using: &stream)
        #expect(abs(estimates[0].deviation(from: expected)) < 4)
    }

    /// ⟨f⟩ under T_*p is ⟨f ∘ T⟩ under p, draw by draw; a map may change the kind of hidden variable.
    @Test func drawsAreMovedDraws() throws {
        let source = try SharedDirection(probability: 0.5)
        let moved = PushForwardDistribution(source, by: { $0.map { $0.z } })
        var (one, two) = (RandomStream(seed: 142), RandomStream(seed: 142))
        for _ in 0..<50 { #expect(moved.sample(using: &one) == source.sample(using: &two).map(\.z)) }
    }
}
