/// The bounded-variable simplex method on a scaled problem: storage, bases and bounds.
///
/// It minimizes c·x subject to A·x − r = 0 with bounds on x and on r. The m logical variables r come first (variable i
/// has column −e_i and no cost), then the n structural ones, so that columns can be appended. Nonbasic variables sit at a
/// bound, or at zero when free; basic ones follow. Working bounds and costs may differ from the true ones by small
/// shifts, made against cycling and for stable pivots; `run()` removes them before it answers.
final class SimplexEngine {
    enum Place: UInt8, BitwiseCopyable { case basic, atLower, atUpper, free, fixed }

    enum Outcome {
        case optimal
        /// A row combination proves infeasibility.
        case infeasible(ray: [Double])
        /// The entering variable can move this way for ever.
        case unbounded(entering: Int, direction: Double)
        case interrupted(SimplexInterruption)
        case stuck(String)
        /// The dual method gives up; the primal one continues.
        case fallback
    }

    let rows: Int
    private(set) var columns: Int
    var count: Int { rows + columns }
    let factors: BasisFactorization

    // The problem, scaled.
    let matrix: Workspace<Double>
    let cost: Workspace<Double>
    let lower: Workspace<Double>
    let upper: Workspace<Double>
    // As shifted for the time being.
    let workCost: Workspace<Double>
    let workLower: Workspace<Double>
    let workUpper: Workspace<Double>

    // The iterate: values, reduced costs, reference weights and places of all variables; the basis by position.
    let value: Workspace<Double>
    let reducedCost: Workspace<Double>
    let weight: Workspace<Double>
    let place: Workspace<Place>
    let head: Workspace<Int>
    let rowWeight: Workspace<Double>
    let phaseCost: Workspace<Double>

    // Vectors of the current pivot.
    let column: Workspace<Double>
    let rowOfInverse: Workspace<Double>
    let pivotRow: Workspace<Double>
    let work: Workspace<Double>
    let banned: Workspace<Bool>
    var breakpoints: [Breakpoint] = []

    // The short list of partial pricing, with its columns side by side.
    var isPartial = false
    var listIsFresh = false
    var candidates: [Int] = []
    let candidateMatrix = Workspace<Double>(1, filledWith: 0)
    let candidateRow = Workspace<Double>(1, filledWith: 0)

    var tolerance: Double
    var limits: SimplexLimits
    var iterations = 0
    var mustRefactorize = true
    var isPhaseOne = false
    var boundsAreShifted = false
    var costsAreShifted = false
    var mayPerturb = true
    var mayShift = true
    var usesSmallestIndex = false
    var stalledSteps = 0
    var repairs = 0
    var takesSmallPivots = false
    var bannedCount = 0
    var random = RandomStream(seed: 0x51)

    init(rows: Int, columnCapacity: Int, tolerance: Double, limits: SimplexLimits) {
        self.rows = rows
        self.tolerance = tolerance
        self.limits = limits
        columns = 0
        factors = BasisFactorization(size: rows)
        let total = rows + columnCapacity
        matrix = Workspace(rows * columnCapacity, filledWith: 0)
        cost = Workspace(total, filledWith: 0)
        lower = Workspace(total, filledWith: 0)
        upper = Workspace(total, filledWith: 0)
        workCost = Workspace(total, filledWith: 0)
        workLower = Workspace(total, filledWith: 0)
        workUpper = Workspace(total, filledWith: 0)
        value = Workspace(total, filledWith: 0)
        reducedCost = Workspace(total, filledWith: 0)
        weight = Workspace(total, filledWith: 1)
        pivotRow = Workspace(total, filledWith: 0)
        place = Workspace(total, filledWith: .basic)
        banned = Workspace(total, filledWith: false)
        head = Workspace(rows, filledWith: 0)
        rowWeight = Workspace(rows, filledWith: 1)
        phaseCost = Workspace(rows, filledWith: 0)
        column = Workspace(rows, filledWith: 0)
        rowOfInverse = Workspace(rows, filledWith: 0)
        work = Workspace(rows, filledWith: 0)
        for row in 0..<rows { head[row] = row }
    }

    /// Makes room for more variables and appends one nonbasic variable; the caller fills its column.
    func appendColumn(cost newCost: Double, lower newLower: Double, upper newUpper: Double) -> UnsafeMutablePointer<
        Double
    > {
        let variable = count
        matrix.reserve(rows * (columns + 1))
        for workspace in [cost, lower, upper, workCost, workLower, workUpper, value, reducedCost, weight, pivotRow] {
            workspace.reserve(variable + 1)
        }
        place.reserve(variable + 1)
        banned.reserve(variable + 1)
        columns += 1
        cost[variable] = newCost
        workCost[variable] = newCost
        lower[variable] = newLower
        upper[variable] = newUpper
        workLower[variable] = newLower
        workUpper[variable] = newUpper
        weight[variable] = 1
        banned[variable] = false
        settle(variable)
        mustRefactorize = true
        return matrix.base + rows * (columns - 1)
    }

    /// Gives a variable other bounds; a nonbasic one moves to them.
    func setBounds(_ variable: Int, _ newLower: Double, _ newUpper: Double) {
        lower[variable] = newLower
        upper[variable] = newUpper
        workLower[variable] = newLower
        workUpper[variable] = newUpper
        if place[variable] != .basic { settle(variable, preferring: place[variable]) }
        mustRefactorize = true
    }

    /// Makes a variable nonbasic, at the preferred bound if it has it, otherwise at the one nearer to zero.
    func settle(_ variable: Int, preferring preferred: Place = .free) {
        let (low, high) = (workLower[variable], workUpper[variable])
        let (hasLower, hasUpper) = (low > -.infinity, high < .infinity)
        if low == high {
            place[variable] = .fixed
            value[variable] = low
        } else if hasLower, preferred == .atLower || !hasUpper || (preferred != .atUpper && abs(low) <= abs(high)) {
            place[variable] = .atLower
            value[variable] = low
        } else if hasUpper {
            place[variable] = .atUpper
            value[variable] = high
        } else {
            place[variable] = .free
            value[variable] = 0
        }
    }

    /// Starts from given places, repaired to m basic variables.
    func load(_ places: [Place]) {
        var size = 0
        for variable in 0..<count {
            if places[variable] == .basic, size < rows {
                place[variable] = .basic
                head[size] = variable
                size += 1
            } else {
                settle(variable, preferring: places[variable])
            }
        }
        var row = 0
        while size < rows {
            if place[row] != .basic {
                place[row] = .basic
                head[size] = row
                size += 1
            }
            row += 1
        }
        weight.fill(count, with: 1)
        rowWeight.fill(rows, with: 1)
        mustRefactorize = true
    }

    /// By how much a variable may violate its bounds without counting as infeasible.
    @inline(__always)
    func slack(_ bound: Double) -> Double { tolerance * max(1, abs(bound)) }

    /// −1 below the lower bound, +1 above the upper one, 0 within: the derivative of the violation.
    @inline(__always)
    func violationSlope(_ variable: Int) -> Double {
        let x = value.base[variable]
        if x < workLower.base[variable] - slack(workLower.base[variable]) { return -1 }
        if x > workUpper.base[variable] + slack(workUpper.base[variable]) { return 1 }
        return 0
    }

    /// The sum of violations of the working bounds, and the objective.
    func currentState() -> (infeasibility: Double, objective: Double) {
        var infeasibility = 0.0
        for position in 0..<rows {
            let variable = head[position]
            infeasibility += max(workLower[variable] - value[variable], value[variable] - workUpper[variable], 0)
        }
        var objective = 0.0
        for variable in rows..<count { objective += cost[variable] * value[variable] }
        return (infeasibility, objective)
    }
}

/// A point at which the slope of a piecewise linear function of the step length changes.
struct Breakpoint {
    var step: Double
    var slope: Double
    var index: Int
    var toUpper: Bool
}

/// Why a run ended before its answer.
enum SimplexInterruption { case iterationLimit, timeLimit, cancelled }

/// What may end a run early, and who is told about its progress.
struct SimplexLimits {
    var iterations: Int
    var deadline: ContinuousClock.Instant?
    var report: ((SimplexProgress) -> Void)?
    var objectiveUnit = 1.0
}
