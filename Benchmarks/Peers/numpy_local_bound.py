"""The local bound of a square matrix of correlator coefficients by vectorised enumeration in NumPy."""

import numpy as np

from exchange import array, parameters, run

settings = parameters["settings"]
matrix = array("coefficients").reshape(settings, settings)
BLOCK = 1 << 14


def bound():
    """The largest sum of |columns| over all signs of the rows, the first of which is fixed, in blocks that fit the cache."""
    bits = np.arange(settings - 1)
    best = -np.inf
    for start in range(0, 1 << (settings - 1), BLOCK):
        codes = np.arange(start, min(start + BLOCK, 1 << (settings - 1)))
        signs = 1.0 - 2.0 * ((codes[:, None] >> bits) & 1)
        sums = matrix[0] + signs @ matrix[1:]
        best = max(best, np.abs(sums, out=sums).sum(axis=1).max())
    return best


run(bound, lambda value: [value])
