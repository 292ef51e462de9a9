"""The concurrence of many two-qubit states by QuTiP."""

import sys

try:
    import qutip
except ImportError:
    sys.exit(3)

from exchange import matrices, run

states = [qutip.Qobj(matrix, dims=[[2, 2], [2, 2]]) for matrix in matrices("matrices", 4)]
run(lambda: [qutip.concurrence(state) for state in states], lambda result: result)
