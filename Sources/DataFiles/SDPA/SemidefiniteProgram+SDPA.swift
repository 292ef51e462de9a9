import Foundation
import NumericalCore

/// Programs in the sparse format of SDPA (`.dat-s`), which most semidefinite solvers read.
///
/// A file states: minimize c·x over Σ x_i F_i − F₀ ⪰ 0, and as its dual, maximize F₀•Y over F_i•Y = c_i, Y ⪰ 0. Here this is
/// a program that is maximized, with C = F₀, A_i = F_i, b = c, X = Y and y = x.
extension SemidefiniteProgram {
    /// Reads a program from a file.
    ///
    /// Blocks of negative size are diagonal. Comments begin with `"` or `*`; commas, braces and brackets separate like blanks.
    /// - Parameter path: The file.
    /// - Complexity: O(n log n).
    /// - Throws: ``/DataFiles/FileAccessError`` when it cannot be read; ``/DataFiles/FileFormatError`` when it is no such program, naming the line.
    public init(contentsOfSDPA path: String) throws {
        try self.init(sdpa: try AtomicFile.read(path), name: path)
    }

    /// Reads a program from the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The contents.
    ///   - name: What error messages call it.
    /// - Throws: ``/DataFiles/FileFormatError`` as for a file.
    public init(sdpa data: Data, name: String = "data") throws {
        var reader = SDPAReader(data, name: name)
        let count = try reader.integer("the number of constraints", in: 0...SDPAReader.largestCount)
        try reader.endLine()
        let blockCount = try reader.integer("the number of blocks", in: 1...SDPAReader.largestCount)
        try reader.endLine()
        var blocks: [Block] = []
        for number in 1...blockCount {
            let size = try reader.integer("the size of block \(number)", in: -Self.largestVector...Self.largestVector)
            if size == 0 || size > Self.largestMatrixBlock {
                throw reader.error(
                    "the size of block \(number)", must: "be in 1…\(Self.largestMatrixBlock), or negative", was: size)
            }
            // A block of one row is the same in both kinds.
            blocks.append(size < 0 ? .nonnegative(-size) : size == 1 ? .nonnegative(1) : .symmetric(size))
        }
        try reader.endLine()
        var right: [Double] = []
        for number in 0..<count { right.append(try reader.number("c[\(number + 1)]")) }
        var lists: [[Entry]] = Array(repeating: [], count: count + 1)
        while try reader.hasMore() {
            let matrix = try reader.integer("the number of a matrix", in: 0...count)
            let block = try reader.integer("the number of a block", in: 1...blockCount)
            let size = blocks[block - 1].size
            let row = try reader.integer("the row of an entry", in: 1...size)
            let column = try reader.integer("the column of an entry", in: 1...size)
            let value = try reader.number("an entry")
            if case .nonnegative = blocks[block - 1], row != column {
                throw reader.error(
                    "an entry of a diagonal block", must: "be on the diagonal", was: "(\(row), \(column))")
            }
            lists[matrix].append(Entry(block: block - 1, row: row - 1, column: column - 1, value))
        }
        do {
            var program = try SemidefiniteProgram(.maximize, blocks: blocks)
            for (number, list) in lists.enumerated() {
                // Files may give an entry twice, as mirror images; they do not add up.
                let entries = try reader.withoutMirrorImages(list, matrix: number)
                if number == 0 {
                    try program.setObjective(entries)
                } else {
                    try program.addConstraint(entries, equals: right[number - 1])
                }
            }
            self = program
        } catch let error as InvalidArgument {
            throw FileFormatError(name, error)
        }
    }

    /// The program in the sparse format of SDPA, every number with all its digits.
    ///
    /// A program that is minimized is written with −C, a Hermitian block as a real one of twice the size, [Re, −Im; Im, Re]/2,
    /// and free variables as differences of two nonnegative ones in a last block: the optimum is the same, up to its sign.
    /// - Complexity: O(entries).
    public func sdpaText() -> String {
        var lines: [String] = []
        let meaning = goal == .minimize ? "minimized: F0 = -C, and the optimum changes its sign" : "maximized: F0 = C"
        lines.append("\"A semidefinite program that is \(meaning)")
        lines.append("\(constraints.count)")
        var sizes = blocks.map { block in
            switch block {
            case .symmetric(let size): "\(size)"
            case .hermitian(let size): "\(2 * size)"
            case .nonnegative(let size): "-\(size)"
            }
        }
        if freeVariables > 0 { sizes.append("-\(2 * freeVariables)") }
        lines.append("\(sizes.count)")
        lines.append(sizes.joined(separator: " "))
        lines.append(constraints.map { "\($0.value)" }.joined(separator: " "))
        let sign: Double = goal == .minimize ? -1 : 1
        append(0, objective, freeObjective.enumerated().map { FreeTerm($0.offset, $0.element) }, sign, to: &lines)
        for (number, constraint) in constraints.enumerated() {
            append(number + 1, constraint.entries, constraint.free, 1, to: &lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes the program in the sparse format of SDPA, all or nothing.
    ///
    /// - Throws: ``/DataFiles/FileAccessError`` when the file cannot be written.
    public func writeSDPA(to path: String) throws {
        try AtomicFile.write(Data(sdpaText().utf8), to: path)
    }

    private func append(
        _ matrix: Int, _ entries: [Entry], _ free: [FreeTerm], _ sign: Double, to lines: inout [String]
    ) {
        func line(_ block: Int, _ row: Int, _ column: Int, _ value: Double) {
            guard value != 0 else { return }
            lines.append("\(matrix) \(block + 1) \(row + 1) \(column + 1) \(sign * value)")
        }
        for entry in entries {
            if case .hermitian(let size) = blocks[entry.block] {
                let half = 0.5 * entry.value
                line(entry.block, entry.row, entry.column, half.real)
                line(entry.block, entry.row + size, entry.column + size, half.real)
                line(entry.block, entry.row, entry.column + size, -half.imaginary)
                // The mirror image's imaginary part, which stands above the diagonal too.
                line(entry.block, entry.column, entry.row + size, half.imaginary)
            } else {
                line(entry.block, entry.row, entry.column, entry.value.real)
            }
        }
        for term in free {
            line(blocks.count, term.variable, term.variable, term.value)
            line(blocks.count, freeVariables + term.variable, freeVariables + term.variable, -term.value)
        }
    }
}
