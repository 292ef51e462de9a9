"""Bounds of a hierarchy by cvxpy and Clarabel on the same moment matrices.

For each problem the input lists the entries of the moment matrix with row <= column: the number of the moment (0 for the
constant 1), row, column and sign; and the objective's coefficient of each moment. What is timed is all that a user does: the
model, its compilation, the solution.
"""

import sys

import numpy as np

try:
    import cvxpy
    import scipy.sparse as sparse
except ImportError:
    sys.exit(3)

if "CLARABEL" not in cvxpy.installed_solvers():
    sys.exit(3)

from exchange import array, run

SIZES = array("rows").astype(int)
COEFFICIENTS = np.split(array("coefficients"), np.cumsum(array("coefficientCounts").astype(int))[:-1])
ENTRIES = np.split(array("entries").reshape(-1, 4), np.cumsum(array("entryCounts").astype(int))[:-1])


def bound(size, coefficients, entries):
    """The greatest value over positive moment matrices."""
    moments, rows, columns = (entries[:, k].astype(int) for k in range(3))
    signs = entries[:, 3]
    off = rows != columns
    moment = np.concatenate([moments, moments[off]])
    place = np.concatenate([rows + size * columns, (columns + size * rows)[off]])
    sign = np.concatenate([signs, signs[off]])
    matrix = sparse.csc_matrix((sign, (place, moment)), shape=(size * size, len(coefficients)))
    y = cvxpy.Variable(len(coefficients) - 1)
    vector = matrix[:, 1:] @ y + matrix[:, 0].toarray().ravel()
    gamma = cvxpy.reshape(vector, (size, size), order="F")
    problem = cvxpy.Problem(cvxpy.Maximize(coefficients[1:] @ y + coefficients[0]), [gamma >> 0])
    return problem.solve(solver=cvxpy.CLARABEL)


run(lambda: [bound(*problem) for problem in zip(SIZES, COEFFICIENTS, ENTRIES)], lambda values: values)
