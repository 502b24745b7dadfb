//! What elementwise operators ask of their tensors: one scale, types that go together, and multipliers that cannot overflow.

#[cfg(test)]
mod tests;

use tinyml_core::tensor::{Multiplier, Range};

use crate::diagnostic::Code;
use crate::graph::kernels::Table;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::{quantize_multiplier, type_range};
use crate::graph::{ElementType, Node, Tensor};

/// What adding a zero point may add after the last rounding, and more.
const ROOM: i64 = 1 << 16;

/// The integers of a tensor and what they stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantized {
    /// 8 or 16 bits.
    pub element: ElementType,
    /// Real value of a step.
    pub scale: f32,
    /// The integer of zero.
    pub zero_point: i32,
    /// What the type holds.
    pub range: Range,
}

impl Quantized {
    /// Whether its elements have 16 bits.
    pub fn is_wide(&self) -> bool {
        self.element == ElementType::I16
    }

    /// The farthest from zero that a value can be, in steps.
    pub fn reach(&self) -> i64 {
        let zero = i64::from(self.zero_point);
        (i64::from(self.range.max) - zero).max(zero - i64::from(self.range.min))
    }
}

impl Lowering<'_> {
    /// What a tensor of 8 or 16 bits stands for.
    ///
    /// # Errors
    ///
    /// Another type, or several scales or none.
    pub fn stored(&self, node: &Node, tensor: &Tensor) -> Result<Quantized, Refused> {
        let refuse = |what: &str| {
            let what = format!("takes or gives {}, {what}", tensor.shown());
            self.refused_as(Code::OperandType, node, &what)
        };
        match tensor.element {
            ElementType::I8 | ElementType::I16 => {}
            ElementType::F32 => return Err(refuse("but is computed in integers: quantise the whole model")),
            ElementType::I4 | ElementType::U8 | ElementType::I32 | ElementType::I64 | ElementType::Bool => {
                return Err(refuse("but is supported for int8 and int16"));
            }
        }
        let Some((scale, zero_point)) = tensor.scale() else {
            return Err(refuse("which should have one scale and zero point"));
        };
        let range = type_range(tensor.element).ok_or_else(|| refuse("which has no range"))?;
        let zero_point = i32::try_from(zero_point).ok().filter(|&zero| range.clamp(zero) == zero);
        let zero_point = zero_point.ok_or_else(|| refuse("whose zero point is not a value of its type"))?;
        Ok(Quantized { element: tensor.element, scale, zero_point, range })
    }

    /// The same for an operator whose reference kernel has no zero point in 16 bits.
    ///
    /// # Errors
    ///
    /// The same, and a zero point in 16 bits.
    pub fn quantized(&self, node: &Node, tensor: &Tensor) -> Result<Quantized, Refused> {
        let found = self.stored(node, tensor)?;
        if !found.is_wide() || found.zero_point == 0 {
            return Ok(found);
        }
        let what = format!(
            "takes or gives {}, whose zero point is {} and should be 0",
            tensor.shown(),
            found.zero_point
        );
        Err(self.refused_as(Code::OperandType, node, &what))
    }

    /// The first input and the output of a function of one value.
    ///
    /// # Errors
    ///
    /// Tensors that are not quantised as [`quantized`](Self::quantized) says, or not as many elements in as out.
    pub fn unary(&self, node: &Node) -> Result<(Quantized, Quantized), Refused> {
        let (from, to) = (self.required(node, 0)?, self.output_tensor(node, 0)?);
        self.counts(node, from, to)?;
        Ok((self.quantized(node, from)?, self.quantized(node, to)?))
    }

    /// Whether two tensors have as many elements.
    ///
    /// # Errors
    ///
    /// They have not.
    pub fn counts(&self, node: &Node, from: &Tensor, to: &Tensor) -> Result<(), Refused> {
        if from.count() == to.count() {
            return Ok(());
        }
        let what = format!("cannot make {} of {}", to.shown(), from.shown());
        Err(self.refused_as(Code::OperandShape, node, &what))
    }

    /// A real factor as the reference makes integers of it.
    ///
    /// # Errors
    ///
    /// A factor that no multiplier holds, or one that can shift what is `reach` from zero out of 32 bits.
    pub fn multiplier(&self, node: &Node, factor: f64, reach: i64) -> Result<Multiplier, Refused> {
        let multiplier = quantize_multiplier(factor);
        multiplier.filter(|&one| fits(one, reach)).ok_or_else(|| {
            let what = format!(
                "rescales by {factor:e}: values up to {reach} steps from zero would overflow 32 bits, and the \
                 reference's result would be undefined"
            );
            self.refused_as(Code::ElementOverflow, node, &what)
        })
    }

    /// The scale and zero point that an output has to have, since the reference takes them for granted.
    ///
    /// # Errors
    ///
    /// Others.
    pub fn fixed(&self, node: &Node, found: Quantized, scale: f32, zero_point: i32) -> Result<(), Refused> {
        // The reference compares scales of 16 bits to a thousandth.
        let near = (found.scale - scale).abs() <= scale * 0.001;
        let is_right = if found.is_wide() { near } else { found.scale == scale };
        if is_right && found.zero_point == zero_point {
            return Ok(());
        }
        let what = format!(
            "gives an output of scale {} and zero point {}; the reference kernels give {scale} and {zero_point} \
             whatever the file says",
            found.scale, found.zero_point
        );
        Err(self.refused_as(Code::OperandType, node, &what))
    }

    /// Adds a step that looks every `int8` up; `function` is asked for -128 to 127, and gives values of the output's type.
    ///
    /// # Errors
    ///
    /// An input that nobody has written.
    pub fn tabulate(
        &mut self,
        node: &Node,
        is_wide: bool,
        function: impl Fn(i32) -> i32,
    ) -> Result<(), Refused> {
        let values = (-128..=127).map(function);
        let table = if is_wide {
            Table::I16(values.map(|value| value as i16).collect())
        } else {
            Table::I8(values.map(|value| value as i8).collect())
        };
        let (input, output) = (self.input(node, 0)?, self.output(node, 0)?);
        self.push(node, table, vec![input], vec![output]);
        Ok(())
    }
}

/// Whether a value so far from zero stays in 32 bits when it is shifted to the left, with room for a zero point afterwards.
pub(super) fn fits(multiplier: Multiplier, reach: i64) -> bool {
    let shifted = reach.checked_mul(1 << multiplier.left.min(32));
    shifted.is_some_and(|shifted| shifted <= i64::from(i32::MAX) - ROOM)
}
