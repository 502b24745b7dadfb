"""Models as TensorFlow 2.21 converts them from Keras, and the trained one in `weights/`."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import numpy as np

from forge.convert import converted
from forge.flat import Model
from forge.reference import MICRO
from models.dense import SUMS_OF_32
from models.state import ROUNDS_OTHERWISE

WEIGHTS = Path(__file__).resolve().parents[3] / "weights"
KERAS = {
    "keras_conv": ("Conv2D, DepthwiseConv2D, MaxPooling2D, two Dense and a softmax, int8", {}),
    "keras_conv_16x8": (
        "the same with int16 activations; no bias, since all are zero",
        {"golden": MICRO, "why": SUMS_OF_32},
    ),
    "keras_conv1d": ("Conv1D, pooled, dilated and causal, LeakyReLU, GlobalAveragePooling1D", {}),
    "keras_upsample": ("Conv2DTranspose, bilinear UpSampling2D, tanh", {}),
    "keras_lstm": (
        "LSTM that gives its sequence, as the legacy Keras and the converter fuse it",
        {"count": 12, "reset_every": 4, "golden": MICRO, "why": ROUNDS_OTHERWISE},
    ),
}


def digits() -> Iterator[Model]:
    """On images of the dataset: the ones that training held out come first in the seeded order of digits_conv.py."""
    table = np.loadtxt(WEIGHTS / "digits.csv", delimiter=",", skiprows=1)
    order = np.random.default_rng(7).permutation(len(table))[:16]
    images = table[order, :64].reshape(-1, 1, 8, 8, 1)
    for name, about in (("digits_conv", "int8"), ("digits_conv_float", "floats, to be quantised here")):
        model = Model.of(
            name,
            f"the trained network of weights/, handwritten digits: {about}",
            (WEIGHTS / f"{name}.tflite").read_bytes(),
        )
        scale, zero_point = model.detail(model.graph.inputs[0])["quantization"]
        if scale == 0:
            model.vectors = [[image.astype(np.float32)] for image in images]
        else:
            model.vectors = [
                [np.clip(np.round(image / scale) + zero_point, -128, 127).astype(np.int8)] for image in images
            ]
        model.path = f"../../../weights/{name}.tflite"
        yield model


def models() -> Iterator[Model]:
    for name, (about, facts) in KERAS.items():
        yield Model.of(name, about, converted(name), **facts)
    yield from digits()
