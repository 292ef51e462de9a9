"""P(up, up) = Tr(rho (P_n x P_m)) for many pairs of directions by NumPy's einsum over projectors, as one writes it down."""

import numpy as np

from exchange import array, matrices, run

pauli = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
state = matrices("matrix", 4)[0].reshape(2, 2, 2, 2)
first = np.ascontiguousarray(array("first").reshape(3, -1).T)
second = np.ascontiguousarray(array("second").reshape(3, -1).T)


def probabilities():
    """The projectors of every setting, contracted with the state."""
    p = 0.5 * (np.eye(2) + np.einsum("ki,iab->kab", first, pauli))
    q = 0.5 * (np.eye(2) + np.einsum("ki,iab->kab", second, pauli))
    return np.einsum("abcd,kca,kdb->k", state, p, q, optimize=True).real


run(probabilities, lambda result: result)
