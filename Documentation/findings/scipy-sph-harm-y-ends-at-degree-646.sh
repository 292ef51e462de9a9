#!/usr/bin/env bash
# SciPy 1.17.1: `scipy.special.sph_harm_y` gives NaN from degree 646 on.
#
# Valid input: degree 646, order 0, 1, 5 or 323, polar angle 1, azimuth 0, and degrees 700 and 1000. The values are numbers of size
# below 1, which a recurrence in the degree gives in double precision; it agrees with SciPy to 1e-13 at degrees 600 and 645. SciPy returns
# NaN for all of them, without a warning. Orders close to the degree still work, so that a table of one degree is partly NaN.
#
# Seen with scipy 1.17.1, numpy 2.4.6, CPython 3.11:
#   degree 645: largest difference 3.2e-15
#   degree 646: 4 of 4 are NaN
#   degree 700: 4 of 4 are NaN
#   degree 1000: 4 of 4 are NaN
# This script fails if the values at degree 646 and above are numbers, or those at 645 are wrong.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$work/python/bin/python" - <<'PYTHON'
import math

import numpy as np
from scipy.special import sph_harm_y


def harmonic(l, m, angle):
    """The orthonormal harmonic at azimuth 0, by the recurrence in the degree from l = m."""
    step = lambda k: math.sqrt((k * k - m * m) / (4 * k * k - 1))
    logarithm = sum(math.log((2 * k - 1) / (2 * k)) for k in range(1, m + 1)) + math.log((2 * m + 1) / (4 * math.pi))
    value, before = (-1) ** m * math.exp(logarithm / 2 + m * math.log(math.sin(angle))), 0.0
    for k in range(m, l):
        value, before = (math.cos(angle) * value - step(k) * before) / step(k + 1), value
    return value


def compare(l):
    orders = (0, 1, 5, l // 2)
    return np.array([sph_harm_y(l, m, 1.0, 0.0).real for m in orders]), np.array([harmonic(l, m, 1.0) for m in orders])


theirs, ours = compare(645)
print(f"degree 645: largest difference {np.abs(theirs - ours).max():.1e}")
assert np.abs(theirs - ours).max() < 1e-12
for l in (646, 700, 1000):
    theirs, ours = compare(l)
    assert np.abs(ours).max() < 1
    print(f"degree {l}: {np.isnan(theirs).sum()} of {len(theirs)} are NaN")
    assert np.isnan(theirs).all()
PYTHON
