/// The cone of positive semidefinite matrices of one block, with the matrices that an iteration needs.
///
/// The direction is that of Helmberg–Rendl–Vanderbei–Wolkowicz, Kojima–Shindoh–Hara and Monteiro:
/// dX = R − sym(X·dZ·Z⁻¹), with sym(W) = (W + W†)/2.
final class MatrixCone<Element: DoublePrecisionScalar> {
    let size: Int
    /// The entries of A_k, and of C as the only matrix of its list.
    let matrices: SparseMatrices<Element>
    let objective: SparseMatrices<Element>

    let x: SquareBuffer<Element>
    let z: SquareBuffer<Element>
    /// The directions.
    let dx: SquareBuffer<Element>
    let dz: SquareBuffer<Element>
    /// Z⁻¹ and the Cholesky factors.
    let inverse: SquareBuffer<Element>
    private let factorX: SquareBuffer<Element>
    private let factorZ: SquareBuffer<Element>
    /// C·τ − A*(y) − Z.
    private let residual: SquareBuffer<Element>
    /// sym(X·residual·Z⁻¹).
    private let scaledResidual: SquareBuffer<Element>
    /// sym(dX·dZ·Z⁻¹) of the predictor.
    private let correction: SquareBuffer<Element>
    private let gathered: SquareBuffer<Element>
    /// C − A*(s), of which the equation of dτ is made.
    private let reflection: SquareBuffer<Element>
    private let scratch: SquareBuffer<Element>

    init(size: Int, matrices: SparseMatrices<Element>, objective: SparseMatrices<Element>) {
        self.size = size
        var sorted = matrices
        sorted.sortByDensity()
        self.matrices = sorted
        self.objective = objective
        let buffers = (0..<13).map { _ in SquareBuffer<Element>(size) }
        (x, z, dx, dz) = (buffers[0], buffers[1], buffers[2], buffers[3])
        (inverse, factorX, factorZ, residual) = (buffers[4], buffers[5], buffers[6], buffers[7])
        (scaledResidual, correction, gathered) = (buffers[8], buffers[9], buffers[10])
        (reflection, scratch) = (buffers[11], buffers[12])
        x.setIdentity(times: 1)
        z.setIdentity(times: 1)
    }

    private func sandwich(_ matrix: SquareBuffer<Element>, into result: SquareBuffer<Element>) {
        scratch.setProduct(x, matrix)
        result.setProduct(scratch, inverse)
        result.symmetrize()
    }

    private func multiply(_ matrix: SquareBuffer<Element>, times factor: Double, into vector: inout [Double]) {
        for place in 0..<matrices.count {
            vector[matrices.constraints[place]] += factor * matrices.product(place, matrix)
        }
    }

    private func addObjective(_ factor: Double, to matrix: SquareBuffer<Element>) {
        if objective.count > 0 { objective.add(factor, 0, to: matrix) }
    }

    private func objectiveProduct(_ matrix: SquareBuffer<Element>) -> Double {
        objective.count > 0 ? objective.product(0, matrix) : 0
    }

    // MARK: What the iteration asks for, in this order.

    var complementarity: Double { x.dot(z) }
    var objectiveValue: Double { objectiveProduct(x) }

    /// vector += A(X).
    func addProducts(into vector: inout [Double]) { multiply(x, times: 1, into: &vector) }

    /// Computes C·τ − A*(y) − Z and returns the square of its norm.
    func updateResidual(_ y: [Double], tau: Double) -> Double {
        residual.copy(z)
        residual.scale(by: -1)
        addObjective(tau, to: residual)
        for place in 0..<matrices.count { matrices.add(-y[matrices.constraints[place]], place, to: residual) }
        return residual.dot(residual)
    }

    /// ‖A*(y) + Z‖² and ‖Z‖², for the proof that there is no feasible X.
    func rayError(_ y: [Double]) -> Double {
        scratch.copy(z)
        for place in 0..<matrices.count { matrices.add(y[matrices.constraints[place]], place, to: scratch) }
        return scratch.dot(scratch)
    }

    /// Factors both matrices; false when one is no longer positive definite.
    func factor() -> Bool {
        factorX.copy(x)
        factorZ.copy(z)
        guard factorX.factor(), factorZ.factor() else { return false }
        inverse.copy(factorZ)
        inverse.invertFactored()
        sandwich(residual, into: scaledResidual)
        return true
    }

    /// vector += A(sym(X·residual·Z⁻¹)).
    func addScaledResidual(into vector: inout [Double]) { multiply(scaledResidual, times: 1, into: &vector) }

    /// Computes W = (Z + residual)/τ − A*(q) and returns W•sym(X·W·Z⁻¹).
    func updateReflection(_ q: [Double], tau: Double) -> Double {
        reflection.copy(z)
        reflection.add(1, residual)
        reflection.scale(by: 1 / tau)
        for place in 0..<matrices.count { matrices.add(-q[matrices.constraints[place]], place, to: reflection) }
        sandwich(reflection, into: gathered)
        return reflection.dot(gathered)
    }

    /// With G = σμ·Z⁻¹ − X − η·sym(X·residual·Z⁻¹) (− the correction): vector −= A(G); returns W•G.
    func gatherRight(
        centering: Double, residualFactor: Double, corrected: Bool, into vector: inout [Double]
    ) -> Double {
        gathered.copy(x)
        gathered.scale(by: -1)
        gathered.add(-residualFactor, scaledResidual)
        if centering != 0 { gathered.add(centering, inverse) }
        if corrected { gathered.add(-1, correction) }
        multiply(gathered, times: -1, into: &vector)
        return reflection.dot(gathered)
    }

    /// dZ = η·residual + C·dτ − A*(dy) and dX, after ``gatherRight(centering:residualFactor:corrected:into:)``.
    func updateDirection(_ dy: [Double], dtau: Double, residualFactor: Double) {
        dz.copy(residual)
        dz.scale(by: residualFactor)
        addObjective(dtau, to: dz)
        for place in 0..<matrices.count { matrices.add(-dy[matrices.constraints[place]], place, to: dz) }
        sandwich(dz, into: dx)
        dx.scale(by: -1)
        dx.add(1, gathered)
        dx.add(residualFactor, scaledResidual)
    }

    /// Keeps sym(dX·dZ·Z⁻¹) of the predictor.
    func keepCorrection() {
        scratch.setProduct(dx, dz)
        correction.setProduct(scratch, inverse)
        correction.symmetrize()
    }

    /// The least eigenvalue of X^{−½}·dX·X^{−½} and of the same for Z: a step up to −1/λ stays in the cone.
    func leastRelativeChange() -> Double {
        scratch.copy(dx)
        let first = scratch.leastEigenvalue(relativeTo: factorX)
        scratch.copy(dz)
        return smallerOrNaN(first, scratch.leastEigenvalue(relativeTo: factorZ))
    }

    /// How many numbers X has, and Z.
    var valueCount: Int { x.numberCount }
    var point: (x: [Double], z: [Double]) { (x.values, z.values) }

    func load(x: ArraySlice<Double>, z: ArraySlice<Double>) {
        self.x.set(x)
        self.z.set(z)
    }

    func move(by step: Double) {
        x.add(step, dx)
        z.add(step, dz)
    }
}
