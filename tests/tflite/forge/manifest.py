"""Runs a model through the references, settles which one is right, and describes it all for the manifest."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass, field

import numpy as np

from forge import reference
from forge.flat import Model
from forge.reference import CLASSIC, LITERT, MICRO, Run, named
from forge.vectors import vectors

FORMAT = (
    "Raw little-endian, concatenated: for each vector all graph inputs (outputs) in graph order, row-major, then the next "
    "vector. No header."
)
ROUNDING = (
    "outputs.bin follows the classic reference: tflite-runtime 2.14 BUILTIN_REF, or tflite-micro where `golden` says so "
    "and `why` says why. outputs_litert.bin is what ai-edge-litert BUILTIN_REF says where it rounds FULLY_CONNECTED "
    "otherwise: round(double(acc) * scale)."
)
WIDTH = 180


@dataclass
class Made:
    files: dict[str, bytes]
    entry: dict
    summary: str
    problems: list[str] = field(default_factory=list)


def make(model: Model) -> Made:
    """The files of one model and its entry."""
    content = model.bytes()
    runnable = model.runnable or content
    details, results = edges(model)
    inputs = vectors(model.rng, details, model.count) if model.vectors is None else model.vectors
    layered = (len(inputs) - 1,) if len(model.sequence()) == 1 else (min(4, len(inputs) - 1), len(inputs) - 1)
    classic = reference.run_lite(CLASSIC, runnable, inputs, model.reset_every, layered)
    litert = reference.run_lite(LITERT, runnable, inputs, model.reset_every, layered)
    micro = reference.run_micro(runnable, inputs, model.reset_every, len(results), layered, model.results())
    runs = {CLASSIC: classic, LITERT: litert, MICRO: micro}
    golden, problems = settle(model, runs)
    files = {
        f"{model.name}.inputs.bin": b"".join(a.tobytes() for vector in inputs for a in vector),
        f"{model.name}.outputs.bin": runs[golden].data(),
    }
    if model.path is None:
        files[f"{model.name}.tflite"] = content
    agreement = {
        named(name): reference.difference(runs[golden], run) for name, run in runs.items() if name != golden
    }
    agreement |= {named(name): "differs, and from run to run" for name in model.unsteady}
    entry = describe(model, details, results, len(inputs))
    entry["golden"] = named(golden) + (
        ", BUILTIN_REF, 1 thread" if golden != MICRO else ", x86 reference kernels"
    )
    if model.why:
        entry["why"] = model.why
    # tflite-runtime computes ADD and MUL in the place of an input, which is then lost, whatever it is asked to preserve.
    whole = micro if micro.data() == runs[golden].data() else runs[golden]
    if whole.layers:
        entry["layers"] = whole.layers
    entry["agreement"] = agreement
    operators = {operator for operator, _ in model.sequence()}
    # `reference = "litert"` is about FULLY_CONNECTED only: what is next to an LSTM says nothing about that.
    dense = "FULLY_CONNECTED" in operators and "UNIDIRECTIONAL_SEQUENCE_LSTM" not in operators
    if dense and isinstance(agreement.get(named(LITERT)), dict):
        files[f"{model.name}.outputs_litert.bin"] = litert.data()
        entry["alt_outputs_litert"] = {
            "file": f"{model.name}.outputs_litert.bin",
            "source": named(LITERT) + " BUILTIN_REF",
        }
    said = {
        name: value
        if isinstance(value, str)
        else f"{value['elements_different']}/{value['of']} differ by {value['max_abs']:g}"
        for name, value in agreement.items()
    }
    return Made(
        files,
        entry,
        f"{len(content):6} B  {golden}; " + "; ".join(f"{k}: {v}" for k, v in said.items()),
        problems,
    )


def settle(model: Model, runs: dict[str, Run]) -> tuple[str, list[str]]:
    """Which run is golden. Where the two classic ones differ, the model has to say which, and why."""
    golden = model.golden or CLASSIC
    problems = []
    if runs[golden].refusal:
        problems.append(f"{model.name}: {golden} refuses it: {runs[golden].refusal}")
    other = MICRO if golden == CLASSIC else CLASSIC
    agree = runs[other].refusal is None and runs[other].data() == runs[golden].data()
    if not agree and not model.why:
        problems.append(f"{model.name}: {other} differs from {golden} or refuses, and nothing says why")
    if agree and model.why:
        problems.append(f"{model.name}: `why` is given, but {other} agrees")
    return golden, problems


def edges(model: Model) -> tuple[list[dict], list[dict]]:
    """Inputs and outputs of the graph, as an interpreter describes them."""
    return [model.detail(index) for index in model.graph.inputs], [
        model.detail(index) for index in model.graph.outputs
    ]


def describe(model: Model, inputs: list[dict], outputs: list[dict], count: int) -> dict:
    name = model.name
    return {
        "about": model.about,
        "model": model.path or f"{name}.tflite",
        "inputs_file": f"{name}.inputs.bin",
        "outputs_file": f"{name}.outputs.bin",
        "count": count,
        "reset_every": model.reset_every,
        "inputs": [edge(detail) for detail in inputs],
        "outputs": [edge(detail) for detail in outputs],
        "macs": model.macs,
        "ops": [f"{operator} v{version}" for operator, version in model.sequence()],
    }


def edge(detail: dict) -> dict:
    scale, zero_point = detail["quantization"]
    quantized = np.dtype(detail["dtype"]).name in ("int8", "int16") and scale != 0
    return {
        "name": detail["name"],
        "dtype": np.dtype(detail["dtype"]).name,
        "shape": [int(n) for n in detail["shape"]],
        "scale": float(scale) if quantized else None,
        "zero_point": int(zero_point) if quantized else None,
    }


def text(entries: dict[str, dict]) -> str:
    head = {
        "format": FORMAT,
        "rounding": ROUNDING,
        "state": "variable tensors are reset before vector 0 and before every `reset_every`-th after it",
        "versions": {name: reference.version(name) for name in (CLASSIC, LITERT, MICRO, "numpy")}
        | {"python": platform.python_version()},
        "licence": "own work, MIT OR Apache-2.0",
        "models": dict(sorted(entries.items())),
    }
    return written(head) + "\n"


def written(value: object, indent: int = 0) -> str:
    """JSON in which whatever fits is one line: a diff shows what changed, and the file stays short."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, (dict, list)):
        return line
    pad, inner = " " * indent, " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {written(part, indent + 1)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{pad}}}"
    return "[\n" + ",\n".join(inner + written(part, indent + 1) for part in value) + f"\n{pad}]"
