import QuantumStates

/// The facets of the hull of points with coordinates 0 and 1, one of each orbit of a group, found from neighbour to neighbour.
struct AdjacencyDecomposition {
    /// An orbit of facets.
    struct Orbit {
        /// h with h·p ≥ 0 for all points p, of one of them.
        let functional: [Int]
        /// The points with h·p = 0.
        let touched: [Int]
        /// How many facets there are in the orbit.
        let count: Int
    }

    /// Points beside so many as a simplex has, up to which the double description is faster than a walk.
    private static let fewMore = 14

    private let points: [[Int8]]
    private let group: PermutationGroup
    private let limit: Int
    private let budget: TimeBudget

    /// - Parameters:
    ///   - points: The points with their leading 1, which span the space of their coordinates.
    ///   - group: Permutations of the points that are linear in their coordinates.
    ///   - limit: How many facets, and rays on the way to them, may be held.
    ///   - budget: The time allowed.
    init(points: [[Int8]], group: PermutationGroup, limit: Int, budget: TimeBudget) {
        self.points = points
        self.group = group
        self.limit = limit
        self.budget = budget
    }

    private var dimension: Int { points[0].count }

    /// One facet of each orbit, in the order found.
    ///
    /// - Throws: ``/NumericalCore/NumericalFailure`` at a limit, `CancellationError` when the current task is cancelled.
    func orbits() throws -> [Orbit] {
        try points.count - dimension <= AdjacencyDecomposition.fewMore ? listed() : walked()
    }

    /// All facets at once, and then one of each orbit.
    private func listed() throws -> [Orbit] {
        var known: Set<[Int]> = []
        return try DoubleDescription.facets(of: points.map { $0.map { Int($0) } }, limit: limit, budget: budget)
            .compactMap { try orbit($0, unlessIn: &known) }
    }

    private func walked() throws -> [Orbit] {
        var known: Set<[Int]> = []
        guard let first = try orbit(firstFacet(), unlessIn: &known) else { return [] }
        var (found, waiting) = ([first], [first])
        // Facets with few points have few neighbours. What is left at the end may be too few to part others from those that were
        // looked around at [Balinski1961].
        while let place = waiting.indices.min(by: { waiting[$0].touched.count < waiting[$1].touched.count }),
            waiting.count == found.count || waiting.reduce(0, { $0 + $1.count }) >= dimension - 1
        {
            let facet = waiting.remove(at: place)
            for neighbour in try neighbours(of: facet) {
                guard let next = try orbit(neighbour, unlessIn: &known) else { continue }
                guard known.count <= limit else {
                    throw NumericalFailure("facet enumeration", "there are more than \(limit) facets")
                }
                found.append(next)
                waiting.append(next)
            }
        }
        return found
    }

    private func checkBudget() throws {
        switch budget.reasonToStop {
        case .cancelled?: throw CancellationError()
        case let reason?: throw NumericalFailure("facet enumeration", "\(reason) before all facets were found")
        case nil: break
        }
    }

    /// The orbit of a facet, whose members are then known; nil when they are already.
    private func orbit(_ functional: [Int], unlessIn known: inout Set<[Int]>) throws -> Orbit? {
        let touched = try points.indices.filter { try value(functional, $0) == 0 }
        guard !known.contains(touched) else { return nil }
        var count = 0
        for element in group.elements where known.insert(touched.map { element[$0] }.sorted()).inserted { count += 1 }
        return Orbit(functional: functional, touched: touched, count: count)
    }

    private func value(_ functional: [Int], _ point: Int) throws -> Int {
        var sum = 0
        for (coefficient, coordinate) in zip(functional, points[point]) where coordinate != 0 {
            let (next, overflow) = sum.addingReportingOverflow(coefficient)
            guard !overflow else { throw DoubleDescription.overflow }
            sum = next
        }
        return sum
    }

    /// One neighbour of a facet across each orbit of its own facets, under the permutations that keep it.
    private func neighbours(of facet: Orbit) throws -> [[Int]] {
        try checkBudget()
        let columns = ModularRank.basis(of: facet.touched.map { points[$0] }).columns
        guard columns.count == dimension - 1 else {
            throw NumericalFailure("facet enumeration", "a facet has dimension \(columns.count - 1)")
        }
        let face = AdjacencyDecomposition(
            points: facet.touched.map { point in columns.map { points[point][$0] } },
            group: group.restricted(to: facet.touched), limit: limit, budget: budget)
        return try face.orbits().map { ridge in
            var functional = [Int](repeating: 0, count: dimension)
            for (column, coefficient) in zip(columns, ridge.functional) { functional[column] = coefficient }
            return try rotated(functional, around: facet.functional)
        }
    }

    /// h + t·f with the least t for which it is not negative on any point, where h is not negative on the points of f's facet.
    private func rotated(_ functional: [Int], around facet: [Int]) throws -> [Int] {
        // The greatest of −h(p)/f(p) over points off the facet, as a fraction.
        var best: (numerator: Int, denominator: Int)?
        for point in points.indices {
            let denominator = try value(facet, point)
            guard denominator > 0 else { continue }
            let numerator = 0 - (try value(functional, point))
            guard let old = best else {
                best = (numerator, denominator)
                continue
            }
            if numerator.multipliedFullWidth(by: old.denominator) > old.numerator.multipliedFullWidth(by: denominator) {
                best = (numerator, denominator)
            }
        }
        guard let best else { throw NumericalFailure("facet enumeration", "a facet holds all points") }
        return try DoubleDescription.combination(functional, best.denominator, facet, best.numerator)
    }

    /// A facet: a coordinate is not negative, and is turned around the points where it vanishes until these span a facet.
    private func firstFacet() throws -> [Int] {
        var functional = [Int](repeating: 0, count: dimension)
        functional[dimension - 1] = 1
        while true {
            let values = try points.indices.map { try value(functional, $0) }
            let touched = points.indices.filter { values[$0] == 0 }
            let others = points.indices.filter { values[$0] > 0 }
            let order = touched + others
            let basis = ModularRank.basis(of: order.map { points[$0] }).rows.map { order[$0] }
            let outside = basis.filter { values[$0] > 0 }
            guard outside.count > 1, let last = basis.last else { return functional }
            // 1 on one basis point and 0 on the others, so it vanishes wherever the functional does and is no multiple of it.
            let dual = try DoubleDescription.simplex(points.map { $0.map { Int($0) } }, basis)
            guard let place = basis.firstIndex(of: last) else { return functional }
            var turn = dual[place]
            if try points.indices.allSatisfy({ try value(turn, $0) >= 0 }) { turn = turn.map { 0 - $0 } }
            functional = try turned(functional, values, by: turn)
        }
    }

    /// f + t·g with the greatest t for which it is not negative on any point.
    private func turned(_ functional: [Int], _ values: [Int], by turn: [Int]) throws -> [Int] {
        var best: (numerator: Int, denominator: Int)?
        for point in points.indices {
            let slope = 0 - (try value(turn, point))
            guard slope > 0 else { continue }
            if let old = best,
                values[point].multipliedFullWidth(by: old.denominator) >= old.numerator.multipliedFullWidth(by: slope)
            {
                continue
            }
            best = (values[point], slope)
        }
        guard let best else { throw NumericalFailure("facet enumeration", "the points do not span their space") }
        return try DoubleDescription.combination(functional, best.denominator, turn, best.numerator)
    }
}
