"""Input vectors: the extremes first, then seeded random ones over the whole range and near the zero point."""

from __future__ import annotations

import numpy as np

RANGES = {"int8": (-128, 127), "int16": (-32768, 32767), "int32": (-1000, 1000)}


def vectors(rng: np.random.Generator, details: list[dict], count: int) -> list[list[np.ndarray]]:
    """`count` vectors, each one array for each input of the graph."""
    makers = [least, greatest, zero, ramp, mixed]
    makers += [near if index % 3 == 2 else uniform for index in range(len(makers), count)]
    return [[make(rng, detail, place) for place, detail in enumerate(details)] for make in makers[:count]]


def full(detail: dict, value: float) -> np.ndarray:
    return np.full(detail["shape"], value, detail["dtype"])


def integers(detail: dict) -> tuple[int, int] | None:
    return RANGES.get(np.dtype(detail["dtype"]).name)


def least(rng, detail, index) -> np.ndarray:
    bounds = integers(detail)
    return full(detail, -100.0 if bounds is None else bounds[0])


def greatest(rng, detail, index) -> np.ndarray:
    bounds = integers(detail)
    return full(detail, 100.0 if bounds is None else bounds[1])


def zero(rng, detail, index) -> np.ndarray:
    return full(detail, 0.0 if integers(detail) is None else detail["quantization"][1])


def ramp(rng, detail, index) -> np.ndarray:
    """Steps through the range: quarters of a step for floats, so that ties are among them."""
    size = int(np.prod(detail["shape"]))
    bounds = integers(detail)
    if bounds is None:
        return ((np.arange(size) - size / 2) * 0.0125).astype(np.float32).reshape(detail["shape"])
    low, high = bounds
    step = 37 if high == 127 else 4099
    values = (np.arange(size) * step + index * 11) % (high - low + 1) + low
    return values.astype(detail["dtype"]).reshape(detail["shape"])


def mixed(rng, detail, index) -> np.ndarray:
    """Least and greatest values in a random order."""
    bounds = integers(detail) or (-6.0, 6.0)
    return rng.choice(np.array(bounds, detail["dtype"]), detail["shape"])


def uniform(rng, detail, index) -> np.ndarray:
    bounds = integers(detail)
    if bounds is None:
        return rng.uniform(-8.0, 8.0, detail["shape"]).astype(np.float32)
    return rng.integers(bounds[0], bounds[1] + 1, detail["shape"]).astype(detail["dtype"])


def near(rng, detail, index) -> np.ndarray:
    """Within an eighth of the range around the zero point."""
    bounds = integers(detail)
    if bounds is None:
        return rng.normal(0.0, 0.7, detail["shape"]).astype(np.float32)
    reach = (bounds[1] - bounds[0]) / 16
    values = np.round(rng.normal(detail["quantization"][1], reach, detail["shape"]))
    return np.clip(values, *bounds).astype(detail["dtype"])
