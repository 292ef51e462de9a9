"""One step of a gradient search for hidden-variable clouds of qubits, in JAX with jit and single precision.

The cloud is N_h points with K coefficients for each party, q(up|n, x) = 1/(1 + exp(-x.B(n))) with the real spherical
harmonics B of odd degrees. A step evaluates the harmonics, P(all up) = mean over the points of the product of the q,
the mean relative entropy of that event and its complement from the state's probabilities (or of all joint outcomes),
its gradient and Adam.
"""

import itertools
import sys

import numpy as np

try:
    import jax
    import jax.numpy as jnp
except ImportError:
    sys.exit(3)

from exchange import array, parameters, run

names = ("parties", "points", "settings", "degree", "all_outcomes")
parties, points, settings, degree, all_outcomes = (int(parameters[name]) for name in names)
RATE, FIRST, SECOND, EPSILON = 1e-3, 0.9, 0.99, 1e-8


def harmonics(n):
    """Real spherical harmonics of odd degrees without Condon-Shortley phase, order -l...l, for directions (B, 3)."""
    x, y, z = n[:, 0], n[:, 1], n[:, 2]
    columns = {}
    cosine, sine = jnp.ones_like(x), jnp.zeros_like(x)
    diagonal = (1 / (4 * np.pi)) ** 0.5
    for m in range(degree + 1):
        if m > 0:
            cosine, sine = x * cosine - y * sine, x * sine + y * cosine
            diagonal *= ((2 * m + 1) / (2 * m)) ** 0.5
        scale = 1.0 if m == 0 else 2.0**0.5
        before, value = jnp.zeros_like(x), jnp.full_like(x, diagonal)
        for l in range(m, degree + 1):
            if l > m:
                a = ((4 * l * l - 1) / (l * l - m * m)) ** 0.5
                b = (((l - 1) ** 2 - m * m) / (4 * (l - 1) ** 2 - 1)) ** 0.5 if l > m + 1 else 0.0
                before, value = value, a * (z * value - b * before)
            columns[l, m] = scale * value * cosine
            if m > 0:
                columns[l, -m] = scale * value * sine
    return jnp.stack([columns[l, m] for l in range(1, degree + 1, 2) for m in range(-l, l + 1)], axis=1)


def events():
    """The signs of the outcomes of each event: all up alone, or every joint outcome."""
    return list(itertools.product((1, -1), repeat=parties)) if all_outcomes else [(1,) * parties]


def loss(cloud, features, targets):
    up = [jax.nn.sigmoid(cloud[party] @ features[party].T) for party in range(parties)]
    total = 0.0
    for signs, target in zip(events(), targets):
        product = 1.0
        for q, sign in zip(up, signs):
            product = product * (q if sign > 0 else 1 - q)
        p = product.mean(axis=0)
        total = total + target * jnp.log(target / p)
        if not all_outcomes:
            total = total + (1 - target) * jnp.log((1 - target) / (1 - p))
    return jnp.mean(total)


def probability(tensor, directions, signs):
    """p(outcomes) of the state with the given Pauli tensor."""
    value = jnp.broadcast_to(tensor, (settings,) + tensor.shape)
    for party, sign in enumerate(signs):
        effect = jnp.concatenate([jnp.ones((settings, 1)), sign * directions[party]], axis=1) / 2
        value = (value * effect.reshape((settings, 4) + (1,) * (parties - 1 - party))).sum(axis=1)
    return value


@jax.jit
def step(cloud, mean, square, count, directions, tensor):
    features = [harmonics(directions[party]) for party in range(parties)]
    targets = [probability(tensor, directions, signs) for signs in events()]
    value, gradient = jax.value_and_grad(loss)(cloud, features, targets)
    slope = gradient * points
    mean = FIRST * mean + (1 - FIRST) * slope
    square = SECOND * square + (1 - SECOND) * slope**2
    count = count + 1
    cloud = cloud - RATE * (mean / (1 - FIRST**count)) / (jnp.sqrt(square / (1 - SECOND**count)) + EPSILON)
    return cloud, mean, square, count, value, gradient


start = jnp.asarray(array("cloud").reshape(parties, points, -1), dtype=jnp.float32)
directions = jnp.asarray(array("directions").reshape(parties, settings, 3), dtype=jnp.float32)
tensor = jnp.asarray(array("tensor").reshape((4,) * parties), dtype=jnp.float32)
state = [start, jnp.zeros_like(start), jnp.zeros_like(start), jnp.float32(0)]


def operation():
    global state
    *state, value, gradient = step(*state, directions, tensor)
    value.block_until_ready()
    return value, gradient


# The first answer is that of the first step; later calls go on from there, as a search does.
run(operation, lambda result: np.concatenate([[float(result[0])], np.asarray(result[1]).ravel()]))
