#!/usr/bin/env bash
# toqito 1.1.8: `random_state_vector` and `random_density_matrix` are not drawn as documented: their mean is not the maximally mixed state.
#
# Entries of vectors are documented as drawn from a normal distribution, mixed states as drawn by the Hilbert-Schmidt or the Bures measure,
# with the mean purities 4/5 and 7/8 for a qubit. Entries of vectors, and the real parts of those of matrices, are drawn from 0 to 1
# instead, so that the states lie around |+>.
#
# Seen with toqito 1.1.8, numpy 2.4.1, CPython 3.11 (4000 states of each, standard errors below 0.01):
#   random_state_vector: mean <X> 0.71, exactly 0
#   random_density_matrix, Hilbert-Schmidt: mean <X> 0.24, exactly 0; mean purity 0.81, exactly 0.800
#   random_density_matrix, Bures: mean <X> 0.14, exactly 0; mean purity 0.79, exactly 0.875
# This script fails if one of the means of X is within 0.05 of 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check toqito==1.1.8 numpy==2.4.1
"$work/python/bin/python" - <<'PYTHON'
import numpy as np
from toqito.rand import random_density_matrix, random_state_vector

count = 4000
kets = [random_state_vector(2) for _ in range(count)]
samples = {
    "random_state_vector": [ket @ ket.conj().T for ket in kets],
    "random_density_matrix, Hilbert-Schmidt": [random_density_matrix(2) for _ in range(count)],
    "random_density_matrix, Bures": [random_density_matrix(2, distance_metric="bures") for _ in range(count)],
}
means = []
for (name, states), purity in zip(samples.items(), (1, 4 / 5, 7 / 8)):
    mean = np.mean(states, axis=0)
    means.append(2 * mean[0, 1].real)
    text = f"{name}: mean <X> {means[-1]:.2f}, exactly 0"
    if purity < 1:
        text += f"; mean purity {np.mean([np.trace(rho @ rho).real for rho in states]):.2f}, exactly {purity:.3f}"
    print(text)
assert min(abs(mean) for mean in means) > 0.05
PYTHON
