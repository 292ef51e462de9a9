import LHVModels

/// Sums of responses over particles, for the probabilities of all joint outcomes of a list of joint settings.
struct ResponseTally<Base: LHVBaseModel> {
    let base: Base
    let settings: [[Base.Setting]]
    private var sums: [[Double]]
    private var squares: [[Double]]
    private var total = 0.0

    init(_ base: Base, _ settings: [[Base.Setting]]) {
        self.base = base
        self.settings = settings
        sums = settings.map { joint in
            Array(repeating: 0, count: joint.reduce(1) { $0 * base.outcomeCount(of: $1) })
        }
        squares = sums
    }

    mutating func add(_ point: [Base.HiddenVariable], weight: Double = 1) {
        total += 1
        for (index, joint) in settings.enumerated() {
            if joint.count == 2 {
                addPair(point, joint, index, weight)
                continue
            }
            var products = [weight]
            for party in joint.indices {
                let responses = responses(joint[party], point[party], party)
                products = products.flatMap { product in responses.map { product * $0 } }
            }
            for outcome in products.indices { add(products[outcome], index, outcome) }
        }
    }

    // The common case without arrays of products.
    private mutating func addPair(
        _ point: [Base.HiddenVariable], _ joint: [Base.Setting], _ index: Int, _ weight: Double
    ) {
        let (countOne, countTwo) = (base.outcomeCount(of: joint[0]), base.outcomeCount(of: joint[1]))
        for one in 0..<countOne {
            let first = weight * base.probability(of: one, given: joint[0], at: point[0], party: 0)
            if first == 0 { continue }
            for two in 0..<countTwo {
                let value = first * base.probability(of: two, given: joint[1], at: point[1], party: 1)
                if value != 0 { add(value, index, one * countTwo + two) }
            }
        }
    }

    private func responses(_ setting: Base.Setting, _ hidden: Base.HiddenVariable, _ party: Int) -> [Double] {
        (0..<base.outcomeCount(of: setting)).map { base.probability(of: $0, given: setting, at: hidden, party: party) }
    }

    private mutating func add(_ value: Double, _ setting: Int, _ outcome: Int) {
        sums[setting][outcome] += value
        squares[setting][outcome] += value * value
    }

    /// The estimated probability of an outcome; no response that never varied is taken to be exact.
    func estimate(_ setting: Int, _ outcome: Int) -> Estimate {
        let mean = sums[setting][outcome] / total
        let error = SampleVariance.standardErrorOfMean(
            meanSquare: squares[setting][outcome] / total - mean * mean, count: total)
        return Estimate(mean, standardError: largerOrNaN(error, 1 / total))
    }

    func compare(
        _ setting: Int, with expected: [Double], state: Int, time: Int, into report: inout VerificationReport
    ) throws {
        try require(
            expected.count == sums[setting].count, "prediction", must: "have \(sums[setting].count) probabilities",
            was: expected.count)
        for (outcome, probability) in expected.enumerated() {
            let estimate = estimate(setting, outcome)
            // Of a rare outcome the scatter is too poorly known; that of the prediction takes its place.
            let rare = probability * total < 20 ? (max(0, probability * (1 - probability)) / total).squareRoot() : 0
            report.include(
                difference: estimate.value - probability, standardError: largerOrNaN(estimate.standardError, rare),
                place: VerificationReport.Place(state: state, time: time, setting: setting, outcome: outcome))
        }
    }
}

extension LHVModel {
    /// Takes particles of each state through stages of a motion and compares their statistics at each of them.
    ///
    /// - Parameters:
    ///   - journey: Moves a point from stage to stage and hands it over at each, in order.
    ///   - evolved: (ρ, stage) ↦ the state whose statistics the particles should have.
    func verifyMotion<Generator: RandomNumberGenerator>(
        states: [State], stages: Int, settings: [[Base.Setting]], samples: Int, using generator: inout Generator,
        journey: ([Base.HiddenVariable], (Int, [Base.HiddenVariable]) -> Void) throws -> Void,
        evolved: (State, Int) throws -> State
    ) throws -> VerificationReport {
        try require(!states.isEmpty, "states", must: "not be empty", was: "empty")
        try require(!settings.isEmpty, "settings", must: "not be empty", was: "empty")
        var report = VerificationReport()
        for (stateIndex, state) in states.enumerated() {
            let tallies = try tallies(
                of: state, stages: stages, settings: settings, samples: samples, using: &generator, journey: journey)
            for (stage, tally) in tallies.enumerated() {
                let target = try evolved(state, stage)
                for (settingIndex, joint) in settings.enumerated() {
                    try tally.compare(
                        settingIndex, with: try prediction(target, joint), state: stateIndex, time: stage,
                        into: &report)
                }
            }
        }
        return report
    }

    /// The responses of moved particles of one state at each stage.
    func tallies<Generator: RandomNumberGenerator>(
        of state: State, stages: Int, settings: [[Base.Setting]], samples: Int, using generator: inout Generator,
        journey: ([Base.HiddenVariable], (Int, [Base.HiddenVariable]) -> Void) throws -> Void
    ) throws -> [ResponseTally<Base>] {
        try require(samples >= 2, "samples", must: "be at least 2", was: samples)
        let distribution = try distribution(state)
        for (index, joint) in settings.enumerated() {
            try require(
                joint.count == distribution.parties, "settings[\(index)]",
                must: "have one setting for each of \(distribution.parties) parties", was: joint.count)
        }
        var tallies = (0..<stages).map { _ in ResponseTally(base, settings) }
        for sample in 0..<samples {
            if sample & 255 == 0 { try Work.checkCancellation() }
            try journey(distribution.sample(using: &generator)) { tallies[$0].add($1) }
        }
        return tallies
    }
}
