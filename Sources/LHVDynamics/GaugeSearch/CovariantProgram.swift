import Foundation
import LHVModels

/// The optimization of a covariant gauge as a linear program with inequalities found on the way.
///
/// All functions are scaled by v, so that F and the four integrals are linear in the unknowns; the first unknown is v itself.
struct CovariantProgram {
    /// The unknowns of one motion at one knot.
    struct Cell {
        let knot: Int
        let motion: CovariantGauge.Motion
        /// The unknown that is v times the share of this motion; v itself where there is only one.
        let weight: Int
        /// The first of the unknowns f₀, vτ, va above, va below and vo or vε.
        let first: Int

        var mixed: Int { first }
        var transverse: Int { first + 1 }
        var above: Int { first + 2 }
        var below: Int { first + 3 }
        var extra: Int { first + 4 }
    }

    /// A value of c at which F has to be positive: between two cells, at a share of the way.
    struct Site {
        let low: Int
        let high: Int
        let share: Double
        let isAbove: Bool
    }

    /// A vector with few entries.
    typealias Row = [(index: Int, value: Double)]

    let radii: [Double]
    let cells: [Cell]
    /// Where positivity is looked at in any case.
    let sites: [Site]
    /// The intervals between knots for c and for −c, by their ends: there it is looked at wherever an eigenvalue is least.
    let intervals: [(start: Site, end: Site)]
    let unknowns: Int
    let moments: CovariantMoments
    let isMixture: Bool

    init(_ problem: CovariantGaugeOptimization) throws {
        var radii: [Double] = []
        var cells: [Cell] = []
        var sites: [Site] = []
        var intervals: [(start: Site, end: Site)] = []
        var moments = CovariantMoments(nodes: [], weights: [])
        var next = 1
        let (ends, motions): ([Double], [[CovariantGauge.Motion]]) =
            switch problem.pattern {
            case .precession: ([1], [[.precession]])
            case .panels(let ends, let motions): (ends, motions.map { [$0] })
            case .interleaved: ([1], [CovariantGauge.Motion.allCases])
            }
        isMixture = problem.pattern == .interleaved
        for (end, alternatives) in zip(ends, motions) {
            let start = ends.last { $0 < end } ?? 0
            let (nodes, found) = try CovariantProgram.knots(problem, from: start, to: end)
            moments.append(found)
            for index in nodes.indices {
                for motion in alternatives {
                    let weight = alternatives.count > 1 ? next : 0
                    if alternatives.count > 1 { next += 1 }
                    cells.append(Cell(knot: radii.count + index, motion: motion, weight: weight, first: next))
                    next += 5
                    let cell = cells.count - 1
                    for isAbove in [true, false] {
                        sites.append(Site(low: cell, high: cell, share: 0, isAbove: isAbove))
                        guard problem.discretization == .linear, index + 1 < nodes.count else { continue }
                        func site(_ share: Double) -> Site {
                            Site(low: cell, high: cell + 1, share: share, isAbove: isAbove)
                        }
                        intervals.append((site(0), site(1)))
                    }
                }
            }
            radii += nodes
        }
        self.radii = radii
        self.cells = cells
        self.sites = sites
        self.intervals = intervals
        self.moments = moments
        unknowns = next
    }

    private static func knots(
        _ problem: CovariantGaugeOptimization, from start: Double, to end: Double
    ) throws -> ([Double], CovariantMoments) {
        switch problem.discretization {
        case .linear:
            // Dense at the ends of the band, where the functions bend most; the ends themselves exactly.
            var knots = (0..<problem.knots).map { index in
                let angle = Double.pi * Double(index) / Double(problem.knots - 1)
                return (start + end) / 2 - (end - start) / 2 * cos(angle)
            }
            knots[0] = start
            knots[problem.knots - 1] = end
            return (knots, CovariantMoments(knots: knots))
        case .nodes:
            if start == 0 && end == 1 {
                let rule = try GaussRule.legendre(count: 2 * problem.knots)
                let (nodes, weights) = (
                    Array(rule.nodes.suffix(problem.knots)), Array(rule.weights.suffix(problem.knots))
                )
                return (nodes, CovariantMoments(nodes: nodes, weights: weights))
            }
            let rule = try GaussRule.legendre(count: problem.knots).mapped(from: start, to: end)
            return (rule.nodes, CovariantMoments(nodes: rule.nodes, weights: rule.weights))
        }
    }

    // MARK: Constraints

    /// The equations row·x = value.
    func equations() -> [(row: Row, value: Double)] {
        var (mixed, trace, along, factor) = (Row(), Row(), Row(), Row())
        var shares = Array(repeating: Row(), count: isMixture ? radii.count : 0)
        for cell in cells {
            let k = cell.knot
            mixed.append((cell.mixed, moments.mass[k]))
            trace += [(cell.transverse, 6 * moments.mass[k]), (cell.weight, 8 * moments.mass[k])]
            along += [(cell.above, moments.above[k]), (cell.below, moments.below[k])]
            let (above, below) = (moments.factorAbove[k], moments.factorBelow[k])
            switch cell.motion {
            case .precession: factor += [(cell.weight, above + below), (cell.extra, above - below)]
            case .restsBelow: factor.append((cell.weight, 2 * above))
            case .restsAbove: factor.append((cell.weight, 2 * below))
            }
            if cell.motion != .precession { trace.append((cell.extra, 2 * moments.mass[k])) }
            if isMixture { shares[k].append((cell.weight, 1)) }
        }
        along.append((0, -2))
        factor.append((0, -1))
        return [(mixed, 1), (trace, 0), (along, 0), (factor, 0)] + shares.map { ($0 + [(0, -1)], 0) }
    }

    /// The value of c at a site.
    func cosine(_ site: Site) -> Double {
        let (low, high) = (radii[cells[site.low].knot], radii[cells[site.high].knot])
        return (site.isAbove ? 1 : -1) * (low + site.share * (high - low))
    }

    /// xᵀF x at a site as a linear function of the unknowns, for x in the basis of ``CovariantValues/matrix()``.
    func row(_ site: Site, _ x: [Double]) -> Row {
        let c = cosine(site)
        let (s, l, d, n) = (x[0] * x[0], x[1] * x[1], x[2] * x[2], x[3] * x[3])
        let (long, short, normal) = (-s - l + d + n, -s + l - d + n, -s + l + d - n)
        let factor = 8 * x[0] * (x[2] + x[3]) * max(0, 1 - c * c).squareRoot()
        let along = 4 * x[2] * x[3] * max(0, 2 + 2 * c).squareRoot()
        var row = Row()
        for (index, share) in [(site.low, 1 - site.share), (site.high, site.share)] where share > 0 {
            let cell = cells[index]
            let precesses = cell.motion.precesses(above: site.isAbove)
            row += [
                (cell.mixed, share * (s + l + d + n)), (cell.transverse, share * (long + short + normal)),
                (site.isAbove ? cell.above : cell.below, share * along),
            ]
            var weight = 4 * (1 + c) * long
            if cell.motion == .precession {
                weight += factor
                row.append((cell.extra, share * (site.isAbove ? factor : -factor)))
            } else {
                weight += precesses ? 2 * factor : 0
                row.append((cell.extra, share * (precesses ? long : short)))
            }
            row.append((cell.weight, share * weight))
        }
        return row
    }

    /// Inequalities that bound the problem from the start: diagonal entries, pairs, and shares that are not negative.
    func initialCuts() -> [Row] {
        let root = 0.5.squareRoot()
        let vectors: [[Double]] = [
            [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, root, root], [0, 0, root, -root], [root, 0, 0.5, 0.5],
            [root, 0, -0.5, -0.5],
        ]
        var cuts = sites.filter { $0.share == 0 }.flatMap { site in vectors.map { row(site, $0) } }
        if isMixture { cuts += cells.map { [($0.weight, 1)] } }
        return cuts
    }

    // MARK: Points

    /// F at a site for given unknowns; what is called a value there is v times it, but for f₀.
    func values(_ site: Site, _ point: [Double]) -> CovariantValues {
        let (low, high) = (cells[site.low], cells[site.high])
        func at(_ unknown: (Cell) -> Int) -> Double {
            (1 - site.share) * point[unknown(low)] + site.share * point[unknown(high)]
        }
        let (weight, extra, c) = (at(\.weight), at(\.extra), cosine(site))
        let precesses = low.motion.precesses(above: site.isAbove)
        let isMixed = low.motion != .precession
        return CovariantValues(
            mixed: at(\.mixed), transverse: at(\.transverse), along: at(site.isAbove ? \.above : \.below),
            factor: isMixed ? (precesses ? 2 * weight : 0) : weight + (site.isAbove ? extra : -extra),
            sumTilt: 4 * (1 + c) * weight + (isMixed && precesses ? extra : 0),
            differenceTilt: isMixed && !precesses ? extra : 0, c: c)
    }

    /// A positive point made from a point that need not be, its v, and the inequalities that the latter violates.
    ///
    /// Where an eigenvalue is negative, f₀ is raised by as much; then everything is divided by the mean of f₀. Between knots the
    /// places looked at are those where an eigenvalue is least, found by a local search.
    func separate(_ point: [Double]) throws -> (lower: Double, repaired: [Double], cuts: [Row]) {
        var deficits = [Double](repeating: 0, count: cells.count)
        var cuts: [Row] = []
        for site in try sites + minima(point) {
            let system = try values(site, point).matrix().hermitianEigensystem()
            let lowest = system.values[0]
            guard lowest < 0 else { continue }
            // Raising both ends by all of a deficit between them is enough.
            deficits[site.low] = largerOrNaN(deficits[site.low], -lowest)
            deficits[site.high] = largerOrNaN(deficits[site.high], -lowest)
            for (index, value) in system.values.enumerated() where value < -1e-10 {
                cuts.append(row(site, (0..<4).map { system.vectors[$0, index] }))
            }
        }
        var repaired = point
        var mean = 0.0
        for (index, cell) in cells.enumerated() {
            repaired[cell.mixed] += deficits[index]
            mean += moments.mass[cell.knot] * repaired[cell.mixed]
        }
        repaired = repaired.map { $0 / mean }
        return (repaired[0], repaired, cuts)
    }

    // The places between knots where an eigenvalue of F is negative and least.
    private func minima(_ point: [Double]) throws -> [Site] {
        try intervals.flatMap { interval in
            let piece = CovariantPiece(values(interval.start, point), values(interval.end, point))
            return try piece.minima(below: 0).map { t in
                // The piece begins where c is largest.
                let share = piece.share(at: t)
                return Site(
                    low: interval.start.low, high: interval.start.high,
                    share: interval.start.isAbove ? 1 - share : share, isAbove: interval.start.isAbove)
            }
        }
    }

    /// The gauge of a point of the linear discretization.
    func gauge(_ point: [Double]) throws -> CovariantGauge {
        let v = point[0]
        var bands: [CovariantGauge.Band] = []
        var start = 0
        while start < cells.count {
            // A band ends where a knot is repeated.
            var end = start
            while end + 1 < cells.count && radii[cells[end + 1].knot] > radii[cells[end].knot] { end += 1 }
            let part = cells[start...end]
            bands.append(
                try CovariantGauge.Band(
                    motion: cells[start].motion, knots: part.map { radii[$0.knot] },
                    mixed: part.map { point[$0.mixed] },
                    transverse: part.map { point[$0.transverse] / v }, above: part.map { point[$0.above] / v },
                    below: part.map { point[$0.below] / v }, extra: part.map { point[$0.extra] / v }))
            start = end + 1
        }
        return try CovariantGauge(bands: bands)
    }

    /// The shares of the motions at each knot, for a mixture.
    func shares(_ point: [Double]) -> [[Double]] {
        guard isMixture else { return [] }
        return (0..<radii.count).map { knot in
            cells.filter { $0.knot == knot }.map { point[$0.weight] / point[0] }
        }
    }
}

extension CovariantMoments {
    mutating func append(_ other: CovariantMoments) {
        mass += other.mass
        above += other.above
        below += other.below
        factorAbove += other.factorAbove
        factorBelow += other.factorBelow
    }
}
