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
    public init(named name: String) throws { try self.init(named: name, in: nil) }

    /// As ``init(named:)``; a state that does not live in the space that is wanted is refused before its matrix is made.
    package init(named name: String, in wanted: HilbertSpace?) throws {
        let call = try NamedCall(name)
        let space = try call.space()
        try require(
            space.dimension <= DensityOperator.largestNamedDimension, "dimension of a named state",
            must: "be at most \(DensityOperator.largestNamedDimension)", was: space.dimension)
        if let wanted { try require(space == wanted, "state \"\(name)\"", must: "live in \(wanted)", was: space) }
        switch call.name {
        case "singlet", "psi-": self = BellState.psiMinus.stateVector.densityOperator
        case "psi+": self = BellState.psiPlus.stateVector.densityOperator
        case "phi+": self = BellState.phiPlus.stateVector.densityOperator
        case "phi-": self = BellState.phiMinus.stateVector.densityOperator
        case "werner" where call.arguments.count == 1: self = try .werner(visibility: call.arguments[0])
        case "werner": self = try .werner(dimension: call.pairDimension(), swap: call.arguments[1])
        case "isotropic": self = try .isotropic(dimension: call.pairDimension(), visibility: call.arguments[1])
        case "ghz" where call.arguments.count == 1: self = try StateVector.ghz(parties: call.integer(0)).densityOperator
        case "ghz":
            self = try StateVector.ghz(parties: call.integer(0), dimension: call.integer(1)).densityOperator
        case "w": self = try StateVector.w(parties: call.integer(0)).densityOperator
        case "dicke":
            self = try StateVector.dicke(parties: call.integer(0), excitations: call.integer(1)).densityOperator
        case "mixed": self = try .maximallyMixed(in: space)
        case "xyz":
            self = try .xyz(correlations: SIMD3(call.arguments[0], call.arguments[1], call.arguments[2]))
        case "bell-diagonal": self = try .bellDiagonal(weights: call.arguments)
        default: throw call.unknown
        }
    }
}

/// A name with numbers in parentheses, such as "werner(0.8)".
private struct NamedCall {
    let name: String
    let arguments: [Double]
    private let text: String

    init(_ text: String) throws {
        self.text = text
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

    /// Where the state lives, known before anything is made.
    func space() throws -> HilbertSpace {
        switch (name, arguments.count) {
        case ("singlet", 0), ("psi-", 0), ("psi+", 0), ("phi+", 0), ("phi-", 0), ("werner", 1), ("xyz", 3),
            ("bell-diagonal", 4):
            .twoQubits
        case ("werner", 2), ("isotropic", 2): try .qudits(2, dimension: pairDimension())
        case ("ghz", 1), ("w", 1), ("dicke", 2), ("mixed", 1): try .qudits(integer(0), dimension: 2)
        case ("ghz", 2): try .qudits(integer(0), dimension: integer(1))
        default: throw unknown
        }
    }

    var unknown: InvalidArgument {
        InvalidArgument(
            "state", must: "be one of " + DensityOperator.knownNames.joined(separator: ", "), was: "\"\(text)\"")
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
