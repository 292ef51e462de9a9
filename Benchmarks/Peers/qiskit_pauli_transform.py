"""The Pauli decomposition of a dense Hermitian matrix by Qiskit's compiled routine."""

import sys

try:
    from qiskit.quantum_info import Operator, SparsePauliOp
except ImportError:
    sys.exit(3)

import numpy as np

from exchange import matrices, parameters, run

qubits = parameters["qubits"]
operator = Operator(matrices("matrix", 2**qubits)[0])


def coefficients(decomposition):
    """Tr(A P) with P in the order I, X, Y, Z, the first tensor factor most significant; Qiskit's qubit 0 is the last."""
    x = decomposition.paulis.x.astype(int)
    z = decomposition.paulis.z.astype(int)
    letters = np.array([[0, 3], [1, 2]])[x, z]
    tensor = np.zeros(4**qubits)
    tensor[letters @ 4 ** np.arange(qubits)] = 2**qubits * decomposition.coeffs.real
    return tensor


# Without tolerances, which would drop small coefficients: the same work on both sides.
run(lambda: SparsePauliOp.from_operator(operator, atol=0, rtol=0), coefficients)
