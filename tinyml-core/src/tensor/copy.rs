//! Data movement: whatever only puts elements elsewhere is one strided copy. It computes nothing.

use super::{Element, View, ViewMut};

/// The innermost loop of a [`struct@Copy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Number of elements.
    pub count: u32,
    /// From one element that is read to the next; zero or negative too.
    pub input: i32,
    /// From one element that is written to the next; at least 1.
    pub output: u32,
}

/// A loop around the innermost one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loop {
    /// Number of rounds; at least 1.
    pub count: u32,
    /// From where a round began to read its last run to where the next round begins.
    pub input: i32,
    /// Elements between the last one that a round wrote and the first one of the next.
    pub gap: u32,
}

/// How many loops there are at most around the innermost one.
pub const COPY_LOOPS: usize = 5;

/// Elements from anywhere in a tensor to increasing places of another, and a value in between.
///
/// **Format**: input and output of one element type, of any shapes. Runs are copied one after the other; between
/// them lie gaps of the output, which are skipped or, for a padding, filled. What would lie outside of the input reads as
/// zero, what would lie outside of the output is not written.
///
/// **Order**: places of the output in increasing order. Within a run whose elements are adjacent on both sides all are
/// read before the first is written; otherwise each is read before it is written.
///
/// **Rounding**, **Overflow**: none. **Panics**: never.
///
/// **Source**: loops over strides, merged by the compiler where they are adjacent.
#[derive(Clone, Copy, Debug)]
pub struct Copy<'a> {
    /// The first element that is read.
    pub input: u32,
    /// The first element that is written.
    pub output: u32,
    /// The innermost loop.
    pub run: Run,
    /// The others, from within outwards; at most [`COPY_LOOPS`].
    pub loops: &'a [Loop],
    /// What gaps are filled with, before the first run and after the last one too.
    pub fill: Option<i32>,
}

#[allow(clippy::as_conversions, reason = "widening, and `From` is not const")]
impl Copy<'_> {
    /// Copies.
    #[inline(never)]
    pub const fn run<E: Element>(&self, input: View<'_, E>, output: ViewMut<'_, E>) {
        let mut counts = [0; COPY_LOOPS];
        let mut from = self.input as usize;
        let mut to = self.gap(output, 0, self.output as usize);
        loop {
            to = self.row(input, from, output, to);
            let Some(one) = next(self.loops, &mut counts) else { break };
            from = from.wrapping_add_signed(one.input as isize);
            to = self.gap(output, to, one.gap as usize);
        }
        self.gap(output, to, output.len().saturating_sub(to));
    }

    /// One run; where it ended.
    #[inline(always)]
    const fn row<E: Element>(
        &self,
        input: View<'_, E>,
        from: usize,
        output: ViewMut<'_, E>,
        to: usize,
    ) -> usize {
        let Run { count, input: step, output: stride } = self.run;
        if step == 1 && stride == 1 {
            output.copy(to, input, from, count as usize);
            return to.wrapping_add(count as usize);
        }
        let (mut from, mut to, mut end, mut left) = (from, to, to, count);
        while left > 0 {
            output.set(to, input.get(from));
            from = from.wrapping_add_signed(step as isize);
            end = to.wrapping_add(1);
            to = to.wrapping_add(stride as usize);
            left = left.wrapping_sub(1);
        }
        end
    }

    /// Fills or skips elements from a place on; where they end.
    #[inline(always)]
    const fn gap<E: Element>(&self, output: ViewMut<'_, E>, to: usize, count: usize) -> usize {
        if let Some(value) = self.fill {
            output.fill(to, count, value);
        }
        to.wrapping_add(count)
    }
}

/// The innermost loop that has another round; those within it begin anew.
#[inline(always)]
const fn next(loops: &[Loop], counts: &mut [u32; COPY_LOOPS]) -> Option<Loop> {
    let (mut loops, mut counts): (_, &mut [u32]) = (loops, counts);
    while let ([one, outer @ ..], [count, others @ ..]) = (loops, counts) {
        *count = count.wrapping_add(1);
        if *count < one.count {
            return Some(*one);
        }
        *count = 0;
        (loops, counts) = (outer, others);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Copy, Loop, Run};
    use crate::tensor::{View, ViewMut};

    #[test]
    fn a_padding_fills_what_lies_between() {
        let copy = Copy {
            input: 0,
            output: 5,
            run: Run { count: 2, input: 1, output: 1 },
            loops: &[Loop { count: 2, input: 2, gap: 2 }],
            fill: Some(-7),
        };
        let mut output = [0_i8; 16];
        copy.run(View::of(&[1, 2, 3, 4]), ViewMut::of(&mut output));
        assert_eq!(output, [-7, -7, -7, -7, -7, 1, 2, -7, -7, 3, 4, -7, -7, -7, -7, -7]);
    }

    #[test]
    fn a_constant_expression_can_transpose() {
        const TRANSPOSED: [i16; 6] = {
            let copy = Copy {
                input: 0,
                output: 0,
                run: Run { count: 2, input: 3, output: 1 },
                loops: &[Loop { count: 3, input: 1, gap: 0 }],
                fill: None,
            };
            let mut output = [0; 6];
            copy.run(View::of(&[1, 2, 3, 4, 5, 6]), ViewMut::of(&mut output));
            output
        };
        assert_eq!(TRANSPOSED, [1, 4, 2, 5, 3, 6]);
    }

    #[test]
    fn gaps_are_skipped_without_a_value_and_steps_may_go_back() {
        let run = Run { count: 3, input: -1, output: 2 };
        let copy = Copy { input: 2, output: 1, run, loops: &[], fill: None };
        let mut output = [9_i32; 7];
        copy.run(View::of(&[1, 2, 3]), ViewMut::of(&mut output));
        assert_eq!(output, [9, 3, 9, 2, 9, 1, 9]);
    }

    #[test]
    fn nothing_outside_is_read_or_written() {
        let run = Run { count: 4, input: 2, output: 3 };
        let copy = Copy { input: 1, output: 1, run, loops: &[], fill: None };
        let mut output = [9_i8; 6];
        copy.run(View::of(&[1, 2, 3]), ViewMut::of(&mut output));
        assert_eq!(output, [9, 2, 9, 9, 0, 9]);
    }
}
