import NumericalCore

/// Averages of products of softmax responses over a weighted cloud of hidden variables, and their gradients.
///
/// Hidden variable a of party j is a vector λ_aj of K_j numbers, and q_j(o|s, λ_a) = softmax(Σ_k λ_ajk f_k(o, s)). The
/// kernel computes P(m|s) = Σ_a w_a Π_j q_j(m_j|s_j, λ_a) either for a list of joint settings
/// (``expectations(of:at:)``) or for all combinations of the parties' settings at once (``moments(at:)``), and then, for
/// any derivatives ∂L/∂P, the gradient in λ and w (``differentiate(_:includingWeights:)``).
///
/// Logits and gradients are one matrix product for each party and block of hidden variables; what lies between is done
/// while the block is in the cache. `Float` is the working precision, `Double` the reference. The blocks and the order
/// of all sums are fixed, so results do not depend on the number of threads.
package struct ResponseKernel<Element: Scalar>: Sendable {
    /// N, the number of parties.
    package var parties: Int { functions.count }
    /// K_j, the number of functions of each party.
    package let functions: [Int]
    /// N_h, the number of hidden variables.
    package let count: Int
    /// The number of threads, in 1…1024.
    package let threads: Int
    /// λ: the parties one after the other, each hidden variable's K_j numbers together.
    package var parameters: [Element]
    /// ∂L/∂λ in the order of ``parameters``, after ``differentiate(_:includingWeights:)``.
    package internal(set) var gradient: [Element]
    /// w, not negative, with sum 1.
    package private(set) var weights: [Double]
    /// ∂L/∂w, when the last differentiation was asked for it.
    package internal(set) var weightGradient: [Double]

    /// w in the working precision, above zero so that one may divide by it.
    var workingWeights: [Element]
    /// The responses of the last evaluation, party after party, and for each hidden variable those of one setting list.
    var responses: [Element] = []
    /// What the last evaluation was, for the differentiation.
    var evaluation: Evaluation = .none

    enum Evaluation: Sendable {
        case none
        case list(ResponseList<Element>)
        case grid(ResponseGrid<Element>)
    }

    /// A kernel for a cloud.
    ///
    /// - Parameters:
    ///   - functions: K_j of each of 1…16 parties, in 1…2³².
    ///   - parameters: λ, party after party, each hidden variable's K_j numbers together.
    ///   - weights: A weight for each hidden variable, divided by their sum; nil for equal weights.
    ///   - threads: How many threads work at most, in 1…1024.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when sizes do not fit, a number is not finite, a weight is negative or all vanish.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    package init(
        functions: [Int], parameters: [Element], weights: [Double]? = nil, threads: Int = Parallel.processorCount
    ) throws {
        try require(
            (1...16).contains(functions.count), "functions", must: "be numbers for 1…16 parties", was: functions.count)
        try require(functions.allSatisfy { $0 >= 1 }, "functions", must: "be at least 1", was: functions)
        try require(functions.allSatisfy { $0 <= 1 << 32 }, "functions", must: "be at most 2³²", was: functions)
        try Parallel.requireCount(ofThreads: threads)
        let width = functions.reduce(0, +)
        try require(
            !parameters.isEmpty && parameters.count.isMultiple(of: width), "parameters",
            must: "be a positive multiple of \(width) numbers", was: parameters.count)
        try require(parameters.allSatisfy(\.isFinite), "parameters", must: "be finite", was: "not finite")
        ResponseLoops.requirePrecision(of: Element.self)
        self.functions = functions
        self.count = parameters.count / width
        self.threads = threads
        self.parameters = parameters
        self.gradient = Array(repeating: .zero, count: parameters.count)
        self.weights = Array(repeating: 1 / Double(count), count: count)
        self.weightGradient = []
        self.workingWeights = []
        try setWeights(weights ?? self.weights)
    }

    /// Takes new weights, which are divided by their sum.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one for each hidden variable, one is negative or not finite, or all
    ///   vanish.
    package mutating func setWeights(_ weights: [Double]) throws {
        try require(weights.count == count, "weights", must: "be \(count) numbers", was: weights.count)
        for weight in weights {
            try require(weight >= 0 && weight.isFinite, "weights", must: "be finite and not negative", was: weight)
        }
        let sum = weights.compensatedSum()
        try require(sum > 0 && sum.isFinite, "weights", must: "have a finite sum above 0", was: sum)
        // Weights that have been divided once stay as they are, to the last bit.
        self.weights = abs(sum - 1) < 1e-12 ? weights : weights.map { $0 / sum }
        workingWeights = converted(self.weights.map { max($0, 1e-30) }, to: Element.self)
    }

    /// Where the numbers of a party begin in ``parameters``.
    ///
    /// - Precondition: The party is in 0..<``parties``.
    package func offset(of party: Int) -> Int {
        requirePrecondition(
            functions.indices.contains(party), "party must be in 0..<\(functions.count), but was \(party)")
        return functions[..<party].reduce(0, +) * count
    }

    /// Sums over the blocks in their order.
    static func folded(_ parts: [[Double]]) -> [Double] {
        var total = parts[0]
        for part in parts.dropFirst() {
            for index in total.indices { total[index] += part[index] }
        }
        return total
    }

    func requireFeatures(_ features: [ResponseFeatures<Element>]) throws {
        try require(features.count == parties, "features", must: "be for \(parties) parties", was: features.count)
        for (party, feature) in features.enumerated() {
            try require(
                feature.functions == functions[party], "functions of the features of party \(party)",
                must: "be \(functions[party])", was: feature.functions)
        }
    }

    /// ∂L/∂λ and, when asked for, ∂L/∂w, from the derivatives of a loss with respect to what the last evaluation returned.
    ///
    /// The gradients are in ``gradient`` and ``weightGradient``. Responses are used up: one differentiation follows one
    /// evaluation.
    /// - Parameters:
    ///   - derivatives: ∂L/∂P, one for each number that the evaluation returned.
    ///   - includingWeights: Whether ∂L/∂w is computed too.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there was no evaluation or the numbers do not match it.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    package mutating func differentiate(_ derivatives: [Double], includingWeights: Bool = false) throws {
        switch evaluation {
        case .none: throw InvalidArgument("evaluation", must: "come before a differentiation", was: "missing")
        case .list(let list): try differentiate(derivatives, list, includingWeights)
        case .grid(let grid): try differentiate(derivatives, grid, includingWeights)
        }
        evaluation = .none
    }
}

/// Which joint outcomes are looked at.
package enum OutcomeEvents: String, Sendable, Hashable, Codable {
    /// Outcome 0 at every party, "all up": one event.
    case allFirst
    /// Every joint outcome, the first party's most significant.
    case all

    /// The outcomes of each event, party after party.
    ///
    /// - Precondition: No number of outcomes is negative, and there are at most 2²⁴ events.
    package func table(outcomes: [Int]) -> [[Int]] {
        let events = outcomes.reduce(1.0) { $0 * Double($1) }
        requirePrecondition(
            outcomes.allSatisfy { $0 >= 0 } && (self == .allFirst || events <= 0x1p24),
            "outcomes must be at least 0 with a product of at most 2²⁴, but was \(outcomes)")
        return switch self {
        case .allFirst: [outcomes.map { _ in 0 }]
        case .all: Array(MixedRadix(sizes: outcomes))
        }
    }
}

/// A number in double precision as another scalar, for whole arrays.
func converted<Element: Scalar>(_ numbers: [Double], to type: Element.Type) -> [Element] {
    if let same = numbers as? [Element] { return same }
    if type == Float.self, let single = numbers.map({ Float($0) }) as? [Element] { return single }
    return numbers.map { Element(real: $0) }
}
