"""Eigenvalues and eigenvectors of a Hermitian matrix by NumPy."""

import numpy as np

from exchange import matrices, parameters, run

matrix = matrices("matrix", parameters["size"])[0]
run(lambda: np.linalg.eigh(matrix), lambda result: result.eigenvalues)
