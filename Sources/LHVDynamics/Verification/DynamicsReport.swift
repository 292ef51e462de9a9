import LHVModels

/// How well moved hidden variables reproduce the evolved statistics, and where they do so worst.
public struct DynamicsReport: Sendable, Hashable, Codable {
    /// Which comparison: indices into the lists of states, times or sequences, and settings, and the joint outcome's number.
    public struct Place: Sendable, Hashable, Codable {
        /// The index of the initial state.
        public let state: Int
        /// The index of the time, or of the sequence of unitaries.
        public let time: Int
        /// The index of the joint setting.
        public let setting: Int
        /// The number of the joint outcome, the first party's outcome most significant.
        public let outcome: Int
    }

    /// The number of probabilities that were compared.
    public private(set) var comparisons = 0
    /// The largest |model − prediction|.
    public private(set) var largestDifference = 0.0
    /// The largest |model − prediction| in standard errors, 0 for quadratures; of n comparisons one expects about √(2 ln n).
    public private(set) var worstDeviation = 0.0
    /// Where the largest deviation is: in standard errors where there are any.
    public private(set) var worstPlace: Place?
    /// The mean of the squared deviations in standard errors, about 1 for a correct model and 0 for quadratures.
    public var meanSquaredDeviation: Double { comparisons > 0 ? sumOfSquares / Double(comparisons) : 0 }

    private var sumOfSquares = 0.0

    init() {}

    mutating func include(difference: Double, standardError: Double?, place: Place) {
        comparisons += 1
        // A value that is not a number must not pass for a small one.
        let size = difference.isNaN ? Double.infinity : abs(difference)
        if let standardError {
            let deviation = size / standardError
            sumOfSquares += deviation * deviation
            if deviation > worstDeviation { (worstDeviation, worstPlace) = (deviation, place) }
        } else if size > largestDifference {
            worstPlace = place
        }
        largestDifference = max(largestDifference, size)
    }
}

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
        let variance = max(0, squares[setting][outcome] / total - mean * mean)
        return Estimate(mean, standardError: max((variance / (total - 1)).squareRoot(), 1 / total))
    }

    func compare(_ setting: Int, with expected: [Double], state: Int, time: Int, into report: inout DynamicsReport)
        throws
    {
        try require(
            expected.count == sums[setting].count, "prediction", must: "have \(sums[setting].count) probabilities",
            was: expected.count)
        for (outcome, probability) in expected.enumerated() {
            let estimate = estimate(setting, outcome)
            // Of a rare outcome the scatter is too poorly known; that of the prediction takes its place.
            let rare = probability * total < 20 ? (max(0, probability * (1 - probability)) / total).squareRoot() : 0
            report.include(
                difference: estimate.value - probability, standardError: max(estimate.standardError, rare),
                place: DynamicsReport.Place(state: state, time: time, setting: setting, outcome: outcome))
        }
    }
}
