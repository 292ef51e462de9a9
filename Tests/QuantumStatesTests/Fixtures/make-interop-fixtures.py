"""Writes small files with Qiskit, Cirq, QuTiP and NumPy, as their users would: python3 make-interop-fixtures.py.

Made with Qiskit 2.6.2, Cirq 1.7.0, QuTiP 5.3.1, NumPy 2.4.1. The files are committed.
"""

import json
import pathlib

import cirq
import numpy as np
import qutip
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.primitives import StatevectorSampler
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.quantum_info import DensityMatrix, Statevector
from qiskit_ibm_runtime import RuntimeEncoder

FOLDER = pathlib.Path(__file__).parent / "interop"


def circuit():
    """cos 0.3 |01⟩ + e^{0.7i} sin 0.3 |10⟩ for (Alice, Bob): Alice is qubit 0."""
    made = QuantumCircuit(2)
    made.ry(0.6, 0)
    made.p(0.7, 0)
    made.cx(0, 1)
    made.x(1)
    return made


def qiskit():
    state = Statevector(circuit())
    np.save(FOLDER / "qiskit-vector.npy", state.data)
    # Alice |0⟩ or |1⟩ with 3/4 and 1/4, Bob |+⟩: no symmetry between them.
    product = DensityMatrix(np.full((2, 2), 0.5)).tensor(DensityMatrix(np.diag([0.75, 0.25])))
    np.save(FOLDER / "qiskit-matrix.npy", product.data)
    np.savez_compressed(FOLDER / "qiskit-both.npz", vector=state.data, matrix=product.data)
    backend = BasicSimulator()
    counts = {}
    for bob in "XYZ":
        for alice in "XYZ":
            made = circuit()
            for qubit, letter in [(0, alice), (1, bob)]:
                if letter == "Y":
                    made.sdg(qubit)
                if letter != "Z":
                    made.h(qubit)
            made.measure_all()
            # Qiskit's label has qubit 0 last.
            counts[bob + alice] = backend.run(made, shots=2000, seed_simulator=len(counts)).result().get_counts()
    (FOLDER / "qiskit-pauli-counts.json").write_text(json.dumps(counts))
    # Two registers, "1 01": the last register first.
    qubits, first, second = QuantumRegister(3), ClassicalRegister(2, "first"), ClassicalRegister(1, "second")
    made = QuantumCircuit(qubits, first, second)
    made.x(0)
    made.h(2)
    made.measure(qubits[0], first[0])
    made.measure(qubits[1], first[1])
    made.measure(qubits[2], second[0])
    result = backend.run(made, shots=100, seed_simulator=1).result()
    (FOLDER / "qiskit-registers.json").write_text(json.dumps(result.get_counts()))
    (FOLDER / "qiskit-hexadecimal.json").write_text(json.dumps(result.to_dict()["results"][0]["data"]["counts"]))


def sampler():
    """A result of the primitives with two circuits; the second has two registers."""
    long, short = ClassicalRegister(10, "long"), ClassicalRegister(1, "short")
    made = QuantumCircuit(QuantumRegister(10), long, short)
    made.x(0)
    made.x(9)
    made.measure(range(10), long)
    made.measure(0, short[0])
    measured = circuit()
    measured.measure_all()
    result = StatevectorSampler(seed=1).run([measured, made], shots=200).result()
    (FOLDER / "qiskit-sampler.json").write_text(json.dumps(result, cls=RuntimeEncoder))
    (FOLDER / "qiskit-sampler-counts.json").write_text(json.dumps(result[0].data.meas.get_counts()))


def cirq_histogram():
    one, two, three = cirq.LineQubit.range(3)
    made = cirq.Circuit(cirq.X(one), cirq.I(two), cirq.H(three), cirq.measure(one, two, three, key="m"))
    histogram = cirq.Simulator(seed=1).run(made, repetitions=100).histogram(key="m")
    (FOLDER / "cirq-histogram.json").write_text(json.dumps({str(key): count for key, count in histogram.items()}))
    product = cirq.Circuit(cirq.ry(0.6)(one), cirq.I(two))
    np.save(FOLDER / "cirq-complex64.npy", cirq.Simulator().simulate(product).final_state_vector)


def qutip_states():
    ket = np.cos(0.3) * qutip.tensor(qutip.basis(2, 0), qutip.basis(2, 1)) + np.exp(0.7j) * np.sin(0.3) * qutip.tensor(
        qutip.basis(2, 1), qutip.basis(2, 0))
    rho = 0.9 * qutip.ket2dm(ket) + 0.1 * qutip.qeye([2, 2]) / 4
    np.save(FOLDER / "qutip-matrix.npy", rho.full())
    np.save(FOLDER / "qutip-ket.npy", ket.full())
    qutip.file_data_store(str(FOLDER / "qutip-store.csv"), rho, numtype="complex", numformat="exp")
    np.savetxt(FOLDER / "savetxt.txt", rho.full())
    np.savetxt(FOLDER / "savetxt-tabs.txt", rho.full(), delimiter="\t")
    rows = [[[z.real, z.imag] for z in row] for row in rho.full()]
    (FOLDER / "rows.json").write_text(json.dumps(rows))


def trials():
    """Trials of the singlet at CHSH settings, x and y from 1, outcomes ±1."""
    random = np.random.default_rng(3)
    lines = ["run,x,y,a,b"]
    for run in range(400):
        x, y = random.integers(1, 3, 2)
        angle = [0, np.pi / 2][x - 1] - [np.pi / 4, -np.pi / 4][y - 1]
        a = random.choice([1, -1])
        b = -a if random.random() < np.cos(angle / 2) ** 2 else a
        lines.append(f"{run},{x},{y},{a},{b}")
    (FOLDER / "trials.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    qiskit()
    sampler()
    cirq_histogram()
    qutip_states()
    trials()
