#!/usr/bin/env python3
"""Verify an isotropic certificate: what visibility does it prove?

    python3 verify.py FILE [--without-checksum]

Independent of the Swift verifier: no spherical harmonics, no associated Legendre functions. With the uniform probability
measure mu on S^(d-1), Bob's nodes y_j with weights w_j and signs t_j, and Alice's signs f, the addition theorem gives

    c_l = k_l N_l  sum_j w_j t_j  integral f(x) P_l(x.y_j) dmu(x),

a double sum over pairs of points. Both grids have equal steps in the azimuth, so the sum over azimuths is first a
circular correlation of rows of signs; the weighted correlations of all pairs of patterns are added up, and only then comes
the sum over rows and angles, once for the whole certificate, with P_l from its three-term recurrence. Dimensions above 3 use the same
sum with P_l averaged over the coordinates that the responses do not see, which takes too long beyond L of about 15.

Needs Python 3 and NumPy. Arithmetic in numpy.longdouble (64-bit mantissa on x86) unless --double is given.
"""

import argparse
import math
import struct
import sys
import zlib
from fractions import Fraction

import numpy as np

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


def polar_points(grid, cells, d, nodes=12):
    """Squared radius, cos(theta) and weight of the points of each place (shell, row), northern half; shape (places, points)."""
    shells, rows, _ = grid
    if d == 2:
        return [np.ones((1, 1), FLOAT), np.zeros((1, 1), FLOAT)], np.ones((1, 1), FLOAT), np.ones((1, 1), FLOAT)
    base, share = gauss(0, 0, nodes)

    def angles(n):
        step = PI / 2 / n
        return (np.arange(n)[:, None] + (base[None, :] + 1) / 2) * step, np.broadcast_to(share * step, (n, nodes))

    if cells:
        theta, weight = angles(rows)
        cosine, weight = np.cos(theta), weight * np.sin(theta)
    else:
        x, w = gauss(0, 0, 2 * rows)
        cosine, weight = x[::-1][:rows, None], 2 * w[::-1][:rows, None]
    sine = np.sqrt(1 - cosine * cosine)
    if d == 3:
        return [sine, cosine], weight, np.ones_like(cosine)
    if cells:
        angle, measure = angles(shells)
        square, measure = np.sin(angle) ** 2, measure * np.sin(angle) ** 2 * np.cos(angle) ** (d - 4)
        measure = measure / measure.sum()
    else:
        x, measure = gauss(Fraction(d - 5, 2), Fraction(1, 2), shells)
        square, measure = (1 + x[:, None]) / 2, measure[:, None]

    def combine(radial, polar):  # all points of all places
        full = radial[:, None, :, None] * polar[None, :, None, :]
        return full.reshape(shells * rows, -1)

    one_p = np.ones_like(cosine)
    radius = np.sqrt(square)
    return ([combine(radius, sine), combine(radius, cosine)], combine(measure, weight), combine(square, one_p))


def correlations(certificate):
    """Fourier coefficients, orders 0..L, of the weighted circular correlations of all pairs of rows, even part.

    The correlation of two rows over the difference of azimuths has the products of the rows' Fourier sums as its coefficients.
    P_l(x.y) is a polynomial of degree l in cos(difference), so orders up to L and the even part are all that count. Alice's
    rows are averages over cells: a factor sin(m pi/n)/(m pi/n).
    """
    n, k = certificate.cells[2], certificate.nodes[2]
    orders = np.arange(certificate.degree + 1)

    def phases(count):
        part = np.outer(2 * np.arange(count) + 1, orders) % (2 * count)
        angle = part.astype(FLOAT) * (PI / count)
        return np.cos(angle), np.sin(angle)

    cell, node = phases(n), phases(k)
    half = orders[1:].astype(FLOAT) * (PI / n)
    average = np.concatenate([[FLOAT(1)], np.sin(half) / half])
    total = 0
    for weight, s, t in certificate.pairs:
        a = [s.astype(FLOAT) @ wave * average / n for wave in cell]
        b = [t.astype(FLOAT) @ wave / k for wave in node]
        total = total + FLOAT(weight) * (a[0][:, None] * b[0][None] + a[1][:, None] * b[1][None])
    return total, orders


def verify(certificate, report=lambda text: None):
    d, degree = certificate.dimension, certificate.degree
    k = multipliers(d, degree)
    product, orders = correlations(certificate)
    (a_across, a_along), a_weight, a_square = polar_points(certificate.cells, True, d, POINTS)
    (b_across, b_along), b_weight, b_square = polar_points(certificate.nodes, False, d)
    # Angles for the sum over the difference of azimuths: exact for cosines of orders up to 2L.
    count = 2 * ((2 * degree + 2) // 2)
    delta = np.arange(count // 2 + 1).astype(FLOAT) * (2 * PI / count)
    multiplicity = np.full(len(delta), 2, FLOAT)
    multiplicity[[0, -1]] = 1
    table = np.cos((np.outer(orders, np.arange(count // 2 + 1)) % count).astype(FLOAT) * (2 * PI / count))
    table[1:] *= 2
    table *= multiplicity / count
    sums = np.zeros(degree + 1, FLOAT)
    cosines = np.cos(delta)
    for place in range(product.shape[1]):
        mass = product[:, place, :] @ table  # (Alice's places, angles)
        for across, along, weight, square in zip(b_across[place], b_along[place], b_weight[place], b_square[place]):
            for point in range(a_across.shape[1]):
                t = a_along[:, point, None] * along + a_across[:, point, None] * across * cosines
                m = mass * (weight * a_weight[:, point, None])
                if d > 3:
                    spread = np.sqrt(np.maximum((1 - a_square[:, point]) * (1 - square), 0))[:, None]
                    sums += averaged(t, spread, m, d, degree)
                    continue
                p, q = np.ones_like(t), t.copy()
                for l in range(1, degree + 1):
                    if l % 2:
                        sums[l] += np.vdot(m, q)
                    if l < degree:
                        np.multiply(p, FLOAT(-l) / FLOAT(l + d - 2), out=p)
                        p += (FLOAT(2 * l + d - 2) / FLOAT(l + d - 2)) * (t * q)
                        p, q = q, p
        report(f"\r{place + 1} of {product.shape[1]} rows")
    report("\r" + 30 * " " + "\r")
    size = [harmonics(d, l) for l in range(degree + 1)]
    coefficients = np.array([sums[l] * k[l] * size[l] for l in range(degree + 1)], FLOAT)
    total = sum(FLOAT(weight) for weight, _, _ in certificate.pairs)
    epsilon = FLOAT("1e-11") * total
    cost, rho_sectoral = total, FLOAT(1) / d
    for l in range(2, degree + 1):
        rho_sectoral *= FLOAT(2 * l) / FLOAT(2 * l + d - 2)
        if l % 2:
            cost += (abs(coefficients[l]) + epsilon) / max(rho_sectoral, 1 / FLOAT(size[l]))
    return (coefficients[1] - epsilon) / cost, coefficients


def averaged(t, spread, mass, d, degree):
    """sum of mass times the mean of P_l(t + spread*w) over the unseen directions; w has the weight (1 - w^2)^((d-6)/2)."""
    if d == 4:
        nodes, weights = np.array([-1, 1], FLOAT), np.array([0.5, 0.5], FLOAT)
    else:
        nodes, weights = gauss(Fraction(d - 6, 2), Fraction(d - 6, 2), (degree + 2) // 2)
    sums = np.zeros(degree + 1, FLOAT)
    # w and -w count alike for even and odd powers only together, so take all of them.
    for w, share in zip(nodes, weights):
        x = t + spread * w
        p, q = np.ones_like(x), x.copy()
        for l in range(1, degree + 1):
            if l % 2:
                sums[l] += share * np.vdot(mass, q)
            p, q = q, ((2 * l + d - 2) * x * q - l * p) / FLOAT(l + d - 2)
    return sums


def harmonics(d, l):
    """The number of linearly independent harmonics of degree l on S^(d-1)."""
    return math.comb(l + d - 1, d - 1) - (math.comb(l + d - 3, d - 1) if l > 1 else 0)


def main():
    global FLOAT, PI, POINTS
    parser = argparse.ArgumentParser(description="What visibility does an isotropic certificate prove?")
    parser.add_argument("file")
    parser.add_argument("--without-checksum", action="store_true", help="do not refuse a file whose check sum is wrong")
    parser.add_argument("--double", action="store_true", help="double precision: faster, good to about 1e-10")
    parser.add_argument("--points", type=int, default=12, help="Gauss points in each polar cell")
    options = parser.parse_args()
    FLOAT = np.float64 if options.double else np.longdouble
    PI = FLOAT("3.14159265358979323846264338327950288")
    POINTS = options.points
    with open(options.file, "rb") as file:
        certificate = Certificate(file.read(), not options.without_checksum)
    visibility, _ = verify(certificate, lambda text: (sys.stderr.write(text), sys.stderr.flush()))
    print(f"d = {certificate.dimension}, L = {certificate.degree}, {len(certificate.pairs)} pairs: proven visibility "
          f"{float(visibility):.12f}, K_G({certificate.dimension}) <= {float(1 / visibility):.12f}")


if __name__ == "__main__":
    try:
        main()
    except (ValueError, OSError) as error:
        sys.exit(f"verify.py: {error}")
