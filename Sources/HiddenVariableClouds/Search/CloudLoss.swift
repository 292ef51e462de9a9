import Foundation
import LHVModels

/// What a gradient search makes small: the distance of the cloud's probabilities P from the state's p.
///
/// With ℓ_b the distance at joint setting b, the loss is the mean of ℓ_b over the batch, or its smooth maximum.
public enum CloudLoss: Sendable, Hashable, Codable {
    /// The mean relative entropy Σ_m p ln(p/P) over all joint outcomes, in nats.
    case divergence
    /// The mean relative entropy of the event "all up" (outcome 0 everywhere) and its complement.
    ///
    /// With odd rules the settings −n make it cover all outcomes.
    case allUpDivergence
    /// The mean of Σ_m (P − p)² over all joint outcomes.
    case squaredError
    /// The smooth maximum (1/β) ln mean_b e^{βℓ_b} of the relative entropies at the settings; β → ∞ is the worst setting.
    case worstCase(sharpness: Double)

    /// The joint outcomes that enter.
    package var events: OutcomeEvents { self == .allUpDivergence ? .allFirst : .all }

    func validate() throws {
        guard case .worstCase(let sharpness) = self else { return }
        try require(
            sharpness > 0 && sharpness.isFinite, "sharpness", must: "be finite and above 0", was: sharpness)
    }

    // Single precision may round a probability to zero; below this it counts as this.
    private static let leastProbability = 1e-12

    /// The loss and ∂L/∂P; number e of the settings' groups of events belongs to `setting(e)`.
    ///
    /// - Parameters:
    ///   - target: p, in the order of the model's.
    ///   - model: P.
    ///   - settings: B, the number of joint settings.
    ///   - setting: The joint setting that a number belongs to.
    func evaluate(
        target: [Double], model: [Double], settings: Int, setting: (Int) -> Int
    ) -> (value: Double, derivatives: [Double]) {
        let share = 1 / Double(settings)
        let least = CloudLoss.leastProbability
        var derivatives = [Double](repeating: 0, count: model.count)
        var sum = CompensatedSum()
        switch self {
        case .divergence:
            for index in model.indices where target[index] > 0 {
                let (p, q) = (target[index], largerOrNaN(model[index], least))
                sum.add(p * log(p / q))
                derivatives[index] = -share * p / q
            }
        case .allUpDivergence:
            for index in model.indices {
                let p = target[index].clamped(to: 0...1)
                let q = model[index].clamped(to: least...(1 - least))
                if p > 0 { sum.add(p * log(p / q)) }
                if p < 1 { sum.add((1 - p) * log((1 - p) / (1 - q))) }
                derivatives[index] = share * (q - p) / (q * (1 - q))
            }
        case .squaredError:
            for index in model.indices {
                let difference = model[index] - target[index]
                sum.add(difference * difference)
                derivatives[index] = 2 * share * difference
            }
        case .worstCase(let sharpness):
            var distances = [Double](repeating: 0, count: settings)
            for index in model.indices where target[index] > 0 {
                let (p, q) = (target[index], largerOrNaN(model[index], least))
                distances[setting(index)] += p * log(p / q)
                derivatives[index] = -p / q
            }
            let largest = distances.reduce(-.infinity, largerOrNaN)
            let powers = distances.map { exp(sharpness * ($0 - largest)) }
            let total = powers.reduce(0, +)
            for index in derivatives.indices { derivatives[index] *= powers[setting(index)] / total }
            return (largest + log(total * share) / sharpness, derivatives)
        }
        return (sum.value * share, derivatives)
    }
}
