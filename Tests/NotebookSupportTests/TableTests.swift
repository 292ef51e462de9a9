import Foundation
import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct TableTests {
    @Test func numbersAreSetRightAndWordsLeft() throws {
        var table = try Table("A caption.", columns: ["state", "$v$", "n"])
        try table.add("singlet", 0.70710678, 12)
        try table.add("W|erner\n", 1e-5, 3)
        #expect(
            table.markdown == """
                | state     |     $v$ |   n |
                |-----------|--------:|----:|
                | singlet   | 0.70711 |  12 |
                | W\\|erner  | 0.00001 |   3 |

                Table: A caption.

                """)
    }

    @Test("23 numbers that a script wrote as words are set right too")
    func writtenNumbersAreSetRight() throws {
        var table = try Table(columns: ["a", "b", "c", "d", "e"])
        try table.add("-0.50", "0.71 ± 0.02", "7.8e-07", "1.2.3", "+1")
        try table.add("12", "2.7 ± 1e-3", "−1", "4", "1 of 2")
        #expect(table.isRight == [true, true, true, false, false])
    }

    @Test func anArrayIsARow() throws {
        var table = try Table(columns: ["a", "b"])
        let words: [String] = ["x", "y"]
        try table.add(words)
        try table.add([1.5, 2.5])
        try table.add(["z", 3] as [any CustomStringConvertible])
        try table.add(["u", "v"].map { $0 + "!" })
        #expect(table.rows == [["x", "y"], ["1.5", "2.5"], ["z", "3"], ["u!", "v!"]])
        // Not one cell that describes an array.
        var narrow = try Table(columns: ["a"])
        #expect(throws: InvalidArgument.self) { try narrow.add(words) }
    }

    private func texts(_ numbers: [Double], _ format: ColumnFormat = .automatic) throws -> [String] {
        var table = try Table(columns: ["v"], formats: [format])
        for number in numbers { try table.add(number) }
        return table.rows.map { $0[0] }
    }

    @Test func pointsStandBelowEachOther() throws {
        #expect(try texts([0.5, 100.25, -3]) == ["0.50", "100.25", "-3.00"])
        #expect(try texts([0.70710678118, 1.0 / 3, 1234]) == ["0.7071", "0.3333", "1234.0000"])
        #expect(try texts([1e-12, 0.5]) == ["1e-12", "5e-01"] && texts([1e300, 25]) == ["1.0e+300", "2.5e+01"])
        #expect(try texts([2, 3, 0]) == ["2", "3", "0"] && texts([-1e-9, 1], .decimals(2)) == ["0.00", "1.00"])
        #expect(try texts([.nan, .infinity, 0.25]) == ["nan", "inf", "0.25"])
        var stream = RandomStream(seed: 8)
        for _ in 0..<50 {
            let numbers = (0..<6).map { _ in
                Double.random(in: -1...1, using: &stream) * pow(10, Double.random(in: -4...4, using: &stream))
            }
            let decimals = Set(
                try texts(numbers).map {
                    $0.split(separator: "e")[0].split(separator: ".").dropFirst().first?.count ?? 0
                })
            #expect(decimals.count == 1)
        }
    }

    @Test func differentNumbersLookDifferentUnlessAsked() throws {
        #expect(try texts([0.12345678, 0.12345679]) == ["0.12345678", "0.12345679"])
        #expect(try Set(texts([1, 1.0.nextUp, 0.1, 0.1 + 1e-16])).count == 3 + (0.1 + 1e-16 == 0.1 ? 0 : 1))
        #expect(try texts([0.12345678, 0.12345679], .significant(3)) == ["0.123", "0.123"])
        #expect(try texts([0.12345678, 2], .decimals(1)) == ["0.1", "2.0"])
        #expect(try texts([0.12345678, 2], .scientific(2)) == ["1.23e-01", "2.00e+00"])
        #expect(try texts([0.1 + 0.2, 2], .exact) == ["0.30000000000000004", "2.0"])
        var stream = RandomStream(seed: 9)
        for _ in 0..<50 {
            let first = Double.random(in: -1...1, using: &stream)
            let numbers = [first, first.nextUp, first * (1 + Double.random(in: 0...1e-9, using: &stream)), 0]
            #expect(Set(try texts(numbers)).count == Set(numbers).count)
        }
        // A digits argument asks, as before.
        var table = try Table(columns: ["v"], digits: 2)
        for number in [0.123, 0.1234] { try table.add(number) }
        #expect(table.rows == [["0.12"], ["0.12"]])
    }

    @Test func latexAndCSV() throws {
        var table = try Table("At 50%, $\\rho$", columns: ["state", "$v$", "n_1"])
        try table.add("κ & $|\\psi\\rangle$", -0.25, 3)
        try table.add("b", 1.0 / 3, 4)
        #expect(
            table.latex == """
                \\begin{table}
                \\centering
                \\begin{tabular}{lrr}
                \\hline
                state & $v$ & n\\_1 \\\\
                \\hline
                $\\kappa$ \\& $|\\psi\\rangle$ & $-$0.2500 & 3 \\\\
                b & 0.3333 & 4 \\\\
                \\hline
                \\end{tabular}
                \\caption{At 50\\%, $\\rho$}
                \\end{table}

                """)
        #expect(table.csv() == "state,$v$,n_1\nκ & $|\\psi\\rangle$,-0.25,3\nb,0.3333333333333333,4\n")
    }

    @Test func matricesAreTables() throws {
        let table = try Table(
            matrix: Matrix([[1, 0.25], [-0.5, 1]]), rows: ["a", "b"], columns: ["x", "y"], corner: "c")
        #expect(table.columns == ["c", "x", "y"] && table.rows == [["a", "1.0", "0.25"], ["b", "-0.5", "1.00"]])
        let named = try (values: Matrix([[1.0, 0.5]]), rows: ["A0 B0"], columns: ["00", "01"])
        #expect(try Table("c", named, format: .decimals(2)).rows == [["A0 B0", "1.00", "0.50"]])
        #expect(try HeatMap("T", x: "x", y: "y", value: "v").matrix(named).csv().contains("A0 B0,01,0.5\n"))
        #expect(throws: InvalidArgument.self) { try Table(matrix: Matrix([[1.0]]), rows: [], columns: ["x"]) }
        #expect(throws: InvalidArgument.self) { try Table(matrix: Matrix([[1.0]]), rows: ["a"], columns: []) }
    }

    @Test func wrongShapesAreRefused() throws {
        #expect(throws: InvalidArgument.self) { try Table(columns: ["a"], formats: []) }
        for bad in [ColumnFormat.significant(0), .significant(18), .decimals(-1), .decimals(18), .scientific(17)] {
            #expect(throws: InvalidArgument.self) { try Table(columns: ["a"], formats: [bad]) }
        }
        #expect(throws: InvalidArgument.self) { try Table(columns: []) }
        #expect(throws: InvalidArgument.self) { try Table(columns: ["a"], digits: 0) }
        var table = try Table(columns: ["a", "b"])
        let error = #expect(throws: InvalidArgument.self) { try table.add(1) }
        #expect(error?.description == "cells must be 2, one for every column, but was 1")
        #expect(throws: InvalidArgument.self) { try show(table) }
    }

    @Test(arguments: [
        (0.70631, 0.00123, "0.7063 ± 0.0012"), (-2.5, 0.1, "-2.50 ± 0.10"), (12345.6, 78.9, "12346 ± 79"),
        (1.0, 0.0, "1 ± 0"), (1.0, Double.infinity, "1 ± inf"), (3e-12, 1e-13, "3e-12 ± 1e-13"),
        (5e20, 1e18, "5e+20 ± 1e+18"),
    ])
    func errorsHaveTwoDigits(_ value: Double, _ error: Double, _ text: String) {
        #expect(plusMinus(value, error) == text)
    }
}
