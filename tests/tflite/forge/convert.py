"""Models as TensorFlow's own converter writes them. Run as a program, because TensorFlow and tflite-runtime do not live
in one process: `python -m forge.convert <name> <file>`.

Nothing is trained: weights and calibration samples are seeded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def converted(name: str) -> bytes:
    """The file of a model, made in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.tflite"
        done = subprocess.run(
            [sys.executable, "-m", "forge.convert", name, str(path)], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(f"{name} was not converted:\n{done.stderr[-2000:]}")
        return path.read_bytes()


def build(name: str):
    """The Keras model of a name, and the shape of its input."""
    import tf_keras as keras

    layers = keras.layers
    convolution = [
        layers.Conv2D(6, 3, padding="same", activation="relu"),
        layers.DepthwiseConv2D(3, strides=2, padding="same", activation="relu6"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(8, activation="relu"),
        layers.Dense(4, activation="softmax"),
    ]
    models = {
        "keras_conv": ((8, 8, 2), convolution),
        "keras_conv_16x8": ((8, 8, 2), convolution),
        "keras_conv1d": (
            (16, 3),
            [
                layers.Conv1D(6, 3, padding="same", activation="relu"),
                layers.MaxPooling1D(2),
                layers.Conv1D(4, 3, dilation_rate=2, padding="causal"),
                layers.LeakyReLU(),
                layers.GlobalAveragePooling1D(),
                layers.Dense(3),
            ],
        ),
        "keras_upsample": (
            (4, 4, 3),
            [
                layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu"),
                layers.UpSampling2D(2, interpolation="bilinear"),
                layers.Conv2D(2, 1, activation="tanh"),
            ],
        ),
        "keras_lstm": (
            (6, 4),
            [layers.LSTM(5, return_sequences=True), layers.Flatten(), layers.Dense(3, activation="softmax")],
        ),
    }
    shape, parts = models[name]
    return keras.Sequential([layers.InputLayer(shape, batch_size=1), *parts]), (1, *shape)


def convert(name: str) -> bytes:
    import numpy as np
    import tensorflow as tf
    import tf_keras as keras

    keras.utils.set_random_seed(1)
    model, shape = build(name)
    signature = tf.function(lambda x: model(x)).get_concrete_function(tf.TensorSpec(shape, tf.float32, "x"))
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(model, folder, signatures=signature)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        samples = np.random.default_rng(1).normal(size=(64, *shape)).astype(np.float32)
        sets, wide = tf.lite.OpsSet, name.endswith("16x8")
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([sample] for sample in samples)
        kind = (
            sets.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8
            if wide
            else sets.TFLITE_BUILTINS_INT8
        )
        converter.target_spec.supported_ops = [kind]
        converter.inference_input_type = converter.inference_output_type = tf.int16 if wide else tf.int8
        return converter.convert()


if __name__ == "__main__":
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    Path(sys.argv[2]).write_bytes(convert(sys.argv[1]))
