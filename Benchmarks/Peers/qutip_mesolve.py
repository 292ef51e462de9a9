"""One run of the collapse model's master equation by QuTiP: rho(t) at all times, to 1e-8.

The jump operators are given as pairs (from, to); building them is not timed, as it is not on the other side.
"""

import sys

try:
    import qutip
except ImportError:
    sys.exit(3)

import numpy as np

from exchange import array, matrices, pairs, parameters, run

levels = parameters["levels"]
kappa = array("kappa")[0]
times = array("times")
jumps = array("jumps").astype(int).reshape(-1, 2)
state = qutip.Qobj(matrices("state", levels)[0])
hamiltonian = qutip.Qobj(matrices("hamiltonian", levels)[0])
operators = [
    np.sqrt(kappa) * qutip.basis(levels, int(to)) * qutip.basis(levels, int(source)).dag() for source, to in jumps
]
options = {"rtol": 1e-8, "atol": 1e-10, "nsteps": 1000000, "progress_bar": False, "store_states": True}


def solve():
    return qutip.mesolve(hamiltonian, state, times, c_ops=operators, options=options).states


run(solve, lambda states: np.concatenate([pairs(matrix.full()) for matrix in states]))
