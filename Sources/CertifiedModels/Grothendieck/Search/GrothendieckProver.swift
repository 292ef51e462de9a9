import LHVModels

/// Finds what signs do not exceed for an inequality, by branch and bound, in rounds.
///
/// First the tails on which the bound rests, one a round, from the last row up; then the bound itself, with some orbits of the first rows'
/// signs a round.
struct GrothendieckProver: Sendable {
    /// How far a proof is.
    struct State: Sendable, Codable {
        /// t_k for the last rows, that of the last one first.
        var tails: [Int] = []
        /// How many orbits are done, and the greatest value that was found; none before the tails are.
        var orbits = 0
        var bound: Int?
    }

    /// Orbits of a round: enough for the threads, few enough for a checkpoint from time to time.
    static let orbitsOfRound = 64

    private(set) var state: State
    private let inequality: GrothendieckCertificate
    private let branches: SignBranches
    private let orbits: PrefixOrbits
    private let options: GrothendieckSearchOptions

    /// The proof of an inequality, from the beginning or from where it was.
    ///
    /// - Throws: `InvalidArgument` when the state is none of this proof.
    init(
        _ inequality: GrothendieckCertificate, _ options: GrothendieckSearchOptions, state: State = State()
    ) throws {
        self.inequality = inequality
        self.options = options
        self.state = state
        branches = SignBranches(inequality.matrix)
        orbits = PrefixOrbits(inequality)
        let (tails, count) = (rows - orbits.count, orbits.representatives.count)
        try require(
            state.tails.count == max(0, tails) || state.tails.count < tails && state.bound == nil, "tails",
            must: "be \(tails) before the bound", was: state.tails.count)
        try require((0...count).contains(state.orbits), "orbits", must: "be in 0…\(count)", was: state.orbits)
    }

    private var rows: Int { inequality.matrix.count }
    /// What is being proven.
    var stageName: String {
        state.bound == nil
            ? "proof, \(state.tails.count) of \(rows - orbits.count) tails"
            : "proof, \(state.orbits) of \(orbits.representatives.count) orbits of signs"
    }

    /// t_k for every row; a number that cuts nothing for rows of which nothing is known.
    private var allTails: [Int] {
        Array(repeating: GrothendieckCertificate.largestSum, count: rows - state.tails.count) + state.tails.reversed()
    }

    /// Does one round, and returns whether the proof is done.
    ///
    /// - Parameter check: Throws when there is no time left.
    /// - Throws: What `check` throws; ``/LHVModels/InvalidCertificate`` when a bound takes too many branches.
    mutating func round(checking check: @Sendable () throws -> Void) throws -> Bool {
        let first = rows - 1 - state.tails.count
        if first >= orbits.count {
            let known = try reached(from: first, check)
            let finding = try branches.search(
                from: first, beginningWith: [1], tails: allTails, bound: known, raises: true, checking: check)
            state.tails.append(finding.excess ?? known)
            return false
        }
        let (branches, orbits, allTails, done) = (branches, orbits, allTails, state.orbits)
        let known = try state.bound ?? reached(from: 0, check)
        let count = min(GrothendieckProver.orbitsOfRound, orbits.representatives.count - done)
        let findings = try Parallel.map(count: count, threads: options.threads) { index in
            try branches.search(
                from: 0, beginningWith: orbits.signs(done + index), tails: allTails, bound: known, raises: true,
                checking: check)
        }
        state.bound = ([known] + findings.compactMap(\.excess)).max()
        state.orbits = done + count
        return state.orbits == orbits.representatives.count
    }

    // What signs of the last rows reach that were found by letting the parties answer in turn.
    private func reached(from first: Int, _ check: () throws -> Void) throws -> Int {
        let matrix = inequality.matrix[first...]
        let (rows, columns) = (matrix.count, inequality.bob.count)
        var random = RandomStream(seed: options.seed, substream: UInt64(rows))
        let starts = (0..<(400 * rows)).map { _ in random.uniform() < 0.5 ? -1.0 : 1 }
        let ascent = try SignAscent(
            matrix.joined().map { Double($0) }, rows: rows, columns: columns, alice: starts, checking: check)
        // Sums of whole numbers below 2³⁰.
        return Int(ascent.values.reduce(0, largerOrNaN))
    }

    /// The inequality with what was proven of it, when the proof is done.
    func certificate() throws -> GrothendieckCertificate? {
        guard let bound = state.bound, state.orbits == orbits.representatives.count else { return nil }
        return try GrothendieckCertificate(
            name: inequality.name, dimension: inequality.dimension, alice: inequality.alice, bob: inequality.bob,
            matrix: inequality.matrix, symmetries: inequality.symmetries, localBound: bound,
            tails: state.tails.reversed())
    }
}
