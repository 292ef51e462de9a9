"""The reduced state of some of the qubits by QuTiP."""

import sys

try:
    import qutip
except ImportError:
    sys.exit(3)

from exchange import array, matrices, pairs, parameters, run

qubits = parameters["qubits"]
state = qutip.Qobj(matrices("matrix", 2**qubits)[0], dims=[[2] * qubits, [2] * qubits])
kept = [int(party) for party in array("kept")]
run(lambda: state.ptrace(kept), lambda result: pairs(result.full()))
