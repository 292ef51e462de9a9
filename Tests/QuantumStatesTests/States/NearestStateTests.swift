import NumericalCore
import QuantumStates
import Testing

@Suite struct NearestStateTests {
    func hermitian(_ size: Int, scale: Double, using stream: inout RandomStream) -> ComplexMatrix {
        (Complex(scale) * ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }).hermitianPart
    }

    @Test("The result is a state, a state is its own nearest, and so the operation is idempotent")
    func idempotent() throws {
        var stream = RandomStream(seed: 181)
        for index in 0..<40 {
            let matrix = hermitian(4, scale: [0.05, 0.5, 5, 1e6][index % 4], using: &stream)
            let nearest = try DensityOperator.nearest(to: matrix, in: .twoQubits)
            #expect((try DensityOperator(nearest.matrix, in: .twoQubits, tolerance: 1e-13)) == nearest)
            let again = try DensityOperator.nearest(to: nearest.matrix, in: .twoQubits)
            #expect((again.matrix - nearest.matrix).frobeniusNorm < 1e-14)
        }
        for state in try RandomStates.mixed(in: .twoQubits, count: 12, seed: 182) {
            #expect(
                (try DensityOperator.nearest(to: state.matrix, in: .twoQubits).matrix - state.matrix).frobeniusNorm
                    < 1e-14)
        }
    }

    @Test("No other state is nearer: random ones, and ones a little beside")
    func nearest() throws {
        var stream = RandomStream(seed: 183)
        for index in 0..<20 {
            let matrix = hermitian(4, scale: [0.2, 1][index % 2], using: &stream)
            let nearest = try DensityOperator.nearest(to: matrix, in: .twoQubits)
            let distance = (nearest.matrix - matrix).frobeniusNorm
            for other in try RandomStates.mixed(in: .twoQubits, count: 30, seed: UInt64(184 + index)) {
                #expect((other.matrix - matrix).frobeniusNorm >= distance)
                let beside = try nearest.mixed(with: other, weight: 1e-3)
                #expect((beside.matrix - matrix).frobeniusNorm >= distance)
                // The projection on a convex set: Re⟨A − ρ, σ − ρ⟩ ≤ 0 for every state σ.
                let angle = PlainPauli.trace(matrix - nearest.matrix, other.matrix - nearest.matrix).real
                #expect(angle <= 1e-13)
            }
        }
    }

    @Test(
        "Known projections",
        arguments: [
            ([1.2, -0.2], [1.0, 0]), ([0.5, 0.7], [0.4, 0.6]), ([0, 0], [0.5, 0.5]), ([-5, -5], [0.5, 0.5]),
            ([1e17, 0], [1, 0]), ([1e200, 1e200], [0.5, 0.5]), ([-1e300, 1e300], [0, 1]),
        ])
    func known(values: [Double], expected: [Double]) throws {
        let nearest = try DensityOperator.nearest(to: .diagonal(values.map { Complex($0) }), in: .qubit)
        #expect((nearest.matrix - .diagonal(expected.map { Complex($0) })).frobeniusNorm < 1e-14)
    }
}
