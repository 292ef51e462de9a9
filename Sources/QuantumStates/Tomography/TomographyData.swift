import NumericalCore

/// Counts of a tomography experiment: how often each of a list of effects was seen.
///
/// An effect is an operator 0 ≤ E ≤ 1 on the whole space, such as a projector |HV⟩⟨HV|; it is seen with probability
/// Tr(ρE) in a trial. Counts are real numbers so that corrected counts and exact expectations fit.
public struct TomographyData: Sendable, Hashable {
    /// How the counts came about.
    public enum Statistics: Sendable, Hashable, Codable {
        /// Each effect was counted on its own, with a Poisson law of mean N·Tr(ρE); N is nil when it is unknown but the
        /// same for all effects.
        case poisson(trials: Double?)
        /// The effects are the outcomes of complete measurements, so many for each, whose counts follow multinomial laws.
        case multinomial(outcomes: [Int])
    }

    /// The space of the parties.
    public let space: HilbertSpace
    /// The effects, each D × D.
    public let effects: [ComplexMatrix]
    /// The count of each effect.
    public let counts: [Double]
    /// How the counts came about.
    public let statistics: Statistics

    /// How far effects may be from Hermitian and from 0 ≤ E ≤ 1, and complete measurements from a sum of 1.
    public static let tolerance = 1e-9

    /// The largest dimension for tomography: D² = 4096 unknowns.
    public static let largestDimension = 64

    /// Counts of effects that were each counted on their own, as coincidences behind polarizers are.
    ///
    /// - Parameters:
    ///   - effects: At least one D × D matrix with 0 ≤ E ≤ 1.
    ///   - counts: A count for each effect, at least 0.
    ///   - trials: N, the expected number of trials for each effect, or nil when it is to be estimated.
    ///   - space: The parties, of total dimension at most 64.
    /// - Complexity: O(M·D³) for M effects.
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the effect or count that is wrong.
    public init(effects: [ComplexMatrix], counts: [Double], trials: Double?, in space: HilbertSpace) throws {
        try self.init(effects: effects, counts: counts, statistics: .poisson(trials: trials), in: space)
    }

    /// Counts of the outcomes of complete measurements of the whole system.
    ///
    /// - Parameters:
    ///   - measurements: Measurements of dimension D.
    ///   - counts: For each measurement a list with the count of each outcome.
    ///   - space: The parties, of total dimension at most 64.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the counts do not fit the measurements or those not the space.
    public init(measurements: [POVM], counts: [[Double]], in space: HilbertSpace) throws {
        try require(
            counts.count == measurements.count, "counts",
            must: "be a list for each of \(measurements.count) measurements",
            was: counts.count)
        for (index, (measurement, list)) in zip(measurements, counts).enumerated() {
            try require(
                list.count == measurement.outcomes, "counts of measurement \(index)",
                must: "be \(measurement.outcomes) numbers", was: list.count)
        }
        try self.init(
            effects: measurements.flatMap(\.elements), counts: counts.flatMap { $0 },
            statistics: .multinomial(outcomes: measurements.map(\.outcomes)), in: space)
    }

    /// Counts of joint outcomes when every party makes a measurement of its own.
    ///
    /// - Parameters:
    ///   - localMeasurements: For each setting of the experiment a list with one measurement for each party.
    ///   - counts: For each setting the counts of the outcome lists (a₁, …, a_N), the first party most significant.
    ///   - space: The parties, of total dimension at most 64.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when measurements do not fit the parties or counts not the outcomes.
    public init(localMeasurements: [[POVM]], counts: [[Double]], in space: HilbertSpace) throws {
        try TomographyData.requireTractable(space)
        for list in localMeasurements { try space.requireMeasurements(list) }
        try self.init(
            measurements: localMeasurements.map { list in
                POVM(
                    unchecked: list.dropFirst().reduce(list[0].elements) { products, next in
                        products.flatMap { product in next.elements.map { product.kronecker($0) } }
                    })
            }, counts: counts, in: space)
    }

    private init(
        effects: [ComplexMatrix], counts: [Double], statistics: Statistics, in space: HilbertSpace
    ) throws {
        try TomographyData.requireTractable(space)
        try require(!effects.isEmpty, "effects", must: "be at least one matrix", was: "empty")
        try TomographyData.requireCounts(counts, number: effects.count)
        for (index, effect) in effects.enumerated() {
            try requireEffect(
                effect, dimension: space.dimension, "effect \(index)", tolerance: TomographyData.tolerance,
                boundedByOne: true)
            try require(
                effect.trace.real > TomographyData.tolerance || counts[index] == 0, "count \(index)",
                must: "be 0 for an effect that is zero", was: counts[index])
        }
        switch statistics {
        case .poisson(let trials):
            if let trials {
                try require(
                    trials > 0 && trials.isFinite, "trials", must: "be finite and above 0", was: trials)
            }
            try require(counts.contains { $0 > 0 }, "counts", must: "not all be 0", was: "all 0")
        case .multinomial(let outcomes):
            try TomographyData.requireComplete(outcomes, effects: effects, counts: counts)
        }
        self.space = space
        self.effects = effects.map(\.hermitianPart)
        self.counts = counts
        self.statistics = statistics
    }

    private init(copying data: TomographyData, counts: [Double]) {
        self.space = data.space
        self.effects = data.effects
        self.counts = counts
        self.statistics = data.statistics
    }

    private static func requireTractable(_ space: HilbertSpace) throws {
        try require(
            space.dimension <= largestDimension, "dimension", must: "be at most \(largestDimension) for tomography",
            was: space.dimension)
    }

    private static func requireCounts(_ counts: [Double], number: Int) throws {
        try require(counts.count == number, "counts", must: "be \(number) numbers", was: counts.count)
        for (index, count) in counts.enumerated() {
            try require(
                count >= 0 && count <= 0x1p50, "count \(index)", must: "be in 0…2⁵⁰", was: count)
        }
    }

    /// Throws unless the effects are complete measurements, each with some counts.
    private static func requireComplete(_ outcomes: [Int], effects: [ComplexMatrix], counts: [Double]) throws {
        try require(
            outcomes.allSatisfy { (1...effects.count).contains($0) } && outcomes.reduce(0, +) == effects.count,
            "outcomes", must: "sum to the number of effects, \(effects.count)", was: outcomes)
        var start = 0
        for (setting, number) in outcomes.enumerated() {
            let places = start..<(start + number)
            let sum = effects[places].dropFirst().reduce(effects[start], +)
            let defect = sum.distance(to: .identity(sum.rows))
            try require(
                defect <= Double(number) * tolerance, "sum of the effects of setting \(setting)",
                must: "be the unit matrix within \(Double(number) * tolerance)", was: "off by \(defect)")
            let total = counts[places].reduce(0, +)
            try require(total > 0, "counts of setting \(setting)", must: "not all be 0", was: total)
            start += number
        }
    }

    /// The same experiment with other counts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a count is wrong.
    public func replacingCounts(_ counts: [Double]) throws -> TomographyData {
        try TomographyData(effects: effects, counts: counts, statistics: statistics, in: space)
    }

    /// The same experiment with counts known to be in 0…2⁵⁰, or nil when a setting has none.
    func replacingCounts(unchecked counts: [Double]) -> TomographyData? {
        let copy = TomographyData(copying: self, counts: counts)
        return copy.groups.allSatisfy { counts[$0].contains { $0 > 0 } } ? copy : nil
    }

    /// The effects that share a number of trials: all together, or those of each complete measurement.
    var groups: [Range<Int>] {
        guard case .multinomial(let outcomes) = statistics else { return [0..<effects.count] }
        var start = 0
        return outcomes.map { number in
            defer { start += number }
            return start..<(start + number)
        }
    }

    /// The same counts with the number of trials known from effects that together make a complete measurement.
    ///
    /// It is assumed that all other effects were counted in as many trials.
    /// - Parameter indices: Effects that sum to 1, such as HH, HV, VV and VH; their counts sum to N.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an index is not there, the effects do not sum to 1, their counts
    ///   vanish, or the effects were not counted on their own.
    public func normalized(byComplete indices: [Int]) throws -> TomographyData {
        guard case .poisson = statistics else {
            throw InvalidArgument("statistics", must: "be Poissonian to be normalized by some effects", was: statistics)
        }
        try require(
            !indices.isEmpty && indices.allSatisfy(effects.indices.contains) && Set(indices).count == indices.count,
            "indices", must: "name effects in 0..<\(effects.count), each once", was: indices)
        let sum = indices.dropFirst().reduce(effects[indices[0]]) { $0 + effects[$1] }
        let defect = sum.distance(to: .identity(sum.rows))
        try require(
            defect <= Double(indices.count) * TomographyData.tolerance, "effects \(indices)",
            must: "sum to the unit matrix", was: "off by \(defect)")
        return try TomographyData(
            effects: effects, counts: counts, trials: indices.reduce(0) { $0 + counts[$1] }, in: space)
    }

    /// Tr(ρE) for each effect.
    ///
    /// - Complexity: O(M·D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state lives in another space.
    public func probabilities(of state: DensityOperator) throws -> [Double] {
        try require(state.space == space, "state", must: "live in \(space)", was: state.space)
        return effects.map { DensityOperator.traceOfProduct(state.matrix, $0).real }
    }

    /// The rank of the effects as vectors, and their largest singular value over the smallest that counts.
    ///
    /// They are informationally complete when the rank is D².
    /// - Complexity: O(M·D⁴).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func informationalRank() throws -> (rank: Int, conditionNumber: Double) {
        let values = try designMatrix.singularValueDecomposition().values
        let largest = values.first ?? 0
        let counted = values.filter { $0 > 1e-10 * largest }
        return (counted.count, largest / (counted.last ?? largest))
    }

    /// A row of coordinates for each effect.
    var designMatrix: RealMatrix {
        let rows = effects.map(HermitianCoordinates.coordinates)
        return RealMatrix(rows: rows.count, columns: space.dimension * space.dimension) { rows[$0][$1] }
    }

    /// Rank and condition number; throws unless the effects determine a Hermitian matrix.
    @discardableResult
    func requireInformationallyComplete() throws -> (rank: Int, conditionNumber: Double) {
        let needed = space.dimension * space.dimension
        let result = try informationalRank()
        try require(
            result.rank == needed, "effects", must: "be informationally complete, of rank D² = \(needed)",
            was: "of rank \(result.rank)")
        return result
    }
}

extension TomographyData: Codable {
    private enum CodingKeys: String, CodingKey { case dimensions, effects, counts, statistics }

    /// Reads the experiment and checks it again.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            effects: try container.decode([ComplexMatrix].self, forKey: .effects),
            counts: try container.decode([Double].self, forKey: .counts),
            statistics: try container.decode(Statistics.self, forKey: .statistics),
            in: try container.decode(HilbertSpace.self, forKey: .dimensions))
    }

    /// Writes the experiment.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(space, forKey: .dimensions)
        try container.encode(effects, forKey: .effects)
        try container.encode(counts, forKey: .counts)
        try container.encode(statistics, forKey: .statistics)
    }
}
