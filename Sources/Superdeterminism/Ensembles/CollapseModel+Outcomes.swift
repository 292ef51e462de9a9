import NumericalCore

/// The probabilities of the three signs of one σ.
struct SignProbabilities: Sendable {
    let positive: Double
    let zero: Double
    let negative: Double

    func callAsFunction(_ sign: SigmaSigns.Sign) -> Double {
        switch sign {
        case .positive: positive
        case .zero: zero
        case .negative: negative
        }
    }
}

extension CollapseModel {
    /// P(σ_J > 0), P(σ_J = 0) and P(σ_J < 0) for J = 2 … N.
    ///
    /// σ_J > 0 means |λ_J|² > S_{J−1}/S_J = 1 − |β_J|²/S_J (P2, Eqs. 11 and 18), which for uniform λ has the probability
    /// |β_J|²/S_J. With S_J = 0 σ_J vanishes for all λ.
    var signProbabilities: [SignProbabilities] {
        (1..<max(1, levels)).map { position in
            let total = cumulative[position]
            guard total > 0 else { return SignProbabilities(positive: 0, zero: 1, negative: 0) }
            let weight = detectionAmplitudes[position].squaredMagnitude
            let radial = distributions[position - 1].radial
            guard radial != .uniform else {
                return SignProbabilities(
                    positive: weight / total, zero: 0, negative: cumulative[position - 1] / total)
            }
            guard case .points(let points) = radial else {
                let positive = radial.probability(above: cumulative[position - 1] / total)
                return SignProbabilities(positive: positive, zero: 0, negative: 1 - positive)
            }
            // The very arithmetic of the runs decides for a finite sample space.
            let values = points.map { sigma(at: position, squaredRadius: $0) }
            let count = Double(values.count)
            return SignProbabilities(
                positive: Double(values.filter { $0 > 0 }.count) / count,
                zero: Double(values.filter { $0 == 0 }.count) / count,
                negative: Double(values.filter { $0 < 0 }.count) / count)
        }
    }

    /// P(|K⟩) = P(σ_K > 0) Π_{J>K} P(σ_J ≤ 0), by position: what is detected as κt → ∞.
    ///
    /// For uniform λ the products telescope to |β_K|², Born's rule, for any order of the basis and any H: only the purity of
    /// what is left depends on H. For other distributions they do not.
    /// Source: P2, Eqs. 16–22, where the product in Eq. 22 runs from N − 1 down to K + 1.
    /// - Complexity: O(N).
    public var outcomeProbabilities: [Double] {
        let signs = signProbabilities
        var probabilities = [Double](repeating: 0, count: levels)
        var rest = 1.0
        for position in stride(from: levels - 1, through: 1, by: -1) {
            let probability = signs[position - 1]
            probabilities[position] = rest * probability.positive
            rest *= probability.negative + probability.zero
        }
        probabilities[0] = rest
        return probabilities
    }

    /// Draws hidden variables and returns the outcome's position.
    ///
    /// Only the λ_J that the outcome depends on are drawn: from J = N down to the first σ_J > 0.
    /// - Complexity: O(N); about 20 ns for each variable.
    public func sampleOutcome(using generator: inout some RandomNumberGenerator) -> Int {
        OutcomeSampler(self).sample(using: &generator)
    }

    /// How often each position is the outcome of a number of runs.
    ///
    /// - Complexity: O(N) a run.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number is negative.
    public func sampleOutcomeCounts(
        runs: Int, using generator: inout some RandomNumberGenerator
    ) throws -> [Int] {
        try require(runs >= 0, "runs", must: "be at least 0", was: runs)
        let sampler = OutcomeSampler(self)
        var counts = [Int](repeating: 0, count: levels)
        for run in 0..<runs {
            if run & 1023 == 0 { try Work.checkCancellation() }
            counts[sampler.sample(using: &generator)] += 1
        }
        return counts
    }
}

/// Draws outcomes of one model quickly.
struct OutcomeSampler: Sendable {
    private let weights: [Double]
    private let cumulative: [Double]
    private let radials: [RadialDistribution]
    private let isUniform: Bool

    init(_ model: CollapseModel) {
        weights = model.detectionAmplitudes.map(\.squaredMagnitude)
        cumulative = model.cumulative
        radials = model.distributions.map(\.radial)
        isUniform = radials.allSatisfy { $0 == .uniform }
    }

    func sample(using generator: inout some RandomNumberGenerator) -> Int {
        var position = weights.count - 1
        while position > 0 {
            var squaredRadius = generator.uniform()
            if !isUniform { squaredRadius = radials[position - 1].quantile(squaredRadius) }
            if weights[position] * squaredRadius - (1 - squaredRadius) * cumulative[position - 1] > 0 { break }
            position -= 1
        }
        return position
    }

    /// The outcome for given places u of the distributions' quantiles, u_J for λ_J.
    func outcome(quantiles: [Double]) -> Int {
        var position = weights.count - 1
        while position > 0 {
            let squaredRadius = radials[position - 1].quantile(quantiles[position - 1])
            if weights[position] * squaredRadius - (1 - squaredRadius) * cumulative[position - 1] > 0 { break }
            position -= 1
        }
        return position
    }
}
