import Foundation
import DataFiles
import Testing

/// Whatever is written comes back, over random contents.
@Suite("Files, as properties") struct RoundTripPropertyTests {
    static let letters = [
        "a", "Z", "0", ".", ",", ";", "\"", "\n", "\r\n", " ", "\t", "#", "é", "😀", "−", "nan", "1e3",
    ]

    static func word(_ choices: inout Choices) -> String { choices.list(0...6) { $0.one(of: letters) }.joined() }

    @Test func arrays() async {
        await forAll("an array comes back from .npy bit by bit, in both orders") { choices in
            let shape = choices.list(0...4) { $0.integer(in: 0...4) }
            let count = shape.reduce(1, *)
            // All bit patterns: NaN, infinities and subnormal numbers among them.
            let numbers = (0..<count).map { _ in Double(bitPattern: choices.next()) }
            return (shape, numbers, choices.one(of: [NumPyOrder.rowMajor, .columnMajor]))
        } holds: { shape, numbers, order in
            let array = try NumPyArray(shape: shape, elements: numbers)
            let again = try NumPyArray<Double>(data: array.encoded(order: order))
            try demand(again.shape == shape, "shape \(again.shape)")
            try demand(again.elements.map(\.bitPattern) == numbers.map(\.bitPattern), "elements")
        }
    }

    @Test func tables() async {
        await forAll("a table comes back from CSV, whatever its words are", cases: 150) { choices in
            let columns = choices.integer(in: 1...4)
            let rows = choices.integer(in: 1...4)
            return (0..<columns).map { column in
                // The first column has a word in each row, so that no row is blank.
                (0..<rows).map { _ in (column == 0 ? "w" : "") + Self.word(&choices) }
            }
        } holds: { columns in
            let names = columns.indices.map { "c\($0)" }
            let table = try CSVTable(names: names, columns: columns.map { .text($0) })
            let again = try CSVTable(data: table.encoded())
            try demand(again.columnNames == names, "names \(again.columnNames)")
            for index in columns.indices {
                let found = try again.text(inColumn: index)
                try demand(found == columns[index], "column \(index) is \(found)")
            }
        }
    }

    @Test func numbers() async {
        await forAll("numbers come back from CSV bit by bit") { choices in
            choices.list(1...20) { Double(bitPattern: $0.next()) }.filter { !$0.isNaN }
        } holds: { numbers in
            let table = try CSVTable(["x": .numbers(numbers)])
            let found = try CSVTable(data: table.encoded())["x"]
            try demand(found.map(\.bitPattern) == numbers.map(\.bitPattern), "\(found)")
        }
    }

    @Test("22.3 complex matrices come back from CSV, written as NumPy, Octave and Julia read them")
    func complexMatrices() async throws {
        let one = try CSVTable(ComplexMatrix([[Complex(0.5, -0.0), Complex(-0.25, 1e-300)]])).encoded()
        #expect(String(decoding: one, as: UTF8.self) == "0.5-0.0j,-0.25+1e-300j\n")
        await forAll("a complex matrix comes back from CSV bit by bit") { choices in
            let (rows, columns) = (choices.integer(in: 1...4), choices.integer(in: 1...4))
            return (rows, (0..<(2 * rows * columns)).map { _ in Double(bitPattern: choices.next()) })
        } holds: { rows, numbers in
            let finite = numbers.map { $0.isFinite ? $0 : 0 }
            let matrix = ComplexMatrix(rows: rows, columns: numbers.count / 2 / rows) { row, column in
                let place = 2 * (row + rows * column)
                return Complex(finite[place], finite[place + 1])
            }
            let again = try CSVTable(data: CSVTable(matrix).encoded(), hasColumnNames: false).complexMatrix()
            let same = zip(again.elements, matrix.elements).allSatisfy {
                $0.real.bitPattern == $1.real.bitPattern && $0.imaginary.bitPattern == $1.imaginary.bitPattern
            }
            try demand(again.rows == rows && same, "\(again)")
        }
    }

    @Test func checkpoints() async {
        struct State: Codable {
            @Packed var numbers: [Double]
            var stream: RandomStream
            var words: [String]
        }
        await forAll("a checkpoint comes back bit by bit, and any other byte is found") { choices in
            (
                State(
                    numbers: choices.list(0...20) { Double(bitPattern: $0.next()) },
                    stream: RandomStream(seed: choices.next(), substream: choices.next()),
                    words: choices.list(0...5) { Self.word(&$0) }), choices.next(), choices.integer(in: 1...255)
            )
        } holds: { state, place, change in
            let data = try Checkpoint(kind: "k", state: state).encoded()
            let again = try Checkpoint<State>(data: data, kind: "k").state
            try demand(again.numbers.map(\.bitPattern) == state.numbers.map(\.bitPattern), "numbers")
            try demand(again.stream == state.stream && again.words == state.words, "the rest")
            var damaged = data
            damaged[Int(place % UInt64(data.count))] ^= UInt8(change)
            let accepted = try? Checkpoint<State>(data: damaged, kind: "k")
            try demand(accepted == nil, "damage at \(place % UInt64(data.count)) was not noticed")
        }
    }
}
