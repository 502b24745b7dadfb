//! Files with each trap that real files have, and with whatever is refused. They are written here, field by field, so that there are also
//! some that no converter would write.

mod operators;
mod refused;
mod tensors;
mod traps;

use crate::diagnostic::{Code, Report};
use crate::graph::Graph;
use crate::tflite::build::{Fields, Value, file};
use crate::tflite::flatbuffer::Field;
use crate::tflite::read;
use crate::tflite::schema::{buffer, model, operator, operator_code, quantization, subgraph, tensor};

pub(super) const FLOAT32: i8 = 0;
pub(super) const FLOAT16: i8 = 1;
pub(super) const INT32: i8 = 2;
pub(super) const INT8: i8 = 9;
pub(super) const INT4: i8 = 17;
pub(super) const RELU: i8 = 19;
pub(super) const RESHAPE: i8 = 22;

/// A model to be written.
pub(super) struct Sketch {
    pub(super) version: u32,
    pub(super) codes: Vec<Fields>,
    pub(super) tensors: Vec<Fields>,
    pub(super) operators: Vec<Fields>,
    pub(super) inputs: Vec<i32>,
    pub(super) outputs: Vec<i32>,
    pub(super) buffers: Vec<Fields>,
    /// Further subgraphs, and fields of the model.
    pub(super) graphs: Vec<Fields>,
    pub(super) rest: Fields,
}

/// RELU from one tensor of four values to another, which a test then changes.
pub(super) fn sketch() -> Sketch {
    Sketch {
        version: 3,
        codes: vec![vec![(operator_code::DEPRECATED_BUILTIN_CODE, RELU.into())]],
        tensors: vec![values("x", &[1, 4], INT8), values("y", &[1, 4], INT8)],
        operators: vec![node(0, &[0], &[1])],
        inputs: vec![0],
        outputs: vec![1],
        buffers: vec![vec![]],
        graphs: vec![],
        rest: vec![],
    }
}

/// A tensor.
pub(super) fn values(name: &str, shape: &[i32], element: i8) -> Fields {
    let scales: Fields =
        vec![(quantization::SCALE, [0.5f32].into()), (quantization::ZERO_POINT, [0i64].into())];
    vec![
        (tensor::SHAPE, shape.into()),
        (tensor::ELEMENT, element.into()),
        (tensor::NAME, name.into()),
        (tensor::QUANTIZATION, scales.into()),
    ]
}

/// An operator.
pub(super) fn node(code: u32, inputs: &[i32], outputs: &[i32]) -> Fields {
    vec![
        (operator::OPCODE_INDEX, code.into()),
        (operator::INPUTS, inputs.into()),
        (operator::OUTPUTS, outputs.into()),
    ]
}

/// Puts a field into a table, or in the place of the one that is there.
pub(super) fn set(fields: &mut Fields, field: Field, value: impl Into<Value>) {
    fields.retain(|(there, _)| *there != field);
    fields.push((field, value.into()));
}

impl Sketch {
    /// Adds a constant tensor with its buffer; returns the number of the tensor.
    pub(super) fn constant(&mut self, name: &str, shape: &[i32], element: i8, bytes: &[u8]) -> i32 {
        self.buffers.push(vec![(buffer::DATA, bytes.into())]);
        let number = u32::try_from(self.buffers.len() - 1).expect("few buffers");
        self.tensors.push(values(name, shape, element));
        let last = self.tensors.last_mut().expect("the tensor");
        set(last, tensor::BUFFER, number);
        i32::try_from(self.tensors.len() - 1).expect("few tensors")
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let graph: Fields = vec![
            (subgraph::TENSORS, self.tensors.clone().into()),
            (subgraph::INPUTS, self.inputs.as_slice().into()),
            (subgraph::OUTPUTS, self.outputs.as_slice().into()),
            (subgraph::OPERATORS, self.operators.clone().into()),
            (subgraph::NAME, "main".into()),
        ];
        let graphs: Vec<Fields> = [graph].into_iter().chain(self.graphs.iter().cloned()).collect();
        let mut root: Fields = vec![
            (model::VERSION, self.version.into()),
            (model::OPERATOR_CODES, self.codes.clone().into()),
            (model::SUBGRAPHS, graphs.into()),
            (model::BUFFERS, self.buffers.clone().into()),
        ];
        root.extend(self.rest.iter().cloned());
        file(&root)
    }

    pub(super) fn read(&self) -> Result<Graph, Report> {
        read(&self.bytes(), "models/sketch.tflite")
    }

    #[track_caller]
    pub(super) fn graph(&self) -> Graph {
        self.read().unwrap_or_else(|report| panic!("{report}"))
    }

    /// Demands that the model is refused, with this code first and these words somewhere.
    #[track_caller]
    pub(super) fn is_refused(&self, code: Code, words: &[&str]) {
        refused(self.read(), code, words);
    }
}

#[track_caller]
pub(super) fn refused(read: Result<Graph, Report>, code: Code, words: &[&str]) {
    let report = read.expect_err("something that is refused");
    let text = report.to_string();
    assert_eq!(report.diagnostics()[0].code, code, "{text}");
    words.iter().for_each(|word| assert!(text.contains(word), "no {word:?} in\n{text}"));
    assert!(text.contains("--> models/sketch.tflite"), "{text}");
}
