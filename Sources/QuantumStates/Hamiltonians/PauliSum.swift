import NumericalCore

/// A Hermitian operator on N qubits, H = Σ_k c_k P_k with real coefficients and distinct Pauli strings.
///
/// Real coefficients make it Hermitian by construction. Equal strings are combined, exact zeros dropped, and terms kept in
/// one order, so equal operators compare equal. Nothing dense is built unless ``matrix()`` is asked for.
public struct PauliSum: Sendable, Hashable {
    /// A term c·P.
    public struct Term: Sendable, Hashable, Codable {
        /// c, in inverse time (ħ = 1) when the sum is a Hamiltonian.
        public let coefficient: Double
        /// P.
        public let string: PauliString

        /// The term c·P; a sum checks it.
        public init(_ coefficient: Double, _ string: PauliString) {
            self.coefficient = coefficient
            self.string = string
        }
    }

    /// N, the number of qubits.
    public let qubits: Int
    /// The terms, each string once and no coefficient zero, in ascending order of their bit masks (x, z).
    public let terms: [Term]

    /// The sum of the given terms; an empty list is the zero operator.
    ///
    /// - Complexity: O(K log K) for K terms.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `qubits` is in 1…62, every string has that many letters, and
    ///   every coefficient, also after equal strings are combined, is finite.
    public init(_ terms: [Term], qubits: Int) throws {
        try require(
            (1...PauliString.largestCount).contains(qubits), "number of qubits",
            must: "be in 1…\(PauliString.largestCount)", was: qubits)
        var sums: [PauliString: Double] = [:]
        for term in terms {
            try require(
                term.string.count == qubits, "Pauli string", must: "have \(qubits) letters", was: term.string)
            try require(
                term.coefficient.isFinite, "coefficient of \(term.string)", must: "be finite", was: term.coefficient)
            sums[term.string, default: 0] += term.coefficient
        }
        for (string, sum) in sums {
            try require(sum.isFinite, "combined coefficient of \(string)", must: "be finite", was: sum)
        }
        self.qubits = qubits
        self.terms = sums.lazy.filter { $0.value != 0 }.map { Term($0.value, $0.key) }
            .sorted { ($0.string.xMask, $0.string.zMask) < ($1.string.xMask, $1.string.zMask) }
    }

    // The terms are sorted, nonzero and of distinct strings.
    init(unchecked terms: [Term], qubits: Int) {
        self.terms = terms
        self.qubits = qubits
    }

    /// The sum written with its strings, for example `try PauliSum(["XX": 0.5, "ZI": 1])`.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no term, a string is not of the letters I, X, Y and Z or
    ///   differs in length from the first, or a coefficient is not finite.
    public init(_ terms: KeyValuePairs<String, Double>) throws {
        let terms = try terms.map { Term($0.value, try PauliString($0.key)) }
        try require(!terms.isEmpty, "terms", must: "not be empty", was: "empty")
        try self.init(terms, qubits: terms[0].string.count)
    }

    /// c·1, a multiple of the unit operator.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `qubits` is in 1…62 and the coefficient is finite.
    public static func constant(_ coefficient: Double, qubits: Int) throws -> PauliSum {
        try PauliSum([Term(coefficient, try PauliString(count: qubits, xMask: 0, zMask: 0))], qubits: qubits)
    }

    /// The coefficient of a string, zero when the sum does not have it.
    ///
    /// - Complexity: O(log K).
    public func coefficient(of string: PauliString) -> Double {
        var (low, high) = (0, terms.count)
        while low < high {
            let middle = (low + high) / 2
            let other = terms[middle].string
            if (other.xMask, other.zMask) < (string.xMask, string.zMask) { low = middle + 1 } else { high = middle }
        }
        return low < terms.count && terms[low].string == string ? terms[low].coefficient : 0
    }

    /// Σ|c_k|, an upper bound of the operator norm.
    public var coefficientNorm: Double { terms.reduce(0) { $0 + abs($1.coefficient) } }

    /// Whether the matrix is real in the computational basis: every string has an even number of Y.
    public var isReal: Bool {
        terms.allSatisfy { ($0.string.xMask & $0.string.zMask).nonzeroBitCount & 1 == 0 }
    }

    /// The space of the N qubits.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 30 qubits.
    public func space() throws -> HilbertSpace { try HilbertSpace.qubits(qubits) }

    /// The sum of two operators.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of qubits differ or a coefficient overflows.
    public static func + (left: PauliSum, right: PauliSum) throws -> PauliSum {
        try left.requireSameQubits(right)
        return try PauliSum(left.terms + right.terms, qubits: left.qubits)
    }

    /// The difference of two operators.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of qubits differ or a coefficient overflows.
    public static func - (left: PauliSum, right: PauliSum) throws -> PauliSum {
        try left.requireSameQubits(right)
        return try PauliSum(left.terms + right.terms.map { Term(-$0.coefficient, $0.string) }, qubits: left.qubits)
    }

    /// The operator scaled by a real number.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the factor is not finite or a coefficient overflows.
    public static func * (factor: Double, sum: PauliSum) throws -> PauliSum {
        try require(factor.isFinite, "factor", must: "be finite", was: factor)
        return try PauliSum(sum.terms.map { Term(factor * $0.coefficient, $0.string) }, qubits: sum.qubits)
    }

    /// i[A, B] = i(AB − BA), which is Hermitian again: the rate dB/dt of an observable B under the Hamiltonian A.
    ///
    /// - Complexity: O(K·L) for K and L terms.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers of qubits differ or a coefficient overflows.
    public func hermitianCommutator(with other: PauliSum) throws -> PauliSum {
        try requireSameQubits(other)
        var products: [Term] = []
        for left in terms {
            for right in other.terms where !left.string.commutes(with: right.string) {
                // Anticommuting strings have PQ = ±iR, so i[P, Q] = 2i·(±i)R.
                let (phase, string) = left.string.times(right.string)
                products.append(Term(-2 * phase.imaginary * left.coefficient * right.coefficient, string))
            }
        }
        return try PauliSum(products, qubits: qubits)
    }

    private func requireSameQubits(_ other: PauliSum) throws {
        try require(other.qubits == qubits, "other sum", must: "act on \(qubits) qubits", was: other.qubits)
    }
}

extension PauliSum: CustomStringConvertible {
    /// The terms, as `0.5·XX + 1.0·ZI`.
    public var description: String {
        terms.isEmpty ? "0" : terms.map { "\($0.coefficient)·\($0.string)" }.joined(separator: " + ")
    }
}

extension PauliSum: Codable {
    private enum CodingKeys: String, CodingKey { case qubits, terms }

    /// Reads qubits and terms and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            try container.decode([Term].self, forKey: .terms), qubits: try container.decode(Int.self, forKey: .qubits))
    }

    /// Writes qubits and terms.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(qubits, forKey: .qubits)
        try container.encode(terms, forKey: .terms)
    }
}
