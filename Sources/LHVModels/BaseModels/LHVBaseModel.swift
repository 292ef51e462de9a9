import QuantumStates

/// An LHV base model (Λ₁, q): the hidden variables of one particle and how they answer one measurement.
///
/// The response satisfies q(a|x, λ) ≥ 0 and Σ_a q(a|x, λ) = 1. It sees the setting and the hidden variable of its own
/// particle only: that is locality. Source: P1, Definition 1.
public protocol LHVBaseModel: Sendable {
    /// A point λ of the hidden-variable space Λ₁ of one particle.
    associatedtype HiddenVariable: Sendable
    /// A measurement x of one particle, an element of M₁.
    associatedtype Setting: Sendable

    /// d, the dimension of the manifold Λ₁; 0 for a finite set.
    var hiddenDimension: Int { get }

    /// The number of outcomes of a measurement; outcomes are numbered from 0.
    func outcomeCount(of setting: Setting) -> Int

    /// q(a|x, λ) for the particle of one party.
    ///
    /// Parties that answer by the same rule ignore `party`.
    func probability(of outcome: Int, given setting: Setting, at hidden: HiddenVariable, party: Int) -> Double

    /// A point of Λ₁ drawn from the model's reference measure, normalized to 1.
    func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> HiddenVariable

    /// How far a value is from being a point of Λ₁; 0 on Λ₁, up to rounding.
    func defect(of hidden: HiddenVariable) -> Double
}

extension LHVBaseModel {
    /// q(a|x, λ) of the first party's particle; for models in which all parties answer by one rule.
    public func probability(of outcome: Int, given setting: Setting, at hidden: HiddenVariable) -> Double {
        probability(of: outcome, given: setting, at: hidden, party: 0)
    }

    /// Q_m(λ) = Π_k q(m_k|x_k, λ_k), the probability of a joint outcome at fixed hidden variables.
    ///
    /// Source: P1, Eq. 2.
    /// - Precondition: There are as many outcomes as settings and hidden variables.
    public func jointProbability(of outcomes: [Int], given settings: [Setting], at hidden: [HiddenVariable]) -> Double {
        requirePrecondition(
            outcomes.count == settings.count && hidden.count == settings.count,
            "outcomes, settings and hidden variables must be one for each party, but was "
                + "\(outcomes.count), \(settings.count) and \(hidden.count)")
        var product = 1.0
        for party in settings.indices {
            product *= probability(of: outcomes[party], given: settings[party], at: hidden[party], party: party)
        }
        return product
    }
}
