"""The arrays on which NumPy and DataFiles must agree: the same formulas stand in NumPyCases.swift of the tests."""

import numpy as np

SHAPES = {"scalar": (), "vector": (5,), "matrix": (3, 4), "cube": (2, 3, 4), "empty": (0, 3), "row": (1, 6)}

SPECIAL = [0.0, -0.0, 1 / 3, 0.1, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), -2.2250738585072014e-308 / 4, 123456789.125]
SPECIAL_SINGLE = [0.0, -0.0, 0.333251953125, 0.1, 1e-45, 3.4028235e38, float("inf"), float("-inf"), -1.1754943508222875e-38 / 4, 1234.125]
SPECIAL_INTEGER = [0, -1, 2**63 - 1, -(2**63), 10, -10]
SPECIAL_INT32 = [0, -1, 2**31 - 1, -(2**31), 10, -10]


def element(name, k):
    """Element k, the last index running fastest."""
    if name == "float64":
        return SPECIAL[k] if k < len(SPECIAL) else k / 7
    if name == "float32":
        return SPECIAL_SINGLE[k] if k < len(SPECIAL_SINGLE) else k / 8
    if name == "complex128":
        return complex(element("float64", k), -float(k) / 3)
    if name == "complex64":
        return complex(element("float32", k), -float(k) / 4)
    if name == "int64":
        return SPECIAL_INTEGER[k] if k < len(SPECIAL_INTEGER) else k * k
    if name == "int32":
        return SPECIAL_INT32[k] if k < len(SPECIAL_INT32) else k * k
    if name == "bool":
        return k % 3 == 0
    raise ValueError(name)


def array(name, shape_name, order):
    """The array as NumPy saves it; order is "c" or "fortran"."""
    shape = SHAPES[shape_name]
    values = [element(name, k) for k in range(int(np.prod(shape)))]
    flat = np.array(values, dtype=name)
    return np.array(flat.reshape(shape), order="C" if order == "c" else "F")


# What both sides write: type, shape, order.
WRITTEN = [
    (name, shape, order)
    for name in ["float32", "float64", "complex128", "int64", "int32", "bool"]
    for shape in SHAPES
    for order in ["c", "fortran"]
]


def file_name(name, shape, order):
    return f"{name}-{shape}-{order}.npy"
