import NumericalCore

/// A tensor product of Pauli matrices on N qubits, such as X ⊗ I ⊗ Y ⊗ Z, written "XIYZ".
///
/// The first letter acts on the first, most significant qubit. The string is held as two bit masks aligned with basis
/// indices: P = i^{|x∧z|} Xˣ Zᶻ, so P|b⟩ = i^{|x∧z|} (−1)^{|z∧b|} |b ⊕ x⟩. A Pauli string has no sign of its own:
/// products return their phase beside it.
public struct PauliString: Sendable, Hashable {
    /// N, the number of qubits.
    public let count: Int
    /// The qubits with X or Y; bit N − 1 − k belongs to qubit k.
    public let xMask: UInt64
    /// The qubits with Z or Y; bit N − 1 − k belongs to qubit k.
    public let zMask: UInt64

    /// The largest number of qubits of a Pauli string.
    public static let largestCount = 62

    /// The string with the given bit masks.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…62 and the masks fit it.
    public init(count: Int, xMask: UInt64, zMask: UInt64) throws {
        try require(
            (1...PauliString.largestCount).contains(count), "number of qubits",
            must: "be in 1…\(PauliString.largestCount)", was: count)
        try require(
            (xMask | zMask) >> UInt64(count) == 0, "Pauli masks", must: "have no bits beyond \(count) qubits",
            was: "\(xMask), \(zMask)")
        self.init(unchecked: count, xMask, zMask)
    }

    init(unchecked count: Int, _ xMask: UInt64, _ zMask: UInt64) {
        self.count = count
        self.xMask = xMask
        self.zMask = zMask
    }

    /// The string of the given matrices, first qubit first.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…62 of them.
    public init(_ letters: [Pauli]) throws {
        var (x, z) = (UInt64(0), UInt64(0))
        for letter in letters.prefix(PauliString.largestCount) {
            x = x << 1 | (letter == .x || letter == .y ? 1 : 0)
            z = z << 1 | (letter == .z || letter == .y ? 1 : 0)
        }
        try self.init(count: letters.count, xMask: x, zMask: z)
    }

    /// The string written in the letters I, X, Y and Z, for example "XIYZ".
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` for another letter, an empty text or more than 62 letters.
    public init(_ text: String) throws {
        try require(
            !text.isEmpty && text.utf8.count <= PauliString.largestCount, "Pauli string",
            must: "have 1…\(PauliString.largestCount) letters", was: text.isEmpty ? "empty" : "\(text.prefix(16))…")
        try self.init(
            text.map { letter in
                guard let pauli = Pauli(letter: letter) else {
                    throw InvalidArgument("Pauli string", must: "be written in the letters I, X, Y and Z", was: text)
                }
                return pauli
            })
    }

    /// One matrix on one qubit and unit matrices elsewhere.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `qubit` is not in 0..<count or `count` not in 1…62.
    public init(_ pauli: Pauli, at qubit: Int, of count: Int) throws {
        try self.init([(qubit, pauli)], of: count)
    }

    /// Matrices on some qubits and unit matrices elsewhere.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a qubit is not in 0..<count or is named twice, or `count` is not
    ///   in 1…62.
    public init(_ factors: [(qubit: Int, pauli: Pauli)], of count: Int) throws {
        try require(
            (1...PauliString.largestCount).contains(count), "number of qubits",
            must: "be in 1…\(PauliString.largestCount)", was: count)
        var letters = [Pauli](repeating: .identity, count: count)
        var seen: Set<Int> = []
        for (qubit, pauli) in factors {
            try require(qubit >= 0 && qubit < count, "qubit", must: "be in 0..<\(count)", was: qubit)
            try require(seen.insert(qubit).inserted, "qubits", must: "be named once each", was: qubit)
            letters[qubit] = pauli
        }
        try self.init(letters)
    }

    /// The matrix on one qubit.
    ///
    /// - Precondition: `qubit` is in 0..<count.
    public subscript(qubit: Int) -> Pauli {
        requirePrecondition(qubit >= 0 && qubit < count, "qubit must be in 0..<\(count), but was \(qubit)")
        let shift = UInt64(count - 1 - qubit)
        switch (xMask >> shift & 1, zMask >> shift & 1) {
        case (0, 0): return .identity
        case (1, 0): return .x
        case (1, 1): return .y
        default: return .z
        }
    }

    /// The matrices, first qubit first.
    public var letters: [Pauli] { (0..<count).map { self[$0] } }

    /// The number of qubits on which the string is not the unit matrix.
    public var weight: Int { (xMask | zMask).nonzeroBitCount }

    /// Whether PQ = QP; otherwise PQ = −QP.
    ///
    /// - Precondition: Both strings have the same number of qubits.
    public func commutes(with other: PauliString) -> Bool {
        requirePrecondition(
            count == other.count, "Pauli strings must have one length, but was \(count) and \(other.count)")
        return ((xMask & other.zMask).nonzeroBitCount + (zMask & other.xMask).nonzeroBitCount) & 1 == 0
    }

    /// PQ = phase · R with a phase in {1, i, −1, −i}.
    ///
    /// - Precondition: Both strings have the same number of qubits.
    public func times(_ other: PauliString) -> (phase: Complex, string: PauliString) {
        requirePrecondition(
            count == other.count, "Pauli strings must have one length, but was \(count) and \(other.count)")
        let product = PauliString(unchecked: count, xMask ^ other.xMask, zMask ^ other.zMask)
        // i^{|x∧z|} Xˣ Zᶻ · i^{|x'∧z'|} Xˣ' Zᶻ': moving Zᶻ past Xˣ' gives (−1)^{|z∧x'|}.
        let quarterTurns =
            yCount + other.yCount - product.yCount + 2 * (zMask & other.xMask).nonzeroBitCount
        return (PauliString.powerOfI(quarterTurns), product)
    }

    private var yCount: Int { (xMask & zMask).nonzeroBitCount }

    private static func powerOfI(_ exponent: Int) -> Complex {
        switch exponent & 3 {
        case 0: .one
        case 1: .i
        case 2: Complex(-1)
        default: -.i
        }
    }

    /// i^{|x∧z|}, the factor between P and Xˣ Zᶻ.
    var phase: Complex { PauliString.powerOfI(yCount) }

    /// P|ψ⟩ for a vector of 2^N amplitudes.
    ///
    /// - Precondition: `amplitudes` has 2^N entries.
    /// - Complexity: O(2^N).
    public func applied(to amplitudes: [Complex]) -> [Complex] {
        requirePrecondition(
            count <= 30 && amplitudes.count == 1 << count,
            "amplitudes must be 2^\(count) numbers, but was \(amplitudes.count)")
        let phase = self.phase
        return [Complex](unsafeUninitializedCapacity: amplitudes.count) { result, initialized in
            for index in amplitudes.indices {
                let source = index ^ Int(xMask)
                let sign = (source & Int(zMask)).nonzeroBitCount & 1 == 0 ? phase : -phase
                result[index] = sign * amplitudes[source]
            }
            initialized = amplitudes.count
        }
    }

    /// The 2^N × 2^N matrix.
    ///
    /// - Complexity: O(4^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 14 qubits.
    public func matrix() throws -> ComplexMatrix {
        try require(count <= 14, "number of qubits", must: "be at most 14 for a dense matrix", was: count)
        var matrix = ComplexMatrix(rows: 1 << count, columns: 1 << count)
        let phase = self.phase
        for column in 0..<(1 << count) {
            let negative = (column & Int(zMask)).nonzeroBitCount & 1 == 1
            matrix[column ^ Int(xMask), column] = negative ? -phase : phase
        }
        return matrix
    }
}

extension PauliString: CustomStringConvertible {
    /// The letters, such as `XIYZ`.
    public var description: String { String(letters.map(\.letter)) }
}

extension PauliString: Codable {
    /// Reads the letters.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the letters.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
