import NumericalCore

/// Where a Lanczos iteration stands.
public struct LanczosProgress: Sendable, Hashable {
    /// How often H has been applied to a vector.
    public let iterations: Int
    /// The lowest Ritz value, an upper bound of the ground-state energy.
    public let energy: Double
    /// The estimate of ‖Hψ − Eψ‖ for the Ritz vector.
    public let residualNorm: Double
}

/// How a Lanczos iteration runs.
public struct LanczosOptions: Sendable, Hashable, Codable {
    /// The relative residual at which the iteration is done: ‖Hψ − Eψ‖ ≤ tolerance · (largest Ritz value in absolute value).
    ///
    /// The error of the energy is about the square of the residual over the gap; that of the state is residual over gap.
    public var tolerance: Double
    /// How often H is applied at most.
    public var roundLimit: Int
    /// The time after which a search stops, in seconds, with the best state so far, or nil.
    public var timeLimit: Double?
    /// The seed of a search's random start.
    public var seed: UInt64
    /// How many vectors of 2^N amplitudes are held before the iteration restarts from its best ones.
    public var basisSize: Int
    /// Whether the first excited energy is found too, by a second iteration in the space orthogonal to the ground state.
    public var findsGap: Bool

    /// Options with the defaults that suit spin chains.
    public init(
        tolerance: Double = 1e-10, roundLimit: Int = 2000, timeLimit: Double? = nil, seed: UInt64 = 1,
        basisSize: Int = 24, findsGap: Bool = false
    ) {
        self.tolerance = tolerance
        self.roundLimit = roundLimit
        self.timeLimit = timeLimit
        self.seed = seed
        self.basisSize = basisSize
        self.findsGap = findsGap
    }

    func validate() throws {
        try require(tolerance >= 1e-14 && tolerance < 1, "tolerance", must: "be in 1e-14..<1", was: tolerance)
        try require(roundLimit >= 1, "roundLimit", must: "be at least 1", was: roundLimit)
        try TimeBudget.requireLimit(timeLimit)
        try require((4...1000).contains(basisSize), "basisSize", must: "be in 4…1000", was: basisSize)
    }

    // The limit of iterations has the name that it has in files of earlier versions.
    private enum CodingKeys: String, CodingKey {
        case tolerance, timeLimit, seed, basisSize, findsGap
        case roundLimit = "iterationLimit"
    }

    /// Reads options; those that were written without a seed have 1.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            tolerance: try values.decode(Double.self, forKey: .tolerance),
            roundLimit: try values.decode(Int.self, forKey: .roundLimit),
            timeLimit: try values.decodeIfPresent(Double.self, forKey: .timeLimit),
            seed: try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 1,
            basisSize: try values.decode(Int.self, forKey: .basisSize),
            findsGap: try values.decode(Bool.self, forKey: .findsGap))
    }
}

extension LanczosOptions {
    // MARK: Names before version 0.2

    /// Options with the limit of iterations by its old name.
    @available(*, deprecated, message: "say roundLimit for iterationLimit")
    public init(tolerance: Double = 1e-10, iterationLimit: Int, basisSize: Int = 24, findsGap: Bool = false) {
        self.init(tolerance: tolerance, roundLimit: iterationLimit, basisSize: basisSize, findsGap: findsGap)
    }

    /// How often H is applied at most.
    @available(*, deprecated, renamed: "roundLimit")
    public var iterationLimit: Int {
        get { roundLimit }
        set { roundLimit = newValue }
    }
}

/// The thick-restart Lanczos iteration for the lowest eigenvector of an operator, orthogonal to given vectors.
///
/// Every new vector is orthogonalized against all others, so no eigenvalue is found twice by rounding. When the basis is
/// full, the lowest third of the Ritz vectors is kept and the iteration goes on.
/// Source: [Wu2000].
struct LanczosSolver<Element: Amplitude>: Sendable {
    private let kernel: PauliSumKernel
    private let tolerance: Double
    private let locked: Int
    private let size: Int
    private var basis: KrylovBasis<Element>
    private var projection: Matrix<Element>
    private var ritz: HermitianEigensystem<Element>?
    private var nextNorm = 0.0
    private var isFull = false
    private(set) var iterations = 0

    /// - Precondition: The locked vectors are orthonormal and fewer than the dimension.
    init(
        kernel: PauliSumKernel, options: LanczosOptions, orthogonalTo locked: [[Element]] = [],
        using generator: inout RandomStream
    ) {
        requirePrecondition(
            locked.count < kernel.dimension, "locked vectors must leave a dimension, but was \(locked.count)")
        self.kernel = kernel
        self.tolerance = options.tolerance
        self.locked = locked.count
        self.size = min(options.basisSize, kernel.dimension - locked.count)
        self.basis = KrylovBasis(length: kernel.dimension, capacity: locked.count + size + 1)
        self.projection = Matrix(rows: size, columns: size)
        for vector in locked {
            basis.place(candidate: vector)
            basis.acceptCandidate(norm: 1)
        }
        // A start that happens to lie in the locked space has probability zero.
        repeat {
            basis.place(candidate: (0..<kernel.dimension).map { _ in Element.normal(using: &generator) })
            let (_, norm) = basis.orthogonalizeCandidate()
            if norm > 0 { basis.acceptCandidate(norm: norm) }
        } while basis.count == self.locked
    }

    /// Applies H once; the second result says whether the iteration has converged.
    mutating func step() throws -> (progress: LanczosProgress, isConverged: Bool) {
        if isFull, let ritz { restart(ritz) }
        let active = basis.count - locked
        basis.placeImage(of: basis.count - 1, under: kernel)
        iterations += 1
        let (coefficients, norm) = basis.orthogonalizeCandidate()
        for row in 0..<active {
            projection[row, active - 1] = coefficients[locked + row]
            projection[active - 1, row] = coefficients[locked + row].conjugate
        }
        projection[active - 1, active - 1] = Element(real: coefficients[locked + active - 1].realPart)
        let system = try Matrix<Element>(rows: active, columns: active) { projection[$0, $1] }.hermitianEigensystem()
        let scale = max(abs(system.values[0]), abs(system.values[active - 1]))
        let residual = norm * system.vectors[active - 1, 0].modulus
        ritz = system
        nextNorm = norm
        // An invariant subspace: what remains of the image is rounding, and must not become a basis vector.
        let isInvariant = norm <= 1e-14 * max(scale, .leastNormalMagnitude) || active == kernel.dimension - locked
        if !isInvariant, active < size { basis.acceptCandidate(norm: norm) }
        isFull = active == size
        let progress = LanczosProgress(iterations: iterations, energy: system.values[0], residualNorm: residual)
        return (progress, isInvariant || residual <= tolerance * scale)
    }

    private mutating func restart(_ ritz: HermitianEigensystem<Element>) {
        let kept = max(1, min(size / 3, size - 2))
        let vectors = Matrix<Element>(rows: ritz.vectors.rows, columns: kept) { ritz.vectors[$0, $1] }
        basis.recombine(with: vectors, from: locked)
        basis.acceptCandidate(norm: nextNorm)
        isFull = false
        projection = Matrix(rows: size, columns: size)
        for index in 0..<kept { projection[index, index] = Element(real: ritz.values[index]) }
    }

    /// The lowest Ritz vector, of unit length.
    func lowestVector() -> [Element] {
        guard let ritz else { return basis[locked] }
        let vector = basis.combination(ritz.vectors.column(0), from: locked)
        let norm = euclideanNorm(vector)
        return vector.map { $0.scaled(by: 1 / norm) }
    }
}
