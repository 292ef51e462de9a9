/// The homogeneous self-dual interior-point method for a reduced program, one iteration after the other.
///
/// It looks for X, Z ⪰ 0, τ, κ ≥ 0, y and u with A(X) + B·u = b·τ, A*(y) + Z = C·τ, Bᵀ·y = f·τ and b·y − C•X − f·u = κ.
/// τ > 0 gives an optimum, κ > 0 a proof that there is none. Predictor and corrector are Mehrotra's.
/// Source: [Xu1996]; [Helmberg1996].
struct InteriorPoint {
    let program: ReducedProgram
    private let system: NewtonSystem
    private let threads: Int
    /// The number of complementary pairs: all rows of all blocks, and (τ, κ).
    private let degree: Double

    private(set) var y: [Double]
    private(set) var u: [Double]
    private(set) var tau = 1.0
    private(set) var kappa = 1.0

    /// bτ − A(X) − Bu, fτ − Bᵀy, κ + C•X + f·u − b·y, and the norm of Cτ − A*(y) − Z.
    private var primalResidual: [Double] = []
    private var freeResidual: [Double] = []
    private var gapResidual = 0.0
    private var slackResidual = 0.0
    private(set) var primalValue = 0.0
    private(set) var dualValue = 0.0
    private var mu = 1.0

    init(_ program: ReducedProgram, threads: Int) {
        self.program = program
        self.threads = threads
        let (m, f) = (program.right.count, program.freeObjective.count)
        system = NewtonSystem(order: m, freeCount: f, terms: program.freeTerms)
        degree = Double(program.cones.reduce(1) { $0 + $1.size })
        y = Array(repeating: 0, count: m)
        u = Array(repeating: 0, count: f)
    }

    /// Σ left_i·right_i, one after the other.
    static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for place in left.indices { sum += left[place] * right[place] }
        return sum
    }

    /// Where the method stands.
    var point: SemidefiniteState.Point {
        let points = program.cones.map(\.point)
        return SemidefiniteState.Point(
            x: points.flatMap(\.x), z: points.flatMap(\.z), y: y, u: u, tauAndKappa: [tau, kappa])
    }

    /// Goes to a point that the caller knows to have the right sizes.
    mutating func load(_ point: SemidefiniteState.Point) {
        var start = 0
        for cone in program.cones {
            let range = start..<(start + cone.valueCount)
            cone.load(x: point.x[range], z: point.z[range])
            start = range.upperBound
        }
        (y, u) = (point.y, point.u)
        (tau, kappa) = (point.tauAndKappa[0], point.tauAndKappa[1])
    }

    /// Computes all residuals at the current point.
    mutating func updateResiduals() {
        var products = [Double](repeating: 0, count: y.count)
        var (slack, objective, complementarity) = (0.0, 0.0, tau * kappa)
        for cone in program.cones {
            cone.addProducts(into: &products)
            objective += cone.objectiveValue
            slack += cone.updateResidual(y, tau: tau)
            complementarity += cone.complementarity
        }
        system.addFree(u, times: 1, to: &products)
        primalResidual = products.indices.map { program.right[$0] * tau - products[$0] }
        let freeProducts = system.freeProducts(y)
        freeResidual = u.indices.map { program.freeObjective[$0] * tau - freeProducts[$0] }
        primalValue = objective + InteriorPoint.dot(program.freeObjective, u)
        dualValue = InteriorPoint.dot(program.right, y)
        gapResidual = kappa + primalValue - dualValue
        slackResidual = slack.squareRoot()
        mu = complementarity / degree
    }

    /// The errors of X/τ, u/τ, y/τ and Z/τ, in units in which the data are of order one.
    var errors: (primal: Double, dual: Double, gap: Double) {
        let unit = min(1, program.rightUnit * program.objectiveUnit)
        let scale = program.rightUnit * program.objectiveUnit / tau
        return (
            euclideanNorm(primalResidual) / tau,
            (slackResidual * slackResidual + freeResidual.reduce(0) { $0 + $1 * $1 }).squareRoot() / tau,
            scale * abs(primalValue - dualValue) / (unit + scale * (abs(primalValue) + abs(dualValue)))
        )
    }

    /// How well y proves that no X is feasible: ‖A*(y) + Z‖ and ‖Bᵀy‖ in units of b·y; infinite when b·y is not positive.
    func infeasibilityError() -> Double {
        guard dualValue > 0, tau < kappa else { return .infinity }
        let slack = program.cones.reduce(0) { $0 + $1.rayError(y) }
        let free = system.freeProducts(y).reduce(0) { $0 + $1 * $1 }
        return (slack + free).squareRoot() / dualValue
    }

    /// How well X and u prove that the objective has no end: ‖A(X) + B·u‖ in units of −C•X − f·u.
    func unboundednessError() -> Double {
        guard primalValue < 0, tau < kappa else { return .infinity }
        let products = primalResidual.indices.map { program.right[$0] * tau - primalResidual[$0] }
        return euclideanNorm(products) / -primalValue
    }

    /// The length of a step, or nil when the linear algebra can do no more.
    mutating func step() throws -> Double? {
        for cone in program.cones {
            guard cone.factor() else { return nil }
        }
        system.clear()
        var scaledResidual = [Double](repeating: 0, count: y.count)
        for cone in program.cones {
            try cone.addSchur(to: system.matrix, order: y.count, threads: threads)
            cone.addScaledResidual(into: &scaledResidual)
        }
        guard system.factorize() else { return nil }
        // What dτ multiplies, M·s + B·w = b + A(sym(X·C·Z⁻¹)) with Bᵀ·s = f, as a change of y/τ and −u/τ: the right side then
        // is of order one, that above of order 1/μ.
        let shift = system.solve(
            y.indices.map { 2 * program.right[$0] + (scaledResidual[$0] - primalResidual[$0]) / tau },
            freeResidual.map { $0 / tau })
        let second = (
            y: zip(y, shift.y).map { $0 / tau + $1 }, u: zip(shift.u, u).map { $0 - $1 / tau }
        )
        // With W = C − A*(s) the equation of dτ needs no difference of large numbers.
        var divisor = kappa / tau
        for cone in program.cones { divisor += cone.updateReflection(shift.y, tau: tau) }
        let settled =
            gapResidual + InteriorPoint.dot(second.y, primalResidual) + InteriorPoint.dot(second.u, freeResidual)

        func direction(centering: Double, factor: Double, correction: Double?) -> Direction? {
            var right = primalResidual.map { factor * $0 }
            var reflected = 0.0
            for cone in program.cones {
                reflected += cone.gatherRight(
                    centering: centering * mu, residualFactor: factor, corrected: correction != nil, into: &right)
            }
            let first = system.solve(right, freeResidual.map { factor * $0 })
            let pair = centering * mu - tau * kappa - (correction ?? 0)
            let dtau =
                (factor * settled + reflected + pair / tau - 2 * InteriorPoint.dot(program.right, first.y))
                / divisor
            guard dtau.isFinite else { return nil }
            let direction = Direction(
                y: zip(first.y, second.y).map { $0 + dtau * $1 }, u: zip(first.u, second.u).map { $0 + dtau * $1 },
                tau: dtau, kappa: (pair - kappa * dtau) / tau)
            guard direction.y.allSatisfy(\.isFinite), direction.u.allSatisfy(\.isFinite) else { return nil }
            for cone in program.cones { cone.updateDirection(direction.y, dtau: dtau, residualFactor: factor) }
            return direction
        }

        guard let predictor = direction(centering: 0, factor: 1, correction: nil) else { return nil }
        let longest = longestStep(predictor)
        guard longest > 0 else { return nil }
        let affine = min(1, longest)
        for cone in program.cones { cone.keepCorrection() }
        let centering = max(1e-6, (1 - affine) * (1 - affine) * (1 - affine))
        guard
            let corrector = direction(
                centering: centering, factor: 1 - centering, correction: predictor.tau * predictor.kappa)
        else { return nil }
        let length = min(1, (0.9 + 0.09 * affine) * longestStep(corrector))
        guard length > 0 else { return nil }
        move(by: length, along: corrector)
        // Rounding may have led out of the cone by a hair.
        var back = 0.5 * length
        for _ in 0..<4 where !isInside {
            move(by: -back, along: corrector)
            back /= 2
        }
        return length
    }

    private var isInside: Bool { tau > 0 && kappa > 0 && program.cones.allSatisfy { $0.factor() } }

    private struct Direction {
        var y: [Double]
        var u: [Double]
        var tau: Double
        var kappa: Double
    }

    /// The longest step that stays in the cones; NaN counts as none.
    private func longestStep(_ direction: Direction) -> Double {
        var least = min(direction.tau / tau, direction.kappa / kappa)
        for cone in program.cones { least = smallerOrNaN(least, cone.leastRelativeChange()) }
        guard !least.isNaN else { return 0 }
        return least < -1e-12 ? -1 / least : 1e12
    }

    private mutating func move(by length: Double, along direction: Direction) {
        for cone in program.cones { cone.move(by: length) }
        for place in y.indices { y[place] += length * direction.y[place] }
        for place in u.indices { u[place] += length * direction.u[place] }
        tau += length * direction.tau
        kappa += length * direction.kappa
    }
}
