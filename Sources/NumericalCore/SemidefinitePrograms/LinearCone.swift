/// The cone of numbers that are not negative: the diagonal matrices among the semidefinite ones.
final class LinearCone {
    let size: Int
    /// The entries of each number: (constraint, value), in the order of constraints.
    private let columns: [[(constraint: Int, value: Double)]]
    private let objective: [Double]

    private(set) var x: [Double]
    private(set) var z: [Double]
    private var dx: [Double]
    private var dz: [Double]
    private var residual: [Double]
    private var correction: [Double]
    private var gathered: [Double]
    private var reflection: [Double]

    init(size: Int, columns: [[(constraint: Int, value: Double)]], objective: [Double]) {
        self.size = size
        self.columns = columns
        self.objective = objective
        x = Array(repeating: 1, count: size)
        z = x
        let zero = [Double](repeating: 0, count: size)
        (dx, dz, residual, correction, gathered, reflection) = (zero, zero, zero, zero, zero, zero)
    }

    private func multiply(_ values: [Double], times factor: Double, into vector: inout [Double]) {
        for (value, column) in zip(values, columns) {
            for entry in column { vector[entry.constraint] += factor * entry.value * value }
        }
    }

    private func adjoint(_ y: [Double], _ place: Int) -> Double {
        var sum = 0.0
        for entry in columns[place] { sum += entry.value * y[entry.constraint] }
        return sum
    }

    var valueCount: Int { size }
    var point: (x: [Double], z: [Double]) { (x, z) }

    func load(x: ArraySlice<Double>, z: ArraySlice<Double>) { (self.x, self.z) = (Array(x), Array(z)) }

    var complementarity: Double { InteriorPoint.dot(x, z) }
    var objectiveValue: Double { InteriorPoint.dot(objective, x) }

    func addProducts(into vector: inout [Double]) { multiply(x, times: 1, into: &vector) }

    func updateResidual(_ y: [Double], tau: Double) -> Double {
        for place in 0..<size { residual[place] = objective[place] * tau - adjoint(y, place) - z[place] }
        return InteriorPoint.dot(residual, residual)
    }

    func rayError(_ y: [Double]) -> Double {
        var sum = 0.0
        for place in 0..<size {
            let error = adjoint(y, place) + z[place]
            sum += error * error
        }
        return sum
    }

    func factor() -> Bool { x.allSatisfy { $0 > 0 && $0.isFinite } && z.allSatisfy { $0 > 0 && $0.isFinite } }

    func addSchur(to schur: UnsafeMutablePointer<Double>, order: Int) {
        for place in 0..<size {
            let (column, ratio) = (columns[place], x[place] / z[place])
            for (index, entry) in column.enumerated() {
                let factor = ratio * entry.value
                for other in column[index...] {
                    schur[other.constraint + order * entry.constraint] += factor * other.value
                }
            }
        }
    }

    func addScaledResidual(into vector: inout [Double]) {
        multiply((0..<size).map { x[$0] * residual[$0] / z[$0] }, times: 1, into: &vector)
    }

    func updateReflection(_ q: [Double], tau: Double) -> Double {
        var sum = 0.0
        for place in 0..<size {
            reflection[place] = (z[place] + residual[place]) / tau - adjoint(q, place)
            sum += reflection[place] * x[place] * reflection[place] / z[place]
        }
        return sum
    }

    func gatherRight(
        centering: Double, residualFactor: Double, corrected: Bool, into vector: inout [Double]
    ) -> Double {
        for place in 0..<size {
            var value = -x[place] - residualFactor * x[place] * residual[place] / z[place] + centering / z[place]
            if corrected { value -= correction[place] }
            gathered[place] = value
        }
        multiply(gathered, times: -1, into: &vector)
        return InteriorPoint.dot(reflection, gathered)
    }

    func updateDirection(_ dy: [Double], dtau: Double, residualFactor: Double) {
        for place in 0..<size {
            dz[place] = residualFactor * residual[place] + objective[place] * dtau - adjoint(dy, place)
            dx[place] =
                gathered[place] + x[place] / z[place] * (residualFactor * residual[place] - dz[place])
        }
    }

    func keepCorrection() {
        for place in 0..<size { correction[place] = dx[place] * dz[place] / z[place] }
    }

    func leastRelativeChange() -> Double {
        var least = Double.infinity
        for place in 0..<size { least = smallerOrNaN(least, smallerOrNaN(dx[place] / x[place], dz[place] / z[place])) }
        return least
    }

    func move(by step: Double) {
        for place in 0..<size {
            x[place] += step * dx[place]
            z[place] += step * dz[place]
        }
    }
}
