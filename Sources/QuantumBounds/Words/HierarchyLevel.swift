import QuantumStates

/// The products of measurement operators whose moments a relaxation of the quantum set uses.
///
/// A level is written as in the literature: `1` for single operators, `2` and `3` for all products of so many, `1+AB` for
/// single operators and products of one of Alice's with one of Bob's, `2+AAB`, `1+AB+AC+BC` and so on. More products give a
/// smaller set and cost more. Source: [Navascues2008].
public struct HierarchyLevel: Sendable, Hashable, Codable {
    /// All products of at most so many operators are in.
    public let degree: Int
    /// For each further kind of product, the number of operators of each party.
    public let products: [[Int]]
    /// All products of at most so many operators of each party are in; 0 for none but those above.
    public let degreePerParty: Int
    /// Further products, one by one.
    public let words: [[OperatorLetter]]

    /// A level from its parts.
    ///
    /// - Parameters:
    ///   - degree: All products of at most so many operators are in; 1…64.
    ///   - products: Further kinds of products: for each the number of operators of each party, 64 at most.
    ///   - degreePerParty: All products of at most so many operators of each party are in; 0…64.
    ///   - words: Further products, one by one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is out of range.
    public init(
        degree: Int = 1, products: [[Int]] = [], degreePerParty: Int = 0, words: [[OperatorLetter]] = []
    ) throws {
        try require((1...64).contains(degree), "degree", must: "be in 1…64", was: degree)
        try require((0...64).contains(degreePerParty), "degreePerParty", must: "be in 0…64", was: degreePerParty)
        for kind in products {
            try require(
                kind.allSatisfy { $0 >= 0 } && (1...64).contains(kind.reduce(0, +)), "products",
                must: "have 1…64 operators", was: kind)
        }
        self.init(unchecked: degree, products, degreePerParty, words)
    }

    private init(unchecked degree: Int, _ products: [[Int]], _ perParty: Int, _ words: [[OperatorLetter]]) {
        self.degree = degree
        self.products = products
        self.degreePerParty = perParty
        self.words = words
    }

    /// Level 1.
    public static let one = HierarchyLevel(unchecked: 1, [], 0, [])
    /// Level 2.
    public static let two = HierarchyLevel(unchecked: 2, [], 0, [])
    /// Level 3.
    public static let three = HierarchyLevel(unchecked: 3, [], 0, [])
    /// All products of at most one operator of each party: 1+AB for two parties.
    ///
    /// Its behaviours are called almost quantum. Source: [Navascues2015].
    public static let almostQuantum = HierarchyLevel(unchecked: 1, [], 1, [])

    /// A level as in the literature, such as `2` or `1+AB`.
    ///
    /// - Parameter text: A number and, after plus signs, products of the parties' capital letters.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it is no such text.
    public init(_ text: String) throws {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false)
        func refusal() -> InvalidArgument {
            InvalidArgument("level", must: "be written as 1, 2, 1+AB, 2+AAB, …", was: "\"\(text)\"")
        }
        guard let first = parts.first, let degree = Int(first) else { throw refusal() }
        var products: [[Int]] = []
        for part in parts.dropFirst() {
            guard !part.isEmpty, part.utf8.allSatisfy({ (65...90).contains($0) }) else { throw refusal() }
            var kind = [Int](repeating: 0, count: Int((part.utf8.max() ?? 65) - 64))
            for letter in part.utf8 { kind[Int(letter) - 65] += 1 }
            products.append(kind)
        }
        try self.init(degree: degree, products: products)
    }
}

extension HierarchyLevel: CustomStringConvertible {
    /// The level as in the literature.
    public var description: String {
        var parts = ["\(degree)"]
        if degreePerParty > 0 { parts.append("all of at most \(degreePerParty) for each party") }
        parts += products.map { kind in
            kind.enumerated().map {
                String(repeating: $0 < 26 ? String(UnicodeScalar(UInt8(65 + $0))) : "?", count: $1)
            }
            .joined()
        }
        if !words.isEmpty { parts.append("\(words.count) words") }
        return parts.joined(separator: "+")
    }
}
