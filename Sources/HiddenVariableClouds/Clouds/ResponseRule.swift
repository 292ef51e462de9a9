import LHVModels

/// How one party answers in a gradient search: the softmax of K functions of the measurement with coefficients λ.
///
/// For qubits the functions are real spherical harmonics B(n) of the direction, and q(↑|n, λ) = 1/(1 + e^{−λ·B(n)}). For any
/// measurement of a D-level system they are functions B(E) of the measurement's elements, and q(a|x, λ) is proportional to
/// e^{λ·B(E_a)}. Source: P1, Eqs. 19–21 and 27–29.
public struct ResponseRule: Sendable, Hashable {
    /// The functions.
    public enum Functions: Sendable, Hashable {
        /// Harmonics of the direction of a qubit's projective measurement.
        case harmonics(HarmonicBasis)
        /// Symmetric powers of an element's generalized Bloch vector.
        case effects(EffectBasis)
    }

    /// The functions.
    public let functions: Functions

    /// A rule with the given functions.
    public init(_ functions: Functions) { self.functions = functions }

    /// The harmonics of odd degrees 1, 3, …, L: opposite directions answer oppositely.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless L is odd and in 1…299.
    public static func odd(degree: Int) throws -> ResponseRule { ResponseRule(.harmonics(try .odd(degree: degree))) }

    /// The harmonics of all degrees 0…L.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless L is in 0…300.
    public static func full(degree: Int) throws -> ResponseRule { ResponseRule(.harmonics(try .full(degree: degree))) }

    /// Monomials of the given degrees of the elements' generalized Bloch vectors, times powers of their traces.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public static func effects(dimension: Int, degrees: [Int], weightPowers: [Int] = [0]) throws -> ResponseRule {
        ResponseRule(.effects(try EffectBasis(dimension: dimension, degrees: degrees, weightPowers: weightPowers)))
    }

    /// K, the number of functions.
    public var count: Int {
        switch functions {
        case .harmonics(let basis): basis.count
        case .effects(let basis): basis.count
        }
    }

    /// Whether q(↑|−n) = q(↓|n) holds by itself, so that one half of the directions is enough.
    public var isOdd: Bool {
        switch functions {
        case .harmonics(let basis): basis.degrees.allSatisfy { $0 % 2 == 1 }
        case .effects: false
        }
    }

    /// Where this rule's functions stand among those of another rule that has them all.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the other rule lacks some.
    func places(in other: ResponseRule) throws -> [Int] {
        if self == other { return Array(0..<count) }
        guard case .harmonics(let own) = functions, case .harmonics(let all) = other.functions,
            Set(own.degrees).isSubset(of: all.degrees)
        else { throw InvalidArgument("rules", must: "have all functions of the cloud's rules", was: "without some") }
        let starts = all.degrees.indices.map { all.degrees[..<$0].reduce(0) { $0 + 2 * $1 + 1 } }
        return own.degrees.flatMap { degree in
            let start = starts[all.degrees.firstIndex(of: degree) ?? 0]
            return start..<(start + 2 * degree + 1)
        }
    }

    /// The rows that enter the softmax, in the layout of `ResponseFeatures`.
    func features(_ settings: PartySettings) throws -> RealMatrix {
        switch (functions, settings) {
        case (.harmonics(let basis), .directions(let directions)): return basis.values(at: directions)
        case (.harmonics, .measurements):
            throw InvalidArgument(
                "rule", must: "be one of effects for measurements other than along directions", was: "harmonics")
        case (.effects(let basis), _):
            let measurements = settings.measurements
            let outcomes = measurements.first?.outcomes ?? 2
            let values = measurements.map { $0.elements.map { basis.values(at: $0) } }
            if outcomes == 2 {
                return RealMatrix(rows: values.count, columns: basis.count) { values[$0][0][$1] - values[$0][1][$1] }
            }
            return RealMatrix(rows: outcomes * values.count, columns: basis.count) {
                values[$0 % values.count][$0 / values.count][$1]
            }
        }
    }
}

extension ResponseRule: Codable {
    private enum CodingKeys: String, CodingKey { case harmonics, dimension, degrees, weightPowers }

    /// Reads the degrees and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let degrees = try container.decodeIfPresent([Int].self, forKey: .harmonics) {
            self.init(.harmonics(try HarmonicBasis(degrees: degrees)))
        } else {
            self = try .effects(
                dimension: container.decode(Int.self, forKey: .dimension),
                degrees: container.decode([Int].self, forKey: .degrees),
                weightPowers: container.decode([Int].self, forKey: .weightPowers))
        }
    }

    /// Writes the degrees.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch functions {
        case .harmonics(let basis): try container.encode(basis.degrees, forKey: .harmonics)
        case .effects(let basis):
            try container.encode(basis.dimension, forKey: .dimension)
            try container.encode(basis.powers.degrees, forKey: .degrees)
            try container.encode(basis.weightPowers, forKey: .weightPowers)
        }
    }
}
