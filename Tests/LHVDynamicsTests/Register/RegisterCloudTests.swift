import LHVDynamics
import Testing

@Suite struct RegisterCloudTests {
    @Test("clouds transform like single pairs and answer by Bell's rule")
    func agreement() throws {
        var stream = RandomStream(seed: 241)
        let state = try randomStates(1, visibility: 0.2, seed: 242)[0]
        var cloud = try RegisterCloud(50, from: RegisterDynamicalModel().distribution(of: state), using: &stream)
        let before = (0..<50).map { cloud[$0] }
        let unitary = try Haar.unitary(dimension: 4, using: &stream)
        try cloud.transform(by: unitary)
        var counts = [0, 0, 0, 0]
        for (index, point) in before.enumerated() {
            let moved = try RegisterDynamicalModel.transform(point, by: unitary)
            #expect(distance(moved.map(\.direction), cloud[index].map(\.direction)) < 1e-6)
            #expect(abs(moved[0].register - cloud[index][0].register) < 1e-7)
            counts[(cloud[index][0].direction.x > 0 ? 0 : 2) + (cloud[index][1].direction.z > 0 ? 0 : 1)] += 1
        }
        #expect(cloud.counts(.x, .z) == counts)
    }

    @Test("draws have the density 16⟨ψ|ρ|ψ⟩ − 3: their mean projector is (4/5)ρ + 1/20")
    func draws() throws {
        // ∫ p |ψ⟩⟨ψ| dψ = (16(1 + ρ)/20 − 3/4) = (4/5)ρ + 1/20.
        var stream = RandomStream(seed: 243)
        let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
            .withWhiteNoise(visibility: 0.25)
        let distribution = try RegisterDynamicalModel().distribution(of: state)
        let samples = 20_000
        let observables = try ["XI", "ZZ", "YX"].map { try PauliSum([$0: 1]).matrix() }
        var (sums, squares) = ([0.0, 0, 0], [0.0, 0, 0])
        for _ in 0..<samples {
            let psi = distribution.sampleVector(using: &stream)
            #expect(abs(euclideanNorm(psi) - 1) < 1e-12)
            for (index, observable) in observables.enumerated() {
                let value = innerProduct(psi, observable * psi).real
                sums[index] += value
                squares[index] += value * value
            }
        }
        for (index, observable) in observables.enumerated() {
            let mean = sums[index] / Double(samples)
            let error = ((squares[index] / Double(samples) - mean * mean) / Double(samples)).squareRoot()
            #expect(abs(mean - 0.8 * (try state.expectation(of: observable).real)) < 4 * error)
        }
    }
}
