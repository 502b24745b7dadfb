"""FULLY_CONNECTED and BATCH_MATMUL in every form that the importer takes."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import NONE, RELU, RELU6, RELU_N1_TO_1, Model, Q, spread
from forge.reference import MICRO

X = Q(0.04, -5)
X16 = Q(0.0003)
SUMS_OF_32 = "without a bias tflite-runtime and ai-edge-litert round as for int32 sums, twice; tflite-micro rounds once, as with a bias"


def per_channel(count: int, least: float = 0.002, most: float = 0.02, axis: int = 0) -> Q:
    """Scales that differ by a factor of ten, in an order that is not sorted."""
    scales = np.geomspace(least, most, count)[np.argsort(np.arange(count) * 7 % (count + 1))]
    return Q(tuple(float(np.float32(s)) for s in scales), 0, axis)


def layer(
    name: str,
    about: str,
    shape=(1, 16),
    units=9,
    w=Q(0.01),
    bias=True,
    fused=NONE,
    kind="int8",
    given=None,
    keep=False,
    version=None,
    zero=7,
    scale=None,
    most=None,
    golden=None,
    why=None,
) -> Model:
    """One FULLY_CONNECTED; `kind` is that of the weights, activations are int8, or int16 where the name says 16x8."""
    wide = "16x8" in name
    model = Model(name, about, golden=golden, why=why)
    q = given or (X16 if wide else X)
    activations, inputs, reach = ("int16", 18900.0, 32767.0) if wide else ("int8", 74.0, 127.0)
    depth = shape[-1] if keep or len(shape) < 4 else int(np.prod(shape[1:]))
    x = model.input(shape, activations, q)
    weights = 4.3 if kind == "int4" else 73.0
    ids = [x, model.weights([units, depth], w, kind, most)]
    if bias:
        reach_of_bias = np.sqrt(depth) * inputs * (weights if most is None else most)
        ids.append(model.bias(units, q, w, reach_of_bias, "int64" if wide else "int32"))
    else:
        ids.append(-1)
    step = scale or spread(depth, q, w, reach, inputs, weights)
    rows = list(shape[:-1]) if keep or len(shape) < 4 else [shape[0]]
    y = model.op(
        "FULLY_CONNECTED",
        ids,
        rows + [units],
        activations,
        Q(step, 0 if wide else zero),
        version,
        fusedActivationFunction=fused,
        keepNumDims=keep,
    )
    model.macs = int(np.prod(rows)) * units * depth
    return model.outputs(y)


def fully_connected() -> Iterator[Model]:
    yield layer("fc_per_tensor", "FULLY_CONNECTED, one scale")
    yield layer(
        "fc_per_channel",
        "FULLY_CONNECTED, a scale for each unit, as TensorFlow 2.21 writes it",
        w=per_channel(9),
    )
    yield layer("fc_no_bias", "FULLY_CONNECTED with an optional input of -1", bias=False)
    yield layer("fc_rows", "FULLY_CONNECTED of four rows", shape=(4, 12))
    yield layer(
        "fc_keep_num_dims", "FULLY_CONNECTED that keeps its input's dimensions", shape=(1, 3, 10), keep=True
    )
    yield layer("fc_4d", "FULLY_CONNECTED fed a 4-D tensor", shape=(1, 2, 3, 4))
    yield layer("fc_relu", "FULLY_CONNECTED with a fused RELU", fused=RELU, zero=-20)
    yield layer("fc_relu6", "FULLY_CONNECTED with a fused RELU6", fused=RELU6, zero=-128, w=per_channel(9))
    yield layer("fc_relu_n1_to_1", "FULLY_CONNECTED with a fused RELU_N1_TO_1", fused=RELU_N1_TO_1)
    yield layer(
        "fc_multiplier_above_one",
        "FULLY_CONNECTED whose sums are multiplied by more than one",
        w=Q(0.5),
        scale=0.016,
        shape=(1, 3),
        most=1,
    )
    yield layer(
        "fc_multiplier_power_of_two",
        "FULLY_CONNECTED with a multiplier of 2^-10: halves are common",
        w=Q(2.0**-8),
        scale=float(np.float32(np.float32(0.04) * 4.0)),
    )
    yield layer("fc_weights_zero_point", "FULLY_CONNECTED whose weights have a zero point", w=Q(0.01, 9))
    yield layer(
        "fc_int4",
        "FULLY_CONNECTED, int4 weights, an odd number of them",
        w=Q(0.1),
        kind="int4",
        shape=(1, 15),
        units=7,
        version=9,
    )
    yield layer("fc_16x8", "FULLY_CONNECTED, int16 activations, int64 bias", version=7)
    yield layer(
        "fc_16x8_no_bias",
        "FULLY_CONNECTED, int16 activations, no bias",
        bias=False,
        version=7,
        golden=MICRO,
        why=SUMS_OF_32,
    )
    yield layer(
        "fc_16x8_per_channel",
        "FULLY_CONNECTED, int16 activations, a scale for each unit",
        version=7,
        w=per_channel(9),
    )


def dense_chain() -> Model:
    """Three layers: more than one operator, and every hidden layer at work."""
    model = Model("fc_chain", "three FULLY_CONNECTED, each with another activation, 12-16-8-4")
    sizes, q = [12, 16, 8, 4], X
    x = model.input([1, 12], "int8", q)
    for inputs, units, fused, zero in zip(sizes, sizes[1:], (RELU, RELU6, NONE), (-128, -128, 3)):
        w = per_channel(units, 0.004, 0.012)
        ids = [x, model.weights([units, inputs], w), model.bias(units, q, w, 9000)]
        q_out = Q(spread(inputs, q, w), zero)
        x = model.op("FULLY_CONNECTED", ids, [1, units], "int8", q_out, fusedActivationFunction=fused)
        q, model.macs = q_out, model.macs + inputs * units
    return model.outputs(x)


def batch_matmul() -> Iterator[Model]:
    for name, right, flip in (
        ("batch_matmul", [2, 6, 5], False),
        ("batch_matmul_transposed", [2, 5, 6], True),
    ):
        model = Model(name, f"BATCH_MATMUL of two inputs, adj_y = {flip}")
        a, b = model.input([2, 4, 6], "int8", Q(0.03, 4)), model.input(right, "int8", Q(0.02, -3))
        y = model.op("BATCH_MATMUL", [a, b], [2, 4, 5], "int8", Q(0.06, 1), adjX=False, adjY=flip)
        model.macs = 2 * 4 * 5 * 6
        yield model.outputs(y)


def models() -> Iterator[Model]:
    yield from fully_connected()
    yield dense_chain()
    yield from batch_matmul()
