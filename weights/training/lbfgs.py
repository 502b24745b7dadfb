"""L-BFGS, unconstrained, in arithmetic that gives the same bits on every machine.

SciPy has a better one, but its inner products go through BLAS. The line search is by bisection and doubling for the
weak Wolfe conditions, which also serves functions with kinks such as those of ReLU networks.

Source: Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp. 35 (1980); Lewis and Overton,
"Nonsmooth optimization via quasi-Newton methods", Math. Program. 141 (2013), for the line search.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from training.exact import inner

Array = np.ndarray
Objective = Callable[[Array], tuple[float, Array]]

MEMORY = 20
SUFFICIENT, CURVATURE = 1e-4, 0.9
TRIALS = 30
Pairs = deque[tuple[Array, Array, float]]


def direction(gradient: Array, pairs: Pairs) -> Array:
    """The two-loop recursion: minus the approximate inverse Hessian times the gradient."""
    vector, kept = -gradient, []
    for step, change, curvature in reversed(pairs):
        share = inner(step, vector) / curvature
        vector = vector - share * change
        kept.append(share)
    if pairs:
        _, change, curvature = pairs[-1]
        vector = vector * (curvature / inner(change, change))
    for (step, change, curvature), share in zip(pairs, reversed(kept), strict=True):
        vector = vector + (share - inner(change, vector) / curvature) * step
    return vector


def line_search(
    objective: Objective, at: Array, value: float, slope: float, along: Array
) -> tuple[Array, float, Array] | None:
    """A point further `along` that meets both conditions, or at least descends; none if there is no such point."""
    low, high, length = 0.0, float("inf"), 1.0
    lowest = None
    for _ in range(TRIALS):
        point = at + length * along
        found, gradient = objective(point)
        if not found <= value + SUFFICIENT * length * slope:
            high = length
        else:
            lowest = (point, found, gradient)
            if inner(gradient, along) >= CURVATURE * slope:
                return lowest
            low = length
        length = 2.0 * low if high == float("inf") else (low + high) / 2.0
    return lowest


def minimise(objective: Objective, at: Array, steps: int, tolerance: float = 1e-8) -> Array:
    """At most `steps` iterations, or fewer once the gradient is below `tolerance` or nothing descends any more."""
    pairs: Pairs = deque(maxlen=MEMORY)
    value, gradient = objective(at)
    for _ in range(steps):
        along = direction(gradient, pairs)
        slope = inner(gradient, along)
        if slope >= 0.0 or np.abs(gradient).max() < tolerance:
            break
        found = line_search(objective, at, value, slope, along)
        if found is None:
            if not pairs:
                break
            pairs.clear()
            continue
        point, value, new_gradient = found
        step, change = point - at, new_gradient - gradient
        curvature = inner(step, change)
        if curvature > 0.0:
            pairs.append((step, change, curvature))
        at, gradient = point, new_gradient
    return at
