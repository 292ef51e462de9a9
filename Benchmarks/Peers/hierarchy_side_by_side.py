"""Two bounds of the hierarchy, each program in a process of its own: seconds from start to end and the largest memory.

    python3 Benchmarks/Peers/hierarchy_side_by_side.py .build/release/benchmark [ROUNDS]

I3322 at level 3 and I4422 at 1+AB, by this package, by ncpol2sdpa with Debian's `sdpa`, and by cvxpy with Clarabel on the moment matrix that this
package forms (without symmetry, so that it is the same matrix for both). Programs take turns, and the median and the least of the rounds
are printed. Seconds are those of the work as each program counts them: from the inequality to the bound, without the start of Python and its
imports; memory is the largest resident set of any of its processes, which for the peers includes Python and its modules. What is not
installed is left out.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

CASES = {"i3322-3": (3, 3), "i4422-1+AB": (4, None)}


def table(settings):
    """I_nn22 in the notation of Collins and Gisin, local bound 0."""
    n = settings
    rows = [[0] * (n + 1) for _ in range(n + 1)]
    for y in range(n):
        rows[0][1 + y] = -(n - 1 - y)
    rows[1][0] = -1
    for x in range(n):
        for y in range(n):
            if x + y <= n:
                rows[x + 1][y + 1] = 1 if x + y < n else -1
    return rows


def by_ncpol2sdpa(case):
    from ncpol2sdpa import (
        SdpRelaxation,
        define_objective_with_I,
        flatten,
        generate_measurements,
        projective_measurement_constraints,
    )

    settings, level = CASES[case]
    start = time.perf_counter()
    alice, bob = (generate_measurements([2] * settings, name) for name in "AB")
    relaxation = SdpRelaxation(flatten([alice, bob]), verbose=0)
    extra = [] if level else [a * b for a in flatten(alice) for b in flatten(bob)]
    relaxation.get_relaxation(
        level or 1,
        objective=define_objective_with_I(table(settings), alice, bob),
        substitutions=projective_measurement_constraints(alice, bob),
        extramonomials=extra,
    )
    relaxation.solve(solver="sdpa")
    return -relaxation.primal, time.perf_counter() - start


def products(settings, level):
    """Words of observables: letters 0 … n-1 of the first party, n … 2n-1 of the second."""
    n = settings
    parts = [[()]]
    for _ in range(level or 1):
        parts.append([word + (letter,) for word in parts[-1] for letter in range(n) if word[-1:] != (letter,)])
    words = [
        (a, tuple(n + letter for letter in b))
        for i, first in enumerate(parts)
        for j, second in enumerate(parts)
        for a in first
        for b in second
        if (i + j <= (level or 1) or (level is None and i <= 1 and j <= 1))
    ]
    return sorted(words, key=lambda word: len(word[0]) + len(word[1]))


def reduced(word):
    result = []
    for letter in word:
        if result and result[-1] == letter:
            result.pop()
        else:
            result.append(letter)
    return tuple(result)


def by_cvxpy(case):
    import cvxpy
    import numpy as np
    import scipy.sparse as sparse

    settings, level = CASES[case]
    start = time.perf_counter()
    words = products(settings, level)
    size = len(words)
    numbers = {((), ()): 0}
    place, moment = [], []
    for i, (a, b) in enumerate(words):
        for j, (c, d) in enumerate(words):
            left, right = reduced(a[::-1] + c), reduced(b[::-1] + d)
            key = min((left, right), (left[::-1], right[::-1]))
            moment.append(numbers.setdefault(key, len(numbers)))
            place.append(i + size * j)
    matrix = sparse.csc_matrix((np.ones(len(place)), (place, moment)), shape=(size * size, len(numbers)))
    # P(0|x) = (1 + A_x)/2 and P(00|xy) = (1 + A_x + B_y + A_x B_y)/4.
    objective = np.zeros(len(numbers))
    for x, row in enumerate(table(settings)):
        for y, value in enumerate(row):
            for a, b in [((), ())] + ([((x - 1,), ())] if x else []) + ([((), (settings + y - 1,))] if y else []) + (
                [((x - 1,), (settings + y - 1,))] if x and y else []
            ):
                objective[numbers[(a, b)]] += value / 2 ** ((x > 0) + (y > 0))
    y = cvxpy.Variable(len(numbers) - 1)
    vector = matrix[:, 1:] @ y + matrix[:, 0].toarray().ravel()
    gamma = cvxpy.reshape(vector, (size, size), order="F")
    problem = cvxpy.Problem(cvxpy.Maximize(objective[1:] @ y + objective[0]), [gamma >> 0])
    value = problem.solve(solver=cvxpy.CLARABEL)
    return value, time.perf_counter() - start


def child(name, case):
    value, seconds = {"ncpol2sdpa": by_ncpol2sdpa, "cvxpy": by_cvxpy}[name](case)
    print(json.dumps({"value": value, "seconds": seconds}))


def measured(arguments):
    """What a process prints, and the largest resident set of it and of its children in MB."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        process = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        answer = process.stdout.decode().strip().splitlines()
        with os.fdopen(write, "w") as pipe:
            pipe.write(json.dumps([process.returncode, answer[-1] if answer else "", memory]))
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    code, answer, memory = json.loads(text)
    return (json.loads(answer), memory) if code == 0 and answer.startswith("{") else (None, memory)


def main(benchmark, rounds):
    own = os.path.abspath(__file__)
    failed = False
    for case in CASES:
        programs = {
            "ours": [benchmark, "hierarchy", "solve", case],
            "ours, same matrix": [benchmark, "hierarchy", "solve", case + "-same-matrix"],
            "ncpol2sdpa and sdpa": [sys.executable, own, "--child", "ncpol2sdpa", case],
            "cvxpy and Clarabel": [sys.executable, own, "--child", "cvxpy", case],
        }
        if shutil.which("sdpa") is None:
            del programs["ncpol2sdpa and sdpa"]
        results = {name: [] for name in programs}
        for _ in range(rounds):
            for name, arguments in programs.items():
                results[name].append(measured(arguments))
        print(f"{case}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
        reference = None
        for name, found in results.items():
            if any(answer is None for answer, _ in found):
                print(f"    {name:20} did not run")
                failed = failed or name.startswith("ours")
                continue
            seconds = [answer["seconds"] for answer, _ in found]
            value = found[0][0]["value"]
            reference = value if reference is None else reference
            print(
                f"    {name:20} {value:.8f}  {statistics.median(seconds):8.3f} s (least {min(seconds):.3f})  "
                f"{max(memory for _, memory in found):7.0f} MB"
            )
            # Solvers stop at some 1e-8 on either side; what is proven lies above.
            failed = failed or abs(value - reference) > 2e-6
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:4])
    elif 2 <= len(sys.argv) <= 3:
        sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 5))
    else:
        sys.exit(__doc__)
