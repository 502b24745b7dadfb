//! Any function of one `int8` in real numbers, rounded to a table as the reference does it.
//!
//! **Source**: `LUTPopulate` of TensorFlow Lite 2.14 (`internal/common.h`): everything in single precision, halves away from zero.
//! The reference calls the C library of its host, whose functions differ in the last bits; here they are computed in double
//! precision by the `libm` crate and rounded once, so that every host makes the same table. A result beyond 32 bits is undefined
//! there; here it is the end of the range.

use crate::graph::Node;
use crate::graph::elementwise::Quantized;
use crate::graph::lower::{Lowering, Refused};

/// Pushes the table of a function from `int8` to `int8`.
pub(super) fn tabulate(
    node: &Node,
    lowering: &mut Lowering<'_>,
    function: impl Fn(f32) -> f32,
) -> Result<(), Refused> {
    let (input, output) = lowering.unary(node)?;
    if input.is_wide() || output.is_wide() {
        return Err(lowering.refused(node, "is supported for int8 only"));
    }
    lowering.tabulate(node, false, |value| one(value, input, output, &function))
}

/// The output for one value.
fn one(value: i32, input: Quantized, output: Quantized, function: impl Fn(f32) -> f32) -> i32 {
    let inverse = 1.0 / output.scale;
    let real = function(input.scale * (value - input.zero_point) as f32);
    let rounded = libm::roundf(real * inverse) + output.zero_point as f32;
    output.range.clamp(rounded as i32)
}

/// A function of the C library in single precision.
pub(super) fn single(value: f32, function: impl Fn(f64) -> f64) -> f32 {
    function(f64::from(value)) as f32
}
