import LHVModels

/// Pairs of a line of Alice's and one of Bob's, up to the symmetries of both sets: the orbits, of which a symmetric matrix has one number each.
struct LinePairs: Sendable {
    let rows: Int
    let columns: Int
    /// The number of orbits.
    let count: Int
    /// For each pair, row by row, the number of its orbit; −1 where a symmetry turns the sign, so that the entry must be 0.
    let orbits: [Int]
    /// For each pair the sign of its entry relative to that of its orbit, 0 where it must vanish.
    let signs: [Double]
    /// The square roots of the orbits' sizes.
    let roots: [Double]
    /// What lines along unit vectors have: √|orbit| a·b for each orbit.
    let target: [Double]

    init(_ symmetries: [GrothendieckCertificate.Symmetry], alice: [[Double]], bob: [[Double]]) {
        let (rows, columns) = (alice.count, bob.count)
        var orbits = [Int](repeating: -2, count: rows * columns)
        var isNegative = [Bool](repeating: false, count: rows * columns)
        var sizes: [Int] = []
        var starts: [Int] = []
        var vanishes: [Bool] = []
        var waiting: [Int] = []
        for first in orbits.indices where orbits[first] == -2 {
            let orbit = sizes.count
            starts.append(first)
            sizes.append(0)
            vanishes.append(false)
            orbits[first] = orbit
            waiting.append(first)
            while let pair = waiting.popLast() {
                sizes[orbit] += 1
                let (row, column) = pair.quotientAndRemainder(dividingBy: columns)
                for symmetry in symmetries {
                    let image = symmetry.rows.images[row] * columns + symmetry.columns.images[column]
                    let isTurned =
                        (symmetry.rows.isNegative[row] != symmetry.columns.isNegative[column]) != isNegative[pair]
                    if orbits[image] == -2 {
                        orbits[image] = orbit
                        isNegative[image] = isTurned
                        waiting.append(image)
                    } else if isNegative[image] != isTurned {
                        vanishes[orbit] = true
                    }
                }
            }
        }
        // Numbers of those that may be other than 0.
        var numbers = [Int](repeating: -1, count: sizes.count)
        let kept = sizes.indices.filter { !vanishes[$0] }
        for (number, orbit) in kept.enumerated() { numbers[orbit] = number }
        self.rows = rows
        self.columns = columns
        count = kept.count
        self.orbits = orbits.map { numbers[$0] }
        signs = orbits.indices.map { vanishes[orbits[$0]] ? 0 : isNegative[$0] ? -1 : 1 }
        roots = kept.map { Double(sizes[$0]).squareRoot() }
        target = kept.map { orbit in
            let (row, column) = starts[orbit].quotientAndRemainder(dividingBy: columns)
            return Double(sizes[orbit]).squareRoot() * zip(alice[row], bob[column]).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }

    /// The symmetric matrix with these numbers, row by row: y_o/√|o| with the pair's sign.
    func matrix(_ numbers: [Double]) -> [Double] {
        orbits.indices.map { orbits[$0] < 0 ? 0 : signs[$0] * numbers[orbits[$0]] / roots[orbits[$0]] }
    }

    /// Σ s_i t_j/√|o| over the pairs of each orbit with their signs: the scalar product with numbers y is that of s and t with their matrix.
    func values(_ alice: [Double], _ bob: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for row in 0..<rows {
            for column in 0..<columns {
                let pair = row * columns + column
                if orbits[pair] >= 0 { sums[orbits[pair]] += signs[pair] * alice[row] * bob[column] }
            }
        }
        return zip(sums, roots).map { $0 / $1 }
    }
}
