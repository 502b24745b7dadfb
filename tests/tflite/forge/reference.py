"""The three interpreters whose outputs are compared: tflite-runtime 2.14 and ai-edge-litert with their reference kernels,
and tflite-micro."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np

CLASSIC, LITERT, MICRO = "tflite-runtime", "ai-edge-litert", "tflite-micro"
ARENA = 1 << 20


@dataclass
class Run:
    """What an interpreter said of all vectors, and of every layer for some; or why it could not."""

    outputs: list[list[np.ndarray]] = field(default_factory=list)
    layers: list[dict] = field(default_factory=list)
    refusal: str | None = None

    def data(self) -> bytes:
        return b"".join(np.ascontiguousarray(a).tobytes() for vector in self.outputs for a in vector)


def named(package: str) -> str:
    return f"{package} {version(package)}"


def interpreter(package: str, content: bytes):
    """An interpreter with the reference kernels, that keeps what is between the layers."""
    if package == CLASSIC:
        from tflite_runtime.interpreter import Interpreter, OpResolverType
    else:
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
    made = Interpreter(
        model_content=content,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF,
        experimental_preserve_all_tensors=True,
        num_threads=1,
    )
    made.allocate_tensors()
    return made


def run_lite(package: str, content: bytes, vectors, reset_every: int, layered: tuple[int, ...]) -> Run:
    run = Run()
    try:
        made = interpreter(package, content)
        inputs, outputs = made.get_input_details(), made.get_output_details()
        for index, vector in enumerate(vectors):
            if index % reset_every == 0:
                made.reset_all_variables()
            for detail, array in zip(inputs, vector):
                made.set_tensor(detail["index"], array)
            made.invoke()
            run.outputs.append([made.get_tensor(detail["index"]).copy() for detail in outputs])
            if index in layered:
                run.layers.append({"vector": index, "ops": layers(made)})
    except (RuntimeError, ValueError) as error:
        run.refusal = str(error).strip().splitlines()[0]
    return run


def layers(made) -> list[dict]:
    """The first output of every operator, by its hash, in the order of the file."""
    kinds = {detail["index"]: detail for detail in made.get_tensor_details()}
    found = []
    for op in made._get_ops_details():
        tensor = int(op["outputs"][0])
        array = made.get_tensor(tensor)
        found.append(layer(op["op_name"], tensor, array))
        assert list(array.shape) == list(kinds[tensor]["shape"])
    return found


def layer(operator: str, tensor: int, array: np.ndarray) -> dict:
    digest = hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
    return {
        "op": operator,
        "tensor": tensor,
        "shape": list(map(int, array.shape)),
        "dtype": array.dtype.name,
        "sha256": digest,
    }


def run_micro(
    content: bytes, vectors, reset_every: int, outputs: int, layered: tuple[int, ...], results
) -> Run:
    """`results` are operator and first output of each operator, in order."""
    from tflite_micro import runtime

    run = Run()
    try:
        keep = runtime.InterpreterConfig.kPreserveAllTensors
        made = runtime.Interpreter.from_bytes(content, arena_size=ARENA, intrepreter_config=keep)
        for index, vector in enumerate(vectors):
            if index and index % reset_every == 0:
                made.reset()
            for place, array in enumerate(vector):
                made.set_input(array, place)
            made.invoke()
            run.outputs.append([made.get_output(place).copy() for place in range(outputs)])
            if index in layered:
                found = [layer(operator, tensor, micro_tensor(made, tensor)) for operator, tensor in results]
                run.layers.append({"vector": index, "ops": found})
    except (RuntimeError, ValueError) as error:
        run.refusal = (str(error).strip() or type(error).__name__).splitlines()[0]
    return run


def micro_tensor(made, tensor: int) -> np.ndarray:
    return np.asarray(made.GetTensor(tensor, 0)["tensor_data"])


def difference(ours: Run, other: Run) -> object:
    """`equal`, or in how much they differ, or why there is nothing to compare."""
    if other.refusal is not None:
        return f"unavailable: {other.refusal}"
    if ours.refusal is not None:
        return "no golden run to compare with"
    if ours.data() == other.data():
        return "equal"
    pairs = [(a.ravel(), b.ravel()) for u, v in zip(ours.outputs, other.outputs) for a, b in zip(u, v)]
    vectors = sum(
        any(not np.array_equal(a, b) for a, b in zip(u, v)) for u, v in zip(ours.outputs, other.outputs)
    )
    return {
        "elements_different": int(sum(np.count_nonzero(a != b) for a, b in pairs)),
        "of": int(sum(a.size for a, _ in pairs)),
        "vectors_different": int(vectors),
        "max_abs": float(
            max(np.abs(a.astype(np.float64) - b.astype(np.float64)).max(initial=0) for a, b in pairs)
        ),
    }
