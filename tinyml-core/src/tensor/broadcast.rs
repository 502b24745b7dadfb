//! Two tensors walked together, where a side of length one stands for every index of the other tensor.
//!
//! The compiler drops sides of one, joins neighbouring axes that both tensors walk alike, and says how far each tensor moves
//! along each axis; zero repeats it. Here is only the counting.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "the compiler has checked that every place is within a tensor"
)]

/// One axis of an output, and how far its two operands move along it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Number of indices.
    pub size: usize,
    /// Elements between two indices of the first operand; zero where it is repeated.
    pub first: usize,
    /// Likewise of the second.
    pub second: usize,
}

impl Side {
    /// An axis of one index.
    pub const ONE: Self = Self { size: 1, first: 0, second: 0 };
}

/// How two operands are walked for an output that is written in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broadcast {
    /// The axes around a row, the outermost first.
    pub outer: [Side; 4],
    /// The row: the innermost axis.
    pub row: Side,
}

/// Where a row of each operand begins.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'b> {
    outer: &'b [Side; 4],
    at: [usize; 4],
    /// The first element of the row of the first operand.
    pub first: usize,
    /// Likewise of the second.
    pub second: usize,
}

impl Broadcast {
    /// The first row.
    pub const fn rows(&self) -> Rows<'_> {
        Rows { outer: &self.outer, at: [0; 4], first: 0, second: 0 }
    }
}

impl Rows<'_> {
    /// Moves on to the next row; false after the last one.
    #[inline(never)]
    pub const fn advance(&mut self) -> bool {
        let [a, b, c, d] = self.at;
        let [axis_a, axis_b, axis_c, axis_d] = *self.outer;
        let (d, over) = self.count(d, axis_d);
        let (c, over) = if over { self.count(c, axis_c) } else { (c, false) };
        let (b, over) = if over { self.count(b, axis_b) } else { (b, false) };
        let (a, over) = if over { self.count(a, axis_a) } else { (a, false) };
        self.at = [a, b, c, d];
        !over
    }

    /// The next index of an axis, and whether the axis begins anew.
    #[inline(always)]
    const fn count(&mut self, index: usize, axis: Side) -> (usize, bool) {
        self.first += axis.first;
        self.second += axis.second;
        if index + 1 < axis.size {
            return (index + 1, false);
        }
        self.first -= axis.first * axis.size;
        self.second -= axis.second * axis.size;
        (0, true)
    }
}

#[cfg(test)]
mod tests {
    use super::{Broadcast, Side};

    #[test]
    fn rows_come_in_the_order_of_the_output() {
        let axis = |size, first, second| Side { size, first, second };
        let outer = [Side::ONE, axis(2, 6, 0), Side::ONE, axis(3, 2, 1)];
        let broadcast = Broadcast { outer, row: axis(2, 1, 0) };
        let mut rows = broadcast.rows();
        let mut seen = [(0, 0); 6];
        for place in &mut seen {
            *place = (rows.first, rows.second);
            let _ = rows.advance();
        }
        assert_eq!(seen, [(0, 0), (2, 1), (4, 2), (6, 0), (8, 1), (10, 2)]);
        assert_eq!((rows.first, rows.second), (0, 0), "after the last row they begin anew");
    }
}
