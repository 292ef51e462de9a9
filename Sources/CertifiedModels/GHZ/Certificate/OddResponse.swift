import Foundation
import LHVModels

/// A sign that depends on an angle, is constant on n equal cells of the half circle, and turns over with half a turn.
///
/// f(φ) = s_j for jπ/n ≤ φ < (j + 1)π/n, j = 0…n − 1, and f(φ + π) = −f(φ). It is written as n signs `+` and `-`.
public struct OddResponse: Sendable, Hashable {
    /// The numbers of cells that a response can have: even ones in 2…512.
    public static let cellCounts = 2...512

    /// Whether s_j = −1, for each cell.
    public let isNegative: [Bool]

    /// n, the number of cells of a half circle.
    public var cells: Int { isNegative.count }

    /// A response from its signs.
    ///
    /// - Parameter isNegative: Whether s_j = −1, for each cell.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless their number is even and in 2…512.
    public init(isNegative: [Bool]) throws {
        try OddResponse.check(cells: isNegative.count)
        self.isNegative = isNegative
    }

    /// A response from its text, for example `++--`.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is another character than `+` and `-`, or their number is wrong.
    public init(_ text: String) throws {
        let isNegative = try text.utf8.map { byte in
            try require(
                byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), "signs", must: "be + or -",
                was: "'\(Character(UnicodeScalar(byte)))'")
            return byte == UInt8(ascii: "-")
        }
        try self.init(isNegative: isNegative)
    }

    /// The caller guarantees that the number of signs is allowed.
    init(unchecked isNegative: [Bool]) { self.isNegative = isNegative }

    static func check(cells: Int) throws {
        try require(
            cellCounts.contains(cells) && cells % 2 == 0, "cells",
            must: "be even and in \(cellCounts.lowerBound)…\(cellCounts.upperBound)", was: cells)
    }

    /// f(φ), +1 or −1; NaN for an angle that is not finite.
    ///
    /// - Parameter angle: φ in radians.
    public func value(at angle: Double) -> Double {
        guard angle.isFinite else { return .nan }
        let turn = angle / (2 * .pi)
        let place = (turn - turn.rounded(.down)) * Double(2 * cells)
        let cell = min(Int(place), 2 * cells - 1)
        return isNegative[cell % cells] != (cell >= cells) ? -1 : 1
    }

    /// The same function on cells that are a whole number of times smaller.
    func refined(by factor: Int) -> OddResponse {
        OddResponse(unchecked: isNegative.flatMap { Array(repeating: $0, count: factor) })
    }
}

extension OddResponse: CustomStringConvertible {
    /// The signs, for example `++--`.
    public var description: String { String(isNegative.map { $0 ? "-" : "+" }) }
}

extension OddResponse: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
