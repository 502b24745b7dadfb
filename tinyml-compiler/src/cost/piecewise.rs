//! What segments cost: counted, not fitted, since their code has a handful of shapes (see `piecewise/form.rs`).

use super::{Part, Target};
use crate::piecewise::Piecewise;

/// Bytes of stack: the input lies in a register, and so does what it is multiplied by.
pub(super) const STACK: f64 = 32.0;

/// The sum over the outputs, each of which has segments of its own.
pub(super) fn part(piecewise: &Piecewise, target: Target) -> Part {
    let costs = piecewise.curves.iter().map(|curve| {
        let [armv6m, armv7em] = curve.costs();
        match target {
            Target::Armv6M => armv6m,
            Target::Armv7EM => armv7em,
        }
    });
    costs.fold(Part { layer: None, instructions: 0.0, flash: 0.0 }, |sum, cost| Part {
        layer: None,
        instructions: sum.instructions + cost.instructions as f64,
        flash: sum.flash + cost.bytes as f64,
    })
}

/// Bytes of constants: those that a tree has in its code count as well.
pub(super) fn data_bytes(piecewise: &Piecewise) -> usize {
    piecewise.curves.iter().map(crate::piecewise::Curve::data_bytes).sum()
}
