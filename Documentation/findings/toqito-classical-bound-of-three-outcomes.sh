#!/usr/bin/env bash
# toqito 1.1.8: the classical maximum of a Bell expression with three outcomes is often wrong.
#
# `bell_inequality_max(V, [3, 3, 2, 2], "fp", "classical")` is documented as exact. For ten expressions with integer coefficients,
# given as V[a, b, x, y], it is compared with the maximum over all deterministic strategies. With two outcomes all ten agree; with three most
# do not, and the error goes both ways: some values no local strategy reaches, some are reached and exceeded.
#
# Seen with toqito 1.1.8, numpy 2.4.1, CPython 3.11:
#   2 outcomes: 0 of 10 differ (0 too large, 0 too small)
#   3 outcomes: 7 of 10 differ (4 too large, 3 too small)
# This script fails if all values with three outcomes are right, or one with two outcomes is wrong.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check toqito==1.1.8 numpy==2.4.1
"$work/python/bin/python" - <<'PYTHON'
import itertools

import numpy as np
from toqito.state_opt.bell_inequality_max import bell_inequality_max


def largest(V):
    """The maximum over deterministic strategies: all of Alice's, and Bob's best answer to each."""
    outcomes, answers, settings, others = V.shape
    return max(
        sum(max(sum(V[a[x], b, x, y] for x in range(settings)) for b in range(answers)) for y in range(others))
        for a in itertools.product(range(outcomes), repeat=settings))


random = np.random.default_rng(3)
different = {}
for outcomes in (2, 3):
    different[outcomes], above, below = 0, 0, 0
    for _ in range(10):
        V = random.integers(-2, 3, size=(outcomes, outcomes, 2, 2)).astype(float)
        difference = bell_inequality_max(V.copy(), [outcomes, outcomes, 2, 2], "fp", "classical") - largest(V)
        different[outcomes] += abs(difference) > 1e-9
        above += difference > 1e-9
        below += difference < -1e-9
    print(f"{outcomes} outcomes: {different[outcomes]} of 10 differ ({above} too large, {below} too small)")
assert different[2] == 0 and different[3] > 0
PYTHON
