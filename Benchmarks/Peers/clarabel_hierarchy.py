"""The bound of a hierarchy by cvxpy and Clarabel on the same moment matrix.

The input lists the entries of the moment matrix with row <= column: the number of the moment (0 for the constant 1), row,
column and sign; and the objective's coefficient of each moment. What is timed is all that a user does: the model, its
compilation, the solution.
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

from exchange import array, parameters, run

size = parameters["rows"]
coefficients = array("coefficients")
entries = array("entries").reshape(-1, 4)
moments = entries[:, 0].astype(int)
rows, columns, signs = entries[:, 1].astype(int), entries[:, 2].astype(int), entries[:, 3]
off = rows != columns
moment = np.concatenate([moments, moments[off]])
place = np.concatenate([rows + size * columns, (columns + size * rows)[off]])
sign = np.concatenate([signs, signs[off]])


def bound():
    """The greatest value over positive moment matrices."""
    matrix = sparse.csc_matrix((sign, (place, moment)), shape=(size * size, len(coefficients)))
    y = cvxpy.Variable(len(coefficients) - 1)
    vector = matrix[:, 1:] @ y + matrix[:, 0].toarray().ravel()
    gamma = cvxpy.reshape(vector, (size, size), order="F")
    problem = cvxpy.Problem(cvxpy.Maximize(coefficients[1:] @ y + coefficients[0]), [gamma >> 0])
    return problem.solve(solver=cvxpy.CLARABEL)


run(bound, lambda value: [value])
