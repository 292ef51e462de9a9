import LHVModels

/// The integrals over |c| of the hat functions of knots, with the weights that normalization and marginals need.
///
/// Each is exact: in u = (1 ± r)^½ the integrands are polynomials.
struct CovariantMoments {
    /// ∫ h dr.
    var mass: [Double]
    /// ∫ (1 + r) h dr and ∫ (1 − r) h dr, for a at c = ±r.
    var above: [Double]
    var below: [Double]
    /// ∫ (1 ∓ r) ((1 ± r)/2)^½ h dr, for A at c = ±r.
    var factorAbove: [Double]
    var factorBelow: [Double]

    /// The moments of linear interpolation between knots.
    init(knots: [Double]) {
        let zero = [Double](repeating: 0, count: knots.count)
        (mass, above, below, factorAbove, factorBelow) = (zero, zero, zero, zero, zero)
        for index in 0..<(knots.count - 1) {
            let (start, end) = (knots[index], knots[index + 1])
            func add(_ r: Double, _ weight: Double, _ weights: WritableKeyPath<CovariantMoments, [Double]>) {
                let share = (r - start) / (end - start)
                self[keyPath: weights][index] += weight * (1 - share)
                self[keyPath: weights][index + 1] += weight * share
            }
            let (lowPlus, highPlus) = ((1 + start).squareRoot(), (1 + end).squareRoot())
            let (lowMinus, highMinus) = ((1 - end).squareRoot(), (1 - start).squareRoot())
            for (node, weight) in SixPoints.rule {
                let r = (start + end) / 2 + (end - start) / 2 * node
                let step = (end - start) / 2 * weight
                add(r, step, \.mass)
                add(r, step * (1 + r), \.above)
                add(r, step * (1 - r), \.below)
                let plus = (lowPlus + highPlus) / 2 + (highPlus - lowPlus) / 2 * node
                let r1 = plus * plus - 1
                add(
                    r1, (highPlus - lowPlus) / 2 * weight * 2 * plus * (1 - r1) * plus * 0.5.squareRoot(), \.factorAbove
                )
                let minus = (lowMinus + highMinus) / 2 + (highMinus - lowMinus) / 2 * node
                let r2 = 1 - minus * minus
                add(
                    r2, (highMinus - lowMinus) / 2 * weight * 2 * minus * (1 + r2) * minus * 0.5.squareRoot(),
                    \.factorBelow)
            }
        }
    }

    /// The moments of a quadrature: the functions count at its nodes only.
    init(nodes: [Double], weights: [Double]) {
        mass = weights
        above = zip(nodes, weights).map { (1 + $0) * $1 }
        below = zip(nodes, weights).map { (1 - $0) * $1 }
        factorAbove = zip(nodes, weights).map { (1 - $0) * ((1 + $0) / 2).squareRoot() * $1 }
        factorBelow = zip(nodes, weights).map { (1 + $0) * ((1 - $0) / 2).squareRoot() * $1 }
    }
}

/// Gauss's rule of six nodes on −1…1, exact to degree 11.
private enum SixPoints {
    static let rule: [(Double, Double)] = [
        (0.238_619_186_083_196_91, 0.467_913_934_572_691_05), (0.661_209_386_466_264_51, 0.360_761_573_048_138_61),
        (0.932_469_514_203_152_03, 0.171_324_492_379_170_35),
    ].flatMap { [($0, $1), (-$0, $1)] }
}
