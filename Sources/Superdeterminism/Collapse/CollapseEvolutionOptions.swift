import NumericalCore
import QuantumStates

/// How Schrödinger's and the master equation are solved when a Hamiltonian acts; H = 0 has a closed form and needs none of it.
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
    /// The largest step for H(t), in units of time; nil for no limit.
    public var maximumStep: Double?
    /// Times at which something happens to H(t), in any order: a switch, a jump, the middle of a short pulse.
    ///
    /// Steps end at each, and H(t) is never asked at the very moment.
    public var breakpoints: [Double]
    /// How many times of the whole evolution are looked at for what H(t) does inside long steps; 0 for none.
    ///
    /// What lasts longer than 1.31/looks of the time that is evolved over is seen wherever it is; a shorter pulse may be missed
    /// unless `breakpoints` or `maximumStep` tells of it.
    public var looks: Int

    /// The number of looks unless another is asked for: what lasts for 1/750 of the time is seen.
    public static let standardLooks = 1000

    /// Options with defaults that keep ρ(t) right to about 1e-9.
    public init(
        method: Method = .automatic, tolerance: Double = 1e-11, maximumSteps: Int = 1_000_000,
        maximumStep: Double? = nil, breakpoints: [Double] = [], looks: Int = CollapseEvolutionOptions.standardLooks
    ) {
        self.method = method
        self.tolerance = tolerance
        self.maximumSteps = maximumSteps
        self.maximumStep = maximumStep
        self.breakpoints = breakpoints
        self.looks = looks
    }

    /// Reads options; what older files do not have gets its default.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            method: try container.decode(Method.self, forKey: .method),
            tolerance: try container.decode(Double.self, forKey: .tolerance),
            maximumSteps: try container.decode(Int.self, forKey: .maximumSteps),
            maximumStep: try container.decodeIfPresent(Double.self, forKey: .maximumStep),
            breakpoints: try container.decodeIfPresent([Double].self, forKey: .breakpoints) ?? [],
            looks: try container.decodeIfPresent(Int.self, forKey: .looks) ?? CollapseEvolutionOptions.standardLooks)
    }

    /// The largest N for which the N² × N² exponential is taken: its matrix then has 2.6 million entries.
    public static let largestDenseLevels = 40

    /// The steps over one part of an evolution that lasts for `whole`; the looks are shared out by length.
    func steps(over part: Double, of whole: Double) -> StepOptions {
        let share = whole > 0 ? (Double(looks) * min(1, part / whole)).rounded(.up) : 0
        return StepOptions(
            relativeTolerance: tolerance, absoluteTolerance: tolerance, maximumStep: maximumStep,
            maximumSteps: maximumSteps, breakpoints: breakpoints, looks: Int(share))
    }

    /// The same for a Hamiltonian to which nothing happens.
    var forConstant: CollapseEvolutionOptions {
        var options = self
        (options.breakpoints, options.looks) = ([], 0)
        return options
    }

    /// The options of Schrödinger's equation, for the amplitudes that enter σ.
    var magnus: MagnusEvolution.Options {
        MagnusEvolution.Options(
            tolerance: max(1e-13, tolerance), maximumStep: maximumStep, stepLimit: maximumSteps,
            breakpoints: breakpoints, looks: looks)
    }

    func validate(levels: Int, isConstant: Bool) throws {
        try require(tolerance >= 1e-14 && tolerance <= 1e-2, "tolerance", must: "be in 1e-14…1e-2", was: tolerance)
        try require(maximumSteps >= 1, "maximumSteps", must: "be at least 1", was: maximumSteps)
        if let maximumStep {
            try require(
                maximumStep > 0 && maximumStep.isFinite, "maximumStep", must: "be positive and finite", was: maximumStep
            )
        }
        for (index, time) in breakpoints.enumerated() {
            try require(time.isFinite, "breakpoints[\(index)]", must: "be a finite time", was: time)
        }
        try StepOptions.requireLooks(looks)
        guard method == .denseExponential else { return }
        try require(
            isConstant, "method", must: "be adaptiveSteps for a Hamiltonian that depends on time", was: method.rawValue)
        try require(
            levels <= CollapseEvolutionOptions.largestDenseLevels, "levels",
            must: "be at most \(CollapseEvolutionOptions.largestDenseLevels) for the dense exponential", was: levels)
    }
}
