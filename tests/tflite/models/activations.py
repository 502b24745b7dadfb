"""Functions of one input: activations, SOFTMAX, QUANTIZE and DEQUANTIZE between every two types that have them."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import Model, Q
from forge.reference import MICRO

SHAPE, SMALL = [1, 4, 8, 8], [1, 3, 5, 4]
NOT_IN_MICRO = "tflite-micro has no EXP of int8"
MICRO_KEEPS_SCALE = "tflite-micro clamps and copies, which is RELU6 only where input and output have one scale; here they have not"
DOUBLE = "tflite-runtime computes the table of 1 / (1 + x) in double precision, tflite-micro in single: one entry differs by 1"
NO_N1_IN_MICRO = "tflite-micro has no RELU_N1_TO_1"
ONLY_MICRO = "tflite-runtime has no QUANTIZE from int8 to int16"
Q15 = Q(2.0**-15)


def unary(
    operator: str,
    name: str,
    about: str,
    x: Q,
    y: Q | None,
    kind="int8",
    out=None,
    shape=None,
    version=None,
    golden=None,
    why=None,
    **options,
) -> Model:
    """One operator; int8 meets all 256 values in the vector `ramp`."""
    table = kind == "int8" and shape is None
    model = Model(name, about, golden=golden, why=why, count=6 if table else 12)
    shape = shape or (SHAPE if table else SMALL)
    source = model.input(shape, kind, x)
    return model.outputs(model.op(operator, [source], shape, out or kind, y, version, **options))


def tables() -> Iterator[Model]:
    yield unary("LOGISTIC", "logistic", "LOGISTIC of int8", Q(0.09, 12), Q(2.0**-8, -128))
    yield unary(
        "LOGISTIC", "logistic_fine", "LOGISTIC of int8 within one unit", Q(0.011, -40), Q(2.0**-8, -128)
    )
    yield unary(
        "LOGISTIC",
        "logistic_int16",
        "LOGISTIC of int16, a scale that is no power of two",
        Q(0.00041),
        Q15,
        "int16",
        version=3,
    )
    yield unary(
        "LOGISTIC",
        "logistic_int16_power_of_two",
        "LOGISTIC of int16, Q3.12",
        Q(2.0**-12),
        Q15,
        "int16",
        version=3,
    )
    yield unary("TANH", "tanh", "TANH of int8", Q(0.05, -7), Q(2.0**-7))
    yield unary("TANH", "tanh_fine", "TANH of int8 within one unit", Q(0.009, 30), Q(2.0**-7))
    yield unary(
        "TANH",
        "tanh_int16",
        "TANH of int16, a scale that is no power of two",
        Q(0.00023),
        Q15,
        "int16",
        version=3,
    )
    yield unary(
        "TANH", "tanh_int16_power_of_two", "TANH of int16, Q3.12", Q(2.0**-12), Q15, "int16", version=3
    )
    yield unary("HARD_SWISH", "hard_swish", "HARD_SWISH", Q(0.07, 9), Q(0.041, -119))
    yield unary("HARD_SWISH", "hard_swish_fine", "HARD_SWISH of a small range", Q(0.013, -60), Q(0.017, -105))
    yield unary("EXP", "exp", "EXP of int8", Q(0.03, 20), Q(0.09, -128), why=NOT_IN_MICRO)


def rectifiers() -> Iterator[Model]:
    yield unary("RELU", "relu", "RELU to another scale", Q(0.05, -7), Q(0.031, -128))
    yield unary("RELU", "relu_same_scale", "RELU at one scale", Q(0.05, -7), Q(0.05, -7))
    yield unary("RELU6", "relu6_same_scale", "RELU6 at one scale", Q(0.06, -40), Q(0.06, -40))
    yield unary(
        "RELU6", "relu6", "RELU6 to another scale", Q(0.06, -40), Q(0.0235294, -128), why=MICRO_KEEPS_SCALE
    )
    yield unary(
        "RELU_N1_TO_1",
        "relu_n1_to_1",
        "RELU_N1_TO_1 to another scale",
        Q(0.02, -7),
        Q(0.0085, 3),
        why=NO_N1_IN_MICRO,
    )
    yield unary("RELU", "relu_int16", "RELU of int16", Q(0.0004), Q(0.0003), "int16", version=3)
    yield unary("RELU6", "relu6_int16", "RELU6 of int16", Q(0.0004), Q(0.0004), "int16", version=3)
    yield unary(
        "LEAKY_RELU", "leaky_relu", "LEAKY_RELU to another scale", Q(0.05, 11), Q(0.037, -60), alpha=0.1
    )
    yield unary(
        "LEAKY_RELU",
        "leaky_relu_above_one",
        "LEAKY_RELU with a slope of 1.5",
        Q(0.05, 11),
        Q(0.07, 20),
        alpha=1.5,
    )
    yield unary(
        "LEAKY_RELU",
        "leaky_relu_negative",
        "LEAKY_RELU with a slope of -0.3",
        Q(0.05, 11),
        Q(0.05, -90),
        alpha=-0.3,
    )
    yield unary(
        "LEAKY_RELU", "leaky_relu_int16", "LEAKY_RELU of int16", Q(0.0004), Q(0.0003), "int16", alpha=0.2
    )
    for name, slopes, about in (
        ("prelu", [1, 1, 8], "a slope for each channel"),
        ("prelu_one", [1, 1, 1], "one slope"),
    ):
        model = Model(name, f"PRELU with {about}", count=6)
        x = model.input(SHAPE, "int8", Q(0.05, 11))
        alpha = model.tensor(slopes, "int8", Q(0.006, 15), data=model.rng.integers(-128, 128, slopes))
        yield model.outputs(model.op("PRELU", [x, alpha], SHAPE, "int8", Q(0.041, -20)))
    model = Model("prelu_steep", "PRELU with slopes above one, at one scale", count=6)
    x = model.input(SHAPE, "int8", Q(0.05, 11))
    alpha = model.tensor([1, 1, 8], "int8", Q(0.02), data=model.rng.integers(-128, 128, [1, 1, 8]))
    yield model.outputs(model.op("PRELU", [x, alpha], SHAPE, "int8", Q(0.05, 11)))


def softmaxes() -> Iterator[Model]:
    out, wide = Q(2.0**-8, -128), Q15
    yield unary("SOFTMAX", "softmax", "SOFTMAX of ten classes", Q(0.17, 8), out, shape=[1, 10], beta=1.0)
    yield unary(
        "SOFTMAX", "softmax_fine", "SOFTMAX of a small range", Q(0.02, -30), out, shape=[1, 12], beta=1.0
    )
    yield unary(
        "SOFTMAX", "softmax_coarse", "SOFTMAX of a wide range", Q(1.3, 0), out, shape=[1, 4], beta=1.0
    )
    yield unary("SOFTMAX", "softmax_beta", "SOFTMAX with beta 0.5", Q(0.2, 0), out, shape=[1, 6], beta=0.5)
    yield unary(
        "SOFTMAX", "softmax_rows", "SOFTMAX of 6 rows of 5, 4-D", Q(0.1, 3), out, shape=[1, 2, 3, 5], beta=1.0
    )
    yield unary("SOFTMAX", "softmax_two", "SOFTMAX of two classes", Q(0.09, -1), out, shape=[1, 2], beta=1.0)
    yield unary(
        "SOFTMAX",
        "softmax_int8_int16",
        "SOFTMAX of int8 to int16",
        Q(0.1, 3),
        Q(2.0**-16, -32768),
        out="int16",
        shape=[1, 10],
        beta=1.0,
    )
    yield unary(
        "SOFTMAX", "softmax_int16", "SOFTMAX of int16", Q(0.0005), wide, "int16", shape=[1, 10], beta=1.0
    )
    yield unary(
        "SOFTMAX",
        "softmax_int16_rows",
        "SOFTMAX of int16, 6 rows of 5",
        Q(0.0001),
        wide,
        "int16",
        shape=[6, 5],
        beta=1.0,
    )


def softmax_of_pairs() -> Model:
    """The sum of a pair is 1 + exp(-d), so that differences d lead through the whole table of 1 / (1 + x)."""
    model = Model(
        "softmax_int16_pairs", "SOFTMAX of int16, pairs: every entry of the table of 1 / (1 + x)", why=DOUBLE
    )
    x = model.input([64, 2], "int16", Q(0.0005))
    model.vectors = []
    for first in np.arange(0, 1536, 64):
        entry = np.maximum((first + np.arange(64)) / 1536, 1e-3)
        lower = np.round(np.log(entry) / 0.0005)
        model.vectors.append([np.stack([lower, np.zeros(64)], axis=1).astype(np.int16)])
    return model.outputs(model.op("SOFTMAX", [x], [64, 2], "int16", Q15, beta=1.0))


def conversions() -> Iterator[Model]:
    a, b, fine, wide = Q(0.05, -11), Q(0.083, 20), Q(0.0004), Q(0.00017)
    yield unary("QUANTIZE", "quantize_int8_int8", "QUANTIZE, int8 to int8", a, b)
    yield unary("QUANTIZE", "quantize_int8_int8_finer", "QUANTIZE, int8 to a finer int8", b, a)
    yield unary(
        "QUANTIZE",
        "quantize_int8_int16",
        "QUANTIZE, int8 to int16",
        a,
        fine,
        out="int16",
        golden=MICRO,
        why=ONLY_MICRO,
    )
    yield unary("QUANTIZE", "quantize_int16_int8", "QUANTIZE, int16 to int8", fine, b, "int16", "int8")
    yield unary("QUANTIZE", "quantize_int16_int16", "QUANTIZE, int16 to int16", fine, wide, "int16", "int16")
    yield unary(
        "QUANTIZE", "quantize_float_int8", "QUANTIZE of floats, ties among them", None, a, "float32", "int8"
    )
    yield unary(
        "QUANTIZE", "quantize_float_int16", "QUANTIZE of floats to int16", None, fine, "float32", "int16"
    )
    yield unary("DEQUANTIZE", "dequantize_int8", "DEQUANTIZE of int8", a, None, "int8", "float32")
    yield unary(
        "DEQUANTIZE", "dequantize_int16", "DEQUANTIZE of int16", fine, None, "int16", "float32", version=3
    )


def models() -> Iterator[Model]:
    yield from tables()
    yield from rectifiers()
    yield from softmaxes()
    yield softmax_of_pairs()
    yield from conversions()
