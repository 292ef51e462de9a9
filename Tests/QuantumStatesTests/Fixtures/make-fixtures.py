#!/usr/bin/env python3
"""Writes reference-cases.json beside this file: random cases computed by NumPy, SciPy and QuTiP.

    python3 -m venv venv && venv/bin/pip install numpy scipy qutip && venv/bin/python make-fixtures.py

The seed is fixed, so the same versions write the same file. Numbers are written so that they read back to the same bits.
Matrices are row-major with real and imaginary parts interleaved; parties are in QuTiP's order, the first most significant.
"""

import json
import warnings
from itertools import combinations, product
from pathlib import Path

warnings.filterwarnings("ignore", message="matplotlib not found")

import numpy as np
import qutip
import scipy
import scipy.linalg

SEED = 20240611
random = np.random.default_rng(SEED)
PAULI = [np.eye(2), np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]]), np.diag([1, -1])]


def encoded(matrix):
    """A matrix as {rows, columns, entries}, entries in row-major order with interleaved parts."""
    matrix = np.asarray(matrix, dtype=complex)
    return {
        "rows": matrix.shape[0],
        "columns": matrix.shape[1],
        "entries": [float(part) for entry in matrix.flatten() for part in (entry.real, entry.imag)],
    }


def amplitudes(vector):
    return [float(part) for entry in np.asarray(vector, dtype=complex).flatten() for part in (entry.real, entry.imag)]


def gaussian(*shape):
    return random.normal(size=shape) + 1j * random.normal(size=shape)


def hermitian(size):
    matrix = gaussian(size, size)
    return (matrix + matrix.conj().T) / 2


def exactly_hermitian(matrix):
    return (matrix + matrix.conj().T) / 2


def random_state(size, rank=None):
    """A random state, with the columns whose outer products it sums up."""
    columns = gaussian(size, rank or size)
    columns /= np.linalg.norm(columns)
    return exactly_hermitian(columns @ columns.conj().T), columns


def two_qubit_state(kind):
    if kind == "full":
        return random_state(4)
    if kind.startswith("rank"):
        return random_state(4, int(kind[4:]))
    # A noisy entangled pure state, seen through random local unitaries: near the border of separability.
    angle, visibility = random.uniform(0, np.pi / 4), random.uniform(0.2, 0.9)
    vector = np.array([np.cos(angle), 0, 0, np.sin(angle)], dtype=complex)
    local = np.kron(*[scipy.linalg.qr(gaussian(2, 2))[0] for _ in range(2)])
    columns = np.column_stack([np.sqrt(visibility) * local @ vector, np.sqrt((1 - visibility) / 4) * np.eye(4)])
    return exactly_hermitian(columns @ columns.conj().T), columns


def concurrence_from_columns(columns):
    """Wootters' formula on the columns that made the state: exact also where eigenvalues vanish."""
    flip = np.kron(PAULI[2], PAULI[2])
    singular = np.linalg.svd(columns.T @ flip @ columns, compute_uv=False)
    return max(0.0, float(singular[0] - singular[1:].sum()))


def two_qubit_case(kind):
    rho, columns = two_qubit_state(kind)
    sigma, _ = random_state(4)
    state, other = (qutip.Qobj(matrix, dims=[[2, 2], [2, 2]]) for matrix in (rho, sigma))
    tensor = [float(np.trace(rho @ np.kron(p, q)).real) for p, q in product(PAULI, PAULI)]
    correlations = np.array(tensor).reshape(4, 4)[1:, 1:]
    singular = np.linalg.svd(correlations, compute_uv=False)
    concurrence = concurrence_from_columns(columns)
    full_rank = np.linalg.eigvalsh(rho)[0] > 1e-6
    if full_rank:  # QuTiP takes roots of eigenvalues, which costs half the digits of states without full rank
        assert abs(qutip.concurrence(state) - concurrence) < 1e-10
    return {
        "kind": kind,
        "state": encoded(rho),
        "other": encoded(sigma),
        "pauliTensor": tensor,
        "concurrence": float(qutip.concurrence(state)) if full_rank else concurrence,
        "negativity": float(qutip.negativity(state, 0)),
        "entropy": float(qutip.entropy_vn(state, base=2)),
        "fidelity": float(qutip.fidelity(state, other)) ** 2 if full_rank else None,
        "traceDistance": float(qutip.tracedist(state, other)),
        "purity": float((state * state).tr().real),
        "chshMaximum": float(2 * np.hypot(singular[0], singular[1])),
        "eigenvalues": [float(value) for value in np.linalg.eigvalsh(rho)],
    }


def parties_case(dimensions, kept, transposed):
    rho, _ = random_state(int(np.prod(dimensions)))
    state = qutip.Qobj(rho, dims=[dimensions, dimensions])
    ascending = sorted(kept)  # QuTiP's partial trace keeps ascending order
    reduced = state.ptrace(ascending).permute([ascending.index(party) for party in kept])
    mask = [int(party in transposed) for party in range(len(dimensions))]
    partial = qutip.partial_transpose(state, mask).full()
    eigenvalues = np.linalg.eigvalsh(partial)
    return {
        "dimensions": dimensions,
        "state": encoded(rho),
        "kept": kept,
        "reduced": encoded(reduced.full()),
        "reducedEntropy": float(qutip.entropy_vn(reduced, base=2)),
        "transposed": transposed,
        "partialTranspose": encoded(partial),
        "negativity": float(-eigenvalues[eigenvalues < 0].sum()),
    }


def permutation_case(dimensions, order):
    rho, _ = random_state(int(np.prod(dimensions)))
    permuted = qutip.Qobj(rho, dims=[dimensions, dimensions]).permute(order)
    return {"dimensions": dimensions, "state": encoded(rho), "order": order, "permuted": encoded(permuted.full())}


def exponential_case(size, norm):
    matrix = gaussian(size, size)
    matrix *= norm / np.linalg.norm(matrix, 1)
    return {"matrix": encoded(matrix), "result": encoded(scipy.linalg.expm(matrix))}


def logarithm_case(size):
    # The exponential of a matrix whose eigenvalues have small imaginary parts has that matrix as its principal logarithm.
    matrix = scipy.linalg.expm(0.7 * gaussian(size, size) / np.sqrt(size))
    return {"matrix": encoded(matrix), "result": encoded(scipy.linalg.logm(matrix))}


def evolution_case(size, time):
    hamiltonian = hermitian(size)
    state = gaussian(size)
    state /= np.linalg.norm(state)
    unitary = scipy.linalg.expm(-1j * time * hamiltonian)
    return {
        "hamiltonian": encoded(hamiltonian),
        "time": time,
        "unitary": encoded(unitary),
        "state": amplitudes(state),
        "evolved": amplitudes(unitary @ state),
        "eigenvalues": [float(value) for value in np.linalg.eigvalsh(hamiltonian)],
    }


def dicke(parties, excitations):
    vector = np.zeros(2**parties)
    for ones in combinations(range(parties), excitations):
        vector[sum(2 ** (parties - 1 - one) for one in ones)] = 1
    return vector / np.linalg.norm(vector)


def named_states():
    bell = {"phiPlus": "00", "phiMinus": "01", "psiPlus": "10", "psiMinus": "11"}
    cases = [{"name": name, "arguments": [], "amplitudes": amplitudes(qutip.bell_state(label).full())}
             for name, label in bell.items()]
    for parties in (2, 3, 5):
        cases.append({"name": "ghz", "arguments": [parties, 2], "amplitudes": amplitudes(qutip.ghz_state(parties).full())})
        cases.append({"name": "w", "arguments": [parties], "amplitudes": amplitudes(qutip.w_state(parties).full())})
    three_levels = sum(qutip.tensor(*[qutip.basis(3, level)] * 3) for level in range(3)).unit()
    cases.append({"name": "ghz", "arguments": [3, 3], "amplitudes": amplitudes(three_levels.full())})
    for parties, excitations in ((4, 0), (4, 2), (5, 2), (5, 4)):
        cases.append({"name": "dicke", "arguments": [parties, excitations],
                      "amplitudes": amplitudes(dicke(parties, excitations))})
    return cases


def gell_mann(dimension):
    """Projectors |j><k| combined as in the definition, from QuTiP's basis vectors."""
    def outer(j, k):
        return (qutip.basis(dimension, j) * qutip.basis(dimension, k).dag()).full()

    pairs = list(combinations(range(dimension), 2))
    symmetric = [outer(j, k) + outer(k, j) for j, k in pairs]
    antisymmetric = [-1j * outer(j, k) + 1j * outer(k, j) for j, k in pairs]
    diagonal = []
    for level in range(1, dimension):
        entries = np.zeros(dimension)
        entries[:level] = 1
        entries[level] = -level
        diagonal.append(np.diag(entries * np.sqrt(2 / (level * (level + 1)))))
    return {"dimension": dimension, "matrices": [encoded(m) for m in symmetric + antisymmetric + diagonal]}


def main():
    kinds = ["full"] * 30 + ["noisy"] * 20 + ["rank1"] * 5 + ["rank2"] * 15 + ["rank3"] * 10
    shapes = [
        ([2, 3, 2], [0], [0]), ([2, 3, 2], [2, 0], [1]), ([2, 3, 2], [1, 2], [0, 2]), ([2, 3, 2], [1], [2]),
        ([3, 2], [1], [0]), ([3, 2], [0], [1]), ([2, 2, 2], [2, 1], [1]), ([2, 2, 2], [0, 2], [0, 1]),
        ([4, 3], [0], [0]), ([2, 1, 3], [2], [2]),
    ]
    cases = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "qutip": qutip.__version__, "seed": SEED},
        "twoQubits": [two_qubit_case(kind) for kind in kinds],
        "parties": [parties_case(*shape) for shape in shapes],
        "permutations": [
            permutation_case([2, 3, 2], [2, 0, 1]), permutation_case([3, 2], [1, 0]),
            permutation_case([2, 2, 3], [1, 2, 0]),
        ],
        "exponentials": [exponential_case(size, norm) for size in (1, 2, 3, 4, 6) for norm in (0.01, 1.0, 5.0, 12.0)],
        "logarithms": [logarithm_case(size) for size in (1, 2, 2, 3, 3, 4, 4, 6)],
        "evolutions": [evolution_case(size, time) for size in (2, 3, 4, 8) for time in (-0.7, 0.3, 2.5)],
        "named": named_states(),
        "gellMann": [gell_mann(dimension) for dimension in (2, 3, 4)],
    }
    path = Path(__file__).with_name("reference-cases.json")
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    count = sum(len(value) for key, value in cases.items() if key != "versions")
    print(f"{path.name}: {count} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
