//! The order in which packed weights lie: blocks of rows, and inside a block column after column.
//!
//! Used while packing only, by rustc or by the compiler on the host; nothing of it is in a firmware.

/// Walks over the weights of a layer in storage order.
pub(crate) struct Walk {
    inputs: usize,
    outputs: usize,
    /// Rows of a full block: a power of two. What is left over is walked in blocks of half the size, down to 1.
    block: usize,
    /// Columns that one element covers.
    step: usize,
    row: usize,
    column: usize,
    /// Row within the block.
    lane: usize,
}

impl Walk {
    pub(crate) const fn new(inputs: usize, outputs: usize, block: usize, step: usize) -> Self {
        Self { inputs, outputs, block, step, row: 0, column: 0, lane: 0 }
    }

    /// Rows of the block that starts at `self.row`.
    const fn rows(&self) -> usize {
        let left = self.outputs.saturating_sub(self.row);
        let mut rows = self.block;
        while rows > left && rows > 1 {
            rows = rows.wrapping_div(2);
        }
        rows
    }

    /// Row and first column of the next element, and whether its block has a single row.
    pub(crate) const fn next(&mut self) -> Option<(usize, usize)> {
        if self.row >= self.outputs || self.inputs == 0 {
            return None;
        }
        let place = (self.row.wrapping_add(self.lane), self.column);
        let rows = self.rows();
        self.lane = self.lane.wrapping_add(1);
        if self.lane == rows {
            self.lane = 0;
            self.column = self.column.wrapping_add(self.step);
        }
        if self.column >= self.inputs {
            self.column = 0;
            self.row = self.row.wrapping_add(rows);
        }
        Some(place)
    }
}

/// The weights of a layer as a model brings them: row-major, `width` bytes each, little-endian two's complement.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
}

impl Source<'_> {
    /// The weight at a place, zero outside of the matrix: what pads an odd number of columns or rows.
    pub(crate) const fn i8(&self, row: usize, column: usize) -> i8 {
        if row >= self.outputs || column >= self.inputs {
            return 0;
        }
        byte(self.bytes, row.wrapping_mul(self.inputs).wrapping_add(column)).cast_signed()
    }

    /// The same for two bytes a weight.
    pub(crate) const fn i16(&self, row: usize, column: usize) -> i16 {
        if row >= self.outputs || column >= self.inputs {
            return 0;
        }
        let at = row.wrapping_mul(self.inputs).wrapping_add(column).wrapping_mul(2);
        i16::from_le_bytes([byte(self.bytes, at), byte(self.bytes, at.wrapping_add(1))])
    }
}

const fn byte(bytes: &[u8], at: usize) -> u8 {
    match bytes.split_at_checked(at) {
        Some((_, [byte, ..])) => *byte,
        _ => 0,
    }
}
