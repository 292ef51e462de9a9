import QuantumStates

/// The monomials of given degrees in n variables, scaled so that rotations of the variables act on them orthogonally.
///
/// A monomial x^α of degree p carries the factor √(p!/α!); then Σ_α B_α(x) B_α(y) = (x·y)^p for each degree, and each
/// degree is a block that every linear map of the variables takes to itself. With the generalized Bloch vector as x these
/// are functions on the measurements of a qudit that the unitary group mixes in whole blocks only.
/// Source: P1, Appendix B (any set of whole blocks serves).
package struct SymmetricPowers: Sendable, Hashable {
    /// n, the number of variables.
    package let variables: Int
    /// The degrees in ascending order.
    package let degrees: [Int]
    /// The exponents α of every monomial, degree by degree.
    package let exponents: [[Int]]

    private let scales: [Double]

    /// The number of monomials.
    package var count: Int { exponents.count }

    /// The monomials of the given degrees.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is not in 1…1024, the degrees are empty, repeated or not in 0…8, or
    ///   there are more than 200 000 monomials.
    package init(variables: Int, degrees: [Int]) throws {
        try require((1...1024).contains(variables), "variables", must: "be in 1…1024", was: variables)
        try require(!degrees.isEmpty, "degrees", must: "not be empty", was: "empty")
        try require(Set(degrees).count == degrees.count, "degrees", must: "be named once each", was: degrees)
        try require(degrees.allSatisfy { (0...8).contains($0) }, "degrees", must: "be in 0…8", was: degrees)
        // Σ C(n + p − 1, p), which can exceed an integer.
        let size = degrees.reduce(0.0) { sum, degree in
            sum + (0..<degree).reduce(1.0) { $0 * Double(variables + $1) / Double($1 + 1) }
        }
        try require(size <= 200_000, "monomials", must: "be at most 200000", was: size)
        self.variables = variables
        self.degrees = degrees.sorted()
        var exponents: [[Int]] = []
        for degree in self.degrees {
            SymmetricPowers.compose(degree, into: variables, prefix: [], &exponents)
        }
        self.exponents = exponents
        self.scales = exponents.map { exponent in
            func factorial(_ n: Int) -> Double { (0..<n).reduce(1.0) { $0 * Double($1 + 1) } }
            return (factorial(exponent.reduce(0, +)) / exponent.reduce(1) { $0 * factorial($1) }).squareRoot()
        }
    }

    private static func compose(_ degree: Int, into parts: Int, prefix: [Int], _ list: inout [[Int]]) {
        guard parts > 1 else {
            list.append(prefix + [degree])
            return
        }
        for first in stride(from: degree, through: 0, by: -1) {
            compose(degree - first, into: parts - 1, prefix: prefix + [first], &list)
        }
    }

    /// The values of all monomials at a point.
    ///
    /// - Precondition: There are n coordinates.
    /// - Complexity: O(monomials · n).
    package func values(at point: [Double]) -> [Double] {
        requirePrecondition(point.count == variables, "there must be \(variables) coordinates, but was \(point.count)")
        return zip(exponents, scales).map { exponent, scale in
            var value = scale
            for (coordinate, power) in zip(point, exponent) where power > 0 {
                for _ in 0..<power { value *= coordinate }
            }
            return value
        }
    }

    /// d(R) with B(R x) = d(R) B(x), block diagonal in the degrees and orthogonal when R is.
    ///
    /// - Parameter matrix: R, an n × n matrix.
    /// - Complexity: O(monomials² · n) for each degree.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when R is not n × n or not finite.
    package func representation(of matrix: RealMatrix) throws -> RealMatrix {
        try require(
            matrix.rows == variables && matrix.columns == variables, "matrix", must: "be \(variables) × \(variables)",
            was: "\(matrix.rows) × \(matrix.columns)")
        try require(matrix.isFinite, "matrix", must: "have only finite entries", was: "not finite")
        let place = Dictionary(uniqueKeysWithValues: exponents.enumerated().map { ($1, $0) })
        var result = RealMatrix(rows: count, columns: count)
        for (row, exponent) in exponents.enumerated() {
            // (R x)^α as a polynomial in x, one linear form after another.
            var polynomial: [[Int]: Double] = [Array(repeating: 0, count: variables): 1]
            for (variable, power) in exponent.enumerated() {
                for _ in 0..<power {
                    var product: [[Int]: Double] = [:]
                    for (monomial, coefficient) in polynomial {
                        for column in 0..<variables where matrix[variable, column] != 0 {
                            var raised = monomial
                            raised[column] += 1
                            product[raised, default: 0] += coefficient * matrix[variable, column]
                        }
                    }
                    polynomial = product
                }
            }
            for (monomial, coefficient) in polynomial {
                guard let column = place[monomial] else { continue }
                result[row, column] = coefficient * scales[row] / scales[column]
            }
        }
        return result
    }
}
