import LHVModels

/// A sign that depends on a direction of a finite set of heights and of any azimuth, and turns over with the direction.
///
/// There are N heights θ_k = (k + ½)π/2N, k = 0…N − 1, in the upper half of the sphere, and on each the sign is constant on n equal
/// cells of the azimuth: f(k, φ) = s_kj for 2πj/n ≤ φ < 2π(j + 1)/n. The height N + (N − 1 − k) is the mirror image of
/// height k, with f(2N − 1 − k, φ + π) = −f(k, φ). It is written as n/4 hexadecimal digits for each height, in which the first cell is the most
/// significant bit and 1 stands for the sign −1.
public struct SphereResponse: Sendable, Hashable {
    /// The numbers of heights that a response can have.
    public static let heightCounts = 1...16
    /// The numbers of cells that a response can have: multiples of 4 in 8…64.
    public static let cellCounts = 8...64

    /// n, the number of cells of a circle.
    public let cells: Int
    /// For each height the cells with s_kj = −1: bit j.
    let masks: [UInt64]

    /// N, the number of heights of the upper half.
    public var heights: Int { masks.count }

    /// A response from its signs.
    ///
    /// - Parameter isNegative: For each height and each cell whether s_kj = −1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…16 heights, all with as many cells, a multiple of 4 in 8…64.
    public init(isNegative: [[Bool]]) throws {
        let cells = isNegative.first?.count ?? 0
        try SphereResponse.check(heights: isNegative.count, cells: cells)
        for (height, row) in isNegative.enumerated() {
            try require(row.count == cells, "isNegative[\(height)]", must: "have \(cells) cells", was: row.count)
        }
        self.cells = cells
        masks = isNegative.map { row in
            row.indices.reduce(UInt64(0)) { $0 | (row[$1] ? UInt64(1) << UInt64($1) : 0) }
        }
    }

    /// A response from its text, for example `0ff0 00ff`.
    ///
    /// - Parameters:
    ///   - text: For each height n/4 digits 0…9 and a…f, with one space between heights.
    ///   - heights: N.
    ///   - cells: n.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the text is not that of such a response.
    public init(_ text: String, heights: Int, cells: Int) throws {
        try SphereResponse.check(heights: heights, cells: cells)
        let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        try require(words.count == heights, "signs", must: "have \(heights) heights", was: words.count)
        let masks = try words.map { word -> UInt64 in
            try require(word.count == cells / 4, "signs", must: "have \(cells / 4) digits a height", was: word.count)
            var mask: UInt64 = 0
            for (place, byte) in word.enumerated() {
                let digit: UInt64
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
                case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
                default:
                    throw InvalidArgument(
                        "signs", must: "be digits 0…9 and a…f", was: "'\(Character(UnicodeScalar(byte)))'")
                }
                for bit in 0..<4 where digit >> UInt64(3 - bit) & 1 == 1 { mask |= 1 << UInt64(4 * place + bit) }
            }
            return mask
        }
        self.init(unchecked: masks, cells: cells)
    }

    /// The caller guarantees that the numbers are allowed and that no bit is beyond the cells.
    init(unchecked masks: [UInt64], cells: Int) {
        self.masks = masks
        self.cells = cells
    }

    static func check(heights: Int, cells: Int) throws {
        try require(heightCounts.contains(heights), "heights", must: "be in 1…16", was: heights)
        try require(
            cellCounts.contains(cells) && cells % 4 == 0, "cells", must: "be a multiple of 4 in 8…64", was: cells)
    }

    /// s_kj, +1 or −1.
    @inline(__always)
    func sign(height: Int, cell: Int) -> Int { masks[height] >> UInt64(cell) & 1 == 1 ? -1 : 1 }

    /// f at a vertex, +1 or −1; NaN for an azimuth that is not finite.
    ///
    /// - Parameters:
    ///   - vertex: The number of the height, 0…2N − 1 from the north pole down.
    ///   - azimuth: φ in radians.
    public func value(atVertex vertex: Int, azimuth: Double) -> Double {
        guard azimuth.isFinite else { return .nan }
        let isLower = vertex >= heights
        let turn = azimuth / (2 * .pi) + (isLower ? 0.5 : 0)
        let cell = min(Int((turn - turn.rounded(.down)) * Double(cells)), cells - 1)
        let sign = sign(height: isLower ? 2 * heights - 1 - vertex : vertex, cell: cell)
        return Double(isLower ? -sign : sign)
    }
}

extension SphereResponse: CustomStringConvertible {
    /// The digits, for example `0ff0 00ff`.
    public var description: String {
        masks.map { mask in
            (0..<(cells / 4)).map { place in
                let digit = (0..<4).reduce(0) { $0 << 1 | Int(mask >> UInt64(4 * place + $1) & 1) }
                return String(digit, radix: 16)
            }.joined()
        }.joined(separator: " ")
    }
}
