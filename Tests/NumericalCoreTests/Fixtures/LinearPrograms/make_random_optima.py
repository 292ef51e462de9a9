"""Writes random_optima.csv: status and optimum of 1,200 random linear programs, by HiGHS through SciPy.

The programs themselves are not stored. RandomLinearProgram.swift makes the same ones from the same raw 64-bit
integers, NumPy's Philox(key=[seed, 0]) being RandomStream(seed:). Run it in this folder: python3 make_random_optima.py
"""

import numpy as np
from scipy.optimize import linprog


class Stream:
    def __init__(self, seed):
        self.generator = np.random.Philox(key=[seed, 0])

    def below(self, count):
        return int(self.generator.random_raw()) % count

    def between(self, low, high):
        return low + self.below(high - low + 1)


def random_program(seed):
    """Goal sign, c, A, row bounds and variable bounds; every draw in the order in which the Swift code makes it."""
    s = Stream(seed)
    family = seed % 6
    m = s.between(20, 40) if family == 5 else s.between(1, 12)
    n = s.between(30, 80) if family == 5 else s.between(1, 16)
    maximize = s.below(2) == 1
    a = np.zeros((m, n))
    for j in range(n):
        for i in range(m):
            if family == 3:
                a[i, j] = s.between(-1, 1)
            elif family == 1:
                a[i, j] = s.between(-9, 9) if s.below(2) == 0 else 0
            else:
                a[i, j] = s.between(-9, 9)
    c = np.array([float(s.between(-9, 9)) for _ in range(n)])
    x0 = np.array([float(s.between(0, 5)) for _ in range(n)])
    variables = []
    for j in range(n):
        kind = s.below(4)
        if family in (0, 3, 5) or kind == 0:
            variables.append((0.0, 10.0 if s.below(3) > 0 else np.inf))
        elif kind == 1:
            variables.append((-float(s.between(0, 5)), float(s.between(5, 9))))
        elif kind == 2:
            variables.append((-np.inf, float(s.between(5, 9))))
        else:
            variables.append((-np.inf, np.inf) if s.below(2) == 0 else (0.0, np.inf))
    activity = a @ x0
    rows = []
    for i in range(m):
        b = float(activity[i])
        if family == 2:
            b = float(s.between(-20, 20))
        elif family == 3:
            b = float(s.between(0, 1))
        kind = s.below(4)
        if kind == 0:
            rows.append((-np.inf, b))
        elif kind == 1:
            rows.append((b, np.inf))
        elif kind == 2:
            rows.append((b, b) if family in (1, 2, 4) else (-np.inf, b + 1))
        else:
            rows.append((b - s.between(0, 4), b + s.between(0, 4)))
    if family == 4:
        r = [2.0 ** s.between(-13, 13) for _ in range(m)]
        q = [2.0 ** s.between(-13, 13) for _ in range(n)]
        a = np.array(r)[:, None] * a * np.array(q)[None, :]
        c = c * np.array(q)
        rows = [(l * f, u * f) for (l, u), f in zip(rows, r)]
        variables = [(l / f, u / f) for (l, u), f in zip(variables, q)]
    return maximize, c, a, rows, variables


def solve(seed):
    maximize, c, a, rows, variables = random_program(seed)
    upper = [(a[i], u) for i, (l, u) in enumerate(rows) if l != u and u < np.inf]
    upper += [(-a[i], -l) for i, (l, u) in enumerate(rows) if l != u and l > -np.inf]
    equal = [(a[i], u) for i, (l, u) in enumerate(rows) if l == u]
    arguments = {}
    if upper:
        arguments.update(A_ub=np.array([r for r, _ in upper]), b_ub=[b for _, b in upper])
    if equal:
        arguments.update(A_eq=np.array([r for r, _ in equal]), b_eq=[b for _, b in equal])
    sign = -1 if maximize else 1
    results = []
    for presolve in (False, True):
        result = linprog(sign * c, bounds=variables, method="highs-ds", **arguments, options=dict(
            presolve=presolve, primal_feasibility_tolerance=1e-10, dual_feasibility_tolerance=1e-10))
        results.append(result)
    statuses = [r.status for r in results]
    if statuses[0] == 0:
        objectives = [sign * r.fun for r in results if r.status == 0]
        if len(objectives) == 2 and abs(objectives[0] - objectives[1]) > 1e-9 * (1 + abs(objectives[0])):
            return "disagree", repr(float(objectives[0]))
        return "optimal", repr(float(objectives[0]))
    return {2: "infeasible", 3: "unbounded"}.get(statuses[0], "unknown %d" % statuses[0]), ""


if __name__ == "__main__":
    from collections import Counter
    counts = Counter()
    with open("random_optima.csv", "w") as file:
        file.write("seed,status,objective\n")
        for seed in range(1200):
            status, objective = solve(seed)
            counts[seed % 6, status] += 1
            file.write(f"{seed},{status},{objective}\n")
    print(sorted(counts.items()))
