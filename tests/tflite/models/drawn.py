"""Random forms of single operators: shapes, strides, scales and zero points that nobody chose.

Where the two classic interpreters differ, a model is left out. Nothing of this is checked in; README.md says how to run it.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import NONE, RELU, RELU6, RELU_N1_TO_1, SAME, VALID, Model, Q
from models import activations, arithmetic, convolution, dense, pooling, reductions


class Draw:
    """Everything random about one model."""

    def __init__(self, seed: int, index: int) -> None:
        self.rng = np.random.default_rng([seed, index])

    def whole(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def one(self, *choices):
        return choices[self.rng.integers(len(choices))]

    def scale(self, low=0.004, high=0.2) -> float:
        return float(np.float32(np.exp(self.rng.uniform(np.log(low), np.log(high)))))

    def q(self, wide=False) -> Q:
        return Q(self.scale(2e-5, 1e-3)) if wide else Q(self.scale(), self.whole(-128, 127))

    def weights(self, count: int, axis: int, coarse=1.0) -> Q:
        if self.whole(0, 2) == 0:
            return Q(self.scale(0.001, 0.02) * coarse)
        return Q(tuple(self.scale(0.001, 0.02) * coarse for _ in range(count)), 0, axis)

    def fused(self) -> int:
        return self.one(NONE, NONE, RELU, RELU6, RELU_N1_TO_1)

    def pair(self, low: int, high: int) -> tuple[int, int]:
        return self.whole(low, high), self.whole(low, high)


def conv(name: str, draw: Draw, depthwise: bool) -> Model:
    wide, narrow = draw.whole(0, 3) == 0, draw.whole(0, 3) == 0
    kernel, stride = draw.pair(1, 5), draw.pair(1, 3)
    dilation = draw.one((1, 1), (1, 1), draw.pair(1, 3))
    padding = draw.one(SAME, VALID)
    least = [(k - 1) * d + 1 if padding == VALID else 1 for k, d in zip(kernel, dilation)]
    groups = 1 if depthwise else draw.one(1, 1, 2, 3)
    channels = draw.whole(1, 4) * groups
    multiplier = draw.whole(1, 3) if depthwise else 0
    out = channels * multiplier if depthwise else draw.whole(1, 4) * groups
    return convolution.conv(
        name + ("_16x8" if wide else ""),
        "a random convolution",
        (draw.one(1, 1, 2), draw.whole(least[0], least[0] + 7), draw.whole(least[1], least[1] + 7), channels),
        kernel,
        out,
        padding,
        stride,
        dilation,
        groups,
        draw.fused(),
        draw.weights(out, 3 if depthwise else 0, 12.0 if narrow and not wide else 1.0),
        True,
        "int4" if narrow and not wide else "int8",
        (5 if depthwise else 4) if wide else 6 if narrow else None,
        draw.whole(-128, 127),
        multiplier,
        x=draw.q(wide),
    )


def transposed(name: str, draw: Draw) -> Model:
    wide = draw.whole(0, 3) == 0
    shape = (1, draw.whole(1, 5), draw.whole(1, 5), draw.whole(1, 4))
    kernel, out, padding, stride = draw.pair(1, 4), draw.whole(1, 4), draw.one(SAME, VALID), draw.pair(1, 3)
    if padding == VALID:
        kernel = tuple(max(k, s) for k, s in zip(kernel, stride))
    w, q = draw.weights(out, 0), draw.q(wide)
    name += "_16x8" if wide else ""
    return convolution.transposed(
        name, "a random one", shape, kernel, out, padding, stride, True, NONE, 3, w, q
    )


def fully_connected(name: str, draw: Draw) -> Model:
    wide = draw.whole(0, 3) == 0
    units = draw.whole(1, 12)
    w = draw.weights(units, 0)
    return dense.layer(
        name + ("_16x8" if wide else ""),
        "a random dense layer",
        (draw.one(1, 1, 3), draw.whole(1, 60)),
        units,
        w,
        True if wide else draw.one(True, True, False),
        draw.fused(),
        given=draw.q(wide),
        zero=draw.whole(-128, 127),
        version=7 if wide else None,
    )


def pool(name: str, draw: Draw) -> Model:
    wide, padding, window = draw.whole(0, 3) == 0, draw.one(SAME, VALID), draw.pair(1, 5)
    least = window if padding == VALID else (1, 1)
    shape = (1, draw.whole(least[0], least[0] + 7), draw.whole(least[1], least[1] + 7), draw.whole(1, 4))
    operator = draw.one("AVERAGE_POOL_2D", "MAX_POOL_2D")
    kind, q = "int16" if wide else "int8", draw.q(wide)
    return pooling.pool(
        operator, name, "a random pool", shape, window, draw.pair(1, 4), padding, draw.fused(), q, kind
    )


def binary(name: str, draw: Draw) -> Model:
    wide, operator = draw.whole(0, 3) == 0, draw.one("ADD", "SUB", "MUL")
    shape = [draw.whole(1, 4) for _ in range(4)]
    part = [n if draw.whole(0, 2) else 1 for n in shape][draw.whole(0, 3) :]
    left, right = draw.one((shape, shape), (shape, part), (part, shape))
    scales = draw.q(wide), draw.q(wide), draw.q(wide)
    about = "a random sum, difference or product"
    constant = draw.one(True, False)
    return arithmetic.binary(
        operator, name, about, left, right, draw.fused(), constant=constant, wide=wide, scales=scales
    )


def unary(name: str, draw: Draw) -> Model:
    wide = draw.whole(0, 2) == 0
    operator = draw.one(
        "LOGISTIC", "TANH", "RELU", "LEAKY_RELU", "HARD_SWISH", "SOFTMAX", "QUANTIZE", "DEQUANTIZE"
    )
    wide = wide and operator != "HARD_SWISH"
    x, kind = draw.q(wide), "int16" if wide else "int8"
    options, out, version, shape = {}, kind, 3 if wide else None, None
    y = draw.q(wide)
    if operator in ("LOGISTIC", "TANH"):
        y = Q(2.0**-15) if wide else Q(2.0**-8, -128) if operator == "LOGISTIC" else Q(2.0**-7)
    elif operator == "SOFTMAX":
        y, options = Q(2.0**-15) if wide else Q(2.0**-8, -128), {"beta": draw.one(1.0, 1.0, 0.7)}
        version, shape = None, [draw.whole(1, 6), draw.whole(1, 20)]
    elif operator == "LEAKY_RELU":
        version, options = None, {"alpha": draw.scale(0.01, 1.5)}
    elif operator == "QUANTIZE":
        out, version = ("int8" if not wide else draw.one("int8", "int16")), None
        y = draw.q(out == "int16")
    elif operator == "DEQUANTIZE":
        y, out = None, "float32"
    return activations.unary(operator, name, "a random function", x, y, kind, out, shape, version, **options)


def reduced(name: str, draw: Draw) -> Model:
    shape = tuple(draw.whole(1, 7) for _ in range(4))
    axes = sorted({draw.whole(0, 3) for _ in range(draw.whole(1, 3))})
    wide, operator = draw.whole(0, 3) == 0, draw.one("MEAN", "MEAN", "SUM")
    x, y, kind = draw.q(wide), draw.q(wide), "int16" if wide else "int8"
    micro = {"golden": "tflite-micro", "why": reductions.WRONG_SUM} if operator == "SUM" else {}
    return reductions.reduced(
        operator, name, "a random mean or sum", axes, draw.one(True, False), x, y, kind, shape, **micro
    )


KINDS = (
    ("conv", lambda name, draw: conv(name, draw, False)),
    ("depthwise", lambda name, draw: conv(name, draw, True)),
    ("transposed", transposed),
    ("dense", fully_connected),
    ("pool", pool),
    ("binary", binary),
    ("unary", unary),
    ("reduced", reduced),
)


def drawn(count: int, seed: int) -> Iterator[Model]:
    """So many random models; each follows from the seed and its number alone."""
    for index in range(count):
        kind, make = KINDS[index % len(KINDS)]
        yield make(f"{kind}_{seed}_{index}", Draw(seed, index))
