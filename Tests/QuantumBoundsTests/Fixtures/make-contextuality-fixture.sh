#!/usr/bin/env bash
# Writes contextuality.json, contextual fractions of the package contextuality 2.1.0: Tests/QuantumBoundsTests/Fixtures/make-contextuality-fixture.sh.
# Its solver here is HiGHS, as SciPy has it (the default is commercial). The file is committed.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"

# pycddlib is compiled against Debian's libraries, which are unpacked here.
(cd "$work" && apt-get --quiet=2 download libcdd-dev libcdd0d libgmp-dev libgmp10 libgmpxx4ldbl 2>/dev/null)
for package in "$work"/*.deb; do dpkg -x "$package" "$work/files"; done
libraries=$(echo "$work"/files/usr/lib/*-linux-gnu)
include=$work/files/usr/include
export LD_LIBRARY_PATH=$libraries
CFLAGS="-I$include -I$include/cddlib -I$(echo "$include"/*-linux-gnu)" LDFLAGS="-L$libraries" \
    "$work/python/bin/pip" install --quiet --disable-pip-version-check pycddlib==3.0.2 numpy==2.4.6 scipy==1.17.1 cvxpy prettytable \
    matplotlib sympy tabulate tqdm
"$work/python/bin/pip" install --quiet --disable-pip-version-check --no-deps contextuality==2.1.0
FOLDER=$folder "$work/python/bin/python" -W ignore - <<'PYTHON'
import json, os
import numpy as np
from contextuality import EmpiricalModel, MeasurementScenarioImplementations

# The rows are the settings (0, 0), (0, 1), (1, 0), (1, 1), the columns outcomes 00, 01, 10, 11.
folder = os.environ["FOLDER"]
box = np.array([[0.5, 0, 0, 0.5]] * 3 + [[0, 0.5, 0.5, 0]])
corner = np.array([[1, 0, 0, 0]] * 4)
models = {"box": box, "quantum": np.sqrt(0.5) * box + (1 - np.sqrt(0.5)) / 4, "marginals": 0.8 * box + 0.2 * corner,
          "local": 0.5 * box + 0.125}
written = []
for name, p in models.items():
    model = EmpiricalModel(MeasurementScenarioImplementations.chsh(), p)
    written.append({"name": name, "probabilities": p.ravel().tolist(), "fraction": float(model.compute_cf(solver="SCIPY")["CF"])})
json.dump(written, open(f"{folder}/contextuality.json", "w"))
PYTHON
