import LHVModels

extension MixtureProgram {
    /// What single rows are taken to reach so that no price exceeds its box, the best prices promising so much.
    static func strengths(boxes: [Double], promise: Double) -> [Double] {
        boxes.map { largerOrNaN(1, smallerOrNaN(promise, 1) / $0) }
    }

    /// How sharp a program has to be solved: to a fifth of what its columns may still miss, between a tenth of the tolerance and 3 %.
    static func gap(promise: Double, visibility: Double, tolerance: Double) -> Double {
        let missed = promise / largerOrNaN(visibility, 1e-3) - 1
        return smallerOrNaN(largerOrNaN(0.2 * missed, 0.1 * tolerance), 0.03)
    }
}
