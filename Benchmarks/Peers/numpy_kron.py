"""The Kronecker product of two matrices by NumPy."""

import numpy as np

from exchange import matrices, pairs, parameters, run

left, right = matrices("factors", parameters["size"])
run(lambda: np.kron(left, right), pairs)
