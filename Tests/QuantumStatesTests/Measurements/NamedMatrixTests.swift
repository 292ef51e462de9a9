import NumericalCore
import Testing

@testable import QuantumStates

@Suite struct NamedMatrixTests {
    @Test("rows are settings and columns outcomes, with names")
    func box() throws {
        let matrix = try Behaviour.popescuRohrlich.namedMatrix()
        #expect(matrix.rows == ["A0 B0", "A0 B1", "A1 B0", "A1 B1"] && matrix.columns == ["00", "01", "10", "11"])
        #expect(
            try matrix.values
                == RealMatrix([[0.5, 0, 0, 0.5], [0.5, 0, 0, 0.5], [0.5, 0, 0, 0.5], [0, 0.5, 0.5, 0]]))
    }

    @Test("every entry is the probability of its names, whatever the scenario")
    func entries() throws {
        let scenario = try Scenario(outcomes: [[2, 2, 2], [3], [2, 2]])
        let numbers = (0..<scenario.count).map { Double($0) }
        let matrix = try scenario.namedMatrix(of: numbers)
        #expect(matrix.values.rows == 6 && matrix.values.columns == 12)
        for (row, name) in matrix.rows.enumerated() {
            let settings = name.split(separator: " ").compactMap { Int($0.dropFirst()) }
            for (column, digits) in matrix.columns.enumerated() {
                let outcome = digits.compactMap(\.wholeNumberValue)
                #expect(try matrix.values[row, column] == numbers[scenario.index(of: outcome, given: settings)])
            }
        }
        #expect(throws: InvalidArgument.self) {
            let ragged = try Scenario(outcomes: [[2, 3], [2]])
            return try ragged.namedMatrix(of: [Double](repeating: 0, count: ragged.count))
        }
    }
}
