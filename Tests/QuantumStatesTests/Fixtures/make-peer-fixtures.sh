#!/usr/bin/env bash
# Writes small files with PennyLane, quimb and pyqentangle, as their users would, each in an environment of its own, since
# their requirements exclude one another: Tests/QuantumStatesTests/Fixtures/make-peer-fixtures.sh [PROGRAM…]. The files are committed.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)/interop
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- pennylane quimb pyqentangle

# Reads a program of Python and runs it with a package of PyPI.
with() { # PACKAGE…
    python3 -m venv "$work/$1"
    "$work/$1/bin/pip" install --quiet --disable-pip-version-check "$@"
    FOLDER=$folder "$work/$1/bin/python" -W ignore -
}

# cos 0.3 |01⟩ + e^{0.7i} sin 0.3 |10⟩ for Alice and Bob, nine tenths of it in noise, in the program's own words.
pennylane() {
    with pennylane==0.45.1 numpy==2.4.6 <<'PYTHON'
import json, os
import numpy as np
import pennylane as qml

def circuit():
    qml.RY(0.6, wires=0)
    qml.PhaseShift(0.7, wires=0)
    qml.CNOT(wires=[0, 1])
    qml.PauliX(wires=1)

@qml.qnode(qml.device("default.qubit", wires=2))
def state():
    circuit()
    return qml.density_matrix([0, 1])

@qml.qnode(qml.device("default.qubit", wires=2, seed=1), shots=2000)
def counts():
    circuit()
    return qml.counts()

folder = os.environ["FOLDER"]
rho = 0.9 * np.asarray(state()) + 0.1 * np.eye(4) / 4
np.save(f"{folder}/pennylane-matrix.npy", rho)
np.save(f"{folder}/pennylane-reduced-1-0.npy", qml.math.reduce_dm(rho, [1, 0]))
json.dump({key: int(count) for key, count in counts().items()}, open(f"{folder}/pennylane-counts.json", "w"))
other = np.diag([0.5, 0.25, 0.125, 0.125])
values = {"vn_entropy": qml.math.vn_entropy(rho, [0, 1]), "fidelity": qml.math.fidelity(rho, other),
          "trace_distance": qml.math.trace_distance(rho, other), "mutual_info": qml.math.mutual_info(rho, [0], [1])}
json.dump({name: float(np.real(value)) for name, value in values.items()}, open(f"{folder}/pennylane-values.json", "w"))
PYTHON
}

quimb() {
    with quimb==1.16.0 numpy==2.4.6 <<'PYTHON'
import json, os
import numpy as np
import quimb as qu

folder = os.environ["FOLDER"]
ket = np.cos(0.3) * (qu.up() & qu.down()) + np.exp(0.7j) * np.sin(0.3) * (qu.down() & qu.up())
rho = 0.9 * qu.dop(ket) + 0.1 * qu.eye(4) / 4
np.save(f"{folder}/quimb-matrix.npy", rho)
np.save(f"{folder}/quimb-ptr-1-0.npy", qu.ptr(rho, [2, 2], [1, 0]))
other = np.diag([0.5, 0.25, 0.125, 0.125]).astype(complex)
values = {"entropy": qu.entropy(rho), "fidelity": qu.fidelity(rho, other), "negativity": qu.negativity(rho, [2, 2]),
          "concurrence": qu.concurrence(rho), "mutual_information": qu.mutual_information(rho, [2, 2]),
          "trace_distance": qu.trace_distance(rho, other)}
json.dump({name: float(np.real(value)) for name, value in values.items()}, open(f"{folder}/quimb-values.json", "w"))
PYTHON
}

# Pure states only: a matrix of amplitudes, Alice's index first.
pyqentangle() {
    with pyqentangle==5.0.3 numpy==2.4.6 <<'PYTHON'
import json, os
import numpy as np
import pyqentangle

folder = os.environ["FOLDER"]
amplitudes = np.array([[0, np.cos(0.3)], [np.exp(0.7j) * np.sin(0.3), 0]])
np.save(f"{folder}/pyqentangle-amplitudes.npy", amplitudes)
modes = pyqentangle.DiscreteSchmidtDecomposer(amplitudes).modes()
values = {"entanglement_entropy": pyqentangle.entanglement_entropy(modes), "negativity": pyqentangle.negativity(amplitudes),
          "concurrence": pyqentangle.concurrence(amplitudes)}
json.dump({name: float(np.real(value)) for name, value in values.items()}, open(f"{folder}/pyqentangle-values.json", "w"))
PYTHON
}

for program; do "$program"; done
