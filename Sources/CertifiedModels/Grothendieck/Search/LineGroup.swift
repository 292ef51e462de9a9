import LHVModels

/// A finite group of rotations and reflections of R^d, given by generators, and the lines through the origin that it makes of points.
public struct LineGroup: Sendable, Hashable {
    /// d.
    public let dimension: Int
    /// Orthogonal matrices, row by row.
    let generators: [[Double]]

    /// A group from matrices.
    ///
    /// - Parameters:
    ///   - dimension: d, in 2…16.
    ///   - generators: Orthogonal d × d matrices, row by row.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d is out of range, a matrix is not orthogonal within 10⁻¹², or none of its first 1000
    ///   powers is 1 or −1 within 10⁻⁹, so that it would make infinitely many lines.
    public init(dimension: Int, generators: [[Double]]) throws {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
        for (place, matrix) in generators.enumerated() {
            let name = "generators[\(place)]"
            try require(
                matrix.count == dimension * dimension, name, must: "have \(dimension * dimension) entries",
                was: matrix.count)
            for i in 0..<dimension {
                for j in 0...i {
                    let product = (0..<dimension).reduce(0.0) {
                        $0 + matrix[i * dimension + $1] * matrix[j * dimension + $1]
                    }
                    try require(
                        abs(product - (i == j ? 1 : 0)) <= 1e-12, name, must: "be orthogonal within 1e-12",
                        was: product)
                }
            }
            try require(
                LineGroup.hasFiniteOrder(matrix, dimension), name, must: "have a power up to the 1000th that is ±1",
                was: "without one")
        }
        self.init(unchecked: generators, dimension)
    }

    private static func hasFiniteOrder(_ matrix: [Double], _ d: Int) -> Bool {
        var power = matrix
        for _ in 0..<1000 {
            let sign = power[0] < 0 ? -1.0 : 1
            if power.indices.allSatisfy({ abs(power[$0] - ($0 % (d + 1) == 0 ? sign : 0)) < 1e-9 }) { return true }
            power = (0..<(d * d)).map { place in
                (0..<d).reduce(0) { $0 + power[place / d * d + $1] * matrix[$1 * d + place % d] }
            }
        }
        return false
    }

    /// The caller guarantees that the matrices are orthogonal.
    private init(unchecked generators: [[Double]], _ dimension: Int) {
        self.generators = generators
        self.dimension = dimension
    }

    /// The most lines of a set: more than a certificate can have of either party.
    static let largestCount = 4096

    /// The lines of the orbits of some points, one orbit after the other, each begun with the point itself.
    ///
    /// - Parameter points: Vectors that are not 0.
    /// - Returns: A unit vector on each line.
    /// - Complexity: O(lines²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a point is not of d finite coordinates or 0, two orbits are the same, or there are more
    ///   than 4096 lines: the group may be infinite.
    public func lines(through points: [[Double]]) throws -> [[Double]] { try orbits(of: points).lines }

    /// The same, and which lines each orbit has.
    func orbits(
        of points: [[Double]], atMost largest: Int = largestCount
    ) throws -> (lines: [[Double]], orbits: [Range<Int>]) {
        var lines: [[Double]] = []
        var orbits: [Range<Int>] = []
        for (place, point) in points.enumerated() {
            let length = point.reduce(0) { $0 + $1 * $1 }.squareRoot()
            try require(
                point.count == dimension && length.isFinite && length > 0, "points[\(place)]",
                must: "have \(dimension) coordinates, not all 0", was: point)
            let first = point.map { $0 / length }
            try require(
                LineGroup.place(of: first, in: lines[...]) == nil, "points[\(place)]",
                must: "be on none of the lines before", was: point)
            let start = lines.count
            lines.append(first)
            var next = start
            while next < lines.count {
                for generator in generators {
                    let image = applying(generator, to: lines[next])
                    if LineGroup.place(of: image, in: lines[start...]) == nil { lines.append(image) }
                }
                next += 1
                try require(
                    lines.count <= largest, "lines", must: "be at most \(largest)", was: "more")
            }
            orbits.append(start..<lines.count)
        }
        return (lines, orbits)
    }

    /// Points without those that are 0 or on a line of one before.
    func distinct(_ points: [[Double]]) -> [[Double]] {
        var kept: [[Double]] = []
        for point in points {
            if (try? orbits(of: kept + [point])) != nil { kept.append(point) }
        }
        return kept
    }

    /// What the generators do with lines.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when they lead out of them.
    func permutations(of lines: [[Double]]) throws -> [SignedPermutation] {
        try generators.map { generator in
            var images: [Int] = []
            var isNegative: [Bool] = []
            for line in lines {
                let found = LineGroup.place(of: applying(generator, to: line), in: lines[...])
                guard let found else {
                    throw InvalidArgument("lines", must: "be mapped to one another by the group", was: line)
                }
                images.append(found.place)
                isNegative.append(found.isNegative)
            }
            return try SignedPermutation(images: images, isNegative: isNegative)
        }
    }

    private func applying(_ matrix: [Double], to vector: [Double]) -> [Double] {
        (0..<dimension).map { row in
            (0..<dimension).reduce(0) { $0 + matrix[row * dimension + $1] * vector[$1] }
        }
    }

    private static func place(of vector: [Double], in lines: ArraySlice<[Double]>) -> (place: Int, isNegative: Bool)? {
        for (place, line) in zip(lines.indices, lines) {
            var product = 0.0
            for axis in vector.indices { product += line[axis] * vector[axis] }
            // Lines of one orbit are farther apart than 10⁻⁴.
            if abs(product) > 1 - 1e-8 { return (place, product < 0) }
        }
        return nil
    }
}

extension LineGroup {
    /// The 60 rotations of the icosahedron with the vertices (0, ±1, ±φ) and cyclic, φ = (1 + √5)/2.
    public static let icosahedral: LineGroup = {
        let golden = (1 + 5.0.squareRoot()) / 2
        // A fifth of a turn about a vertex, with the cosine 1/2φ, and a third of one about (1, 1, 1).
        let (half, small) = (golden / 2, 1 / (2 * golden))
        return LineGroup(
            unchecked: [
                [small, -half, 0.5, half, 0.5, small, -0.5, small, half],
                [0, 0, 1, 1, 0, 0, 0, 1, 0],
            ], 3)
    }()

    /// All permutations of coordinates and changes of their signs; for d = 3 the symmetries of the cube.
    ///
    /// - Parameter dimension: d, in 2…16.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when d is out of range.
    public static func hyperoctahedral(dimension: Int) throws -> LineGroup {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
        func matrix(_ entry: (Int, Int) -> Double) -> [Double] {
            (0..<dimension).flatMap { row in (0..<dimension).map { entry(row, $0) } }
        }
        return LineGroup(
            unchecked: [
                matrix { $0 != $1 ? 0 : $0 == 0 ? -1 : 1 },
                matrix { row, column in (row < 2 ? 1 - row : row) == column ? 1 : 0 },
                matrix { ($0 + 1) % dimension == $1 ? 1 : 0 },
            ], dimension)
    }

    /// The 1152 symmetries of the 24-cell with the vertices ±e_i and (±1, ±1, ±1, ±1)/2.
    public static let icositetrachoric: LineGroup = {
        func matrix(_ entry: (Int, Int) -> Double) -> [Double] {
            (0..<4).flatMap { row in (0..<4).map { entry(row, $0) } }
        }
        return LineGroup(
            unchecked: [
                matrix { $0 != $1 ? 0 : $0 == 0 ? -1 : 1 },
                matrix { row, column in (row < 2 ? 1 - row : row) == column ? 1 : 0 },
                matrix { ($0 + 1) % 4 == $1 ? 1 : 0 },
                // The reflection that takes (1, 1, 1, 1)/2 to its negative.
                matrix { $0 == $1 ? 0.5 : -0.5 },
            ], 4)
    }()

    /// The 14,400 symmetries of the 600-cell, whose 120 vertices are unit quaternions: x ↦ p x q, and conjugation.
    public static let hexacosichoric: LineGroup = {
        let golden = (1 + 5.0.squareRoot()) / 2
        return quaternionic([[golden / 2, 0.5, 0.5 / golden, 0], [0.5, 0.5, 0.5, 0.5]])
    }()

    /// The 576 of them that keep the 24-cell with the vertices ±e_i and (±1, ±1, ±1, ±1)/2.
    public static let tetrahedralQuaternions = quaternionic([[0, 1, 0, 0], [0.5, 0.5, 0.5, 0.5]])

    // x ↦ u x and x ↦ x u for some unit quaternions u, and conjugation.
    private static func quaternionic(_ units: [[Double]]) -> LineGroup {
        func matrix(_ image: ([Double]) -> [Double]) -> [Double] {
            let columns = (0..<4).map { axis in image((0..<4).map { $0 == axis ? 1 : 0 }) }
            return (0..<4).flatMap { row in (0..<4).map { columns[$0][row] } }
        }
        let left = units.map { unit in matrix { product(unit, $0) } }
        let right = units.map { unit in matrix { product($0, unit) } }
        return LineGroup(unchecked: left + right + [matrix { [$0[0], -$0[1], -$0[2], -$0[3]] }], 4)
    }

    private static func product(_ a: [Double], _ b: [Double]) -> [Double] {
        [
            a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
            a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
            a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
            a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0],
        ]
    }
}
