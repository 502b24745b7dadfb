"""The teacher of the one-input models: a P-spline whose smoothness is chosen by AICc.

A penalty on third or fourth differences leaves a parabola or a cubic free, so the curve keeps its trend at the two
ends, where a free network bends away. It is for one input and ten points or more; below that AICc fails.

Source: Eilers and Marx, "Flexible smoothing with B-splines and penalties", Statistical Science 11 (1996); the small
sample correction is from Hurvich and Tsai, Biometrika 76 (1989).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import BSpline

from training.exact import inner, product, settle, solve, total

Array = np.ndarray

DEGREE = 3
SEGMENTS = 20
MARGIN = 0.125
ORDERS = (3, 4)
STRENGTHS = tuple(settle(np.logspace(-4.0, 7.0, 111), 1e-6).tolist())


@dataclass(frozen=True)
class Fit:
    """One penalised fit: its coefficients, its AICc, and how many parameters it effectively spent."""

    coefficients: Array
    aicc: float
    effective: float


@dataclass(frozen=True)
class Teacher:
    """The averaged curve, with a straight line on either side of `low`..`high`."""

    curve: BSpline
    low: float
    high: float
    order_weights: Array
    effective: Array

    def __call__(self, x: Array) -> Array:
        x = np.asarray(x, dtype=float)
        slope = self.curve.derivative()
        below, above = np.minimum(x - self.low, 0.0), np.maximum(x - self.high, 0.0)
        return self.curve(np.clip(x, self.low, self.high)) + below * slope(self.low) + above * slope(self.high)

    def bend(self, x: Array) -> Array:
        """The magnitude of the second derivative, zero on the straight tails."""
        inside = (x >= self.low) & (x <= self.high)
        return np.where(inside, np.abs(self.curve.derivative(2)(np.clip(x, self.low, self.high))), 0.0)


def penalised_fit(design: Array, y: Array, order: int) -> Fit:
    """The fit of least AICc over all strengths of a penalty on differences of `order`."""
    count = len(y)
    differences = np.diff(np.eye(design.shape[1]), order, axis=0)
    penalty = product(differences.T, differences)
    best = Fit(np.empty(0), float("inf"), 0.0)
    square = product(design.T, design)
    for strength in STRENGTHS:
        solver = solve(square + strength * penalty, design.T)
        coefficients = product(solver, y[:, None])[:, 0]
        spent = total(design * solver.T) + 1.0
        if count - spent - 1.0 <= 0.0:
            continue
        residual = y - product(design, coefficients[:, None])[:, 0]
        fit = count * np.log(inner(residual, residual) / count)
        aicc = float(fit + 2.0 * spent + 2.0 * spent * (spent + 1.0) / (count - spent - 1.0))
        if aicc < best.aicc:
            best = Fit(coefficients, aicc, spent)
    return best


def fit_teacher(x: Array, y: Array) -> Teacher:
    """Fit every order in `ORDERS` and average the curves by their AICc weights."""
    reach = MARGIN * float(x.max() - x.min())
    low, high = float(x.min()) - reach, float(x.max()) + reach
    width = (high - low) / SEGMENTS
    knots = low + width * np.arange(-DEGREE, SEGMENTS + DEGREE + 1)
    design = settle(BSpline.design_matrix(x, knots, DEGREE).toarray(), 1e-9)
    fits = [penalised_fit(design, y, order) for order in ORDERS]
    aicc = np.array([fit.aicc for fit in fits])
    weights = np.exp(-0.5 * (aicc - aicc.min()))
    weights = settle(weights / total(weights), 1e-9)
    coefficients = sum(weight * fit.coefficients for weight, fit in zip(weights, fits, strict=True))
    effective = np.array([fit.effective for fit in fits])
    return Teacher(BSpline(knots, coefficients, DEGREE), low, high, weights, effective)
