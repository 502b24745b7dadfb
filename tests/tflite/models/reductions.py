"""MEAN, SUM and ARG_MAX over one axis, several, and all."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import Model, Q
from forge.reference import LITERT, MICRO

X, Y = Q(0.05, -9), Q(0.031, 6)
WRONG_SUM = "tflite-runtime and ai-edge-litert are off the real sum by up to the whole range where scales differ; tflite-micro is not"
ONLY_ONE_SCALE = "tflite-runtime refuses a SUM of int16 between two scales; ai-edge-litert is off by the whole range; tflite-micro is right"
ONLY_INT32 = "tflite-micro gives int32 only"


def reduced(
    operator: str,
    name: str,
    about: str,
    axes,
    keep: bool,
    x=X,
    y=Y,
    kind="int8",
    shape=(1, 5, 6, 4),
    golden=None,
    why=None,
    unsteady=(),
) -> Model:
    model = Model(name, about, count=10, golden=golden, why=why, unsteady=unsteady)
    source = model.input(shape, kind, x)
    gone = {axis % len(shape) for axis in axes}
    out = [1 if axis in gone else n for axis, n in enumerate(shape) if keep or axis not in gone]
    return model.outputs(
        model.op(operator, [source, model.constant(np.array(axes, np.int32))], out, kind, y, keepDims=keep)
    )


def models() -> Iterator[Model]:
    fine, wide = Q(0.0004), Q(0.00025)
    sums = Q(0.9, -20)
    yield reduced("MEAN", "mean_image", "MEAN over rows and columns, dimensions gone", [1, 2], False)
    yield reduced("MEAN", "mean_image_kept", "MEAN over rows and columns, dimensions kept", [1, 2], True)
    yield reduced(
        "MEAN",
        "mean_image_one_scale",
        "MEAN over rows and columns at one scale: ties are common",
        [1, 2],
        True,
        y=X,
    )
    yield reduced("MEAN", "mean_channels", "MEAN over channels, the axis counted from the end", [-1], False)
    yield reduced("MEAN", "mean_rows", "MEAN over rows", [1], True)
    yield reduced(
        "MEAN", "mean_rows_channels", "MEAN over rows and channels, which are not neighbours", [1, 3], False
    )
    yield reduced("MEAN", "mean_matrix", "MEAN of a matrix's rows", [1], False, shape=(3, 7))
    yield reduced(
        "MEAN", "mean_int16", "MEAN of int16 over rows and columns", [1, 2], True, fine, wide, "int16"
    )
    yield reduced(
        "SUM", "sum_image", "SUM over rows and columns", [1, 2], False, y=sums, golden=MICRO, why=WRONG_SUM
    )
    yield reduced(
        "SUM", "sum_channels", "SUM over channels, kept", [3], True, y=Q(0.2, 5), golden=MICRO, why=WRONG_SUM
    )
    yield reduced(
        "SUM",
        "sum_int16",
        "SUM of int16 over columns",
        [2],
        False,
        fine,
        Q(0.0013),
        "int16",
        golden=MICRO,
        why=ONLY_ONE_SCALE,
        unsteady=(LITERT,),
    )
    for name, axis, shape, out in (
        ("", -1, [1, 10], "int32"),
        ("_rows", 1, [1, 5, 3], "int32"),
        ("_int64", 3, [1, 2, 3, 6], "int64"),
    ):
        model = Model(
            "arg_max" + name,
            f"ARG_MAX of {shape}, axis {axis}, to {out}: the first of equals",
            count=10,
            why=ONLY_INT32 if out == "int64" else None,
        )
        x = model.input(shape, "int8", X)
        gone = axis % len(shape)
        y = model.op(
            "ARG_MAX",
            [x, model.constant(np.array(axis, np.int32))],
            [n for i, n in enumerate(shape) if i != gone],
            out,
            outputType={"int32": 2, "int64": 4}[out],
        )
        yield model.outputs(y)
    model = Model("arg_min", "ARG_MIN of rows: the first of equals", count=10)
    x = model.input([1, 5, 3], "int8", X)
    axis = model.constant(np.array(1, np.int32))
    yield model.outputs(model.op("ARG_MIN", [x, axis], [1, 3], "int32", outputType=2))
