import LHVModels

/// Bob's response g(b) = Σ_j ω_j t_j K(b·x_j) on S², evaluated by its harmonics up to degree L.
struct SmoothedResponse: Sendable {
    private let degree: Int
    /// For each m, the odd degrees l ≥ m in ascending order, cosine and sine coefficient: k_l ĝ_lm.
    private let coefficients: [[SIMD2<Double>]]
    private let recurrence: LegendreSteps

    /// From the coefficients in the order of ``PatternCoefficients/coefficients(of:)``.
    init(_ list: [Double], multipliers: [Double], recurrence: LegendreSteps) {
        degree = recurrence.degree
        self.recurrence = recurrence
        var coefficients = [[SIMD2<Double>]](repeating: [], count: recurrence.degree + 1)
        var position = 0
        for l in stride(from: 1, through: recurrence.degree, by: 2) {
            for m in 0...l {
                coefficients[m].append(SIMD2(list[position], list[position + 1]) * multipliers[l])
                position += 2
            }
        }
        self.coefficients = coefficients
    }

    /// g at a point of the sphere.
    ///
    /// - Complexity: O(L²).
    func value(at point: SIMD3<Double>) -> Double {
        let x = point.z
        let across = (point.x * point.x + point.y * point.y).squareRoot()
        let turn = across > 0 ? SIMD2(point.x, point.y) / across : SIMD2(1, 0)
        var wave = SIMD2(1.0, 0.0)
        var diagonal = 1.0
        var total = 0.0
        for m in 0...degree {
            if m > 0 {
                diagonal *= across * recurrence.diagonal[m]
                wave = SIMD2(wave.x * turn.x - wave.y * turn.y, wave.x * turn.y + wave.y * turn.x)
            }
            var (previous, current) = (0.0, diagonal)
            var sum = SIMD2<Double>.zero
            var slot = 0
            let steps = recurrence.steps[m]
            let list = coefficients[m]
            if m % 2 == 1 {
                sum = list[0] * current
                slot = 1
            }
            for index in steps.indices {
                let next = steps[index].x * (x * current) - steps[index].y * previous
                (previous, current) = (current, next)
                if (m + index) % 2 == 0 {
                    sum += list[slot] * current
                    slot += 1
                }
            }
            total += (sum * wave).sum() * (m == 0 ? 1 : 2.0.squareRoot())
        }
        return total
    }
}

/// The factors of P̄_{l+1,m} = u·x·P̄_lm − w·P̄_{l−1,m} in double precision, shared by all responses of one degree.
final class LegendreSteps: Sendable {
    let degree: Int
    let diagonal: [Double]
    let steps: [[SIMD2<Double>]]

    init(degree: Int) {
        self.degree = degree
        var diagonal = [1.0]
        for m in 1...max(degree, 1) {
            let ratio = Double(2 * m + 1) / Double(2 * m)
            diagonal.append(ratio.squareRoot())
        }
        self.diagonal = diagonal
        func forward(_ l: Int, _ m: Int) -> Double {
            let square = Double(l * l - m * m) / Double(4 * l * l - 1)
            return square.squareRoot()
        }
        var steps: [[SIMD2<Double>]] = []
        for m in 0...degree {
            var list: [SIMD2<Double>] = []
            for l in m..<max(degree, m) {
                let inverse = 1 / forward(l + 1, m)
                list.append(SIMD2(inverse, forward(l, m) * inverse))
            }
            steps.append(list)
        }
        self.steps = steps
    }
}
