//! The integer network, and how it runs on the host: by the kernels of tinyml-core, which are those of the chip.
//!
//! Real numbers are left only as the meaning of integers (`steps`): they serve verification and documentation, and
//! nothing of them is emitted.

use std::collections::BTreeSet;

use tinyml_core::Epilogue;
use tinyml_core::input::Domain;
use tinyml_core::layout::codebook::{self, Codes};
use tinyml_core::layout::offset::{self, bytes, halves, nibbles};
use tinyml_core::layout::sparse::{self, Entries, Entry};
use tinyml_core::slices;

use crate::ops::{Op, Operator};
use crate::options::Storage;

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
    /// How the weights are stored.
    pub storage: Storage,
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
    /// Least and greatest result of each row over the declared inputs, or a bound of them; empty where it is not known.
    pub results: Vec<(i32, i32)>,
    /// The weights as the kernel takes them.
    packed: Packed,
}

#[derive(Debug, Clone)]
enum Packed {
    Bytes(Vec<u8>),
    Halves(Vec<u16>),
    Nibbles(Vec<u8>),
    Codebook2(Coded<4>),
    Codebook3(Coded<8>),
    Codebook4(Coded<16>),
    Sparse(Vec<u8>, Vec<Entry>),
}

#[derive(Debug, Clone)]
struct Coded<const K: usize> {
    table: [i8; K],
    indices: Vec<u8>,
}

/// The parts of a layer that are known before its operator is.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Number of values that enter.
    pub inputs: usize,
    /// How the weights are stored.
    pub storage: Storage,
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
        let Rows { inputs, storage, weights, bias, steps } = rows;
        let outputs = bias.len();
        let mut layer = Self {
            name: name.to_owned(),
            inputs,
            outputs,
            storage,
            weights,
            bias,
            offsets,
            steps,
            op,
            out_steps,
            results: Vec::new(),
            packed: Packed::Bytes(Vec::new()),
        };
        layer.packed = layer.pack();
        layer
    }

    /// The weights as row-major bytes: what the expansion carries. Two bytes each for i16, one elsewhere: the weight itself, or
    /// its index in [`Self::table`].
    pub fn bytes(&self) -> Vec<u8> {
        match self.storage {
            Storage::I4 | Storage::I8 | Storage::Sparse => {
                self.weights.iter().map(|&weight| weight as u8).collect()
            }
            Storage::I16 => self.weights.iter().flat_map(|weight| weight.to_le_bytes()).collect(),
            Storage::Codebook2 | Storage::Codebook3 | Storage::Codebook4 => {
                let table = self.table();
                let index = |weight: &i16| table.iter().position(|entry| i16::from(*entry) == *weight);
                self.weights.iter().map(|weight| index(weight).unwrap_or(0) as u8).collect()
            }
        }
    }

    /// The values that weights are looked up in, in ascending order, filled up by the greatest; empty where they are not.
    pub fn table(&self) -> Vec<i8> {
        let Some(size) = self.storage.table() else {
            return Vec::new();
        };
        let values: BTreeSet<i16> = self.weights.iter().copied().collect();
        let mut table: Vec<i8> = values.into_iter().map(|value| value as i8).collect();
        table.resize(size, table.last().copied().unwrap_or(0));
        table
    }

    /// Number of weights that are not zero.
    pub fn nonzero(&self) -> usize {
        self.weights.iter().filter(|weight| **weight != 0).count()
    }

    /// Constant data in flash, in bytes: weights, tables, biases, what the operator has. As `layout/offset` packs it; the
    /// layouts differ by padding at most, where a target does not widen a small layer.
    pub fn data_bytes(&self) -> usize {
        self.packed.bytes() + size_of_val(&self.bias[..]) + self.op.flash()
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
        match self.storage {
            Storage::I8 => {
                let mut packed = vec![0; bytes::len(inputs, outputs)];
                bytes::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Bytes(packed)
            }
            Storage::I16 => {
                let mut packed = vec![0; halves::len(inputs, outputs)];
                halves::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Halves(packed)
            }
            Storage::I4 => {
                let mut packed = vec![0; nibbles::len(inputs, outputs)];
                nibbles::pack(&bytes, inputs, outputs, &mut packed);
                Packed::Nibbles(packed)
            }
            Storage::Codebook2 => Packed::Codebook2(self.coded()),
            Storage::Codebook3 => Packed::Codebook3(self.coded()),
            Storage::Codebook4 => Packed::Codebook4(self.coded()),
            Storage::Sparse => {
                let mut counts = vec![0; sparse::sparse_counts(inputs, outputs)];
                let mut entries = vec![Entry::default(); self.nonzero()];
                sparse::pack(&bytes, inputs, outputs, &mut counts, &mut entries);
                Packed::Sparse(counts, entries)
            }
        }
    }

    fn coded<const K: usize>(&self) -> Coded<K> {
        let (from, mut table) = (self.table(), [0; K]);
        table.iter_mut().zip(from).for_each(|(entry, value)| *entry = value);
        let mut indices = vec![0; codebook::len::<K>(self.inputs, self.outputs)];
        offset::codebook::pack::<K>(&self.bytes(), self.inputs, self.outputs, &mut indices);
        Coded { table, indices }
    }
}

impl Packed {
    fn bytes(&self) -> usize {
        match self {
            Self::Bytes(weights) | Self::Nibbles(weights) => weights.len(),
            Self::Halves(weights) => size_of_val(&weights[..]),
            Self::Codebook2(coded) => coded.indices.len() + coded.table.len(),
            Self::Codebook3(coded) => coded.indices.len() + coded.table.len(),
            Self::Codebook4(coded) => coded.indices.len() + coded.table.len(),
            Self::Sparse(counts, entries) => counts.len() + size_of_val(&entries[..]),
        }
    }

    fn weights(&self) -> slices::Weights<'_> {
        match self {
            Self::Bytes(weights) => slices::Weights::I8(weights),
            Self::Halves(weights) => slices::Weights::I16(weights),
            Self::Nibbles(weights) => slices::Weights::I4(weights),
            Self::Codebook2(coded) => slices::Weights::Codebook2(coded.codes()),
            Self::Codebook3(coded) => slices::Weights::Codebook3(coded.codes()),
            Self::Codebook4(coded) => slices::Weights::Codebook4(coded.codes()),
            Self::Sparse(counts, entries) => slices::Weights::Sparse(Entries::new(counts, entries)),
        }
    }
}

impl<const K: usize> Coded<K> {
    fn codes(&self) -> Codes<'_, K> {
        Codes { table: &self.table, indices: &self.indices }
    }
}
