import NumericalCore

/// The concave problem behind maximum-likelihood tomography, and its solution by a barrier method.
///
/// Maximise f(ρ) = Σ n_i log Tr(ρE_i) − Tr(ρK) over ρ ≥ 0 with Tr ρ = 1. For decreasing μ, Newton's method maximises
/// f(ρ) + μ log det ρ; the barrier keeps every iterate positive and each step raises this function. By concavity
/// f(σ) ≤ f(ρ) + λ_max(R) − Tr(ρR) for every state σ, with the gradient R = Σ (n_i/Tr ρE_i) E_i − K: the right-hand side
/// certifies how far ρ is from the best.
/// Sources: S. Boyd, L. Vandenberghe, Convex Optimization (2004), Ch. 11, for the method; Z. Hradil, Phys. Rev. A 55,
/// R1561 (1997) for the operator R.
struct BarrierNewton {
    /// d.
    let dimension: Int
    /// The effects with counts above 0: d × d blocks side by side.
    let blocks: ComplexMatrix
    /// Their counts.
    let counts: [Double]
    /// K; nil when the term is constant.
    let penalty: ComplexMatrix?

    /// Why the iteration ended.
    enum Ending { case converged, iterationLimit, roundingLimit }

    struct Solution {
        var state: ComplexMatrix
        var gap: Double
        var iterations: Int
        var ending: Ending
    }

    init(effects: [ComplexMatrix], counts: [Double], penalty: ComplexMatrix?) {
        let seen = counts.indices.filter { counts[$0] > 0 }
        self.dimension = effects[0].rows
        self.blocks = ComplexMatrix(
            unchecked: seen.flatMap { effects[$0].elements }, rows: dimension, columns: dimension * seen.count)
        self.counts = seen.map { counts[$0] }
        self.penalty = penalty
    }

    /// Runs the method from the maximally mixed state until the gap is at most `gapTolerance`.
    func solve(gapTolerance: Double, iterationLimit: Int) throws -> Solution {
        // ρ = LL†. Working with L keeps small eigenvalues accurate.
        var factor = Double(dimension).squareRoot().reciprocal * ComplexMatrix.identity(dimension)
        var gap = try optimalityGap(factor)
        var weight = max(gap, gapTolerance) / Double(dimension)
        let leastWeight = 1e-3 * gapTolerance / Double(dimension)
        var iterations = 0
        while gap > gapTolerance {
            guard iterations < iterationLimit else {
                return Solution(state: state(factor), gap: gap, iterations: iterations, ending: .iterationLimit)
            }
            guard weight > leastWeight, let step = try newtonStep(factor, weight: weight) else {
                return Solution(state: state(factor), gap: gap, iterations: iterations, ending: .roundingLimit)
            }
            iterations += 1
            factor = step.factor
            // Close to the centre for this weight: the bound d·weight on the gap is nearly met, so go on to the next.
            if step.squaredDecrement <= 0.25 * weight {
                gap = try optimalityGap(factor)
                weight *= 0.1
            }
        }
        return Solution(state: state(factor), gap: gap, iterations: iterations, ending: .converged)
    }

    private func state(_ factor: ComplexMatrix) -> ComplexMatrix {
        ComplexMatrix.product(factor, .plain, factor, .adjoint).hermitianPart
    }

    /// L†E_iL for every effect, side by side.
    private func conjugatedBlocks(_ factor: ComplexMatrix) -> ComplexMatrix {
        let (d, count) = (dimension, counts.count)
        // L†E_i for all i at once; their adjoints E_iL side by side; and L† again.
        let left = ComplexMatrix.product(factor, .adjoint, blocks).elements
        var turned = ComplexMatrix(rows: d, columns: d * count)
        turned.withMutableElements { turned in
            for block in stride(from: 0, to: d * d * count, by: d * d) {
                for column in 0..<d {
                    for row in 0..<d { turned[block + row + d * column] = left[block + column + d * row].conjugate }
                }
            }
        }
        return ComplexMatrix.product(factor, .adjoint, turned)
    }

    /// λ_max(R) − Tr(ρR).
    private func optimalityGap(_ factor: ComplexMatrix) throws -> Double {
        let (d, state) = (dimension, state(factor))
        var gradient = ComplexMatrix(rows: d, columns: d)
        var value = 0.0
        let entries = blocks.elements
        for (index, count) in counts.enumerated() {
            let effect = ComplexMatrix(
                unchecked: Array(entries[(index * d * d)..<((index + 1) * d * d)]), rows: d, columns: d)
            let probability = DensityOperator.traceOfProduct(state, effect).real
            guard probability > 0 else { return .infinity }
            gradient.add(Complex(count / probability), times: effect)
            value += count
        }
        if let penalty {
            gradient = gradient - penalty
            value -= DensityOperator.traceOfProduct(state, penalty).real
        }
        let largest = try gradient.hermitianPart.hermitianEigenvalues()[d - 1]
        return max(0, largest - value)
    }

    /// One step of Newton's method with an exact line search; nil when rounding leaves no direction of ascent.
    private func newtonStep(
        _ factor: ComplexMatrix, weight: Double
    ) throws -> (factor: ComplexMatrix, squaredDecrement: Double)? {
        let (d, size, count) = (dimension, dimension * dimension, counts.count)
        // With ρ + L X L†, X Hermitian, everything is of order one: p_i(1 + Tr(e_iX)/p_i) and log det(1 + X).
        var coordinates: [Double] = []
        coordinates.reserveCapacity(count * size)
        let conjugated = conjugatedBlocks(factor).elements
        conjugated.withUnsafeBufferPointer { entries in
            for index in 0..<count {
                HermitianCoordinates.append(entries, start: index * size, dimension: d, to: &coordinates)
            }
        }
        var probabilities = [Double](repeating: 0, count: count)
        for index in 0..<count {
            for entry in 0..<d { probabilities[index] += conjugated[index * size + entry * (d + 1)].real }
            guard probabilities[index] > 0 else { return nil }
        }
        // Columns √n_i e_i/p_i, whose products with themselves make the Hessian and with √n_i the gradient.
        let scaled = RealMatrix(
            unchecked: coordinates.indices.map { place in
                coordinates[place] * counts[place / size].squareRoot() / probabilities[place / size]
            }, rows: size, columns: count)
        var hessian = RealMatrix.product(scaled, .plain, scaled, .transposed)
        for index in 0..<size { hessian[index, index] += weight }
        var gradient = scaled * counts.map { $0.squareRoot() }
        let penaltyCoordinates = penalty.map {
            HermitianCoordinates.coordinates(
                of: ComplexMatrix.product(factor, .adjoint, $0 * factor).hermitianPart)
        }
        if let penaltyCoordinates { for index in 0..<size { gradient[index] -= penaltyCoordinates[index] } }
        let unit = HermitianCoordinates.coordinates(of: .identity(d))
        for index in 0..<size { gradient[index] += weight * unit[index] }
        // Tr ρ stays 1: X is orthogonal to L†L.
        let constraint = HermitianCoordinates.coordinates(
            of: ComplexMatrix.product(factor, .adjoint, factor).hermitianPart)
        let solutions = try hessian.solve(RealMatrix(unchecked: gradient + constraint, rows: size, columns: 2))
        let (free, normal) = (solutions.column(0), solutions.column(1))
        let multiplier = innerProduct(constraint, free) / innerProduct(constraint, normal)
        let direction = zip(free, normal).map { $0 - multiplier * $1 }
        let slope = zip(gradient, constraint).enumerated().reduce(0.0) { sum, item in
            sum + direction[item.offset] * (item.element.0 - multiplier * item.element.1)
        }
        guard slope > 0, slope.isFinite else { return nil }
        let step = HermitianCoordinates.matrix(direction, dimension: d)
        let rates = zip(
            RealMatrix.product(
                scaled, .transposed, RealMatrix(unchecked: direction, rows: size, columns: 1)
            ).elements, counts
        ).map { $0 / $1.squareRoot() }
        let length = try lineSearch(
            rates: rates, barrierRates: try step.hermitianEigenvalues(), weight: weight,
            constant: penaltyCoordinates.map { innerProduct($0, direction) } ?? 0)
        var increment = length * step
        for index in 0..<d { increment[index, index] += .one }
        guard let root = try increment.hermitianPart.choleskyFactor() else { return nil }
        let next = factor * root
        return ((1 / next.frobeniusNorm) * next, slope)
    }

    /// The t in 0…1 that maximises Σ n_i log(1 + t·r_i) − t·c + μ Σ log(1 + t·s_j), to a part in 10³ of the slope.
    ///
    /// The slope is compared, not the function: its differences would drown in rounding near the solution.
    private func lineSearch(
        rates: [Double], barrierRates: [Double], weight: Double, constant: Double
    ) throws -> Double {
        func slope(_ t: Double) -> Double {
            var sum = -constant
            for (count, rate) in zip(counts, rates) { sum += count * rate / (1 + t * rate) }
            for rate in barrierRates { sum += weight * rate / (1 + t * rate) }
            return sum
        }
        let steepest = barrierRates[0]
        var high = steepest < 0 ? min(1, -0.99 / steepest) : 1
        if slope(high) >= 0 { return high }
        var low = 0.0
        let enough = 1e-3 * abs(slope(0))
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let value = slope(middle)
            if value >= 0 { low = middle } else { high = middle }
            if value >= 0 && value <= enough { break }
        }
        return low > 0 ? low : high
    }
}

extension Double {
    fileprivate var reciprocal: Double { 1 / self }
}
