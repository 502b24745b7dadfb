//! The gates of an LSTM: their weights and biases, the factors of their products, and the proof that their sums fit.

use tinyml_core::tensor::{Multiplier, Range};

use crate::diagnostic::Code;
use crate::graph::kernels::Gate;
use crate::graph::kernels::channels::{Activations, Channels, Form};
use crate::graph::lower::{Lowering, Refused};
use crate::graph::operators::svdf::{one_scale, symmetric};
use crate::graph::scale::quantize_multiplier;
use crate::graph::{ElementType, Node, Tensor};

/// Where recurrent weights, biases and the hidden state stand among the inputs, counted from the weights of the same gate.
const RECURRENT: usize = 4;
const BIAS: usize = 11;
const HIDDEN: usize = 18;

/// The scale of sums of gates, 2^-12.
const SUM_SCALE: f64 = 1.0 / 4096.0;

/// The layer whose gates are read.
#[derive(Debug, Clone, Copy)]
pub struct Gates<'a, 'g> {
    /// The operator.
    pub node: &'a Node,
    /// Its graph.
    pub lowering: &'a Lowering<'g>,
    /// What input and hidden state are made of.
    pub activations: Activations,
    /// Elements of a frame.
    pub inputs: usize,
    /// Units.
    pub units: usize,
}

impl Gates<'_, '_> {
    /// The gate whose input weights are input `index` of the operator.
    ///
    /// # Errors
    ///
    /// Weights or biases of other types or shapes, or a sum that may overflow.
    pub fn read(&self, index: usize) -> Result<Gate, Refused> {
        let required = |index| self.lowering.required(self.node, index);
        let (input, hidden, bias) = (required(0)?, required(HIDDEN)?, required(index + BIAS)?);
        let expected = match self.activations {
            Activations::I8 => ElementType::I32,
            Activations::I16 => ElementType::I64,
        };
        if bias.element != expected || bias.shape != [self.units] {
            return Err(self.wrong(bias, expected, &[self.units]));
        }
        let bias = self.lowering.indices(self.node, index + BIAS)?;
        let (input_weights, input) = self.product(input, index, self.inputs, &bias)?;
        let nothing = vec![0; self.units];
        let (hidden_weights, hidden) = self.product(hidden, index + RECURRENT, self.units, &nothing)?;
        Ok(Gate { input_weights, input, hidden_weights, hidden })
    }

    /// A matrix of `width` columns and what becomes of its products with a vector.
    fn product(
        &self,
        vector: &Tensor,
        index: usize,
        width: usize,
        bias: &[i64],
    ) -> Result<(Vec<i8>, Channels), Refused> {
        let matrix = self.lowering.required(self.node, index)?;
        if matrix.element != ElementType::I8 || matrix.shape != [self.units, width] {
            return Err(self.wrong(matrix, ElementType::I8, &[self.units, width]));
        }
        let (scale, zero_point) = one_scale(self.node, self.lowering, vector)?;
        let (weights_scale, _) = symmetric(self.node, self.lowering, matrix)?;
        let factor = f64::from(scale * weights_scale) / SUM_SCALE;
        let multiplier = quantize_multiplier(factor).ok_or_else(|| {
            let what = format!("multiplies by {factor:e}, which no multiplier can express");
            self.lowering.refused_as(Code::RecurrentForm, self.node, &what)
        })?;
        let weights: Vec<i8> =
            self.lowering.indices(self.node, index)?.iter().map(|&weight| weight as i8).collect();
        self.fits(matrix, &weights, width, bias, (zero_point, multiplier))?;
        let total = |row: &[i8]| row.iter().map(|&weight| i64::from(weight)).sum::<i64>();
        let rows = bias.iter().zip(weights.chunks(width.max(1)));
        let folded: Vec<i64> = rows
            .map(|(&bias, row)| bias.wrapping_sub(i64::from(zero_point).wrapping_mul(total(row))))
            .collect();
        let range = Range { min: -32_768, max: 32_767 };
        Ok((weights, Channels::new(&folded, &[multiplier], 0, range, self.form())))
    }

    fn form(&self) -> Form {
        match self.activations {
            Activations::I8 => Form::Double,
            Activations::I16 => Form::Wide,
        }
    }

    /// Whether every row's sum fits for every vector: with the bias, as the reference sums it, and without what is folded into it.
    fn fits(
        &self,
        matrix: &Tensor,
        weights: &[i8],
        width: usize,
        bias: &[i64],
        (zero_point, multiplier): (i32, Multiplier),
    ) -> Result<(), Refused> {
        let Range { min, max } = self.activations.range();
        let furthest =
            (i128::from(min) - i128::from(zero_point)).abs().max(i128::from(max) - i128::from(zero_point));
        for (unit, (row, &bias)) in weights.chunks(width.max(1)).zip(bias).enumerate() {
            let sizes = row.iter().map(|&weight| i128::from(weight).abs()).sum::<i128>();
            let most = i128::from(bias).abs() + sizes * furthest;
            let fits = match self.activations {
                Activations::I8 => most << multiplier.left <= i128::from(i32::MAX),
                // Sums of 48 bits, factors below 2^7, and a result of 32 bits.
                Activations::I16 => {
                    let rescaled = (most << multiplier.left) >> multiplier.right;
                    most < 1 << 47 && multiplier.left <= 7 && rescaled < (1 << 31) - 1
                }
            };
            if !fits {
                let what = format!("may overflow: row {unit} of {} sums to {most} at most", matrix.shown());
                return Err(self.lowering.refused_as(Code::GraphSum, self.node, &what));
            }
        }
        Ok(())
    }

    fn wrong(&self, found: &Tensor, element: ElementType, shape: &[usize]) -> Refused {
        let what = format!("has {}, where {}{shape:?} is needed", found.shown(), element.name());
        self.lowering.refused_as(Code::RecurrentForm, self.node, &what)
    }
}
