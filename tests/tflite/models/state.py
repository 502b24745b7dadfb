"""Models that remember: SVDF and UNIDIRECTIONAL_SEQUENCE_LSTM over several invocations."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from forge.flat import NONE, RELU, TANH, Model, Q, spread
from forge.reference import MICRO
from models.dense import per_channel

ONLY_RELU = "tflite-runtime and ai-edge-litert refuse an SVDF without RELU; tflite-micro clamps to the output's type either way"
ROUNDS_OTHERWISE = "tflite-runtime and tflite-micro round within the cell in different places; tflite-micro is what runs on chips"
ONLY_MICRO = "tflite-runtime and ai-edge-litert have no LSTM with int16 activations"


def svdf(
    model: Model, x: int, q: Q, features: int, units: int, rank: int, memory: int, fused: int, zero: int
) -> tuple[int, Q]:
    """Adds one SVDF with int16 time weights and state, as the converter writes it."""
    filters = units * rank
    wf, wt, state = Q(0.01), Q(0.00002), Q(0.0009)
    feature = model.weights([filters, features], wf)
    time = model.tensor(
        [filters, memory], "int16", wt, data=model.rng.integers(-32767, 32768, [filters, memory])
    )
    bias_q = Q(float(np.float32(state.scale) * np.float32(wt.scale)))
    bias = model.tensor([units], "int32", bias_q, data=model.rng.integers(-(10**8), 10**8, units))
    memory_id = model.tensor([1, filters * memory], "int16", state, variable=True)
    y_q = Q(0.13, zero)
    y = model.op(
        "SVDF",
        [x, feature, time, bias, memory_id],
        [1, units],
        "int8",
        y_q,
        rank=rank,
        fusedActivationFunction=fused,
    )
    model.macs += filters * (features + memory)
    return y, y_q


def svdfs() -> Iterator[Model]:
    x_q = Q(0.04, 3)
    for name, rank, fused, zero in (
        ("svdf", 1, RELU, -128),
        ("svdf_rank_2", 2, RELU, -128),
        ("svdf_no_activation", 1, NONE, 4),
    ):
        refused = {"golden": MICRO, "why": ONLY_RELU} if fused == NONE else {}
        model = Model(
            name, f"SVDF of rank {rank}, eight steps, reset, eight steps", count=16, reset_every=8, **refused
        )
        x = model.input([1, 6], "int8", x_q)
        y, _ = svdf(model, x, x_q, 6, 5, rank, 4, fused, zero)
        yield model.outputs(y)
    model = Model(
        "svdf_keywords",
        "two SVDF, FULLY_CONNECTED and SOFTMAX over time, as in keyword spotting",
        count=24,
        reset_every=12,
    )
    x = model.input([1, 10], "int8", x_q)
    h, q = svdf(model, x, x_q, 10, 8, 1, 6, RELU, -128)
    h, q = svdf(model, h, q, 8, 6, 2, 5, RELU, -128)
    w = per_channel(4)
    step = Q(spread(6, q, w), 10)
    y = model.op(
        "FULLY_CONNECTED",
        [h, model.weights([4, 6], w), model.bias(4, q, w, 9000)],
        [1, 4],
        "int8",
        step,
        fusedActivationFunction=NONE,
    )
    model.macs += 24
    yield model.outputs(model.op("SOFTMAX", [y], [1, 4], "int8", Q(2.0**-8, -128), beta=1.0))


def lstm(
    model: Model, x: int, features: int, units: int, steps: int, batch=1, kind="int8", time_major=False
) -> int:
    """Adds one UNIDIRECTIONAL_SEQUENCE_LSTM without peepholes, projection and layer norm, as Keras has it."""
    wide = kind == "int16"
    x_q = model_q(model, x)
    h_q = Q(2.0**-15) if wide else Q(0.0079, -3)
    cell = Q(2.0**-11)
    gates = range(4)
    scales = [Q(s) for s in (0.009, 0.012, 0.008, 0.011)]
    to_gate = [model.weights([units, features], scales[g]) for g in gates]
    recurrent = [model.weights([units, units], Q(scales[g].scale * 0.9)) for g in gates]
    bias = [
        model.bias(
            units, x_q, scales[g], 40 / (x_q.scale * scales[g].scale) / 30, "int64" if wide else "int32"
        )
        for g in gates
    ]
    h = model.tensor([batch, units], kind, h_q, variable=True)
    c = model.tensor([batch, units], "int16", cell, variable=True)
    inner = [model.tensor([0], "int16" if g < 4 else kind, Q(2.0**-12) if g < 4 else h_q) for g in range(5)]
    shape = [steps, batch, units] if time_major else [batch, steps, units]
    y = model.tensor(shape, kind, h_q)
    ids = [x, *to_gate, *recurrent, -1, -1, -1, *bias, -1, -1, h, c, -1, -1, -1, -1]
    model.node(
        "UNIDIRECTIONAL_SEQUENCE_LSTM",
        ids,
        [y],
        intermediates=inner,
        fusedActivationFunction=TANH,
        cellClip=0.0,
        projClip=0.0,
        timeMajor=time_major,
        asymmetricQuantizeInputs=False,
    )
    model.macs += batch * steps * 4 * units * (features + units)
    return y


def model_q(model: Model, tensor: int) -> Q:
    scale, zero_point = model.detail(tensor)["quantization"]
    return Q(scale, zero_point)


def lstms() -> Iterator[Model]:
    micro, only = {"golden": MICRO, "why": ROUNDS_OTHERWISE}, {"golden": MICRO, "why": ONLY_MICRO}
    for name, about, kind, batch, steps, major, facts in (
        ("lstm", "int8", "int8", 1, 5, False, micro),
        ("lstm_one_step", "int8, one step an invocation", "int8", 1, 1, False, {}),
        ("lstm_time_major", "int8, time major, batch of two", "int8", 2, 4, True, micro),
        ("lstm_16x8", "int16 activations", "int16", 1, 5, False, only),
    ):
        model = Model(
            name,
            f"UNIDIRECTIONAL_SEQUENCE_LSTM, {about}; state is kept for four invocations",
            count=12,
            reset_every=4,
            **facts,
        )
        shape = [steps, batch, 4] if major else [batch, steps, 4]
        x = model.input(shape, kind, Q(2.0**-13) if kind == "int16" else Q(0.03, 5))
        yield model.outputs(lstm(model, x, 4, 6, steps, batch, kind, major))


def models() -> Iterator[Model]:
    yield from svdfs()
    yield from lstms()
