"""The effective two-qubit state of two halves of a sample, by collective operators in NumPy."""

import numpy as np

from exchange import array, parameters, run

qubits = parameters["qubits"]
half = qubits // 2
psi = np.ascontiguousarray(array("amplitudes")).view("<c16").reshape((2,) * qubits)


def moved(members):
    """1, S_x/n, S_y/n and S_z/n of a region applied to the state."""
    x = np.zeros_like(psi)
    y = np.zeros_like(psi)
    z = np.zeros_like(psi)
    for axis in members:
        shape = [1] * qubits
        shape[axis] = 2
        flipped = np.flip(psi, axis)
        x += flipped
        y += flipped * np.array([-1j, 1j]).reshape(shape)
        z += psi * np.array([1.0, -1.0]).reshape(shape)
    return [psi] + [part / len(members) for part in (x, y, z)]


def tensor():
    """The 16 Pauli coefficients of the effective state."""
    first, second = moved(range(half)), moved(range(half, qubits))
    return [np.vdot(left, right).real for left in first for right in second]


run(tensor, lambda value: value)
