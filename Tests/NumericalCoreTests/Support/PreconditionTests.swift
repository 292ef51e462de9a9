import NumericalCore
import Testing

/// A failed precondition ends the program with its words on standard error, in every kind of build.
@Suite struct PreconditionTests {
    private func words(_ result: ExitTest.Result?) -> String {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    }

    @Test("16.2 a failed precondition writes its words and its place before the program ends")
    func plain() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            requirePrecondition(CommandLine.arguments.isEmpty, "count must be at least 1, but was \(0)")
        }
        #expect(words(result).contains("PreconditionTests.swift:"))
        #expect(words(result).contains(": Precondition failed: count must be at least 1, but was 0\n"))
    }

    @Test("16.2 an index outside of a matrix is told with both sizes")
    func subscripts() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let matrix = RealMatrix(rows: 2, columns: 3)
            _ = matrix[CommandLine.arguments.count + 4, -1].isNaN
        }
        #expect(words(result).contains("row and column must be in 0..<2 and 0..<3, but was"))
    }

    @Test("16.2 sizes that no matrix has end the program before memory is taken")
    func sizes() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = RealMatrix(rows: .max, columns: CommandLine.arguments.count + 1).rows
        }
        #expect(words(result).contains("a matrix must have sizes of at least 0 and fewer than 2⁴⁸ entries"))
    }

    @Test("16.2 the words of a precondition that holds are never made")
    func lazy() {
        var made = 0
        func words() -> String {
            made += 1
            return ""
        }
        requirePrecondition(true, words())
        #expect(made == 0)
    }
}
