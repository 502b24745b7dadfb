//! What LOGISTIC and TANH of 16 bits share: their input in steps of 1/12288, with as many bits as 32 leave.
//!
//! **Source**: `kernels/activations.cc` of TensorFlow Lite 2.14 and `micro/kernels/logistic_common.cc`: where a scale is the power of two
//! that fits, the multiplier is exact, elsewhere its fraction is cut off.

use tinyml_core::tensor;

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::kernels::Sigmoid;
use crate::graph::lower::{Lowering, Refused};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Logistic,
    Tanh,
}

/// Pushes the step.
pub(super) fn lower(node: &Node, lowering: &mut Lowering<'_>, shape: Shape) -> Result<(), Refused> {
    super::straight::one_type(node, lowering)?;
    let (input, output) = lowering.unary(node)?;
    lowering.fixed(node, output, 1.0 / 32_768.0, 0)?;
    let tanh = shape == Shape::Tanh;
    let (multiplier, shift) = multiplier(input.scale, tanh).ok_or_else(|| {
        let what = format!("has an input of scale {}, of which one step is nearly everything", input.scale);
        lowering.refused_as(Code::ElementOverflow, node, &what)
    })?;
    let kernel = Sigmoid(tensor::Sigmoid { multiplier, shift, tanh });
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, kernel, vec![from], vec![to]);
    Ok(())
}

/// The input's scale over 1/12288 as 15 bits and a shift to the right.
fn multiplier(scale: f32, tanh: bool) -> Option<(i32, u8)> {
    if let Some(power) = exponent(scale) {
        match (power + 12, tanh) {
            (0, _) => return Some((3, 0)),
            (1, true) => return Some((6, 0)),
            _ => {}
        }
    }
    let (mut multiplier, mut shift) = (f64::from(scale) * 4096.0 * 3.0, 0);
    while multiplier <= 32_767.0 / 2.0 && shift <= 30 {
        multiplier *= 2.0;
        shift += 1;
    }
    (multiplier < 32_768.0).then_some((multiplier as i32, shift))
}

/// The exponent of what is within a thousandth of a power of two, in powers.
fn exponent(scale: f32) -> Option<i32> {
    let power = libm::log2f(scale);
    let rounded = libm::roundf(power);
    ((power - rounded).abs() < 1e-3).then_some(rounded as i32)
}
