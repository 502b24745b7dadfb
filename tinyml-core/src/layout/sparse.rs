//! Only the weights that are not zero, each with its column, packed alike for every layout.
//!
//! **Format**: a layer of up to [`WINDOW`] inputs has a single window over them; of more, windows that begin [`STRIDE`] inputs
//! apart, of which the last ends with the inputs. All begin with an even one, which begins a word in every layout. For each row
//! and window there is a count, and then as many entries, in the order of the columns: the column within the window and the
//! weight. What two windows cover belongs to the first.
//!
//! An entry's column is read without a check against the bounds of the window, which would cost as much as the product: this
//! file, whose fields are private, keeps what makes that sound. Whatever else holds for a layer is the kernels' business.
//!
//! **Cost**: instructions of a whole inference of a network 64-32-1, whose first layer is stored so and has the smallest of its
//! weights set to zero, and bytes of that layer's weights; rustc 1.95, opt-level 3. What takes no part in it is about 1,300
//! instructions (Armv6-M) and 900 (Armv7E-M).
//!
//! | zeros | Armv6-M | Armv7E-M | bytes |
//! |---|---|---|---|
//! | dense, 8 bits | 9,658 | 5,680 | 2,048 |
//! | 0 % | 17,681 | 11,135 | 4,129 |
//! | 50 % | 9,978 | 6,385 | 2,081 |
//! | 60 % | 8,457 | 5,411 | 1,673 |
//! | 70 % | 6,952 | 4,460 | 1,263 |
//! | 80 % | 5,327 | 3,475 | 853 |
//! | 90 % | 3,829 | 2,488 | 443 |
//!
//! So there is nothing to gain below half zeros. It takes less time than a dense layer from 52 % on Armv6-M and from 57 % with the
//! DSP extension, and fewer bytes than 8 bits from 51 %; fewer than 4 bits or 16 values only from 76 %, and fewer than 4 values only
//! from 88 %. It is for speed. In narrow layers the work of a row weighs more: a network 8-8-1 with half of the first layer's
//! weights zero takes 745 instructions (Armv6-M) and 433 (Armv7E-M), dense 452 and 217.
//!
//! **Source**: compressed sparse rows, a textbook format; 8-bit positions as in Han, Mao and Dally, "Deep Compression"
//! (2015), section 2.
#![allow(clippy::as_conversions, reason = "columns and weights are widened, and `From` is not const")]

use super::tail;
use super::walk::Source;
use crate::activations::Word;

/// The most inputs in a window: an even number that columns of 8 bits can tell apart, and whose count fits a byte.
pub const WINDOW: usize = 254;

/// From the beginning of a window to that of the next, at most. Less than the width, so that no window of a layer with an odd
/// number of inputs has a column which the last, one input short, does not have.
pub const STRIDE: usize = WINDOW - 2;

/// A weight that is not zero.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct Entry {
    column: u8,
    weight: i8,
}

impl Entry {
    /// The column within the window.
    #[inline(always)]
    pub(super) const fn column(self) -> usize {
        self.column as usize
    }

    /// The weight.
    #[inline(always)]
    pub(super) const fn weight(self) -> i32 {
        self.weight as i32
    }
}

/// The weights of one layer, as the kernels take them.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    counts: &'a [u8],
    entries: &'a [Entry],
    /// Greater than every column of `entries`, which the kernels' unchecked reads rest on.
    reach: usize,
}

impl<'a> Entries<'a> {
    /// Counts and entries, as [`pack`] leaves them.
    pub const fn new(counts: &'a [u8], entries: &'a [Entry]) -> Self {
        Self { counts, entries, reach: reach(entries) }
    }

    /// Whether every column lies within every window of a layer with this many inputs.
    #[inline(always)]
    pub(super) const fn fit(self, inputs: usize) -> bool {
        self.reach <= inputs.saturating_sub(last_base(inputs))
    }

    /// The entries of the next row and window, and those behind them.
    #[inline(always)]
    pub(super) const fn split(self) -> Option<(&'a [Entry], Self)> {
        let [count, counts @ ..] = self.counts else { return None };
        match self.entries.split_at_checked(*count as usize) {
            Some((row, entries)) => Some((row, Self { counts, entries, reach: self.reach })),
            None => None,
        }
    }
}

const fn reach(entries: &[Entry]) -> usize {
    let (mut entries, mut reach) = (entries, 0_usize);
    while let [entry, rest @ ..] = entries {
        if entry.column() >= reach {
            reach = entry.column().wrapping_add(1);
        }
        entries = rest;
    }
    reach
}

/// The first input of the last window.
#[inline(always)]
pub(super) const fn last_base(inputs: usize) -> usize {
    inputs.saturating_add(inputs & 1).saturating_sub(WINDOW)
}

/// The beginning of the window behind another, which is not the last.
#[inline(always)]
pub(super) const fn next_base(base: usize, inputs: usize) -> usize {
    let (next, last) = (base.saturating_add(STRIDE), last_base(inputs));
    if next < last { next } else { last }
}

/// Counts of a layer of `inputs` × `outputs`: one for each row and window.
pub const fn sparse_counts(inputs: usize, outputs: usize) -> usize {
    last_base(inputs).div_ceil(STRIDE).saturating_add(1).saturating_mul(outputs)
}

/// Packs row-major two's complement bytes, one weight each, zeros included. There are [`sparse_counts`] counts, and as many
/// entries as weights that are not zero; entries for which there is no room are left out.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, counts: &mut [u8], entries: &mut [Entry]) {
    let source = Source { bytes, inputs, outputs };
    let (mut counts, mut entries, mut row, mut base, mut column) =
        (counts, entries, 0_usize, 0_usize, 0_usize);
    while let [slot, ..] = &mut *counts {
        let is_last = base >= last_base(inputs);
        let end = if is_last { inputs } else { base.wrapping_add(STRIDE) };
        let mut count = 0_u8;
        while column < end {
            let weight = source.i8(row, column);
            if weight != 0
                && let [entry, ..] = &mut *entries
            {
                *entry = Entry { column: column.wrapping_sub(base) as u8, weight };
                entries = tail(entries);
                count = count.wrapping_add(1);
            }
            column = column.wrapping_add(1);
        }
        *slot = count;
        counts = tail(counts);
        if is_last {
            (row, base, column) = (row.wrapping_add(1), 0, 0);
        } else {
            base = next_base(base, inputs);
        }
    }
}

/// Counts and entries of one layer: `C` is [`sparse_counts`] of its shape, `N` the number of its weights that are not zero.
#[derive(Clone, Copy)]
pub struct Sparse<const C: usize, const N: usize> {
    counts: [u8; C],
    entries: [Entry; N],
    /// See [`Entries`].
    reach: u8,
}

impl<const C: usize, const N: usize> Sparse<C, N> {
    /// Packs row-major two's complement bytes, one weight each, zeros included.
    pub const fn from_i8(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let (mut counts, mut entries) = ([0; C], [Entry { column: 0, weight: 0 }; N]);
        pack(bytes, inputs, outputs, &mut counts, &mut entries);
        // A column is below `WINDOW`, so that its successor fits.
        let reach = reach(&entries) as u8;
        Self { counts, entries, reach }
    }

    /// The weights, as the kernels take them.
    #[inline(always)]
    pub(crate) const fn entries(&self) -> Entries<'_> {
        Entries { counts: &self.counts, entries: &self.entries, reach: self.reach as usize }
    }
}

/// Writes zero to what a layer with too few entries has left, which never happens on a chip: without the call of `memset` that
/// LLVM makes of such a loop, and that the firmware would have to hold.
#[inline(always)]
pub(super) const fn zero(out: &mut [Word]) {
    let mut out = out;
    while let [word, rest @ ..] = out {
        super::fence();
        *word = Word::new(0);
        out = rest;
    }
}

/// `row`, the products of one row, for a layout: from `$inputs(x)`, how many activations there are, `$behind(x, base)`, those
/// from an even one on, and `$product(acc, x, entry)`, which is unsafe. With `fence` behind them eight products are a pass of the
/// loop, else four: where a row is run at two places in the code, eight cost more flash than they save time.
macro_rules! row {
    ($inputs:ident, $behind:ident, $product:ident, $($eight:ident)?) => {
        /// The acc of the next row, and the weights behind it.
        ///
        /// # Safety
        ///
        /// The weights fit the number of activations.
        #[inline(always)]
        #[allow(unsafe_code, reason = "columns are known to lie within the window")]
        const unsafe fn row<'a>(x: &[i32], weights: Entries<'a>, acc: i32) -> Option<(i32, Entries<'a>)> {
            let (mut base, mut weights, mut acc) = (0_usize, weights, acc);
            loop {
                let Some((entries, rest)) = weights.split() else { return None };
                // SAFETY: no base is greater than the last, from which on every column lies within the activations.
                acc = unsafe { products($behind(x, base), entries, acc) };
                weights = rest;
                if base >= $crate::layout::sparse::last_base($inputs(x)) {
                    return Some((acc, weights));
                }
                base = $crate::layout::sparse::next_base(base, $inputs(x));
            }
        }

        /// # Safety
        ///
        /// The columns of all entries lie within `x`.
        #[inline(always)]
        #[allow(unsafe_code, reason = "columns are known to lie within the window")]
        const unsafe fn products(x: &[i32], entries: &[Entry], acc: i32) -> i32 {
            let (mut entries, mut acc) = (entries, acc);
            // SAFETY: as the caller promises.
            unsafe {
                $(
                    while let [a, b, c, d, e, f, g, h, rest @ ..] = entries {
                        $crate::layout::$eight();
                        acc = $product($product(acc, x, *a), x, *b);
                        acc = $product($product(acc, x, *c), x, *d);
                        acc = $product($product(acc, x, *e), x, *f);
                        acc = $product($product(acc, x, *g), x, *h);
                        entries = rest;
                    }
                )?
                while let [a, b, c, d, rest @ ..] = entries {
                    $crate::layout::fence();
                    acc = $product($product(acc, x, *a), x, *b);
                    acc = $product($product(acc, x, *c), x, *d);
                    entries = rest;
                }
                if let [a, b, rest @ ..] = entries {
                    acc = $product($product(acc, x, *a), x, *b);
                    entries = rest;
                }
                if let [a, ..] = entries {
                    acc = $product(acc, x, *a);
                }
            }
            acc
        }
    };
}
pub(super) use row;
