/// The symmetric system [M, B; Bᵀ, 0] of an iteration, with M the Schur complement and B the free variables' coefficients.
///
/// M + ρ·B·Bᵀ takes the place of M, which changes no solution and is positive definite also when M is not. Solutions are
/// refined by the residual.
final class NewtonSystem {
    let order: Int
    let freeCount: Int
    private let terms: [(row: Int, variable: Int, value: Double)]
    let matrix: UnsafeMutablePointer<Double>
    private let factor: UnsafeMutablePointer<Double>
    /// M⁻¹·B, and the Cholesky factor of Bᵀ·M⁻¹·B.
    private var solvedColumns: [Double]
    private var freeFactor: [Double]
    private var weight = 0.0

    init(order: Int, freeCount: Int, terms: [(row: Int, variable: Int, value: Double)]) {
        self.order = order
        self.freeCount = freeCount
        self.terms = terms
        let count = max(1, order * order)
        matrix = .allocate(capacity: count)
        matrix.initialize(repeating: 0, count: count)
        factor = .allocate(capacity: count)
        factor.initialize(repeating: 0, count: count)
        solvedColumns = Array(repeating: 0, count: order * freeCount)
        freeFactor = Array(repeating: 0, count: freeCount * freeCount)
    }

    deinit {
        matrix.deallocate()
        factor.deallocate()
    }

    func clear() { matrix.update(repeating: 0, count: order * order) }

    /// Factors the system; false when it is singular.
    func factorize() -> Bool {
        addFreeTerms()
        var shift = 0.0
        repeat {
            factor.update(from: matrix, count: order * order)
            if shift > 0 {
                for row in 0..<order { factor[row + order * row] += shift * matrix[row + order * row] }
            }
            if LAPACK.choleskyFactor(factor, size: order, stride: order) { return factorizeFree() }
            shift = shift == 0 ? 1e-15 : 30 * shift
        } while shift < 1e-7
        return false
    }

    private func addFreeTerms() {
        guard freeCount > 0, order > 0 else { return }
        var trace = 0.0
        for row in 0..<order { trace += matrix[row + order * row] }
        let squares = terms.reduce(0) { $0 + $1.value * $1.value }
        weight = squares > 0 && trace > 0 ? trace / squares : 1
        var lists: [[(row: Int, value: Double)]] = Array(repeating: [], count: freeCount)
        for term in terms { lists[term.variable].append((term.row, term.value)) }
        for list in lists {
            for first in list {
                for second in list where second.row >= first.row {
                    matrix[second.row + order * first.row] += weight * first.value * second.value
                }
            }
        }
    }

    private func factorizeFree() -> Bool {
        guard freeCount > 0 else { return true }
        for place in solvedColumns.indices { solvedColumns[place] = 0 }
        for term in terms { solvedColumns[term.row + order * term.variable] += term.value }
        LAPACK.choleskySolve(factor, size: order, &solvedColumns, count: freeCount)
        for place in freeFactor.indices { freeFactor[place] = 0 }
        for term in terms {
            for column in 0..<freeCount {
                freeFactor[term.variable + freeCount * column] += term.value * solvedColumns[term.row + order * column]
            }
        }
        return freeFactor.withUnsafeMutableBufferPointer {
            LAPACK.choleskyFactor($0.baseAddress!, size: freeCount, stride: freeCount)
        }
    }

    /// Bᵀ·y.
    func freeProducts(_ y: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: freeCount)
        for term in terms { result[term.variable] += term.value * y[term.row] }
        return result
    }

    /// vector += factor·B·u.
    func addFree(_ u: [Double], times factor: Double, to vector: inout [Double]) {
        for term in terms { vector[term.row] += factor * term.value * u[term.variable] }
    }

    /// y and u with M·y + B·u = first and Bᵀ·y = second.
    func solve(_ first: [Double], _ second: [Double]) -> (y: [Double], u: [Double]) {
        var top = first
        if freeCount > 0 { addFree(second, times: weight, to: &top) }
        var (y, u) = solveOnce(top, second)
        var best = Double.infinity
        for _ in 0..<3 {
            var (topError, bottomError) = (top, second)
            topError.withUnsafeMutableBufferPointer {
                guard let error = $0.baseAddress else { return }
                BLAS.symmetricTimesVector(matrix, size: order, factor: -1, y, adding: 1, to: error)
            }
            if freeCount > 0 {
                addFree(u, times: -1, to: &topError)
                let products = freeProducts(y)
                for place in 0..<freeCount { bottomError[place] -= products[place] }
            }
            let error = euclideanNorm(topError) + euclideanNorm(bottomError)
            guard error < 0.5 * best, error > 0 else { break }
            best = error
            let (dy, du) = solveOnce(topError, bottomError)
            for place in 0..<order { y[place] += dy[place] }
            for place in 0..<freeCount { u[place] += du[place] }
        }
        return (y, u)
    }

    private func solveOnce(_ first: [Double], _ second: [Double]) -> (y: [Double], u: [Double]) {
        var y = first
        LAPACK.choleskySolve(factor, size: order, &y, count: 1)
        guard freeCount > 0 else { return (y, []) }
        // Bᵀ·M⁻¹·B·u = Bᵀ·M⁻¹·first − second.
        var u = freeProducts(y)
        for place in 0..<freeCount { u[place] -= second[place] }
        LAPACK.choleskySolve(freeFactor, size: freeCount, &u, count: 1)
        for variable in 0..<freeCount {
            for row in 0..<order { y[row] -= solvedColumns[row + order * variable] * u[variable] }
        }
        return (y, u)
    }
}
