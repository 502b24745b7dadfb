"""The sine of a phase in a 1-16-16-1 network: the benchmark net, with no idle unit and no weight to leave out.

It is not the way to compute a sine. Networks of this shape are what other tools publish counts for.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training import model_file
from training.curve import Candidate, Curve, Settings, balance, best_of, hinges_where_it_bends, rounded
from training.exact import settle
from training.mlp import Mlp

Array = np.ndarray

TURN = 65536
OUTPUT_SCALE = 2.0**-14
INPUT_MEAN, INPUT_STD = 32768.0, 16384.0
GRID = np.arange(0, TURN + 1, 128.0)
WIDTH = 16
SETTINGS = Settings(starts=8, decay=3e-7, steps=1000, fit=0.01)


def normalised(phase: Array) -> Array:
    return (np.asarray(phase, dtype=float) - INPUT_MEAN) / INPUT_STD


def fit() -> tuple[Mlp, Candidate]:
    """Distil the sine itself: there is nothing to measure and no noise."""
    grid, target = normalised(GRID), settle(np.sin(2.0 * np.pi * GRID / TURN))
    curve = Curve(
        grid=grid,
        target=target,
        emphasis=np.full(len(grid), 1.0 / len(grid)),
        hinges=hinges_where_it_bends(grid, np.abs(target), 2 * WIDTH),
    )
    chosen = best_of(curve, SETTINGS)
    return model_file.single_precision(balance(chosen.network)), chosen


def health(network: Mlp, chosen: Candidate) -> list[str]:
    """Errors on every phase, and whether any unit or weight is idle."""
    phase = np.arange(TURN)
    pre = network.hidden(normalised(phase)[:, None])
    error = pre[-1][:, 0] - np.sin(2.0 * np.pi * phase / TURN)
    live = [int((values > 0.0).any(axis=0).sum()) for values in pre[:-1]]
    zeros = int((rounded(network.layers[1].weights) == 0.0).sum())
    return [
        f"start {chosen.seed} of {SETTINGS.starts}",
        f"error {np.sqrt(np.mean(error**2)):.4f} (RMS), {np.abs(error).max():.4f} (max)",
        f"output from {pre[-1].min():.4f} to {pre[-1].max():.4f}",
        f"eight-bit yardstick: {chosen.rounding:.4f}",
        f"live units {live}, weights that round to zero at eight bits: {zeros}",
    ]


def build(_folder: Path) -> tuple[dict[str, object], list[str]]:
    """The model and the lines to print about it."""
    network, chosen = fit()
    model = {
        "$schema": model_file.SCHEMA,
        "version": 1,
        "name": "sine",
        "description": "Sine of a phase: a benchmark in which every unit and every weight is used.",
        "inputs": [
            {
                "name": "phase",
                "description": "Phase; a whole turn is 65536",
                "type": "u16",
                "unit": "turn/65536",
                "range": [0, TURN - 1],
                "normalize": {"mean": INPUT_MEAN, "std": INPUT_STD},
            }
        ],
        "outputs": [{"name": "sine", "type": "i16", "scale": OUTPUT_SCALE}],
        "layers": model_file.layers(network),
        "training": {
            "script": "weights/train.py",
            "recipe": "the sine on 513 phases, distilled with L-BFGS",
            "start": chosen.seed,
        },
    }
    return model, health(network, chosen)
