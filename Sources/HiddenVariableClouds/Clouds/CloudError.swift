import Foundation
import LHVModels

/// How far a cloud's statistics are from the state's on settings that the search has not seen.
///
/// Everything is computed in double precision over all joint outcomes.
public struct CloudError: Sendable, Hashable, Codable {
    /// The mean relative entropy over all joint outcomes, in nats.
    public let divergence: Double
    /// The standard error of ``divergence`` as a mean over random settings.
    public let divergenceError: Double
    /// The mean relative entropy of the event "all up" (outcome 0 everywhere) and its complement, in nats.
    public let allUpDivergence: Double
    /// The root mean square of P − p over settings and outcomes.
    public let probabilityError: Double
    /// The root mean square of the difference of the correlators ⟨Π ±1⟩; nil when an outcome is not one of two.
    public let correlatorError: Double?
    /// The largest relative entropy at one joint setting, in nats.
    public let worstDivergence: Double
    /// The number of joint settings.
    public let settings: Int

    /// Measures a cloud on random joint settings.
    ///
    /// - Parameters:
    ///   - cloud: The cloud.
    ///   - problem: The state and the measurements.
    ///   - settings: The number of joint settings, in 2…10⁶.
    ///   - seed: The seed of the settings; use one that the search did not.
    ///   - threads: How many threads work at most.
    /// - Complexity: O(settings·N_h·(ΣK_jΔ_j + N·ΠΔ_j)).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range or cloud and problem do not fit.
    public init(
        of cloud: HiddenVariableCloud, for problem: CloudProblem, settings: Int = 4096, seed: UInt64,
        threads: Int = Parallel.processorCount
    ) throws {
        try require((2...1_000_000).contains(settings), "settings", must: "be in 2…10⁶", was: settings)
        try problem.requireFitting(cloud)
        // The listed measurements may be fewer than asked for; a list of joint settings then runs through all of them.
        let whole = try CloudProblem(
            state: problem.state, families: problem.families, rules: problem.rules, loss: .divergence)
        let prediction = try TargetState(problem.state)
        var kernel = try cloud.kernel(Double.self, threads: threads)
        let outcomes = problem.families.map(\.outcomes)
        let events = OutcomeEvents.all.table(outcomes: outcomes)
        let signs = events.map { $0.reduce(1.0) { $1 == 0 ? $0 : -$0 } }
        var divergences: [Double] = []
        var (allUp, squares, correlators) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        for (index, chunk) in try Parallel.chunks(count: settings, size: 128).enumerated() {
            var generator = RandomStream(seed: seed, substream: UInt64(index))
            let parties = try whole.families.map { try $0.randomSettings(chunk.count, using: &generator) }
            let batch = try SettingBatch<Double>(whole, prediction, combination: .list, settings: parties)
            let model = try kernel.expectations(of: .all, at: batch.features)
            for setting in 0..<chunk.count {
                var (divergence, correlator) = (0.0, 0.0)
                for event in events.indices {
                    let place = event * chunk.count + setting
                    let (p, q) = (batch.target[place], largerOrNaN(model[place], 1e-300))
                    if p > 0 { divergence += p * log(p / q) }
                    squares.add((q - p) * (q - p))
                    correlator += signs[event] * (q - p)
                }
                let (p, q) = (batch.target[setting], model[setting].clamped(to: 1e-300...1))
                if p > 0 { allUp.add(p * log(p / q)) }
                if p < 1 { allUp.add((1 - p) * (log1p(-p) - log1p(-q))) }
                divergences.append(divergence)
                correlators.add(correlator * correlator)
            }
        }
        let n = Double(settings)
        let mean = divergences.compensatedSum() / n
        let variance = divergences.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / (n - 1)
        self.divergence = mean
        self.divergenceError = (variance / n).squareRoot()
        self.allUpDivergence = allUp.value / n
        self.probabilityError = (squares.value / (n * Double(events.count))).squareRoot()
        self.correlatorError = outcomes.allSatisfy { $0 == 2 } ? (correlators.value / n).squareRoot() : nil
        self.worstDivergence = divergences.reduce(-.infinity, largerOrNaN)
        self.settings = settings
    }
}

extension MeasurementFamily {
    /// Independent random settings; listed measurements are drawn.
    func randomSettings(_ count: Int, using generator: inout RandomStream) throws -> PartySettings {
        if case .listed(let measurements) = self {
            return .measurements(
                (0..<count).map { _ in measurements[Int(generator.uniform() * Double(measurements.count))] })
        }
        return try settings(count, .random, halved: false, using: &generator)
    }
}

extension CloudProblem {
    func requireFitting(_ cloud: HiddenVariableCloud) throws {
        try require(
            cloud.rules == rules, "rules of the cloud", must: "be those of the problem",
            was: "\(cloud.rules.map(\.count)) functions")
    }
}
