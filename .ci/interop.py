"""Reads our files with NumPy, QuTiP, Qiskit and toqito, and writes them again with each; `.ci/interop` runs it."""

import pathlib
import sys

import numpy as np
import qutip
from qiskit.quantum_info import DensityMatrix, partial_trace
from scipy.io import savemat

FOLDER = pathlib.Path(sys.argv[1])


def expect(holds, words):
    if not holds:
        raise SystemExit("different: " + words)
    print("  ", words)


def main():
    rho = np.load(FOLDER / "rho.npy")
    state = qutip.Qobj(rho, dims=[[3, 2], [3, 2]])
    expect(abs(state.tr() - 1) < 1e-12 and state.isherm, "QuTiP reads rho.npy")
    theirs = DensityMatrix(np.load(FOLDER / "rho-qiskit.npy"), dims=(3, 2))
    # Qiskit's subsystem 0 is our party 0.
    expect(np.allclose(partial_trace(theirs, [1]).data, state.ptrace(0).full(), atol=1e-14), "Qiskit reads rho-qiskit.npy")
    expect(np.array_equal(np.loadtxt(FOLDER / "rho.csv", delimiter=",", dtype=complex), rho), "NumPy reads rho.csv to the bit")
    archive = np.load(FOLDER / "ours.npz", allow_pickle=False)
    expect(np.array_equal(archive["rho"], rho), "NumPy reads ours.npz")
    p = archive["p"]
    expect(np.allclose(p.sum(axis=(0, 1)), 1), "p[a,b,x,y] of ours.npz is normalized for each x, y")
    marginal = p.sum(axis=1)
    expect(np.allclose(marginal[:, :, 0], marginal[:, :, 1]), "and does not signal")
    cg = archive["cg"]
    expect(np.allclose(cg[1:, 1:], p[0, 0]) and np.allclose(cg[1:, 0], marginal[0, :, 0]), "cg is its Collins-Gisin matrix")

    np.save(FOLDER / "theirs.npy", np.asfortranarray(state.full()))
    np.save(FOLDER / "theirs-qiskit.npy", theirs.data)
    np.savez_compressed(FOLDER / "theirs.npz", rho=rho, p=np.asfortranarray(p))
    savemat(FOLDER / "theirs.mat", dict(rho=rho, other=np.eye(2)), do_compression=True)
    np.savetxt(FOLDER / "theirs.txt", rho)
    qutip.file_data_store(str(FOLDER / "theirs-qutip.csv"), state, numtype="complex", numformat="exp")


if __name__ == "__main__":
    main()
