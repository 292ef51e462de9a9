import Foundation

extension Double {
    /// x^y for x ≥ 0.
    static func raise(_ x: Double, to y: Double) -> Double { pow(x, y) }
}
