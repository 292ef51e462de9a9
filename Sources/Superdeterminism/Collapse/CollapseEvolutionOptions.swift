import NumericalCore

/// How the master equation is solved when a Hamiltonian acts; H = 0 has a closed form and does not look at this.
public struct CollapseEvolutionOptions: Sendable, Hashable, Codable {
    /// The way to solve.
    public enum Method: String, Sendable, Hashable, Codable {
        /// Dense for a constant Hamiltonian and N ≤ 16, steps otherwise.
        case automatic
        /// The exponential of the N² × N² Liouvillian, in real coordinates; for a constant Hamiltonian and N ≤ 40.
        case denseExponential
        /// Adaptive Runge–Kutta steps that apply the Liouvillian without building it.
        case adaptiveSteps
    }

    /// The way to solve.
    public var method: Method
    /// The error allowed in one adaptive step, relative to an entry and absolute; in 1e-14…1e-2.
    public var tolerance: Double
    /// How many steps may be tried between two of the requested times.
    public var maximumSteps: Int

    /// Options with defaults that keep ρ(t) right to about 1e-9.
    public init(method: Method = .automatic, tolerance: Double = 1e-11, maximumSteps: Int = 1_000_000) {
        self.method = method
        self.tolerance = tolerance
        self.maximumSteps = maximumSteps
    }

    /// The largest N for which the N² × N² exponential is taken: its matrix then has 2.6 million entries.
    public static let largestDenseLevels = 40

    func validate(levels: Int, isConstant: Bool) throws {
        try require(tolerance >= 1e-14 && tolerance <= 1e-2, "tolerance", must: "be in 1e-14…1e-2", was: tolerance)
        try require(maximumSteps >= 1, "maximumSteps", must: "be at least 1", was: maximumSteps)
        guard method == .denseExponential else { return }
        try require(
            isConstant, "method", must: "be adaptiveSteps for a Hamiltonian that depends on time", was: method.rawValue)
        try require(
            levels <= CollapseEvolutionOptions.largestDenseLevels, "levels",
            must: "be at most \(CollapseEvolutionOptions.largestDenseLevels) for the dense exponential", was: levels)
    }
}
