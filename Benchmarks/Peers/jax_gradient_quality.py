"""A whole gradient search for a hidden-variable cloud of qubits, in JAX with jit and single precision.

Adam on a fresh batch of random joint settings for every step, drawn inside jit; the rate falls along half a cosine to a
hundredth. The steps run in compiled loops, so that Python does not slow them down. Compilation is not counted. The
answer is the fresh error, in double precision over all joint outcomes, and the cloud.

By hand, with the state's name: python3 jax_gradient_quality.py werner 0.68 RATE [STEPS] prints the time and the error.
"""

import json
import os
import sys
import time

from jax_cloud import adam, harmonics, jax, jnp, loss, np, probabilities

CHUNK = 100  # steps in a compiled loop


def mean_divergence(cloud, tensor, directions, degree):
    """The mean relative entropy over all joint outcomes in double precision, setting by setting in blocks."""
    parties, settings, _ = directions.shape
    cloud = np.asarray(cloud, dtype=np.float64)
    total = 0.0
    for begin in range(0, settings, 128):
        block = directions[:, begin : begin + 128]
        up = [1 / (1 + np.exp(-cloud[j] @ harmonics(block[j], degree, np).T)) for j in range(parties)]
        for outcome in np.ndindex((2,) * parties):
            signs = 1 - 2 * np.array(outcome)
            p = probabilities(tensor, block * signs[:, None, None], np)
            product = 1.0
            for j in range(parties):
                product = product * (up[j] if outcome[j] == 0 else 1 - up[j])
            q = product.mean(axis=0)
            some = p > 0
            total += np.sum(p[some] * np.log(p[some] / q[some]))
    return total / settings


def search(tensor, points, settings, degree, steps, rate, seed):
    """The last cloud and the seconds that the steps took."""
    parties = tensor.ndim
    tensor = jnp.asarray(tensor, dtype=jnp.float32)

    def one(carry, key):
        cloud, mean, square, count = carry
        directions = jax.random.normal(key, (parties, settings, 3))
        directions = directions / jnp.linalg.norm(directions, axis=-1, keepdims=True)
        features = [harmonics(directions[party], degree) for party in range(parties)]
        target = probabilities(tensor, directions)
        value, gradient = jax.value_and_grad(loss)(cloud, features, target)
        present = rate * (0.01 + 0.99 * (1 + jnp.cos(jnp.pi * count / steps)) / 2)
        count = count + 1
        return (*adam(cloud, mean, square, count, gradient, present), count), value

    @jax.jit
    def several(carry, keys):
        return jax.lax.scan(one, carry, keys)

    begin, *keys = jax.random.split(jax.random.PRNGKey(seed), 1 + steps)
    keys = jnp.stack(keys).reshape(steps // CHUNK, CHUNK, -1)
    width = sum(2 * l + 1 for l in range(1, degree + 1, 2))
    cloud = jax.random.normal(begin, (parties, points, width))
    carry = (cloud, jnp.zeros_like(cloud), jnp.zeros_like(cloud), jnp.float32(0))
    jax.block_until_ready(several(carry, keys[0]))
    start = time.perf_counter()
    for chunk in keys:
        carry, _ = several(carry, chunk)
    cloud = carry[0].block_until_ready()
    return np.asarray(cloud), time.perf_counter() - start


def by_hand(name, visibility, rate, steps):
    paulis = np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
    vectors = {
        "werner": np.array([0, 1, -1, 0]),
        "ghz3": np.array([1, 0, 0, 0, 0, 0, 0, 1]),
        "w3": np.array([0, 1, 1, 0, 1, 0, 0, 0]),
    }
    vector = vectors[name] / np.linalg.norm(vectors[name])
    parties = len(vector).bit_length() - 1
    tensor = np.zeros((4,) * parties)
    for index in np.ndindex(tensor.shape):
        operator = np.ones((1, 1))
        for k in index:
            operator = np.kron(operator, paulis[k])
        tensor[index] = (vector @ operator @ vector).real * (visibility if any(index) else 1)
    cloud, seconds = search(tensor, 4096, 256, 5, steps, rate, 1)
    directions = np.random.default_rng(7).normal(size=(parties, 4096, 3))
    directions /= np.linalg.norm(directions, axis=-1, keepdims=True)
    error = mean_divergence(cloud, tensor, directions, 5)
    print(json.dumps({"state": name, "v": visibility, "rate": rate, "steps": steps, "seconds": seconds, "error": error}))


if len(sys.argv) > 1 and not os.path.isdir(sys.argv[1]):
    by_hand(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 5000)
    sys.exit(0)

from exchange import DIRECTORY, array, parameters  # noqa: E402: it reads the command line of the benchmark program

tensor = array("tensor").reshape((4,) * parameters["parties"])
directions = array("directions").reshape(parameters["parties"], -1, 3)
names = ("points", "settings", "degree", "steps")
cloud, seconds = search(tensor, *(parameters[name] for name in names), float(array("rate")[0]), parameters["seed"])
error = mean_divergence(cloud, tensor, directions, parameters["degree"])
np.save(os.path.join(DIRECTORY, "result.npy"), np.concatenate([[error], cloud.ravel()]).astype("<f8"))
print(json.dumps({"seconds": [seconds], "turns": parameters["steps"]}))
