"""Distilling a curve of one input into a 1-n-n-1 ReLU network with no unit to spare.

Shared by the thermistor and the sine. A ReLU network of one input is a chain of straight pieces, so training starts
with the kinks where the curve bends, and of several starts it keeps the one that suffers least when its weights are
rounded to eight bits. The rounding here is a yardstick for choosing; the compiler quantises by rules of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.exact import column_sums, inner, product, settle, solve
from training.mlp import Dense, Mlp, train

Array = np.ndarray

RIDGE = 1e-2
EIGHT_BITS = 127
POWERS = (0.0, 0.5, 1.0)
STEPS = (127, 120, 113)


@dataclass(frozen=True)
class Curve:
    """What to learn, in normalised units: `emphasis` weighs the errors, `hinges` says where the kinks start."""

    grid: Array
    target: Array
    emphasis: Array
    hinges: Array
    steepest: float | None = None
    """If given, slopes above this (negative) one are penalised, which keeps the curve falling everywhere."""


@dataclass(frozen=True)
class Settings:
    """How hard to train; `starts` networks are trained and one is kept."""

    starts: int
    decay: float
    steps: int
    fit: float
    """A network whose root mean square error is above this, in normalised units, is not considered."""


@dataclass(frozen=True)
class Candidate:
    """A trained network with the figures by which it is chosen."""

    network: Mlp
    seed: int
    error: float
    rounding: float
    full: bool


def hinges_where_it_bends(grid: Array, bend: Array, count: int) -> Array:
    """Quantiles of the root of the second derivative: the best places for straight pieces in the limit of many."""
    density = np.cumsum(np.sqrt(bend) + 1e-3 * np.sqrt(bend.max()))
    return settle(np.interp((np.arange(count) + 0.5) / count, density / density[-1], grid))


def start(curve: Curve, seed: int) -> Mlp:
    """Even hinges are kinks of the first layer, odd ones zero crossings of the second; the output is solved for."""
    random = np.random.default_rng(seed)
    width = len(curve.hinges) // 2
    side = np.where(np.arange(width) % 2 == 0, 1.0, -1.0)
    first = Dense((side * random.uniform(0.7, 1.2, width))[:, None], np.empty(width))
    first.bias = -first.weights[:, 0] * curve.hinges[0::2]
    size = random.uniform(0.2, 0.6, (width, width)) * (8.0 / width) ** 0.5
    signs = -np.outer(side, side) if curve.steepest is not None else random.choice([-1.0, 1.0], (width, width))
    second = Dense(size * signs, np.zeros(width))
    crossings = random.permutation(curve.hinges[1::2])
    below = Mlp([first, second])
    second.bias = -np.diagonal(below(crossings[:, None])).copy()
    features = np.maximum(below(curve.grid[:, None]), 0.0)
    design = np.column_stack([features, np.ones(len(curve.grid))]) * np.sqrt(curve.emphasis)[:, None]
    ridge = np.diag([RIDGE] * width + [0.0])
    wanted = column_sums(design * (curve.target * np.sqrt(curve.emphasis))[:, None])
    solved = solve(product(design.T, design) + ridge, wanted)
    return Mlp([first, second, Dense(solved[None, :width], solved[width:])])


def distil(curve: Curve, settings: Settings, seed: int) -> Mlp:
    """One network: weighted squares, weight decay, and the penalty on slopes that are not steep enough."""
    step = float(curve.grid[1] - curve.grid[0])

    def loss(output: Array) -> tuple[float, Array]:
        residual = output[:, 0] - curve.target
        gradient = 2.0 * curve.emphasis * residual
        value = 0.5 * inner(gradient, residual)
        if curve.steepest is not None:
            excess = np.maximum(np.diff(output[:, 0]) / step - curve.steepest, 0.0)
            value += inner(excess, excess) / len(excess)
            pull = 2.0 * excess / len(excess) / step
            gradient[1:] += pull
            gradient[:-1] -= pull
        return value, gradient[:, None]

    return train(start(curve, seed), curve.grid[:, None], loss, settings.decay, settings.steps)


def balance(network: Mlp, sweeps: int = 200) -> Mlp:
    """Scale every hidden unit so that what enters and what leaves it are equally large; exact, for a ReLU."""
    layers = [Dense(layer.weights.copy(), layer.bias.copy()) for layer in network.layers]
    for _ in range(sweeps):
        for before, after in zip(layers, layers[1:], strict=False):
            leaving, entering = np.abs(after.weights).max(axis=0), np.abs(before.weights).max(axis=1)
            usable = (leaving > 1e-6) & (entering > 1e-6)
            factor = np.sqrt(np.where(usable, leaving, 1.0) / np.where(usable, entering, 1.0))
            before.weights *= factor[:, None]
            before.bias *= factor
            after.weights /= factor
    return Mlp(layers)


def rounded(weights: Array, power: float = 0.0, steps: int = EIGHT_BITS) -> Array:
    """Each row in `steps` steps of its largest weight.

    Before that, every column is scaled by its largest weight to the power of `-power`: 0 takes the balance as it
    is, 1 makes columns equal.
    """
    factor = np.abs(weights).max(axis=0) ** -power
    step = np.maximum(np.abs(weights * factor).max(axis=1, keepdims=True), 1e-9) / steps
    return np.round(weights * factor / step) * step / factor


def rounding_error(network: Mlp, grid: Array) -> float:
    """The worst deviation after rounding by any of several rules, so that no network wins by luck with one of them.

    Only the second layer is rounded, since the first has one weight a row and the last has one row, which can be
    exact. Biases are moved to the middle of the error that they can take away.
    """
    first, second, last = network.layers
    pre = network.hidden(grid[:, None])
    worst = 0.0
    for weights in (rounded(second.weights, power, steps) for power in POWERS for steps in STEPS):
        error = product(np.maximum(pre[0], 0.0), (weights - second.weights).T)
        off = np.where(pre[1] > 0.0, error, np.nan)
        middle = np.nan_to_num((np.nanmax(off, axis=0) + np.nanmin(off, axis=0)) / 2.0)
        deviation = Mlp([first, Dense(weights, second.bias - middle), last])(grid[:, None]) - pre[2]
        worst = max(worst, float(np.ptp(deviation)) / 2.0)
    return worst


def is_live(network: Mlp, inputs: Array) -> bool:
    """Whether every hidden unit is on for at least a fiftieth of the inputs."""
    return all(bool(np.all((pre > 0.0).mean(axis=0) > 0.02)) for pre in network.hidden(inputs)[:-1])


def is_full(network: Mlp, grid: Array) -> bool:
    """Whether no unit is idle and no weight of a balanced network rounds to zero at eight bits."""
    kept = bool(np.all(rounded(network.layers[1].weights) != 0.0))
    return kept and is_live(network, grid[:, None])


def assess(curve: Curve, settings: Settings, seed: int) -> Candidate:
    """Train from one start, and measure."""
    network = balance(distil(curve, settings, seed))
    output = network(curve.grid[:, None])[:, 0]
    error = inner(curve.emphasis, (output - curve.target) ** 2) ** 0.5
    full = is_full(network, curve.grid)
    rounding = rounding_error(network, curve.grid) if full else float("inf")
    return Candidate(network, seed, error, rounding, full)


def best_of(curve: Curve, settings: Settings) -> Candidate:
    """The candidate that rounding harms least, among those that fit and are full; else the one that fits best."""
    found = [assess(curve, settings, seed) for seed in range(settings.starts)]
    fit = [one for one in found if one.full and one.error <= settings.fit and falls(one.network, curve)]
    return min(fit, key=lambda one: one.rounding) if fit else min(found, key=lambda one: one.error)


def falls(network: Mlp, curve: Curve) -> bool:
    """Whether the output falls, where that is asked for, by half of what is asked for even between grid points."""
    if curve.steepest is None:
        return True
    fine = np.linspace(curve.grid[0], curve.grid[-1], 10 * (len(curve.grid) - 1) + 1)
    slopes = np.diff(network(fine[:, None])[:, 0]) / (fine[1] - fine[0])
    return bool(np.all(slopes < 0.5 * curve.steepest))
