import Foundation
import NumericalCore

/// How much the hidden variables say about the settings: p(Λ|a,b) against p(Λ) of P2, equation 23.
///
/// What depends on the settings is not λ but Λ = (σ, |I⟩) or (λ, |I⟩) (P2, Sec. 4.1): the detector basis is part of the full
/// specification. The report gives the dependence for several readings of Λ.
public struct StatisticalDependence: Sendable, Hashable, Codable {
    /// The dependence of one reading of Λ on the settings.
    public struct Dependence: Sendable, Hashable, Codable {
        /// I(Λ : settings) in bits.
        public let mutualInformation: Double
        /// The largest ½ Σ_Λ |p(Λ|x) − p(Λ|y)| between two settings.
        public let totalVariation: Double
    }

    /// Λ = λ alone: whether its distribution is the same for all settings.
    public let lambdaIsIndependent: Bool
    /// Λ = the signs of σ.
    public let signs: Dependence
    /// Λ = σ itself; nil unless all λ are uniform, for which σ_J is uniform on −S_{J−1}…|β_J|².
    public let sigma: Dependence?
    /// Λ = (λ, |I⟩) or (σ, |I⟩): the basis tells the setting.
    public let withBasis: Dependence
    /// The entropy of the settings in bits, the largest possible mutual information.
    public let settingEntropy: Double

    /// The report for the models of all settings, which are of one number of levels.
    ///
    /// - Parameters:
    ///   - models: One model for each setting, or list of settings.
    ///   - weights: The probabilities of the settings; equal when nil.
    /// - Complexity: O(S·2^{N−1}) for S settings; for σ itself up to O(S·(2S)^{N−1}).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no model, the numbers of levels differ, N is above 12, or
    ///   the weights are not probabilities.
    public init(_ models: [CollapseModel], weights: [Double]? = nil) throws {
        try require(!models.isEmpty, "models", must: "be at least one", was: "none")
        let levels = models[0].levels
        for (index, model) in models.enumerated() {
            try require(model.levels == levels, "models[\(index)]", must: "have \(levels) levels", was: model.levels)
        }
        try require(levels <= 12, "levels", must: "be at most 12 to list all signs", was: levels)
        let prior = weights ?? Array(repeating: 1 / Double(models.count), count: models.count)
        try require(prior.count == models.count, "weights", must: "be \(models.count)", was: prior.count)
        try require(
            prior.allSatisfy { $0 >= 0 } && abs(prior.reduce(0, +) - 1) <= 1e-9, "weights",
            must: "be at least 0 and sum to 1", was: prior)

        lambdaIsIndependent = models.allSatisfy { $0.distributions == models[0].distributions }
        settingEntropy = prior.reduce(0) { $0 + StatisticalDependence.information($1) }
        let tables = models.map { model in
            model.signProbabilities.reduce([1.0]) { table, sign in
                table.flatMap { [$0 * sign.negative, $0 * sign.zero, $0 * sign.positive] }
            }
        }
        signs = StatisticalDependence.dependence(tables, prior)

        // Equal bases in equal order are one value of Λ's second part.
        var bases: [DetectorBasis] = []
        let labels = models.map { model in
            if let known = bases.firstIndex(where: { $0.vectors == model.basis.vectors }) { return known }
            bases.append(model.basis)
            return bases.count - 1
        }
        withBasis = StatisticalDependence.dependence(
            labels.map { label in bases.indices.map { $0 == label ? 1 : 0 } }, prior)

        let isUniform = models.allSatisfy { $0.distributions.allSatisfy { $0.radial == .uniform } }
        let isShort = StatisticalDependence.boxesAreFew(settings: models.count, levels: levels)
        sigma = isUniform && isShort ? StatisticalDependence.boxes(models, prior) : nil
    }

    // −p log₂ p.
    private static func information(_ p: Double) -> Double { p > 0 ? -p * log2(p) : 0 }

    /// Whether σ has at most 2²² boxes to sum over, (4S)^{N−1}; as a Double, since 56¹¹ is beyond any integer.
    static func boxesAreFew(settings: Int, levels: Int) -> Bool {
        pow(4 * Double(settings), Double(levels - 1)) <= 0x1p22
    }

    private static func dependence(_ tables: [[Double]], _ prior: [Double]) -> Dependence {
        var information = 0.0
        for place in tables[0].indices {
            let mean = zip(prior, tables).reduce(0) { $0 + $1.0 * $1.1[place] }
            for (weight, table) in zip(prior, tables) where weight > 0 && table[place] > 0 {
                information += weight * table[place] * log2(table[place] / mean)
            }
        }
        var largest = 0.0
        for first in tables.indices {
            for second in 0..<first { largest = largerOrNaN(largest, halfDistance(tables[first], tables[second])) }
        }
        return Dependence(mutualInformation: largerOrNaN(0, information), totalVariation: largest)
    }

    // The distributions of σ are uniform on boxes: exact on the cells that all their sides cut.
    private static func boxes(_ models: [CollapseModel], _ prior: [Double]) -> Dependence {
        var tables = models.map { _ in [1.0] }
        for position in 1..<max(1, models[0].levels) {
            let sides = models.map { (-$0.cumulative[position - 1], $0.detectionAmplitudes[position].squaredMagnitude) }
            let cuts = Set(sides.flatMap { [$0.0, $0.1] }).sorted()
            for index in tables.indices {
                let (low, high) = sides[index]
                // Points first, for sides without length, then the intervals between the cuts.
                var shares = cuts.map { low == high && $0 == low ? 1.0 : 0 }
                for (left, right) in zip(cuts, cuts.dropFirst()) {
                    shares.append(low <= left && right <= high && low < high ? (right - left) / (high - low) : 0)
                }
                tables[index] = tables[index].flatMap { weight in shares.map { weight * $0 } }
            }
        }
        return dependence(tables, prior)
    }
}
