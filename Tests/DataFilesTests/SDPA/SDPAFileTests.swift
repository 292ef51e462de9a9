import DataFiles
import Foundation
import TestSupport
import Testing

/// The sparse format of SDPA: what is written is read back, and what is no such file is refused in words.
@Suite("SDPA files") struct SDPAFileTests {
    /// Example 1 of the format's manual: the optimum is −41.9.
    static let example = """
        "Example 1: mDim = 3, nBLOCK = 1, {2}"
           3  =  mDIM
           1  =  nBLOCK
           2  = bLOCKsTRUCT
        {48, -8, 20}
        0 1 1 1 -11
        0 1 2 2 23
        1 1 1 1 10
        1 1 1 2 4
        2 1 2 2 -8
        3 1 1 2 -8
        3 1 2 2 -2
        """

    @Test("20.1 the manual's example is read and solved") func manual() throws {
        let program = try SemidefiniteProgram(sdpa: Data(Self.example.utf8))
        #expect(program.blocks == [.symmetric(2)] && program.constraints.map(\.value) == [48, -8, 20])
        let solution = try program.solve()
        #expect(abs(solution.primalObjective + 41.9) < 1e-6)
        #expect(zip(solution.dual, [-1.1, -2.7375, -0.55]).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test("20.1 a real program comes back as it was") func roundTrip() throws {
        var stream = RandomStream(seed: 250)
        let program = try RandomSemidefiniteProgram(
            .maximize, blocks: [.symmetric(4), .nonnegative(3), .symmetric(2)], constraints: 5, using: &stream
        ).program
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).dat-s").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try program.writeSDPA(to: path)
        #expect(try SemidefiniteProgram(contentsOfSDPA: path) == program)
        #expect(throws: FileAccessError.self) { try SemidefiniteProgram(contentsOfSDPA: path + "-missing") }
    }

    static let hostile: [(String, String)] = [
        ("", "line 1: the number of constraints must be there, but was the end of the file"),
        ("\"only a comment", "line 1: the number of constraints must be there"),
        ("x\n", "line 1: the number of constraints must be an integer in 0…16777216, but was x"),
        ("-1\n", "line 1: the number of constraints"),
        ("99999999999999999999\n", "line 1: the number of constraints"),
        ("16777216\n1\n2\n1 2", "line 4: c[3] must be there"),
        ("1\n0\n", "line 2: the number of blocks must be an integer in 1…16777216, but was 0"),
        ("1\n9999999\n2\n", "line 4: the size of block 2 must be there"),
        ("1\n1\n0\n1\n", "line 3: the size of block 1 must be in 1…10000, or negative, but was 0"),
        ("1\n1\n20000\n1\n", "line 3: the size of block 1"),
        ("1\n1\n2\nnan\n", "line 4: c[1] must be a finite decimal number, but was nan"),
        ("1\n1\n2\n1e999\n", "line 4: c[1] must be a finite decimal number, but was 1e999"),
        ("1\n1\n2\n0x1p3\n", "line 4: c[1] must be a finite decimal number, but was 0x1p3"),
        ("1\n1\n2\n1\n2 1 1 1 1\n", "line 5: the number of a matrix must be an integer in 0…1, but was 2"),
        ("1\n1\n2\n1\n1 2 1 1 1\n", "line 5: the number of a block must be an integer in 1…1, but was 2"),
        ("1\n1\n2\n1\n1 1 3 1 1\n", "line 5: the row of an entry must be an integer in 1…2, but was 3"),
        ("1\n1\n2\n1\n1 1 1 0 1\n", "line 5: the column of an entry must be an integer in 1…2, but was 0"),
        ("1\n1\n2\n1\n1 1 1 1\n", "line 6: an entry must be there"),
        ("1\n1\n2\n1\n1 1 1 1 inf\n", "line 5: an entry must be a finite decimal number, but was inf"),
        ("1\n1\n-2\n1\n1 1 1 2 1\n", "line 5: an entry of a diagonal block must be on the diagonal, but was (1, 2)"),
        ("1\n1\n2\n1\n1 1 1 2 1\n1 1 2 1 3\n", "matrix 1 must have one value for each entry, but was 1.0 and 3.0 at"),
        ("\u{0}\u{1}\u{ff}", "line 1: the number of constraints"),
    ]

    @Test("20.7 hostile files are refused in words", arguments: hostile.indices) func refusals(number: Int) {
        let (text, message) = Self.hostile[number]
        let error = #expect(throws: FileFormatError.self) {
            try SemidefiniteProgram(sdpa: Data(text.utf8), name: "file")
        }
        #expect(error?.description.hasPrefix("file: " + message) == true, "\(String(describing: error))")
    }

    @Test("20.7 a file that is cut off anywhere or has any byte changed is read or refused, and nothing else")
    func mutations() throws {
        let bytes = Array(Self.example.utf8)
        var stream = RandomStream(seed: 251)
        for length in stride(from: 0, to: bytes.count, by: 3) {
            _ = try? SemidefiniteProgram(sdpa: Data(bytes[..<length]))
        }
        for _ in 0..<300 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &stream)] = UInt8.random(in: 0...255, using: &stream)
            do { _ = try SemidefiniteProgram(sdpa: Data(changed)) } catch { #expect(error is FileFormatError) }
        }
    }

    @Test("20.1 mirror images count once, and blocks of one row are numbers") func conventions() throws {
        let text = "* comment\n1\n2\n(2, 1)\n{1.5}\n0 1 1 2 -1\n0 1 2 1 -1\n1 1 1 1 1\n1 2 1 1 2\n"
        let program = try SemidefiniteProgram(sdpa: Data(text.utf8))
        #expect(program.blocks == [.symmetric(2), .nonnegative(1)])
        #expect(program.objective == [.init(row: 0, column: 1, -1)])
        #expect(program.constraints[0].entries.count == 2)
    }

    @Test("20.1 a Hermitian program and its real form have one optimum") func realForm() throws {
        var stream = RandomStream(seed: 210)
        let known = try RandomSemidefiniteProgram(
            .maximize, blocks: [.hermitian(4), .symmetric(2)], free: 1, constraints: 7, using: &stream)
        let real = try SemidefiniteProgram(sdpa: Data(known.program.sdpaText().utf8))
        #expect(real.blocks == [.symmetric(8), .symmetric(2), .nonnegative(2)])
        let solution = try real.solve()
        #expect(abs(solution.primalObjective - known.optimum) < 1e-6 * (1 + abs(known.optimum)))
        let original = try known.program.solve()
        #expect(abs(original.primalObjective - known.optimum) < 1e-6 * (1 + abs(known.optimum)))
    }
}
