//! Activations that have no cheap integer form, as a table with linear interpolation: tanh, sigmoid.
//!
//! The compiler makes the table, for the very range of sums that a layer can reach, so the kernel knows no function
//! by name.

use crate::activations::{Activations, Buffer};
use crate::branchless::near_min;
use crate::layout::tail;
use crate::requantize::Scale;

/// Replaces each acc by a value of the table, in place.
///
/// **Format**: `scales` turn an acc into a position, an integer with `fraction` bits behind the point that counts
/// table entries from the first (the compiler has put the first entry's place into the bias); the last position is below
/// 2^16. The result is `base` plus the value between two neighbouring entries. **Rounding**: positions as in [`Scale`],
/// interpolation round half up. **Overflow**: entries are `i16`, `fraction` is at most 14, so the product fits an `i32`;
/// an acc outside of the table, however far, takes its first or last entry. **Panics**: never. **Source**: textbook
/// linear interpolation; the compiler chooses the step so that its error stays below what the format can show, where the
/// size allows.
#[inline(always)]
pub const fn lookup(acc: &mut [i32], scales: &[Scale], table: &[i16], fraction: u32, base: i32) {
    let last = last_position(table, fraction);
    let (mut acc, mut scales) = (acc, scales);
    while let ([value, ..], [scale, scales_rest @ ..]) = (&mut *acc, scales) {
        let position = scale.position(*value, last);
        *value = interpolate(table, fraction, position).wrapping_add(base);
        (acc, scales) = (tail(acc), scales_rest);
    }
}

#[inline(always)]
#[allow(clippy::as_conversions, reason = "a table has at most 4,097 entries")]
const fn last_position(table: &[i16], fraction: u32) -> i32 {
    (table.len().saturating_sub(1) as i32).wrapping_shl(fraction)
}

#[inline(always)]
#[allow(clippy::as_conversions, reason = "`position` is never negative, and `From` is not const")]
const fn interpolate(table: &[i16], fraction: u32, position: i32) -> i32 {
    // The last position lies at the end of the last step, not at the beginning of one that is not there.
    let index = near_min(position.wrapping_shr(fraction), table.len().saturating_sub(2) as i32);
    let rest = position.wrapping_sub(index.wrapping_shl(fraction));
    match table.split_at_checked(index as usize) {
        Some((_, [low, high, ..])) => {
            let step = (*high as i32).wrapping_sub(*low as i32);
            let half = 1_i32.wrapping_shl(fraction).wrapping_shr(1);
            let part = step.wrapping_mul(rest).wrapping_add(half).wrapping_shr(fraction);
            (*low as i32).wrapping_add(part)
        }
        Some((_, [only])) => *only as i32,
        _ => 0,
    }
}

/// [`lookup`] for the rows of one layer, with a table of `T` entries.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<const N: usize, const T: usize> {
    scales: [Scale; N],
    table: [i16; T],
    fraction: u32,
    base: i32,
}

impl<const N: usize, const T: usize> Lookup<N, T> {
    /// One scale for each row, a table whose entries lie `2^fraction` positions apart, and what is added to each.
    pub const fn new(scales: [Scale; N], table: [i16; T], fraction: u32, base: i32) -> Self {
        Self { scales, table, fraction, base }
    }

    /// Raw activations for the next layer.
    #[inline(always)]
    pub const fn hidden<'a>(&self, sums: [i32; N], out: &'a mut Buffer<N>) -> &'a Activations<N> {
        out.store(&self.outputs(sums))
    }

    /// Raw values, where the table is the last step of a model: its entries are raw outputs then.
    #[inline(always)]
    pub const fn outputs(&self, sums: [i32; N]) -> [i32; N] {
        let mut values = sums;
        lookup(&mut values, &self.scales, &self.table, self.fraction, self.base);
        values
    }
}
