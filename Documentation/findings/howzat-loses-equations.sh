#!/usr/bin/env bash
# howzat 0.3.9: the inequalities of a polytope without interior do not describe it.
#
# `howzat.solve(vertices)` for a square in the plane z = 1 of three dimensions. Its `dimension` is 3 and its four inequalities
# b + a x >= 0 are those of the infinite prism above the square: nothing in the result says z = 1. Polytopes of correlations on
# all probabilities are of this kind.
#
# Seen with howzat 0.3.9, numpy 2.4.6, CPython 3.11:
#   4 inequalities; (0.5, 0.5, 5) satisfies all of them
# This script fails if the point is cut off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check howzat==0.3.9 numpy==2.4.6
"$work/python/bin/python" - <<'PYTHON'
import howzat
import numpy as np

square = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=float)
rows = np.array(howzat.solve(square).inequalities)
inside = (rows @ [1, 0.5, 0.5, 5] >= 0).all()
print(len(rows), "inequalities; (0.5, 0.5, 5)", "satisfies all of them" if inside else "is cut off")
assert inside and (rows @ np.vstack([np.ones(4), square.T]) >= 0).all()
PYTHON
