"""What every peer script shares: input from the benchmark program, timing, output.

A script is called as `python3 SCRIPT.py DIRECTORY SECONDS SAMPLES CLOCK`: it reads its input from files in the directory,
repeats one operation until a sample lasts at least SECONDS, takes SAMPLES samples by the CLOCK wall or cpu, leaves its
result in the directory and prints the times as JSON. It stops with status 3 when the peer is not installed.
"""

import json
import os
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(3)

DIRECTORY = sys.argv[1]
SECONDS = float(sys.argv[2])
SAMPLES = int(sys.argv[3])
now = time.thread_time if sys.argv[4] == "cpu" else time.perf_counter

with open(os.path.join(DIRECTORY, "parameters.json")) as file:
    parameters = json.load(file)


def array(name):
    """The array that the benchmark program wrote under a name."""
    return np.load(os.path.join(DIRECTORY, name + ".npy"))


def matrices(name, size):
    """Square complex matrices; each is written column after column, and handed out in the order NumPy prefers."""
    stack = array(name).reshape(-1, size, size)
    return [np.ascontiguousarray(matrix.T) for matrix in stack]


def pairs(matrix):
    """Real and imaginary parts in turn, column after column: the order of the benchmark program."""
    return np.asfortranarray(matrix).ravel(order="F").astype("<c16").view("<f8")


def run(operation, answer):
    """Times an operation, writes the numbers `answer` makes of its result, and prints the times."""

    def sample(turns):
        start = now()
        for _ in range(turns):
            operation()
        return now() - start

    np.save(os.path.join(DIRECTORY, "result.npy"), np.asarray(answer(operation()), dtype="<f8"))
    turns = 1
    seconds = sample(turns)
    while seconds < SECONDS:
        turns = max(turns + 1, int(turns * min(max(1.2 * SECONDS / max(seconds, 1e-9), 1.5), 100)))
        seconds = sample(turns)
    times = [sample(turns) / turns for _ in range(SAMPLES)]
    print(json.dumps({"seconds": times, "turns": turns}))
