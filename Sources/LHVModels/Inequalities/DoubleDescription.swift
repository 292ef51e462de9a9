import QuantumStates

/// The facets of the hull of integer points, by the double description method with exact, overflow-checked integers.
///
/// With points p written as (1, p), facets are the extreme rays of the cone {h : h·(1, p) ≥ 0 for all p}. Points are taken in
/// one by one; the rays that a point cuts off are replaced by those between them and their neighbours that stay.
/// Source: [Motzkin1953]; [Fukuda1996].
struct DoubleDescription {
    private struct Ray {
        var entries: [Int]
        /// The points taken in so far that lie on the facet, one bit each.
        var tight: [UInt64]
    }

    private let points: [[Int]]
    private let words: Int
    private let limit: Int
    private let budget: TimeBudget
    private var rays: [Ray] = []
    /// Comparisons of rays since the clock was looked at.
    private var work = 0

    /// The facets h with h·p ≥ 0, primitive, in the order found; the points must span the space.
    ///
    /// - Parameters:
    ///   - points: The points with their leading 1.
    ///   - limit: How many rays there may be on the way.
    ///   - budget: The time allowed.
    /// - Throws: `CancellationError` when the current task is cancelled, ``NumericalFailure`` at a limit.
    static func facets(of points: [[Int]], limit: Int, budget: TimeBudget = .unlimited) throws -> [[Int]] {
        var description = DoubleDescription(
            points: points, words: (points.count + 63) / 64, limit: limit, budget: budget)
        let basis = try description.start()
        for point in points.indices where !basis.contains(point) { try description.take(point) }
        return description.rays.map(\.entries)
    }

    private init(points: [[Int]], words: Int, limit: Int, budget: TimeBudget) {
        self.points = points
        self.words = words
        self.limit = limit
        self.budget = budget
    }

    /// Begins with as many independent points as there are dimensions: the rays are the rows of an inverse matrix.
    private mutating func start() throws -> Set<Int> {
        let basis = ModularRank.basis(of: points.map { $0.map { Int8($0) } }).rows
        for (row, entries) in try DoubleDescription.simplex(points, basis).enumerated() {
            var tight = [UInt64](repeating: 0, count: words)
            for (place, point) in basis.enumerated() where place != row { tight[point / 64] |= 1 << UInt64(point % 64) }
            rays.append(Ray(entries: entries, tight: tight))
        }
        return Set(basis)
    }

    /// For each point of a basis the functional that is positive there and vanishes on the others, primitive and checked.
    static func simplex(_ points: [[Int]], _ basis: [Int]) throws -> [[Int]] {
        let dimension = points[0].count
        guard basis.count == dimension else {
            throw NumericalFailure("facet enumeration", "the points do not span \(dimension) dimensions")
        }
        let matrix = RealMatrix(rows: dimension, columns: dimension) { Double(points[basis[$1]][$0]) }
        let inverse = try matrix.inverse()
        let determinant = try matrix.determinant()
        return try (0..<dimension).map { row in
            let scaled = inverse.row(row).map { ($0 * abs(determinant)).rounded() }
            let entries =
                scaled.allSatisfy { abs($0) < 0x1p52 } ? Divisors.primitive(scaled.map { Int($0) }) : []
            for (place, point) in basis.enumerated() {
                let product = entries.isEmpty ? -1 : try dot(entries, points[point])
                guard place == row ? product > 0 : product == 0 else {
                    throw NumericalFailure("facet enumeration", "the first cone is too badly conditioned")
                }
            }
            return entries
        }
    }

    private mutating func take(_ point: Int) throws {
        work += rays.count
        if work > 1 << 18 { try checkBudget() }
        let values = try rays.map { try DoubleDescription.dot($0.entries, points[point]) }
        let bit = UInt64(1) << UInt64(point % 64)
        for (index, value) in values.enumerated() where value == 0 { rays[index].tight[point / 64] |= bit }
        let (kept, cut) = (rays.indices.filter { values[$0] > 0 }, rays.indices.filter { values[$0] < 0 })
        guard !cut.isEmpty else { return }
        var next = rays.indices.filter { values[$0] >= 0 }.map { rays[$0] }
        // Two rays are neighbours when no third one lies on all facets that both lie on.
        let needed = points[0].count - 2
        for first in kept {
            for second in cut {
                var common = [UInt64](repeating: 0, count: words)
                var count = 0
                for word in 0..<words {
                    common[word] = rays[first].tight[word] & rays[second].tight[word]
                    count += common[word].nonzeroBitCount
                }
                work += 1
                if count >= needed { work += rays.count }
                if work > 1 << 18 { try checkBudget() }
                guard count >= needed, areNeighbours(first, second, common) else { continue }
                common[point / 64] |= bit
                let entries = try DoubleDescription.combination(
                    rays[first].entries, -values[second], rays[second].entries, values[first])
                next.append(Ray(entries: entries, tight: common))
                guard next.count <= limit else {
                    throw NumericalFailure("facet enumeration", "there are more than \(limit) rays on the way")
                }
            }
        }
        rays = next
    }

    /// Throws when the task is cancelled or the time is over.
    private mutating func checkBudget() throws {
        work = 0
        switch budget.reasonToStop {
        case .cancelled?: throw CancellationError()
        case let reason?: throw NumericalFailure("facet enumeration", "\(reason) with \(rays.count) rays")
        case nil: break
        }
    }

    private func areNeighbours(_ first: Int, _ second: Int, _ common: [UInt64]) -> Bool {
        rays.withUnsafeBufferPointer { rays in
            for other in rays.indices where other != first && other != second {
                var holds = true
                for word in 0..<words where rays[other].tight[word] & common[word] != common[word] {
                    holds = false
                    break
                }
                if holds { return false }
            }
            return true
        }
    }

    private static func dot(_ left: [Int], _ right: [Int]) throws -> Int {
        var sum = 0
        for (x, y) in zip(left, right) {
            let (product, first) = x.multipliedReportingOverflow(by: y)
            let (next, second) = sum.addingReportingOverflow(product)
            guard !first, !second else { throw overflow }
            sum = next
        }
        return sum
    }

    /// factor·left + other·right, without a common divisor.
    static func combination(_ left: [Int], _ factor: Int, _ right: [Int], _ other: Int) throws -> [Int] {
        let entries = try zip(left, right).map { x, y in
            let (first, one) = x.multipliedReportingOverflow(by: factor)
            let (second, two) = y.multipliedReportingOverflow(by: other)
            let (sum, three) = first.addingReportingOverflow(second)
            guard !one, !two, !three else { throw overflow }
            return sum
        }
        return Divisors.primitive(entries)
    }

    static var overflow: NumericalFailure {
        NumericalFailure("facet enumeration", "a coefficient exceeds 64-bit integers")
    }
}
