"""The thermistor: a P-spline teacher distilled into a 1-8-8-1 ReLU network, and how it does on points left out.

What is known about the data, and what is not, is in `weights/README.md`. The teacher speaks for the measured range
and an eighth of it on either side; beyond that its tails are straight, and count little.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from training import baselines, model_file
from training.curve import Candidate, Curve, Settings, balance, best_of, hinges_where_it_bends
from training.exact import settle, total
from training.mlp import Mlp
from training.teacher import fit_teacher

Array = np.ndarray

RANGE_MV = (0, 3300)
OUTPUT_RANGE = (-4000, 12500)
OUTPUT_SCALE = 0.01
INPUT_MEAN, INPUT_STD = 1200.0, 400.0
TARGET_MEAN, TARGET_STD = 40.0, 15.0
GRID_MV = np.arange(RANGE_MV[0], RANGE_MV[1] + 1, 10.0)
TAIL_EMPHASIS = 0.02
STEEPEST = -0.3
WIDTH = 8
SETTINGS = Settings(starts=64, decay=3e-6, steps=400, fit=0.0045)
FOLD_SETTINGS = replace(SETTINGS, starts=8)
"""For points left out: more starts only serve the rounding of the weights, which is not what is measured there."""


def read(path: Path) -> tuple[Array, Array]:
    """Millivolts and degrees Celsius, in the order of the file."""
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    return np.round(1000.0 * table[:, 1]), table[:, 0]


def normalised(mv: Array) -> Array:
    return (np.asarray(mv, dtype=float) - INPUT_MEAN) / INPUT_STD


def predict(network: Mlp, mv: Array) -> Array:
    """Degrees Celsius from a network whose last layer speaks degrees."""
    return network(normalised(mv)[:, None])[:, 0]


def fit(mv: Array, celsius: Array, settings: Settings = SETTINGS) -> tuple[Mlp, Candidate]:
    """The whole recipe, from measured points to the network that a file would hold."""
    teacher = fit_teacher(mv, celsius)
    inside = (GRID_MV >= teacher.low) & (GRID_MV <= teacher.high)
    emphasis = np.where(inside, 1.0, TAIL_EMPHASIS)
    grid = normalised(GRID_MV)
    curve = Curve(
        grid=grid,
        target=settle((teacher(GRID_MV) - TARGET_MEAN) / TARGET_STD, 1e-6),
        emphasis=emphasis / total(emphasis),
        hinges=hinges_where_it_bends(grid, teacher.bend(GRID_MV), 2 * WIDTH),
        steepest=STEEPEST,
    )
    chosen = best_of(curve, settings)
    network = balance(model_file.normalised_out(chosen.network, TARGET_MEAN, TARGET_STD))
    return model_file.single_precision(network), chosen


def recipe(mv: Array, celsius: Array) -> Callable[[Array], Array]:
    """`fit` in the form that leave-one-out wants."""
    network, _ = fit(mv, celsius, FOLD_SETTINGS)
    return lambda at: predict(network, at)


def comparison(mv: Array, celsius: Array, network: Mlp) -> tuple[list[str], baselines.Score]:
    """The table of the README, and the network's row, whose training error is that of the network to be written."""
    lines = ["| curve | training RMSE | leave-one-out RMSE | leave-one-out max |", "|---|---|---|---|"]
    rows = {**baselines.BASELINES, "the teacher alone": fit_teacher, "network 1-8-8-1, the whole recipe": recipe}
    for name, curve in rows.items():
        scored = baselines.score(curve, mv, celsius)
        if curve is recipe:
            train_rmse = baselines.root_mean_square(predict(network, mv) - celsius)
            scored = replace(scored, train_rmse=train_rmse)
        figures = (scored.train_rmse, scored.left_out_rmse, scored.left_out_max)
        lines.append(f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    worst = int(np.argmax(np.abs(scored.left_out)))
    lines.append(f"worst point left out: {celsius[worst]} °C, off by {scored.left_out[worst]:+.2f} °C")
    return lines, scored


def health(network: Mlp, chosen: Candidate) -> list[str]:
    """Does it fall everywhere, does it stay in range, and is any unit idle, on every millivolt."""
    mv = np.arange(RANGE_MV[0], RANGE_MV[1] + 1)
    output = predict(network, mv)
    active = [pre > 0.0 for pre in network.hidden(normalised(mv)[:, None])[:-1]]
    live = [int(units.any(axis=0).sum()) for units in active]
    patterns = np.column_stack(active)
    pieces = 1 + int(np.any(patterns[1:] != patterns[:-1], axis=1).sum())
    return [
        f"start {chosen.seed} of {SETTINGS.starts}, off its teacher by {chosen.error * TARGET_STD:.3f} °C (RMS)",
        f"eight-bit yardstick: {chosen.rounding * TARGET_STD:.3f} °C",
        f"least fall per millivolt: {-np.diff(output).max():.4f} °C",
        f"from {output[0]:.2f} °C at {mv[0]} mV to {output[-1]:.2f} °C at {mv[-1]} mV",
        f"live units {live}, straight pieces {pieces}",
    ]


def describe(network: Mlp, training: dict[str, object]) -> dict[str, object]:
    """The model file, as it will be written."""
    return {
        "$schema": model_file.SCHEMA,
        "version": 1,
        "name": "ntc",
        "description": "Temperature from the voltage of an NTC divider, fitted to the 15 points of ntc.csv.",
        "inputs": [
            {
                "name": "adc_mv",
                "description": "Voltage at the ADC pin",
                "type": "u16",
                "unit": "mV",
                "range": list(RANGE_MV),
                "normalize": {"mean": INPUT_MEAN, "std": INPUT_STD},
            }
        ],
        "outputs": [
            {
                "name": "temp_c",
                "description": "Temperature; measured from 22.6 to 62.4 °C, a straight line beyond",
                "type": "i16",
                "unit": "°C",
                "scale": OUTPUT_SCALE,
                "range": list(OUTPUT_RANGE),
            }
        ],
        "layers": model_file.layers(network),
        "training": training,
    }


def build(folder: Path) -> tuple[dict[str, object], list[str]]:
    """The model and the lines to print about it."""
    mv, celsius = read(folder / "ntc.csv")
    network, chosen = fit(mv, celsius)
    table, scored = comparison(mv, celsius, network)
    teacher = fit_teacher(mv, celsius)
    shares = f"orders 3 and 4 weigh {teacher.order_weights.round(2)}, parameters spent {teacher.effective.round(2)}"
    training = {
        "script": "weights/train.py",
        "data": "weights/ntc.csv",
        "recipe": "P-spline teacher (orders 3 and 4, AICc), distilled with L-BFGS",
        "start": chosen.seed,
        "train_rmse_c": round(scored.train_rmse, 3),
        "leave_one_out_rmse_c": round(scored.left_out_rmse, 3),
        "leave_one_out_max_c": round(scored.left_out_max, 3),
    }
    return describe(network, training), [*table, f"teacher: {shares}", *health(network, chosen)]
