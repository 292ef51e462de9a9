import LHVModels
import Testing

@Suite struct StrategyCorrelatorTests {
    @Test("A strategy's correlators are products of its signs, the first party most significant")
    func products() throws {
        let strategy = try DeterministicStrategy(signs: [[1, -1], [-1]])
        let tensor = try CorrelatorTensor(strategy, includesMarginals: true)
        #expect(tensor.elements == [1, -1, 1, -1, -1, 1] && tensor.shape == [3, 2])
        #expect(try CorrelatorTensor(strategy) == tensor.withoutMarginals)
    }
}
