"""The ground energy of an open Heisenberg chain by SciPy's Lanczos (ARPACK) on a sparse matrix made beforehand."""

import sys

try:
    import scipy.sparse as sparse
    from scipy.sparse.linalg import eigsh
except ImportError:
    sys.exit(3)

import numpy as np

from exchange import parameters, run

qubits = parameters["qubits"]
# S.S on two neighbours: 1/4 on the diagonal of equal spins, -1/4 on that of opposite ones, which 1/2 exchanges.
bond = sparse.csr_matrix([[0.25, 0, 0, 0], [0, -0.25, 0.5, 0], [0, 0.5, -0.25, 0], [0, 0, 0, 0.25]])
hamiltonian = sum(
    sparse.kron(sparse.kron(sparse.identity(2**left), bond), sparse.identity(2 ** (qubits - left - 2)), format="csr")
    for left in range(qubits - 1)
)
start = np.random.default_rng(36).standard_normal(2**qubits)
run(lambda: eigsh(hamiltonian, k=1, which="SA", tol=1e-10, v0=start, return_eigenvectors=True), lambda result: result[0])
