import LHVModels

/// One stretch of a gradient search: a method, how many steps it takes, and on which settings.
public struct SearchPhase: Sendable, Hashable, Codable {
    /// What a step does.
    public enum Method: Sendable, Hashable, Codable {
        /// Adam on a fresh batch for every step; the rate falls from `rate` to `finalRate` along half a cosine.
        case adam(rate: Double, finalRate: Double)
        /// L-BFGS on one batch, drawn at the beginning of the phase.
        case quasiNewton(memory: Int)
        /// The weights alone on one batch, by expectation maximization w_a ← w_a Σ p Q_a/P, which never raises the relative
        /// entropy; the problem is convex in w.
        case weights
        /// Once: points with N_h·w below `share` become copies of heavy ones with normal noise added.
        case revival(share: Double, noise: Double)
        /// Once: another number of points; new ones are copies with normal noise added.
        case resizing(count: Int, noise: Double)
    }

    /// What a step does.
    public var method: Method
    /// The number of steps; 1 where a method acts once.
    public var steps: Int
    /// The settings of a batch.
    public var batch: BatchDesign
    /// The standard deviation of normal noise that is added to every coefficient in each step of Adam, in units of the rate.
    public var diffusion: Double

    static let stepCounts = 1...100_000_000

    /// A phase.
    public init(_ method: Method, steps: Int, batch: BatchDesign, diffusion: Double = 0) {
        self.method = method
        self.steps = steps
        self.batch = batch
        self.diffusion = diffusion
    }

    /// Adam on random grids whose rate falls to a hundredth.
    public static func adam(
        steps: Int, rate: Double = 0.1, batch: BatchDesign, diffusion: Double = 0
    ) -> SearchPhase {
        SearchPhase(.adam(rate: rate, finalRate: rate / 100), steps: steps, batch: batch, diffusion: diffusion)
    }

    func validate(_ problem: CloudProblem) throws {
        try require(SearchPhase.stepCounts.contains(steps), "steps", must: "be in 1…10⁸", was: steps)
        try batch.validate(parties: problem.parties)
        try require(
            diffusion >= 0 && diffusion.isFinite, "diffusion", must: "be finite and not negative", was: diffusion)
        try require(
            batch.combination == .list || problem.loss.events == .all, "loss",
            must: "be over all joint outcomes for a grid", was: problem.loss)
        switch method {
        case .adam(let rate, let finalRate):
            try require(rate > 0 && rate.isFinite, "rate", must: "be finite and above 0", was: rate)
            try require((0...rate).contains(finalRate), "finalRate", must: "be in 0…\(rate)", was: finalRate)
        case .quasiNewton(let memory):
            try require((1...100).contains(memory), "memory", must: "be in 1…100", was: memory)
        case .weights:
            try require(
                problem.loss == .divergence, "loss", must: "be the relative entropy to fit weights", was: problem.loss)
        case .revival(let share, let noise):
            try require((0...1).contains(share), "share", must: "be in 0…1", was: share)
            try require(noise >= 0 && noise.isFinite, "noise", must: "be finite and not negative", was: noise)
        case .resizing(let count, let noise):
            try require((1...10_000_000).contains(count), "count", must: "be in 1…10⁷", was: count)
            try require(noise >= 0 && noise.isFinite, "noise", must: "be finite and not negative", was: noise)
        }
    }
}
