import NumericalCore
import Testing

@Suite struct SampleVarianceTests {
    @Test("23 the error of a mean divides by n − 1; that of a single observation is unknown, not zero")
    func standardErrors() {
        // The sample 1, 2, 3: Σ(x − x̄)²/n = 2/3, s² = 1, √(1/3).
        let three = SampleVariance.standardErrorOfMean(meanSquare: 2.0 / 3, count: 3)
        #expect(abs(three - (1.0 / 3).squareRoot()) < 1e-15)
        #expect(SampleVariance.standardErrorOfMean(meanSquare: 0, count: 2) == 0)
        #expect(SampleVariance.standardErrorOfMean(meanSquare: -1e-18, count: 2) == 0)
        #expect(SampleVariance.standardErrorOfMean(meanSquare: 0, count: 1) == .infinity)
        #expect(SampleVariance.standardErrorOfMean(meanSquare: .nan, count: 5).isNaN)
    }
}
