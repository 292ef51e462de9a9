import Foundation
import QuantumStates
import Testing

@Suite("States and numbers of PennyLane, quimb and pyqentangle")
struct PeerProgramTests {
    private func state(_ name: String) throws -> DensityOperator {
        try DensityOperator(contentsOf: InteropFixture.path(name), in: .twoQubits)
    }

    @Test("22.1 states of PennyLane and quimb are read as they are", arguments: ["pennylane", "quimb"])
    func states(program: String) throws {
        #expect(try state("\(program)-matrix.npy").traceDistance(to: InteropFixture.noisy()) < 1e-12)
    }

    @Test("22.1 partial traces to parties 1 and 0: PennyLane keeps the order as this library does, quimb sorts")
    func partialTraces() throws {
        let exchanged = try InteropFixture.noisy().reduced(to: [1, 0])
        #expect(try state("pennylane-reduced-1-0.npy").traceDistance(to: exchanged) < 1e-12)
        #expect(try state("quimb-ptr-1-0.npy").traceDistance(to: InteropFixture.noisy()) < 1e-12)
        #expect(try state("quimb-ptr-1-0.npy").traceDistance(to: exchanged) > 0.5)
    }

    @Test("22.1 PennyLane counts with the first wire first")
    func counts() throws {
        let counts = try BitStringCounts(
            contentsOf: InteropFixture.path("pennylane-counts.json"), order: .firstIsMostSignificant)
        #expect(counts.total == 2000)
        // 2000 sin² 0.3 = 175, with a standard error of 13.
        let exchanged = try counts.count(of: [1, 0])
        #expect(try exchanged > 115 && exchanged < 235 && counts.count(of: [0, 1]) == 2000 - exchanged)
    }

    @Test(
        "22.1 entropies of PennyLane and pyqentangle are in nats, those of quimb in bits; quimb's fidelity is the root")
    func values() throws {
        let rho = try InteropFixture.noisy()
        let other = try DensityOperator(
            ComplexMatrix(rows: 4, columns: 4) { $0 == $1 ? Complex([0.5, 0.25, 0.125, 0.125][$0]) : 0 },
            in: .twoQubits)
        let nats = log(2.0)
        let (entropy, fidelity) = (try rho.entropy(), try rho.fidelity(with: other))
        let information = try rho.reduced(to: [0]).entropy() + rho.reduced(to: [1]).entropy() - entropy
        let (distance, negativity) = (try rho.traceDistance(to: other), try rho.negativity())
        let concurrence = try rho.concurrence()
        try compare(
            "pennylane",
            [
                "vn_entropy": entropy * nats, "fidelity": fidelity, "trace_distance": distance,
                "mutual_info": information * nats,
            ])
        try compare(
            "quimb",
            [
                "entropy": entropy, "fidelity": fidelity.squareRoot(), "negativity": negativity,
                "concurrence": concurrence, "mutual_information": information, "trace_distance": distance,
            ])
        let pure = try InteropFixture.state()
        try compare(
            "pyqentangle",
            [
                "entanglement_entropy": try pure.reduced(to: [0]).entropy() * nats, "negativity": try pure.negativity(),
                "concurrence": try pure.concurrence(),
            ])
    }

    private func compare(_ program: String, _ ours: [String: Double]) throws {
        let theirs: [String: Double] = try JSONFile.read(from: InteropFixture.path("\(program)-values.json"))
        #expect(theirs.keys.sorted() == ours.keys.sorted())
        for (name, value) in ours {
            let found = try #require(theirs[name])
            #expect(abs(found - value) < 1e-7, "\(name) of \(program): \(found) for \(value)")
        }
    }

    @Test(
        "22.1 a matrix of amplitudes, as pyqentangle has it, is no density matrix; its elements in their order are the state"
    )
    func amplitudes() throws {
        let path = try InteropFixture.path("pyqentangle-amplitudes.npy")
        let error = #expect(throws: InvalidArgument.self) { try state("pyqentangle-amplitudes.npy") }
        #expect(error?.requirement == "be 4 × 4, the dimension of 2 ⊗ 2", "\(String(describing: error))")
        // As a density matrix of a qubit it is not Hermitian.
        #expect(throws: InvalidArgument.self) { try DensityOperator(contentsOf: path, in: .qubit) }
        let read = try StateVector(NumPyArray<Complex>(contentsOf: path).elements, in: .twoQubits)
        #expect(try read.densityOperator.traceDistance(to: InteropFixture.state()) < 1e-12)
    }
}
