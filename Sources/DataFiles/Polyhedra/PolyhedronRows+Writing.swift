import Foundation
import NumericalCore

extension PolyhedronRows {
    /// The contents of a file for a program.
    ///
    /// For cdd and lrs it is an `.ine` or `.ext` file, for normaliz an `.in` file, for PORTA an `.ieq` or `.poi` file. Reading it back gives
    /// the same rows.
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when PORTA or normaliz has no way to write a line that is run through both ways.
    public func encoded(_ form: Form) throws -> Data {
        var text = ""
        switch form {
        case .cdd: writeCDD(&text)
        case .normaliz: try writeNormaliz(&text)
        case .porta: try writePORTA(&text)
        }
        return Data(text.utf8)
    }

    /// Writes a file, all or nothing, in the form of a program.
    ///
    /// - Throws: ``FileAccessError`` when the file cannot be written, and as ``encoded(_:)``.
    public func write(to path: String, _ form: Form) throws { try AtomicFile.write(try encoded(form), to: path) }

    private func line(_ numbers: some Sequence<Int>) -> String {
        numbers.map(String.init).joined(separator: " ") + "\n"
    }

    /// The entries of a vertex as fractions, those of a ray as they are.
    private func fractions(_ row: [Int]) -> [String] {
        row.dropFirst().map { entry in
            guard row[0] > 1, entry != 0 else { return String(entry) }
            let divisor = Divisors.greatestCommon(entry, row[0])
            return row[0] == divisor ? String(entry / divisor) : "\(entry / divisor)/\(row[0] / divisor)"
        }
    }

    private func writeCDD(_ text: inout String) {
        text += kind == .inequalities ? "H-representation\n" : "V-representation\n"
        if !equations.isEmpty { text += "linearity \(equations.count) " + line(equations.sorted().map { $0 + 1 }) }
        text += "begin\n\(rows.count) \(dimension + 1) rational\n"
        for row in rows {
            if kind == .inequalities {
                text += line(row)
            } else {
                text += ([row[0] == 0 ? "0" : "1"] + fractions(row)).joined(separator: " ") + "\n"
            }
        }
        text += "end\n"
    }

    private func requireNoLines(_ form: String) throws {
        try require(
            kind == .inequalities || equations.isEmpty, "lines", must: "be none for \(form)", was: equations.count)
    }

    private func writeNormaliz(_ text: inout String) throws {
        try requireNoLines("normaliz")
        text += "amb_space \(dimension)\n"
        let lists: [(String, [[Int]])] =
            kind == .generators
            ? [("vertices", rows.filter { $0[0] != 0 }), ("cone", rows.filter { $0[0] == 0 })]
            : [
                ("inhom_inequalities", rows.indices.filter { !equations.contains($0) }.map { rows[$0] }),
                ("inhom_equations", equations.sorted().map { rows[$0] }),
            ]
        for (title, list) in lists where !list.isEmpty || title == lists[0].0 {
            text += "\(title) \(list.count)\n"
            for row in list {
                let entries = Array(row.dropFirst())
                text += line(title == "cone" ? entries : entries + [row[0]])
            }
        }
        text += "SupportHyperplanes\n"
    }

    private func writePORTA(_ text: inout String) throws {
        try requireNoLines("PORTA")
        text += "DIM = \(dimension)\n\n"
        if kind == .inequalities {
            text += "INEQUALITIES_SECTION\n"
            for (place, row) in rows.enumerated() {
                let terms = row.enumerated().dropFirst().filter { $0.element != 0 }.map { index, entry in
                    // b + a·x ≥ 0 is −a·x ≤ b.
                    let sign = entry > 0 ? "-" : "+"
                    return sign + (abs(entry) == 1 ? "" : String(abs(entry))) + "x\(index)"
                }
                text +=
                    "(\(place + 1)) \(terms.joined(separator: " ")) \(equations.contains(place) ? "==" : "<=") \(row[0])\n"
            }
        } else {
            for (title, isVertex) in [("CONV_SECTION", true), ("CONE_SECTION", false)] {
                let list = rows.filter { ($0[0] != 0) == isVertex }
                guard !list.isEmpty else { continue }
                text += "\(title)\n"
                for (place, row) in list.enumerated() {
                    text += "(\(place + 1)) \(fractions(row).joined(separator: " "))\n"
                }
            }
        }
        text += "\nEND\n"
    }
}
