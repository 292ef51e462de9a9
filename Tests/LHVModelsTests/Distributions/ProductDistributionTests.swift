import LHVModels
import Testing

@Suite("Products and mixtures of distributions") struct ProductDistributionTests {
    @Test func partiesStandBehindEachOther() throws {
        let one = try WeightedCloud(points: [[1], [2]], weights: [1, 3])
        let two = try WeightedCloud(points: [[10, 20], [30, 40]], weights: [1, 1])
        let product = ProductDistribution(one, two)
        #expect(product.parties == 3)
        var stream = RandomStream(seed: 6)
        var seconds = 0
        for _ in 0..<4000 {
            let sample = product.sample(using: &stream)
            #expect([[10, 20], [30, 40]].contains(Array(sample[1...])))
            if sample[0] == 2 { seconds += 1 }
        }
        // Four standard errors of 3/4.
        #expect(abs(Double(seconds) / 4000 - 0.75) < 4 * (0.75 * 0.25 / 4000).squareRoot())
    }

    @Test func mixturesDrawTheirComponentsByWeight() throws {
        let components = try [1, 2].map { try WeightedCloud(points: [[$0]], weights: [1.0]) }
        let mixture = try MixtureDistribution(components, weights: [1, 3])
        #expect(mixture.parties == 1 && mixture.weights == [0.25, 0.75])
        var stream = RandomStream(seed: 7)
        let seconds = (0..<4000).count { _ in mixture.sample(using: &stream) == [2] }
        #expect(abs(Double(seconds) / 4000 - 0.75) < 4 * (0.75 * 0.25 / 4000).squareRoot())
    }

    @Test(arguments: [
        WrongInput(saying: "components", "empty") {
            try MixtureDistribution([WeightedCloud<Int>](), weights: [])
        },
        WrongInput(saying: "component 1", "1 parties", "2") {
            try MixtureDistribution(
                [
                    WeightedCloud(points: [[1]], weights: [1.0]), WeightedCloud(points: [[1, 2]], weights: [1.0]),
                ], weights: [1, 1])
        },
    ]) func wrongMixtures(input: WrongInput) { input.check() }
}
