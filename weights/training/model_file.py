"""Writing networks as model files, version 1, and comparing two of them.

Numbers are rounded to single precision and written in their shortest form, one row of weights a line, so that a
file reads well and a diff shows which unit changed. It does not check a model: the compiler does.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from training.mlp import Dense, Mlp

Json = Any
SCHEMA = "../tinyml-compiler/schema/model-v1.schema.json"


def single_precision(network: Mlp) -> Mlp:
    """The network that a file will hold: figures have to be those of these numbers."""
    return network.with_flat(network.flat().astype(np.float32).astype(float))


def normalised_out(network: Mlp, mean: float, std: float) -> Mlp:
    """Let the last layer undo the normalisation of the targets, so that the file's output is in its own unit."""
    *hidden, last = network.layers
    return Mlp([*hidden, Dense(last.weights * std, last.bias * std + mean)])


def layers(network: Mlp, last_activation: str = "none") -> list[Json]:
    """The `layers` of a model file: hidden layers are `fc1`, `fc2` and so on, the last is `out`."""
    described = []
    for index, layer in enumerate(network.layers):
        last = index == len(network.layers) - 1
        described.append(
            {
                "type": "dense",
                "name": "out" if last else f"fc{index + 1}",
                "weights": layer.weights.astype(np.float32),
                "bias": layer.bias.astype(np.float32),
                "activation": last_activation if last else "relu",
            }
        )
    return described


def render(value: Json, indent: str = "") -> str:
    """JSON text with a line for each row of numbers and for each field of an object."""
    deeper = indent + "  "
    if isinstance(value, np.ndarray):
        if value.ndim == 1:
            return "[" + ", ".join(str(number) for number in value) + "]"
        rows = [deeper + render(row) for row in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    if isinstance(value, dict) and value:
        fields = [f"{deeper}{json.dumps(key)}: {render(field, deeper)}" for key, field in value.items()]
        return "{\n" + ",\n".join(fields) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[\n" + ",\n".join(deeper + render(item, deeper) for item in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def largest_difference(left: Json, right: Json) -> float:
    """The largest distance between corresponding numbers; infinite where anything else differs."""
    if isinstance(left, dict) and isinstance(right, dict):
        if left.keys() != right.keys():
            return float("inf")
        return max((largest_difference(left[key], right[key]) for key in left), default=0.0)
    if isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            return float("inf")
        return max((largest_difference(*pair) for pair in zip(left, right, strict=True)), default=0.0)
    if isinstance(left, float | int) and isinstance(right, float | int):
        return abs(left - right)
    return 0.0 if left == right else float("inf")
