//! SOFTMAX of 16 bits.
//!
//! **Source**: `SoftmaxInt16` of TensorFlow Lite 2.14 (`reference/softmax.h`), whose tables are made by `LUTPopulate` (`internal/common.h`) in
//! double precision. TFLite Micro makes them in single precision, so that a few of their 1,026 points differ by one, and an
//! output now and then.

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::kernels::Softmax16;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::operators::softmax::too_deep;

/// From so many on a sum of 15 bits each could leave 32.
const TOO_DEEP: usize = 1 << 16;
/// Steps of 16 bits from end to end.
const STEPS: f64 = 65_535.0;

/// Pushes the step.
pub(super) fn lower(
    node: &Node,
    lowering: &mut Lowering<'_>,
    beta: f32,
    depth: usize,
) -> Result<(), Refused> {
    super::straight::one_type(node, lowering)?;
    let (input, output) = lowering.unary(node)?;
    lowering.fixed(node, output, 1.0 / 32_768.0, 0)?;
    too_deep(node, lowering, depth, TOO_DEEP)?;
    if beta < 0.0 {
        return Err(lowering.refused_as(Code::ElementOverflow, node, "has a negative beta"));
    }
    let factor = f64::from(input.scale) * f64::from(beta) / (10.0 / STEPS);
    let multiplier = lowering.multiplier(node, factor, 65_535)?;
    let exponentials = Box::new(table(-10.0, 0.0, libm::exp));
    let reciprocals = Box::new(table(0.0, 1.0, |x| 1.0 / (1.0 + x)));
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, Softmax16 { multiplier, exponentials, reciprocals, depth }, vec![from], vec![to]);
    Ok(())
}

/// 513 points of a function of `from..=to` in `Q0.15`: each is moved by half of what the chord to the next one is off in the middle.
fn table(from: f64, to: f64, function: impl Fn(f64) -> f64) -> [i16; 513] {
    let scale = 32_768.0;
    let step = (to - from) / 512.0;
    let point = |value: f64| value.clamp(-32_768.0, 32_767.0) as i16;
    let mut table = [0; 513];
    for (place, index) in table.iter_mut().zip(0..512) {
        let start = from + f64::from(index) * step;
        let here = libm::round(function(start) * scale);
        let next = function(from + f64::from(index + 1) * step) * scale;
        let chord = libm::round((next + here) / 2.0);
        let middle = libm::round(function(start + step / 2.0) * scale);
        *place = point(here - libm::round((chord - middle) / 2.0));
    }
    table[512] = point(libm::round(function(to) * scale));
    table
}
