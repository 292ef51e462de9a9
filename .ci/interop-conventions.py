"""What other programs do where a user compares numbers; fails when one of them does otherwise. `.ci/interop` runs it.

Seen with QuTiP 5.3.1, Qiskit 2.6.2, Cirq 1.7.0, toqito 1.1.8, quantum-tomography 1.2.0, NumPy 2.4.1. The article "Coming from other programs"
names each. What is wrong there, or gets lost without a word, stands in Documentation/findings.
"""

import io

import cirq
import numpy as np
import qiskit
import qutip
import toqito
from qiskit.quantum_info import DensityMatrix, Statevector, partial_trace
from QuantumTomography import TomoFunctions
from toqito.state_metrics import fidelity
from toqito.state_props import negativity, von_neumann_entropy
from toqito.states import werner


def show(title, holds):
    print(("as told: " if holds else "OTHERWISE: ") + title)
    return holds


def main():
    print("QuTiP", qutip.__version__, "Qiskit", qiskit.__version__, "Cirq", cirq.__version__, "NumPy", np.__version__)
    checks = []
    zero, one = qutip.basis(2, 0), qutip.basis(2, 1)
    mixed = qutip.ket2dm(qutip.tensor(zero, (zero + one).unit()))
    checks.append(show("QuTiP: ptrace([1, 0]) sorts the parties", mixed.ptrace([1, 0]) == mixed))
    checks.append(show("QuTiP: entropies are in nats unless base 2 is asked for",
                       abs(qutip.entropy_vn(qutip.qeye(2) / 2) - np.log(2)) < 1e-12))
    half = 0.5 * qutip.ket2dm(zero) + 0.5 * qutip.ket2dm(one)
    checks.append(show("QuTiP: fidelity is the root, 1/√2 for |0⟩ and the mixed state",
                       abs(qutip.fidelity(qutip.ket2dm(zero), half) - np.sqrt(0.5)) < 1e-7))
    checks.append(show("toqito: fidelity is the root",
                       abs(fidelity(np.diag([1.0, 0.0]), np.eye(2) / 2) - np.sqrt(0.5)) < 1e-6))
    # Werner states of toqito and QETLAB: (1 − a·SWAP)/(4 − 2a) is the singlet of visibility a/(2 − a).
    swap = np.eye(4)[[0, 2, 1, 3]]
    singlet = np.zeros((4, 4))
    singlet[1:3, 1:3] = [[0.5, -0.5], [-0.5, 0.5]]
    visibility = 0.8 / (2 - 0.8)
    checks.append(show("toqito: werner(2, a) has visibility a/(2 − a)",
                       np.allclose(werner(2, 0.8), visibility * singlet + (1 - visibility) * np.eye(4) / 4)
                       and np.allclose(werner(2, 0.8), (np.eye(4) - 0.8 * swap) / (4 - 1.6))))
    checks.append(show("toqito: entropies are in bits", abs(von_neumann_entropy(np.eye(2) / 2) - 1) < 1e-12))
    checks.append(show("quantum-tomography: the negativity of a singlet is 1, twice that of toqito; fidelities are squared",
                       abs(TomoFunctions.negativity(singlet) - 1) < 1e-9 and abs(negativity(singlet) - 0.5) < 1e-9
                       and abs(TomoFunctions.fidelity(np.diag([1.0, 0.0]), np.eye(2) / 2) - 0.5) < 1e-6))
    label = Statevector.from_label("01")
    checks.append(show("Qiskit: the last letter of '01' is qubit 0, which is |1⟩",
                       np.allclose(partial_trace(label, [1]).data, np.diag([0, 1]))))
    a, b = cirq.LineQubit.range(2)
    made = cirq.Circuit(cirq.X(a), cirq.I(b))
    checks.append(show("Cirq: the first qubit is most significant",
                       np.allclose(made.final_state_vector(), [0, 0, 1, 0])))
    checks.append(show("Cirq: the simulator's vectors are complex64, those of circuits complex128",
                       cirq.Simulator().simulate(made).final_state_vector.dtype == np.complex64
                       and made.final_state_vector().dtype == np.complex128))
    file = io.BytesIO()
    np.save(file, np.zeros(1, dtype=np.longdouble))
    checks.append(show("NumPy: long double is written as f16 on x86-64, 80 bits in 16 bytes", b"'<f16'" in file.getvalue()))
    checks.append(show("Qiskit: DensityMatrix of our matrix needs its parties reversed",
                       np.allclose(DensityMatrix(np.kron(np.diag([1, 0]), np.eye(2) / 2)).data[0, 0], 0.5)))
    if not all(checks):
        raise SystemExit("another version does otherwise: correct the article")


if __name__ == "__main__":
    main()
