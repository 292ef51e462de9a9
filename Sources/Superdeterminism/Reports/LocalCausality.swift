import NumericalCore
import QuantumStates

/// Bell's condition of local causality, p(O_a, O_b|a, b, Λ) = p(O_a|a, Λ)·p(O_b|b, Λ), for two readings of Λ.
///
/// With Λ = (λ, |I⟩) the settings are part of Λ, every outcome is determined, and the condition holds in the form
/// p(O_a, O_b|Λ) = p(O_a|Λ)p(O_b|Λ): the price is that Λ depends on the settings. With Λ = λ alone, which does not depend on
/// the settings, it fails: a party's result at given λ changes with another party's setting.
/// Source: P2, Eqs. 24–25 and Sec. 4.1.
public struct LocalCausality: Sendable, Hashable, Codable {
    /// Λ = (λ, |I⟩): the largest |p(O_a, O_b|Λ) − p(O_a|Λ)p(O_b|Λ)| that was met.
    public let defectWithBasis: Double
    /// Λ = λ: the share of λ for which some party's result depends on another party's setting.
    public let settingDependentShare: SampledValue
    /// Λ = λ: for each party, the share of λ for which its result depends on the others' settings.
    public let shareByParty: [SampledValue]
    /// How many λ were drawn.
    public let samples: Int
}

extension BellTest {
    /// Tests local causality at drawn hidden variables, which are held fixed while the settings vary.
    ///
    /// - Parameters:
    ///   - samples: How many λ are drawn, at least one.
    ///   - generator: The source of chance.
    /// - Complexity: O(samples·lists of settings·N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `samples` is below 1 or the settings' models have λ distributions of
    ///   different kinds; `CancellationError` in a cancelled task.
    public func localCausality(
        samples: Int, using generator: inout some RandomNumberGenerator
    ) throws -> LocalCausality {
        try require(samples >= 1, "samples", must: "be at least 1", was: samples)
        let parties = scenario.parties
        var byParty = [Int](repeating: 0, count: parties)
        var any = 0
        var defect = 0.0
        for sample in 0..<samples {
            if sample & 255 == 0 { try Work.checkCancellation() }
            let variables = DiskVariables(sampling: models[0].distributions, using: &generator)
            let results = try results(at: variables)
            var differs = [Bool](repeating: false, count: parties)
            for (list, result) in results.enumerated() {
                let joint = try determined(result, given: list)
                let product = try determinedProduct(joint)
                defect = largerOrNaN(defect, halfDistance(joint.probabilities, product))
                let settings = scenario.settings(ofList: list)
                for party in 0..<parties {
                    // Compare with the list in which all others choose their first setting.
                    var plain = [Int](repeating: 0, count: parties)
                    plain[party] = settings[party]
                    if results[MixedRadix.index(plain, scenario.settings)][party] != result[party] {
                        differs[party] = true
                    }
                }
            }
            for party in 0..<parties where differs[party] { byParty[party] += 1 }
            if differs.contains(true) { any += 1 }
        }
        return LocalCausality(
            defectWithBasis: defect, settingDependentShare: .frequency(any, of: samples),
            shareByParty: byParty.map { .frequency($0, of: samples) }, samples: samples)
    }

    private func determined(_ result: [Int], given list: Int) throws -> OutcomeDistribution {
        let sizes = models[list].basis.outcomes
        var probabilities = [Double](repeating: 0, count: sizes.reduce(1, *))
        probabilities[MixedRadix.index(result, sizes)] = 1
        return try OutcomeDistribution(probabilities, outcomes: sizes)
    }

    private func determinedProduct(_ joint: OutcomeDistribution) throws -> [Double] {
        var product = [1.0]
        for party in joint.outcomes.indices {
            let marginal = try joint.marginal(of: [party]).probabilities
            product = product.flatMap { left in marginal.map { left * $0 } }
        }
        return product
    }
}
