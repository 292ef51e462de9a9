import Foundation
import Testing

@testable import DataFiles

@Suite("Files of programs for polyhedra")
struct PolyhedronRowsTests {
    private func read(
        _ text: String, _ form: PolyhedronRows.Form, kind: PolyhedronRows.Kind? = nil
    ) throws -> PolyhedronRows {
        try PolyhedronRows(data: Data(text.utf8), form: form, kind: kind, name: "f")
    }

    @Test("22.1 the sign conventions of lrs and cdd, normaliz and PORTA say the same polyhedron")
    func conventions() throws {
        // x ≤ 1/2, y ≥ −3 and x + 2y = 4.
        let rows = try PolyhedronRows(
            [[1, -2, 0], [3, 0, 1], [-4, 1, 2]], kind: .inequalities, dimension: 2, equations: [2])
        for text in [
            "name\n* comment\nH-representation\nlinearity 1 3\nbegin\n3 3 rational\n1/2 -1 0\n3 0 1\n-4 1 2\nend\nhull\n",
            "begin\n***** 3 real\n 5.000000000E-001 -1.0 0\n* note\n 3 0 1\n-4 1 2\nend\n".replacing(
                "begin", with: "linearity 1 3\nbegin"),
        ] {
            #expect(try read(text, .cdd) == rows)
        }
        #expect(
            try read(
                "amb_space 2\ninhom_inequalities 2\n-2 0 1\n0 1 3\n\ninhom_equations 1\n1 2 -4\nHilbertBasis\n",
                .normaliz)
                == rows)
        #expect(try read("amb_space 3\ninequalities 2\n-2 0 1\n0 1 3\nequations 1\n1 2 -4\n", .normaliz) == rows)
        let porta = """
            DIM = 2

            VALID
            0 2
            INEQUALITIES_SECTION
            (  1) +x1 <= 1/2
            (  2) x2 >= -3
            (  3) + x1 + 2 x2 == 4

            END
            """
        #expect(try read(porta, .porta) == rows)
        #expect(try read(porta.replacing("+x1 <= 1/2", with: "-4*x1 >= -2"), .porta) == rows)
        #expect(try read(porta.replacing("+x1 <= 1/2", with: "1/3x1 <= +1/6"), .porta) == rows)
    }

    @Test("22.1 options that would make another polyhedron are taken or refused, on either side of the rows")
    func options() throws {
        func rows(_ head: String, _ tail: String) throws -> PolyhedronRows {
            try read("\(head)begin\n2 2 rational\n1 -1\n0 1\nend\n\(tail)", .cdd)
        }
        let plain = try rows("names\n", "* a comment\nmaximize 0 1\n")
        let marked = try rows("linearity 1 2\n", "")
        #expect(plain != marked)
        #expect(try rows("", "equality 1 2\n") == marked)
        for (head, tail) in [("nonnegative\n", ""), ("", "nonnegative\n"), ("strict_inequality 1 1\n", "")] {
            #expect(throws: FileFormatError.self) { try rows(head, tail) }
        }
        for exponent in ["-9223372036854775808", "9223372036854775807", "-401"] {
            #expect(throws: FileFormatError.self) {
                try read("begin\n1 3 rational\n1 1e\(exponent) 0\nend\n", .cdd)
            }
        }
    }

    @Test("22.1 vertices and rays in each of the forms")
    func generators() throws {
        let rows = try PolyhedronRows([[2, 1, -6], [1, 0, 0], [0, 1, 1]], kind: .generators, dimension: 2)
        #expect(rows.rows[0] == [2, 1, -6])
        #expect(try read("V-representation\nbegin\n3 3 rational\n1 1/2 -3\n1 0 0\n0 2 2\nend\n", .cdd) == rows)
        #expect(try read("amb_space 2\nvertices 2\n1 -6 2\n0 0 1\ncone 1\n1 1\n", .normaliz) == rows)
        #expect(try read("amb_space 3\ncone 3\n1 -6 2\n0 0 1\n1 1 0\n", .normaliz) == rows)
        #expect(
            try read("DIM = 2\nCONV_SECTION\n(  1) 1/2 -3\n( 22) 0 0\nCONE_SECTION\n(1) 1 1\nEND\n", .porta) == rows)
        #expect(try read("DIM = 2\nCONV_SECTION\n1/2 -3\n0 0\nCONE_SECTION\n1 1\nEND\n", .porta) == rows)
        let output = """
            2 vertices of polyhedron
            2 vertices of polyhedron:
             1 -6 2
             0 0 1

            1 extreme rays of recession cone:
             1 1 0

            1 support hyperplanes of polyhedron (homogenized):
             1 0 0
            """
        #expect(try read(output, .normaliz, kind: .generators) == rows)
        #expect(
            try read(output, .normaliz)
                == PolyhedronRows([[0, 1, 0]], kind: .inequalities, dimension: 2))
    }

    @Test("22.3 random rows come back in every form")
    func roundTrips() async {
        await forAll("rows come back from every form", cases: 150) { choices in
            let dimension = choices.integer(in: 1...5)
            let kind = choices.one(of: PolyhedronRows.Kind.allCases)
            // Vertices before rays, as PORTA and normaliz list them; equations behind inequalities.
            var rows = choices.list(1...8) { choices in
                (0...dimension).map { place in
                    let size = choices.one(of: [1, 3, 1000, Int.max])
                    let entry = choices.integer(in: 0...size) - (place == 0 && kind == .generators ? 0 : size / 2)
                    return entry
                }
            }
            var equations: Set<Int> = []
            if kind == .generators {
                rows = rows.filter { $0[0] > 0 } + rows.filter { $0[0] == 0 }
            } else {
                let number = choices.integer(in: 0...rows.count)
                equations = Set((rows.count - number)..<rows.count)
            }
            return try PolyhedronRows(rows, kind: kind, dimension: dimension, equations: equations)
        } holds: { rows in
            for form in PolyhedronRows.Form.allCases {
                let data = try rows.encoded(form)
                let again = try PolyhedronRows(data: data, form: form, kind: rows.kind)
                try demand(again == rows, "\(form): \(String(decoding: data, as: UTF8.self))")
            }
        }
    }

    @Test(
        "22.1 numbers are read exactly, or not at all",
        arguments: [
            ("3", 3, 1), ("-4/6", -2, 3), ("0.25", 1, 4), ("1.5e-3", 3, 2000), ("+7", 7, 1), ("-0", 0, 1),
            ("0e400", 0, 1),
            ("1.000000000E+000", 1, 1), ("2E3", 2000, 1), ("-.5", -1, 2), ("9223372036854775807", .max, 1),
        ])
    func numbers(word: String, numerator: Int, denominator: Int) throws {
        let number = try #require(ExactNumber(word[...]))
        #expect(number.numerator == numerator && number.denominator == denominator)
    }

    @Test(
        "22.3 what is no number, or too large, is none",
        arguments: [
            "", "x", "1/0", "1/-2", "1/", "/2", "1//2", "1e", "1e19", "1e-19", "9223372036854775808",
            "-9223372036854775808",
            "nan", "inf", "0x10", "1.2.3", "1e999999999999999999999", "1/2.5", ".", "1.-5", "1 2", "٣",
        ])
    func noNumbers(word: String) { #expect(ExactNumber(word[...]) == nil) }

    @Test(
        "22.3 what is wrong in a file is said, with its line",
        arguments: [
            ("", .cdd, "line 1 must have a line \"begin\" before its numbers"),
            ("begin\n1 2 integer\n1 2\n", .cdd, "must have a line \"end\" after its numbers"),
            ("begin\n2 2 integer\n1 2\nend\n", .cdd, "line 4 must follow 2 rows, but was \"1 rows\""),
            ("begin\n1 3 integer\n1 2\nend\n", .cdd, "line 3 must have 3 numbers, but was \"2 numbers\""),
            (
                "begin\n1 2 integer\n1 two\nend\n", .cdd,
                "line 3 must hold numbers such as 3, -1/2 or 0.25 that fit 64 bits, but was \"two\""
            ),
            ("begin\n1 99999999999 integer\n1 2\nend\n", .cdd, "line 2 must have rows, columns"),
            ("linearity 2 1\nbegin\n1 2 integer\n1 2\nend\n", .cdd, "line 1 must say how many rows are equations"),
            ("linearity 1 5\nbegin\n1 2 integer\n1 2\nend\n", .cdd, "equation must be one of 1 rows, but was 4"),
            ("V-representation\nbegin\n1 2 integer\n-1 2\nend\n", .cdd, "row 0 must begin with at least 0, but was -1"),
            (
                "begin\n1 3 rational\n1/4611686018427387847 1/4611686018427387761 1\nend\n", .cdd,
                "line 3 must have a common denominator"
            ),
            ("hello", .normaliz, "line 1 must begin with amb_space"),
            ("amb_space 2\npolytope 3\n1 2\n", .normaliz, "line 2 must be one of cone, equations"),
            ("amb_space 2\nvertices 3\n1 2 1\n", .normaliz, "must belong to 3 rows, but was \"cut off\""),
            ("amb_space 2\nvertices 1\n1 2\n", .normaliz, "line 3 must have 3 numbers"),
            ("amb_space 2\nvertices 1\n1 2 1\nequations 1\n1 1\n", .normaliz, "line 4 must be of the kind"),
            ("3 support hyperplanes:\n1 2 3\n", .normaliz, "must belong to 3 support hyperplanes, but was \"cut off\""),
            (
                "1 support hyperplanes:\n1 2 3\n1 support hyperplanes:\n", .normaliz,
                "must belong to 1 support hyperplanes"
            ),
            ("DIM = 0\n", .porta, "line 1 must say DIM ="),
            ("DIM = 2 0\n", .porta, "line 1 must say DIM ="), ("DIM = 65537\n", .porta, "in 1…65536"),
            (
                "DIM = 2\nINEQUALITIES_SECTION\nx1 <= 2 0\n", .porta,
                "line 3 must be an inequality such as +x1-2x2<=1, with signs"
            ),
            ("INEQUALITIES_SECTION\nx1 <= 2\n", .porta, "line 2 must come after DIM ="),
            ("DIM = 2\nINEQUALITIES_SECTION\nx1 2\n", .porta, "be an inequality such as"),
            ("DIM = 2\nINEQUALITIES_SECTION\nx1 + x1 <= 2\n", .porta, "at most once"),
            ("DIM = 2\nINEQUALITIES_SECTION\nx3 <= 2\n", .porta, "each of x1…x2"),
            ("DIM = 2\nINEQUALITIES_SECTION\nx1 <> 2\n", .porta, "one of <=, >= and =="),
            ("DIM = 2\nCONV_SECTION\n1 2 3\n", .porta, "line 3 must have 3 numbers"),
            ("DIM = 2\n", .porta, "have a section"),
        ] as [(String, PolyhedronRows.Form, String)])
    func words(text: String, form: PolyhedronRows.Form, words: String) {
        let error = #expect(throws: FileFormatError.self) { try read(text, form) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test("22.1 the ending of a name says the form; the kind is checked")
    func endings() throws {
        try withTemporaryFolder { folder in
            let rows = try PolyhedronRows([[1, -1]], kind: .inequalities, dimension: 1)
            for (ending, form) in [("ine", PolyhedronRows.Form.cdd), ("in", .normaliz), ("ieq", .porta)] {
                let path = "\(folder)/rows.\(ending)"
                try rows.write(to: path, form)
                #expect(try PolyhedronRows(contentsOf: path) == rows)
                let error = #expect(throws: FileFormatError.self) {
                    try PolyhedronRows(contentsOf: path, kind: .generators)
                }
                #expect(error?.requirement == "hold generators")
            }
            #expect(throws: InvalidArgument.self) { try PolyhedronRows(contentsOf: "\(folder)/rows.txt") }
        }
        #expect(throws: InvalidArgument.self) { try PolyhedronRows([[1]], kind: .inequalities, dimension: 1) }
        #expect(throws: InvalidArgument.self) { try PolyhedronRows([[1, .min]], kind: .inequalities, dimension: 1) }
        #expect(throws: InvalidArgument.self) {
            try PolyhedronRows([[1, 1]], kind: .generators, dimension: 1, equations: [0])
        }
        let lines = try PolyhedronRows([[0, 1]], kind: .generators, dimension: 1, equations: [0])
        #expect(try PolyhedronRows(data: lines.encoded(.cdd), form: .cdd) == lines)
        #expect(throws: InvalidArgument.self) { try lines.encoded(.porta) }
    }
}
