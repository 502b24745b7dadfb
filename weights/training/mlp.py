"""A small fully connected ReLU network with analytic gradients, and the training that all models share.

Made for networks of a few hundred weights and data that fits one batch. It knows no loss of its own: the caller
passes a function from outputs to (loss, gradient).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from training.exact import column_sums, inner, product
from training.lbfgs import minimise

Array = np.ndarray
OutputLoss = Callable[[Array], tuple[float, Array]]


@dataclass
class Dense:
    """One layer: `weights` is outputs x inputs, as in the model file."""

    weights: Array
    bias: Array


@dataclass
class Mlp:
    """Dense layers with a ReLU after each but the last."""

    layers: list[Dense]

    def hidden(self, inputs: Array) -> list[Array]:
        """Pre-activations of every layer, the last of which is the output; `inputs` is samples x features."""
        values, found = inputs, []
        for layer in self.layers:
            found.append(product(values, layer.weights.T) + layer.bias)
            values = np.maximum(found[-1], 0.0)
        return found

    def __call__(self, inputs: Array) -> Array:
        return self.hidden(inputs)[-1]

    def flat(self) -> Array:
        """All parameters as one vector, layer by layer, weights first."""
        return np.concatenate([part.ravel() for layer in self.layers for part in (layer.weights, layer.bias)])

    def with_flat(self, vector: Array) -> Mlp:
        """A network of the same shape that holds the parameters in `vector`."""
        layers, at = [], 0
        for layer in self.layers:
            rows, columns = layer.weights.shape
            weights = vector[at : at + rows * columns].reshape(rows, columns)
            at += rows * columns
            layers.append(Dense(weights, vector[at : at + rows]))
            at += rows
        return Mlp(layers)

    def gradient(self, inputs: Array, pre: list[Array], d_output: Array) -> Array:
        """The loss gradient with respect to `flat()`, from the gradient with respect to the outputs."""
        parts: list[Array] = []
        delta = d_output
        for index in reversed(range(len(self.layers))):
            below = inputs if index == 0 else np.maximum(pre[index - 1], 0.0)
            parts = [column_sums(delta[:, :, None] * below[:, None, :]).ravel(), column_sums(delta), *parts]
            if index:
                delta = product(delta, self.layers[index].weights) * (pre[index - 1] > 0.0)
        return np.concatenate(parts)

    def decay_mask(self) -> Array:
        """One for every weight and zero for every bias, in the order of `flat()`."""
        parts = [(np.ones(layer.weights.size), np.zeros(layer.bias.size)) for layer in self.layers]
        return np.concatenate([part for pair in parts for part in pair])


def train(network: Mlp, inputs: Array, loss: OutputLoss, decay: float, steps: int) -> Mlp:
    """Full-batch training with weight decay, which spares the biases."""
    decays = decay * network.decay_mask()

    def objective(vector: Array) -> tuple[float, Array]:
        candidate = network.with_flat(vector)
        pre = candidate.hidden(inputs)
        value, d_output = loss(pre[-1])
        pull = decays * vector
        return value + inner(pull, vector), candidate.gradient(inputs, pre, d_output) + 2.0 * pull

    return network.with_flat(minimise(objective, network.flat(), steps))
