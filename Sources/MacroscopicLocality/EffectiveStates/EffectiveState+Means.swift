import NumericalCore
import QuantumStates

extension EffectiveState {
    /// The largest number of reduced states that are averaged one by one.
    public static let largestReductionCount = 1_000_000

    /// The effective state of a pure state.
    ///
    /// Qubits take one pass over the amplitudes with the collective spins of the regions; nothing of size 4^N, and for two
    /// regions nothing of size 2^N, is stored. Other dimensions, and M > 1, take the mean of the reduced states.
    /// - Parameters:
    ///   - state: A state of any number of parties.
    ///   - regions: The regions; the parties of one region are of one dimension.
    ///   - bodies: M, at most the number of parties of the smallest region.
    ///   - threads: How many threads work.
    /// - Complexity: O(4^{max(k, 2) − 2}·N·2^N) for qubits, and 2^N numbers of memory for each region above two; otherwise
    ///   O(Π N_r^M) reductions.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the regions do not fit, or the effective state is too large.
    public init(
        of state: StateVector, regions: Regions, bodies: Int = 1, threads: Int = Parallel.processorCount
    ) throws {
        if bodies == 1, state.space.isQubits, state.parties >= 2 {
            try regions.requireQubits(state.space)
            try require(
                regions.count <= PauliTensor.largestCount, "regions", must: "be at most \(PauliTensor.largestCount)",
                was: regions.count)
            let spins = CollectiveSpins(qubits: state.parties, regions: regions)
            let tensor = try PauliTensor(
                count: regions.count, coefficients: spins.moments(of: state.amplitudes, threads: threads))
            self.init(
                unchecked: DensityOperator(unchecked: tensor.matrix, in: try .qubits(regions.count)),
                regionSizes: regions.sizes.map(Double.init))
        } else {
            try self.init(reducing: state.space, regions: regions, bodies: bodies) { try state.reduced(to: $0) }
        }
    }

    /// The effective state of a mixed state.
    ///
    /// - Parameters:
    ///   - state: A state of any number of parties.
    ///   - regions: The regions; the parties of one region are of one dimension.
    ///   - bodies: M, at most the number of parties of the smallest region.
    /// - Complexity: O(Π N_r^M) reductions.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the regions do not fit, or there is too much to average.
    public init(of state: DensityOperator, regions: Regions, bodies: Int = 1) throws {
        try self.init(reducing: state.space, regions: regions, bodies: bodies) { try state.reduced(to: $0) }
    }

    /// The effective state of settings that vary over the sample by a rotation at each spin.
    ///
    /// A region whose setting is n measures spin i along R_i n. Whatever holds for uniform settings and all states holds for
    /// these too. Source: P4, end of Sec. II.
    /// - Parameters:
    ///   - state: A state of qubits.
    ///   - regions: The regions.
    ///   - frames: R_i for every party of the state.
    /// - Complexity: O(N·2^N) for the rotations, and as ``init(of:regions:bodies:threads:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when frames are missing or the regions do not fit.
    public init(of state: StateVector, regions: Regions, frames: [QubitRotation]) throws {
        try regions.requireQubits(state.space)
        try require(
            frames.count == state.parties, "frames", must: "be one for each of \(state.parties) parties",
            was: frames.count)
        var turned = state
        for (party, frame) in frames.enumerated() { turned = try turned.applying(frame.unitary.adjoint, to: party) }
        try self.init(of: turned, regions: regions)
    }

    /// The mean of reduced states that the caller has, such as all pairs of a lattice, or one of each kind with its number.
    ///
    /// - Parameters:
    ///   - reducedStates: States ρ_{i₁…i_k} with one spin of each region, the regions in order.
    ///   - multiplicities: How many times each occurs; nil when each occurs once. Their sum must be N₁·…·N_k.
    ///   - regionSizes: N₁ … N_k.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the list is empty, spaces differ, or the numbers do not fit: for sums
    ///   above 2⁵³, within a relative 1e-12.
    public init(averaging reducedStates: [DensityOperator], multiplicities: [Double]? = nil, regionSizes: [Double])
        throws
    {
        guard let first = reducedStates.first else {
            throw InvalidArgument("reduced states", must: "be at least one", was: "none")
        }
        try EffectiveState.requireSizes(regionSizes, count: first.parties)
        let counts = multiplicities ?? Array(repeating: 1, count: reducedStates.count)
        try require(
            counts.count == reducedStates.count, "multiplicities", must: "be \(reducedStates.count) numbers",
            was: counts.count)
        for (index, count) in counts.enumerated() {
            try require(
                count.isFinite && count >= 0, "multiplicity \(index)", must: "be finite and at least 0", was: count)
        }
        let total = regionSizes.reduce(1, *)
        let sum = counts.compensatedSum()
        try require(
            abs(sum - total) <= 1e-12 * total, "sum of the multiplicities", must: "be N₁·…·N_k = \(total)", was: sum)
        var mean = ComplexMatrix(rows: first.space.dimension, columns: first.space.dimension)
        for (index, (state, count)) in zip(reducedStates, counts).enumerated() {
            try require(
                state.space == first.space, "reduced state \(index)", must: "live in \(first.space) like the first",
                was: state.space)
            mean.add(Complex(count / total), times: state.matrix)
        }
        self.init(unchecked: DensityOperator(unchecked: mean, in: first.space), regionSizes: regionSizes)
    }

    private init(
        reducing space: HilbertSpace, regions: Regions, bodies: Int, _ reduced: ([Int]) throws -> DensityOperator
    ) throws {
        try regions.requireFit(space)
        try EffectiveState.requireSizes(regions.sizes.map(Double.init), count: nil, bodies: bodies)
        let members = regions.members
        let limit = EffectiveState.largestReductionCount
        let ways = members.map { fallingFactorial($0.count, bodies, limit: limit) ?? .max }
        let total = MixedRadix.product(ways) ?? .max
        try require(
            total <= limit, "reduced states", must: "be at most \(limit)", was: "more, for regions of \(regions.sizes)"
        )
        let inner = try HilbertSpace(
            dimensions: members.flatMap { Array(repeating: space.dimensions[$0[0]], count: bodies) })
        try inner.requireDenseOperators()
        let size = inner.dimension
        var mean = ComplexMatrix(rows: size, columns: size)
        for choice in Choices(members.map { orderedChoices($0, bodies) }) {
            mean += try reduced(choice.flatMap { $0 }).matrix
        }
        var outer: [Int] = []
        for list in members {
            outer.append((0..<bodies).reduce(1) { product, _ in product * space.dimensions[list[0]] })
        }
        self.init(
            unchecked: DensityOperator(
                unchecked: Complex(1 / Double(total)) * mean, in: try HilbertSpace(dimensions: outer)),
            regionSizes: regions.sizes.map(Double.init), bodies: bodies)
    }
}
