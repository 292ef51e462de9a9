#!/usr/bin/env bash
# pypoman 2.0.0: the half-spaces of a polytope without interior do not describe it.
#
# `compute_polytope_halfspaces(vertices)` is documented to give A, b with A x <= b exactly for the points of the convex hull. For a square
# in the plane z = 1 of three dimensions it gives five rows, one of which is -z <= -1: cdd marks that row as an equation, and the mark
# is dropped. Polytopes of correlations on all probabilities are of this kind.
#
# Seen with pypoman 2.0.0, pycddlib 3.0.2, cddlib 0.94m, numpy 2.4.6, CPython 3.11:
#   5 half-spaces; (0.5, 0.5, 5) is in all of them
# This script fails if the point is cut off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# pycddlib is compiled against Debian's libraries, which are unpacked here.
apt-get --quiet=2 download libcdd-dev libcdd0d libgmp-dev libgmp10 libgmpxx4ldbl 2>/dev/null
for package in *.deb; do dpkg -x "$package" files; done
libraries=$(echo "$work"/files/usr/lib/*-linux-gnu)
include=$work/files/usr/include
export LD_LIBRARY_PATH=$libraries
python3 -m venv "$work/python"
CFLAGS="-I$include -I$include/cddlib -I$(echo "$include"/*-linux-gnu)" LDFLAGS="-L$libraries" \
    "$work/python/bin/pip" install --quiet --disable-pip-version-check pypoman==2.0.0 pycddlib==3.0.2 numpy==2.4.6
"$work/python/bin/python" - <<'PYTHON'
import numpy as np
import pypoman

square = [np.array(point, dtype=float) for point in ((0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1))]
A, b = pypoman.compute_polytope_halfspaces(square)
inside = (A @ [0.5, 0.5, 5] <= b).all()
print(len(b), "half-spaces; (0.5, 0.5, 5) is", "in all of them" if inside else "cut off")
assert inside and all((A @ point <= b).all() for point in square)
PYTHON
