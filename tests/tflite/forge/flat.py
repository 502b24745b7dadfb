"""Builds .tflite files tensor by tensor, so that a model has exactly the form that its test is about.

Integers go in as they are: nothing is trained or quantised here.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

from forge.operators import OPTIONS

NAMES = {
    "int4": schema.TensorType.INT4,
    "int8": schema.TensorType.INT8,
    "int16": schema.TensorType.INT16,
    "int32": schema.TensorType.INT32,
    "int64": schema.TensorType.INT64,
    "float32": schema.TensorType.FLOAT32,
}

NONE, RELU, RELU_N1_TO_1, RELU6 = 0, 1, 2, 3
TANH = 4
SAME, VALID = 0, 1


@dataclass(frozen=True)
class Q:
    """A quantisation: one scale, or one for each index of `axis`."""

    scale: float | tuple[float, ...]
    zero_point: int = 0
    axis: int = 0

    @property
    def scales(self) -> np.ndarray:
        return np.atleast_1d(np.array(self.scale, np.float32))


@dataclass
class Model:
    """A graph in the making. `about` says what its form is there for; `golden` and `why`, which interpreter is right where the
    classic ones differ; `unsteady`, whose outputs are other ones each time; `runnable` is what interpreters get instead."""

    name: str
    about: str
    count: int = 12
    reset_every: int = 1
    golden: str | None = None
    why: str | None = None
    macs: int = 0
    graph: schema.SubGraphT = field(default_factory=schema.SubGraphT)
    content: bytes | None = None
    runnable: bytes | None = None
    path: str | None = None
    forms: tuple[str, ...] = ()
    unsteady: tuple[str, ...] = ()
    vectors: list[list[np.ndarray]] | None = None

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(zlib.crc32(self.name.encode()))
        self.buffers = [b""]
        self.operators: list[tuple[str, int]] = []
        graph = self.graph
        if graph.tensors is not None:
            return
        graph.name, graph.tensors, graph.operators, graph.inputs, graph.outputs = "main", [], [], [], []

    @classmethod
    def of(cls, name: str, about: str, content: bytes, **facts) -> "Model":
        """A model that something else has made."""
        file = schema.ModelT.InitFromPackedBuf(content, 0)
        model = cls(name, about, graph=file.subgraphs[0], content=content, **facts)
        names = {value: key for key, value in vars(schema.BuiltinOperator).items()}
        for table in file.operatorCodes:
            model.operators.append(
                (names[max(table.builtinCode, table.deprecatedBuiltinCode)], table.version)
            )
        return model

    def tensor(self, shape, kind="int8", q: Q | None = None, data=None, name=None, variable=False) -> int:
        """Adds a tensor and returns its index; with `data` it is a constant."""
        tensor = schema.TensorT()
        tensor.name = f"t{len(self.graph.tensors)}" if name is None else name
        tensor.shape, tensor.type, tensor.isVariable = [int(n) for n in shape], NAMES[kind], variable
        tensor.hasRank = True
        if "no names" in self.forms:
            tensor.name = None
        if "open batch" in self.forms and data is None:
            tensor.shapeSignature = [-1] + tensor.shape[1:]
        if q is not None:
            table = schema.QuantizationParametersT()
            table.scale = [float(s) for s in q.scales]
            table.zeroPoint = [q.zero_point] * len(q.scales)
            table.quantizedDimension = q.axis
            tensor.quantization = table
        tensor.buffer = 0
        if data is not None:
            tensor.buffer = len(self.buffers)
            self.buffers.append(packed(np.asarray(data), kind))
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def input(self, shape, kind="int8", q: Q | None = None) -> int:
        index = self.tensor(shape, kind, q, name=f"input{len(self.graph.inputs)}")
        self.graph.inputs.append(index)
        return index

    def constant(self, data, kind="int32", q: Q | None = None) -> int:
        data = np.asarray(data)
        return self.tensor(data.shape, kind, q, data=data)

    def weights(self, shape, q: Q, kind="int8", most=None) -> int:
        """Constant weights, uniform over the symmetric range of their type, or up to `most`."""
        most = most or (7 if kind == "int4" else 127)
        return self.tensor(shape, kind, q, data=self.rng.integers(-most, most + 1, shape))

    def bias(self, count: int, x: Q, w: Q, reach: float, kind="int32") -> int:
        """A constant bias of up to `reach` steps of the sum, with the scales that the converter gives."""
        scales = tuple(float(np.float32(s * x.scales[0])) for s in w.scales)
        data = self.rng.integers(-int(reach), int(reach) + 1, count)
        return self.tensor([count], kind, Q(scales), data=data)

    def op(
        self, operator: str, inputs, shape, kind="int8", q: Q | None = None, version=None, **options
    ) -> int:
        """Adds an operator with one output, and returns the output's index."""
        output = self.tensor(shape, kind, q)
        self.node(operator, inputs, [output], version, **options)
        return output

    def node(self, operator: str, inputs, outputs, version=None, intermediates=None, **options) -> None:
        table, default = OPTIONS[operator]
        node = schema.OperatorT()
        key = (operator, version or default)
        if key not in self.operators:
            self.operators.append(key)
        node.opcodeIndex = self.operators.index(key)
        node.inputs, node.outputs = list(inputs), list(outputs)
        if intermediates is not None:
            node.intermediates = intermediates
        if table is not None:
            node.builtinOptionsType = getattr(schema.BuiltinOptions, table)
            node.builtinOptions = getattr(schema, table + "T")()
            for name, value in options.items():
                if not hasattr(node.builtinOptions, name):
                    raise AttributeError(f"{table} has no {name}")
                setattr(node.builtinOptions, name, value)
        self.graph.operators.append(node)

    def outputs(self, *indices: int) -> "Model":
        self.graph.outputs = list(indices)
        return self

    def sequence(self) -> list[tuple[str, int]]:
        """Name and version of each operator, in order."""
        return [self.operators[node.opcodeIndex] for node in self.graph.operators]

    def results(self) -> list[tuple[str, int]]:
        """Name and first output of each operator, in order."""
        return [(self.operators[node.opcodeIndex][0], int(node.outputs[0])) for node in self.graph.operators]

    def detail(self, index: int) -> dict:
        """A tensor, described as the interpreters do."""
        tensor = self.graph.tensors[index]
        kind = next(name for name, value in NAMES.items() if value == tensor.type)
        quantized = tensor.quantization is not None and tensor.quantization.scale is not None
        q = (
            (float(tensor.quantization.scale[0]), int(tensor.quantization.zeroPoint[0]))
            if quantized
            else (0.0, 0)
        )
        name = tensor.name.decode() if isinstance(tensor.name, bytes) else tensor.name or ""
        return {"name": name, "dtype": np.dtype(kind), "shape": list(tensor.shape), "quantization": q}

    def bytes(self) -> bytes:
        """The file."""
        if self.content is not None:
            return self.content
        model = schema.ModelT()
        model.version, model.description = 3, "tinyml tests"
        model.operatorCodes = [code(*key) for key in self.operators]
        if "old codes" in self.forms:
            for table in model.operatorCodes:
                table.builtinCode = 0
        model.buffers = [buffer(data) for data in self.buffers]
        model.subgraphs = [self.graph]
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def code(operator: str, version: int) -> schema.OperatorCodeT:
    table = schema.OperatorCodeT()
    table.builtinCode = getattr(schema.BuiltinOperator, operator)
    table.deprecatedBuiltinCode = min(table.builtinCode, 127)
    table.version = version
    return table


def buffer(data: bytes) -> schema.BufferT:
    table = schema.BufferT()
    table.data = np.frombuffer(data, np.uint8) if data else None
    return table


def packed(data: np.ndarray, kind: str) -> bytes:
    """Little-endian and row-major; two int4 to a byte, the first in the low nibble."""
    if kind != "int4":
        return data.astype(kind).tobytes()
    flat = data.astype(np.uint8).ravel() & 15
    if flat.size % 2:
        flat = np.append(flat, np.uint8(0))
    return (flat[0::2] | (flat[1::2] << 4)).astype(np.uint8).tobytes()


def spread(taps: int, x: Q, w: Q, reach: float = 127.0, inputs: float = 74.0, weights: float = 73.0) -> float:
    """The output scale by which sums of `taps` uniform products fill the output's range and now and then leave it."""
    scale = float(np.median(w.scales)) * float(x.scales[0])
    return float(np.float32(2.2 * np.sqrt(taps) * inputs * weights * scale / reach))
