import LHVModels

/// A cloud of hidden variables: λ_aj ∈ R^{K_j} for N_h points a and N parties j, with weights w_a.
///
/// Its statistics are P(m|x) = Σ_a w_a Π_j q_j(m_j|x_j, λ_aj). The coefficients are kept in single precision, in which
/// they are searched; everything computed from them for a report is in double precision.
public struct HiddenVariableCloud: Sendable, Hashable {
    /// How each party answers.
    public let rules: [ResponseRule]
    /// N_h, the number of points.
    public let count: Int
    /// λ: party after party, each point's K_j numbers together.
    public internal(set) var parameters: [Float]
    /// w, not negative, with sum 1.
    public internal(set) var weights: [Double]

    /// A cloud from its coefficients.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when sizes do not fit, a number is not finite or the weights are no
    ///   distribution.
    public init(rules: [ResponseRule], parameters: [Float], weights: [Double]? = nil) throws {
        let kernel = try ResponseKernel<Float>(
            functions: rules.map(\.count), parameters: parameters, weights: weights, threads: 1)
        self.rules = rules
        self.count = kernel.count
        self.parameters = parameters
        self.weights = kernel.weights
    }

    /// Independent normal coefficients, with equal weights.
    ///
    /// - Parameters:
    ///   - rules: How each party answers.
    ///   - count: N_h, in 1…10⁷.
    ///   - scale: The standard deviation of the coefficients.
    ///   - generator: The source of chance.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func random(
        rules: [ResponseRule], count: Int, scale: Double = 1, using generator: inout some RandomNumberGenerator
    ) throws -> HiddenVariableCloud {
        try require((1...10_000_000).contains(count), "count", must: "be in 1…10⁷", was: count)
        try require(scale >= 0 && scale.isFinite, "scale", must: "be finite and not negative", was: scale)
        let numbers = generator.normals(count * rules.reduce(0) { $0 + $1.count }).map { Float(scale * $0) }
        return try HiddenVariableCloud(rules: rules, parameters: numbers)
    }

    /// N, the number of parties.
    public var parties: Int { rules.count }

    /// The K numbers of one party's hidden variable at one point.
    ///
    /// - Precondition: Party and point are in range.
    public func hiddenVariable(party: Int, point: Int) -> [Float] {
        requirePrecondition(
            rules.indices.contains(party) && (0..<count).contains(point),
            "party and point must be in range, but was \(party) and \(point)")
        let start = offset(party) + point * rules[party].count
        return Array(parameters[start..<(start + rules[party].count)])
    }

    func offset(_ party: Int) -> Int { rules[..<party].reduce(0) { $0 + $1.count } * count }

    /// A cloud of other size: the heaviest points stay; a larger one repeats points with normal noise added.
    ///
    /// A point that is repeated shares its weight with its copies.
    /// - Parameters:
    ///   - count: The new number of points, in 1…10⁷.
    ///   - noise: The standard deviation of the noise on copies.
    ///   - generator: The source of chance.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public func resized(
        to count: Int, noise: Double, using generator: inout some RandomNumberGenerator
    ) throws -> HiddenVariableCloud {
        try require((1...10_000_000).contains(count), "count", must: "be in 1…10⁷", was: count)
        try require(noise >= 0 && noise.isFinite, "noise", must: "be finite and not negative", was: noise)
        let order = weights.indices.sorted { (weights[$0], $1) > (weights[$1], $0) }
        let sources = (0..<count).map { order[$0 % order.count] }
        var uses = [Int](repeating: 0, count: self.count)
        for source in sources { uses[source] += 1 }
        return try rebuilt(
            sources: sources, isCopy: { $0 >= order.count },
            weights: sources.map { weights[$0] / Double(uses[$0]) }, noise: noise, using: &generator)
    }

    /// The same cloud with harmonics of further degrees, whose coefficients are zero: it answers as before.
    ///
    /// A search that begins with few degrees and then takes more leaves less between the settings that must average out.
    /// - Parameter rules: The new rule of each party; it has all degrees of the old one, or is the old one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one for each party, or a rule lacks functions.
    public func extended(to rules: [ResponseRule]) throws -> HiddenVariableCloud {
        try require(rules.count == parties, "rules", must: "be \(parties), one for each party", was: rules.count)
        let blocks = try zip(self.rules, rules).map { try $0.places(in: $1) }
        var numbers: [Float] = []
        numbers.reserveCapacity(count * rules.reduce(0) { $0 + $1.count })
        for party in rules.indices {
            for point in 0..<count {
                var own = [Float](repeating: 0, count: rules[party].count)
                for (place, number) in zip(blocks[party], hiddenVariable(party: party, point: point)) {
                    own[place] = number
                }
                numbers += own
            }
        }
        return try HiddenVariableCloud(rules: rules, parameters: numbers, weights: weights)
    }

    /// Points of negligible weight become noisy copies of the heaviest ones, which share their weight with them.
    ///
    /// - Parameters:
    ///   - share: A point is dead when N_h·w is below this.
    ///   - noise: The standard deviation of the noise on copies.
    ///   - generator: The source of chance.
    /// - Returns: The cloud, and how many points were revived.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public func reviving(
        below share: Double, noise: Double, using generator: inout some RandomNumberGenerator
    ) throws -> (cloud: HiddenVariableCloud, revived: Int) {
        try require((0...1).contains(share), "share", must: "be in 0…1", was: share)
        try require(noise >= 0 && noise.isFinite, "noise", must: "be finite and not negative", was: noise)
        let dead = weights.indices.filter { weights[$0] * Double(count) < share }
        guard !dead.isEmpty, dead.count < count else { return (self, 0) }
        let deadSet = Set(dead)
        let living = weights.indices.filter { !deadSet.contains($0) }
            .sorted { (weights[$0], $1) > (weights[$1], $0) }
        var sources = Array(0..<count)
        var newWeights = weights
        var uses = [Int](repeating: 1, count: count)
        for (index, point) in dead.enumerated() {
            sources[point] = living[index % living.count]
            uses[sources[point]] += 1
        }
        for point in 0..<count { newWeights[point] = weights[sources[point]] / Double(uses[sources[point]]) }
        let cloud = try rebuilt(
            sources: sources, isCopy: { deadSet.contains($0) }, weights: newWeights, noise: noise, using: &generator)
        return (cloud, dead.count)
    }

    private func rebuilt(
        sources: [Int], isCopy: (Int) -> Bool, weights: [Double], noise: Double,
        using generator: inout some RandomNumberGenerator
    ) throws -> HiddenVariableCloud {
        var numbers: [Float] = []
        numbers.reserveCapacity(sources.count * rules.reduce(0) { $0 + $1.count })
        for (party, rule) in rules.enumerated() {
            let start = offset(party)
            for (place, source) in sources.enumerated() {
                let own = parameters[(start + source * rule.count)..<(start + (source + 1) * rule.count)]
                if isCopy(place) {
                    let shifts = generator.normals(rule.count)
                    numbers += zip(own, shifts).map { $0 + Float(noise * $1) }
                } else {
                    numbers += own
                }
            }
        }
        return try HiddenVariableCloud(rules: rules, parameters: numbers, weights: weights)
    }

    /// Writes `party-0.npy`, …, each of shape (N_h, K_j) in single precision, and `weights.npy` into a folder.
    ///
    /// - Throws: ``/DataFiles/FileAccessError`` when a file cannot be written; the folder must exist.
    public func writeNumPy(to folder: String) throws {
        for (party, rule) in rules.enumerated() {
            let start = offset(party)
            let own = Array(parameters[start..<(start + count * rule.count)])
            try NumPyArray(shape: [count, rule.count], elements: own).write(to: "\(folder)/party-\(party).npy")
        }
        try NumPyArray(weights).write(to: "\(folder)/weights.npy")
    }

    /// Reads what ``writeNumPy(to:)`` wrote.
    ///
    /// - Throws: ``/DataFiles/FileAccessError`` or ``/DataFiles/FileFormatError`` when a file cannot be read;
    ///   ``/NumericalCore/InvalidArgument`` when shapes do not fit the rules.
    public init(numPyFolder folder: String, rules: [ResponseRule]) throws {
        var numbers: [Float] = []
        let weights = try NumPyArray<Double>(contentsOf: "\(folder)/weights.npy")
        for (party, rule) in rules.enumerated() {
            let array = try NumPyArray<Float>(contentsOf: "\(folder)/party-\(party).npy")
            try require(
                array.shape == [weights.elements.count, rule.count], "shape of party-\(party).npy",
                must: "be \([weights.elements.count, rule.count])", was: array.shape)
            numbers += array.elements
        }
        try self.init(rules: rules, parameters: numbers, weights: weights.elements)
    }

    /// The kernel that evaluates the cloud.
    func kernel<Element: Scalar>(_ type: Element.Type, threads: Int) throws -> ResponseKernel<Element> {
        try ResponseKernel(
            functions: rules.map(\.count), parameters: parameters.map { Element(real: Double($0)) }, weights: weights,
            threads: threads)
    }
}

extension HiddenVariableCloud: Codable {
    private enum CodingKeys: String, CodingKey { case rules, parameters, weights }

    /// Reads the cloud and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            rules: container.decode([ResponseRule].self, forKey: .rules),
            parameters: container.decode(Packed<Float>.self, forKey: .parameters).wrappedValue,
            weights: container.decode(Packed<Double>.self, forKey: .weights).wrappedValue)
    }

    /// Writes the cloud, every number with its exact bits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rules, forKey: .rules)
        try container.encode(Packed(wrappedValue: parameters), forKey: .parameters)
        try container.encode(Packed(wrappedValue: weights), forKey: .weights)
    }
}
