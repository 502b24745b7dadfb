//! The hostile files.

use std::rc::Rc;

use crate::schema::{buffer, model, operator, operator_code, quantization, subgraph, tensor};
use crate::write::{Fields, Value, file};

/// What a file does, and how it is made.
pub(crate) type Hostile = (&'static str, fn() -> Vec<u8>);

const MEGA: usize = 1 << 20;
const INT8: i8 = 9;
const RELU: i32 = 19;
const CUSTOM: i32 = 32;

/// As many operators as a graph may have.
const OPERATORS: usize = 1 << 11;

/// Each is made when it is its turn, since some are large.
pub(crate) const HOSTILE: [Hostile; 12] = [
    ("one constant of 16 MB", || constants(1, 16 * MEGA, 1)),
    ("16,000 tensors of one constant of 16 MB", || constants(16_000, 16 * MEGA, 1)),
    ("100 operators that take 60 constants of one buffer", || constants(60, MEGA / 4, 100)),
    ("60,000 buffers at one place, of which 200 are read", || buffers(60_000, 4 * MEGA)),
    ("16,000 tensors that share a name of 8 MB", || {
        tensors(vec![(tensor::NAME, shared("name", "n".repeat(8 * MEGA).as_str()))])
    }),
    ("16,000 tensors of 2 million dimensions", || {
        tensors(vec![(tensor::SHAPE, shared("shape", vec![1i32; 2 * MEGA].as_slice()))])
    }),
    ("16,000 tensors of 60,000 scales", || {
        let scales: Fields = vec![(quantization::SCALE, shared("scales", vec![1f32; 60_000].as_slice()))];
        tensors(vec![(tensor::QUANTIZATION, scales.into()), (tensor::SHAPE, [60_000i32, 1].into())])
    }),
    ("16,000 tensors of 16 million values", || tensors(vec![(tensor::SHAPE, [1 << 24].into())])),
    ("2,048 operators of 256 inputs", || {
        let inputs = shared("inputs", vec![0i32; 256].as_slice());
        operators(code(RELU), vec![(operator::INPUTS, inputs), (operator::OUTPUTS, [1i32].into())])
    }),
    ("2,048 operators that write one tensor", || operators(code(RELU), node(&[0], &[1]))),
    ("2,048 custom operators with a name of 8 MB", || {
        let mut custom = code(CUSTOM);
        custom.push((operator_code::CUSTOM_CODE, shared("name", "Flex".repeat(2 * MEGA).as_str())));
        operators(custom, node(&[0], &[1]))
    }),
    ("2,048 operators in a row", chain),
];

fn shared(key: &'static str, value: impl Into<Value>) -> Value {
    Value::Shared(key, Rc::new(value.into()))
}

fn values(shape: &[i32]) -> Fields {
    let scale: Fields = vec![(quantization::SCALE, [0.5f32].into())];
    vec![
        (tensor::SHAPE, shape.into()),
        (tensor::ELEMENT, INT8.into()),
        (tensor::NAME, "x".into()),
        (tensor::QUANTIZATION, scale.into()),
    ]
}

fn node(inputs: &[i32], outputs: &[i32]) -> Fields {
    vec![(operator::INPUTS, inputs.into()), (operator::OUTPUTS, outputs.into())]
}

fn code(code: i32) -> Fields {
    vec![(operator_code::BUILTIN_CODE, code.into())]
}

/// A model of these parts; tensor 0 is its input, tensor 1 its output.
fn whole(code: Fields, tensors: Value, operators: Value, buffers: Value) -> Vec<u8> {
    let graph: Fields = vec![
        (subgraph::TENSORS, tensors),
        (subgraph::INPUTS, [0i32].into()),
        (subgraph::OUTPUTS, [1i32].into()),
        (subgraph::OPERATORS, operators),
    ];
    file(&vec![
        (model::VERSION, 3u32.into()),
        (model::OPERATOR_CODES, vec![code].into()),
        (model::SUBGRAPHS, vec![graph].into()),
        (model::BUFFERS, buffers),
    ])
}

/// Many constant tensors of one buffer, all of which many operators take.
fn constants(tensors: usize, bytes: usize, operators: usize) -> Vec<u8> {
    let mut all = vec![values(&[1, 4])];
    let mut nodes = Vec::new();
    let first = i32::try_from(1 + operators).expect("few operators");
    let taken: Vec<i32> =
        [0].into_iter().chain((0..tensors.min(200)).map(|index| first + index as i32)).collect();
    for index in 0..operators {
        all.push(values(&[1, 4]));
        nodes.push(node(&taken, &[1 + index as i32]));
    }
    let mut constant = values(&[bytes as i32]);
    constant.push((tensor::BUFFER, 1u32.into()));
    all.extend(vec![constant; tensors]);
    let buffers = vec![vec![], vec![(buffer::DATA, vec![7u8; bytes].as_slice().into())]];
    whole(code(RELU), all.into(), nodes.into(), buffers.into())
}

/// Many buffers that are the same bytes.
fn buffers(amount: usize, bytes: usize) -> Vec<u8> {
    let buffers: Vec<Fields> =
        vec![vec![(buffer::DATA, shared("data", vec![7u8; bytes].as_slice()))]; amount];
    let mut all = vec![values(&[1, 4]), values(&[1, 4])];
    let constant = |index: usize| {
        let mut constant = values(&[bytes as i32]);
        constant.push((tensor::BUFFER, (index as u32).into()));
        constant
    };
    all.extend((0..200).map(constant));
    let taken: Vec<i32> = [0].into_iter().chain(2..202).collect();
    whole(code(RELU), all.into(), vec![node(&taken, &[1])].into(), buffers.into())
}

/// Many tensors with the same fields, all of which are used.
fn tensors(fields: Fields) -> Vec<u8> {
    const AMOUNT: usize = 16_000;
    let fields = fields.into_iter().chain([(tensor::ELEMENT, INT8.into())]).collect();
    let nodes: Vec<Fields> = (0..AMOUNT as i32)
        .step_by(250)
        .map(|first| node(&(first..first + 250).collect::<Vec<_>>(), &[1]))
        .collect();
    whole(code(RELU), Value::Repeated(AMOUNT, fields), nodes.into(), vec![vec![]].into())
}

/// As many operators as there may be, all of them the same.
fn operators(code: Fields, operator: Fields) -> Vec<u8> {
    let tensors = vec![values(&[1, 4]), values(&[1, 4])];
    whole(code, tensors.into(), Value::Repeated(OPERATORS, operator), vec![vec![]].into())
}

/// As many operators as there may be, each of which takes what the one before gives.
fn chain() -> Vec<u8> {
    let last = OPERATORS as i32 - 1;
    let link = |index: i32| {
        let (from, to) = (if index == 0 { 0 } else { index + 1 }, if index == last { 1 } else { index + 2 });
        node(&[from], &[to])
    };
    let nodes: Vec<Fields> = (0..=last).map(link).collect();
    whole(code(RELU), vec![values(&[1, 4]); OPERATORS + 1].into(), nodes.into(), vec![vec![]].into())
}
