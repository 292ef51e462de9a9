import LHVModels

/// The factors of the harmonic coefficients of one party's patterns, computed in 32 digits and rounded once to doubles.
///
/// A real harmonic of odd degree l that is orthonormal in the uniform probability measure on S^{d−1} and depends on the three
/// coordinates r·u is R_{l'n}(r) P̄_{l'm}(cos θ) {cos mφ, sin mφ} with l = l' + 2n. A table entry is the integral of such a
/// factor over one of Alice's cells, or its value at one of Bob's nodes times the weight. It includes √2 for m > 0 and 2 for
/// the southern half, where pattern and harmonic both change sign.
struct ExtendedHarmonics: Sendable {
    let degree: Int
    let grid: ResponseGrid
    let isPlanar: Bool
    /// `polar[m][row of l' + rows·i]` for polar row i; l' runs over the odd degrees from m (or m + 1) to L.
    let polar: [[Double]]
    /// `radial[(l' − 1)/2][n + count·shell]`, empty when d ≤ 3.
    let radial: [[Double]]
    /// The largest sum of |entries| over all places, for any coefficient.
    let absoluteSum: Double
    /// The largest sum, over all places, of what entries may be wrong by before they are rounded to doubles.
    let errorSum: Double

    /// The number of odd degrees l' ≥ m up to L.
    func polarCount(_ m: Int) -> Int {
        if isPlanar { return m % 2 }
        return max(0, (degree - firstDegree(m)) / 2 + 1)
    }

    func firstDegree(_ m: Int) -> Int { m % 2 == 1 ? m : m + 1 }

    init(_ certificate: IsotropicCertificate, isCells: Bool, threads: Int) throws {
        let (d, degree) = (certificate.dimension, certificate.degree)
        let grid = isCells ? certificate.cells : certificate.nodes
        self.degree = degree
        self.grid = grid
        isPlanar = d == 2
        let azimuthal = (0...degree).map { ExtendedHarmonics.azimuthalFactor($0, grid.azimuths, isCells) }
        if d == 2 {
            polar = (0...degree).map { $0 % 2 == 1 ? [azimuthal[$0].high] : [] }
            radial = []
            absoluteSum = 2.0.squareRoot().nextUp
            errorSum = 0x1p-90
            return
        }
        let points = try ExtendedHarmonics.polarPoints(grid.rows, isCells)
        let recurrence = ExtendedLegendre(degree: degree)
        let rows = try Parallel.map(count: grid.rows, threads: threads) { row in
            try Work.checkCancellation()
            return recurrence.oddSums(points[row], azimuthal)
        }
        let polar = (0...degree).map { m in rows.flatMap { $0[m] } }
        self.polar = polar
        let polarSum = polar.reduce(0) { largest, table in
            let sum = ExtendedHarmonics.largestSum(table, table.count / grid.rows)
            return largerOrNaN(largest, Double(grid.azimuths) * sum)
        }
        // The weights of all rows have the sum 1, the factors of the azimuth at most √2.
        let polarError = 1.5 * ExtendedLegendre.error(degree: degree, at: points, isCells: isCells)
        if d == 3 {
            (radial, absoluteSum, errorSum) = ([], polarSum, polarError)
            return
        }
        let tables = try ExtendedHarmonics.radialTables(d, degree, grid.shells, isCells)
        radial = tables.entries
        let radialSum = tables.entries.reduce(0) {
            largerOrNaN($0, ExtendedHarmonics.largestSum($1, $1.count / grid.shells))
        }
        absoluteSum = polarSum * radialSum
        errorSum = polarSum * tables.error + radialSum * polarError
    }

    // The largest sum of |entries| over places, of tables with a number of entries for each place.
    private static func largestSum(_ table: [Double], _ entries: Int) -> Double {
        (0..<entries).reduce(0) { largest, entry in
            largerOrNaN(largest, stride(from: entry, to: table.count, by: entries).reduce(0) { $0 + abs(table[$1]) })
        }
    }

    // The integral of cos mφ over a cell divided by 2π cos(m·middle), or 1/n for a node; times √2 for m > 0.
    private static func azimuthalFactor(_ m: Int, _ azimuths: Int, _ isCells: Bool) -> ExtendedNumber {
        let norm = m == 0 ? ExtendedNumber(1) : ExtendedNumber(2).squareRoot
        guard isCells, m > 0 else { return norm / ExtendedNumber(azimuths) }
        return norm * ExtendedNumber.turn(m, over: 2 * azimuths).sine / (ExtendedNumber.pi * Double(m))
    }

    typealias Point = (cosine: ExtendedNumber, sine: ExtendedNumber, weight: ExtendedNumber)

    /// Points and weights of each polar row; the weights of all rows sum to 1.
    private static func polarPoints(_ rows: Int, _ isCells: Bool) throws -> [[Point]] {
        guard isCells else {
            let rule = try ExtendedJacobi.gaussRule(alpha: 0, beta: 0, count: 2 * rows)
            return (0..<rows).map { row in
                let x = rule.nodes[2 * rows - 1 - row]
                return [(x, (ExtendedNumber(1) - x * x).squareRoot, rule.weights[2 * rows - 1 - row] * 2)]
            }
        }
        return try angularCells(rows).map { cell in
            cell.map { ($0.cosine, $0.sine, $0.weight * $0.sine) }
        }
    }

    /// Gauss points of n equal steps of an angle in 0…π/2, with weights for ∫ dθ.
    ///
    /// 16 nodes integrate e^{iωx} over −1…1 to 2e-29 for ω ≤ π, and a step is at most 2π/L wide.
    private static func angularCells(_ count: Int) throws -> [[Point]] {
        let rule = try ExtendedJacobi.gaussRule(alpha: 0, beta: 0, count: 16)
        let half = ExtendedNumber.pi / ExtendedNumber(4 * count)
        return (0..<count).map { cell in
            let (cosine, sine) = ExtendedNumber.turn(2 * cell + 1, over: 8 * count)
            return zip(rule.nodes, rule.weights).map { node, weight in
                let (c, s) = smallAngle(half * node)
                return (cosine * c - sine * s, sine * c + cosine * s, weight * half * 2)
            }
        }
    }

    // cos and sin of an angle of at most π/4, by their series.
    private static func smallAngle(_ angle: ExtendedNumber) -> (ExtendedNumber, ExtendedNumber) {
        let square = angle * angle
        var (cosine, sine) = (ExtendedNumber(1), angle)
        var (cosineTerm, sineTerm) = (cosine, sine)
        for k in 1...15 {
            cosineTerm = -(cosineTerm * square) / ExtendedNumber((2 * k - 1) * 2 * k)
            sineTerm = -(sineTerm * square) / ExtendedNumber(2 * k * (2 * k + 1))
            cosine = cosine + cosineTerm
            sine = sine + sineTerm
        }
        return (cosine, sine)
    }

    /// R_{l'n} = N_{l'} r^{l'} p_n(2r² − 1), p_n orthonormal for α = (d − 5)/2, β = l' + ½, N² growing from 1 by
    /// (α + β + 2)/(β + 1) from each l' to the next.
    ///
    /// With them the largest sum of errors over the shells.
    private static func radialTables(
        _ d: Int, _ degree: Int, _ shells: Int, _ isCells: Bool
    ) throws -> (entries: [[Double]], error: Double) {
        let alpha = Double(d - 5) / 2
        var points: [[(radius: ExtendedNumber, weight: ExtendedNumber)]] = []
        if isCells {
            // s = r² = sin²α has the density of Beta(3/2, (d − 3)/2): 2 sin²α cos^{d−4}α dα over its integral.
            var total = ExtendedNumber(0)
            points = try angularCells(shells).map { cell in
                cell.map { point in
                    var weight = point.weight * point.sine * point.sine
                    for _ in 4..<max(d, 4) { weight = weight * point.cosine }
                    total = total + weight
                    return (point.sine, weight)
                }
            }
            points = points.map { $0.map { ($0.radius, $0.weight / total) } }
        } else {
            let rule = try ExtendedJacobi.gaussRule(alpha: alpha, beta: 0.5, count: shells)
            points = zip(rule.nodes, rule.weights).map { node, weight in
                [(((node + ExtendedNumber(1)) * 0.5).squareRoot, weight)]
            }
        }
        // How far x = 2r² − 1 may be off.
        let shift = isCells ? 0x1p-96 : 2 * ExtendedJacobi.nodeError
        var norm = ExtendedNumber(1)
        var tables: [[Double]] = []
        var largestError = 0.0
        for l in 0...degree {
            let beta = Double(l) + 0.5
            if l % 2 == 1 {
                let count = (degree - l) / 2 + 1
                let polynomials = ExtendedJacobi(alpha: alpha, beta: beta, count: count - 1)
                var table: [Double] = []
                var errors = [Double](repeating: 0, count: count)
                for shell in points {
                    var sums = [ExtendedNumber](repeating: ExtendedNumber(0), count: count)
                    for (radius, weight) in shell {
                        let factor = weight * norm.squareRoot * power(radius, l)
                        let x = radius * radius * 2 - ExtendedNumber(1)
                        let values = polynomials.values(at: x)
                        // The weight and r^l' are off by a share of themselves.
                        let share = ExtendedJacobi.weightError + Double(l) * shift / (radius.high * radius.high)
                        for (n, error) in polynomials.errors(at: x, shift: shift, of: values).enumerated() {
                            sums[n] = sums[n] + factor * values[n]
                            errors[n] += factor.high * (error + share * abs(values[n].high))
                        }
                    }
                    table += sums.map(\.high)
                }
                tables.append(table)
                largestError = errors.reduce(largestError, largerOrNaN)
            }
            norm = norm * ExtendedNumber(alpha + beta + 2) / ExtendedNumber(beta + 1)
        }
        return (tables, largestError)
    }

    private static func power(_ base: ExtendedNumber, _ exponent: Int) -> ExtendedNumber {
        var result = ExtendedNumber(1)
        for _ in 0..<exponent { result = result * base }
        return result
    }
}

/// P̄_lm(x), orthonormal in dx/2 over −1…1, by x P̄_l = a_{l+1} P̄_{l+1} + a_l P̄_{l−1} with a_l² = (l² − m²)/(4l² − 1).
struct ExtendedLegendre: Sendable {
    let degree: Int
    private let forward: [[ExtendedNumber]]  // a_l for l = m + 1…L
    private let inverse: [[ExtendedNumber]]
    private let diagonal: [ExtendedNumber]  // the factor from P̄_{m−1,m−1}/sin θ to P̄_mm

    init(degree: Int) {
        self.degree = degree
        forward = (0...degree).map { (m: Int) -> [ExtendedNumber] in
            (m..<max(degree, m)).map { (index: Int) -> ExtendedNumber in
                let l = index + 1
                let square = ExtendedNumber(l * l - m * m) / ExtendedNumber(4 * l * l - 1)
                return square.squareRoot
            }
        }
        inverse = forward.map { $0.map { ExtendedNumber(1) / $0 } }
        diagonal = (0...degree).map { (m: Int) -> ExtendedNumber in
            m == 0 ? ExtendedNumber(1) : (ExtendedNumber(2 * m + 1) / ExtendedNumber(2 * m)).squareRoot
        }
    }

    /// How far P̄_lm may be off at any of the points, for all m ≤ l ≤ L.
    ///
    /// 8κ L² (2L + 3)^{3/2} (2L + 1)^{1/2} (8L³/3)^{1/2} from the recurrence, by the lemma of the article "A certified local
    /// model", and from points that are δ off, L(2L + 1)^{1/2} δ/sin²θ for the angle and as much for the power of sin θ.
    static func error(degree: Int, at points: [[ExtendedHarmonics.Point]], isCells: Bool) -> Double {
        let l = Double(degree)
        let size = (2 * l + 1).squareRoot()
        let recurrence =
            8 * ExtendedNumber.relativeError * l * l * (2 * l + 3) * (2 * l + 3).squareRoot() * size
            * (8 * l * l * l / 3).squareRoot()
        let least = points.joined().reduce(1) { smallerOrNaN($0, $1.sine.high) }
        let shift = isCells ? 0x1p-96 : ExtendedJacobi.nodeError
        return recurrence + 2 * l * size * shift / (least * least) + size * ExtendedJacobi.weightError
    }

    /// Σ over points of weight·P̄_lm(cosine)·azimuthal[m], rounded to doubles: for each m the odd l in ascending order.
    func oddSums(_ points: [ExtendedHarmonics.Point], _ azimuthal: [ExtendedNumber]) -> [[Double]] {
        var sums = (0...degree).map { m in
            [ExtendedNumber](repeating: ExtendedNumber(0), count: (degree - (m % 2 == 1 ? m : m + 1)) / 2 + 1)
        }
        for point in points {
            var start = point.weight
            for m in 0...degree {
                if m > 0 { start = start * diagonal[m] * point.sine }
                var (previous, current) = (ExtendedNumber(0), start)
                var slot = 0
                if m % 2 == 1 {
                    sums[m][0] = sums[m][0] + current
                    slot = 1
                }
                let (forward, inverse) = (forward[m], inverse[m])
                for step in forward.indices {
                    var next = point.cosine * current
                    if step > 0 { next = next - forward[step - 1] * previous }
                    (previous, current) = (current, next * inverse[step])
                    if (m + step + 1) % 2 == 1 {
                        sums[m][slot] = sums[m][slot] + current
                        slot += 1
                    }
                }
            }
        }
        return sums.indices.map { m in sums[m].map { ($0 * azimuthal[m]).high } }
    }
}
