#!/usr/bin/env python3
"""Verify a certificate: what visibility does it prove?

    python3 verify.py FILE [--of OTHER]      what FILE proves; with OTHER, refused unless both are of one target
    python3 verify.py --kinds                the kinds of files

The first bytes of a file tell its kind. Everything is recomputed from the file alone, by code that shares nothing with the Swift
package; the proven number is printed last.

An isotropic certificate (LHVISO) is verified independently of the Swift verifier: no spherical harmonics, no associated Legendre functions. With the uniform probability
measure mu on S^(d-1), Bob's nodes y_j with weights w_j and signs t_j, and Alice's signs f, the addition theorem gives

    c_l = k_l N_l  sum_j w_j t_j  integral f(x) P_l(x.y_j) dmu(x),

a double sum over pairs of points. Both grids have equal steps in the azimuth, so the sum over azimuths is first a
circular correlation of rows of signs; the weighted correlations of all pairs of patterns are added up, and only then comes
the sum over rows and angles, once for the whole certificate, with P_l from its three-term recurrence. In dimensions above 3 responses
depend on three coordinates; the sum over their two directions comes first, as moments of Legendre polynomials for each pair of
shells, and then P_l is averaged over the coordinates that the responses do not see.

That needs NumPy; arithmetic in numpy.longdouble (64-bit mantissa on x86) unless --double is given.

Certificates of GHZ states, in a plane (LHVGHZ) and for all projective measurements (LHVGHZ3), are verified in whole numbers alone,
see GHZPlanar and GHZSphere; that needs nothing but Python 3. So are those of visibilities of correlators (LHVVIS) and behaviours
(LHVBEH) and of quantum bounds (LHVQNT), in fractions: each double of a file is taken as the fraction that it is; and those of
correlators that are known exactly (LHVEXA), such as cos(pi/8). Lower bounds on Grothendieck's constants (LHVKG) are in whole numbers
too, and need NumPy. NumPy, where it is there, shortens the enumeration of local bounds.
"""

import argparse
import itertools
import json
import math
import re
import struct
import sys
import zlib
from fractions import Fraction

try:
    import numpy as np
except ImportError:
    np = None

MAGIC = b"LHVISO\r\n"


class Certificate:
    """The contents of a file; see IsotropicCertificate+File.swift for the layout."""

    def __init__(self, data, check=True):
        if len(data) < 52 or data[:8] != MAGIC:
            raise ValueError("this is not an isotropic certificate")
        if check and struct.unpack("<I", data[-4:])[0] != zlib.crc32(data[:-4]):
            raise ValueError("the check sum does not fit the contents")
        fields = struct.unpack("<10I", data[8:48])
        version, self.dimension, self.degree = fields[:3]
        self.cells, self.nodes, count = fields[3:6], fields[6:9], fields[9]
        if version != 1:
            raise ValueError(f"format version must be 1, but was {version}")
        d, degree = self.dimension, self.degree
        shells, rows, azimuths = self.nodes
        if not (2 <= d <= 16 and degree % 2 == 1 and 3 <= degree <= 401):
            raise ValueError("dimension or degree out of range")
        # Bob's rule must integrate polynomials of degree L + 1 exactly: then |g| <= 1 everywhere.
        if azimuths < degree + 2 or (d > 2 and 4 * rows < degree + 2) or (d > 3 and 4 * shells < degree + 3):
            raise ValueError("Bob's quadrature is not exact to degree L + 1")
        if (d == 2 and (rows, self.cells[1]) != (1, 1)) or (d < 4 and (shells, self.cells[0]) != (1, 1)):
            raise ValueError("the grids do not belong to the dimension")
        # The integrals over Alice's cells are Gauss sums with a fixed number of points: a cell is at most 2 pi/L wide.
        if (d > 2 and 4 * self.cells[1] < degree) or (d > 3 and 4 * self.cells[0] < degree):
            raise ValueError("Alice's cells are too wide to integrate over")
        # A place's antipode, which has the opposite sign, must be in the grid; the format has multiples of 4.
        if any(n % 4 or not 4 <= n <= 8000 for n in (self.cells[2], azimuths)):
            raise ValueError("azimuths must be a multiple of 4 in 4..8000")
        if not 1 <= count <= 5000:
            raise ValueError("there must be 1 to 5000 pairs")
        sizes = [math.prod(self.cells), math.prod(self.nodes)]
        lengths = [(n + 7) // 8 for n in sizes]
        block = 8 + sum(lengths)
        if len(data) != 52 + block * count:
            raise ValueError("the file is too short or too long")
        self.pairs = []
        for start in range(48, 48 + block * count, block):
            (weight,) = struct.unpack("<d", data[start:start + 8])
            if not (math.isfinite(weight) and weight >= 0):
                raise ValueError("weights must be finite and not negative")
            middle = start + 8 + lengths[0]
            signs = []
            for n, raw, grid in ((sizes[0], data[start + 8:middle], self.cells),
                                 (sizes[1], data[middle:start + block], self.nodes)):
                bits = np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")[:n]
                pattern = 1 - 2 * bits.astype(np.int64)
                signs.append(pattern.reshape(grid[0] * grid[1], grid[2]))
            if d == 2 and any((s[:, : s.shape[1] // 2] + s[:, s.shape[1] // 2:]).any() for s in signs):
                raise ValueError("responses must be odd")
            self.pairs.append((weight, *signs))
        if not sum(weight for weight, _, _ in self.pairs) > 1e-6:
            raise ValueError("the weights must have a sum above 1e-6")


def orthonormal(alpha, beta, count):
    """Recurrence coefficients a_k, sqrt(b_(k+1)) of the polynomials orthonormal in the Jacobi weight of total 1."""
    centers, steps = [], []
    alpha, beta = Fraction(alpha), Fraction(beta)
    for k in range(count):
        s = 2 * k + alpha + beta
        centers.append((beta - alpha) / (s + 2) if k == 0 else (beta ** 2 - alpha ** 2) / (s * (s + 2)))
        n = k + 1
        s = 2 * n + alpha + beta
        if n == 1:
            square = 4 * (1 + alpha) * (1 + beta) / (s * s * (s + 1))
        else:
            square = 4 * n * (n + alpha) * (n + beta) * (n + alpha + beta) / (s * s * (s + 1) * (s - 1))
        steps.append(square)
    exact = lambda q: FLOAT(q.numerator) / FLOAT(q.denominator)
    return np.array([exact(c) for c in centers], FLOAT), np.sqrt(np.array([exact(s) for s in steps], FLOAT))


def gauss(alpha, beta, count):
    """Nodes and weights (of sum 1) of the Gauss-Jacobi rule, by Newton's method on eigenvalues."""
    centers, steps = orthonormal(alpha, beta, count)
    matrix = np.diag(centers.astype(float)) + np.diag(steps[:-1].astype(float), 1) + np.diag(steps[:-1].astype(float), -1)
    x = np.sort(np.linalg.eigvalsh(matrix)).astype(FLOAT)
    for _ in range(3):
        p, q = np.zeros_like(x), np.ones_like(x)
        dp, dq = np.zeros_like(x), np.zeros_like(x)
        total = np.zeros_like(x)
        for k in range(count):
            total += q * q
            back = steps[k - 1] if k else FLOAT(0)
            p, q, dp, dq = (q, ((x - centers[k]) * q - back * p) / steps[k],
                            dq, (q + (x - centers[k]) * dq - back * dp) / steps[k])
        x = x - q / dq
    weights = 1 / total
    if not (np.all(np.diff(x) > 0) and abs(weights.sum() - 1) < 1e-12):
        raise ValueError("a Gauss rule is incomplete")
    return x, weights


def multipliers(d, degree):
    """k_0..k_L of K = (C_(m+1)(t)/(t - t1))^2 with 2m = L + 1."""
    alpha = Fraction(d - 3, 2)
    order = (degree + 1) // 2 + 1
    zero = gauss(alpha, alpha, order)[0][-1]
    x, weights = gauss(alpha, alpha, degree + 2)
    centers, steps = orthonormal(alpha, alpha, order)
    p, q = np.zeros_like(x), np.ones_like(x)
    for k in range(order):
        p, q = q, ((x - centers[k]) * q - (steps[k - 1] if k else FLOAT(0)) * p) / steps[k]
    mass = weights * (q / (x - zero)) ** 2
    mass /= mass.sum()
    result, p, q = [FLOAT(1)], np.ones_like(x), x
    for l in range(1, degree + 1):
        result.append((mass * q).sum())
        p, q = q, ((2 * l + d - 2) * x * q - l * p) / FLOAT(l + d - 2)
    return np.array(result, FLOAT)


def angular_cells(count):
    """Gauss points of the equal steps of an angle in 0..pi/2, and their weights for the angle itself; shape (steps, points)."""
    base, share = gauss(0, 0, POINTS)
    step = PI / 2 / count
    angle = (np.arange(count)[:, None] + (base[None, :] + 1) / 2) * step
    return angle, np.broadcast_to(share * step, angle.shape)


def polar_points(rows, cells, d):
    """cos(theta) and weight of the points of each polar row of the northern half; shape (rows, points)."""
    if d == 2:
        return np.zeros((1, 1), FLOAT), np.ones((1, 1), FLOAT)
    if cells:
        theta, weight = angular_cells(rows)
        return np.cos(theta), weight * np.sin(theta)
    x, w = gauss(0, 0, 2 * rows)
    return x[::-1][:rows, None], 2 * w[::-1][:rows, None]


def radial_points(shells, cells, d):
    """r^2, the squared length of the three coordinates that are seen, and weight; shape (shells, points)."""
    if d < 4:
        return np.ones((1, 1), FLOAT), np.ones((1, 1), FLOAT)
    if cells:
        angle, measure = angular_cells(shells)
        measure = measure * np.sin(angle) ** 2 * np.cos(angle) ** (d - 4)
        return np.sin(angle) ** 2, measure / measure.sum()
    x, w = gauss(Fraction(d - 5, 2), Fraction(1, 2), shells)
    return (1 + x[:, None]) / 2, w[:, None]


def zonal(t, d, degree):
    """P_1(t), P_2(t) ... P_degree(t) of the sphere in d dimensions, one after the other; do not keep them."""
    p, q = np.ones_like(t), t.copy()
    for l in range(1, degree + 1):
        yield l, q
        if l < degree:
            np.multiply(p, FLOAT(-l) / FLOAT(l + d - 2), out=p)
            p += (FLOAT(2 * l + d - 2) / FLOAT(l + d - 2)) * (t * q)
            p, q = q, p


def moments(certificate, report):
    """For each shell of Alice and each of Bob, the sums of all products of signs times P_l(u.u'), l = 1, 3 ... L.

    u and u' are the directions of the (at most three) coordinates that the responses depend on. The sum over azimuths is a
    circular correlation of two rows of signs: its Fourier coefficients are the products of the rows' Fourier sums, added
    up for all pairs of patterns with their weights. P_l(u.u') is a polynomial of degree l in the cosine of the difference of the
    azimuths, so orders up to L and the even part are all that count. Alice's rows are averages over cells: a factor
    sin(m pi/n)/(m pi/n).
    """
    d, degree = certificate.dimension, certificate.degree
    (shells, rows, n), (bob_shells, bob_rows, k) = certificate.cells, certificate.nodes
    orders = np.arange(degree + 1)

    def fourier(patterns, count):  # (orders, places, cosine and sine of each pattern)
        part = np.outer(2 * np.arange(count) + 1, orders) % (2 * count)
        angle = part.astype(FLOAT) * (PI / count)
        sums = [[s.astype(FLOAT) @ wave / count for wave in (np.cos(angle), np.sin(angle))] for s in patterns]
        return np.array(sums, FLOAT).reshape(2 * len(sums), -1, degree + 1).transpose(2, 1, 0)

    half = orders[1:].astype(FLOAT) * (PI / n)
    average = np.concatenate([[FLOAT(1)], np.sin(half) / half])
    weights = np.repeat(np.array([weight for weight, _, _ in certificate.pairs], FLOAT), 2)
    alice = fourier([s for _, s, _ in certificate.pairs], n) * average[:, None, None] * weights
    bob = fourier([t for _, _, t in certificate.pairs], k)
    # Angles for the sum over the difference of azimuths: exact for cosines of orders up to 2L.
    count = 2 * degree + 2
    steps = np.arange(count // 2 + 1)
    cosines = np.cos(steps.astype(FLOAT) * (2 * PI / count))
    multiplicity = np.full(len(steps), 2, FLOAT)
    multiplicity[[0, -1]] = 1
    table = np.cos((np.outer(orders, steps) % count).astype(FLOAT) * (2 * PI / count)) * multiplicity / count
    table[1:] *= 2
    alice_cosine, alice_weight = polar_points(rows, True, d)
    bob_cosine, bob_weight = polar_points(bob_rows, False, d)
    alice_sine, bob_sine = np.sqrt(1 - alice_cosine ** 2), np.sqrt(1 - bob_cosine ** 2)
    sums = 0
    for row in range(bob_rows):
        polynomials = np.zeros(((degree + 1) // 2, rows, len(steps)), FLOAT)
        for point in range(alice_cosine.shape[1]):
            t = alice_cosine[:, point, None] * bob_cosine[row] + alice_sine[:, point, None] * bob_sine[row] * cosines
            for l, value in zonal(t, min(d, 3), degree):
                if l % 2:
                    polynomials[l // 2] += alice_weight[:, point, None] * bob_weight[row] * value
        product = alice @ bob[:, row::bob_rows].transpose(0, 2, 1)  # (orders, Alice's places, Bob's shells)
        mass = np.tensordot(product, table, axes=(0, 0)).reshape(shells, rows, bob_shells, -1)
        mass = mass.transpose(0, 2, 1, 3).reshape(shells * bob_shells, -1)
        sums = sums + mass @ polynomials.reshape(len(polynomials), -1).T
        report(f"\r{row + 1} of {bob_rows} rows")
    report("\r" + 30 * " " + "\r")
    return sums.reshape(shells, bob_shells, -1)


def verify(certificate, report=lambda text: None):
    d, degree = certificate.dimension, certificate.degree
    k = multipliers(d, degree)
    inner = moments(certificate, report)
    odd = range(1, degree + 1, 2)
    sums = dict(zip(odd, inner[0, 0])) if d < 4 else over_shells(certificate, inner, report)
    size = [harmonics(d, l) for l in range(degree + 1)]
    coefficients = {l: sums[l] * k[l] * size[l] for l in odd}
    total = sum(FLOAT(weight) for weight, _, _ in certificate.pairs)
    # What rounding may have cost: double precision is good to about 1e-10 only.
    epsilon = FLOAT("1e-9" if FLOAT is np.float64 else "1e-11") * total
    cost, rho_sectoral = total, FLOAT(1) / d
    for l in range(2, degree + 1):
        rho_sectoral *= FLOAT(2 * l) / FLOAT(2 * l + d - 2)
        if l % 2:
            cost += (abs(coefficients[l]) + epsilon) / max(rho_sectoral, 1 / FLOAT(size[l]))
    visibility = (coefficients[1] - epsilon) / cost
    # Above 1 the computation itself would be wrong: no file can do that, since |C_1| <= W.
    if not 0 < visibility <= 1:
        raise ValueError(f"the mixture proves nothing: its visibility is {float(visibility)}")
    return visibility, coefficients


def over_shells(certificate, inner, report):
    """The sums over shells of P_l(x.y), averaged over the coordinates that the responses do not see.

    For x = (r u, ..) and y = (r' u', ..) that average is a polynomial of degree l in t = u.u', odd for odd l. Its sum over all
    pairs of places is known from the moments of Legendre's polynomials: they belong to masses at Gauss points in t.
    """
    d, degree = certificate.dimension, certificate.degree
    t, share = gauss(0, 0, degree + 1)
    t, share = t[t > 0], 2 * share[t > 0]
    masses = 0
    for l, value in zonal(t, 3, degree):
        if l % 2:
            masses = masses + (2 * l + 1) * inner[:, :, l // 2, None] * (share * value)
    # The scalar product of the unseen parts is sqrt((1 - r^2)(1 - r'^2)) w, w with the weight (1 - w^2)^((d - 6)/2).
    if d == 4:
        w, portion = np.array([-1, 1], FLOAT), np.array([0.5, 0.5], FLOAT)
    else:
        w, portion = gauss(Fraction(d - 6, 2), Fraction(d - 6, 2), (degree + 2) // 2)
    alice_square, alice_weight = radial_points(certificate.cells[0], True, d)
    bob_square, bob_weight = radial_points(certificate.nodes[0], False, d)
    sums = dict.fromkeys(range(1, degree + 1, 2), FLOAT(0))
    for b, ((square,), (weight,)) in enumerate(zip(bob_square, bob_weight)):
        for a in range(len(alice_square)):
            seen = np.sqrt(alice_square[a] * square)[:, None, None] * t[:, None]
            x = seen + np.sqrt(np.maximum((1 - alice_square[a]) * (1 - square), 0))[:, None, None] * w
            m = (alice_weight[a] * weight)[:, None, None] * masses[a, b][:, None] * portion
            for l, value in zonal(x, d, degree):
                if l % 2:
                    sums[l] += np.vdot(m, value)
        report(f"\r{b + 1} of {len(bob_square)} shells")
    report("\r" + 30 * " " + "\r")
    return sums


def harmonics(d, l):
    """The number of linearly independent harmonics of degree l on S^(d-1)."""
    return math.comb(l + d - 1, d - 1) - (math.comb(l + d - 3, d - 1) if l > 1 else 0)


def text_lines(data, magic, kind, largest):
    """The lines of a certificate in text between the first and the last, at least two, and a function that reads one as a number."""
    if not data.startswith(magic):
        raise ValueError(f"this is not {kind}")
    if not data.startswith(magic + b"1\n"):
        raise ValueError("format version must be 1")
    if not data.endswith(b"\nend\n"):
        raise ValueError("the file must end with the line 'end'")
    lines = data[:-5].split(b"\n")[1:]
    if len(lines) < 2:
        raise ValueError("the file is too short")

    def number(line, key):
        words = line.split(b" ")
        digits = words[-1]
        if (len(words) != 2 or words[0] != key or not 1 <= len(digits) <= largest or digits.strip(b"0123456789")
                or (digits[:1] == b"0" and digits != b"0")):
            raise ValueError(f"a line must be '{key.decode()}' and a whole number of at most {largest} digits")
        return int(digits)

    return lines, number


class GHZPlanar:
    """A certificate that v cos(phi_1 + ... + phi_N) is local; see GHZPlanarCertificate+File.swift for the layout."""

    MAGIC = b"LHVGHZ "

    def __init__(self, data):
        lines, number = text_lines(data, self.MAGIC, "a planar GHZ certificate", 10)
        self.parties, self.cells = number(lines[0], b"parties"), number(lines[1], b"cells")
        if not 2 <= self.parties <= 8:
            raise ValueError("parties must be in 2..8")
        if self.cells % 2 or not 2 <= self.cells <= 512:
            raise ValueError("cells must be even and in 2..512")
        lines, block = lines[2:], self.parties + 1
        if len(lines) % block:
            raise ValueError("each term must have a weight and one line of signs for each party")
        if not 1 <= len(lines) // block <= 200:
            raise ValueError("there must be 1 to 200 terms")
        self.terms = []
        for start in range(0, len(lines), block):
            weight = number(lines[start], b"weight")
            if weight > 10 ** 9:
                raise ValueError("weights must be at most 10^9")
            signs = lines[start + 1:start + block]
            if any(line.strip(b"+-") for line in signs):
                raise ValueError("signs must be + or -")
            if any(len(line) != self.cells for line in signs):
                raise ValueError("responses must have one sign for each cell")
            self.terms.append((weight, [[1 if sign == 43 else -1 for sign in line] for line in signs]))
        if not any(weight for weight, _ in self.terms):
            raise ValueError("the weights must not all be zero")


def fixed_pi(one):
    """pi in units of 1/one, off by less than 2^12 units."""
    def arctangent(q):  # arctan(1/q)
        total, power, index = 0, one // q, 0
        while power:
            total += (-1) ** index * (power // (2 * index + 1))
            power //= q * q
            index += 1
        return total

    return 4 * (12 * arctangent(18) + 8 * arctangent(57) - 5 * arctangent(239))


def fixed_cosine(p, q, pi, one):
    """cos(p pi/q) in units of 1/one, off by less than 2^14 units."""
    p %= 2 * q
    p = min(p, 2 * q - p)
    if 2 * p > q:
        return -fixed_cosine(q - p, q, pi, one)
    x = pi * p // q
    total, term, index = 0, one, 0
    while term:
        total += (-1) ** (index // 2) * term
        term = term * x // one * x // one // ((index + 1) * (index + 2))
        index += 2
    return total


def verify_ghz(certificate):
    """v = C_1 - sum over k = 3, 5, ... of |C_k|, rounded down to a fraction with the denominator 10^12.

    Independent of the Swift verifier: Fourier coefficients are sums over the jumps of the sign functions,

        pi i k f^(k) = sum_j (s_j - s_(j-1)) exp(-i k j pi/n),  s_(-1) = -s_(n-1),

    pi is from Gauss's formula, and the sum over the aliases of a frequency is bounded by an integral after 1000 terms.

    All numbers are integers in units of u = 2^-300. Whatever is rounded is off by less than one unit: pi by less than 2^12 u,
    cosines by less than 2^14 u, a sum over jumps, of size 2^10 at most, by less than 2^24 u, and a product of eight by less than
    2^(24 + 7 * 10 + 3) u < 2^-200. So 2^-150 for each coefficient covers all rounding.
    """
    parties, n = certificate.parties, certificate.cells
    one, slack = 1 << 300, 1 << 150

    pi = fixed_pi(one)
    cosine = lambda m: fixed_cosine(m, n, pi, one)  # cos(m pi/n)

    table = [cosine(m) for m in range(2 * n)]  # sin(m pi/n) is the entry n/2 before

    def correlation(responses, k):
        """2 Re of the product of all f^(k)."""
        real, imaginary = one, 0
        for s in responses:
            jumps = [(j, s[j] - (s[j - 1] if j else -s[-1])) for j in range(n)]
            x = sum(t * table[k * j % (2 * n)] for j, t in jumps)
            y = -sum(t * table[(k * j - n // 2) % (2 * n)] for j, t in jumps)
            # Divided by i: (x + iy)/i = y - ix.
            real, imaginary = (real * y + imaginary * x) // one, (imaginary * y - real * x) // one
        for _ in range(parties):
            real = real * one // (k * pi)
        return 2 * real

    def aliases(k):
        """A number above the sum of |k/(k + 2nj)|^N over all integers j."""
        last = 1000
        total = one
        for j in range(1, last + 1):
            for frequency in (2 * n * j + k, 2 * n * j - k):
                total += one * k ** parties // frequency ** parties + 1
        # The integral of (k/(2nx +- k))^N from the last j on.
        for frequency in (2 * n * last + k, 2 * n * last - k):
            total += one * k ** parties // (2 * n * (parties - 1) * frequency ** (parties - 1)) + 1
        return total

    weight = sum(weight for weight, _ in certificate.terms)
    value = 0
    for k in range(1, n, 2):
        c = sum(w * correlation(responses, k) for w, responses in certificate.terms if w) // weight
        if k == 1:
            value += (c - slack) * (2 * one - aliases(k)) // one
        else:
            value -= (abs(c) + slack) * aliases(k) // one + 1
    digits = value * 10 ** 12 // one
    if not 0 < digits < 10 ** 12:
        raise ValueError(f"the mixture proves nothing: its visibility is {digits / 10 ** 12}")
    return Fraction(digits, 10 ** 12)


class GHZSphere:
    """A certificate that the GHZ state of three parties is local for all projective measurements.

    See GHZSphereCertificate+File.swift for the layout.
    """

    MAGIC = b"LHVGHZ3 "

    def __init__(self, data):
        lines, number = text_lines(data, self.MAGIC, "a GHZ certificate for the sphere", 13)
        self.heights, self.cells = number(lines[0], b"heights"), number(lines[1], b"cells")
        if not 1 <= self.heights <= 16:
            raise ValueError("heights must be in 1..16")
        if self.cells % 4 or not 8 <= self.cells <= 64:
            raise ValueError("cells must be a multiple of 4 in 8..64")
        lines = lines[2:]
        if len(lines) % 4:
            raise ValueError("each term must have a weight and one line of digits for each party")
        if not 1 <= len(lines) // 4 <= 20_000:
            raise ValueError("there must be 1 to 20000 terms")
        self.terms = []
        for start in range(0, len(lines), 4):
            weight = number(lines[start], b"weight")
            responses = []
            for line in lines[start + 1:start + 4]:
                words = line.split(b" ")
                if len(words) != self.heights or any(len(word) != self.cells // 4 for word in words):
                    raise ValueError("responses must have one digit for four cells, and one word for each height")
                if any(word.strip(b"0123456789abcdef") for word in words):
                    raise ValueError("digits must be 0..9 and a..f")
                responses.append([[1 - 2 * (int(word, 16) >> (self.cells - 1 - j) & 1) for j in range(self.cells)]
                                  for word in words])
            self.terms.append((weight, responses))
        if not 1 <= sum(weight for weight, _ in self.terms) <= 10 ** 12:
            raise ValueError("the weights must have a sum in 1..10^12")


def verify_ghz_sphere(certificate):
    """v = v0/(1 + K) of the article, rounded down to a fraction with the denominator 10^12.

    Independent of the Swift verifier, which counts products of signs: here Fourier coefficients are sums over the jumps of
    the sign functions, 2 pi i m f^(m) = J(m) = sum_j (s_j - s_(j-1)) exp(-2 pi i m j/n), so that three of them give
    2 Re f^ g^ h^ = -Im(J J J)/(4 pi^3 m^3).

    All numbers are integers in units of u = 2^-200. Cosines are off by less than 2^14 u, sums over jumps, of size 2^7 at most, by less
    than 2^21 u, and the product of three, which is not rounded, by less than 2^40 u. Quotients by powers of pi and the rounding after
    that add less than that. So 2^-120 for each coefficient covers all rounding.
    """
    heights, n = certificate.heights, certificate.cells
    one, slack = 1 << 200, 1 << 80
    pi = fixed_pi(one)
    table = [fixed_cosine(2 * j, n, pi, one) for j in range(n)]  # cos(2 pi j/n); the sine is the entry n/4 before
    orders = range(1, n // 2, 2)
    pairs = [(i, j) for j in range(heights) for i in range(j + 1)]
    triples = [(i, j, k) for k in range(heights) for j in range(k + 1) for i in range(j + 1)]
    three = {m: [0] * len(triples) for m in orders}
    two = [0] * len(pairs)
    for weight, responses in certificate.terms:
        if not weight:
            continue
        totals = [[sum(row) for row in response] for response in responses]
        for index, (i, j) in enumerate(pairs):
            two[index] += weight * sum(totals[a][i] * totals[b][j] for a in range(3) for b in range(3) if a != b)
        jumps = [[[(j, row[j] - row[j - 1]) for j in range(n) if row[j] != row[j - 1]] for row in response]
                 for response in responses]
        for m in orders:
            (f, g, h) = [[(sum(t * table[m * j % n] for j, t in row), -sum(t * table[(m * j - n // 4) % n] for j, t in row))
                          for row in response] for response in jumps]
            product = {}
            for i, j in pairs:
                (a, b), (c, d), (p, q), (x, y) = g[i], h[j], g[j], h[i]
                product[i, j] = (a * c - b * d + p * x - q * y, a * d + b * c + p * y + q * x)
            sums = three[m]
            for index, (i, j, k) in enumerate(triples):
                (a, b), (c, d), (p, q) = product[j, k], product[i, k], product[i, j]
                sums[index] += weight * (f[i][0] * b + f[i][1] * a + f[j][0] * d + f[j][1] * c + f[k][0] * q + f[k][1] * p)
    weight = sum(weight for weight, _ in certificate.terms)
    for m in orders:
        # In units of u: divided by 6 W for the mean over terms and orders of the parties.
        three[m] = [-(s // (24 * weight * m ** 3 * one)) * one // pi * one // pi // pi for s in three[m]]
    two = [s * one // (6 * n * n * weight) for s in two]
    radius = fixed_cosine(1, 4 * heights, pi, one)
    x = [fixed_cosine(2 * heights - 2 * i - 1, 4 * heights, pi, one) * one // radius for i in range(heights)]
    aim = three[1][-1]
    if aim <= 0:
        raise ValueError("the mixture proves nothing: it aims at no positive visibility")

    def aliases(m):
        """A number above the sum of |m/(m + n l)|^3 over all integers l."""
        last, total = 1000, one
        for l in range(1, last + 1):
            for frequency in (n * l + m, n * l - m):
                total += one * m ** 3 // frequency ** 3 + 1
        # The integral of (m/(n x +- m))^3 from the last l on.
        return total + sum(one * m ** 3 // (2 * n * frequency ** 2) + 1 for frequency in (n * last + m, n * last - m))

    copies = lambda *places: {1: 1, 2: 3 if len(places) == 3 else 2, 3: 6}[len(set(places))]
    pure = aim * (aliases(1) - one) // one + 1
    for m in orders:
        part = 0
        for value, (i, j, k) in zip(three[m], triples):
            target = aim * x[i] // one * x[j] // one * x[k] // one if m == 1 else 0
            part += copies(i, j, k) * (abs(value - target) + slack)
        pure += part * aliases(m) // one + 1
    pure = (pure * pi // one + 1) * (pi + slack) // (4 * one) + 1
    for value, (i, j) in zip(two, pairs):
        target = aim * x[heights - 1 - i] // one * x[heights - 1 - j] // one
        pure += 3 * copies(i, j) * (abs(value - target) + slack)
    digits = (aim - slack) * 10 ** 12 // (one + pure)
    if not 0 < digits < 10 ** 12:
        raise ValueError(f"the mixture proves nothing: its visibility is {digits / 10 ** 12}")
    return Fraction(digits, 10 ** 12)

class TextFile:
    """The lines of a file of text with a check sum, taken one by one; see CertificateWriter.swift for the layout."""

    def __init__(self, data, word, check=True):
        if not data.startswith(word + b" "):
            raise ValueError(f"this is no file of the kind {word.decode()}")
        if not data.startswith(word + b" 1\n"):
            raise ValueError("format version must be 1")
        if not data.endswith(b"\nend\n") or len(data) < 30:
            raise ValueError("the file must end with the line 'end'")
        if check and data[-22:-5] != b"checksum %08x" % zlib.crc32(data[:-22]):
            raise ValueError("the check sum does not fit the contents")
        require(data[-23:-22] == b"\n", "the check sum must stand on a line of its own")
        self.lines = data[:-23].decode().split("\n")[1:]
        self.place = 0

    def next_is(self, key):
        return self.place < len(self.lines) and self.lines[self.place].split(" ")[0] == key

    def words(self, key, count=None):
        words = self.lines[self.place].split(" ") if self.place < len(self.lines) else [""]
        self.place += 1
        require(words[0] == key, f"a line must begin with '{key}'")
        require(count is None or len(words) == count + 1, f"a line '{key}' must have {count} words")
        return words[1:]

    def text(self, key):
        self.words(key)
        line = self.lines[self.place - 1][len(key) + 1:]
        return re.sub(r"\\(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), line)

    def wholes(self, key, count=None):
        words = self.words(key, count)
        require(all(re.fullmatch("-?[0-9]{1,20}", word) for word in words), f"a line '{key}' must have whole numbers")
        return [int(word) for word in words]

    def count(self, key):
        (number,) = self.wholes(key, 1)
        require(0 <= number <= len(self.lines) - self.place, f"'{key}' must count lines that follow")
        return number

    def dyadics(self, key, count):
        return [dyadic(word) for word in self.words(key, count)]

    def finish(self):
        require(self.place == len(self.lines), "there are lines too many")


def require(condition, reason):
    if not condition:
        raise ValueError(reason)


def dyadic(word):
    """A number such as 3, -5p-3 (which is -5/8) or 1p9, as a fraction."""
    match = re.fullmatch("(-?[0-9]{1,16})(?:p(-?[0-9]{1,4}))?", word)
    require(match and abs(int(match[2] or 0)) <= 1100, "a number must be such as 3, -5p-3 or 1p9")
    return int(match[1]) * Fraction(2) ** int(match[2] or 0)


def root(x, up):
    """The square root of a fraction, rounded up or down to a multiple of 2^-200."""
    scaled = x * 4 ** 200
    whole = scaled.numerator // scaled.denominator
    if not up:
        return Fraction(math.isqrt(whole), 2 ** 200)
    return Fraction(math.isqrt(whole) + 1, 2 ** 200) if x else Fraction(0)


class Ends:
    """What the files of correlators and of behaviours hold alike."""

    def read_model(self, file, answers):
        (self.model_visibility,) = file.dyadics("model", 1)
        self.strategies = []
        for _ in range(file.count("strategies")):
            weight, *words = file.words("w")
            self.strategies.append((dyadic(weight), answers(words)))
        require(self.strategies, "there must be a strategy")
        require(all(weight >= 0 for weight, _ in self.strategies), "weights must not be negative")
        self.total = sum(weight for weight, _ in self.strategies)
        require(abs(self.total - 1) <= Fraction(1, 10 ** 9), "weights must have the sum 1")
        require(0 <= self.model_visibility <= 1, "the model's visibility must be in 0..1")

    def read_ends(self, file, rows):
        (self.lower,) = file.dyadics("lower", 1)
        self.upper, self.coefficients = None, None
        words = file.words("upper")
        if words != ["none"]:
            require(len(words) == 2 and re.fullmatch("-?[0-9]{1,19}", words[1]), "the upper end must have a local bound")
            self.upper, self.bound = dyadic(words[0]), int(words[1])
            self.coefficients = [number for row in rows for number in file.wholes("m", row)]
            require(sum(map(abs, self.coefficients)) < 2 ** 62, "the coefficients are too large")
        file.words("unproven")

    def check_ends(self, lower, upper):
        slack = Fraction(1, 10 ** 10)
        require(self.lower <= lower, f"the lower end is {float(lower)} and not {float(self.lower)}")
        require(self.lower >= lower - slack, f"the lower end is {float(lower)} and not {float(self.lower)}: a number was changed")
        if self.upper is not None:
            require(self.upper >= upper, f"the upper end is {float(upper)} and not {float(self.upper)}")
            require(self.upper <= upper + slack, f"the upper end is {float(upper)} and not {float(self.upper)}: a number was changed")


class Visibility(Ends):
    """A certificate of correlators; see VisibilityCertificate+File.swift for the layout."""

    MAGIC = b"LHVVIS"

    def __init__(self, data, check=True):
        file = TextFile(data, self.MAGIC, check)
        self.name = file.text("name")
        self.settings = file.wholes("settings")
        require(2 <= len(self.settings) <= 6 and all(1 <= n <= 4096 for n in self.settings), "parties must be 2..6")
        (marginals,) = file.words("marginals", 1)
        require(marginals in ("yes", "no"), "marginals must be yes or no")
        self.marginals = marginals == "yes"
        self.shape = [n + self.marginals for n in self.settings]
        rows = math.prod(self.shape[:-1])
        require(rows <= len(file.lines), "there must be a line for each row")
        self.elements = [x for _ in range(rows) for x in file.dyadics("e", self.shape[-1])]
        require(not self.marginals or self.elements[0] == 1, "the constant entry must be 1")

        def answers(words):
            require([len(word) for word in words] == self.settings, "there must be an answer for each setting")
            require(not "".join(words).strip("+-"), "answers must be + or -")
            return words

        self.read_model(file, answers)
        self.read_ends(file, [self.shape[-1]] * rows)
        (projective,) = file.words("projective", 1)
        self.projective = None
        if projective != "none":
            self.projective = dyadic(projective)
            self.state = file.dyadics("state", 4 ** len(self.settings))
            self.polyhedra = [[tuple(file.wholes("d", 3)) for _ in range(file.count("polyhedron"))] for _ in self.settings]
        file.finish()
        self.target = (self.settings, self.marginals, self.elements)

    def places(self):
        """The indices of all entries."""
        return itertools.product(*map(range, self.shape))

    def sums(self):
        """The sum of all strategies with their weights, over that of the weights."""
        scale = math.lcm(*(weight.denominator for weight, _ in self.strategies))
        sums = [0] * len(self.elements)
        for weight, words in self.strategies:
            number, vertex = int(weight * scale), [1]
            for word in words:
                signs = [1] * self.marginals + [1 if sign == "+" else -1 for sign in word]
                vertex = [a * b for a in vertex for b in signs]
            for place, sign in enumerate(vertex):
                sums[place] += sign * number
        return [Fraction(x, 1) / (scale * self.total) for x in sums]

    def verify(self):
        """The ends, exactly: v/(1 + sum over sets of parties of the residual's 2-norm), and (bound - M0)/(<M, E> - M0)."""
        deviation, radii = self.deviation()
        squares, counts = {}, {}
        for place, e, s in zip(self.places(), self.elements, self.sums()):
            set_ = tuple(bool(i) for i in place) if self.marginals else ()
            if self.marginals and not any(set_):
                continue
            squares[set_] = squares.get(set_, 0) + (self.model_visibility * e - s) ** 2
            counts[set_] = counts.get(set_, 0) + 1
        noise = sum(root(squares[key], True) + deviation * root(Fraction(counts[key]), True) for key in squares)
        lower, upper = self.model_visibility / (1 + noise), 1
        if self.upper is not None:
            bound = largest_with_signs(self.coefficients, self.shape, self.marginals)
            require(bound == self.bound, f"the local bound is {bound} and not {self.bound}")
            constant = self.coefficients[0] if self.marginals else 0
            value = sum(m * e for m, e in zip(self.coefficients, self.elements)) - constant
            require(value > 0, "the correlators do not exceed the noise in the inequality")
            upper = min(1, Fraction(bound - constant) / value)
        self.check_ends(lower, upper)
        if self.projective is not None:
            shrunk = self.lower * math.prod(radii)
            require(self.projective <= shrunk and self.projective >= shrunk - Fraction(1, 10 ** 10),
                    f"the end for all projective measurements is {float(shrunk)} and not {float(self.projective)}")

    def deviation(self):
        """How far the correlators may be from those of the state on the polyhedra, and the inradii of these."""
        if self.projective is None:
            return 0, []
        parties = len(self.settings)
        require([len(p) for p in self.polyhedra] == self.settings, "the polyhedra must have the settings of the correlators")
        require(abs(self.state[0] - 1) <= Fraction(1, 10 ** 12), "the state must have trace 1")
        radii = [inradius(polyhedron) for polyhedron in self.polyhedra]
        scale = math.lcm(*(x.denominator for x in self.state))
        terms = []
        for label, x in enumerate(self.state):
            axes = [label >> 2 * (parties - 1 - k) & 3 for k in range(parties)]
            if label and 0 in axes and not self.marginals:
                require(abs(x) <= Fraction(1, 10 ** 14), "the state has marginals that are left out")
            elif x:
                terms.append((int(x * scale), axes))
        lists = [[(2 ** 40, 0, 0, 0)] * self.marginals + [(0, *d) for d in p] for p in self.polyhedra]
        largest, unit = 0, scale * 2 ** (40 * parties)
        for place, e in zip(self.places(), self.elements):
            if self.marginals and not any(place):
                continue
            vectors = [lists[k][i] for k, i in enumerate(place)]
            value = sum(x * math.prod(v[a] for v, a in zip(vectors, axes)) for x, axes in terms)
            factor = math.prod([radii[k] for k, i in enumerate(place) if self.marginals and i == 0])
            largest = max(largest, abs(Fraction(value, unit) * factor - e))
        magnitude = 1 + sum(map(abs, self.state))
        require(largest <= magnitude / 10 ** 12, "the correlators are not those of the state on the polyhedra")
        # Marginals of at most 10^-14 that were left out.
        return largest + (0 if self.marginals else magnitude / 2 ** 46), radii

    def report(self):
        end = "" if self.upper is None else f"not local beyond {float(self.upper)!r}, "
        line = f"{self.name or 'correlators'}, {' x '.join(map(str, self.settings))} settings, {len(self.strategies)} strategies: {end}"
        if self.projective is not None:
            return line + (f"local on the polyhedra up to {float(self.lower)!r}, for all projective measurements: "
                           f"proven visibility {float(self.projective)!r}")
        return line + f"local: proven visibility {float(self.lower)!r}"


def inradius(vectors):
    """A number that the inradius of the hull of plus and minus the vectors is not below, in units of 2^-40 of their coordinates.

    The hull is built point by point in whole numbers. What is proven does not rest on it: the triangles found must close, each edge used
    once in each direction, and turn the same way about the origin; then each ray from it meets one, not nearer than its plane.
    """
    require(3 <= len(vectors) <= 4096 and all(abs(x) < 2 ** 41 for v in vectors for x in v), "a polyhedron must have 3..4096 lines")
    points = vectors + [tuple(-x for x in v) for v in vectors]

    def cross(a, b):
        return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])

    def dot(a, b):
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

    def minus(a, b):
        return (a[0] - b[0], a[1] - b[1], a[2] - b[2])

    count = len(vectors)
    # One line after the other: triples would be 10^10 for many lines in a plane.
    second = next((j for j in range(count) if any(cross(points[0], points[j]))), 0)
    third = next((k for k in range(count) if dot(points[k], cross(points[0], points[second]))), None)
    require(third is not None, "a polyhedron is flat")
    base = (third, second, 0)
    i, j, k = base if dot(points[base[0]], cross(points[base[1]], points[base[2]])) > 0 else (base[0], base[2], base[1])

    def plane(a, b, c):
        normal = cross(minus(points[b], points[a]), minus(points[c], points[a]))
        return normal, dot(normal, points[a])

    # The octahedron of three lines, and then one point after the other.
    triangles = {}
    for signs in itertools.product((0, 1), repeat=3):
        triangle = tuple(p + count * s for p, s in zip((i, j, k), signs))
        if sum(signs) % 2:
            triangle = (triangle[0], triangle[2], triangle[1])
        triangles[triangle] = plane(*triangle)
    for point in range(2 * count):
        if point % count in (i, j, k):
            continue
        seen = [t for t, (normal, height) in triangles.items() if dot(normal, points[point]) > height]
        edges = {(t[e], t[(e + 1) % 3]) for t in seen for e in range(3)}
        for t in seen:
            del triangles[t]
        for a, b in edges:
            if (b, a) not in edges:
                triangles[a, b, point] = plane(a, b, point)
    edges, least = set(), None
    for t, (normal, height) in triangles.items():
        require(height > 0, "the origin is not inside a polyhedron")
        for e in range(3):
            require((t[e], t[(e + 1) % 3]) not in edges, "an edge of a polyhedron belongs to more than two triangles")
            edges.add((t[e], t[(e + 1) % 3]))
        square = Fraction(height ** 2, dot(normal, normal) * 4 ** 40)
        least = square if least is None or square < least else least
    require(all((b, a) in edges for a, b in edges), "the surface of a polyhedron is not closed")
    return root(least, False)


def largest_with_signs(coefficients, shape, leads_with_one):
    """max <M, d> over all products d of signs, where the first entry of each party's list is 1 if so asked."""
    last = max(range(len(shape)), key=lambda k: (shape[k], k))
    order = [k for k in range(len(shape)) if k != last] + [last]
    strides = [math.prod(shape[k + 1:]) for k in range(len(shape))]
    tensor = [coefficients[sum(strides[k] * i for k, i in zip(order, place))]
              for place in itertools.product(*(range(shape[k]) for k in order))]
    free = sum(shape[k] - leads_with_one for k in order[:-1]) - (not leads_with_one)
    require(free <= (32 if np else 22), f"the local bound takes 2^{free} steps to recompute: too many"
            + ("" if np else " without NumPy"))

    def answered(values):
        return (values[0] if leads_with_one else abs(values[0])) + sum(map(abs, values[1:]))

    def best(tensor, sizes, is_first):
        if not sizes:
            return answered(tensor)
        size, fixed = sizes[0], 1 if leads_with_one or is_first else 0
        width = len(tensor) // size
        rows = [tensor[r * width:(r + 1) * width] for r in range(size)]
        if len(sizes) == 1 and np is not None and size - fixed > 6:
            return best_of_matrix(rows, fixed)
        current, signs, most = [sum(column) for column in zip(*rows)], [1] * size, None
        for step in range(1, 2 ** (size - fixed) + 1):
            value = best(current, sizes[1:], False)
            most = value if most is None or value > most else most
            if step < 2 ** (size - fixed):
                row = fixed + (step & -step).bit_length() - 1
                change, signs[row] = -2 * signs[row], -signs[row]
                current = [x + change * y for x, y in zip(current, rows[row])]
        return most

    def best_of_matrix(rows, fixed):
        # All signs of the last rows at once, those of the others one after the other; 64 bits are enough, as sums are below 2^62.
        rows = np.array(rows, np.int64)
        inner = min(12, len(rows) - fixed)
        signs = 1 - 2 * (np.arange(2 ** inner)[:, None] >> np.arange(inner) & 1)
        block = signs @ rows[len(rows) - inner:]
        outer, most = rows[fixed:len(rows) - inner], None
        base = rows[:fixed].sum(axis=0)
        for bits in range(2 ** len(outer)):
            values = block + (base + sum((row if bits >> r & 1 == 0 else -row) for r, row in enumerate(outer)))
            sums = np.abs(values[:, 1:]).sum(axis=1) + (values[:, 0] if leads_with_one else np.abs(values[:, 0]))
            value = int(sums.max())
            most = value if most is None or value > most else most
        return most

    return best(tensor, [shape[k] for k in order[:-1]], True)


class ExactNumber:
    """A number such as -sqrt(1/2+sqrt(1/20)) or cos(1/8), which is cos(pi/8), between two whole numbers of units of 2^-200."""

    ONE = 1 << 200
    PI = None

    def __init__(self, text):
        require(1 <= len(text) <= 1000, "a number must have 1 to 1000 characters")
        self.text, self.place, self.depth = text, 0, 0
        self.value = self.sum()
        require(self.place == len(text), f"the number {text[:60]} does not end where it should")

    def takes(self, pattern):
        match = re.compile(pattern).match(self.text, self.place)
        if match:
            self.place = match.end()
        return match

    def small(self, value):
        require(-4 * self.ONE <= value[0] and value[1] <= 4 * self.ONE, f"the number {self.text[:60]} leaves -4..4 on the way")
        return value

    def sum(self):
        value = self.product()
        while sign := self.takes("[+-]"):
            low, high = self.product()
            value = self.small((value[0] + low, value[1] + high) if sign[0] == "+" else (value[0] - high, value[1] - low))
        return value

    def product(self):
        value = self.factor()
        while self.takes("[*]"):
            value = self.small(times(value, self.factor()))
        return value

    def factor(self):
        self.depth += 1
        require(self.depth <= 32, "a number is nested too deep")
        if self.takes("-"):
            low, high = self.factor()
            value = (-high, -low)
        elif self.takes("sqrt[(]"):
            low, high = self.sum()
            require(low >= 0, "a root must be of a number that is not negative")
            top = math.isqrt(high * self.ONE)
            value = (math.isqrt(low * self.ONE), top + (top * top != high * self.ONE))
            self.close()
        elif match := self.takes("(cos|sin)[(](-?[0-9]{1,10})(?:/([0-9]{1,7}))?[)]"):
            p, q = int(match[2]), int(match[3] or 1)
            require(abs(p) <= 10 ** 9 and 1 <= q <= 10 ** 6, "an angle must be at most 10^9/10^6")
            if match[1] == "sin":
                p, q = q - 2 * p, 2 * q
            value = self.cosine(p % (2 * q), q)
        elif self.takes("[(]"):
            value = self.sum()
            self.close()
        elif match := self.takes("([0-9]{1,16})p(-?[0-9]{1,4})"):
            number = dyadic(match[0]) * self.ONE
            value = (math.floor(number), math.ceil(number))
        else:
            match = self.takes("([0-9]{1,18})(?:/([0-9]{1,18}))?")
            require(match and int(match[2] or 1), f"'{self.text[:60]}' is no number")
            number = Fraction(int(match[1]), int(match[2] or 1)) * self.ONE
            value = (math.floor(number), math.ceil(number))
        self.depth -= 1
        return self.small(value)

    def close(self):
        require(self.takes("[)]"), "a parenthesis is missing")

    @classmethod
    def cosine(cls, p, q):
        """cos(p pi/q) for 0 <= p < 2q; exact where it is a multiple of 1/2."""
        if 3 * p % q == 0:
            return (cls.ONE * (2, 1, -1, -2, -1, 1)[3 * p // q] // 2,) * 2
        if 2 * p % q == 0:
            return 0, 0
        cls.PI = cls.PI or fixed_pi(cls.ONE)
        cosine, slack = fixed_cosine(p, q, cls.PI, cls.ONE), 1 << 40
        return cosine - slack, cosine + slack


def times(x, y):
    """The product of two intervals in units of 2^-200, rounded outwards."""
    products = [a * b for a in x for b in y]
    return min(products) >> 200, -(-max(products) >> 200)


class Exact:
    """A certificate in whole numbers of correlators that are known exactly; see ExactCertificate+File.swift for the layout."""

    MAGIC = b"LHVEXA"
    UNIT = 10 ** 12

    def __init__(self, data, check=True):
        file = TextFile(data, self.MAGIC, check)
        self.name = file.text("name")
        self.settings = file.wholes("settings")
        require(2 <= len(self.settings) <= 6 and all(1 <= n <= 2 ** 20 for n in self.settings), "parties must be 2..6")
        (marginals,) = file.words("marginals", 1)
        require(marginals in ("yes", "no"), "marginals must be yes or no")
        self.marginals = marginals == "yes"
        self.shape = [n + self.marginals for n in self.settings]
        require(math.prod(self.shape) <= 2 ** 20, "there must be at most 2^20 correlators")
        rows, one = math.prod(self.shape[:-1]), ExactNumber.ONE
        start = file.place
        (source,) = file.words("source", 1)
        if source == "values":
            require(rows <= len(file.lines), "there must be a line for each row")
            words = [word for _ in range(rows) for word in file.words("e", self.shape[-1])]
            self.values = [ExactNumber(word).value for word in words]
        else:
            require(source == "state", "the source must be values or state")
            terms = {}
            for _ in range(file.count("state")):
                product, value = file.words("t", 2)
                require(re.fullmatch("[IXYZ]+", product) and len(product) == len(self.settings) and product.strip("I")
                        and product not in terms, "a product must be one of I, X, Y, Z for each party, once, and not all I")
                terms[product] = ExactNumber(value).value
                low, high = terms[product]
                require(low <= one and high >= -one, "an expectation value must be in -1..1")
            lists = []
            for n in self.settings:
                require(n <= len(file.lines), "there must be a line for each direction")
                directions = [[ExactNumber(word).value for word in file.words("d", 3)] for _ in range(n)]
                for d in directions:
                    square = sum(times(x, x)[1] for x in d)
                    require(abs(square - one) * 10 ** 9 <= one, "a direction must be of length 1 within 1e-9")
                lists.append([{"I": (one, one)}] * self.marginals + [dict(zip("XYZ", d)) for d in directions])
            require(len(terms) * math.prod(self.shape) <= 2 ** 27, "products times correlators must be at most 2^27")
            self.values = []
            for place in itertools.product(*map(range, self.shape)):
                low = high = 0
                for product, value in terms.items():
                    factors = [lists[k][i].get(axis) for k, (i, axis) in enumerate(zip(place, product))]
                    if None not in factors:
                        for factor in factors:
                            value = times(value, factor)
                        low, high = low + value[0], high + value[1]
                self.values.append((low, high))
            if self.marginals:
                self.values[0] = (one, one)
        require(all(abs(x) <= one + one // 2 ** 26 for value in self.values for x in value), "correlators must be in -1..1")
        require(not self.marginals or self.values[0] == (one, one), "the constant entry must be 1")
        self.target = (self.settings, self.marginals, file.lines[start:file.place])
        self.model_visibility = self.visibility(*file.words("model", 1))
        self.terms = []
        for _ in range(file.count("strategies")):
            weight, *words = file.words("w", 1 + len(self.settings))
            require(re.fullmatch("0|[1-9][0-9]{0,15}", weight), "a weight must be a whole number of at most 16 digits")
            require([len(word) for word in words] == self.settings, "there must be an answer for each setting")
            require(not "".join(words).strip("+-"), "answers must be + or -")
            self.terms.append((int(weight), words))
        require(0 < sum(weight for weight, _ in self.terms) <= 2 ** 50, "the weights must have a sum in 1..2^50")
        self.lower, self.upper = self.visibility(*file.words("lower", 1)), None
        words = file.words("upper")
        if words != ["none"]:
            require(len(words) == 2 and re.fullmatch("-?[0-9]{1,19}", words[1]), "the upper end must have a local bound")
            self.upper, self.bound = self.visibility(words[0]), int(words[1])
            self.coefficients = [m for _ in range(rows) for m in file.wholes("m", self.shape[-1])]
            require(sum(map(abs, self.coefficients)) < 2 ** 62, "the coefficients are too large")
        self.unproven = " ".join(file.words("unproven"))
        file.finish()

    def visibility(self, word):
        require(re.fullmatch("0[.][0-9]{12}|1[.]0{12}", word), "a visibility must be a fraction of twelve digits in 0..1")
        return int(word.replace(".", ""))

    def verify(self):
        """Both ends in whole numbers, each paying for the distance of the numbers between which a correlator lies."""
        one, total = ExactNumber.ONE, sum(weight for weight, _ in self.terms)
        sums = [0] * len(self.values)
        for weight, words in self.terms:
            vertex = [weight]
            for word in words:
                signs = [1] * self.marginals + [1 if sign == "+" else -1 for sign in word]
                vertex = [a * b for a in vertex for b in signs]
            sums = list(map(int.__add__, sums, vertex))
        squares = {}
        for place, (low, high), s in zip(itertools.product(*map(range, self.shape)), self.values, sums):
            set_ = tuple(bool(i) for i in place) if self.marginals else ()
            if self.marginals and not any(set_):
                continue
            # In units of 2^-200/(10^12 total), without rounding.
            local = s * one * self.UNIT
            residual = max(abs(x * self.model_visibility * total - local) for x in (low, high))
            squares[set_] = squares.get(set_, 0) + residual ** 2
        noise = sum(math.isqrt(square) + (math.isqrt(square) ** 2 != square) for square in squares.values())
        unit = one * self.UNIT * total
        found = self.model_visibility * unit // (unit + noise)
        require(found - 100 <= self.lower <= found, f"the lower end is {found} and not {self.lower}, in units of 10^-12")
        if self.upper is None:
            return
        bound = largest_with_signs(self.coefficients, self.shape, self.marginals)
        require(bound == self.bound, f"the local bound is {bound} and not {self.bound}")
        constant = self.coefficients[0] if self.marginals else 0
        value = sum(m * (low if m >= 0 else high) for m, (low, high) in zip(self.coefficients, self.values)) - constant * one
        require(value > 0, "the correlators do not exceed the noise in the inequality")
        found = min(self.UNIT, -(-(bound - constant) * one * self.UNIT // value))
        require(found <= self.upper <= found + 100, f"the upper end is {found} and not {self.upper}, in units of 10^-12")

    def report(self):
        decimal = lambda units: f"{units // self.UNIT}.{units % self.UNIT:012d}"
        end = f"upper end not proven ({self.unproven.split(' ')[0]}), " if self.unproven != "none" else ""
        end = end if self.upper is None else f"not local beyond {decimal(self.upper)}, "
        return (f"{self.name or 'correlators'}, {' x '.join(map(str, self.settings))} settings, {len(self.terms)} strategies, whole numbers: "
                f"{end}local: proven visibility {decimal(self.lower)}")


class BehaviourFile(Ends):
    """A certificate of a behaviour; see BehaviourCertificate+File.swift for the layout, and the article for the parts r_S."""

    MAGIC = b"LHVBEH"

    def __init__(self, data, check=True):
        file = TextFile(data, self.MAGIC, check)
        self.name = file.text("name")
        (parties,) = file.wholes("parties", 1)
        require(2 <= parties <= 6, "parties must be 2..6")
        self.outcomes = [file.wholes("outcomes") for _ in range(parties)]
        require(all(o and all(1 <= n <= 256 for n in o) for o in self.outcomes), "outcomes must be 1..256")
        require(math.prod(map(len, self.outcomes)) <= len(file.lines), "there must be a line for each list of settings")
        self.lists = list(itertools.product(*(range(len(o)) for o in self.outcomes)))
        rows = [math.prod(self.counts(x)) for x in self.lists]
        self.table = [file.dyadics("p", row) for row in rows]

        def answers(words):
            lists = [[int(a) if re.fullmatch("[0-9]{1,3}", a) else -1 for a in word.split(",")] for word in words]
            require([len(a) for a in lists] == [len(o) for o in self.outcomes]
                    and all(0 <= a < n for answer, o in zip(lists, self.outcomes) for a, n in zip(answer, o)),
                    "a strategy has outcomes that do not exist")
            return lists

        self.read_model(file, answers)
        self.read_ends(file, rows)
        file.finish()
        self.target = (self.outcomes, self.table)

    def counts(self, settings):
        return [o[x] for o, x in zip(self.outcomes, settings)]

    def parts(self, table):
        """r_S(a_S|x_S) for each S, x_S and a_S."""
        parties = range(len(self.outcomes))
        sets = list(itertools.product((False, True), repeat=len(self.outcomes)))
        pick = lambda set_, values: tuple(v if s else None for s, v in zip(set_, values))
        marginals, parts = {}, {}
        for x, row in zip(self.lists, table):
            for a, p in zip(itertools.product(*map(range, self.counts(x))), row):
                for set_ in sets:
                    key = (set_, pick(set_, x), pick(set_, a))
                    others = math.prod(len(self.outcomes[k]) for k in parties if not set_[k])
                    marginals[key] = marginals.get(key, 0) + p / others
        for (set_, x, a), value in marginals.items():
            # The mean over the outcomes of each party in S is taken off.
            total = 0
            for kept in sets:
                if any(k and not s for k, s in zip(kept, set_)):
                    continue
                averaged = [k for k in parties if set_[k] and not kept[k]]
                ranges = [range(self.outcomes[k][x[k]]) if k in averaged else (a[k],) for k in parties]
                mean = sum(marginals[set_, x, b] for b in itertools.product(*ranges))
                total += (-1) ** len(averaged) * mean / math.prod(self.outcomes[k][x[k]] for k in averaged)
            parts[set_, x, a] = total
        return parts

    def verify(self):
        parties = range(len(self.outcomes))
        parts = self.parts(self.table)
        sets = [s for s in itertools.product((False, True), repeat=len(self.outcomes)) if any(s)]
        pick = lambda set_, values: tuple(v if s else None for s, v in zip(set_, values))
        deviation = 0
        for x, row in zip(self.lists, self.table):
            for a, p in zip(itertools.product(*map(range, self.counts(x))), row):
                value = Fraction(1, math.prod(self.counts(x)))
                for s in sets:
                    value += parts[s, pick(s, x), pick(s, a)] / math.prod(self.counts(x)[k] for k in parties if not s[k])
                deviation = max(deviation, abs(p - value))
        require(deviation <= Fraction(1, 10 ** 8), "the behaviour signals")
        model = [[0] * len(row) for row in self.table]
        for weight, answers in self.strategies:
            for number, x in enumerate(self.lists):
                place = 0
                for k, n in zip(parties, self.counts(x)):
                    place = place * n + answers[k][x[k]]
                model[number][place] += weight
        v = self.model_visibility
        residual = [[v * p + (1 - v) / len(row) - m / self.total for p, m in zip(row, other)]
                    for row, other in zip(self.table, model)]
        needed = {}
        for (set_, x, _), value in self.parts(residual).items():
            if any(set_):
                size = math.prod(self.outcomes[k][x[k]] for k in parties if set_[k])
                needed[set_, x] = max(needed.get((set_, x), 0), -value * size)
        lower, upper = v / (1 + sum(needed.values())), 1
        if self.upper is not None:
            bound = self.largest()
            require(bound == self.bound, f"the local bound is {bound} and not {self.bound}")
            entries, coefficients = [p for row in self.table for p in row], iter(self.coefficients)
            constant = sum(Fraction(next(coefficients), len(row)) for row in self.table for _ in row)
            value = sum(m * p for m, p in zip(self.coefficients, entries)) - constant
            value -= deviation * sum(map(abs, self.coefficients))
            require(value > 0, "the behaviour does not exceed the noise in the inequality")
            upper = min(1, (bound - constant) / value)
        self.check_ends(lower, upper)

    def largest(self):
        """max over deterministic strategies, by all of every party but the last."""
        steps = math.prod(n for o in self.outcomes[:-1] for n in o)
        require(steps <= 2 ** 22, f"the local bound takes {steps} steps to recompute: too many")
        parties, starts, place = len(self.outcomes), {}, 0
        for x in self.lists:
            starts[x] = place
            place += math.prod(self.counts(x))

        def coefficient(x, a):
            place = 0
            for n, outcome in zip(self.counts(x), a):
                place = place * n + outcome
            return self.coefficients[starts[x] + place]

        choices = [list(itertools.product(*map(range, o))) for o in self.outcomes[:-1]]
        heads = list(itertools.product(*(range(len(o)) for o in self.outcomes[:-1])))
        most = None
        for answers in itertools.product(*choices):
            value = 0
            for last, n in enumerate(self.outcomes[-1]):
                sums = [0] * n
                for x in heads:
                    a = tuple(answers[k][x[k]] for k in range(parties - 1))
                    for outcome in range(n):
                        sums[outcome] += coefficient(x + (last,), a + (outcome,))
                value += max(sums)
            most = value if most is None or value > most else most
        return most

    def report(self):
        end = "" if self.upper is None else f"not local beyond {float(self.upper)!r}, "
        return (f"{self.name or 'behaviour'}, outcomes {' x '.join(map(str, self.outcomes))}, {len(self.strategies)} strategies: "
                f"{end}local: proven visibility {float(self.lower)!r}")


class QuantumBound:
    """A certificate of a quantum bound; see HierarchyCertificate+File.swift for the layout. Earlier ones are JSON.

    For the moment matrix G of a quantum behaviour, averaged over the symmetries, with moments y of magnitude at most 1 and
    functional p,

        p_0 + sum p_k y_k = p_0 + <S, G_0> - Tr(S G) + sum (p_k + <S, G_k>) y_k,

    so that the value is at most p_0 + <S, G_0> + sum |p_k + <S, G_k>| + sum over blocks (rows * shift), once S + shift is shown
    to be positive in each block. That is shown by a triangular L of decimal approximations, whose defect S + shift - L L^T is
    formed exactly and has dominant diagonal. n rows take n^3 operations on long integers.
    """

    MAGIC = b"LHVQNT"

    def __init__(self, data, check=True):
        if data.startswith(b"{"):
            self.parts = json.loads(data)
            require("sumOfSquares" in self.parts, "this JSON is no certificate of a quantum bound")
            self.target = (self.parts["outcomes"], [Fraction(c) for c in self.parts["coefficients"]])
            return
        file = TextFile(data, self.MAGIC, check)
        (parties,) = file.wholes("parties", 1)
        require(1 <= parties <= 28, "parties must be 1..28")
        outcomes = [file.wholes("outcomes") for _ in range(parties)]
        require(all(o and min(o) >= 1 for o in outcomes), "outcomes must be at least 1")
        require(math.prod(map(len, outcomes)) <= len(file.lines), "there must be a line for each list of settings")
        coefficients = []
        for x in itertools.product(*(range(len(o)) for o in outcomes)):
            coefficients += file.dyadics("c", math.prod(o[s] for o, s in zip(outcomes, x)))
        words = [file.wholes("word") for _ in range(file.count("words"))]
        symmetries = []
        for _ in range(file.count("symmetries")):
            images, (flips,) = file.wholes("images"), file.words("flips", 1)
            require(len(flips) == len(images) and not flips.strip("+-"), "flips must be a sign for each letter")
            symmetries.append({"images": images, "flips": [sign == "-" for sign in flips]})
        blocks, entries, shifts = [], [], []
        for _ in range(file.count("blocks")):
            blocks.append(file.wholes("rows"))
            entries.append([x for row in range(len(blocks[-1])) for x in file.dyadics("s", row + 1)])
            shifts += file.dyadics("shift", 1)
        (upper,) = file.dyadics("upper", 1)
        file.finish()
        self.parts = {"outcomes": outcomes, "coefficients": coefficients, "words": words, "symmetries": symmetries,
                      "blocks": blocks, "sumOfSquares": entries, "shifts": shifts, "upper": upper}
        self.target = (outcomes, coefficients)

    def verify(self):
        try:
            verify_quantum(self.parts)
        except (KeyError, IndexError, TypeError, ArithmeticError) as error:
            raise ValueError(f"the certificate is not complete: {error!r}") from error

    def report(self):
        return (f"inequality, outcomes {' x '.join(map(str, self.parts['outcomes']))}, {len(self.parts['words'])} products: "
                f"proven: no quantum value above {float(self.parts['upper'])!r}")


class Letters:
    """The letters of a scenario: observables of settings with two outcomes, projectors of others."""

    def __init__(self, outcomes):
        self.places = []
        self.numbers = {}
        for party, settings in enumerate(outcomes):
            for setting, count in enumerate(settings):
                for outcome in range(1 if count == 2 else count - 1):
                    self.numbers[party, setting, outcome] = len(self.places)
                    self.places.append((party, setting, count == 2))

    def normal(self, letters):
        """A product of letters in normal form, or None when it vanishes."""
        parties = {}
        for letter in letters:
            party, setting, observable = self.places[letter]
            word = parties.setdefault(party, [])
            if word and self.places[word[-1]][1] == setting:
                if observable:
                    word.pop()
                elif word[-1] != letter:
                    return None
            else:
                word.append(letter)
        return tuple(letter for party in sorted(parties) for letter in parties[party])

    def moment(self, letters):
        """One name for a product and its adjoint, or None when they vanish."""
        word = self.normal(letters)
        return None if word is None else min(word, self.normal(word[::-1]))


def functional(outcomes, coefficients, letters):
    """The exact coefficients of all moments."""
    terms = {}
    numbers = iter(coefficients)
    for settings in itertools.product(*(range(len(party)) for party in outcomes)):
        counts = [outcomes[party][setting] for party, setting in enumerate(settings)]
        for result in itertools.product(*(range(count) for count in counts)):
            products = [((), Fraction(next(numbers)))]
            for party, (setting, count, outcome) in enumerate(zip(settings, counts, result)):
                if count == 1:
                    choices = [((), Fraction(1))]
                elif count == 2:
                    letter = letters.numbers[party, setting, 0]
                    choices = [((), Fraction(1, 2)), ((letter,), Fraction(1 - 2 * outcome, 2))]
                elif outcome < count - 1:
                    choices = [((letters.numbers[party, setting, outcome],), Fraction(1))]
                else:
                    choices = [((), Fraction(1))] + [
                        ((letters.numbers[party, setting, other],), Fraction(-1)) for other in range(count - 1)
                    ]
                products = [(word + more, value * factor) for word, value in products for more, factor in choices]
            for word, value in products:
                terms[word] = terms.get(word, 0) + value
    require(next(numbers, None) is None, "there are too many coefficients")
    return {word: value for word, value in terms.items() if value}


class Orbits:
    """Moments that averaging over symmetries makes equal up to sign, or zero."""

    def __init__(self):
        self.parents, self.signs, self.zeros = {}, {}, set()

    def root(self, word):
        sign = 1
        while self.parents.setdefault(word, word) != word:
            sign *= self.signs[word]
            word = self.parents[word]
        return word, sign

    def unite(self, first, second, sign):
        (left, s), (right, t) = self.root(first), self.root(second)
        if left == right:
            if s * t * sign < 0:
                self.zeros.add(left)
            return
        left, right = min(left, right), max(left, right)
        self.parents[right], self.signs[right] = left, s * t * sign
        if right in self.zeros:
            self.zeros.add(left)

    def value(self, word):
        root, sign = self.root(word)
        return (root, 0 if root in self.zeros else sign)


def check_symmetries(symmetries, letters, terms, words):
    """Every symmetry must permute the letters by parties and settings, the words, and leave the functional as it is."""
    known = set(words)
    for symmetry in symmetries:
        images, flips = symmetry["images"], symmetry["flips"]
        require(sorted(images) == list(range(len(letters.places))) and len(flips) == len(images)
                and all(flip in (False, True) for flip in flips), "a symmetry is no permutation of letters")
        parties, settings = {}, {}
        for letter, image in enumerate(images):
            (party, setting, observable), (other, chosen, kind) = letters.places[letter], letters.places[image]
            require(observable == kind and (observable or not flips[letter]), "a symmetry mixes kinds of letters")
            require(parties.setdefault(party, other) == other, "a symmetry tears a party apart")
            place = settings.setdefault((party, setting), (other, chosen))
            require(place == (other, chosen), "a symmetry tears a setting apart")
        require(len(set(parties.values())) == len(parties), "a symmetry joins parties")
        require(len(set(settings.values())) == len(settings), "a symmetry joins settings")
        for word, value in terms.items():
            image, sign = transformed(word, images, flips, letters)
            require(terms.get(image) == sign * value, "a symmetry changes the functional")
        for word in words:
            require(transformed(word, images, flips, letters)[0] in known, "a symmetry leads out of the words")


def transformed(word, images, flips, letters):
    sign = -1 if sum(flips[letter] for letter in word) % 2 else 1
    return letters.normal([images[letter] for letter in word]), sign


def check_positive(matrix):
    """Throws unless a symmetric matrix of fractions is positive, by an approximate factor and its exact defect."""
    size = len(matrix)
    if not any(value for row in matrix for value in row):
        return
    trace = float(sum(matrix[i][i] for i in range(size)))
    require(trace >= 0, "a block has a negative trace")
    margin = Fraction((size + 2) * 2.0**-53 * trace)
    factor = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i):
            value = float(matrix[i][j]) - sum(a * b for a, b in zip(factor[i][:j], factor[j][:j]))
            factor[i][j] = value / factor[j][j]
        pivot = float(matrix[i][i] - margin) - sum(a * a for a in factor[i][:i])
        require(pivot > 0, "a block does not factor")
        factor[i][i] = pivot**0.5
    # Whole numbers in units of 2^-120 for the factor: what is cut off goes into the defect.
    scaled = [[int(Fraction(value) * 2**120) for value in row] for row in factor]
    defect = [[Fraction(0)] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            product = Fraction(sum(a * b for a, b in zip(scaled[i][: j + 1], scaled[j][: j + 1])), 2**240)
            defect[i][j] = defect[j][i] = matrix[i][j] - product
    for i in range(size):
        others = sum(abs(defect[i][j]) for j in range(size) if j != i)
        require(defect[i][i] >= others, "a block is not shown to be positive")


def verify_quantum(certificate):
    """The bound, when the certificate proves it."""
    outcomes = certificate["outcomes"]
    letters = Letters(outcomes)
    words = [tuple(word) for word in certificate["words"]]
    # Python would take a negative number for a letter counted from the end.
    require(all(0 <= letter < len(letters.places) for word in words for letter in word), "a word has letters that do not exist")
    require(words[0] == () and len(set(words)) == len(words), "the words must be different and begin with 1")
    require(all(letters.normal(word) == word for word in words), "a word is not in normal form")
    terms = functional(outcomes, certificate["coefficients"], letters)
    check_symmetries(certificate["symmetries"], letters, terms, words)

    table = {}
    moments = set()
    for i, left in enumerate(words):
        for j, right in enumerate(words[: i + 1]):
            table[i, j] = letters.moment(left[::-1] + right)
            moments.add(table[i, j])
    moments.discard(None)
    orbits = Orbits()
    for symmetry in certificate["symmetries"]:
        for moment in moments:
            image, sign = transformed(moment, symmetry["images"], symmetry["flips"], letters)
            orbits.unite(moment, letters.moment(image), sign)

    # Rest: p_k + <S, G_k> for each orbit; an entry of S outside of all blocks is zero.
    rest = {}
    for word, value in terms.items():
        moment = letters.moment(word)
        require(moment in moments, "a product of the functional is not among the moments")
        root, sign = orbits.value(moment)
        rest[root] = rest.get(root, 0) + sign * value
    rows = sorted(row for block in certificate["blocks"] for row in block)
    require(rows == list(range(len(words))), "the blocks must hold each row once")
    paid = Fraction(0)
    for block, numbers, shift in zip(
        certificate["blocks"], certificate["sumOfSquares"], certificate["shifts"], strict=True
    ):
        require(len(numbers) == len(block) * (len(block) + 1) // 2, "a block has a wrong number of entries")
        values = iter(numbers)
        matrix = [[Fraction(0)] * len(block) for _ in block]
        for i, row in enumerate(block):
            for j, column in enumerate(block[: i + 1]):
                value = Fraction(next(values))
                matrix[i][j] = matrix[j][i] = value
                moment = table[max(row, column), min(row, column)]
                if moment is None:
                    continue
                root, sign = orbits.value(moment)
                rest[root] = rest.get(root, 0) + sign * value * (1 if i == j else 2)
        require(shift >= 0, "a shift is negative")
        for i in range(len(block)):
            matrix[i][i] += Fraction(shift)
        check_positive(matrix)
        paid += len(block) * Fraction(shift)
    bound = rest.pop((), Fraction(0)) + sum(abs(value) for value in rest.values()) + paid
    require(bound <= Fraction(certificate["upper"]), "the bound is larger than claimed")
    return certificate["upper"]


class Grothendieck:
    """A certificate that K_G(d) is at least a number; see GrothendieckCertificate+File.swift for the layout.

    Vectors reach Q = sum M_ij a_i.b_j/(|a_i||b_j|), and signs do not exceed the bound. The vectors' part is computed in units of
    2^-200. The bound of signs is proven level by level: all sums of the first rows that may still lead above it are kept at once, and
    what the rows from k on can add is bounded by tail k, which is proven first in the same way.
    """

    MAGIC = b"LHVKG"

    def __init__(self, data, check=True):
        file = TextFile(data, self.MAGIC, check)
        require(np is not None, "such a certificate needs NumPy")
        self.name = file.text("name")
        (self.dimension,) = file.wholes("dimension", 1)
        require(2 <= self.dimension <= 16, "the dimension must be in 2..16")
        rows, columns = file.wholes("settings", 2)
        require(1 <= rows <= 128 and 1 <= columns <= 4096, "there must be 1..128 rows and 1..4096 columns")
        self.alice = [file.wholes("a", self.dimension) for _ in range(rows)]
        self.bob = [file.wholes("b", self.dimension) for _ in range(columns)]
        require(all(any(v) and all(abs(x) <= 2 ** 30 for x in v) for v in self.alice + self.bob),
                "coordinates must be in -2^30..2^30 and not all 0")
        matrix = [file.wholes("m", columns) for _ in range(rows)]
        require(0 < sum(abs(x) for row in matrix for x in row) < 2 ** 30, "the matrix must have a sum of moduli below 2^30")
        self.matrix = np.array(matrix, np.int32)
        self.symmetries = []
        count = file.count("symmetries")
        require(count <= 16, "there must be at most 16 symmetries")
        for _ in range(count):
            self.symmetries.append([self.permutation(file.wholes(key, n)) for key, n in (("rows", rows), ("columns", columns))])
        tails, (self.bound,) = file.wholes("tails"), file.wholes("bound", 1)
        require(len(tails) <= rows and all(0 <= x < 2 ** 30 for x in tails + [self.bound]), "bounds must be in 0..<2^30")
        file.finish()
        # Nothing is cut by the tails of the first rows, of which the file says nothing.
        self.said = rows - len(tails)
        self.tails = [2 ** 30] * self.said + tails + [0]
        self.target = self.dimension

    @staticmethod
    def permutation(numbers):
        images = np.array([abs(x) - 1 for x in numbers])
        require(sorted(images) == list(range(len(numbers))), "a symmetry is no permutation")
        return images, np.array([-1 if x < 0 else 1 for x in numbers], np.int32)

    def verify(self):
        """The quotient of Q and the bound, rounded down to a multiple of 10^-12."""
        for (rows, s), (columns, t) in self.symmetries:
            require((self.matrix[np.ix_(rows, columns)] * s[:, None] * t == self.matrix).all(), "a symmetry changes the matrix")
        for row in reversed(range(self.said, len(self.matrix))):
            self.prove(self.matrix[row:row + 1], row + 1, self.tails[row], f"rows from {row} on")
        count, signs = self.prefix()
        self.prove(signs @ self.matrix[:count], count, self.bound, "signs")
        one = 1 << 200
        left, right = ([self.direction(v, one) for v in vectors] for vectors in (self.alice, self.bob))
        value = 0
        for a, row in zip(left, self.matrix.tolist()):
            value += sum(m * sum(x * y for x, y in zip(a, b)) for m, b in zip(row, right) if m)
        # Coordinates are off by less than 4 units, products of two and their sums over d by less than 2^8 one, and |M| sums to less than 2^30.
        value = value // one - (1 << 40)
        digits = value * 10 ** 12 // (self.bound * one) if self.bound else 0
        require(digits > 10 ** 12, f"the vectors do not exceed the bound of signs, {self.bound}")
        self.constant = Fraction(digits, 10 ** 12)

    @staticmethod
    def direction(vector, one):
        # The length in units of 2^-200, off by less than one.
        length = math.isqrt(sum(x * x for x in vector) * one * one)
        return [x * one * one // length for x in vector]

    def prefix(self):
        """The signs of the longest prefix that the symmetries keep, of 20 rows at most, one list for each orbit."""
        rows = len(self.matrix)
        count = max(p for p in range(min(rows, 20) + 1) if all((images[:p] < p).all() for (images, _), _ in self.symmetries))
        numbers = np.arange(2 ** count)
        maps = [numbers ^ (2 ** count - 1)]
        for (images, signs), _ in self.symmetries:
            image = np.zeros_like(numbers)
            for place in range(count):
                image |= ((numbers >> place & 1) ^ (signs[place] < 0)) << images[place]
            maps.append(image)
        # Each number takes the smallest label of those it is mapped to and from, until nothing changes.
        labels = numbers.copy()
        while True:
            new = labels.copy()
            for image in maps:
                new = np.minimum(new, new[image])
                np.minimum.at(new, image, new.copy())
            new = new[new]
            if (new == labels).all():
                break
            labels = new
        chosen = np.unique(labels)
        return count, (1 - 2 * (chosen[:, None] >> np.arange(count) & 1)).astype(np.int32)

    def prove(self, sums, depth, bound, what):
        """Refuses when signs of the rows from a depth on lead from one of these sums above a bound."""
        rows, stack, looked = len(self.matrix), [(depth, sums)], 0
        while stack:
            depth, sums = stack.pop()
            totals = np.abs(sums).sum(axis=1, dtype=np.int64)
            looked += len(sums)
            if depth == rows:
                require(len(sums) == 0 or totals.max() <= bound, f"{what} reach {totals.max(initial=0)}, more than {bound}")
                continue
            require(looked < 2 ** 36, "a bound takes more than 2^36 branches")
            sums = sums[totals + self.tails[depth] > bound]
            # Some at a time, so that memory stays small.
            for start in range(0, len(sums), 8192):
                part = sums[start:start + 8192]
                stack.append((depth + 1, np.concatenate([part + self.matrix[depth], part - self.matrix[depth]])))

    def report(self):
        return (f"{self.name or 'lines'}, d = {self.dimension}, {self.matrix.shape[0]} x {self.matrix.shape[1]} settings, bound of signs "
                f"{self.bound}: -v a.b is not local beyond v = {math.ceil(10 ** 12 / self.constant) / 10 ** 12:.12f}, "
                f"and K_G({self.dimension}) >= {float(self.constant):.12f}")


class WSphere:
    """A certificate that the W state of three parties is local for all projective measurements; see W3Certificate+File.swift."""

    MAGIC = b"LHVW3"

    def __init__(self, data, check=True):
        file = TextFile(data, self.MAGIC, check)
        (self.heights,), (self.cells,), (self.aim,) = (file.wholes(key, 1) for key in ("heights", "cells", "aim"))
        require(1 <= self.heights <= 16, "heights must be in 1..16")
        require(self.cells % 4 == 0 and 8 <= self.cells <= 64, "cells must be a multiple of 4 in 8..64")
        require(self.heights ** 3 * self.cells ** 2 <= 2 ** 20, "heights^3 cells^2 must be at most 2^20")
        require(1 <= self.aim <= 10 ** 12, "the aim must be in 1..10^12")
        self.terms = []
        count = file.count("terms")
        require(1 <= count <= 20_000, "there must be 1 to 20000 terms")
        for _ in range(count):
            (weight,) = file.wholes("weight", 1)
            require(weight >= 0, "weights must not be negative")
            responses = []
            for _ in range(3):
                words = file.words("r", self.heights)
                require(all(re.fullmatch("[0-9a-f]+", word) and len(word) == self.cells // 4 for word in words),
                        "responses must have one digit 0..9 or a..f for four cells")
                # The first cell is the most significant bit.
                responses.append([int(word, 16) for word in words])
            self.terms.append((weight, responses))
        file.finish()
        require(1 <= sum(weight for weight, _ in self.terms) <= 10 ** 12, "the weights must have a sum in 1..10^12")
        self.target = "sphere"

    def turned(self, bits, shift):
        """The signs read from a cell on that is so many steps further."""
        return (bits << shift | bits >> (self.cells - shift)) & ((1 << self.cells) - 1)

    def verify(self):
        """v = v0/(1 + K) of the article, rounded down to a fraction with the denominator 10^12.

        Numbers are in units of u = 2^-200: cosines are off by less than 2^14 u, and so are the products of a few of them below 2 by less
        than 2^30 u. 2^-120 for each residual covers all rounding.
        """
        heights, n, one, slack = range(self.heights), self.cells, 1 << 200, 1 << 80
        weight = sum(w for w, _ in self.terms)
        steps = range(n)
        # All terms at once: a long number with a field of n bits for each of them, and for each binary digit of the weights the
        # fields of those that have it.
        long = lambda fields: int("".join(fields), 16)
        planes = [long(("f" if w >> b & 1 else "0") * (n // 4) for w, _ in self.terms)
                  for b in range(max(w for w, _ in self.terms).bit_length())]
        ones = getattr(int, "bit_count", lambda x: bin(x).count("1"))
        mean = lambda x: n * weight - 2 * sum(ones(x & plane) << b for b, plane in enumerate(planes))
        turned = [[[long(f"{self.turned(r[party][i], d):0{n // 4}x}" for _, r in self.terms) for d in steps] for i in heights]
                  for party in range(3)]
        three, two, single = {}, {}, [0] * self.heights
        for i, j in itertools.product(heights, repeat=2):
            for k in heights:
                three[i, j, k] = [mean(turned[0][i][0] ^ x ^ y) for x, y in itertools.product(turned[1][j], turned[2][k])]
            two[i, j] = [sum(mean(turned[a][i][0] ^ turned[b][j][d]) for a, b in itertools.permutations(range(3), 2))
                         for d in steps]
        for i in heights:
            single[i] = sum(mean(turned[party][i][0]) for party in range(3))

        pi = fixed_pi(one)
        radius = fixed_cosine(1, 4 * self.heights, pi, one)
        x = [fixed_cosine(2 * self.heights - 2 * i - 1, 4 * self.heights, pi, one) * one // radius for i in heights]
        z = x[::-1]
        ratio = pi * one // (n * fixed_cosine(n - 2, 2 * n, pi, one))
        power = ratio * ratio // one * ratio // one * ratio // one
        wave = [fixed_cosine(2 * d, n, pi, one) * power // one for d in steps]
        side = {(i, j): [2 * x[i] * x[j] // one * c // one // 3 for c in wave] for i in heights for j in heights}
        aim = self.aim * one // 10 ** 12
        worst3, worst2, worst1 = [0] * self.heights, [0] * self.heights, 0
        for i, j, k in itertools.product(heights, repeat=3):
            for d, e in itertools.product(steps, repeat=2):
                points, count = ((i, 0), (j, d), (k, e)), 0
                for (p, a), (q, b), (r, c) in itertools.permutations(points):
                    count += three[p, q, r][(b - a) % n * n + (c - a) % n] + three[p, q, r][(a - b) % n * n + (a - c) % n]
                target = (z[i] * side[j, k][(e - d) % n] + z[j] * side[i, k][e] + z[k] * side[i, j][d] - z[i] * z[j] // one * z[k])
                worst3[i] += abs(aim * (target // one) // one - count * one // (12 * n * weight)) + slack
            for d in steps if k == 0 else ():
                count = two[i, j][d] + two[i, j][-d % n]
                worst2[i] += abs(aim * (side[i, j][d] - z[i] * z[j] // one // 3) // one - count * one // (12 * n * weight)) + slack
        for i in heights:
            worst1 = max(worst1, abs(aim * z[i] // one // 3 - single[i] * one // (3 * n * weight)) + slack)
        aliases = sum(one // f ** 4 + 1 for l in range(1, 1001) for f in (n * l - 1, n * l + 1))
        # The integral of (n x - 1)^-4 and (n x + 1)^-4 from 1000 on.
        aliases += sum(one // (3 * n * f ** 3) + 1 for f in (1000 * n - 1, 1000 * n + 1))
        cost = max(worst3) + 3 * max(worst2) + 3 * worst1 + 8 * aim * aliases // one + slack
        digits = (aim - slack) * 10 ** 12 // (one + cost)
        require(0 < digits < 10 ** 12, f"the mixture proves nothing: its visibility is {digits / 10 ** 12}")
        self.visibility = Fraction(digits, 10 ** 12)

    def report(self):
        return (f"W, 3 parties, all projective measurements, {self.heights} heights, {self.cells} cells, "
                f"{len(self.terms)} terms: proven visibility {float(self.visibility):.12f}")


class Isotropic:
    """An isotropic certificate as the other kinds are used."""

    MAGIC = b"LHVISO"

    def __init__(self, data, check=True):
        if np is None:
            raise ValueError("an isotropic certificate needs NumPy")
        self.certificate = Certificate(data, check)
        self.target = self.certificate.dimension

    def verify(self):
        self.visibility, _ = verify(self.certificate, lambda text: (sys.stderr.write(text), sys.stderr.flush()))

    def report(self):
        c = self.certificate
        return (f"d = {c.dimension}, L = {c.degree}, {len(c.pairs)} pairs: proven visibility "
                f"{float(self.visibility):.12f}, K_G({c.dimension}) <= {float(1 / self.visibility):.12f}")


class Sphere(GHZSphere):
    """A GHZ certificate for all projective measurements as the other kinds are used."""

    def __init__(self, data, check=True):
        super().__init__(data)
        self.target = "sphere"

    def verify(self):
        self.visibility = verify_ghz_sphere(self)

    def report(self):
        return (f"GHZ, 3 parties, all projective measurements, {self.heights} heights, {self.cells} cells, "
                f"{len(self.terms)} terms: proven visibility {float(self.visibility):.12f}")


class Planar(GHZPlanar):
    """A planar GHZ certificate as the other kinds are used."""

    def __init__(self, data, check=True):
        super().__init__(data)
        self.target = self.parties

    def verify(self):
        self.visibility = verify_ghz(self)

    def report(self):
        return (f"GHZ, {self.parties} parties in a plane, {self.cells} cells, {len(self.terms)} terms: "
                f"proven visibility {float(self.visibility):.12f}")


KINDS = {
    "LHVISO": (Isotropic, "-v a.b is local for all directions in d dimensions; needs NumPy"),
    "LHVGHZ": (Planar, "v cos(phi_1 + ... + phi_N) is local for all angles"),
    "LHVGHZ3": (Sphere, "the GHZ state of three parties is local for all projective measurements"),
    "LHVW3": (WSphere, "the W state of three parties is local for all projective measurements"),
    "LHVKG": (Grothendieck, "-v a.b is not local beyond v in d dimensions, and K_G(d) >= 1/v; needs NumPy"),
    "LHVVIS": (Visibility, "correlators with white noise are local up to v and not beyond v'"),
    "LHVBEH": (BehaviourFile, "a behaviour with white noise is local up to v and not beyond v'"),
    "LHVEXA": (Exact, "correlators known exactly are with white noise local up to v and not beyond v', in whole numbers"),
    "LHVQNT": (QuantumBound, "no quantum state gives an inequality a value above the bound; also JSON"),
}


def load(data, check=True):
    """The certificate that a file holds."""
    if data.startswith(b"{"):
        return QuantumBound(data)
    match = re.match(b"[A-Z0-9]{1,8}", data)
    kind = KINDS.get(match[0].decode() if match else "")
    require(kind, f"the first bytes must be one of {', '.join(KINDS)}")
    return kind[0](data, check)


def main(arguments=None):
    global FLOAT, PI, POINTS
    parser = argparse.ArgumentParser(description="What does a certificate prove?")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--kinds", action="store_true", help="list the kinds of files that are read")
    parser.add_argument("--of", metavar="OTHER", help="another certificate: refuse FILE unless it is of the same target")
    parser.add_argument("--without-checksum", action="store_true", help="do not refuse a file whose check sum is wrong")
    parser.add_argument("--double", action="store_true", help="isotropic: double precision, faster, good to about 1e-10")
    parser.add_argument("--points", type=int, default=12, help="isotropic: Gauss points in each polar cell")
    options = parser.parse_args(arguments)
    if options.kinds:
        for word, (_, summary) in KINDS.items():
            print(f"{word:8} {summary}")
        return
    if options.file is None:
        parser.error("a FILE or --kinds is needed")
    if not 12 <= options.points <= 64:
        parser.error("--points must be in 12..64: fewer do not integrate over the cells to rounding")
    if np is not None:
        FLOAT = np.float64 if options.double else np.longdouble
        PI = FLOAT("3.14159265358979323846264338327950288")
        POINTS = options.points
    with open(options.file, "rb") as file:
        certificate = load(file.read(), not options.without_checksum)
    if options.of:
        with open(options.of, "rb") as file:
            other = load(file.read(), not options.without_checksum)
        require(type(certificate) is type(other) and certificate.target == other.target,
                "the certificate is of another target than the given one")
    certificate.verify()
    print(certificate.report())


if __name__ == "__main__":
    try:
        main()
    except (ValueError, OSError) as error:
        sys.exit(f"verify.py: {error}")
