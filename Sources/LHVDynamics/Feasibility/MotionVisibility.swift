import LHVModels

/// The largest visibility at which some distribution follows given motions, between two bounds with their proofs.
public struct MotionVisibility: Sendable {
    /// The visibility that ``cloud`` reaches, up to the degree of the constraints.
    public let lower: Double
    /// max W/w of ``witness`` over everything that the search has seen.
    public let upper: Double
    /// The particles that reach ``lower``, beside uniform ones of weight ``uniformWeight``; nil when all are uniform.
    public let cloud: WeightedCloud<Direction>?
    /// The weight of uniformly distributed pairs, which volume-preserving motions leave uniform.
    public let uniformWeight: Double
    /// The certificate of ``upper``.
    public let witness: MotionWitness
    /// The number of linear programs that were solved.
    public let rounds: Int
    /// The number of independent constraints.
    public let rank: Int
}

extension MotionConstraints {
    /// The largest v at which vρ + (1 − v)1/4 has a distribution that is right after all motions.
    ///
    /// max v over p ≥ 0 on a set of pairs, a linear program; pairs at which the dual witness exceeds its bound are added until the
    /// two bounds agree. Without rounds the answer is that of the given grid, and `upper` speaks of the grid only.
    /// - Parameters:
    ///   - state: ρ, usually pure: S_v is the hull of the noisy pure states.
    ///   - cells: Pairs of directions to begin with, at least one.
    ///   - rounds: How often pairs may be added.
    ///   - starts: The number of random pairs from which the witness's maximum is sought in each round.
    ///   - tolerance: The difference of the bounds at which to stop.
    ///   - generator: The source of randomness.
    /// - Complexity: A linear program with as many rows as independent constraints in each round: milliseconds at degree 1, seconds at
    ///   degree 3. A cancelled task stops between rounds.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, ``/NumericalCore/NumericalFailure`` when a
    ///   linear program is not solved, `CancellationError` in a cancelled task, and what the motions throw.
    public func largestVisibility(
        of state: DensityOperator, cells: [[Direction]], rounds: Int = 0, starts: Int = 1000, tolerance: Double = 1e-4,
        using generator: inout some RandomNumberGenerator
    ) throws -> MotionVisibility {
        try require(!cells.isEmpty, "cells", must: "not be empty", was: "empty")
        try require(rounds >= 0, "rounds", must: "be at least 0", was: rounds)
        try require(tolerance > 0, "tolerance", must: "be positive", was: tolerance)
        let reduction = try ConstraintReduction(self, using: &generator)
        let target = try means(for: state)
        // Functions that vanish identically can have no mean: where one must, nothing is possible.
        if let contradiction = reduction.contradiction(to: target) {
            return MotionVisibility(
                lower: 0, upper: 0, cloud: nil, uniformWeight: 1,
                witness: try MotionWitness(self, coefficients: contradiction), rounds: 0, rank: reduction.rank)
        }
        let rank = reduction.rank
        func column(_ pair: [Direction]) throws -> [Double] { reduction.reduced(try values(at: pair)) + [1] }
        // The variables: v, the weight of uniform pairs, and the weights of the cells.
        let rows = [LinearProgram.Bounds](repeating: .equal(to: 0), count: rank) + [.equal(to: 1)]
        var columns = [reduction.reduced(target).map { -$0 } + [0], [Double](repeating: 0, count: rank) + [1]]
        var pairs = cells
        columns += try pairs.map(column)
        let program = try LinearProgram(
            .maximize, [1] + [Double](repeating: 0, count: columns.count - 1),
            subjectTo: RealMatrix(unchecked: columns.flatMap { $0 }, rows: rank + 1, columns: columns.count), rows,
            variables: [.between(0, 1)] + Array(repeating: .nonnegative, count: columns.count - 1))
        let solver = try SimplexSolver(program)
        var round = 0
        var best: (upper: Double, witness: MotionWitness)?
        while true {
            try Task.checkCancellation()
            let solution = try solver.solve()
            round += 1
            guard solution.isOptimal else {
                throw NumericalFailure("largest visibility", "the linear program ended as \(solution.status)")
            }
            let value = solution.primal[0]
            let witness = try MotionWitness(
                self, coefficients: reduction.restored(solution.dual.prefix(rank).map { -$0 }))
            let mean = try witness.mean(for: state)
            var upper = mean > 0 ? max(0, try witness.largestValue(on: pairs)) / mean : 1
            var found: [(value: Double, pair: [Direction])] = []
            if rounds > 0 {
                found = try witness.maxima(starts: starts, refined: 30, using: &generator)
                upper = mean > 0 ? max(upper, found[0].value / mean) : 1
            }
            // Duals swing while pairs are missing; the best bound so far stays valid.
            if best.map({ upper < $0.upper }) ?? true { best = (upper, witness) }
            let proven = best ?? (upper, witness)
            if round > rounds || proven.upper - value < tolerance {
                let weights = solution.primal.dropFirst(2).map { max(0, $0) }
                let support = weights.indices.filter { weights[$0] > 0 }
                return MotionVisibility(
                    lower: value, upper: min(1, proven.upper),
                    cloud: support.isEmpty
                        ? nil
                        : try WeightedCloud(points: support.map { pairs[$0] }, weights: support.map { weights[$0] }),
                    uniformWeight: max(0, solution.primal[1]), witness: proven.witness, rounds: round, rank: rank)
            }
            let new = found.filter { $0.value > value * mean }.map(\.pair)
            let added = try new.map(column)
            try solver.append(
                columns: RealMatrix(unchecked: added.flatMap { $0 }, rows: rank + 1, columns: added.count),
                objective: [Double](repeating: 0, count: added.count))
            pairs += new
        }
    }
}

/// Independent combinations of the constraints' functions, of about unit size.
struct ConstraintReduction {
    private let directions: RealMatrix  // a column for each function, orthonormal
    private let scales: [Double]
    let rank: Int

    init(_ constraints: MotionConstraints, using generator: inout some RandomNumberGenerator) throws {
        let count = constraints.count
        let samples = 2 * count + 20
        var entries = [Double]()
        entries.reserveCapacity(samples * count)
        for _ in 0..<samples {
            entries += try constraints.values(at: [.random(using: &generator), .random(using: &generator)])
        }
        // A column for each sample, so that left singular vectors are combinations of functions.
        let matrix = RealMatrix(unchecked: entries, rows: count, columns: samples)
        let decomposition = try matrix.singularValueDecomposition()
        let values = decomposition.values
        directions = decomposition.left
        let size = Double(samples).squareRoot()
        scales = values.map { $0 / size }
        rank = values.filter { $0 > 1e-9 * values[0] }.count
    }

    func reduced(_ values: [Double]) -> [Double] {
        (0..<rank).map { innerProduct(directions.column($0), values) / scales[$0] }
    }

    func restored(_ dual: [Double]) -> [Double] {
        var sum = [Double](repeating: 0, count: directions.rows)
        for (index, weight) in dual.enumerated() where weight != 0 {
            for (row, entry) in directions.column(index).enumerated() { sum[row] += weight / scales[index] * entry }
        }
        return sum
    }

    /// A combination that vanishes on all pairs but must have the mean 1, or nil.
    func contradiction(to target: [Double]) -> [Double]? {
        let size = euclideanNorm(target)
        for index in rank..<directions.columns {
            let column = directions.column(index)
            let mean = innerProduct(column, target)
            if abs(mean) > 1e-7 * max(size, 1e-300) { return column.map { $0 / mean } }
        }
        return nil
    }
}
