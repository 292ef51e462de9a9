import Foundation
import QuantumStates
import Testing

@Suite("Heisenberg pairs in Bloch form")
struct HeisenbergBlochEvolutionTests {
    private func distance(_ left: TwoQubitBlochForm, _ right: TwoQubitBlochForm) -> Double {
        let vectors = [left.a - right.a, left.b - right.b].map { ($0 * $0).sum().squareRoot() }
        return max(vectors.max()!, left.t.distance(to: right.t))
    }

    private func randomForms(_ count: Int) throws -> [TwoQubitBlochForm] {
        var stream = RandomStream(seed: 51)
        return try (0..<count).map { _ in
            try TwoQubitBlochForm(DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream))
        }
    }

    @Test("the closed form is e^{−iHt}ρe^{iHt}", arguments: [-2.2, 0, 0.3, 1, 17])
    func closedForm(time: Double) throws {
        let frequency = 1.7
        let evolution = try UnitaryEvolution(under: .heisenberg(coupling: frequency, on: .pair))
        let closed = try HeisenbergBlochEvolution(frequency: frequency)
        for form in try randomForms(10) {
            let exact = try TwoQubitBlochForm(evolution.evolve(form.densityOperator(), time: time))
            #expect(distance(try closed.evolve(form, time: time), exact) < 1e-12)
        }
    }

    @Test("the derivative is −i[H, ρ] in Bloch form")
    func derivative() throws {
        let hamiltonian = try PauliSum.heisenberg(coupling: -0.9, on: .pair).matrix()
        let closed = try HeisenbergBlochEvolution(frequency: -0.9)
        let mixed = 0.25 * ComplexMatrix.identity(4)
        for form in try randomForms(10) {
            let rate = try form.densityOperator().vonNeumannDerivative(under: hamiltonian)
            // The matrix of a form has unit trace, which a derivative has not.
            #expect((closed.derivative(of: form).matrix - mixed).distance(to: rate) < 1e-14)
        }
    }

    @Test("constant: a + b, the symmetric part of T, δ_j² + ζ_j² for every axis, purity and singlet fidelity")
    func invariants() throws {
        let closed = try HeisenbergBlochEvolution(frequency: 2.3)
        func invariants(_ form: TwoQubitBlochForm) throws -> [Double] {
            let delta = (form.a - form.b) / 2
            let t = form.t
            let zeta = SIMD3(t[2, 1] - t[1, 2], t[0, 2] - t[2, 0], t[1, 0] - t[0, 1]) / 2
            let radii = delta * delta + zeta * zeta
            let sum = form.a + form.b
            return [sum.x, sum.y, sum.z, radii.x, radii.y, radii.z, form.purity]
                + [try form.densityOperator().fidelity(with: .singlet)] + t.hermitianPart.elements
        }
        for form in try randomForms(5) {
            let later = try invariants(closed.evolve(form, time: 0.77))
            #expect(zip(try invariants(form), later).allSatisfy { abs($0 - $1) < 1e-14 })
        }
    }

    @Test("the period is 2π/ω, half of it exchanges the qubits, and times add")
    func period() throws {
        let closed = try HeisenbergBlochEvolution(frequency: 1.7)
        let period = 2 * Double.pi / 1.7
        for form in try randomForms(3) {
            #expect(distance(try closed.evolve(form, time: period), form) < 1e-14)
            let half = try closed.evolve(form, time: period / 2)
            #expect(distance(half, try TwoQubitBlochForm(a: form.b, b: form.a, t: form.t.transpose)) < 1e-14)
            let twice = try closed.evolve(closed.evolve(form, time: 0.4), time: 0.5)
            #expect(distance(twice, try closed.evolve(form, time: 0.9)) < 1e-14)
        }
        #expect(
            try JSONDecoder().decode(HeisenbergBlochEvolution.self, from: JSONEncoder().encode(closed)) == closed)
    }
}
