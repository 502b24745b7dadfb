"""Sums and products that give the same bits on every machine.

BLAS, and numpy's own sums, add up in an order that depends on the processor; training a ReLU network amplifies such
a last bit into another network altogether. Elementwise arithmetic is the same everywhere, so this is built from it,
which is slower than BLAS and quick enough for a hundred weights.
"""

from __future__ import annotations

import math

import numpy as np

Array = np.ndarray


def total(values: Array) -> float:
    """The sum of all elements, rounded once."""
    return math.fsum(values.ravel().tolist())


def inner(left: Array, right: Array) -> float:
    """The inner product of two vectors; only the products are rounded before the sum is."""
    return total(left * right)


def column_sums(values: Array) -> Array:
    """The sums over the first axis, by halving it again and again."""
    while len(values) > 1:
        half = len(values) // 2
        folded = values[:half] + values[half : 2 * half]
        if len(values) % 2:
            folded[0] += values[-1]
        values = folded
    return values[0]


def product(left: Array, right: Array) -> Array:
    """The matrix product, summed from the first inner index to the last."""
    result = left[:, :1] * right[:1]
    for index in range(1, left.shape[1]):
        result += left[:, index : index + 1] * right[index : index + 1]
    return result


def solve(matrix: Array, right: Array) -> Array:
    """The solution for a symmetric positive definite matrix, by elimination, which needs no pivoting then."""
    rows = np.column_stack([matrix, right])
    count = len(rows)
    for index in range(count):
        rows[index] /= rows[index, index]
        for other in range(count):
            if other != index:
                rows[other] -= rows[other, index] * rows[index]
    solution = rows[:, count:]
    return solution[:, 0] if right.ndim == 1 else solution


def exponential(values: Array) -> Array:
    """e to the power of numbers that are not positive, to twelve digits: a short series, squared twelve times."""
    small = np.maximum(values, -600.0) / 4096.0
    result = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0 * (1.0 + small / 5.0))))
    for _ in range(12):
        result = result * result
    return result


def settle(values: Array, step: float = 1e-7) -> Array:
    """Rounds what a library computed to a grid much coarser than the bits in which two libraries differ."""
    return np.round(np.asarray(values, dtype=float) / step) * step
