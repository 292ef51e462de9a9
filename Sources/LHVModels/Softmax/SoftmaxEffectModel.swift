import Foundation
import QuantumStates

/// The softmax rule for qudits: λ ∈ R^K, and outcome a of a measurement {E_a} has probability ∝ exp(λ·B(E_a)).
///
/// The functions B of an ``EffectBasis`` turn by orthogonal matrices, B(UEU†) = d_U B(E), so T_U λ = d_U λ gives
/// q(a|U†[x], λ) = q(a|x, T_U λ) for every dimension. One vector serves all outcomes: relabelling them is a symmetry, which
/// P1's rule with a row for each outcome does not impose. Source: P1, Eqs. 19–29.
public struct SoftmaxEffectModel: LHVBaseModel, Hashable {
    /// The functions B.
    public let basis: EffectBasis

    /// The rule with the given functions.
    public init(basis: EffectBasis) { self.basis = basis }

    /// K.
    public var hiddenDimension: Int { basis.count }

    /// The number of the measurement's elements.
    public func outcomeCount(of setting: POVM) -> Int { setting.outcomes }

    /// exp(λ·B(E_a)) / Σ_b exp(λ·B(E_b)); 0 for an outcome that the measurement does not have.
    ///
    /// - Precondition: λ has K numbers and the measurement the basis's dimension.
    public func probability(of outcome: Int, given setting: POVM, at hidden: [Double], party: Int) -> Double {
        guard setting.elements.indices.contains(outcome) else { return 0 }
        let logits = setting.elements.map { innerProduct(hidden, basis.values(at: $0)) }
        return 1 / logits.reduce(0) { $0 + exp($1 - logits[outcome]) }
    }

    /// λ with independent standard normal entries, which the action leaves invariant.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> [Double] {
        generator.normals(basis.count)
    }

    /// 0 for K finite numbers and infinite for anything else.
    public func defect(of hidden: [Double]) -> Double {
        hidden.count == basis.count && hidden.allSatisfy(\.isFinite) ? 0 : .infinity
    }
}
