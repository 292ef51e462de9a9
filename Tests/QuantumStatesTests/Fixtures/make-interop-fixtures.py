"""Writes small files with Qiskit, Cirq, QuTiP, toqito and NumPy, as their users would: python3 make-interop-fixtures.py.

Made with Qiskit 2.6.2, Cirq 1.7.0, QuTiP 5.3.1, toqito 1.1.8, Quantum-Tomography 1.2.0, NumPy 2.4.1, as .ci/interop-requirements.txt names
them. The files are committed. With an argument, only what the function of that name writes.
"""

import itertools
import json
import pathlib
import sys

import cirq
import numpy as np
import qutip
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
from qiskit.circuit import Parameter
from qiskit.primitives import StatevectorSampler
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.quantum_info import Choi, DensityMatrix, Kraus, Statevector
from qiskit_ibm_runtime import RuntimeEncoder
from QuantumTomography import TomoFunctions
from toqito.channel_ops import kraus_to_choi
from toqito.state_metrics import fidelity
from toqito.state_props import negativity, von_neumann_entropy
from toqito.states import werner

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
    # One circuit with a parameter, run with six values in two rows of three: cos² of half the angle is the share of 0.
    angle = Parameter("angle")
    turned = QuantumCircuit(1)
    turned.ry(angle, 0)
    turned.measure_all()
    angles = np.array([[0, 0.5, 1], [1.5, 2, np.pi]])
    swept = StatevectorSampler(seed=2).run([(turned, angles)], shots=100).result()
    (FOLDER / "qiskit-parameters.json").write_text(json.dumps(swept, cls=RuntimeEncoder))
    bits = swept[0].data.meas
    counts = [[bits.get_counts((row, column)) for column in range(3)] for row in range(2)]
    (FOLDER / "qiskit-parameters-counts.json").write_text(json.dumps(counts))


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


def bell_test():
    """The four circuits of a Bell test, Alice on qubit 0, named as Qiskit would: Bob's setting and then hers."""
    backend = BasicSimulator()
    counts = {}
    for x, y in itertools.product(range(2), repeat=2):
        made = circuit()
        made.ry([0, -np.pi / 2][x], 0)
        made.ry([-0.4, 0.9][y], 1)
        made.measure_all()
        counts[f"{y}{x}"] = backend.run(made, shots=4000, seed_simulator=10 + len(counts)).result().get_counts()
    (FOLDER / "qiskit-bell-test.json").write_text(json.dumps(counts))


def behaviours():
    """P(ab|xy) of a QuTiP state with uniform marginals in the order that an einsum is written in, [a,x,b,y], and in toqito's."""
    singlet = qutip.singlet_state()
    angles = [0, np.pi / 2], [-3 * np.pi / 4, 3 * np.pi / 4]

    def effects(angle):
        along = np.cos(angle) * qutip.sigmaz() + np.sin(angle) * qutip.sigmax()
        return [((qutip.qeye(2) + sign * along) / 2).full() for sign in (1, -1)]

    alice, bob = (np.array([effects(angle) for angle in list]).swapaxes(0, 1) for list in angles)
    rho = qutip.ket2dm(singlet).full().reshape(2, 2, 2, 2)
    p = np.einsum("axij,byst,jtis->axby", alice, bob, rho).real
    np.save(FOLDER / "behaviour-axby.npy", p)
    np.save(FOLDER / "behaviour-abxy.npy", p.transpose(0, 2, 1, 3))


def channels():
    """Choi matrices of amplitude damping with probability 0.3 that is followed by a turn: it has no symmetry."""
    turn = np.array([[np.cos(0.2), -np.exp(0.3j) * np.sin(0.2)], [np.exp(-0.3j) * np.sin(0.2), np.cos(0.2)]])
    kraus = [turn @ np.array([[1, 0], [0, np.sqrt(0.7)]]), turn @ np.array([[0, np.sqrt(0.3)], [0, 0]])]
    np.save(FOLDER / "kraus.npy", np.array(kraus))
    np.save(FOLDER / "qiskit-choi.npy", Choi(Kraus(kraus)).data)
    np.save(FOLDER / "qutip-choi.npy", qutip.to_choi(qutip.kraus_to_super([qutip.Qobj(k) for k in kraus])).full())
    np.save(FOLDER / "toqito-choi.npy", kraus_to_choi([[k, k] for k in kraus]))


def conventions():
    """Numbers and states that other programs define differently."""
    np.save(FOLDER / "toqito-werner.npy", werner(2, 0.8))
    ket = np.cos(0.3) * qutip.ket("01") + np.exp(0.7j) * np.sin(0.3) * qutip.ket("10")
    rho = 0.9 * qutip.ket2dm(ket) + 0.1 * qutip.qeye([2, 2]) / 4
    np.save(FOLDER / "qutip-ptrace-1-0.npy", rho.ptrace([1, 0]).full())
    other = qutip.Qobj(werner(2, 0.8), dims=[[2, 2], [2, 2]])
    values = {
        "QuTiP entropy_vn": qutip.entropy_vn(rho), "QuTiP fidelity": qutip.fidelity(rho, other),
        "QuTiP negativity": qutip.negativity(rho, 0), "QuTiP concurrence": qutip.concurrence(rho),
        "toqito fidelity": fidelity(rho.full(), other.full()), "toqito negativity": negativity(rho.full(), [2, 2]),
        "toqito von_neumann_entropy": von_neumann_entropy(rho.full()),
        "Quantum-Tomography negativity": TomoFunctions.negativity(rho.full()),
        "Quantum-Tomography entropy": TomoFunctions.entropy(rho.full()),
        "Quantum-Tomography fidelity": TomoFunctions.fidelity(rho.full(), other.full()),
    }
    (FOLDER / "values.json").write_text(json.dumps({name: float(np.real(value)) for name, value in values.items()}))


def polarizations():
    """Coincidences behind polarizers in a laboratory that calls (H + iV)/√2 right-handed, 10⁶ pairs for each setting."""
    h, v = qutip.basis(2, 0), qutip.basis(2, 1)
    letters = dict(H=h, V=v, D=(h + v).unit(), A=(h - v).unit(), R=(h + 1j * v).unit(), L=(h - 1j * v).unit())
    ket = np.cos(0.3) * qutip.ket("01") + np.exp(0.7j) * np.sin(0.3) * qutip.ket("10")
    rho = 0.9 * qutip.ket2dm(ket) + 0.1 * qutip.qeye([2, 2]) / 4
    lines = ["alice,bob,counts"]
    for (one, first), (two, second) in itertools.product(letters.items(), repeat=2):
        lines.append(f"{one},{two},{round(1e6 * qutip.expect(rho, qutip.tensor(first, second)))}")
    (FOLDER / "polarizations.csv").write_text("\n".join(lines) + "\n")


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
    for write in [qiskit, sampler, bell_test, cirq_histogram, qutip_states, behaviours, channels, conventions, polarizations, trials]:
        if write.__name__ in sys.argv[1:] or not sys.argv[1:]:
            write()
