"""All models, family by family."""

from __future__ import annotations

from typing import Iterator

from forge.flat import Model
from models import (
    activations,
    arithmetic,
    converted,
    convolution,
    dense,
    networks,
    pooling,
    reductions,
    shapes,
    state,
)

FAMILIES = (
    dense,
    convolution,
    pooling,
    arithmetic,
    activations,
    shapes,
    reductions,
    state,
    networks,
    converted,
)


def catalogue() -> Iterator[Model]:
    """Every model, each under a name of its own."""
    seen: set[str] = set()
    for family in FAMILIES:
        for model in family.models():
            if model.name in seen:
                raise ValueError(f"two models are called {model.name}")
            seen.add(model.name)
            yield model
