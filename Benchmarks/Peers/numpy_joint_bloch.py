"""P(up, up) for many pairs of directions from the Bloch form of two qubits by NumPy, the quickest way we know there."""

import numpy as np

from exchange import array, matrices, run

pauli = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
state = matrices("matrix", 4)[0].reshape(2, 2, 2, 2)
a = np.einsum("abcb,ica->i", state, pauli).real
b = np.einsum("abad,jdb->j", state, pauli).real
t = np.einsum("abcd,ica,jdb->ij", state, pauli, pauli, optimize=True).real
first = np.ascontiguousarray(array("first").reshape(3, -1).T)
second = np.ascontiguousarray(array("second").reshape(3, -1).T)
run(
    lambda: 0.25 * (1 + first @ a + second @ b + np.einsum("ki,ki->k", first, second @ t.T)),
    lambda result: result,
)
