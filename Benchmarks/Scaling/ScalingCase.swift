import HiddenVariables

/// One kernel that is timed at several sizes.
struct ScalingCase {
    /// What is computed.
    let name: String
    /// The sizes, ascending.
    let sizes: [Int]
    /// How the time must grow in the end.
    let expected: GrowthLaw
    /// Where the expectation comes from, or why there is only a bound.
    let reason: String
    /// Prepares the work of a size, outside the timing.
    let prepare: (_ size: Int) throws -> Benchmark.Loop

    init<Result>(
        _ name: String, sizes: [Int], expected: GrowthLaw, because reason: String,
        prepare: @escaping (_ size: Int) throws -> () throws -> Result
    ) {
        self.name = name
        self.sizes = sizes
        self.expected = expected
        self.reason = reason
        self.prepare = { Benchmark.loop(try prepare($0)) }
    }
}

/// Kernels whose times grow with the same quantity, in one figure.
struct ScalingTopic {
    /// The name of its picture.
    let name: String
    /// The heading.
    let title: String
    /// The letter of the quantity.
    let variable: String
    /// The quantity in words.
    let quantity: String
    let cases: [ScalingCase]

    /// All topics.
    static var all: [ScalingTopic] { [.parties, .settings, .grids, .cloud, .degree, .levels] }

    private static var parties: ScalingTopic {
        ScalingTopic(
            name: "parties", title: "Parties", variable: "N", quantity: "parties N",
            cases: [
                ScalingCase(
                    "Pauli transform of a state of N qubits", sizes: Array(4...10), expected: .exponential(4),
                    because: "4^N coefficients, and a factor N that the fit sees as a somewhat larger base"
                ) { parties in
                    let matrix = randomHermitian(1 << parties)
                    return { try PauliTensor(hermitian: matrix) }
                },
                ScalingCase(
                    "all correlators at 6 directions of each party", sizes: Array(2...8), expected: .exponential(6),
                    because: "6^N numbers are written; the sums before them fall off as (4/6)^k"
                ) { parties in
                    let tensor = try PauliTensor(randomState(qubits: parties))
                    let lists = randomDirections(parties, 6)
                    return { try CorrelatorTensor(of: tensor, along: lists) }
                },
                ScalingCase(
                    "local bound by enumeration, 2 settings each", sizes: Array(6...13), expected: .exponential(2),
                    because: "one free sign for each party; folding the tensor of 2^N numbers comes on top"
                ) { parties in
                    let tensor = try randomCoefficients(Array(repeating: 2, count: parties))
                    return { try tensor.localBound(LocalBoundOptions(method: .enumeration, threads: 1)) }
                },
            ])
    }

    private static var settings: ScalingTopic {
        ScalingTopic(
            name: "settings", title: "Settings: local bounds", variable: "m",
            quantity: "settings m of each of two parties",
            cases: [
                ScalingCase(
                    "local bound by enumeration", sizes: Array(stride(from: 10, through: 22, by: 2)),
                    expected: .exponential(2),
                    because: "2^(m−1) strategies, and a factor m that the fit sees as a somewhat larger base"
                ) { settings in
                    let tensor = try randomCoefficients([settings, settings])
                    return { try tensor.localBound(LocalBoundOptions(method: .enumeration, threads: 1)) }
                },
                ScalingCase(
                    "local bound by branch and bound", sizes: Array(stride(from: 10, through: 26, by: 2)),
                    expected: .exponential(2), because: "2^m at worst; random coefficients cost far less"
                ) { settings in
                    let tensor = try randomCoefficients([settings, settings])
                    return { try tensor.localBound(LocalBoundOptions(threads: 1)) }
                },
            ])
    }

    private static var grids: ScalingTopic {
        ScalingTopic(
            name: "grids", title: "Settings: all pairs", variable: "m", quantity: "settings m of each of two parties",
            cases: [
                ScalingCase(
                    "correlators of a two-qubit state", sizes: [8, 16, 32, 64, 128, 256, 512], expected: .power(2),
                    because: "m² numbers"
                ) { settings in
                    let tensor = try PauliTensor(randomState(qubits: 2))
                    let lists = randomDirections(2, settings)
                    return { try CorrelatorTensor(of: tensor, along: lists) }
                },
                ScalingCase(
                    "loss and gradient of 4096 points on the grid", sizes: [16, 32, 64, 128, 256], expected: .power(2),
                    because: "products of matrices with m columns on both sides; the responses cost m only"
                ) { settings in
                    var evaluator = try gridEvaluator(points: 4096)
                    let directions = randomDirections(2, settings)
                    return { try evaluator.evaluate(grid: directions) }
                },
            ])
    }

    private static var cloud: ScalingTopic {
        ScalingTopic(
            name: "cloud", title: "Cloud size", variable: "n", quantity: "hidden variables n in the cloud",
            cases: [
                ScalingCase(
                    "gradient step, 256 pairs of settings", sizes: (9...15).map { 1 << $0 }, expected: .power(1),
                    because: "two products of matrices with n rows, forth and back"
                ) { points in
                    var step = try GradientStep(parties: 2, .list, points: points, threads: 1)
                    return { try step.advance() }
                },
                ScalingCase(
                    "loss and gradient on a grid of 64 × 64 settings", sizes: (9...15).map { 1 << $0 },
                    expected: .power(1), because: "two products of matrices with n rows, forth and back"
                ) { points in
                    var evaluator = try gridEvaluator(points: points)
                    let directions = randomDirections(2, 64)
                    return { try evaluator.evaluate(grid: directions) }
                },
            ])
    }

    private static var degree: ScalingTopic {
        ScalingTopic(
            name: "degree", title: "Degree", variable: "L", quantity: "degree L",
            cases: [
                ScalingCase(
                    "harmonics at 200 directions", sizes: [5, 10, 20, 40, 80], expected: .power(2),
                    because: "(L + 1)² values for each direction"
                ) { degree in
                    let harmonics = try RealSphericalHarmonics(degree: degree)
                    let directions = randomDirections(1, 200)[0]
                    // Written to one place again and again: fresh memory would cost more than the values.
                    var values = RealMatrix(rows: directions.count, columns: harmonics.count)
                    return { harmonics.evaluate(at: directions, into: &values) }
                },
                ScalingCase(
                    "rotation matrices of all degrees up to L", sizes: [5, 10, 20, 40, 60], expected: .power(4),
                    because: "products of matrices with 2l + 1 rows for each l; longer rows are cheaper per entry"
                ) { degree in
                    var stream = RandomStream(seed: 41)
                    let rotation = Haar.rotation(using: &stream)
                    return { try HarmonicRotation(rotation, degree: degree) }
                },
                ScalingCase(
                    "certificate: two sweeps of sixteen pairs", sizes: [31, 61, 91, 121, 161, 201], expected: .power(3),
                    because: "harmonic transforms that separate θ and φ"
                ) { degree in
                    let pricing = try IsotropicPricing(degree: degree, patterns: 16)
                    return { pricing.improve(sweeps: 2) }
                },
            ])
    }

    private static var levels: ScalingTopic {
        ScalingTopic(
            name: "levels", title: "Levels of the toy model", variable: "N", quantity: "levels N",
            cases: [
                ScalingCase(
                    "populations of one run at one time", sizes: [16, 32, 64, 128, 256, 512], expected: .power(1),
                    because: "the closed form goes through the levels once"
                ) { levels in
                    let run = try collapseRun(levels)
                    return { try run.populations(at: 0.5) }
                },
                ScalingCase(
                    "density matrix of one run at one time", sizes: [16, 32, 64, 128, 256, 512], expected: .power(2),
                    because: "N² entries"
                ) { levels in
                    let run = try collapseRun(levels)
                    return { try run.matrix(at: 0.5) }
                },
                ScalingCase(
                    "exact average over the hidden variables", sizes: [16, 32, 64, 128, 256, 512], expected: .power(2),
                    because: "N² entries; no sum over 2^(N−1) patterns of signs"
                ) { levels in
                    let model = try collapseModel(levels)
                    return { try model.averageMatrix(at: 0.5) }
                },
            ])
    }
}

/// So many random directions for each party.
private func randomDirections(_ parties: Int, _ count: Int) -> [[Direction]] {
    var stream = RandomStream(seed: 64)
    return (0..<parties).map { _ in (0..<count).map { _ in .random(using: &stream) } }
}

/// The search for a model of a Werner state, with a random cloud.
private func gridEvaluator(points: Int) throws -> CloudEvaluator {
    var stream = RandomStream(seed: 63)
    let problem = try CloudProblem(qubits: .werner(visibility: 0.68))
    let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: points, using: &stream)
    return try CloudEvaluator(cloud, for: problem, threads: 1)
}
