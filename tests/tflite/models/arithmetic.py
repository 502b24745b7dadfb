"""ADD, SUB and MUL: broadcasts of every kind, fused activations, constants, int16."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import NONE, RELU, RELU6, RELU_N1_TO_1, Model, Q

BROADCASTS = (
    ("scalar", [1, 3, 4, 5], [1]),
    ("channels", [1, 3, 4, 5], [5]),
    ("columns", [1, 3, 4, 5], [1, 1, 4, 1]),
    ("both_sides", [1, 3, 1, 5], [1, 1, 4, 5]),
    ("first", [1, 1, 1, 5], [1, 3, 4, 5]),
)


def binary(
    operator: str,
    name: str,
    about: str,
    left=(1, 3, 4, 5),
    right=(1, 3, 4, 5),
    fused=NONE,
    zero=3,
    step=None,
    constant=False,
    wide=False,
    scales=None,
    **facts,
) -> Model:
    model = Model(name, about, **facts)
    if wide:
        a, b, kind = Q(0.00031), Q(0.00082), "int16"
        y = Q(step or (0.0085 if operator == "MUL" else 0.00071))
    else:
        a, b, kind = Q(0.039393600076436996, -12), Q(0.1041949987411499, 4), "int8"
        y = Q(step or (0.35 if operator == "MUL" else 0.0709), zero)
    a, b, y = scales or (a, b, y)
    shape = broadcast(left, right)
    x = model.input(left, kind, a)
    if constant:
        low = -32768 if wide else -128
        other = model.tensor(right, kind, b, data=model.rng.integers(low, -low, right))
    else:
        other = model.input(right, kind, b)
    options = dict(fusedActivationFunction=fused)
    if wide and operator != "MUL":
        options["potScaleInt16"] = False
    version = {"ADD": 4, "SUB": 5, "MUL": 5}[operator] if wide else None
    return model.outputs(model.op(operator, [x, other], shape, kind, y, version, **options))


def broadcast(left, right) -> list[int]:
    """The shape of which both are part, aligned at the last dimension."""
    return [int(n) for n in np.broadcast_shapes(tuple(left), tuple(right))]


def models() -> Iterator[Model]:
    for operator in ("ADD", "SUB", "MUL"):
        short = operator.lower()
        yield binary(operator, short, f"{operator} of two inputs with scales of their own")
        yield binary(operator, f"{short}_relu", f"{operator} with a fused RELU", fused=RELU)
        yield binary(
            operator, f"{short}_relu6", f"{operator} with a fused RELU6", fused=RELU6, step=0.09, zero=-100
        )
        yield binary(
            operator, f"{short}_relu_n1_to_1", f"{operator} with a fused RELU_N1_TO_1", fused=RELU_N1_TO_1
        )
        yield binary(operator, f"{short}_constant", f"{operator} of a constant", constant=True)
        yield binary(
            operator,
            f"{short}_constant_channels",
            f"{operator} of a constant for each channel",
            right=(5,),
            constant=True,
        )
        yield binary(operator, f"{short}_coarse", f"{operator} with an output that is much coarser", step=1.7)
        yield binary(operator, f"{short}_fine", f"{operator} with an output that is much finer", step=0.011)
        yield binary(operator, f"{short}_int16", f"{operator} of int16", wide=True)
        yield binary(
            operator,
            f"{short}_int16_channels",
            f"{operator} of int16, a constant for each channel, RELU",
            wide=True,
            right=(5,),
            constant=True,
            fused=RELU,
        )
        for suffix, left, right in BROADCASTS:
            yield binary(
                operator, f"{short}_broadcast_{suffix}", f"{operator} of {left} and {right}", left, right
            )
