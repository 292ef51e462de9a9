#!/usr/bin/env bash
# Qiskit 2.6.2: `SparsePauliOp.from_operator` gives an empty operator for a Hamiltonian whose coefficients are below 1e-5.
#
# Its relative tolerance, 1e-5, also works as an absolute one, which the docstring mentions. A Hamiltonian
# in small units is lost as a whole, and small terms beside large ones are lost above the relative precision of the numbers, without a
# warning; what is left is not the operator that was given. With `rtol=0` and an `atol` for the problem all terms stay.
#
# Seen with Qiskit 2.6.2, numpy 2.4.1, CPython 3.11:
#   9e-6 ZZ + 9e-6 XX: 0 terms; with atol=1e-9, rtol=0: 2 terms
#   1e6 times as large: 2 terms
# This script fails if the small operator has terms, or one of the others has not two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check qiskit==2.6.2 numpy==2.4.1
"$work/python/bin/python" - <<'PYTHON'
import numpy as np
from qiskit.quantum_info import Operator, SparsePauliOp

z, x = np.diag([1, -1]), np.array([[0, 1], [1, 0]])
matrix = 9e-6 * (np.kron(z, z) + np.kron(x, x))
small = len(SparsePauliOp.from_operator(Operator(matrix)))
told = len(SparsePauliOp.from_operator(Operator(matrix), atol=1e-9, rtol=0))
large = len(SparsePauliOp.from_operator(Operator(1e6 * matrix)))
print(f"9e-6 ZZ + 9e-6 XX: {small} terms; with atol=1e-9, rtol=0: {told} terms")
print(f"1e6 times as large: {large} terms")
assert small == 0 and told == 2 and large == 2
PYTHON
