//! What operators with weights have in common: which tensors they take, how their channels are scaled, and the proof that
//! no sum overflows.
//!
//! The order of the weights, and what a channel is, is the operator's to know.

mod once;
mod product;
mod proof;
mod scales;

use crate::diagnostic::Code;
use crate::graph::kernels::channels::{Activations, Channels, Form};
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::activation_range;
use crate::graph::{ElementType, Node, Tensor};
use crate::options::Reference;
use crate::tflite::Fused;

pub use product::of_product;
pub use scales::Product;

/// Where an operator has what among its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// The activations.
    pub input: usize,
    /// The weights.
    pub weights: usize,
    /// The bias, which may be absent.
    pub bias: usize,
}

impl Places {
    /// As most operators have them.
    pub const USUAL: Self = Self { input: 0, weights: 1, bias: 2 };
}

/// How the sums of 16-bit activations are kept, which in the reference depends on the bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sums {
    /// 32 bits where the bias has 32, else 64.
    ByBias,
    /// 64 bits, whatever the bias has.
    Long,
}

/// What an operator says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Its inputs.
    pub places: Places,
    /// The axis of the weights that is the output's channels.
    pub axis: usize,
    /// What it does at last.
    pub fused: Fused,
    /// How sums of 16-bit activations are kept.
    pub sums: Sums,
    /// How the scales of one scale for all are multiplied.
    pub product: Product,
    /// Whether it is a dense layer, whose weights may have a zero point, and which newer references round once.
    pub is_dense: bool,
}

/// An operator's tensors, checked.
#[derive(Debug)]
pub struct Weighted<'g> {
    /// The activations.
    pub input: &'g Tensor,
    /// The weights, of 4 or 8 bits; whatever their type, one value for each.
    pub filter: &'g Tensor,
    /// The result.
    pub output: &'g Tensor,
    /// What input and output are made of.
    pub activations: Activations,
    /// Of the input, and of the weights.
    pub zero_points: [i32; 2],
    /// In the order of the file.
    pub weights: Vec<i8>,
    bias: Vec<i64>,
    asked: Asked,
    form: Form,
}

impl<'g> Weighted<'g> {
    /// Takes an operator's tensors.
    ///
    /// # Errors
    ///
    /// Types that no reference kernel computes with, weights that are not constant or not symmetric, a bias of another length.
    pub fn read(lowering: &Lowering<'g>, node: &Node, asked: Asked) -> Result<Self, Refused> {
        let Places { input, weights, bias } = asked.places;
        let (input, filter) = (lowering.required(node, input)?, lowering.required(node, weights)?);
        let (bias, output) = (lowering.input_tensor(node, bias), lowering.output_tensor(node, 0)?);
        let activations = activations(lowering, node, input, output)?;
        let (weights, weights_zero_point) = constant(lowering, node, filter, asked.is_dense)?;
        let channels = filter.shape.get(asked.axis).copied().unwrap_or(0);
        let form = form(lowering, node, activations, bias, asked.sums)?;
        let bias = biases(lowering, node, bias, channels)?;
        let (Some((_, zero_point)), Some(_)) = (input.scale(), output.scale()) else {
            let what = format!("needs one scale each of {} and {}", input.shown(), output.shown());
            return Err(lowering.refused_as(Code::WeightScales, node, &what));
        };
        let zero_points = [zero_point as i32, weights_zero_point];
        Ok(Self { input, filter, output, activations, zero_points, weights, bias, asked, form })
    }

    /// Number of the output's channels.
    pub fn channels(&self) -> usize {
        self.bias.len()
    }

    /// The channels of the output, where weight `index` belongs to channel `channel_of(index)`, and the proof that their sums fit.
    ///
    /// With `is_folded` the bias takes the input's zero point in, as if all taps lay within.
    ///
    /// # Errors
    ///
    /// Scales that no multiplier can express, a sum that may overflow.
    pub fn finish(
        &self,
        lowering: &Lowering<'_>,
        node: &Node,
        channel_of: impl Fn(usize) -> usize,
        is_folded: bool,
    ) -> Result<Channels, Refused> {
        let factors = scales::factors(self, lowering, node)?;
        let multipliers = scales::multipliers(&factors, lowering, node)?;
        let Some((scale, zero_point)) = self.output.scale() else {
            return Err(self.no_range(lowering, node));
        };
        let range = activation_range(self.asked.fused, self.output.element, scale, zero_point);
        let Some(range) = range else { return Err(self.no_range(lowering, node)) };
        let sums = proof::Sums::of(self, &channel_of);
        proof::check(self, &sums, &multipliers, lowering, node)?;
        let mut bias = self.bias.clone();
        if is_folded {
            for (bias, total) in bias.iter_mut().zip(&sums.totals) {
                *bias = bias.wrapping_sub(i64::from(self.zero_points[0]).wrapping_mul(*total));
            }
        }
        let channels = Channels::new(&bias, &multipliers, zero_point as i32, range, self.form);
        match self.is_rounded_once(lowering.reference) {
            true => Ok(channels.with_fine(&factors.into_iter().map(once::fine).collect::<Vec<_>>())),
            false => Ok(channels),
        }
    }

    /// Whether sums are multiplied in double precision, as newer references do in dense layers.
    fn is_rounded_once(&self, reference: Reference) -> bool {
        match reference {
            Reference::Classic => false,
            Reference::Litert => self.asked.is_dense,
        }
    }

    fn no_range(&self, lowering: &Lowering<'_>, node: &Node) -> Refused {
        let what = format!("clamps {} where no 32 bits reach", self.output.shown());
        lowering.refused_as(Code::WeightScales, node, &what)
    }
}

/// What input and output are made of, which has to be the same.
///
/// # Errors
///
/// Anything but `int8` or `int16` both times; `int16` with a zero point.
pub fn activations(
    lowering: &Lowering<'_>,
    node: &Node,
    input: &Tensor,
    output: &Tensor,
) -> Result<Activations, Refused> {
    let are = |element| input.element == element && output.element == element;
    let is_symmetric = |tensor: &Tensor| tensor.scale().is_none_or(|(_, zero_point)| zero_point == 0);
    if are(ElementType::I8) {
        return Ok(Activations::I8);
    }
    if are(ElementType::I16) && is_symmetric(input) && is_symmetric(output) {
        return Ok(Activations::I16);
    }
    let (from, to) = (input.shown(), output.shown());
    let what = format!("takes int8 to int8, or int16 to int16 with the zero point 0, not {from} to {to}");
    Err(lowering.refused_as(Code::WeightTypes, node, &what))
}

/// The values of the weights, and their zero point.
fn constant(
    lowering: &Lowering<'_>,
    node: &Node,
    filter: &Tensor,
    may_be_asymmetric: bool,
) -> Result<(Vec<i8>, i32), Refused> {
    let is_signed = matches!(filter.element, ElementType::I4 | ElementType::I8);
    let Some(values) = filter.integers().filter(|_| is_signed) else {
        let what = format!("needs constant weights of int8 or int4, not {}", filter.shown());
        return Err(lowering.refused_as(Code::WeightTypes, node, &what));
    };
    let zero_points = filter.quantization.as_ref().map_or(&[][..], |one| &one.zero_points);
    let zero_point = match zero_points {
        [zero_point] if may_be_asymmetric => i8::try_from(*zero_point).ok(),
        zero_points => zero_points.iter().all(|&zero| zero == 0).then_some(0),
    };
    let Some(zero_point) = zero_point else {
        let what = format!("needs weights with the zero point 0, not {}", filter.shown());
        return Err(lowering.refused_as(Code::WeightScales, node, &what));
    };
    Ok((values.into_iter().map(|value| value as i8).collect(), zero_point.into()))
}

/// How sums are kept.
fn form(
    lowering: &Lowering<'_>,
    node: &Node,
    activations: Activations,
    bias: Option<&Tensor>,
    sums: Sums,
) -> Result<Form, Refused> {
    let is = |element| bias.is_none_or(|bias| bias.element == element);
    let needed = match (activations, sums) {
        (Activations::I8, _) if is(ElementType::I32) => return Ok(Form::Double),
        (Activations::I16, _) if is(ElementType::I64) => return Ok(Form::Wide),
        (Activations::I16, Sums::ByBias) if is(ElementType::I32) => return Ok(Form::Double),
        (Activations::I8, _) => "int32",
        (Activations::I16, Sums::ByBias) => "int32 or int64",
        (Activations::I16, Sums::Long) => "int64",
    };
    let bias = bias.map_or_else(String::new, Tensor::shown);
    Err(lowering.refused_as(Code::WeightTypes, node, &format!("needs a bias of {needed}, not {bias}")))
}

/// The bias of each channel.
fn biases(
    lowering: &Lowering<'_>,
    node: &Node,
    bias: Option<&Tensor>,
    channels: usize,
) -> Result<Vec<i64>, Refused> {
    let Some(bias) = bias else { return Ok(vec![0; channels]) };
    match bias.integers() {
        Some(values) if values.len() == channels => Ok(values),
        _ => {
            let what =
                format!("needs a constant bias for each of its {channels} channels, not {}", bias.shown());
            Err(lowering.refused_as(Code::WeightTypes, node, &what))
        }
    }
}
