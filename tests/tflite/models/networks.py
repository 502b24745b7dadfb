"""Small networks: branches, several inputs and outputs, float edges, everything in int16; and the traps that real files hold."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import NONE, RELU, RELU6, SAME, VALID, Model, Q, spread
from models.convolution import extent
from models.dense import per_channel
from models.state import lstm, model_q

PROBABILITY = Q(2.0**-8, -128)


class Layers:
    """Adds layers whose output scale suits their fan-in, to a model of int8, or of int16 where `wide`."""

    def __init__(self, model: Model, wide: bool = False) -> None:
        self.model, self.wide = model, wide
        self.kind, self.inputs, self.reach = ("int16", 12000.0, 32767.0) if wide else ("int8", 60.0, 127.0)

    def conv(
        self,
        x: int,
        out: int,
        kernel=(3, 3),
        stride=(1, 1),
        padding=SAME,
        fused=RELU,
        depthwise=False,
        q=None,
    ) -> int:
        model, x_q = self.model, model_q(self.model, x)
        shape = list(model.graph.tensors[x].shape)
        w = per_channel(out, axis=3 if depthwise else 0)
        taps = kernel[0] * kernel[1] * (1 if depthwise else shape[3])
        form = [1, *kernel, out] if depthwise else [out, *kernel, shape[3]]
        bias = model.bias(out, x_q, w, np.sqrt(taps) * self.inputs * 73, "int64" if self.wide else "int32")
        size = [extent(n, k, s, 1, padding) for n, k, s in zip(shape[1:3], kernel, stride)]
        q = q or self.scale(taps, x_q, w, fused)
        options = dict(
            padding=padding,
            strideH=stride[0],
            strideW=stride[1],
            dilationHFactor=1,
            dilationWFactor=1,
            fusedActivationFunction=fused,
        ) | ({"depthMultiplier": out // shape[3]} if depthwise else {})
        model.macs += size[0] * size[1] * out * taps
        return model.op(
            "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D",
            [x, model.weights(form, w), bias],
            [shape[0], *size, out],
            self.kind,
            q,
            **options,
        )

    def scale(self, taps: int, x: Q, w: Q, fused: int) -> Q:
        step = spread(taps, x, w, self.reach, self.inputs)
        zero = 0 if self.wide else -128 if fused in (RELU, RELU6) else 5
        return Q(step * (0.7 if zero == -128 else 1.0), zero)

    def dense(self, x: int, units: int, fused=NONE) -> int:
        model, x_q = self.model, model_q(self.model, x)
        shape = list(model.graph.tensors[x].shape)
        depth, w = int(np.prod(shape[1:])), per_channel(units)
        bias = model.bias(units, x_q, w, np.sqrt(depth) * self.inputs * 73, "int64" if self.wide else "int32")
        model.macs += depth * units
        return model.op(
            "FULLY_CONNECTED",
            [x, model.weights([units, depth], w), bias],
            [shape[0], units],
            self.kind,
            self.scale(depth, x_q, w, fused),
            fusedActivationFunction=fused,
        )

    def softmax(self, x: int) -> int:
        q = Q(2.0**-15) if self.wide else PROBABILITY
        return self.model.op("SOFTMAX", [x], self.model.graph.tensors[x].shape, self.kind, q, beta=1.0)

    def mean(self, x: int) -> int:
        shape, axes = self.model.graph.tensors[x].shape, self.model.constant(np.array([1, 2], np.int32))
        return self.model.op(
            "MEAN", [x, axes], [shape[0], shape[3]], self.kind, model_q(self.model, x), keepDims=False
        )


def residual() -> Model:
    model = Model(
        "residual",
        "a residual block: a branch that is kept while three layers run, ADD with RELU, MEAN, classes",
    )
    net = Layers(model)
    x = model.input([1, 8, 8, 3], "int8", Q(0.02, -4))
    skip = net.conv(x, 6)
    y = net.conv(net.conv(skip, 6, depthwise=True), 6, (1, 1), fused=NONE)
    y = model.op(
        "ADD", [y, skip], [1, 8, 8, 6], "int8", Q(model_q(model, y).scale, -128), fusedActivationFunction=RELU
    )
    return model.outputs(net.softmax(net.dense(net.mean(y), 4)))


def inverted_residuals() -> Model:
    model = Model(
        "inverted_residuals",
        "two inverted residual blocks with RELU6, one behind PAD and VALID with stride 2",
    )
    net, q = Layers(model), Q(6.0 / 255, -128)
    x = model.input([1, 10, 10, 1], "int8", Q(0.02, -4))
    x = net.conv(x, 4, stride=(2, 2), fused=RELU6, q=q)
    y = net.conv(net.conv(x, 8, (1, 1), fused=RELU6, q=q), 8, fused=RELU6, depthwise=True, q=q)
    y = net.conv(y, 4, (1, 1), fused=NONE)
    x = model.op("ADD", [x, y], [1, 5, 5, 4], "int8", Q(0.09, 2), fusedActivationFunction=NONE)
    y = net.conv(x, 8, (1, 1), fused=RELU6, q=q)
    pads = model.constant(np.array([[0, 0], [0, 1], [0, 1], [0, 0]], np.int32))
    y = model.op("PAD", [y, pads], [1, 6, 6, 8], "int8", q)
    y = net.conv(y, 8, stride=(2, 2), padding=VALID, fused=RELU6, depthwise=True, q=q)
    return model.outputs(net.dense(net.conv(y, 5, (1, 1), fused=NONE), 3))


def inception() -> Model:
    model = Model(
        "inception", "three branches of one tensor, pooled and convolved, at one scale, joined by channels"
    )
    net = Layers(model)
    x = model.input([1, 6, 6, 3], "int8", Q(0.02, -4))
    x = net.conv(x, 6)
    q = model_q(model, x)
    one = net.conv(x, 3, (1, 1), q=q)
    three = net.conv(net.conv(x, 2, (1, 1)), 4, q=q)
    pool = dict(
        padding=SAME, strideH=1, strideW=1, filterHeight=3, filterWidth=3, fusedActivationFunction=NONE
    )
    pooled = model.op("MAX_POOL_2D", [x], [1, 6, 6, 6], "int8", q, **pool)
    y = model.op(
        "CONCATENATION", [one, three, pooled], [1, 6, 6, 13], "int8", q, axis=3, fusedActivationFunction=NONE
    )
    y = model.op("AVERAGE_POOL_2D", [y], [1, 6, 6, 13], "int8", q, **pool)
    return model.outputs(net.dense(y, 3))


def several_edges() -> Model:
    model = Model(
        "several_inputs_outputs",
        "three inputs of two types, three outputs; one output is also read by the next layer",
    )
    net = Layers(model)
    image = model.input([1, 5, 4, 2], "int8", Q(0.02, -4))
    vector = model.input([1, 7], "int8", Q(0.05, 11))
    wide = model.input([1, 3], "int16", Q(0.0005))
    seen = net.dense(net.conv(image, 3), 5, RELU)
    q = model_q(model, seen)
    narrow = model.op("QUANTIZE", [wide], [1, 3], "int8", q)
    both = model.op(
        "CONCATENATION",
        [seen, model.op("QUANTIZE", [vector], [1, 7], "int8", q), narrow],
        [1, 15],
        "int8",
        q,
        axis=1,
        fusedActivationFunction=NONE,
    )
    logits = net.dense(both, 4)
    return model.outputs(net.softmax(logits), seen, logits)


def shared_outputs() -> Model:
    model = Model(
        "outputs_of_one_buffer", "RESHAPE of an output is an output too, and both are read by a third"
    )
    x = model.input([1, 4, 3], "int8", Q(0.05, -9))
    y = model.op("RELU", [x], [1, 4, 3], "int8", Q(0.05, -9))
    flat = model.op(
        "RESHAPE",
        [y, model.constant(np.array([1, 12], np.int32))],
        [1, 12],
        "int8",
        Q(0.05, -9),
        newShape=[1, 12],
    )
    return model.outputs(y, flat, model.op("LOGISTIC", [flat], [1, 12], "int8", PROBABILITY))


def split_paths() -> Model:
    model = Model("split_paths", "SPLIT, a path for each half, one through TRANSPOSE, MUL of both")
    net, q = Layers(model), Q(0.03, 7)
    x = model.input([1, 4, 4, 6], "int8", q)
    halves = [model.tensor([1, 4, 4, 3], "int8", q) for _ in range(2)]
    model.node("SPLIT", [model.constant(np.array(3, np.int32)), x], halves, numSplits=2)
    gate = model.op("LOGISTIC", [net.conv(halves[0], 3, fused=NONE)], [1, 4, 4, 3], "int8", PROBABILITY)
    order = model.constant(np.array([0, 2, 1, 3], np.int32))
    turned = model.op("TRANSPOSE", [halves[1], order], [1, 4, 4, 3], "int8", q)
    y = model.op("MUL", [gate, turned], [1, 4, 4, 3], "int8", Q(0.025, 3), fusedActivationFunction=NONE)
    return model.outputs(net.dense(y, 4))


def float_edges() -> Model:
    model = Model("float_edges", "floats in and out: QUANTIZE, two layers of int8, DEQUANTIZE")
    net = Layers(model)
    x = model.input([1, 6], "float32")
    x = model.op("QUANTIZE", [x], [1, 6], "int8", Q(0.06, -7))
    y = net.dense(net.dense(x, 8, RELU), 3)
    return model.outputs(model.op("DEQUANTIZE", [y], [1, 3], "float32"))


def wide_network() -> Model:
    model = Model("network_16x8", "convolution, depthwise, pool, dense and SOFTMAX with int16 activations")
    net = Layers(model, wide=True)
    x = model.input([1, 8, 6, 2], "int16", Q(0.0002))
    y = net.conv(net.conv(x, 4, stride=(2, 2)), 4, depthwise=True)
    y = model.op(
        "AVERAGE_POOL_2D",
        [y],
        [1, 2, 1, 4],
        "int16",
        model_q(model, y),
        padding=VALID,
        strideH=2,
        strideW=2,
        filterHeight=2,
        filterWidth=2,
        fusedActivationFunction=NONE,
    )
    return model.outputs(net.softmax(net.dense(y, 5)))


def sequence() -> Model:
    model = Model(
        "sequence",
        "LSTM over six steps, its last step by STRIDED_SLICE, classes; state is kept for three invocations",
        count=12,
        reset_every=3,
    )
    net = Layers(model)
    x = model.input([1, 6, 4], "int8", Q(0.03, 5))
    y = lstm(model, x, 4, 8, 6)
    q = model_q(model, y)
    bounds = [model.constant(np.array(b, np.int32)) for b in ([0, -1, 0], [0, 0, 0], [1, 1, 1])]
    last = model.op(
        "STRIDED_SLICE",
        [y, *bounds],
        [1, 8],
        "int8",
        q,
        beginMask=5,
        endMask=7,
        ellipsisMask=0,
        newAxisMask=0,
        shrinkAxisMask=2,
    )
    return model.outputs(net.softmax(net.dense(last, 3)))


def trap(name: str, about: str, *forms: str) -> Model:
    """A small network in a form that real files have."""
    model = Model(name, about, count=8, forms=forms)
    net = Layers(model)
    x = model.input([1, 5, 5, 2], "int8", Q(0.02, -4))
    y = net.conv(net.conv(x, 4), 4, depthwise=True, stride=(2, 2))
    return model.outputs(net.softmax(net.dense(y, 3)))


def traps() -> Iterator[Model]:
    yield trap(
        "trap_old_codes", "only `deprecated_builtin_code` is set, as in files before 2021", "old codes"
    )
    yield trap("trap_no_names", "no tensor has a name", "no names")
    yield trap("trap_open_batch", "`shape_signature` has a batch of -1", "open batch")
    model = trap("trap_bias_axis", "`quantized_dimension` of the biases is out of range, as in person_detect")
    model.runnable = model.bytes()
    for tensor in model.graph.tensors:
        if len(tensor.shape) == 1 and tensor.quantization is not None:
            tensor.quantization.quantizedDimension = 3
    yield model


def models() -> Iterator[Model]:
    for make in (
        residual,
        inverted_residuals,
        inception,
        several_edges,
        shared_outputs,
        split_paths,
        float_edges,
        wide_network,
        sequence,
    ):
        yield make()
    yield from traps()
