import LHVModels

/// A batch of settings with all that an evaluation needs: features for the responses and the state's probabilities.
struct SettingBatch<Element: Scalar>: Sendable {
    let combination: BatchDesign.Combination
    let features: [ResponseFeatures<Element>]
    /// p, laid out as the model's probabilities.
    let target: [Double]
    /// The number of joint settings.
    let settings: Int
    /// Δ of each party.
    let outcomes: [Int]

    init(
        _ problem: CloudProblem, _ prediction: TargetState, combination: BatchDesign.Combination,
        settings: [PartySettings]
    ) throws {
        self.combination = combination
        outcomes = problem.families.map(\.outcomes)
        try SettingBatch.requireSize(combination, settings: settings.map(\.count), outcomes: outcomes)
        features = try zip(problem.rules, zip(settings, outcomes)).map { rule, own in
            let values = try rule.features(own.0)
            return try ResponseFeatures(outcomes: own.1, values: values.map { Element(real: $0) })
        }
        let effects = try zip(settings, prediction.bases).map { try $0.effects($1) }
        switch combination {
        case .list:
            self.settings = settings[0].count
            target = prediction.list(
                effects, settings: self.settings, events: problem.loss.events.table(outcomes: outcomes))
        case .grid:
            self.settings = settings.reduce(1) { $0 * $1.count }
            target = prediction.grid(effects)
        }
    }

    /// The batch of a design, from the generator's next numbers.
    init(
        _ problem: CloudProblem, _ prediction: TargetState, _ design: BatchDesign, using generator: inout RandomStream
    ) throws {
        let settings = try zip(problem.families, problem.rules).map { family, rule in
            // Listed measurements cannot be spread; a grid has all of them.
            if case .listed = family, design.combination == .list {
                return try family.randomSettings(design.settings, using: &generator)
            }
            return try family.settings(design.settings, design.points, halved: rule.isOdd, using: &generator)
        }
        try self.init(problem, prediction, combination: design.combination, settings: settings)
    }

    /// Throws unless the probabilities, and the moments of a grid, are few enough, before there is room taken for any.
    private static func requireSize(
        _ combination: BatchDesign.Combination, settings: [Int], outcomes: [Int]
    ) throws {
        let sizes = zip(settings, outcomes).map { (settings: Double($0), outcomes: Double($1)) }
        let probabilities: Double
        switch combination {
        case .list:
            probabilities = sizes.reduce(sizes.first?.settings ?? 1) { $0 * $1.outcomes }
        case .grid:
            probabilities = sizes.reduce(1) { $0 * $1.settings * $1.outcomes }
            let moments = sizes.reduce(1) { $0 * (1 + $1.settings * ($1.outcomes - 1)) }
            try require(moments <= 0x1p26, "combinations of settings", must: "be at most 2²⁶ moments", was: moments)
        }
        try require(
            probabilities <= 0x1p28, "combinations of settings", must: "be at most 2²⁸ probabilities",
            was: probabilities)
    }

    private var expansion: MomentExpansion {
        MomentExpansion(shapes: features.map { ($0.settings, $0.outcomes) })
    }

    /// The joint setting that a number of the target belongs to.
    func joint(_ index: Int) -> Int {
        guard combination == .grid else { return index % settings }
        var (rest, place, stride) = (index, 0, 1)
        for feature in features.reversed() {
            place += stride * (rest % (feature.settings * feature.outcomes) % feature.settings)
            rest /= feature.settings * feature.outcomes
            stride *= feature.settings
        }
        return place
    }

    /// The model's probabilities, in the order of the target.
    func probabilities(_ kernel: inout ResponseKernel<Element>, events: OutcomeEvents) throws -> [Double] {
        switch combination {
        case .list: return try kernel.expectations(of: events, at: features)
        case .grid: return expansion.probabilities(try kernel.moments(at: features))
        }
    }

    /// The loss and, in the kernel, its gradient.
    func differentiate(
        _ kernel: inout ResponseKernel<Element>, _ loss: CloudLoss, includingWeights: Bool = false
    ) throws -> Double {
        let model = try probabilities(&kernel, events: loss.events)
        let (value, derivatives) = loss.evaluate(target: target, model: model, settings: settings) { joint($0) }
        switch combination {
        case .list: try kernel.differentiate(derivatives, includingWeights: includingWeights)
        case .grid:
            try kernel.differentiate(expansion.derivatives(derivatives), includingWeights: includingWeights)
        }
        return value
    }

    /// The loss alone.
    func loss(_ kernel: inout ResponseKernel<Element>, _ loss: CloudLoss) throws -> Double {
        let model = try probabilities(&kernel, events: loss.events)
        return loss.evaluate(target: target, model: model, settings: settings) { joint($0) }.value
    }
}
