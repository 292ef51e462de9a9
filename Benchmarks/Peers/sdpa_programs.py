"""Solves the programs that `benchmark hierarchy write FOLDER` left in a folder, with Clarabel and with `sdpa`.

    swift run -c release benchmark hierarchy write FOLDER
    python3 Benchmarks/Peers/sdpa_programs.py FOLDER

Both solvers get the same written file: Clarabel (from PyPI, with NumPy and SciPy) by the reader below, `sdpa` (Debian's package, in the
search path) as it is. For each program the value of the level is printed as both find it, beside the value and the proven bound of
this package. The script ends with status 1 when a value differs by more than 1e-6 of 1 + its magnitude, or a proven bound is below a value by
more than that, and with status 3 when no solver is installed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import clarabel
    import numpy as np
    from scipy import sparse
except ImportError:
    clarabel = None

TOLERANCE = 1e-6


def read(path):
    """Block sizes, c, and for each of F_0, F_1, … its entries (block, row, column, value) with row <= column, from 0."""
    with open(path) as file:
        lines = [line for line in file if line[0] not in '"*']
    count, sizes = int(lines[0]), [int(word) for word in lines[2].split()]
    right = [float(word) for word in lines[3].split()]
    assert len(sizes) == int(lines[1]) and len(right) == count
    matrices = [[] for _ in range(count + 1)]
    for line in lines[4:]:
        matrix, block, row, column = (int(word) for word in line.split()[:4])
        matrices[matrix].append((block - 1, min(row, column) - 1, max(row, column) - 1, float(line.split()[4])))
    return sizes, right, matrices


def with_clarabel(path):
    """min c·x over sum x_i F_i - F_0 >= 0: s = -F_0 + F·x in a product of cones, A x + s = b with A = -F, b = -F_0."""
    sizes, right, matrices = read(path)
    starts, rows = [], 0
    for size in sizes:
        starts.append(rows)
        rows += -size if size < 0 else size * (size + 1) // 2

    def place(block, row, column):
        # The upper triangle column by column, with a factor of sqrt(2) off the diagonal.
        if sizes[block] < 0:
            return starts[block] + row, 1.0
        return starts[block] + column * (column + 1) // 2 + row, 1.0 if row == column else np.sqrt(2)

    entries, b = [], np.zeros(rows)
    for number, matrix in enumerate(matrices):
        for block, row, column, value in matrix:
            at, factor = place(block, row, column)
            if number == 0:
                b[at] -= factor * value
            else:
                entries.append((at, number - 1, -factor * value))
    at, variable, value = zip(*entries)
    a = sparse.csc_matrix((value, (at, variable)), shape=(rows, len(right)))
    cones = [
        clarabel.NonnegativeConeT(-size) if size < 0 else clarabel.PSDTriangleConeT(size) for size in sizes
    ]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-9
    p = sparse.csc_matrix((len(right), len(right)))
    solution = clarabel.DefaultSolver(p, np.array(right), a, b, cones, settings).solve()
    return solution.obj_val, str(solution.status)


def with_sdpa(path):
    """The objective c·x, which sdpa calls primal."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "result")
        subprocess.run(["sdpa", "-ds", path, "-o", out], check=True, stdout=subprocess.DEVNULL)
        with open(out) as file:
            text = file.read()
    value = re.search(r"objValPrimal\s*=\s*([-+0-9.eE]+)", text)
    phase = re.search(r"phase\.value\s*=\s*(\w+)", text)
    return float(value.group(1)), phase.group(1) if phase else "?"


def main(folder):
    solvers = []
    if clarabel is not None:
        solvers.append(("Clarabel", with_clarabel))
    if shutil.which("sdpa"):
        solvers.append(("sdpa", with_sdpa))
    if not solvers:
        print("neither Clarabel nor sdpa is installed", file=sys.stderr)
        return 3
    with open(os.path.join(folder, "bounds.json")) as file:
        bounds = json.load(file)
    print("program    level    ours         proven − ours " + " ".join(f"{name + ' − ours':>17}" for name, _ in solvers))
    wrong = 0
    for bound in bounds:
        path = os.path.join(folder, bound["name"] + ".dat-s")
        unit = 1 + abs(bound["estimate"])
        words = []
        for name, solve in solvers:
            value, status = solve(path)
            value = bound["constant"] - value
            difference = value - bound["estimate"]
            bad = not abs(difference) <= TOLERANCE * unit or not value - bound["upper"] <= TOLERANCE * unit
            wrong += bad
            words.append(f"{difference:17.1e}" + (f" WRONG ({status})" if bad else ""))
        print(
            f"{bound['name']:10} {bound['level']:8} {bound['estimate']:12.8f} "
            f"{bound['upper'] - bound['estimate']:13.1e} " + " ".join(words)
        )
    print(f"{len(bounds)} programs, {', '.join(name for name, _ in solvers)}: {wrong} beyond {TOLERANCE:g}")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
