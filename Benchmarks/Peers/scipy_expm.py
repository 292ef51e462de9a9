"""exp(-iHt) of a dense Hermitian matrix by SciPy's Padé approximant, for t = 0.1."""

import sys

try:
    from scipy.linalg import expm
except ImportError:
    sys.exit(3)

from exchange import matrices, pairs, parameters, run

generator = -0.1j * matrices("matrix", parameters["size"])[0]
run(lambda: expm(generator), pairs)
