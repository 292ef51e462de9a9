#!/usr/bin/env bash
# toqito 1.1.8: `trace_distance` is not the trace distance of two density operators.
#
# It is documented as half the trace norm of rho - sigma. What it returns is half the trace norm of the matrix of the absolute values of
# the entries of rho - sigma, which is another number as soon as signs or phases matter, and depends on the basis.
#
# Seen with toqito 1.1.8, numpy 2.4.1, CPython 3.11:
#   |0> and |+>: 0.5000, exactly 0.7071
#   100 random pairs of two qubits: 98 differ by more than 0.001, from -0.191 to 0.001
# This script fails if the first pair comes out right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check toqito==1.1.8 numpy==2.4.1
"$work/python/bin/python" - <<'PYTHON'
import numpy as np
from toqito.state_metrics import trace_distance

random = np.random.default_rng(1)


def exact(rho, sigma):
    return np.abs(np.linalg.eigvalsh(rho - sigma)).sum() / 2


def state():
    matrix = random.normal(size=(4, 4)) + 1j * random.normal(size=(4, 4))
    rho = matrix @ matrix.conj().T
    return rho / np.trace(rho).real


pair = np.diag([1.0, 0.0]), np.full((2, 2), 0.5)
print(f"|0> and |+>: {trace_distance(*pair):.4f}, exactly {exact(*pair):.4f}")
differences = [trace_distance(rho, sigma) - exact(rho, sigma) for rho, sigma in ((state(), state()) for _ in range(100))]
print(f"100 random pairs of two qubits: {sum(abs(d) > 1e-3 for d in differences)} differ by more than 0.001,",
      f"from {min(differences):.3f} to {max(differences):.3f}")
assert abs(trace_distance(*pair) - exact(*pair)) > 0.1
PYTHON
