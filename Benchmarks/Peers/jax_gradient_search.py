"""One step of a gradient search for hidden-variable clouds of qubits, in JAX with jit and single precision.

A step evaluates the harmonics, P(all up), the mean relative entropy of that event and its complement from the state's
probabilities (or that of all joint outcomes), its gradient and Adam.
"""

from jax_cloud import adam, harmonics, jax, jnp, joint_loss, loss, np, probabilities, signs
from exchange import array, parameters, run

names = ("parties", "points", "settings", "degree", "all_outcomes")
parties, points, settings, degree, all_outcomes = (int(parameters[name]) for name in names)
RATE = 1e-3


@jax.jit
def step(cloud, mean, square, count, directions, tensor):
    features = [harmonics(directions[party], degree) for party in range(parties)]
    if all_outcomes:
        targets = [probabilities(tensor, directions * jnp.array(s)[:, None, None]) for s in signs(parties)]
        value, gradient = jax.value_and_grad(joint_loss)(cloud, features, targets)
    else:
        value, gradient = jax.value_and_grad(loss)(cloud, features, probabilities(tensor, directions))
    count = count + 1
    return *adam(cloud, mean, square, count, gradient, RATE), count, value, gradient


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
