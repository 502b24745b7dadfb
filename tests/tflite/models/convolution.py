"""CONV_2D, DEPTHWISE_CONV_2D and TRANSPOSE_CONV: paddings, strides, dilations, groups, weights of 8 and 4 bits, 16x8."""

from __future__ import annotations

from typing import Iterator

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from forge.flat import NONE, RELU, RELU6, RELU_N1_TO_1, SAME, VALID, Model, Q, spread
from forge.reference import MICRO
from models.dense import X16, X, per_channel

NO_BIAS = (
    "tflite-runtime and ai-edge-litert demand a bias of CONV_2D; tflite-micro takes its absence for zeros"
)


def extent(size: int, kernel: int, stride: int, dilation: int, padding: int) -> int:
    return -(-size // stride) if padding == SAME else -(-(size - (kernel - 1) * dilation) // stride)


def kinds(name: str) -> tuple[Q, str, float, float, str]:
    """Quantisation and type of the activations, their deviation, the reach of the output, and the bias's type."""
    return (X16, "int16", 18900.0, 32767.0, "int64") if "16x8" in name else (X, "int8", 74.0, 127.0, "int32")


def conv(
    name: str,
    about: str,
    shape=(1, 7, 6, 3),
    kernel=(3, 3),
    out=5,
    padding=SAME,
    stride=(1, 1),
    dilation=(1, 1),
    groups=1,
    fused=NONE,
    w=None,
    bias=True,
    kind="int8",
    version=None,
    zero=4,
    depthwise=0,
    bias32=False,
    x=None,
    **facts,
) -> Model:
    """One convolution; with `depthwise` it is DEPTHWISE_CONV_2D, and that is its multiplier."""
    model = Model(name, about, **facts)
    q, activations, inputs, reach, bias_kind = kinds(name)
    q = x or q
    channels = shape[3] * depthwise if depthwise else out
    w = w or per_channel(channels, axis=3 if depthwise else 0)
    bias_kind = "int32" if bias32 else bias_kind
    depth = 1 if depthwise else shape[3] // groups
    taps = kernel[0] * kernel[1] * depth
    weights = 4.3 if kind == "int4" else 73.0
    form = [1, *kernel, channels] if depthwise else [channels, *kernel, depth]
    ids = [model.input(shape, activations, q), model.weights(form, w, kind)]
    if bias:
        ids.append(model.bias(channels, q, w, np.sqrt(taps) * inputs * weights, bias_kind))
    size = [extent(n, k, s, d, padding) for n, k, s, d in zip(shape[1:3], kernel, stride, dilation)]
    options = dict(
        padding=padding,
        strideH=stride[0],
        strideW=stride[1],
        dilationHFactor=dilation[0],
        dilationWFactor=dilation[1],
        fusedActivationFunction=fused,
    )
    if depthwise:
        options["depthMultiplier"] = depthwise
    if bias32:
        options["quantizedBiasType"] = schema.TensorType.INT32
    form = [shape[0], *size, channels]
    q_out = Q(spread(taps, q, w, reach, inputs, weights), 0 if activations == "int16" else zero)
    y = model.op(
        "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D", ids, form, activations, q_out, version, **options
    )
    model.macs = int(np.prod(form)) * taps
    return model.outputs(y)


def convolutions() -> Iterator[Model]:
    yield conv("conv_same", "CONV_2D 3x3, SAME")
    yield conv("conv_valid", "CONV_2D 3x3, VALID", padding=VALID)
    yield conv("conv_per_tensor", "CONV_2D with one scale for all channels", w=Q(0.008))
    yield conv(
        "conv_same_even_stride_2",
        "CONV_2D 3x3, SAME, stride 2, even sizes: one column of padding, at the end",
        shape=(1, 8, 6, 3),
        stride=(2, 2),
    )
    yield conv(
        "conv_same_odd_stride_2",
        "CONV_2D 3x3, SAME, stride 2, odd sizes: padding at both ends",
        shape=(1, 7, 9, 2),
        stride=(2, 2),
    )
    yield conv(
        "conv_valid_stride_2_3",
        "CONV_2D 2x3, VALID, strides that differ",
        shape=(1, 9, 11, 2),
        kernel=(2, 3),
        padding=VALID,
        stride=(2, 3),
    )
    yield conv("conv_dilated_same", "CONV_2D, dilation 2x3, SAME", shape=(1, 8, 9, 2), dilation=(2, 3))
    yield conv(
        "conv_dilated_valid",
        "CONV_2D, dilation 2x2, VALID",
        shape=(1, 8, 7, 2),
        dilation=(2, 2),
        padding=VALID,
    )
    yield conv("conv_even_kernel", "CONV_2D 2x4, SAME", kernel=(2, 4))
    yield conv("conv_kernel_beyond_input", "CONV_2D 5x5 on 3x2, SAME", shape=(1, 3, 2, 2), kernel=(5, 5))
    yield conv("conv_1x1", "CONV_2D 1x1", shape=(1, 4, 5, 8), kernel=(1, 1), out=6)
    yield conv("conv_1x1_stride_2", "CONV_2D 1x1, stride 2", shape=(1, 5, 6, 4), kernel=(1, 1), stride=(2, 2))
    yield conv(
        "conv_1d", "CONV_2D 1x5 over one row, as Keras writes Conv1D", shape=(1, 1, 20, 3), kernel=(1, 5)
    )
    yield conv(
        "conv_10x4",
        "CONV_2D 10x4 of one channel, as in keyword spotting",
        shape=(1, 14, 8, 1),
        kernel=(10, 4),
        stride=(2, 2),
    )
    yield conv("conv_grouped", "CONV_2D in two groups", shape=(1, 5, 5, 4), out=6, groups=2)
    yield conv(
        "conv_grouped_stride_2",
        "CONV_2D in three groups, stride 2",
        shape=(1, 6, 6, 6),
        out=9,
        groups=3,
        stride=(2, 2),
    )
    yield conv("conv_relu", "CONV_2D with a fused RELU", fused=RELU, zero=-30)
    yield conv("conv_relu6", "CONV_2D with a fused RELU6", fused=RELU6, zero=-128)
    yield conv("conv_relu_n1_to_1", "CONV_2D with a fused RELU_N1_TO_1", fused=RELU_N1_TO_1)
    yield conv("conv_no_bias", "CONV_2D without a bias", bias=False, golden=MICRO, why=NO_BIAS)
    yield conv("conv_batch_2", "CONV_2D of two images", shape=(2, 4, 5, 2))
    yield conv(
        "conv_int4",
        "CONV_2D, int4 weights, an odd number of them",
        kind="int4",
        w=per_channel(5, 0.05, 0.3),
        version=6,
    )
    yield conv(
        "conv_int4_per_tensor",
        "CONV_2D, int4 weights, one scale, stride 2",
        kind="int4",
        w=Q(0.1),
        stride=(2, 2),
        version=6,
    )
    yield conv("conv_16x8", "CONV_2D, int16 activations, int64 bias", version=4)
    yield conv(
        "conv_16x8_same_stride_2",
        "CONV_2D, int16 activations, SAME, stride 2, even sizes",
        shape=(1, 6, 8, 3),
        stride=(2, 2),
        version=4,
    )
    yield conv(
        "conv_16x8_relu",
        "CONV_2D, int16 activations, fused RELU, dilated",
        fused=RELU,
        dilation=(2, 1),
        version=4,
    )
    yield conv(
        "conv_16x8_no_bias",
        "CONV_2D, int16 activations, no bias",
        bias=False,
        version=4,
        golden=MICRO,
        why=NO_BIAS,
    )

    yield conv("conv_16x8_bias_int32", "CONV_2D, int16 activations, int32 bias", version=4, bias32=True)


def depthwise() -> Iterator[Model]:
    yield conv("depthwise_same", "DEPTHWISE_CONV_2D 3x3, SAME", depthwise=1)
    yield conv("depthwise_valid", "DEPTHWISE_CONV_2D 3x3, VALID", depthwise=1, padding=VALID)
    yield conv("depthwise_multiplier_2", "DEPTHWISE_CONV_2D, two outputs for each channel", depthwise=2)
    yield conv(
        "depthwise_multiplier_3",
        "DEPTHWISE_CONV_2D, three outputs for each channel, VALID",
        depthwise=3,
        padding=VALID,
    )
    yield conv(
        "depthwise_one_channel",
        "DEPTHWISE_CONV_2D of one channel, eight outputs, 5x4, stride 2, as in speech",
        shape=(1, 12, 9, 1),
        kernel=(5, 4),
        stride=(2, 2),
        depthwise=8,
        fused=RELU,
        zero=-128,
    )
    yield conv(
        "depthwise_same_even_stride_2",
        "DEPTHWISE_CONV_2D, SAME, stride 2, even sizes",
        shape=(1, 8, 6, 4),
        stride=(2, 2),
        depthwise=1,
    )
    yield conv(
        "depthwise_stride_3",
        "DEPTHWISE_CONV_2D 4x4, SAME, stride 3, multiplier 2",
        shape=(1, 10, 8, 2),
        kernel=(4, 4),
        stride=(3, 3),
        depthwise=2,
    )
    yield conv(
        "depthwise_dilated",
        "DEPTHWISE_CONV_2D, dilation 2x3, SAME",
        shape=(1, 9, 8, 3),
        dilation=(2, 3),
        depthwise=1,
    )
    yield conv(
        "depthwise_dilated_valid_multiplier_2",
        "DEPTHWISE_CONV_2D, dilation 2x2, VALID, multiplier 2",
        shape=(1, 7, 8, 2),
        dilation=(2, 2),
        padding=VALID,
        depthwise=2,
    )
    yield conv("depthwise_per_tensor", "DEPTHWISE_CONV_2D with one scale", depthwise=1, w=Q(0.008))
    yield conv("depthwise_relu6", "DEPTHWISE_CONV_2D with a fused RELU6", depthwise=1, fused=RELU6, zero=-128)
    yield conv("depthwise_no_bias", "DEPTHWISE_CONV_2D without a bias", depthwise=1, bias=False)
    yield conv(
        "depthwise_int4",
        "DEPTHWISE_CONV_2D, int4 weights, an odd number of them",
        depthwise=1,
        kind="int4",
        w=per_channel(3, 0.05, 0.3, 3),
        version=6,
    )
    yield conv("depthwise_16x8", "DEPTHWISE_CONV_2D, int16 activations, int64 bias", depthwise=1, version=5)
    yield conv(
        "depthwise_16x8_multiplier_2",
        "DEPTHWISE_CONV_2D, int16 activations, multiplier 2, stride 2, even sizes",
        shape=(1, 6, 6, 3),
        depthwise=2,
        stride=(2, 2),
        version=5,
    )


def transposed(
    name: str,
    about: str,
    shape=(1, 4, 3, 3),
    kernel=(3, 3),
    out=4,
    padding=SAME,
    stride=(2, 2),
    bias=True,
    fused=NONE,
    version=None,
    w=None,
    x=None,
    **facts,
) -> Model:
    """One TRANSPOSE_CONV. Its inputs are the output's shape, the weights, the activations, and the bias."""
    model = Model(name, about, **facts)
    q, activations, inputs, reach, bias_kind = kinds(name)
    q = x or q
    w = w or per_channel(out)
    size = [n * s if padding == SAME else (n - 1) * s + k for n, k, s in zip(shape[1:3], kernel, stride)]
    form = [shape[0], *size, out]
    x = model.input(shape, activations, q)
    ids = [model.constant(form), model.weights([out, *kernel, shape[3]], w), x]
    taps = max(1, kernel[0] * kernel[1] // (stride[0] * stride[1])) * shape[3]
    if bias:
        ids.append(model.bias(out, q, w, np.sqrt(taps) * inputs * 73, bias_kind))
    q_out = Q(spread(taps, q, w, reach, inputs), 0 if activations == "int16" else -6)
    options = dict(padding=padding, strideH=stride[0], strideW=stride[1])
    if fused != NONE:
        options["fusedActivationFunction"] = fused
    y = model.op("TRANSPOSE_CONV", ids, form, activations, q_out, version, **options)
    model.macs = int(np.prod(shape)) * kernel[0] * kernel[1] * out
    return model.outputs(y)


def transposed_convolutions() -> Iterator[Model]:
    yield transposed("transpose_conv_same", "TRANSPOSE_CONV 3x3, SAME, stride 2")
    yield transposed("transpose_conv_valid", "TRANSPOSE_CONV 3x3, VALID, stride 2", padding=VALID)
    yield transposed("transpose_conv_stride_1", "TRANSPOSE_CONV 3x3, SAME, stride 1", stride=(1, 1))
    yield transposed(
        "transpose_conv_2x2",
        "TRANSPOSE_CONV 2x2, stride 2: no two products meet",
        kernel=(2, 2),
        padding=VALID,
    )
    yield transposed(
        "transpose_conv_stride_1_3", "TRANSPOSE_CONV 2x4, strides that differ", kernel=(2, 4), stride=(1, 3)
    )
    yield transposed("transpose_conv_no_bias", "TRANSPOSE_CONV without a bias", bias=False)
    yield transposed("transpose_conv_per_tensor", "TRANSPOSE_CONV with one scale", w=Q(0.01))
    yield transposed("transpose_conv_16x8", "TRANSPOSE_CONV, int16 activations, int64 bias", version=3)


def models() -> Iterator[Model]:
    yield from convolutions()
    yield from depthwise()
    yield from transposed_convolutions()
