import LHVModels

/// The infimum of the eigenvalues of F/f₀ over pieces of c, from below and to a tolerance: branch and bound.
///
/// The bound is the smallest value found so far, less the tolerance. A stretch of c is done with when its eigenvalues are
/// certainly above that, see ``CovariantPiece/exceeds(_:from:to:basis:)``; otherwise its halves are looked at, and the values in
/// the middle lower what has been found. What is returned lies below all eigenvalues even where the tolerance is not met.
struct EigenvalueInfimum {
    private let pieces: [CovariantPiece]
    // Relative to 1 − f, of which the visibility is the inverse.
    private let tolerance: Double
    private var found = Double.infinity
    private var proven = Double.infinity
    private var visited = 0

    /// The infimum over pieces, of which there is at least one.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` when numbers are so large that nothing can be said.
    static func below(_ pieces: [CovariantPiece], tolerance: Double) throws -> Double {
        var search = EigenvalueInfimum(pieces: pieces, tolerance: tolerance)
        try search.run()
        return search.proven
    }

    private init(pieces: [CovariantPiece], tolerance: Double) {
        (self.pieces, self.tolerance) = (pieces, tolerance)
    }

    private mutating func run() throws {
        var order: [(lowest: Double, piece: CovariantPiece)] = []
        for piece in pieces {
            proven = smallerOrNaN(proven, piece.lowestUncoupled)
            var lowest = Double.infinity
            for step in 0...4 {
                let t = step == 4 ? piece.end : piece.start + Double(step) / 4 * (piece.end - piece.start)
                lowest = smallerOrNaN(lowest, try piece.lowest(at: t).value)
            }
            found = smallerOrNaN(found, smallerOrNaN(lowest, piece.lowestUncoupled))
            order.append((lowest, piece))
        }
        for (_, piece) in order.sorted(by: { $0.lowest < $1.lowest }) {
            // At a single c, F is linear and its smallest eigenvalue concave: that at the ends is least.
            if piece.end > piece.start { try search(piece) }
        }
        proven = smallerOrNaN(proven, found)
    }

    private mutating func search(_ piece: CovariantPiece) throws {
        var stretches = [(piece.start, piece.end)]
        while let (low, high) = stretches.popLast() {
            let middle = low + (high - low) / 2
            let (value, vectors) = try piece.lowest(at: middle)
            found = smallerOrNaN(found, value)
            visited += 1
            let bound = found - slack * (1 - found)
            if piece.exceeds(bound, from: low, to: high, basis: vectors) {
                proven = smallerOrNaN(proven, bound)
            } else if middle > low && middle < high {
                guard slack < 1e6 else {
                    throw NumericalFailure("eigenvalues of a gauge", "no bound for functions of this size")
                }
                stretches += [(low, middle), (middle, high)]
            } else {
                // A single c to rounding.
                found = smallerOrNaN(
                    found, smallerOrNaN(try piece.lowest(at: low).value, try piece.lowest(at: high).value))
                proven = smallerOrNaN(proven, found - slack * (1 - found))
            }
        }
    }

    // Many more stretches than usual mean that rounding is in the way of the tolerance, which is then given up step by step.
    private var slack: Double {
        let budget = 2000 + 100 * pieces.count
        return tolerance * Double(sign: .plus, exponent: min(60, visited / budget), significand: 1)
    }
}
