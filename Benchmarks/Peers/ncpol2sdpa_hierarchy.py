"""The bound of I3322 by ncpol2sdpa and Debian's sdpa, from the operators to the number.

The program `sdpa` must be in the path. In Collins and Gisin's form with local bound 0.
"""

import shutil
import sys

try:
    from ncpol2sdpa import (
        SdpRelaxation,
        define_objective_with_I,
        flatten,
        generate_measurements,
        projective_measurement_constraints,
    )
except ImportError:
    sys.exit(3)

if shutil.which("sdpa") is None:
    sys.exit(3)

from exchange import parameters, run

TABLE = [[0, -2, -1, 0], [-1, 1, 1, 1], [0, 1, 1, -1], [0, 1, -1, 0]]


def bound():
    """The level's value as the solver's primal says it."""
    alice, bob = generate_measurements([2, 2, 2], "A"), generate_measurements([2, 2, 2], "B")
    relaxation = SdpRelaxation(flatten([alice, bob]), verbose=0)
    relaxation.get_relaxation(
        parameters["level"],
        objective=define_objective_with_I(TABLE, alice, bob),
        substitutions=projective_measurement_constraints(alice, bob),
    )
    relaxation.solve(solver="sdpa")
    return -relaxation.primal


run(bound, lambda value: [value])
