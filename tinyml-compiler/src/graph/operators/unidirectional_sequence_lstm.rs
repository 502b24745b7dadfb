//! UNIDIRECTIONAL_SEQUENCE_LSTM: a recurrent layer of four gates over a sequence, with `int8` or `int16` activations.
//!
//! **Source**: `micro/kernels/lstm_eval_common.cc` of TensorFlow Lite Micro: the factors of the matrices in single precision times scale,
//! those of elements in double precision; the sums of gates have the scale 2^-12, gates 2^-15, and the cell's scale is a power of
//! two. TensorFlow Lite's own kernel rounds in other places; what runs on chips is followed here. Refused, as there: peepholes, projection,
//! layer normalisation, coupled input and forget gates, candidates by another function than the tangent.

use tinyml_core::tensor::{Multiplier, Range, Sigmoid};

use super::Describe;
use super::svdf::{one_scale, symmetric};
use crate::diagnostic::Code;
use crate::graph::gates::Gates;
use crate::graph::kernels::channels::Activations;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::quantize_multiplier;
use crate::graph::weighted::activations;
use crate::graph::{ElementType, Node, kernels};
use crate::tflite::{Corrupt, Options, fields::unidirectional_sequence_lstm as fields};

const HIDDEN: usize = 18;
const CELL: usize = 19;

/// The number of TANH among TFLite's activations.
const TANH: i8 = 4;

/// What a gate is given out in.
const GATE_SCALE: f64 = 1.0 / 32_768.0;

/// How the layer is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnidirectionalSequenceLstm {
    /// TFLite's number of the candidate's function.
    pub activation: i8,
    /// What the cell's size may be in real numbers; zero for any.
    pub cell_clip: f32,
    /// Whether the dimension of time comes before that of the batch.
    pub time_major: bool,
    /// Whether weights between units are diagonals.
    pub diagonal: bool,
}

impl Describe for UnidirectionalSequenceLstm {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            activation: options.i8(fields::FUSED_ACTIVATION, 0)?,
            cell_clip: options.f32(fields::CELL_CLIP, 0.0)?,
            time_major: options.bool(fields::TIME_MAJOR, false)?,
            diagonal: options.bool(fields::DIAGONAL_RECURRENT_TENSORS, false)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        self.is_plain(node, lowering)?;
        let kernel = self.kernel(node, lowering)?;
        let initial = match kernel.activations {
            Activations::I8 => kernel.zero_point,
            Activations::I16 => 0,
        };
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        let (hidden, cell) = (lowering.state(node, HIDDEN, initial)?, lowering.state(node, CELL, 0)?);
        lowering.push(node, kernel, vec![input], vec![output, hidden, cell]);
        Ok(())
    }
}

impl UnidirectionalSequenceLstm {
    /// Whether it has the gates of an LSTM and nothing else.
    fn is_plain(&self, node: &Node, lowering: &Lowering<'_>) -> Result<(), Refused> {
        let has = |mut inputs: core::ops::Range<usize>| {
            inputs.any(|index| lowering.input_tensor(node, index).is_some())
        };
        let what = if has(9..12) {
            "has peepholes"
        } else if has(16..18) {
            "has a projection"
        } else if has(20..24) {
            "has layer normalisation"
        } else if lowering.input_tensor(node, 1).is_none() {
            "has no input gate of its own"
        } else if self.diagonal {
            "has diagonals as recurrent weights"
        } else if self.activation != TANH {
            "has another activation than TANH"
        } else {
            return Ok(());
        };
        let what = format!("{what}; the LSTM that TFLite Micro runs has four gates and nothing else");
        Err(lowering.refused_as(Code::RecurrentForm, node, &what))
    }

    fn kernel(&self, node: &Node, lowering: &Lowering<'_>) -> Result<kernels::Lstm, Refused> {
        let (batches, steps, inputs) = self.sequences(node, lowering)?;
        let (input, output) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        let (hidden, cell) = (lowering.required(node, HIDDEN)?, lowering.required(node, CELL)?);
        let activations = activations(lowering, node, input, output)?;
        let units = output.shape[2];
        let is_state = hidden.is_variable && cell.is_variable && hidden.element == input.element;
        if !is_state
            || cell.element != ElementType::I16
            || [hidden.count(), cell.count()] != [batches * units; 2]
        {
            let what = format!(
                "has the states {} and {}, which have to be variable, of {batches} × {units} elements, {} and int16",
                hidden.shown(),
                cell.shown(),
                input.element.name()
            );
            return Err(lowering.refused_as(Code::RecurrentForm, node, &what));
        }
        let gates = Gates { node, lowering, activations, inputs, units };
        let gates = Box::new([gates.read(2)?, gates.read(1)?, gates.read(3)?, gates.read(4)?]);
        let ((hidden_scale, zero_point), (cell_scale, _)) =
            (one_scale(node, lowering, hidden)?, symmetric(node, lowering, cell)?);
        let (hidden_scale, cell_scale) = (f64::from(hidden_scale), f64::from(cell_scale));
        let keep = multiplier(node, lowering, GATE_SCALE * cell_scale / cell_scale)?;
        let add = multiplier(node, lowering, GATE_SCALE * GATE_SCALE / cell_scale)?;
        let give = multiplier(node, lowering, GATE_SCALE * GATE_SCALE / hidden_scale)?;
        let (clip, tanh) = (self.clip(cell_scale), tangent(node, lowering, cell_scale)?);
        Ok(kernels::Lstm {
            activations,
            batches,
            steps,
            time_major: self.time_major,
            inputs,
            units,
            gates,
            to_cell: [keep, add],
            clip,
            tanh,
            give,
            zero_point,
        })
    }

    /// Sequences, frames of each, and elements of a frame.
    fn sequences(&self, node: &Node, lowering: &Lowering<'_>) -> Result<(usize, usize, usize), Refused> {
        let (input, output) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        match (&input.shape[..], &output.shape[..]) {
            (&[first, second, inputs], &[one, other, _]) if [first, second] == [one, other] => {
                let (batches, steps) = if self.time_major { (second, first) } else { (first, second) };
                Ok((batches, steps, inputs))
            }
            _ => {
                let what = format!("makes {} of {}, which are no sequences", output.shown(), input.shown());
                Err(lowering.refused_as(Code::ShapeDisagrees, node, &what))
            }
        }
    }

    /// What the cell may be.
    fn clip(&self, scale: f64) -> Range {
        if self.cell_clip > 0.0 {
            let steps = (f64::from(self.cell_clip) / scale).clamp(-32_768.0, 32_767.0) as i32;
            Range { min: -steps, max: steps }
        } else {
            Range { min: -32_768, max: 32_767 }
        }
    }
}

fn multiplier(node: &Node, lowering: &Lowering<'_>, factor: f64) -> Result<Multiplier, Refused> {
    quantize_multiplier(factor).filter(|one| one.left == 0).ok_or_else(|| {
        let what = format!("multiplies gates by {factor:e}, which is too much");
        lowering.refused_as(Code::RecurrentForm, node, &what)
    })
}

/// The tangent of a cell whose scale is a power of two.
fn tangent(node: &Node, lowering: &Lowering<'_>, scale: f64) -> Result<Sigmoid, Refused> {
    let exact = libm::log2(scale);
    let power = libm::round(exact);
    let shift = 12 + power as i32;
    if (exact - power).abs() >= 1e-3 || !(-31..=12).contains(&shift) {
        let what = format!("has a cell of scale {scale:e}; a power of two of 1 at most is needed");
        return Err(lowering.refused_as(Code::RecurrentForm, node, &what));
    }
    let right = u8::try_from(-shift).unwrap_or(0);
    Ok(Sigmoid { multiplier: 3 << shift.max(0), shift: right, tanh: true })
}
