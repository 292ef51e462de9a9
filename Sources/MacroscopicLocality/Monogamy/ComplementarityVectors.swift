import NumericalCore
import QuantumStates

/// The vectors of microscopic correlations whose mean is the vector of macroscopic ones: the proof of L ≤ 1, carried out on a state.
///
/// Each of the N₁·…·N_k vectors has the 2^k components T_w^{(l)} of an anticommuting family, shifted through the regions; so none is
/// longer than 1, and neither is their mean, whose squared length is L. Source: P4, Eq. A4 and the moves of App. A.
public struct ComplementarityVectors: Sendable, Hashable {
    /// The N₁·…·N_k vectors of 2^k components, words in counting order with x before y.
    public let vectors: [[Double]]
    /// The mean of the vectors: the macroscopic correlations T_w.
    public let mean: [Double]

    /// The vectors of a pure state.
    ///
    /// - Parameters:
    ///   - state: A state of qubits.
    ///   - regions: The regions.
    ///   - planes: The axes x and y of each region; nil for the coordinate axes.
    ///   - family: A family for regions of at most these sizes, such as that of ``AnticommutingTree/fitting(_:bodies:)``.
    /// - Complexity: O(N₁·…·N_k) reduced states, and as many vectors of 2^k components.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the regions do not fit the state or the family, planes are missing, or
    ///   products of the family commute.
    public init(
        of state: StateVector, regions: Regions, planes: [MeasurementPlane]? = nil, family: AnticommutingFamily
    ) throws {
        try self.init(state.space, regions, planes, family) { try state.reduced(to: $0) }
    }

    /// The vectors of a mixed state; see ``init(of:regions:planes:family:)-(StateVector,_,_,_)``.
    ///
    /// - Throws: As there.
    public init(
        of state: DensityOperator, regions: Regions, planes: [MeasurementPlane]? = nil, family: AnticommutingFamily
    ) throws {
        try self.init(state.space, regions, planes, family) { try state.reduced(to: $0) }
    }

    private init(
        _ space: HilbertSpace, _ regions: Regions, _ planes: [MeasurementPlane]?, _ family: AnticommutingFamily,
        _ reduced: ([Int]) throws -> DensityOperator
    ) throws {
        try regions.requireQubits(space)
        let embedded = try family.embedded(in: regions.sizes)
        if let pair = family.firstCommutingPair() {
            throw InvalidArgument(
                "family", must: "have products that anticommute in pairs", was: "one in which words \(pair) commute")
        }
        let table = try MicroscopicCorrelations(regions: regions, planes: planes, reduced)
        let vectors = try embedded.allShifts().map { family in
            family.sites.enumerated().map { word, sites in table.value(word: word, sites: sites) }
        }
        var mean = Array(repeating: 0.0, count: family.sites.count)
        for word in mean.indices {
            mean[word] = vectors.lazy.map { $0[word] }.compensatedSum() / Double(vectors.count)
        }
        self.vectors = vectors
        self.mean = mean
    }

    /// The length of the longest vector, at most 1 in every state.
    public var longest: Double {
        vectors.reduce(0) { longest, vector in
            largerOrNaN(longest, vector.reduce(0) { $0 + $1 * $1 }.squareRoot())
        }
    }

    /// L = |mean|², at most the square of ``longest``.
    public var criterion: Double { mean.reduce(0) { $0 + $1 * $1 } }
}

/// T_w^{(l₁…l_k)} for all choices of one spin per region and all words.
struct MicroscopicCorrelations {
    let sizes: [Int]
    private let values: [[Double]]

    init(regions: Regions, planes: [MeasurementPlane]?, _ reduced: ([Int]) throws -> DensityOperator) throws {
        let planes = planes ?? regions.members.map { _ in .xy }
        try require(
            planes.count == regions.count, "planes", must: "be one for each of \(regions.count) regions",
            was: planes.count)
        let product = regions.sizes.reduce(1) { min($0 * $1, EffectiveState.largestReductionCount + 1) }
        try require(
            product <= EffectiveState.largestReductionCount, "choices of one spin per region",
            must: "be at most \(EffectiveState.largestReductionCount)", was: "more, for regions of \(regions.sizes)")
        sizes = regions.sizes
        let axes = planes.map { [$0.x, $0.y] }
        values = try Choices(regions.members).map { try reduced($0).correlators(along: axes) }
    }

    func value(word: Int, sites: [Int]) -> Double { values[MixedRadix.index(sites, sizes)][word] }
}
