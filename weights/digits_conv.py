"""Trains the small convolutional network on digits.csv and converts it with TensorFlow: digits_conv.tflite (int8),
digits_conv_float.tflite, and the calibration set in both formats that `calibration = "…"` takes.

`python digits_conv.py`, with what ../tests/tflite/requirements.txt names. Seeds are fixed; another processor may train to
other weights, as good. CI never runs this.
"""

from __future__ import annotations

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

from pathlib import Path

import numpy as np
import tensorflow as tf
import tf_keras as keras

FOLDER = Path(__file__).resolve().parent
SEED, EPOCHS, HELD_OUT, CALIBRATION = 7, 80, 300, 64


def dataset() -> tuple[np.ndarray, np.ndarray]:
    """Images of 8 by 8 with ink from 0 to 16, and what they show, in a seeded order."""
    table = np.loadtxt(FOLDER / "digits.csv", delimiter=",", skiprows=1)
    order = np.random.default_rng(SEED).permutation(len(table))
    return table[order, :64].reshape(-1, 8, 8, 1).astype(np.float32), table[order, 64].astype(np.int64)


def network() -> keras.Model:
    """Depthwise separable, as the networks of MLPerf Tiny: 3x3, two blocks, mean, ten classes."""
    layers, norm = keras.layers, keras.layers.BatchNormalization
    model = [
        layers.InputLayer((8, 8, 1), batch_size=None),
        layers.Conv2D(12, 3, padding="same", use_bias=False),
        norm(),
        layers.ReLU(),
    ]
    for channels, stride in ((24, 2), (40, 1)):
        model += [
            layers.DepthwiseConv2D(3, strides=stride, padding="same", use_bias=False),
            norm(),
            layers.ReLU(),
        ]
        model += [layers.Conv2D(channels, 1, use_bias=False), norm(), layers.ReLU()]
    return keras.Sequential(model + [layers.GlobalAveragePooling2D(), layers.Dense(10), layers.Softmax()])


def trained(x: np.ndarray, y: np.ndarray) -> keras.Model:
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    model = network()
    rate = keras.optimizers.schedules.CosineDecay(4e-3, EPOCHS * -(-len(x) // 32))
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    shifted = [np.roll(x, shift, axis=2) for shift in (-1, 1)]
    model.fit(np.concatenate([x, *shifted]), np.concatenate([y] * 3), batch_size=96, epochs=EPOCHS, verbose=0)
    return model


def converter(model: keras.Model) -> tf.lite.TFLiteConverter:
    """A converter of the model with a batch of one."""
    fixed = tf.function(lambda x: model(x, training=False)).get_concrete_function(
        tf.TensorSpec([1, 8, 8, 1], tf.float32, "pixels")
    )
    return tf.lite.TFLiteConverter.from_concrete_functions([fixed], model)


def quantized(model: keras.Model, samples: np.ndarray) -> bytes:
    convert = converter(model)
    convert.optimizations = [tf.lite.Optimize.DEFAULT]
    convert.representative_dataset = lambda: ([sample[None]] for sample in samples)
    convert.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    convert.inference_input_type = convert.inference_output_type = tf.int8
    return convert.convert()


def accuracy(content: bytes, x: np.ndarray, y: np.ndarray) -> float:
    """Of the reference kernels."""
    made = tf.lite.Interpreter(
        model_content=content, experimental_op_resolver_type=tf.lite.experimental.OpResolverType.BUILTIN_REF
    )
    made.allocate_tensors()
    (source,), (target,) = made.get_input_details(), made.get_output_details()
    scale, zero_point = source["quantization"]
    right = 0
    for image, digit in zip(x, y):
        raw = image if scale == 0 else np.clip(np.round(image / scale) + zero_point, -128, 127)
        made.set_tensor(source["index"], raw[None].astype(source["dtype"]))
        made.invoke()
        right += int(np.argmax(made.get_tensor(target["index"])) == digit)
    return right / len(y)


def main() -> None:
    x, y = dataset()
    model = trained(x[HELD_OUT:], y[HELD_OUT:])
    samples = x[HELD_OUT : HELD_OUT + CALIBRATION]
    files = {
        "digits_conv.tflite": quantized(model, samples),
        "digits_conv_float.tflite": converter(model).convert(),
    }
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
        print(
            f"{name}: {len(content)} bytes, {accuracy(content, x[:HELD_OUT], y[:HELD_OUT]):.1%} of {HELD_OUT} held-out digits"
        )
    np.save(FOLDER / "digits_conv.calibration.npy", samples)
    np.savetxt(
        FOLDER / "digits_conv.calibration.csv",
        samples.reshape(len(samples), -1),
        "%d",
        ",",
        header=",".join(f"p{pixel}" for pixel in range(64)),
        comments="",
    )


if __name__ == "__main__":
    main()
