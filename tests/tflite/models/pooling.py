"""AVERAGE_POOL_2D and MAX_POOL_2D: windows that leave the input, strides, fused activations, int16."""

from __future__ import annotations

from typing import Iterator

from forge.flat import NONE, RELU, RELU6, RELU_N1_TO_1, SAME, VALID, Model, Q
from models.convolution import extent


def pool(
    operator: str,
    name: str,
    about: str,
    shape=(1, 7, 6, 3),
    window=(3, 3),
    stride=(2, 2),
    padding=SAME,
    fused=NONE,
    q=Q(0.03, 5),
    kind="int8",
) -> Model:
    model = Model(name, about)
    size = [extent(n, k, s, 1, padding) for n, k, s in zip(shape[1:3], window, stride)]
    x = model.input(shape, kind, q)
    y = model.op(
        operator,
        [x],
        [shape[0], *size, shape[3]],
        kind,
        q,
        padding=padding,
        strideH=stride[0],
        strideW=stride[1],
        filterHeight=window[0],
        filterWidth=window[1],
        fusedActivationFunction=fused,
    )
    return model.outputs(y)


def models() -> Iterator[Model]:
    for operator, short in (("AVERAGE_POOL_2D", "average_pool"), ("MAX_POOL_2D", "max_pool")):
        yield pool(operator, f"{short}_same", f"{operator} 3x3, SAME, stride 2: only what is inside counts")
        yield pool(
            operator, f"{short}_valid", f"{operator} 2x3, VALID", window=(2, 3), padding=VALID, stride=(2, 1)
        )
        yield pool(
            operator, f"{short}_same_even", f"{operator} 3x3, SAME, stride 2, even sizes", shape=(1, 8, 6, 3)
        )
        yield pool(
            operator,
            f"{short}_all",
            f"{operator} over the whole image",
            shape=(1, 5, 5, 4),
            window=(5, 5),
            stride=(5, 5),
            padding=VALID,
        )
        yield pool(operator, f"{short}_relu", f"{operator} with a fused RELU", fused=RELU)
        yield pool(operator, f"{short}_relu6", f"{operator} with a fused RELU6", fused=RELU6, q=Q(0.06, -20))
        yield pool(
            operator, f"{short}_relu_n1_to_1", f"{operator} with a fused RELU_N1_TO_1", fused=RELU_N1_TO_1
        )
        yield pool(operator, f"{short}_int16", f"{operator} of int16", kind="int16", q=Q(0.0003))
        yield pool(
            operator, f"{short}_batch_2", f"{operator} of two images", shape=(2, 4, 5, 2), window=(2, 2)
        )
