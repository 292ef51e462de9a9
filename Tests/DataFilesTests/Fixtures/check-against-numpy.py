"""The NumPy side of a live exchange of files with DataFiles, run by .ci/check-numpy.

    check-against-numpy.py write FOLDER     NumPy writes every array and a table of numbers.
    check-against-numpy.py compare FOLDER   compares what Swift made of them, in FOLDER/swift, and its own arrays.
"""

import pathlib
import sys

import numpy as np

from npy_cases import WRITTEN, array, file_name


def table():
    generator = np.random.default_rng(5)
    bits = generator.integers(0, 2**64, size=(500, 3), dtype=np.uint64)
    values = bits.view(np.float64)
    values[~np.isfinite(values)] = np.inf
    return values


def write(folder):
    for case in WRITTEN:
        np.save(folder / file_name(*case), array(*case))
    np.save(folder / "table.npy", table())
    np.savetxt(folder / "table.csv", table(), delimiter=",", header="x,y,z", comments="", fmt="%.17g")


def compare(folder):
    count = 0
    for case in WRITTEN:
        name = file_name(*case)
        expected = array(*case)
        loaded = np.load(folder / "swift" / name)
        assert loaded.dtype == expected.dtype and loaded.shape == expected.shape, name
        assert loaded.tobytes() == expected.tobytes(), f"{name}: the elements differ"
        assert (folder / "swift" / name).read_bytes() == (folder / name).read_bytes(), f"{name}: the bytes differ"
        count += 1
    expected = table()
    for reader in (np.loadtxt, np.genfromtxt):
        skip = {"skiprows": 2} if reader is np.loadtxt else {"skip_header": 2}
        loaded = reader(folder / "swift" / "table.csv", delimiter=",", **skip)
        assert loaded.tobytes() == expected.tobytes(), f"table.csv: {reader.__name__} reads other numbers"
    loaded = np.load(folder / "swift" / "table.npy")
    assert loaded.tobytes() == expected.tobytes(), "table.npy: Swift read other numbers from NumPy's table.csv"
    print(f"NumPy {np.__version__}: {count} arrays and a table of {expected.size} numbers agree in both directions")


if __name__ == "__main__":
    {"write": write, "compare": compare}[sys.argv[1]](pathlib.Path(sys.argv[2]))
