/// The answer to a semidefinite program: why the solver stopped, both points, and how good they are.
///
/// Everything is in the units of the program as given. For a program that is minimized Z = C − Σ y_k A_k, for one that is
/// maximized Z = Σ y_k A_k − C. The numbers are those of floating-point arithmetic: a bound that must be on the right side
/// is derived from them by ``PositivityProof``.
public struct SemidefiniteSolution: Sendable, Hashable, Codable {
    /// What the solver found.
    public enum Status: Sendable, Hashable, Codable {
        /// Both points are feasible and their objectives agree, within the tolerance.
        case optimal
        /// No X satisfies the constraints: the combination of constraints with these factors has a semidefinite matrix, no
        /// free variables and a value of the wrong sign; see ``SemidefiniteProgram/infeasibilityError(of:)``.
        case infeasible(ray: [Double])
        /// The objective improves without end along these X and u; see ``SemidefiniteProgram/unboundednessError(of:free:)``.
        case unbounded(ray: [SemidefiniteBlock], free: [Double])
        /// The solver stopped before; see ``SemidefiniteSolution/stopReason``.
        case unfinished
    }

    /// What the solver found.
    public let status: Status
    /// Why the solver stopped: `converged` for an optimum or a proof that there is none.
    public let stopReason: StopReason
    /// C•X + f·u.
    public let primalObjective: Double
    /// b·y.
    public let dualObjective: Double
    /// X, a value for each block.
    public let primal: [SemidefiniteBlock]
    /// u.
    public let free: [Double]
    /// y, one number for each constraint.
    public let dual: [Double]
    /// Z, a value for each block.
    public let slack: [SemidefiniteBlock]
    /// The number of iterations.
    public let iterations: Int
    /// The numbers of constraints that follow from the others and were left out; their y is 0.
    public let redundantConstraints: [Int]
    /// The errors of both points, computed afresh from the program as given.
    public let verification: SemidefiniteVerification

    /// Whether the points are optimal.
    public var isOptimal: Bool { status == .optimal }
}

/// The value of one block of X or Z.
public enum SemidefiniteBlock: Sendable, Hashable, Codable {
    /// A real symmetric matrix.
    case symmetric(RealMatrix)
    /// A complex Hermitian matrix.
    case hermitian(ComplexMatrix)
    /// The diagonal of a diagonal matrix.
    case nonnegative([Double])

    /// The matrix of a real block; nil for others.
    public var real: RealMatrix? { if case .symmetric(let matrix) = self { matrix } else { nil } }
    /// The matrix of a complex block; nil for others.
    public var complex: ComplexMatrix? { if case .hermitian(let matrix) = self { matrix } else { nil } }
    /// The numbers of a nonnegative block; nil for others.
    public var numbers: [Double]? { if case .nonnegative(let numbers) = self { numbers } else { nil } }

    /// The least eigenvalue, up to rounding.
    ///
    /// - Complexity: O(n³).
    /// - Throws: As `hermitianEigenvalues()` of a matrix.
    public func leastEigenvalue() throws -> Double {
        switch self {
        case .symmetric(let matrix): try matrix.hermitianEigenvalues()[0]
        case .hermitian(let matrix): try matrix.hermitianEigenvalues()[0]
        case .nonnegative(let numbers): numbers.reduce(.infinity) { smallerOrNaN($0, $1) }
        }
    }

    /// The trace.
    public var trace: Double {
        switch self {
        case .symmetric(let matrix): matrix.trace
        case .hermitian(let matrix): matrix.trace.real
        case .nonnegative(let numbers): numbers.compensatedSum()
        }
    }
}

/// The errors of a pair of points as a solution of a semidefinite program.
public struct SemidefiniteVerification: Sendable, Hashable, Codable {
    /// ‖A(X) + B·u − b‖ in units of 1 + ‖b‖.
    public let primalError: Double
    /// The greatest of ‖C − Σ y_k A_k ∓ Z‖ and ‖Bᵀ·y − f‖, in units of 1 + ‖C‖ + ‖f‖.
    public let dualError: Double
    /// |C•X + f·u − b·y| in units of 1 + both magnitudes.
    public let gap: Double

    /// The largest of the three.
    public var largest: Double { largerOrNaN(largerOrNaN(primalError, dualError), gap) }
}
