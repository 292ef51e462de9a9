"""exp(-iHt) of a dense Hermitian matrix by QuTiP's exponential of an operator, for t = 0.1."""

import sys

try:
    import qutip
except ImportError:
    sys.exit(3)

from exchange import matrices, pairs, parameters, run

qubits = parameters["qubits"]
hamiltonian = qutip.Qobj(matrices("matrix", 2**qubits)[0], dims=[[2] * qubits, [2] * qubits])
run(lambda: (-0.1j * hamiltonian).expm(), lambda result: pairs(result.full()))
