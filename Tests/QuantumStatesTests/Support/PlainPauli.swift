import NumericalCore
import QuantumStates

/// Pauli matrices written out and multiplied entry by entry, apart from everything the library computes.
enum PlainPauli {
    static let letters: [Character] = ["I", "X", "Y", "Z"]

    static func entry(_ letter: Character, _ row: Int, _ column: Int) -> Complex {
        switch (letter, row, column) {
        case ("I", 0, 0), ("I", 1, 1), ("X", 0, 1), ("X", 1, 0), ("Z", 0, 0): 1
        case ("Z", 1, 1): -1
        case ("Y", 0, 1): -.i
        case ("Y", 1, 0): .i
        default: 0
        }
    }

    /// The matrix of a string, by the digits of row and column, first letter most significant.
    static func matrix(_ text: String) -> ComplexMatrix {
        let letters = Array(text)
        let size = 1 << letters.count
        return ComplexMatrix(rows: size, columns: size) { row, column in
            letters.enumerated().reduce(Complex.one) { product, place in
                let shift = letters.count - 1 - place.offset
                return product * entry(place.element, row >> shift & 1, column >> shift & 1)
            }
        }
    }

    /// All 4^N strings, in the order of their digits I, X, Y, Z.
    static func strings(_ count: Int) -> [String] {
        (0..<count).reduce([""]) { strings, _ in strings.flatMap { head in letters.map { head + String($0) } } }
    }

    /// Tr AB by the definition.
    static func trace(_ left: ComplexMatrix, _ right: ComplexMatrix) -> Complex {
        var sum = Complex.zero
        for row in 0..<left.rows {
            for column in 0..<left.columns { sum += left[row, column] * right[column, row] }
        }
        return sum
    }
}
