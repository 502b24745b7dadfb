"""What the thermistor network has to be compared with: three classic curves, and leave-one-out for any recipe.

Nothing here is tuned. The two physical equations need the supply of the divider, which the data does not state: 3.3 V
is assumed, as is a thermistor on the ground side (the voltage falls when it gets warmer, so it has to be there).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares

Array = np.ndarray
Curve = Callable[[Array], Array]
Recipe = Callable[[Array, Array], Curve]

SUPPLY_MV = 3300.0
KELVIN = 273.15


@dataclass(frozen=True)
class Score:
    """Errors in degrees Celsius: on the points used for fitting, and on each point left out in turn."""

    train_rmse: float
    left_out_rmse: float
    left_out_max: float
    left_out: Array


def root_mean_square(errors: Array) -> float:
    return float(np.sqrt(np.mean(np.square(errors))))


def score(recipe: Recipe, x: Array, y: Array) -> Score:
    """Fit on all points, then once per point without it: everything in the recipe is fitted again each time."""
    train = recipe(x, y)(x) - y
    left_out = np.empty(len(x))
    for index in range(len(x)):
        keep = np.arange(len(x)) != index
        left_out[index] = recipe(x[keep], y[keep])(x[index : index + 1])[0] - y[index]
    return Score(root_mean_square(train), root_mean_square(left_out), float(np.abs(left_out).max()), left_out)


def cubic(x: Array, y: Array) -> Curve:
    """A polynomial of third degree by least squares."""
    return np.polynomial.Polynomial.fit(x, y, 3)


def log_ratio(x: Array) -> Array:
    """The logarithm of thermistor over series resistance, which is all that the divider shows of either."""
    return np.log(x / (SUPPLY_MV - x))


def reciprocal_equation(powers: tuple[int, ...]) -> Recipe:
    """1/T as a sum of powers of the log ratio, fitted so that the squared error in degrees is least."""

    def terms(x: Array) -> Array:
        return np.stack([log_ratio(x) ** power for power in powers], axis=1)

    def recipe(x: Array, y: Array) -> Curve:
        start = np.linalg.lstsq(terms(x), 1000.0 / (y + KELVIN), rcond=None)[0]
        found = least_squares(lambda c: 1000.0 / (terms(x) @ c) - KELVIN - y, start, xtol=1e-14, ftol=1e-14)
        return lambda at: 1000.0 / (terms(at) @ found.x) - KELVIN

    return recipe


BASELINES: dict[str, Recipe] = {
    "cubic polynomial": cubic,
    "beta equation, 3.3 V": reciprocal_equation((0, 1)),
    "Steinhart-Hart, 3.3 V": reciprocal_equation((0, 1, 3)),
}
