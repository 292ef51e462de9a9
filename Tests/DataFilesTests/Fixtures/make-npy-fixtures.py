"""Writes the .npy fixtures with NumPy: python3 make-npy-fixtures.py. NumPy 1.23 or later; the files are committed."""

import base64
import io
import pathlib

import numpy as np

from npy_cases import WRITTEN, array, file_name

FOLDER = pathlib.Path(__file__).parent / "npy"


def main():
    FOLDER.mkdir(exist_ok=True)
    for case in WRITTEN:
        np.save(FOLDER / file_name(*case), array(*case))
    # What is read only: the other byte order, single-precision complex numbers, narrow integers, format 2 and 3.
    for name in ["float32", "float64", "complex64", "complex128", "int32", "int64"]:
        values = array(name, "cube", "fortran")
        np.save(FOLDER / f"big-{name}.npy", values.astype(values.dtype.newbyteorder(">")))
    np.save(FOLDER / "complex64.npy", array("complex64", "cube", "c"))
    for name in ["int8", "int16", "uint8", "uint16", "uint32", "uint64"]:
        np.save(FOLDER / f"narrow-{name}.npy", np.array([0, 1, np.iinfo(name).max // 2, 100], dtype=name))
    for version in [(2, 0), (3, 0)]:
        with open(FOLDER / f"version-{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, array("float64", "matrix", "fortran"), version=version)
    # Every length of header modulo the alignment, and the most dimensions that every NumPy reads.
    lines = []
    for ones in range(22):
        for last in [1, 10, 100]:
            for order in "CF":
                file = io.BytesIO()
                shape = (2,) + (1,) * ones + (last,)
                np.save(file, np.zeros(shape, order=order))
                header = file.getvalue()[: -16 * last]
                lines.append(f"{' '.join(map(str, shape))},{order},{base64.b64encode(header).decode()}\n")
    (FOLDER / "headers.csv").write_text("shape,order,bytes\n" + "".join(lines))
    np.save(FOLDER / "rank-32.npy", np.ones((1,) * 32))
    # What is refused.
    np.save(FOLDER / "refused-object.npy", np.array([None, 1], dtype=object))
    np.save(FOLDER / "refused-structured.npy", np.zeros(2, dtype=[("a", "<f8"), ("b", "<i4")]))
    np.save(FOLDER / "refused-unicode.npy", np.array(["ab", "c"]))


if __name__ == "__main__":
    main()
