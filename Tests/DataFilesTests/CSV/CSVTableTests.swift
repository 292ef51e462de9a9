import Foundation
import DataFiles
import Testing

@Suite("CSV tables")
struct CSVTableTests {
    private func table(_ text: String, hasColumnNames: Bool = true, separator: Character = ",") throws -> CSVTable {
        try CSVTable(data: Data(text.utf8), hasColumnNames: hasColumnNames, separator: separator, name: "t.csv")
    }

    @Test("Measured counts are read by name, as text and as numbers")
    func counts() throws {
        let table = try table(
            """
            # Coincidence counts, two settings "a", "b". D = (H+V)/sqrt2,
            # with a comma in the comment.
            first,second,counts
            H,H,34749
            H,V,324

            V,V,35805
            """)
        #expect(table.comments.count == 2)
        #expect(table.comments[1] == "with a comma in the comment.")
        #expect(table.columnNames == ["first", "second", "counts"])
        #expect(table.rowCount == 3 && table.columnCount == 3)
        #expect(try table.text("second") == ["H", "V", "V"])
        #expect(try table["counts"] == [34749, 324, 35805])
        #expect(try table.integers("counts") == [34749, 324, 35805])
    }

    @Test("Line ends, a byte order mark and spaces around numbers make no difference")
    func tolerance() throws {
        let plain = "a,b\n1,2.5\n-3,4e2\n"
        for text in [
            plain, "\u{FEFF}" + plain, plain.replacingOccurrences(of: "\n", with: "\r\n"),
            plain.replacingOccurrences(of: "\n", with: "\r"), String(plain.dropLast()), "\r\n \t\n" + plain + "\n\n",
            " a , b\n 1 ,\t2.5\n-3 , 4e2 ", "# note\n" + plain + "  # end", "\"a\",\"b\"\n\"1\",2.5\n-3,\"4e2\"",
        ] {
            let table = try table(text)
            #expect(table.columnNames == ["a", "b"], "\(text.debugDescription)")
            #expect(try table["a"] == [1, -3])
            #expect(try table["b"] == [2.5, 400])
        }
        #expect(
            try table("1;2\n3;4", hasColumnNames: false, separator: ";").matrix() == RealMatrix([[1, 2], [3, 4]]))
        #expect(
            try table("1\t2\n3\t4", hasColumnNames: false, separator: "\t").matrix() == RealMatrix([[1, 2], [3, 4]]))
    }

    @Test("Quoted fields hold separators, quotes and line ends")
    func quotes() throws {
        let table = try table("name,\"the \"\"value\"\"\"\n\"a,b\",1\n\"line\r\nline\",2\n\"\",3\n\" # \",4\n\"ψ\",x\n")
        #expect(table.columnNames == ["name", "the \"value\""])
        #expect(try table.text("name") == ["a,b", "line\r\nline", "", " # ", "ψ"])
        #expect(
            throws: FileFormatError("t.csv", "line 7, column 'the \"value\"'", must: "be a number", was: "\"x\"")
        ) { try table["the \"value\""] }
    }

    @Test("Tables without rows are tables")
    func emptyTables() throws {
        #expect(try table("").columnCount == 0)
        #expect(try table("# only a comment").comments == ["only a comment"])
        let names = try table("a,b\n")
        #expect(names.rowCount == 0 && names.columnCount == 2)
        #expect(try names["a"] == [])
    }

    @Test(
        "A damaged table is refused with its line",
        arguments: [
            ("a,b\n1,2\n3\n", "line 3 must have 2 fields like the first row, but was 1"),
            ("a,b\n\n# c\n1,2,3\n", "line 4 must have 2 fields like the first row, but was 3"),
            ("a,b\n\"x\ny\",2\n1\n", "line 4 must have 2 fields like the first row, but was 1"),
            ("a,b\n1,\"2\n", "line 2 must close its quoted field, but was left open"),
            ("a,b\n1,\"2\"3\n", "line 2 must have a separator or its end after a closing quote, but was \"3\""),
            ("a,b\n1,2\"3\"\n", "line 2 must have quotes only around whole fields, but was a quote inside one"),
        ])
    func damage(text: String, message: String) {
        let error = #expect(throws: FileFormatError.self) { try table(text) }
        #expect(error?.description == "t.csv: " + message)
    }

    @Test("Bytes that are not UTF-8 are refused with their line")
    func encoding() {
        for bytes in [[0x61, 0x0A, 0xFF], [0x61, 0x0A, 0x23, 0xC3], [0xE4, 0x0A], [0xFF, 0xFE, 0x61, 0x00]] as [[UInt8]]
        {
            let error = #expect(throws: FileFormatError.self) { try CSVTable(data: Data(bytes)) }
            #expect(error?.requirement == "be UTF-8 text")
            #expect(error?.part == (bytes[0] == 0x61 ? "line 2" : "line 1"))
        }
    }

    @Test(
        "What is not a number is refused with line and column",
        arguments: ["", "x", "1x", "0x10", "1,5", "--1", "1e", "nanx", "1_000", "1 2", "٣", "infin", "+-inf"])
    func notNumbers(text: String) throws {
        let table = try CSVTable(["n": .integers([7, 8]), "v": .text(["1", text])])
        let read = try CSVTable(data: table.encoded(), name: "t.csv")
        let requirement = text == "1,5" ? "be a number (with a decimal point)" : "be a number"
        #expect(throws: FileFormatError("t.csv", "line 3, column 'v'", must: requirement, was: "\"\(text)\"")) {
            try read["v"]
        }
    }

    @Test("Numbers beyond the range are refused, infinities are read")
    func ranges() throws {
        let table = try table("v,w,i\n1e400,inf,9223372036854775808\n0,-Infinity,2.0\n")
        #expect(
            throws: FileFormatError(
                "t.csv", "line 2, column 'v'", must: "be within the range of double precision", was: "\"1e400\"")
        ) { try table["v"] }
        #expect(try table["w"] == [.infinity, -.infinity])
        #expect(
            throws: FileFormatError(
                "t.csv", "line 2, column 'i'", must: "be a whole number", was: "\"9223372036854775808\"")
        ) { try table.integers("i") }
    }

    @Test("Columns that are not there are refused")
    func wrongColumns() throws {
        let table = try table("a,b,a\n1,2,3\n")
        #expect(throws: InvalidArgument("column name", must: "be that of one column of t.csv (a, b, a)", was: "'c'")) {
            try table["c"]
        }
        #expect(
            throws: InvalidArgument(
                "column name", must: "be that of one column of t.csv (a, b, a)", was: "'a', the name of 2 columns")
        ) { try table["a"] }
        for column in [-1, 3] {
            #expect(throws: InvalidArgument("column", must: "be one of the 3 columns of t.csv", was: column)) {
                try table.numbers(inColumn: column)
            }
        }
        #expect(throws: InvalidArgument("column b", must: "have 2 entries like the first", was: 1)) {
            try CSVTable(["a": .numbers([1, 2]), "b": .text(["x"])])
        }
        #expect(throws: InvalidArgument("names", must: "be none or 2, one for each column", was: 1)) {
            try CSVTable(RealMatrix.identity(2), names: ["a"])
        }
        for separator: Character in ["\"", "#", "\n", "\r\n", ".", "-", "e", "1", "é", "\0"] {
            #expect(throws: InvalidArgument.self) { try CSVTable(data: Data(), separator: separator) }
        }
    }

    @Test("Numbers come back to the bit")
    func numbersRoundTrip() throws {
        var generator = RandomStream(seed: 21)
        var values = (0..<2000).map { _ in Double(bitPattern: generator.next()) }.map { $0.isNaN ? 0.1 : $0 }
        values += [
            0.0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e21, 1e-5, .nan,
        ]
        let table = try CSVTable(
            ["x": .numbers(values), "k": .integers(Array(values.indices))], comments: ["a", "", "b\nc"])
        let read = try CSVTable(data: table.encoded())
        #expect(read.comments == ["a", "", "b", "c"])
        #expect(try read["x"].map(\.bitPattern) == values.map(\.bitPattern))
        #expect(try read.integers("k") == Array(values.indices))
        let matrix = RealMatrix(rows: 30, columns: 4) { values[$0 * 4 + $1] }
        #expect(try CSVTable(data: CSVTable(matrix).encoded(), hasColumnNames: false).matrix() == matrix)
    }

    @Test("Any text comes back, in one column or several")
    func textRoundTrip() throws {
        var generator = RandomStream(seed: 22)
        let alphabet: [Unicode.Scalar] = ["a", ",", "\"", "\n", "\r", " ", "\t", "#", "1", "ψ", "\u{FEFF}", "\u{301}"]
        for columnCount in 1...3 {
            let columns = (0...columnCount).dropLast().map { _ in
                (0..<200).map { _ in
                    var text = String.UnicodeScalarView()
                    for _ in 0..<Int.random(in: 0...4, using: &generator) {
                        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
                    }
                    return String(text)
                }
            }
            for names in [[], columns.map { $0[0] }] {
                let table = try CSVTable(names: names, columns: columns.map { .text($0) })
                let read = try CSVTable(data: table.encoded(), hasColumnNames: !names.isEmpty)
                #expect(read.columnNames.map { Array($0.utf8) } == names.map { Array($0.utf8) })
                for (index, column) in columns.enumerated() {
                    // Swift compares canonically equivalent text as equal, so the bytes are compared.
                    #expect(try read.text(inColumn: index).map { Array($0.utf8) } == column.map { Array($0.utf8) })
                }
            }
        }
    }

    @Test("Files are written and read")
    func files() throws {
        try withTemporaryFolder { folder in
            try CSVTable(["x": .numbers([0.1, 1])]).write(to: "\(folder)/x.csv")
            #expect(try String(contentsOfFile: "\(folder)/x.csv", encoding: .utf8) == "x\n0.1\n1.0\n")
            #expect(try CSVTable(contentsOf: "\(folder)/x.csv")["x"] == [0.1, 1])
        }
    }

    @Test("Random bytes are a table or an error")
    func garbage() {
        var generator = RandomStream(seed: 23)
        let alphabet: [UInt8] = Array(",\"\n\r #a1".utf8) + [0xC3, 0xBC, 0x00]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            do {
                let table = try CSVTable(data: Data(bytes))
                // What was read can be written, and is then read as the same.
                let again = try CSVTable(data: table.encoded(), hasColumnNames: !table.columnNames.isEmpty)
                #expect(again.columnNames == table.columnNames && again.rowCount == table.rowCount)
            } catch {
                #expect(error is FileFormatError, "\(bytes)")
            }
        }
    }

    @Test("Two hundred thousand numbers are read")
    func largeTable() throws {
        var text = "a,b\n"
        for row in 0..<100_000 { text += "\(Double(row) / 3),\(row)\n" }
        let table = try CSVTable(data: Data(text.utf8))
        #expect(try table["a"] == (0..<100_000).map { Double($0) / 3 })
        #expect(try table.integers("b") == Array(0..<100_000))
    }
}
