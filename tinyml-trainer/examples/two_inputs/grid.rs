//! A table over two inputs with bilinear interpolation, in integers: what a firmware would run instead of a network.
//!
//! `cargo xtask study two_inputs` also compiles this file for both cores and counts the instructions: there is no branch in it.

/// Corners along the voltage.
pub(crate) const COLUMNS: usize = 13;
/// Corners along the supply.
pub(crate) const ROWS: usize = 9;
/// Bits of a cell's width in raw voltages.
pub(crate) const X_BITS: u32 = 11;
/// Bits of a cell's height in raw supplies.
pub(crate) const Y_BITS: u32 = 7;
/// The first corner.
pub(crate) const ORIGIN: [i32; 2] = [4020, 2700];

/// Between the four corners around a point; points outside are taken to the edge.
///
/// A product has 16 bits of an entry and at most 12 of a place: all fits `i32`.
#[inline(always)]
pub(crate) fn bilinear(table: &[[i16; COLUMNS]; ROWS], voltage: i32, supply: i32) -> i32 {
    let x = within(voltage - ORIGIN[0], ((COLUMNS as i32 - 1) << X_BITS) - 1);
    let y = within(supply - ORIGIN[1], ((ROWS as i32 - 1) << Y_BITS) - 1);
    let (column, row) = ((x >> X_BITS) as usize, (y >> Y_BITS) as usize);
    let (right, up) = (x & ((1 << X_BITS) - 1), y & ((1 << Y_BITS) - 1));
    let along = |row: &[i16; COLUMNS]| {
        let (from, to) = (i32::from(row[column]), i32::from(row[column + 1]));
        (from << X_BITS) + (to - from) * right
    };
    let (low, high) = (along(&table[row]), along(&table[row + 1]));
    // Eight bits are dropped first, so that the second product fits.
    let (low, high) = (low >> 8, high >> 8);
    ((low << Y_BITS) + (high - low) * up + (1 << (X_BITS + Y_BITS - 9))) >> (X_BITS + Y_BITS - 8)
}

fn within(value: i32, greatest: i32) -> i32 {
    if value < 0 {
        0
    } else if value > greatest {
        greatest
    } else {
        value
    }
}
