"""Fisher's irises in a 4-8-3 network: the classifier of the examples, with its data as whole millimetres.

The split is drawn by class with a fixed seed. Thirty flowers are few, so the same training is scored on five other
splits too; the flowers held back choose neither the start nor the weight decay.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

from training import model_file
from training.curve import balance, is_live
from training.exact import column_sums, exponential, total
from training.mlp import Dense, Mlp, train

Array = np.ndarray

FEATURES = ("sepal_length_mm", "sepal_width_mm", "petal_length_mm", "petal_width_mm")
LABELS = ("setosa", "versicolor", "virginica")
RANGES_MM = ((38, 84), (15, 49), (5, 75), (0, 30))
OUTPUT_SCALE = 0.001
HELD_BACK, SPLIT_SEED = 30, 0
OTHER_SPLITS = range(1, 6)
WIDTH, STARTS, DECAY = 8, 8, 1e-3


def read(split_seed: int = SPLIT_SEED) -> tuple[Array, Array, Array]:
    """Millimetres, classes, and whether a flower is held back for the test."""
    bundled = load_iris()
    millimetres, species = np.rint(10.0 * bundled.data).astype(int), bundled.target
    _, test = train_test_split(
        np.arange(len(species)), test_size=HELD_BACK, random_state=split_seed, stratify=species
    )
    return millimetres, species, np.isin(np.arange(len(species)), test)


def table(millimetres: Array, species: Array, held_back: Array) -> str:
    """The data as a CSV file."""
    rows = [
        ",".join([*map(str, flower), LABELS[label], "test" if test else "train"])
        for flower, label, test in zip(millimetres, species, held_back, strict=True)
    ]
    return "\n".join([",".join([*FEATURES, "species", "split"]), *rows]) + "\n"


def start(seed: int) -> Mlp:
    """Random weights of the usual size for a ReLU."""
    random = np.random.default_rng(seed)
    sizes = (len(FEATURES), WIDTH, len(LABELS))
    layers = []
    for rows, below in zip(sizes[1:], sizes, strict=False):
        layers.append(Dense(random.normal(0.0, np.sqrt(2.0 / below), (rows, below)), np.zeros(rows)))
    return Mlp(layers)


def cross_entropy(output: Array, species: Array) -> tuple[float, Array]:
    """The mean over samples, and its gradient.

    The logarithm may differ in its last bit between machines; it only tells the line search which point is lower.
    """
    rows = np.arange(len(species))
    powers = exponential(output - output.max(axis=1, keepdims=True))
    probability = powers / column_sums(powers.T)[:, None]
    gradient = probability.copy()
    gradient[rows, species] -= 1.0
    return -total(np.log(probability[rows, species])) / len(species), gradient / len(species)


def fit(inputs: Array, species: Array) -> tuple[Mlp, int]:
    """Of the starts that leave no unit idle, the one of least training loss."""
    found = []
    for seed in range(STARTS):
        network = train(start(seed), inputs, lambda output: cross_entropy(output, species), DECAY, 1000)
        loss = cross_entropy(network(inputs), species)[0]
        found.append((not is_live(network, inputs), loss, seed, network))
    *_, seed, network = min(found, key=lambda one: one[:3])
    return model_file.single_precision(balance(network)), seed


def largest_score(network: Mlp, low: Array, high: Array) -> float:
    """A bound on any score's magnitude over the declared ranges, by interval arithmetic."""
    for index, layer in enumerate(network.layers):
        centre, reach = (low + high) / 2.0, (high - low) / 2.0
        middle, spread = layer.weights @ centre + layer.bias, np.abs(layer.weights) @ reach
        low, high = middle - spread, middle + spread
        if index < len(network.layers) - 1:
            low, high = np.maximum(low, 0.0), np.maximum(high, 0.0)
    return float(max(np.abs(low).max(), np.abs(high).max()))


def describe(network: Mlp, mean: Array, std: Array, training: dict[str, object]) -> dict[str, object]:
    """The model file, as it will be written."""
    inputs = [
        {
            "name": name,
            "type": "u8",
            "unit": "mm",
            "range": list(limits),
            "normalize": {"mean": float(mean[index]), "std": float(std[index])},
        }
        for index, (name, limits) in enumerate(zip(FEATURES, RANGES_MM, strict=True))
    ]
    return {
        "$schema": model_file.SCHEMA,
        "version": 1,
        "name": "iris",
        "description": "Species of an iris from four lengths, after Fisher (1936).",
        "inputs": inputs,
        "outputs": [{"name": "species", "type": "i16", "scale": OUTPUT_SCALE, "labels": list(LABELS)}],
        "layers": model_file.layers(network, "argmax"),
        "training": training,
    }


@dataclass(frozen=True)
class Trained:
    """A network with what it was trained on; `right` tells for every flower whether it names the species."""

    network: Mlp
    start: int
    mean: Array
    std: Array
    held_back: Array
    output: Array
    right: Array

    def tally(self, held_back: bool) -> str:
        chosen = self.held_back == held_back
        return f"{self.right[chosen].sum()} of {chosen.sum()}"


def train_on(split_seed: int) -> Trained:
    """Train on one split; the normalisation, too, knows only the flowers to learn from."""
    millimetres, species, held_back = read(split_seed)
    learnt = ~held_back
    mean = np.round(millimetres[learnt].mean(axis=0), 1)
    std = np.round(millimetres[learnt].std(axis=0), 1)
    inputs = (millimetres - mean) / std
    network, seed = fit(inputs[learnt], species[learnt])
    output = network(inputs)
    return Trained(network, seed, mean, std, held_back, output, output.argmax(axis=1) == species)


def build(_folder: Path) -> tuple[dict[str, object], list[str]]:
    """The model and the lines to print about it."""
    found = train_on(SPLIT_SEED)
    others = [train_on(seed).tally(True) for seed in OTHER_SPLITS]
    ranked = np.sort(found.output, axis=1)
    ends = (np.array(RANGES_MM) - found.mean[:, None]) / found.std[:, None]
    bound = largest_score(found.network, ends[:, 0], ends[:, 1])
    training = {
        "script": "weights/train.py",
        "data": "weights/iris.csv",
        "recipe": "cross-entropy with weight decay, L-BFGS",
        "start": found.start,
        "accuracy": {"train": found.tally(False), "test": found.tally(True)},
    }
    lines = [
        f"start {found.start} of {STARTS}",
        f"right on {found.tally(False)} (train) and {found.tally(True)} (test)",
        f"test of other splits: {', '.join(others)}",
        f"wrong: {np.flatnonzero(~found.right).tolist()} (rows of iris.csv, from 0)",
        f"least margin between the two best scores: {(ranked[:, -1] - ranked[:, -2]).min():.3f}",
        f"scores within {np.abs(found.output).max():.1f} on the data, within {bound:.1f} on any flower in range",
    ]
    return describe(found.network, found.mean, found.std, training), lines
