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
                | state     |    $v$ |   n |
                |-----------|-------:|----:|
                | singlet   | 0.7071 |  12 |
                | W\\|erner  |  1e-05 |   3 |

                Table: A caption.

                """)
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

    @Test func wrongShapesAreRefused() throws {
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
