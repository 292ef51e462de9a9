import LHVModels

extension DynamicsStatement: CustomStringConvertible {
    /// The statement as a sentence.
    public var description: String {
        switch self {
        case .distributionsAreCompatible: "the distributions are compatible with LHV dynamics"
        case .initialDistributionsHaveDynamics: "the initial distributions have LHV dynamics"
        case .baseModelHasDynamics: "the base model has LHV dynamics"
        case .hamiltonianHasDynamics: "the Hamiltonian has LHV dynamics"
        }
    }
}

extension DynamicsEvidence: CustomStringConvertible {
    /// The statement, whether the check supports it, and the defect.
    public var description: String {
        "\(isSupported ? "supported" : "not supported") where examined: \(statement); \(measure): \(ShortNumber.text(defect, digits: 3))"
    }
}
