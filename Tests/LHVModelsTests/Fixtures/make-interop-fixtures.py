"""Writes facets with lrs, cdd, normaliz, polymake and pycddlib, and arrays of toqito's kind: python3 make-interop-fixtures.py.

Made with lrs 7.1, cddlib 0.94m, normaliz 3.9.4, polymake 4.6, pycddlib 3.0.2, NumPy 2.4.1, SciPy 1.17.1; the programs must be in the search
path. The files are committed. With arguments, only what these names stand for: 2222, 3322, 2233, pycddlib, arrays.
"""

import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy.io import savemat

FOLDER = pathlib.Path(__file__).parent / "interop"

# Outcomes of each party's settings, and the programs that end within a minute.
SCENARIOS = {
    "2222": ([[2, 2], [2, 2]], ["lrs", "cdd", "normaliz", "polymake"]),
    "3322": ([[2, 2, 2], [2, 2, 2]], ["lrs", "cdd", "normaliz"]),
    "2233": ([[3, 3], [3, 3]], ["cdd", "normaliz"]),
}


def vertices(outcomes):
    """(1, p) in the notation of Collins and Gisin: 1, then all outcomes but the last of each setting; products of parties."""
    rows = []
    for strategies in itertools.product(*(itertools.product(*(range(k) for k in party)) for party in outcomes)):
        points = [[1] + [int(chosen == o) for chosen, k in zip(strategy, party) for o in range(k - 1)]
                  for strategy, party in zip(strategies, outcomes)]
        row = [1]
        for point in points:
            row = [x * y for x in row for y in point]
        rows.append(row)
    return rows


def run(name, rows, program, folder):
    width = len(rows[0])
    text = "\n".join(" ".join(map(str, row)) for row in rows)
    if program == "normaliz":
        turned = "\n".join(" ".join(map(str, row[1:] + row[:1])) for row in rows)
        (folder / f"{name}.in").write_text(f"amb_space {width - 1}\nvertices {len(rows)}\n{turned}\nSupportHyperplanes\n")
        subprocess.run(["normaliz", "-s", folder / f"{name}.in"], check=True, capture_output=True)
        return (folder / f"{name}.out").read_text(), "out"
    if program == "polymake":
        points = ", ".join(str(row) for row in rows)
        (folder / "facets.pl").write_text(
            f'use application "polytope";\nmy $polytope = new Polytope(POINTS => [{points}]);\nprint $polytope->FACETS;\n')
        # It keeps its settings in the home folder, and greets there.
        home = dict(os.environ, HOME=str(folder))
        return subprocess.run(["polymake", "--script", folder / "facets.pl"], check=True, stdout=subprocess.PIPE, text=True,
                              env=home).stdout, "txt"
    file = folder / f"{name}.ext"
    file.write_text(f"{name}\nV-representation\nbegin\n{len(rows)} {width} integer\n{text}\nend\n")
    if program == "lrs":
        output = subprocess.run(["lrs", file], check=True, capture_output=True, text=True).stdout
        return "".join(line + "\n" for line in output.splitlines() if not line.startswith("*0.") and line), "ine"
    subprocess.run(["scdd_gmp", file], check=True, capture_output=True)
    # What tells the time would be another in each run.
    lines = (folder / f"{name}.ine").read_text().splitlines()
    end = lines.index("end")
    return "".join(line + "\n" for line in lines[:end + 1]), "ine"


def pycddlib():
    """The matrices of pycddlib as it prints them: facets in Collins–Gisin notation, and on all 16 probabilities, where eight are equations."""
    import cdd.gmp

    scenario = SCENARIOS["2222"][0]
    strategies = list(itertools.product(range(2), repeat=4))
    # P(ab|xy) in the order [x, y, a, b].
    full = [[1] + [int((a, b) == (chosen[x], chosen[2 + y])) for x, y, a, b in itertools.product(range(2), repeat=4)]
            for chosen in strategies]
    for name, rows in [("pycddlib-2222", vertices(scenario)), ("pycddlib-2222-probabilities", full)]:
        matrix = cdd.gmp.matrix_from_array(rows, rep_type=cdd.RepType.GENERATOR)
        facets = cdd.gmp.copy_inequalities(cdd.gmp.polyhedron_from_matrix(matrix))
        (FOLDER / f"{name}.ine").write_text(str(facets))


def arrays():
    # Correlators of the singlet in a plane, as a MATLAB user's E = -cos(a' - b).
    a, b = np.arange(3) * np.pi / 3, np.pi / 6 + np.arange(3) * np.pi / 3
    savemat(FOLDER / "correlations.mat", dict(E=-np.cos(a[:, None] - b[None, :])), do_compression=True)
    # I3322 as toqito and QETLAB take it: Collins–Gisin, and all probabilities [a,b,x,y]; CHSH with full correlators.
    np.save(FOLDER / "i3322-cg.npy", np.array([[0, -2, -1, 0], [-1, 1, 1, 1], [0, 1, 1, -1], [0, 1, -1, 0]]))
    np.save(FOLDER / "chsh-fc.npy", np.array([[0, 0, 0], [0, 1, 1], [0, 1, -1]]))
    game = np.zeros((2, 2, 2, 2))
    for a, b, x, y in itertools.product(range(2), repeat=4):
        game[a, b, x, y] = 0.25 * ((a ^ b) == (x & y))
    np.save(FOLDER / "chsh-game.npy", game)
    # A cloud of five points as a gradient search holds it, in single precision: softmax over the outcomes of three settings.
    random = np.random.default_rng(5)
    model = {}
    for party in ("alice", "bob"):
        scores = np.exp(random.normal(size=(5, 3, 2)).astype("float32"))
        model[party] = scores / scores.sum(axis=-1, keepdims=True)
    weights = np.exp(random.normal(size=5).astype("float32"))
    model["weights"] = weights / weights.sum()
    p = np.einsum("l,lxa,lyb->xyab", *(model[name].astype(float) for name in ("weights", "alice", "bob")))
    np.savez_compressed(FOLDER / "cloud.npz", **model, p=p)


def main():
    FOLDER.mkdir(exist_ok=True)
    if not sys.argv[1:] or "pycddlib" in sys.argv[1:]:
        pycddlib()
    for name, (outcomes, programs) in SCENARIOS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        for program in programs:
            with tempfile.TemporaryDirectory() as folder:
                text, ending = run(name, vertices(outcomes), program, pathlib.Path(folder))
            (FOLDER / f"{program}-{name}.{ending}").write_text(text.replace(str(folder), "FOLDER"))
    if not sys.argv[1:] or "arrays" in sys.argv[1:]:
        arrays()


if __name__ == "__main__":
    main()
