import Foundation
import QuantumStates
import Testing

@Suite("Qubit rotations")
struct QubitRotationTests {
    private func randomUnitaries(_ count: Int) throws -> [ComplexMatrix] {
        var stream = RandomStream(seed: 61)
        return try (0..<count).map { _ in try Haar.unitary(dimension: 2, using: &stream) }
    }

    @Test("R_U is in SO(3), does not see the phase of U, and R_{UV} = R_U R_V")
    func homomorphism() throws {
        let unitaries = try randomUnitaries(10)
        for (first, second) in zip(unitaries, unitaries.dropFirst()) {
            let (u, v) = (try QubitRotation(first), try QubitRotation(second))
            #expect(RealMatrix.product(u.matrix, .transposed, u.matrix).distance(to: .identity(3)) < 1e-14)
            #expect(abs(try u.matrix.determinant() - 1) < 1e-14)
            #expect(try QubitRotation(-first).matrix.distance(to: u.matrix) < 1e-15)
            #expect(try QubitRotation(Complex.unit(phase: 0.3) * first).matrix.distance(to: u.matrix) < 1e-14)
            #expect(u.after(v).matrix.distance(to: u.matrix * v.matrix) < 1e-14)
            #expect(u.inverse.matrix.distance(to: u.matrix.transpose) < 1e-14)
        }
    }

    @Test("U (n·σ) U† = (R_U n)·σ")
    func observables() throws {
        var stream = RandomStream(seed: 62)
        for unitary in try randomUnitaries(10) {
            let rotation = try QubitRotation(unitary)
            let direction = Direction.random(using: &stream)
            #expect(direction.spin.conjugated(by: unitary).distance(to: rotation.rotate(direction).spin) < 1e-14)
        }
    }

    @Test("a quarter turn about z takes x to y; the angle is that of precession")
    func sense() throws {
        let quarter = try QubitRotation(axis: .z, angle: .pi / 2)
        let image = quarter.rotate(Direction.x).vector - Direction.y.vector
        #expect((image * image).sum() < 1e-30)
        let axis = try Direction(1, -2, 0.5)
        let hamiltonian = try PauliSum.uniformField(1.3, along: axis, qubits: 1)
        let precession = try UnitaryEvolution(under: hamiltonian).unitary(at: 0.9)
        #expect(try QubitRotation(axis: axis, angle: 1.3 * 0.9).unitary.distance(to: precession) < 1e-14)
        #expect(try QubitRotation(axis: axis, angle: 2 * .pi).unitary.distance(to: -.identity(2)) < 1e-14)
    }

    @Test("every rotation has its unitary, half turns included")
    func fromRotation() throws {
        var stream = RandomStream(seed: 63)
        var rotations = (0..<20).map { _ in Haar.rotation(using: &stream) }
        rotations += [.identity(3), .diagonal([1, -1, -1]), .diagonal([-1, 1, -1]), .diagonal([-1, -1, 1])]
        for matrix in rotations {
            let rotation = try QubitRotation(rotation: matrix)
            #expect(rotation.matrix.distance(to: matrix) < 1e-14)
            #expect(rotation.unitary.trace.real >= 0)
            #expect(
                ComplexMatrix.product(rotation.unitary, .adjoint, rotation.unitary).distance(to: .identity(2)) < 1e-14)
        }
    }

    @Test("JSON gives the same rotation again")
    func coding() throws {
        let rotation = try QubitRotation(axis: .y, angle: 0.3)
        #expect(try JSONDecoder().decode(QubitRotation.self, from: JSONEncoder().encode(rotation)) == rotation)
    }
}
