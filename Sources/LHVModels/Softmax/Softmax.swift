import Foundation

/// The softmax of the logits: q_a = e^{z_a} / Σ_b e^{z_b}, with the largest logit subtracted so that nothing overflows.
@inlinable
func softmax(_ logits: [Double]) -> [Double] {
    guard let largest = logits.max() else { return [] }
    let exponentials = logits.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
}
