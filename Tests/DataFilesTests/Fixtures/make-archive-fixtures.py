"""Writes the .npz, .mat and deflate fixtures: python3 make-archive-fixtures.py. NumPy, SciPy and ml_dtypes; the files are committed."""

import base64
import pathlib
import random
import zipfile
import zlib

import ml_dtypes
import numpy as np
from scipy.io import savemat
from scipy.sparse import csc_array

FOLDER = pathlib.Path(__file__).parent / "archives"

# The same numbers stand in the tests.
RHO = np.array([[0.5, 0.25 - 0.125j], [0.25 + 0.125j, 0.5]])
CUBE = np.arange(24.0).reshape(2, 3, 4)


def numpy_archives():
    arrays = dict(rho=RHO, cube=CUBE, fortran=np.asfortranarray(CUBE), single=RHO.astype("complex64"),
                  half=np.array([0.5, -2.0, 6e-8, 65504.0], dtype="float16"), large=np.array([2**63, 0], dtype="uint64"),
                  count=np.array(7), flags=np.array([True, False]), big=CUBE.astype(">f4"))
    np.savez(FOLDER / "stored.npz", **arrays)
    np.savez_compressed(FOLDER / "compressed.npz", **arrays)
    np.savez(FOLDER / "unnamed.npz", RHO, CUBE)
    np.savez_compressed(FOLDER / "zeros.npz", zeros=np.zeros(100_000))
    with zipfile.ZipFile(FOLDER / "bzip2.npz", "w", zipfile.ZIP_BZIP2) as archive:
        archive.write(FOLDER.parent / "npy" / "float64-vector-c.npy", "x.npy")


def numbers():
    np.save(FOLDER / "float16.npy", np.array([1.5, -0.0, np.inf, 2**-24, 65504.0, 1 / 3], dtype="float16"))
    np.save(FOLDER / "uint64.npy", np.array([2**63, 2**64 - 2048, 1], dtype="uint64"))
    np.save(FOLDER / "refused-longdouble.npy", np.zeros(2, dtype="longdouble"))
    np.save(FOLDER / "refused-clongdouble.npy", np.zeros(2, dtype="clongdouble"))
    for name in ["bfloat16", "float8_e5m2", "int4"]:
        np.save(FOLDER / f"refused-{name}.npy", np.zeros(2, dtype=getattr(ml_dtypes, name)))


def matlab_files():
    numbers = dict(rho=RHO, cube=CUBE, single=RHO.astype("complex64"), counts=np.array([[1, -2, 300]], dtype="int32"),
                   flags=np.array([[True, False]]), one=np.array([[3.5]]), empty=np.zeros((0, 3)),
                   large=np.array([[2**63]], dtype="uint64"))
    for name, compressed in [("plain", False), ("compressed", True)]:
        savemat(FOLDER / f"{name}.mat", numbers, do_compression=compressed)
        others = dict(text="abc", cell=np.array(["a", 1.0], dtype=object), structure=dict(a=1.0),
                      sparse=csc_array(np.eye(2)))
        savemat(FOLDER / f"others-{name}.mat", others, do_compression=compressed)
    savemat(FOLDER / "version-4.mat", dict(one=np.array([[3.5]])), format="4")
    # SciPy writes little-endian files only: the same elements with their bytes turned round, as SPARC machines wrote them.
    header = b"MATLAB 5.0 MAT-file, made by make-archive-fixtures.py".ljust(124) + b"\x01\x00MI"
    # Flags of class 6, sizes 2 × 2, and the name "M" as a small element of one byte of type 1.
    body = np.array([6, 8, 6, 0, 5, 8, 2, 2, 1 << 16 | 1], dtype=">u4").tobytes() + b"M\0\0\0"
    numbers = np.array([1.0, 3.0, 2.0, 4.0], dtype=">f8").tobytes()
    body += np.array([9, len(numbers)], dtype=">u4").tobytes() + numbers
    (FOLDER / "big.mat").write_bytes(header + np.array([14, len(body)], dtype=">u4").tobytes() + body)


def streams():
    """Streams of deflate of every kind of block, with what they hold."""
    source = random.Random(1)
    texts = {
        "empty": b"", "byte": b"a", "run": b"a" * 70_000, "text": b"local hidden variables, " * 50 + b"nothing else",
        "random": bytes(source.randrange(256) for _ in range(3000)),
        "skewed": bytes(min(source.randrange(256), source.randrange(256), source.randrange(256)) for _ in range(5000)),
        "distance": bytes(source.randrange(256) for _ in range(300)) + b"\0" * 32_000,
    }
    texts["distance"] += texts["distance"][:300]
    lines = []
    for name, text in texts.items():
        for level in [0, 1, 6, 9]:
            for strategy, kind in [(zlib.Z_DEFAULT_STRATEGY, "default"), (zlib.Z_FIXED, "fixed"),
                                   (zlib.Z_HUFFMAN_ONLY, "huffman")]:
                if (len(text) > 40_000 and level == 0) or (kind != "default" and level != 6) or len(lines) > 60:
                    continue
                packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
                stream = packer.compress(text) + packer.flush()
                if len(stream) > 8000:
                    continue
                lines.append(f"{name}-{level}-{kind},{len(text)},{zlib.crc32(text)},{zlib.adler32(text)},"
                             f"{base64.b64encode(stream).decode()}\n")
    (FOLDER / "streams.csv").write_text("name,size,crc,adler,stream\n" + "".join(lines))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    numpy_archives()
    numbers()
    matlab_files()
    streams()
