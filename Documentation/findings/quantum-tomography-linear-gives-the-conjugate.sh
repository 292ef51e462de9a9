#!/usr/bin/env bash
# quantum-tomography 1.2.0: linear inversion gives the conjugate of the state, and depends on the phases of the measured kets.
#
# `StateTomography(measurements, counts, method="LINEAR")` is given six kets of one qubit and counts in proportion to <k|rho|k>, to seven
# digits. With the kets as written the result is the conjugate of rho: it does not give the counts back for R and L. With phases before
# the kets, which are the same measurements, it is another matrix that is neither.
#
# Seen with Quantum-Tomography 1.2.0, numpy 2.4.1, scipy 1.17.1, CPython 3.11:
#   as written: 0.600 from the state, 0.000 from its conjugate
#   with phases: 0.569 from the state, 0.650 from its conjugate
# This script fails if one of the two is within 0.1 of the state.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check Quantum-Tomography==1.2.0 numpy==2.4.1 scipy==1.17.1
"$work/python/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from QuantumTomography import Tomography

root = np.sqrt(0.5)
kets = np.array([[1, 0], [0, 1], [root, root], [root, -root], [root, -1j * root], [root, 1j * root]], dtype=complex)
rho = np.array([[0.7, 0.1 + 0.3j], [0.1 - 0.3j, 0.3]])
counts = np.array([round(1e7 * np.vdot(ket, rho @ ket).real) for ket in kets])
phases = np.exp(1j * np.array([0.3, 1.1, 2.0, 0.7, -0.9, 2.8]))
for name, measured in {"as written": kets, "with phases": phases[:, None] * kets}.items():
    found = Tomography(1).StateTomography(measured, counts, method="LINEAR")[0]
    distances = [np.abs(found - other).max() for other in (rho, rho.conj())]
    print(f"{name}: {distances[0]:.3f} from the state, {distances[1]:.3f} from its conjugate")
    assert distances[0] > 0.1
PYTHON
