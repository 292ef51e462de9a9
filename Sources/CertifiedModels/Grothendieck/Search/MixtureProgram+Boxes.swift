import LHVModels

extension MixtureProgram {
    /// What single rows are taken to reach so that no price exceeds its box, the best prices promising so much.
    static func strengths(boxes: [Double], promise: Double) -> [Double] {
        boxes.map { largerOrNaN(1, smallerOrNaN(promise, 1) / $0) }
    }

    /// The prices for which a round looks: in turn those of the program, and halfway between them and the best ones.
    static func looked(_ prices: [Double], best: [Double], round: Int) -> [Double] {
        round % 3 == 0 ? prices : zip(prices, best).map { 0.5 * $0 + 0.5 * $1 }
    }

    /// The rows whose boxes are in the way of their prices.
    static func rowsAtBox(_ prices: [Double], boxes: [Double]) -> [Int] {
        prices.indices.filter { abs(prices[$0]) > 0.9 * boxes[$0] }
    }

    /// How sharp a program has to be solved: to a fifth of what its columns may still miss, between a tenth of the tolerance and 3 %.
    static func gap(promise: Double, visibility: Double, tolerance: Double) -> Double {
        let missed = promise / largerOrNaN(visibility, 1e-3) - 1
        return smallerOrNaN(largerOrNaN(0.2 * missed, 0.1 * tolerance), 0.03)
    }
}
