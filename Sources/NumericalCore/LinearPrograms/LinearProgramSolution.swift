/// The answer to a linear program: why the solver stopped, the point, the prices, and how good they are.
///
/// Everything is in the units of the program as given. Reduced costs are d = c − Aᵀ·y whether one minimizes or
/// maximizes, and y_i = ∂(c·x)/∂b_i is the price of the bound at which row i is held.
public struct LinearProgramSolution: Sendable, Hashable, Codable {
    /// Why the solver stopped.
    public enum Status: Sendable, Hashable, Codable {
        /// The point is optimal, which the prices prove.
        case optimal
        /// No point satisfies the constraints; see ``LinearProgram/farkasMargin(of:tolerance:)`` for what the ray proves.
        case infeasible(farkasRay: [Double])
        /// The objective improves without end from the feasible ``LinearProgramSolution/primal`` along the ray.
        case unbounded(ray: [Double])
        /// The iteration limit was reached first.
        case iterationLimit
        /// The time limit was reached first.
        case timeLimit
        /// The surrounding task was cancelled.
        case cancelled
    }

    /// Why the solver stopped.
    public let status: Status
    /// c·x at ``primal``.
    public let objective: Double
    /// x, one value for each variable.
    public let primal: [Double]
    /// A·x, one value for each row.
    public let rowValues: [Double]
    /// y, one price for each row.
    public let dual: [Double]
    /// c − Aᵀ·y, one for each variable.
    public let reducedCosts: [Double]
    /// The basis, from which a later solve may start.
    package let basis: LinearProgramBasis
    /// Pivots and bound flips.
    public let iterations: Int
    /// The errors of ``primal`` and ``dual``, measured on the program as given.
    public let verification: LinearProgramVerification

    /// Whether the point is optimal.
    public var isOptimal: Bool { status == .optimal }
}

/// Which variables and rows hold at a bound, and which are determined by the others.
package struct LinearProgramBasis: Sendable, Hashable, Codable {
    /// The place of one variable or row.
    package enum Place: String, Sendable, Hashable, Codable {
        /// Determined by the equations.
        case basic
        /// At its lower bound.
        case atLower
        /// At its upper bound.
        case atUpper
        /// Without bounds and kept at zero.
        case free
    }

    /// A place for each row.
    package var rows: [Place]
    /// A place for each variable.
    package var variables: [Place]

    /// A basis from its places; too many or too few basic ones are repaired when a solver starts from it.
    package init(rows: [Place], variables: [Place]) {
        self.rows = rows
        self.variables = variables
    }
}

/// The errors of a pair (x, y) as a solution of a linear program, all computed afresh from the program.
public struct LinearProgramVerification: Sendable, Hashable, Codable {
    /// The largest violation of a row or of a variable's bounds.
    public let primalViolation: Double
    /// The largest violation of a dual constraint: a price or reduced cost whose bound is infinite.
    public let dualViolation: Double
    /// |c·x − b·y|, the distance between primal and dual objective.
    public let gap: Double
    /// The largest of the three, each divided by 1 + the magnitude of the terms it is the sum of.
    public let relativeError: Double
}
