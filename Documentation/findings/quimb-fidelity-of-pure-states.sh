#!/usr/bin/env bash
# quimb 1.16.0: `fidelity` of two density operators of pure states is right to four digits only.
#
# For projectors on two kets the (root) fidelity is |<psi|phi>|. quimb takes the square root of a matrix whose exact eigenvalues are
# zero, so that rounding of 1e-16 comes back as 1e-8, twice; the error is 1e-5 or so for random pairs of two qubits, and no argument
# changes it. Where kets are at hand, the absolute value of their product has all digits.
#
# Seen with quimb 1.16.0, numpy 2.4.6, CPython 3.11:
#   largest error for 100 pairs of pure states: 8e-05
#   largest error for 100 pairs of full rank: 5e-15
# This script fails if the error for pure states is below 1e-7, or that for full rank is above 1e-9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check quimb==1.16.0 numpy==2.4.6
"$work/python/bin/python" - <<'PYTHON'
import numpy as np
import quimb

random = np.random.default_rng(1)


def factor(rank):
    matrix = random.normal(size=(4, rank)) + 1j * random.normal(size=(4, rank))
    return matrix / np.linalg.norm(matrix)


worst = {}
for rank in (1, 4):
    worst[rank] = 0
    for _ in range(100):
        a, b = factor(rank), factor(rank)
        # For rho = a a* and sigma = b b* the root fidelity is the trace norm of a* b.
        exact = np.linalg.svd(a.conj().T @ b, compute_uv=False).sum()
        worst[rank] = max(worst[rank], abs(quimb.fidelity(a @ a.conj().T, b @ b.conj().T) - exact))
print(f"largest error for 100 pairs of pure states: {worst[1]:.0e}")
print(f"largest error for 100 pairs of full rank: {worst[4]:.0e}")
assert worst[1] > 1e-7 and worst[4] < 1e-9
PYTHON
