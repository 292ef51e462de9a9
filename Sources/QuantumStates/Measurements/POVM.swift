import NumericalCore

/// A measurement of one party: a POVM, positive operators E₀ … E_{K−1} on C^D that sum to the unit matrix.
///
/// Outcome a of a state ρ has probability Tr(ρE_a). A set of operators that is not positive or does not sum to one cannot
/// become a measurement. Outcomes may carry values, such as ±1 or the eigenvalues of an observable.
public struct POVM: Sendable, Hashable {
    /// D, the dimension of the measured party.
    public let dimension: Int
    /// The K operators E_a, each D × D.
    public let elements: [ComplexMatrix]
    /// The value of each outcome, where outcomes have values.
    public let values: [Double]?

    /// How far elements may be from Hermitian and positive and their sum from 1, when nothing else is said.
    public static let defaultTolerance = 1e-9

    /// The measurement with the given elements.
    ///
    /// The Hermitian parts are stored, which differ from the elements by at most the tolerance.
    /// - Parameters:
    ///   - elements: At least one D × D matrix, all of one size.
    ///   - values: A finite value for each outcome, or nil.
    ///   - tolerance: The largest |E_ij − E_ji*|, −λ_min and |(ΣE_a − 1)_ij| that is let through.
    /// - Complexity: O(K·D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` that names the element and the law it breaks.
    public init(_ elements: [ComplexMatrix], values: [Double]? = nil, tolerance: Double = defaultTolerance) throws {
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try require(!elements.isEmpty, "elements", must: "be at least one matrix", was: "empty")
        let dimension = elements[0].rows
        var sum = ComplexMatrix(rows: dimension, columns: dimension)
        for (index, element) in elements.enumerated() {
            let name = "element \(index)"
            try requireEffect(element, dimension: dimension, name, tolerance: tolerance, boundedByOne: false)
            sum += element.hermitianPart
        }
        let defect = sum.distance(to: .identity(dimension))
        try require(
            defect <= tolerance, "sum of the elements", must: "be the unit matrix within \(tolerance)",
            was: "off by \(defect)")
        if let values {
            try require(
                values.count == elements.count, "values", must: "be one for each of \(elements.count) outcomes",
                was: values.count)
            for (index, value) in values.enumerated() {
                try require(value.isFinite, "value \(index)", must: "be finite", was: value)
            }
        }
        self.init(unchecked: elements.map(\.hermitianPart), values: values)
    }

    /// The measurement with elements that the caller knows to be a POVM.
    ///
    /// - Precondition: There is an element.
    package init(unchecked elements: [ComplexMatrix], values: [Double]? = nil) {
        requirePrecondition(!elements.isEmpty, "elements must be at least one, but was none")
        self.dimension = elements[0].rows
        self.elements = elements
        self.values = values
    }

    /// K, the number of outcomes.
    public var outcomes: Int { elements.count }

    /// Whether every element is a projector, E_a² = E_a within the tolerance.
    ///
    /// - Complexity: O(K·D³).
    public func isProjective(tolerance: Double = 1e-9) -> Bool {
        elements.allSatisfy { ($0 * $0).distance(to: $0) <= tolerance }
    }

    /// Σ_a value_a E_a, the observable whose expectation is the mean outcome value; nil when outcomes have no values.
    public var observable: ComplexMatrix? {
        guard let values else { return nil }
        var sum = ComplexMatrix(rows: dimension, columns: dimension)
        for (value, element) in zip(values, elements) { sum.add(Complex(value), times: element) }
        return sum
    }

    /// The measurement whose outcome b joins the outcomes a listed in `groups[b]`; its outcomes have no values.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless every outcome is in exactly one group.
    public func coarseGrained(into groups: [[Int]]) throws -> POVM {
        let listed = groups.flatMap { $0 }
        try require(
            listed.sorted() == Array(0..<outcomes), "groups", must: "name each of the outcomes 0..<\(outcomes) once",
            was: groups)
        return POVM(
            unchecked: groups.map { group in
                group.reduce(into: ComplexMatrix(rows: dimension, columns: dimension)) { $0 += elements[$1] }
            })
    }

    /// v·E_a + (1 − v)·Tr(E_a)/D·1: the measurement with white noise of visibility v.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when v is not in 0…1.
    public func withWhiteNoise(visibility: Double) throws -> POVM {
        try require(visibility >= 0 && visibility <= 1, "visibility", must: "be in 0…1", was: visibility)
        let one = ComplexMatrix.identity(dimension)
        return POVM(
            unchecked: elements.map { element in
                var noisy = visibility * element
                noisy.add(Complex((1 - visibility) * element.trace.real / Double(dimension)), times: one)
                return noisy
            }, values: values)
    }
}

extension POVM: Codable {
    private enum CodingKeys: String, CodingKey { case elements, values }

    /// Reads elements and values and checks them again; elements that are Hermitian to rounding keep their bits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let elements = try container.decode([ComplexMatrix].self, forKey: .elements)
        let values = try container.decodeIfPresent([Double].self, forKey: .values)
        try self.init(elements, values: values)
        if elements.allSatisfy(\.isHermitianToRounding) { self = POVM(unchecked: elements, values: values) }
    }

    /// Writes elements and values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(elements, forKey: .elements)
        try container.encodeIfPresent(values, forKey: .values)
    }
}

/// Throws unless a matrix is a positive operator on C^D, and at most 1 when that is asked too.
func requireEffect(
    _ matrix: ComplexMatrix, dimension: Int, _ name: String, tolerance: Double, boundedByOne: Bool
) throws {
    try require(dimension >= 1, name, must: "be at least 1 × 1", was: "\(matrix.rows) × \(matrix.columns)")
    try require(
        matrix.rows == dimension && matrix.columns == dimension, name, must: "be \(dimension) × \(dimension)",
        was: "\(matrix.rows) × \(matrix.columns)")
    try require(matrix.isFinite, name, must: "have only finite entries", was: "not finite")
    let defect = matrix.hermiticityDefect
    try require(defect <= tolerance, name, must: "be Hermitian within \(tolerance)", was: "off by \(defect)")
    let eigenvalues = try matrix.hermitianPart.hermitianEigenvalues()
    try require(
        eigenvalues[0] >= -tolerance, name, must: "be positive within \(tolerance)",
        was: "of smallest eigenvalue \(eigenvalues[0])")
    guard boundedByOne, let largest = eigenvalues.last else { return }
    try require(
        largest <= 1 + tolerance, name, must: "be at most the unit matrix within \(tolerance)",
        was: "of largest eigenvalue \(largest)")
}
