//! The integer network, and how it runs on the host: by the kernels of tinyml-core, which are those of the chip.
//!
//! Real numbers are left only as the meaning of integers (`steps`): they serve verification and documentation, and
//! nothing of them is emitted.

use tinyml_core::Epilogue;
use tinyml_core::input::Domain;
use tinyml_core::layout::offset::{bytes, halves, nibbles};
use tinyml_core::slices;

use crate::ops::{Op, Operator};
use crate::options::Bits;

/// A network of integers.
#[derive(Debug, Clone)]
pub struct QuantNetwork {
    /// Range and centre of every value that enters the first layer.
    pub domains: Vec<Domain>,
    /// The layers in order.
    pub layers: Vec<QuantLayer>,
}

impl QuantNetwork {
    /// The raw activations that enter the first layer.
    pub fn enter(&self, raw: &[i32]) -> Vec<i32> {
        raw.iter().zip(&self.domains).map(|(value, domain)| domain.enter(*value)).collect()
    }

    /// The raw outputs for raw inputs.
    pub fn run(&self, raw: &[i32]) -> Vec<i32> {
        self.layers.iter().fold(self.enter(raw), |x, layer| layer.run(&x))
    }
}

/// A dense layer of integers and the operator behind it.
#[derive(Debug, Clone)]
pub struct QuantLayer {
    /// Name from the model file.
    pub name: String,
    /// Number of values that enter.
    pub inputs: usize,
    /// Number of values that leave.
    pub outputs: usize,
    /// Bits of a weight.
    pub bits: Bits,
    /// `outputs` x `inputs`, row-major.
    pub weights: Vec<i16>,
    /// In units of the acc; `offsets` included.
    pub bias: Vec<i32>,
    /// What the operator has added to each bias: rounding terms, and the place of a table's first entry.
    pub offsets: Vec<i32>,
    /// Real value of one unit of the acc, for each row.
    pub steps: Vec<f64>,
    /// What follows the sums.
    pub op: Op,
    /// Real value of one unit of the result, for each row.
    pub out_steps: Vec<f64>,
    /// The weights as the kernel takes them.
    packed: Packed,
}

#[derive(Debug, Clone)]
enum Packed {
    Bytes(Vec<u8>),
    Halves(Vec<u16>),
    Nibbles(Vec<u8>),
}

/// The parts of a layer that are known before its operator is.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Number of values that enter.
    pub inputs: usize,
    /// Bits of a weight.
    pub bits: Bits,
    /// `outputs` x `inputs`, row-major.
    pub weights: Vec<i16>,
    /// In units of the acc.
    pub bias: Vec<i32>,
    /// Real value of one unit of the acc, for each row.
    pub steps: Vec<f64>,
}

impl QuantLayer {
    /// A layer, with its weights packed for the host's kernel; `offsets` are part of the biases already.
    pub fn new(name: &str, rows: Rows, offsets: Vec<i32>, op: Op, out_steps: Vec<f64>) -> Self {
        let Rows { inputs, bits, weights, bias, steps } = rows;
        let outputs = bias.len();
        let mut layer = Self {
            name: name.to_owned(),
            inputs,
            outputs,
            bits,
            weights,
            bias,
            offsets,
            steps,
            op,
            out_steps,
            packed: Packed::Bytes(Vec::new()),
        };
        layer.packed = layer.pack();
        layer
    }

    /// The weights as row-major bytes: what the expansion carries, one byte each for i4 and i8, two for i16.
    pub fn bytes(&self) -> Vec<u8> {
        match self.bits {
            Bits::I4 | Bits::I8 => self.weights.iter().map(|&weight| weight as u8).collect(),
            Bits::I16 => self.weights.iter().flat_map(|weight| weight.to_le_bytes()).collect(),
        }
    }

    /// Biases plus products, one for each row.
    pub fn sums(&self, x: &[i32]) -> Vec<i32> {
        let mut acc = self.bias.clone();
        slices::sums(x, self.packed.weights(), &mut acc);
        acc
    }

    /// Raw activations, or raw outputs of the last layer.
    pub fn run(&self, x: &[i32]) -> Vec<i32> {
        match self.shift() {
            Some(epilogue) => {
                let mut out = vec![0; self.outputs];
                slices::hidden(x, self.packed.weights(), &self.bias, epilogue, &mut out);
                out
            }
            None => {
                let mut sums = self.sums(x);
                self.op.apply(&mut sums);
                sums
            }
        }
    }

    fn shift(&self) -> Option<Epilogue> {
        match &self.op {
            Op::Shift(shift) => Some(shift.epilogue),
            Op::Rescale(_) | Op::Table(_) | Op::Softmax(_) => None,
        }
    }

    fn pack(&self) -> Packed {
        let (bytes, inputs, outputs) = (self.bytes(), self.inputs, self.outputs);
        match self.bits {
            Bits::I8 => {
                let mut packed = vec![0; bytes::len(inputs, outputs)];
                bytes::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Bytes(packed)
            }
            Bits::I16 => {
                let mut packed = vec![0; halves::len(inputs, outputs)];
                halves::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Halves(packed)
            }
            Bits::I4 => {
                let mut packed = vec![0; nibbles::len(inputs, outputs)];
                nibbles::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Nibbles(packed)
            }
        }
    }
}

impl Packed {
    fn weights(&self) -> slices::Weights<'_> {
        match self {
            Self::Bytes(weights) => slices::Weights::I8(weights),
            Self::Halves(weights) => slices::Weights::I16(weights),
            Self::Nibbles(weights) => slices::Weights::I4(weights),
        }
    }
}
