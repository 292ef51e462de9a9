import Foundation
import NumericalCore

/// A polyhedron as programs for facets and vertices write it down: rows of integers with a first, homogeneous coordinate.
///
/// A row (b, a) of inequalities says b + a·x ≥ 0, or b + a·x = 0 where it is an equation. A row (d, p) of generators is the
/// vertex p/d for d > 0 and the ray p for d = 0. Fractions in files become integers, by a positive factor that changes neither.
public struct PolyhedronRows: Sendable, Hashable {
    /// What the rows are.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// Inequalities and equations, the H-representation.
        case inequalities
        /// Vertices, rays and lines, the V-representation.
        case generators
    }

    /// The program whose form a file has.
    public enum Form: Sendable, Hashable, CaseIterable {
        /// `.ine` and `.ext` of lrs, cdd and pycddlib: the constant comes first, and b + a·x ≥ 0.
        case cdd
        /// `.in` and `.out` of normaliz: the constant, or the denominator of a vertex, comes last, and a·x + b ≥ 0.
        case normaliz
        /// `.ieq` and `.poi` of PORTA: a·x ≤ β, with the names x1, x2, ….
        case porta
    }

    /// What the rows are.
    public let kind: Kind
    /// The dimension d of the space; each row has d + 1 integers, without a common divisor.
    public let dimension: Int
    /// The rows.
    public let rows: [[Int]]
    /// The places of rows that are equations, or lines that are run through both ways.
    public let equations: Set<Int>

    /// The most integers that are read: 2²⁶.
    public static let largestCount = 1 << 26

    /// A polyhedron from its rows, which are divided by their greatest common divisors; equations begin with a positive number.
    ///
    /// - Parameters:
    ///   - rows: Rows of one length, the homogeneous coordinate first.
    ///   - kind: What the rows are.
    ///   - dimension: d.
    ///   - equations: The places of rows that hold with equality, or of lines.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a row has other than d + 1 entries, a vertex has a negative denominator, a
    ///   line is a vertex, a place is not that of a row, or an entry is −2⁶³.
    public init(_ rows: [[Int]], kind: Kind, dimension: Int, equations: Set<Int> = []) throws {
        try require(dimension >= 1, "dimension", must: "be at least 1", was: dimension)
        for (place, row) in rows.enumerated() {
            try require(
                row.count == dimension + 1, "row \(place)", must: "have \(dimension + 1) entries", was: row.count)
            try require(!row.contains(.min), "row \(place)", must: "have entries above −2⁶³", was: Int.min)
            try require(
                kind == .inequalities || row[0] >= 0, "row \(place)", must: "begin with at least 0", was: row[0])
        }
        for place in equations.sorted() {
            try require(rows.indices.contains(place), "equation", must: "be one of \(rows.count) rows", was: place)
            try require(
                kind == .inequalities || rows[place][0] == 0, "line \(place)", must: "begin with 0", was: rows[place][0]
            )
        }
        self.kind = kind
        self.dimension = dimension
        self.rows = rows.enumerated().map { place, row in
            let row = Divisors.primitive(row)
            // An equation turned round is the same one.
            guard equations.contains(place), let first = row.first(where: { $0 != 0 }), first < 0 else { return row }
            return row.map { -$0 }
        }
        self.equations = equations
    }

    /// Reads a file in the form that the ending of its name says: `.ine`, `.ext`; `.in`, `.out`; `.ieq`, `.poi`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - kind: What to take from an output of normaliz, which may hold both; nil for what the file holds.
    /// - Complexity: O(n).
    /// - Throws: ``FileAccessError`` when the file cannot be read; ``FileFormatError`` naming the line when it is not of its form, holds
    ///   no rows of the kind, more than 2²⁶ numbers, or numbers that do not fit 64 bits; ``/NumericalCore/InvalidArgument`` for
    ///   another ending.
    public init(contentsOf path: String, kind: Kind? = nil) throws {
        let endings: [(String, Form)] = [
            (".ine", .cdd), (".ext", .cdd), (".in", .normaliz), (".out", .normaliz), (".ieq", .porta), (".poi", .porta),
        ]
        guard let form = endings.first(where: { path.hasSuffix($0.0) })?.1 else {
            throw InvalidArgument(
                "file \(path)", must: "end in \(endings.map(\.0).joined(separator: ", ")), or be read with its form",
                was: "of another name")
        }
        try self.init(data: try AtomicFile.read(path), form: form, kind: kind, name: path)
    }

    /// Reads the contents of a file.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - form: The program whose form it has.
    ///   - kind: What to take from an output of normaliz; nil for what the file holds.
    ///   - name: What error messages call it.
    /// - Throws: ``FileFormatError`` as for a file.
    public init(data: Data, form: Form, kind: Kind? = nil, name: String = "data") throws {
        var reader = PolyhedronReader(data, source: name)
        let found =
            switch form {
            case .cdd: try reader.readCDD()
            case .normaliz: try reader.readNormaliz(kind)
            case .porta: try reader.readPORTA()
            }
        if let kind, found.kind != kind {
            throw FileFormatError(name, "file", must: "hold \(kind)", was: "\(found.kind)")
        }
        self = found
    }
}
