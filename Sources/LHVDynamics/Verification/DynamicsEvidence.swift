import LHVModels

/// The four statements about LHV dynamics for fixed measurements, from the strongest to the weakest; each implies the next.
///
/// Source: P1, after Definition 4.
public enum DynamicsStatement: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Given time-dependent distributions are compatible with LHV dynamics: one velocity field moves all of them.
    case distributionsAreCompatible
    /// With given initial distributions there is a velocity field that makes a dynamical LHV model.
    case initialDistributionsHaveDynamics
    /// The base model has LHV dynamics for the Hamiltonian and the states, in some gauge.
    case baseModelHasDynamics
    /// The Hamiltonian has LHV dynamics for the states, in some base model.
    case hamiltonianHasDynamics

    /// From strong to weak.
    public static func < (left: DynamicsStatement, right: DynamicsStatement) -> Bool { left.rawValue < right.rawValue }

    /// The statements that follow from this one, itself included.
    public var consequences: [DynamicsStatement] { DynamicsStatement.allCases.filter { $0 >= self } }

    /// The statements that fall with this one, itself included; the weaker ones stay open.
    public var premises: [DynamicsStatement] { DynamicsStatement.allCases.filter { $0 <= self } }
}

/// What one numerical check says about one of the four statements.
public struct DynamicsEvidence: Sendable, Hashable, Codable {
    /// The statement that the check is about.
    public let statement: DynamicsStatement
    /// Whether the check supports the statement, on the states, times and points that were examined.
    public let isSupported: Bool
    /// The size of the defect that the check found, in the units that ``measure`` names.
    public let defect: Double
    /// What was measured, in words.
    public let measure: String

    /// The statements that the check supports with this one, or none.
    public var supported: [DynamicsStatement] { isSupported ? statement.consequences : [] }
    /// The statements that the check speaks against with this one, or none.
    ///
    /// Weaker ones are left open by a failure, and all by a defect that is not a number.
    public var refuted: [DynamicsStatement] { isSupported || defect.isNaN ? [] : statement.premises }
}

extension SpherePairDynamics {
    /// Checks the first statement: the distributions p_{ρ(t)} solve the continuity equation with this field.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, and what gauge and field throw.
    public func compatibility(
        states: [DensityOperator], times: [Double], pairs: [[Direction]], tolerance: Double = 1e-6
    ) throws -> DynamicsEvidence {
        let families = try states.map { try DensityFamily(of: $0, in: gauge, under: hamiltonian) }
        let report = try field.continuityResidual(of: families, times: times, pairs: pairs)
        return DynamicsEvidence(
            statement: .distributionsAreCompatible, isSupported: report.relative <= tolerance,
            defect: report.relative, measure: "residual of the continuity equation relative to the rate of change")
    }

    /// Checks the second statement: particles of the initial distributions, moved, give the statistics of the evolved states.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or a state lies outside the ball of the gauge.
    public func dynamicsOfInitialDistributions(
        states: [DensityOperator], times: [Double], settings: [[Direction]], quadrature: PairQuadrature,
        tolerance: Double = 1e-6
    ) throws -> DynamicsEvidence {
        let report = try dynamicalModel().verifyByQuadrature(
            states: states, times: times, settings: settings, quadrature: quadrature)
        return DynamicsEvidence(
            statement: .initialDistributionsHaveDynamics, isSupported: report.largestDifference <= tolerance,
            defect: report.largestDifference, measure: "largest deviation of a joint probability")
    }
}

extension BellSphereModel {
    /// Checks the third statement: some dynamics on Bell's spheres, in whatever gauge, is right for the states.
    ///
    /// One working example supports it; that examples fail says nothing about other gauges, so such a check refutes nothing.
    /// - Returns: The evidence of the best candidate, or nil when none works.
    public static func hasDynamics(from candidates: [DynamicsEvidence]) -> DynamicsEvidence? {
        strongest(candidates, for: .baseModelHasDynamics)
    }
}

extension DynamicsEvidence {
    /// Checks the fourth statement: some base model has dynamics that follow the Hamiltonian.
    ///
    /// - Returns: The evidence of the best candidate, or nil when none works: the statement is open then, not refuted.
    public static func hamiltonianHasDynamics(from candidates: [DynamicsEvidence]) -> DynamicsEvidence? {
        strongest(candidates, for: .hamiltonianHasDynamics)
    }
}

private func strongest(_ candidates: [DynamicsEvidence], for statement: DynamicsStatement) -> DynamicsEvidence? {
    guard
        let best = candidates.filter({ $0.isSupported && !$0.defect.isNaN && $0.statement <= statement }).min(by: {
            $0.defect < $1.defect
        })
    else { return nil }
    return DynamicsEvidence(
        statement: statement, isSupported: true, defect: best.defect, measure: "an example: " + best.measure)
}
