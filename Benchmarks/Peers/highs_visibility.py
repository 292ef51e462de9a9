"""The local visibility of a square matrix of correlators by cutting planes: HiGHS, and exact local bounds in NumPy.

Dual form: maximize M·E over functionals M with M·d <= 1 for all vertices d; the visibility is the inverse of the maximum.
Vertices that the present M violates are added until there is none; each round enumerates one party's signs.
"""

import sys

import numpy as np

try:
    from scipy.optimize import linprog
except ImportError:
    sys.exit(3)

from exchange import array, parameters, run

settings = parameters["settings"]
correlators = array("correlators").reshape(settings, settings)
codes = np.arange(1 << (settings - 1))
SIGNS = np.concatenate(
    [np.ones((len(codes), 1)), 1.0 - 2.0 * ((codes[:, None] >> np.arange(settings - 1)) & 1)], axis=1
)
PER_ROUND = 60


def visibility():
    """The greatest v for which v·E is a mixture of vertices."""
    rows = []
    while True:
        cuts = np.array(rows) if rows else None
        answer = linprog(
            -correlators.ravel(),
            A_ub=cuts,
            b_ub=np.ones(len(rows)) if rows else None,
            bounds=(-10, 10),
            method="highs",
        )
        functional = answer.x.reshape(settings, settings)
        sums = SIGNS @ functional
        values = np.abs(sums).sum(axis=1)
        worst = np.argsort(values)[::-1][:PER_ROUND]
        worst = worst[values[worst] > 1 + 1e-9]
        if len(worst) == 0:
            return -1 / answer.fun
        for index in worst:
            rows.append(np.outer(SIGNS[index], np.where(sums[index] < 0, -1.0, 1.0)).ravel())


run(visibility, lambda value: [value])
