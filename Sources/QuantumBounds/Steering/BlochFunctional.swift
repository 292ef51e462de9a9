import Foundation
import QuantumStates

/// m ↦ c + g·m on the Bloch sphere: the expectation of (c·1 + g·σ) in the pure state m.
struct BlochFunctional {
    let constant: Double
    let gradient: SIMD3<Double>

    init(constant: Double, gradient: SIMD3<Double>) {
        self.constant = constant
        self.gradient = gradient
    }

    /// The functional of a Hermitian matrix of one qubit.
    init(_ matrix: ComplexMatrix) {
        constant = (matrix[0, 0].real + matrix[1, 1].real) / 2
        gradient = SIMD3(matrix[1, 0].real, matrix[1, 0].imaginary, (matrix[0, 0].real - matrix[1, 1].real) / 2)
    }

    func value(at point: SIMD3<Double>) -> Double { constant + dot(gradient, point) }

    /// The places of the sphere where two functionals vanish.
    static func zeros(_ one: BlochFunctional, _ two: BlochFunctional) -> [SIMD3<Double>] {
        let axis = cross(one.gradient, two.gradient)
        let square = dot(axis, axis)
        guard square > 1e-24 * dot(one.gradient, one.gradient) * dot(two.gradient, two.gradient) else { return [] }
        let first: SIMD3<Double> = one.constant * cross(two.gradient, axis)
        let second: SIMD3<Double> = two.constant * cross(axis, one.gradient)
        let middle: SIMD3<Double> = -(first + second) / square
        let rest = 1 - dot(middle, middle)
        guard rest >= 0 else { return [] }
        let step: SIMD3<Double> = (rest / square).squareRoot() * axis
        return [middle + step, middle - step]
    }

    /// The lists of signs that functionals have on the sphere: 0 where a functional is not negative, 1 where it is.
    ///
    /// All cells that n circles cut the sphere into have a corner, unless a circle meets no other; around each corner it looks
    /// in 24 directions, a little outside the sphere, and besides at 64 places everywhere. A cell that is thinner than that may be missed.
    /// - Complexity: O(n³); at most about n² + 64 lists.
    static func signLists(_ functionals: [BlochFunctional]) -> [[Int]] {
        var found: Set<[Int]> = []
        var lists: [[Int]] = []
        func look(at point: SIMD3<Double>) {
            let signs = functionals.map { $0.value(at: point) < 0 ? 1 : 0 }
            if found.insert(signs).inserted { lists.append(signs) }
        }
        // A spiral with equal steps in height.
        for place in 0..<64 {
            let height = (Double(2 * place + 1) / 64) - 1
            let radius = (1 - height * height).squareRoot()
            let angle = Double(place) * 2.399963229728653
            look(at: SIMD3(radius * cos(angle), radius * sin(angle), height))
        }
        for second in functionals.indices {
            for first in 0..<second {
                for corner in zeros(functionals[first], functionals[second]) {
                    let (u, v) = tangentFrame(at: corner)
                    for turn in 0..<24 {
                        let angle = (Double(turn) + 0.31) * Double.pi / 12
                        let side: SIMD3<Double> = cos(angle) * u + sin(angle) * v
                        look(at: corner + 1e-4 * side)
                    }
                }
            }
        }
        return lists
    }
}
