"""What the JAX peers of the gradient search share: the features, the state's probabilities, the loss and Adam.

The cloud is N_h points with K coefficients for each party, q(up|n, x) = 1/(1 + exp(-x.B(n))) with the real spherical
harmonics B of odd degrees, and P(all up) = mean over the points of the product of the q.
"""

import itertools
import sys

import numpy as np

try:
    import jax
    import jax.numpy as jnp
except ImportError:
    sys.exit(3)

FIRST, SECOND, EPSILON = 0.9, 0.99, 1e-8


def harmonics(n, degree, xp=jnp):
    """Real spherical harmonics of odd degrees without Condon-Shortley phase, order -l...l, for directions (B, 3)."""
    x, y, z = n[:, 0], n[:, 1], n[:, 2]
    columns = {}
    cosine, sine = xp.ones_like(x), xp.zeros_like(x)
    diagonal = (1 / (4 * np.pi)) ** 0.5
    for m in range(degree + 1):
        if m > 0:
            cosine, sine = x * cosine - y * sine, x * sine + y * cosine
            diagonal *= ((2 * m + 1) / (2 * m)) ** 0.5
        scale = 1.0 if m == 0 else 2.0**0.5
        before, value = xp.zeros_like(x), xp.full_like(x, diagonal)
        for l in range(m, degree + 1):
            if l > m:
                a = ((4 * l * l - 1) / (l * l - m * m)) ** 0.5
                b = (((l - 1) ** 2 - m * m) / (4 * (l - 1) ** 2 - 1)) ** 0.5 if l > m + 1 else 0.0
                before, value = value, a * (z * value - b * before)
            columns[l, m] = scale * value * cosine
            if m > 0:
                columns[l, -m] = scale * value * sine
    return xp.stack([columns[l, m] for l in range(1, degree + 1, 2) for m in range(-l, l + 1)], axis=1)


def probabilities(tensor, directions, xp=jnp):
    """The state's P(all up) at joint settings: directions (N, B, 3), tensor of Pauli expectations (4, ..., 4)."""
    parties, settings, _ = directions.shape
    target = xp.broadcast_to(tensor, (settings,) + tensor.shape)
    for party in range(parties):
        effect = xp.concatenate([xp.ones((settings, 1)), directions[party]], axis=1) / 2
        target = xp.einsum("b...,b...->b...", target, effect.reshape((settings, 4) + (1,) * (parties - 1 - party)))
        target = target.sum(axis=1)
    return target


def loss(cloud, features, target):
    """The mean relative entropy of the event all up and its complement."""
    product = 1.0
    for party in range(len(features)):
        product = product * jax.nn.sigmoid(cloud[party] @ features[party].T)
    p = product.mean(axis=0)
    return jnp.mean(target * jnp.log(target / p) + (1 - target) * jnp.log((1 - target) / (1 - p)))


def signs(parties):
    """The signs of all joint outcomes, up being 1."""
    return list(itertools.product((1, -1), repeat=parties))


def joint_loss(cloud, features, targets):
    """The mean relative entropy over all joint outcomes; targets in the order of their signs."""
    up = [jax.nn.sigmoid(cloud[party] @ features[party].T) for party in range(len(features))]
    total = 0.0
    for outcome, target in zip(signs(len(features)), targets):
        product = 1.0
        for q, sign in zip(up, outcome):
            product = product * (q if sign > 0 else 1 - q)
        total = total + target * jnp.log(target / product.mean(axis=0))
    return jnp.mean(total)


def adam(cloud, mean, square, count, gradient, rate):
    """A step in units of a point's own share of the gradient; count is the number of steps with this one."""
    slope = gradient * cloud.shape[1]
    mean = FIRST * mean + (1 - FIRST) * slope
    square = SECOND * square + (1 - SECOND) * slope**2
    cloud = cloud - rate * (mean / (1 - FIRST**count)) / (jnp.sqrt(square / (1 - SECOND**count)) + EPSILON)
    return cloud, mean, square
