import NumericalCore

extension DensityOperator {
    /// The names that ``init(named:)`` knows, with their arguments.
    public static let knownNames = [
        "singlet", "phi+", "phi-", "psi+", "psi-", "werner(visibility)", "werner(dimension, swap)",
        "isotropic(dimension, visibility)", "ghz(parties)", "ghz(parties, dimension)", "w(parties)",
        "dicke(parties, excitations)", "mixed(parties)", "xyz(x, y, z)", "bell-diagonal(p1, p2, p3, p4)",
    ]

    /// The largest dimension of a state that ``init(named:)`` makes: 2¹², at which the matrix takes 256 MiB.
    public static let largestNamedDimension = 1 << 12

    /// The state with a written name, such as "singlet", "werner(0.8)" or "ghz(3)".
    ///
    /// Names are those of ``knownNames``; letters may be of either case and blanks are ignored. A dozen letters shall not
    /// fill the memory: beyond dimension ``largestNamedDimension`` use the factories, such as ``maximallyMixed(in:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the name is unknown, the number of arguments is wrong, an argument
    ///   is out of range or the dimension is larger than ``largestNamedDimension``.
    public init(named name: String) throws {
        let call = try NamedCall(name)
        switch (call.name, call.arguments.count) {
        case ("singlet", 0), ("psi-", 0): self = BellState.psiMinus.stateVector.densityOperator
        case ("psi+", 0): self = BellState.psiPlus.stateVector.densityOperator
        case ("phi+", 0): self = BellState.phiPlus.stateVector.densityOperator
        case ("phi-", 0): self = BellState.phiMinus.stateVector.densityOperator
        case ("werner", 1): self = try .werner(visibility: call.arguments[0])
        case ("werner", 2): self = try .werner(dimension: call.pairDimension(), swap: call.arguments[1])
        case ("isotropic", 2): self = try .isotropic(dimension: call.pairDimension(), visibility: call.arguments[1])
        case ("ghz", 1): self = try DensityOperator.dense(call.integer(0)) { try .ghz(parties: $0) }
        case ("ghz", 2):
            let dimension = try call.integer(1)
            self = try DensityOperator.dense(call.integer(0), dimension: dimension) {
                try .ghz(parties: $0, dimension: dimension)
            }
        case ("w", 1): self = try DensityOperator.dense(call.integer(0)) { try .w(parties: $0) }
        case ("dicke", 2):
            let excitations = try call.integer(1)
            self = try DensityOperator.dense(call.integer(0)) { try .dicke(parties: $0, excitations: excitations) }
        case ("mixed", 1): self = try .maximallyMixed(in: DensityOperator.namedSpace(call.integer(0)))
        case ("xyz", 3):
            self = try .xyz(correlations: SIMD3(call.arguments[0], call.arguments[1], call.arguments[2]))
        case ("bell-diagonal", 4): self = try .bellDiagonal(weights: call.arguments)
        default:
            throw InvalidArgument(
                "state", must: "be one of " + DensityOperator.knownNames.joined(separator: ", "), was: "\"\(name)\"")
        }
    }

    // The size is refused before the amplitudes are built, which for 30 qubits would take 16 GiB.
    private static func dense(
        _ parties: Int, dimension: Int = 2, _ pure: (Int) throws -> StateVector
    ) throws -> DensityOperator {
        _ = try namedSpace(parties, dimension: dimension)
        return try pure(parties).densityOperator
    }

    private static func namedSpace(_ parties: Int, dimension: Int = 2) throws -> HilbertSpace {
        let space = try HilbertSpace.qudits(parties, dimension: dimension)
        try require(
            space.dimension <= largestNamedDimension, "dimension of a named state",
            must: "be at most \(largestNamedDimension)", was: space.dimension)
        return space
    }
}

/// A name with numbers in parentheses, such as "werner(0.8)".
private struct NamedCall {
    let name: String
    let arguments: [Double]

    init(_ text: String) throws {
        let compact = text.lowercased().filter { !$0.isWhitespace }
        let parts = compact.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        guard parts.count == 2 else {
            arguments = []
            return
        }
        guard parts[1].hasSuffix(")") else {
            throw InvalidArgument("state", must: "close its parenthesis", was: "\"\(text)\"")
        }
        arguments = try parts[1].dropLast().split(separator: ",", omittingEmptySubsequences: false).map { argument in
            guard let number = Double(argument), number.isFinite else {
                throw InvalidArgument("argument of the state", must: "be a finite number", was: "\"\(argument)\"")
            }
            return number
        }
    }

    /// D of a pair of D-level systems, the first argument.
    func pairDimension() throws -> Int {
        let dimension = try integer(0)
        try require((2...64).contains(dimension), "dimension", must: "be in 2…64 for a named state", was: dimension)
        return dimension
    }

    func integer(_ index: Int) throws -> Int {
        guard let integer = Int(exactly: arguments[index]) else {
            throw InvalidArgument("argument of the state", must: "be a whole number", was: arguments[index])
        }
        return integer
    }
}
