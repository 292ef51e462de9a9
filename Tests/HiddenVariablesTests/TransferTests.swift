import Foundation
import HiddenVariables
import Testing

/// The transfers that the article "Coming from other programs" shows, with the files that the programs wrote.
@Suite("Five transfers from other programs")
struct TransferTests {
    private func path(_ name: String) -> String {
        ArchitectureTests.root.appendingPathComponent("Tests/\(name)").path
    }

    @Test("22.4 counts of Qiskit to tomography")
    func tomography() throws {
        let file = path("QuantumStatesTests/Fixtures/interop/qiskit-pauli-counts.json")
        let data = try TomographyData(pauliCountsIn: file, order: .qiskit)
        let state = try data.maximumLikelihood().state
        // The state that was prepared is cos 0.3 |01⟩ + e^{0.7i} sin 0.3 |10⟩, of concurrence sin 0.6.
        #expect(abs(try state.concurrence() - sin(0.6)) < 0.05)
        #expect(abs(try state.reduced(to: [0]).matrix[0, 0].real - cos(0.3) * cos(0.3)) < 0.02)
    }

    @Test("22.4 a state of QuTiP to the visibility up to which it is local")
    func threshold() throws {
        let file = path("QuantumStatesTests/Fixtures/interop/qutip-matrix.npy")
        let state = try DensityOperator(contentsOf: file, in: .twoQubits)
        let axes = PlatonicSolid.icosahedron.axes
        let threshold = try CorrelatorTensor(of: state, along: [axes, axes]).localVisibility(tolerance: 1e-7)
        #expect(threshold.upper - threshold.lower <= 1e-6)
        // Not below what the singlet of the same axes has, nor above what CHSH allows.
        let chsh = try state.chshMaximum().value
        #expect(threshold.lower > 0.77 && threshold.lower * chsh > 1.8)
    }

    @Test("22.4 an inequality of toqito to its local bound")
    func localBound() throws {
        let file = path("LHVModelsTests/Fixtures/interop/i3322-cg.npy")
        let matrix = try NumPyArray<Double>(contentsOf: file).matrix()
        let form = try CollinsGisinForm(matrix, in: Scenario(parties: 2, settings: 3), bound: 0)
        #expect(try form.inequality().localBound().lower == 0)
    }

    @Test("22.4 a facet of lrs to its violation")
    func violation() throws {
        let file = path("LHVModelsTests/Fixtures/interop/lrs-2222.ine")
        let facets = try LocalPolytope(.chsh).inequalities(from: PolyhedronRows(contentsOf: file))
        let directions: [[Direction]] = try [[.z, .x], [Direction(1, 0, 1), Direction(-1, 0, 1)]]
        let behaviour = try Behaviour(of: DensityOperator.werner(visibility: 0.9), along: directions)
        let violations = try facets.map { try $0.violation(by: behaviour) }
        // CHSH in probabilities is a quarter of CHSH in correlators.
        #expect(abs((violations.max() ?? 0) - (0.9 * 8.0.squareRoot() - 2) / 4) < 1e-12)
    }

    @Test("22.4 a matrix of MATLAB to a certificate")
    func certificate() throws {
        let file = path("LHVModelsTests/Fixtures/interop/correlations.mat")
        let matrix = try MATLABFile(contentsOf: file).array("E", of: Double.self).matrix()
        let correlators = try CorrelatorTensor(matrix)
        let certificate = try VisibilityCertificate(correlators.localVisibility(tolerance: 1e-9), of: correlators)
        try certificate.verify()
        #expect(certificate.upper - certificate.lower < 1e-6 && certificate.upper < 1)
        // Chained inequality of three settings: 4 for local correlators, six times cos 30° here.
        #expect(abs(certificate.upper - 4 / (6 * cos(Double.pi / 6))) < 1e-6)
    }
}
