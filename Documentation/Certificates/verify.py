#!/usr/bin/env python3
"""Verify a certificate: what visibility does it prove?

    python3 verify.py FILE [--without-checksum]

The first bytes of a file tell its kind.

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
see GHZPlanar and GHZSphere; that needs nothing but Python 3.
"""

import argparse
import math
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


def main():
    global FLOAT, PI, POINTS
    parser = argparse.ArgumentParser(description="What visibility does a certificate prove?")
    parser.add_argument("file")
    parser.add_argument("--without-checksum", action="store_true", help="do not refuse a file whose check sum is wrong")
    parser.add_argument("--double", action="store_true", help="double precision: faster, good to about 1e-10")
    parser.add_argument("--points", type=int, default=12, help="Gauss points in each polar cell")
    options = parser.parse_args()
    if not 12 <= options.points <= 64:
        parser.error("--points must be in 12..64: fewer do not integrate over the cells to rounding")
    with open(options.file, "rb") as file:
        data = file.read()
    if data.startswith(GHZSphere.MAGIC):
        certificate = GHZSphere(data)
        visibility = verify_ghz_sphere(certificate)
        print(f"GHZ, 3 parties, all projective measurements, {certificate.heights} heights, {certificate.cells} cells, "
              f"{len(certificate.terms)} terms: proven visibility {float(visibility):.12f}")
        return
    if data.startswith(GHZPlanar.MAGIC):
        certificate = GHZPlanar(data)
        visibility = verify_ghz(certificate)
        print(f"GHZ, {certificate.parties} parties in a plane, {certificate.cells} cells, {len(certificate.terms)} terms: "
              f"proven visibility {float(visibility):.12f}")
        return
    if np is None:
        raise ValueError("an isotropic certificate needs NumPy")
    FLOAT = np.float64 if options.double else np.longdouble
    PI = FLOAT("3.14159265358979323846264338327950288")
    POINTS = options.points
    certificate = Certificate(data, not options.without_checksum)
    visibility, _ = verify(certificate, lambda text: (sys.stderr.write(text), sys.stderr.flush()))
    print(f"d = {certificate.dimension}, L = {certificate.degree}, {len(certificate.pairs)} pairs: proven visibility "
          f"{float(visibility):.12f}, K_G({certificate.dimension}) <= {float(1 / visibility):.12f}")


if __name__ == "__main__":
    try:
        main()
    except (ValueError, OSError) as error:
        sys.exit(f"verify.py: {error}")
