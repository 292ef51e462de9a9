import DataFiles
import QuantumStates

/// A finite hidden-variable model as arrays: weights w_λ and responses q_k(a|x, λ) of each party, from any program.
///
/// Its statistics are P(a|x) = Σ_λ w_λ Π_k q_k(a_k|x_k, λ). The responses of party k are an array with the indices (λ, x, a).
public struct ResponseTable: Sendable, Hashable {
    /// The parties, settings and outcomes.
    public let scenario: Scenario
    /// w, none negative, with sum 1.
    public let weights: [Double]
    /// For each party its responses with indices (λ, x, a).
    public let responses: [NumPyArray<Double>]

    /// How negative a response and how far from 1 a sum of responses may be: single precision is let through.
    public static let tolerance = 0x1p-18

    /// The model with the given weights and responses.
    ///
    /// Weights are divided by their sum; responses too, for each λ and x.
    /// - Parameters:
    ///   - weights: A number for each λ, none negative.
    ///   - responses: For each party an array of shape (points, settings, outcomes).
    /// - Complexity: O(numbers).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when shapes do not fit, a number is not finite, weights are no distribution, or
    ///   responses are not those of one within ``tolerance``.
    public init(weights: [Double], responses: [NumPyArray<Double>]) throws {
        try require(!weights.isEmpty, "weights", must: "not be empty", was: "empty")
        try require(
            weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights", must: "be finite and not negative",
            was: weights.first { !($0 >= 0 && $0.isFinite) } ?? 0)
        let sum = try CompensatedSum.dot(weights, Array(repeating: 1, count: weights.count))
        try require(sum > 0 && sum.isFinite, "weights", must: "have a finite sum above 0", was: sum)
        try require(!responses.isEmpty, "responses", must: "be those of at least one party", was: "none")
        for (party, array) in responses.enumerated() {
            try require(
                array.shape.count == 3 && array.shape[0] == weights.count && array.shape[1] >= 1 && array.shape[2] >= 1,
                "responses of party \(party)", must: "have the shape (\(weights.count), settings, outcomes)",
                was: array.shape)
        }
        scenario = try Scenario(outcomes: responses.map { Array(repeating: $0.shape[2], count: $0.shape[1]) })
        self.weights = weights.map { $0 / sum }
        self.responses = try responses.enumerated().map { party, array in
            let outcomes = array.shape[2]
            var elements: [Double] = []
            elements.reserveCapacity(array.elements.count)
            for start in stride(from: 0, to: array.elements.count, by: outcomes) {
                let values = array.elements[start..<(start + outcomes)]
                let total = values.reduce(0, +)
                let setting = start / outcomes % array.shape[1]
                try require(
                    values.allSatisfy { $0 >= -ResponseTable.tolerance } && abs(total - 1) <= ResponseTable.tolerance,
                    "responses of party \(party) to setting \(setting) at point \(start / outcomes / array.shape[1])",
                    must: "be a distribution within 2⁻¹⁸", was: Array(values))
                let positive = values.map { $0 > 0 ? $0 : 0 }
                let scale = positive.reduce(0, +)
                elements += positive.map { $0 / scale }
            }
            return try NumPyArray(shape: array.shape, elements: elements)
        }
    }

    /// Reads an `.npz` file, the arrays by name.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - weights: The name of the weights, of shape (points).
    ///   - parties: The names of the responses of each party.
    /// - Throws: `FileAccessError` and `FileFormatError` for the file, ``/NumericalCore/InvalidArgument`` when a name is not there or
    ///   as ``init(weights:responses:)``.
    public init(contentsOf path: String, weights: String = "weights", parties: [String]) throws {
        let archive = try NumPyArchive(contentsOf: path)
        let array = try archive.array(weights, of: Double.self)
        try require(array.shape.count == 1, "weights in \(path)", must: "have one index", was: array.shape)
        try self.init(
            weights: array.elements, responses: try parties.map { try archive.array($0, of: Double.self) })
    }

    /// The arrays of an `.npz` file: `weights`, `party_0`, `party_1`, ….
    ///
    /// - Complexity: O(numbers).
    public func archive() throws -> NumPyArchive {
        var archive = NumPyArchive()
        try archive.set(NumPyArray(weights), named: "weights")
        for (party, array) in responses.enumerated() { try archive.set(array, named: "party_\(party)") }
        return archive
    }

    /// P(a|x) = Σ_λ w_λ Π_k q_k(a_k|x_k, λ).
    ///
    /// - Complexity: O(points × count of the scenario).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when rounding leaves no behaviour, which does not happen for fewer than 10⁷ points.
    public func behaviour() throws -> Behaviour {
        var probabilities: [Double] = []
        probabilities.reserveCapacity(scenario.count)
        for settings in MixedRadix(sizes: scenario.settings) {
            let sizes = responses.map { $0.shape[2] }
            var sums = [CompensatedSum](repeating: CompensatedSum(), count: sizes.reduce(1, *))
            for (point, weight) in weights.enumerated() {
                var products = [weight]
                for (array, setting) in zip(responses, settings) {
                    let start = (point * array.shape[1] + setting) * array.shape[2]
                    let own = array.elements[start..<(start + array.shape[2])]
                    products = products.flatMap { product in own.map { product * $0 } }
                }
                for (place, product) in products.enumerated() { sums[place].add(product) }
            }
            probabilities += sums.map(\.value)
        }
        return try Behaviour(probabilities, in: scenario)
    }
}
