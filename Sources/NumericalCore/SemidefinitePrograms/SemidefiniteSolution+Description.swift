extension SemidefiniteSolution.Status: CustomStringConvertible {
    /// The status in words, without the ray.
    public var description: String {
        switch self {
        case .optimal: "optimal"
        case .infeasible: "infeasible"
        case .unbounded: "unbounded"
        case .unfinished: "unfinished"
        }
    }
}

extension SemidefiniteVerification: CustomStringConvertible {
    /// The three errors.
    public var description: String {
        "errors: primal \(ShortNumber.text(primalError, digits: 2)), dual \(ShortNumber.text(dualError, digits: 2)), gap "
            + "\(ShortNumber.text(gap, digits: 2))"
    }
}

extension SemidefiniteSolution: CustomStringConvertible {
    /// The status, both objectives, why the solver stopped, and the errors; the points are left out.
    public var description: String {
        "semidefinite program of \(primal.count) blocks and \(dual.count) constraints: \(status), objectives "
            + "\(ShortNumber.text(primalObjective, digits: 10)) and \(ShortNumber.text(dualObjective, digits: 10)) after \(iterations) "
            + "iterations: \(stopReason); \(verification)"
    }
}

extension SemidefiniteBlock: CustomStringConvertible {
    /// The kind and the size; the entries are left out.
    public var description: String {
        switch self {
        case .symmetric(let matrix): "symmetric matrix of \(matrix.rows) rows"
        case .hermitian(let matrix): "Hermitian matrix of \(matrix.rows) rows"
        case .nonnegative(let numbers): "\(numbers.count) nonnegative numbers"
        }
    }
}
