"""Operators that move values and change none: RESHAPE to STRIDED_SLICE; and RESIZE_BILINEAR, which mixes them."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import Model, Q

X = Q(0.05, -9)
X16 = Q(0.0004)


def moved(
    operator: str,
    name: str,
    about: str,
    shape,
    out,
    constants=(),
    kind="int8",
    version=None,
    before=False,
    q=None,
    golden=None,
    why=None,
    **options,
) -> Model:
    """One operator with one moving input, and constants of int32 behind it, or `before` it."""
    model = Model(name, about, count=8, golden=golden, why=why)
    q = q or (X16 if kind == "int16" else X)
    x = model.input(shape, kind, q)
    ids = [model.constant(np.array(data, np.int32)) for data in constants]
    outs = out if isinstance(out[0], list) else [out]
    results = [model.tensor(one, kind, q) for one in outs]
    model.node(operator, ids + [x] if before else [x] + ids, results, version, **options)
    return model.outputs(*results)


def reshapes() -> Iterator[Model]:
    yield moved(
        "RESHAPE",
        "reshape",
        "RESHAPE, its shape both a constant and an option",
        [1, 4, 3, 2],
        [1, 24],
        [[1, 24]],
        newShape=[1, 24],
    )
    yield moved(
        "RESHAPE",
        "reshape_option",
        "RESHAPE, its shape only an option",
        [1, 24],
        [1, 4, 6],
        newShape=[1, 4, 6],
    )
    yield moved(
        "RESHAPE",
        "reshape_constant",
        "RESHAPE, its shape only a constant, with -1",
        [1, 4, 6],
        [2, 12],
        [[2, -1]],
    )
    yield moved(
        "SQUEEZE",
        "squeeze",
        "SQUEEZE of two dimensions, one counted from the end",
        [1, 5, 1, 3],
        [5, 3],
        squeezeDims=[0, -2],
    )
    yield moved(
        "SQUEEZE", "squeeze_all", "SQUEEZE of every dimension of one", [1, 5, 1, 3], [5, 3], squeezeDims=[]
    )
    yield moved("EXPAND_DIMS", "expand_dims", "EXPAND_DIMS in the middle", [2, 5], [2, 1, 5], [1])
    yield moved(
        "EXPAND_DIMS", "expand_dims_last", "EXPAND_DIMS counted from the end", [2, 5], [2, 5, 1], [[-1]]
    )


def pads() -> Iterator[Model]:
    around = [[0, 0], [1, 2], [3, 1], [0, 0]]
    yield moved(
        "PAD", "pad", "PAD of rows and columns by the zero point", [1, 3, 4, 2], [1, 6, 8, 2], [around]
    )
    yield moved(
        "PAD",
        "pad_channels",
        "PAD of channels, as in a residual block that widens",
        [1, 3, 3, 4],
        [1, 3, 3, 7],
        [[[0, 0], [0, 0], [0, 0], [1, 2]]],
    )
    yield moved(
        "PAD",
        "pad_everywhere",
        "PAD of all four dimensions",
        [1, 2, 2, 2],
        [3, 4, 5, 3],
        [[[1, 1], [2, 0], [0, 3], [0, 1]]],
    )
    yield moved("PAD", "pad_2d", "PAD of a matrix", [2, 5], [4, 6], [[[1, 1], [0, 1]]])
    yield moved("PAD", "pad_int16", "PAD of int16", [1, 3, 4, 2], [1, 6, 8, 2], [around], "int16")
    model = Model("padv2", "PADV2 with a value of its own", count=8)
    x = model.input([1, 3, 4, 2], "int8", X)
    value = model.tensor([], "int8", X, data=np.array(77))
    yield model.outputs(
        model.op("PADV2", [x, model.constant(np.array(around, np.int32)), value], [1, 6, 8, 2], "int8", X)
    )


def joins() -> Iterator[Model]:
    for axis, shapes, kind in (
        (1, ([1, 2, 3, 4], [1, 3, 3, 4]), "int8"),
        (2, ([1, 2, 3, 4], [1, 2, 1, 4], [1, 2, 2, 4]), "int8"),
        (3, ([1, 2, 3, 4], [1, 2, 3, 1], [1, 2, 3, 5]), "int8"),
        (-1, ([2, 3], [2, 4]), "int8"),
        (3, ([1, 2, 3, 4], [1, 2, 3, 2]), "int16"),
    ):
        suffix = ("last" if axis < 0 else f"axis_{axis}") + ("_int16" if kind == "int16" else "")
        model = Model(
            f"concatenation_{suffix}", f"CONCATENATION of {len(shapes)} {kind} tensors, axis {axis}", count=8
        )
        q = X16 if kind == "int16" else X
        ids = [model.input(shape, kind, q) for shape in shapes]
        out = list(shapes[0])
        out[axis] = sum(shape[axis] for shape in shapes)
        yield model.outputs(
            model.op("CONCATENATION", ids, out, kind, q, axis=axis, fusedActivationFunction=0)
        )
    model = Model("concatenation_constant", "CONCATENATION of an input between two constants", count=8)
    sides = [model.tensor([1, n], "int8", X, data=model.rng.integers(-128, 128, [1, n])) for n in (2, 3)]
    x = model.input([1, 6], "int8", X)
    yield model.outputs(
        model.op(
            "CONCATENATION", [sides[0], x, sides[1]], [1, 11], "int8", X, axis=1, fusedActivationFunction=0
        )
    )


def parts() -> Iterator[Model]:
    yield moved(
        "SPLIT",
        "split_channels",
        "SPLIT of channels in three",
        [1, 2, 3, 6],
        [[1, 2, 3, 2]] * 3,
        [3],
        before=True,
        numSplits=3,
    )
    yield moved(
        "SPLIT",
        "split_rows",
        "SPLIT of rows in two",
        [1, 4, 3, 2],
        [[1, 2, 3, 2]] * 2,
        [1],
        before=True,
        numSplits=2,
    )
    yield moved(
        "SPLIT",
        "split_last",
        "SPLIT, the axis counted from the end",
        [2, 8],
        [[2, 2]] * 4,
        [-1],
        before=True,
        numSplits=4,
    )
    yield moved(
        "SPLIT",
        "split_int16",
        "SPLIT of int16",
        [1, 2, 3, 6],
        [[1, 2, 3, 3]] * 2,
        [3],
        "int16",
        before=True,
        numSplits=2,
    )
    masks = dict(beginMask=0, endMask=0, ellipsisMask=0, newAxisMask=0, shrinkAxisMask=0)
    slices = (
        ("", "a window", [1, 5, 6, 3], [1, 3, 2, 3], [0, 1, 2, 0], [1, 4, 4, 3], [1, 1, 1, 1], {}, "int8"),
        (
            "_steps",
            "every second row, every third column",
            [1, 5, 7, 2],
            [1, 3, 3, 2],
            [0, 0, 0, 0],
            [1, 5, 7, 2],
            [1, 2, 3, 1],
            {},
            "int8",
        ),
        (
            "_reversed",
            "columns from the last to the first",
            [1, 3, 5, 2],
            [1, 3, 5, 2],
            [0, 0, 0, 0],
            [1, 3, 0, 2],
            [1, 1, -1, 1],
            {"beginMask": 4, "endMask": 4},
            "int8",
        ),
        (
            "_masks",
            "bounds left open by masks",
            [1, 5, 6, 3],
            [1, 4, 4, 3],
            [0, 1, 9, 0],
            [0, 9, 4, 0],
            [1, 1, 1, 1],
            {"beginMask": 4, "endMask": 11},
            "int8",
        ),
        ("_negative", "bounds counted from the end", [4, 7], [2, 3], [-3, -4], [-1, -1], [1, 1], {}, "int8"),
        (
            "_shrink",
            "one row, whose dimension goes",
            [1, 5, 6, 3],
            [1, 6, 3],
            [0, 2, 0, 0],
            [1, 3, 6, 3],
            [1, 1, 1, 1],
            {"shrinkAxisMask": 2},
            "int8",
        ),
        (
            "_int16",
            "a window of int16",
            [1, 5, 6, 2],
            [1, 2, 3, 2],
            [0, 1, 1, 0],
            [1, 5, 6, 2],
            [1, 2, 2, 1],
            {},
            "int16",
        ),
    )
    for suffix, what, shape, out, begin, end, steps, options, kind in slices:
        yield moved(
            "STRIDED_SLICE",
            "strided_slice" + suffix,
            f"STRIDED_SLICE: {what}",
            shape,
            out,
            [begin, end, steps],
            kind,
            **masks | options,
        )


def stacks() -> Iterator[Model]:
    yield moved("UNPACK", "unpack", "UNPACK of the second dimension", [2, 3, 4], [[2, 4]] * 3, num=3, axis=1)
    yield moved(
        "UNPACK",
        "unpack_last_int16",
        "UNPACK of the last dimension, int16",
        [3, 2],
        [[3]] * 2,
        kind="int16",
        num=2,
        axis=-1,
    )
    yield moved(
        "SLICE",
        "slice",
        "SLICE, one size left open by -1",
        [1, 5, 6, 3],
        [1, 2, 4, 2],
        [[0, 2, 2, 1], [1, 2, -1, 2]],
    )
    yield moved("SLICE", "slice_int16", "SLICE of int16", [4, 6], [2, 3], [[1, 3], [2, 3]], kind="int16")
    yield moved(
        "SPLIT_V",
        "split_v",
        "SPLIT_V in parts of 1, 4 and what is left",
        [2, 7, 2],
        [[2, 1, 2], [2, 4, 2], [2, 2, 2]],
        [[1, 4, -1], 1],
        numSplits=3,
    )
    for axis, out in ((1, [2, 3, 4]), (-1, [2, 4, 3])):
        model = Model("pack" if axis == 1 else "pack_last", f"PACK of three matrices, axis {axis}", count=8)
        ids = [model.input([2, 4], "int8", X) for _ in range(3)]
        yield model.outputs(model.op("PACK", ids, out, "int8", X, valuesCount=3, axis=axis))


def transposes() -> Iterator[Model]:
    for name, shape, order, kind in (
        ("transpose", [1, 3, 4, 2], [0, 2, 1, 3], "int8"),
        ("transpose_to_channels_first", [1, 3, 4, 2], [0, 3, 1, 2], "int8"),
        ("transpose_all", [2, 3, 4, 5], [3, 1, 0, 2], "int8"),
        ("transpose_3d", [2, 3, 4], [2, 0, 1], "int8"),
        ("transpose_matrix", [5, 3], [1, 0], "int8"),
        ("transpose_int16", [1, 3, 4, 2], [0, 3, 2, 1], "int16"),
    ):
        out = [shape[axis] for axis in order]
        yield moved("TRANSPOSE", name, f"TRANSPOSE of {kind} {shape} to {out}", shape, out, [order], kind)


def resizes() -> Iterator[Model]:
    yield moved(
        "RESIZE_BILINEAR",
        "resize_bilinear",
        "RESIZE_BILINEAR to twice the size",
        [1, 3, 4, 2],
        [1, 6, 8, 2],
        [[6, 8]],
        alignCorners=False,
        halfPixelCenters=False,
    )
    yield moved(
        "RESIZE_BILINEAR",
        "resize_bilinear_half_pixels",
        "RESIZE_BILINEAR, half-pixel centres, to a smaller and a larger side",
        [1, 5, 4, 2],
        [1, 3, 7, 2],
        [[3, 7]],
        alignCorners=False,
        halfPixelCenters=True,
    )
    yield moved(
        "RESIZE_BILINEAR",
        "resize_bilinear_corners",
        "RESIZE_BILINEAR, corners aligned",
        [1, 3, 4, 2],
        [1, 5, 7, 2],
        [[5, 7]],
        alignCorners=True,
        halfPixelCenters=False,
    )
    for name, what, size, half in (
        ("resize_nearest", "to whole multiples", [6, 15], False),
        ("resize_nearest_half_pixels", "to whole multiples, half-pixel centres", [6, 10], True),
        ("resize_nearest_fraction", "by factors that are no whole numbers", [7, 3], False),
    ):
        yield moved(
            "RESIZE_NEAREST_NEIGHBOR",
            name,
            f"RESIZE_NEAREST_NEIGHBOR {what}",
            [1, 3, 5, 2],
            [1, *size, 2],
            [size],
            halfPixelCenters=half,
            alignCorners=False,
        )


def models() -> Iterator[Model]:
    for family in (reshapes, pads, joins, parts, stacks, transposes, resizes):
        yield from family()
