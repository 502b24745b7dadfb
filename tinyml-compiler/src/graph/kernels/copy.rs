//! Data movement: a strided copy, with a value between its runs for paddings.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Element, Loop, Run};

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::ElementType;
use crate::graph::movement::{Movement, Stride};
use crate::graph::run::Io;

/// Elements from anywhere in a tensor to increasing places of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// What moves: of 1, 2 or 4 bytes.
    pub element: ElementType,
    /// From where to where, with loops that cannot be merged any more.
    movement: Movement,
    /// What the rest of the output is filled with.
    fill: Option<i32>,
}

impl Copy {
    /// The copy of a movement, or nothing if it has too many loops for the kernel.
    pub fn new(element: ElementType, movement: &Movement, fill: Option<i32>) -> Option<Self> {
        let mut movement = movement.merged();
        // What lies between elements of a run is never filled, so such elements are runs of their own.
        if fill.is_some() && movement.loops.last().is_some_and(|one| one.output != 1) {
            movement.loops.push(Stride::ONE);
        }
        movement.fits().then_some(Self { element, movement, fill })
    }

    /// Whether it only moves a block of adjacent elements, whose number it gives.
    pub fn block(&self) -> Option<usize> {
        let count = self.movement.count();
        (self.fill.is_none() && self.movement.is_whole(count)).then_some(count)
    }

    /// The innermost loop.
    fn innermost(&self) -> Run {
        let Stride { count, input, output } = self.movement.loops.last().copied().unwrap_or(Stride::ONE);
        Run { count: word(count), input: offset(input), output: word(output) }
    }

    /// The others, from within outwards: how far it is from the last run of a round to the next round.
    fn loops(&self) -> Vec<Loop> {
        let (mut input, mut output) =
            (0, self.movement.loops.last().map_or(0, |run| run.output * run.count.saturating_sub(1)));
        let mut loops = Vec::new();
        for one in self.movement.loops.iter().rev().skip(1) {
            let gap = word(one.output.saturating_sub(output + 1));
            loops.push(Loop { count: word(one.count), input: offset(one.input - input), gap });
            input += one.input * signed(one.count - 1);
            output += one.output * (one.count - 1);
        }
        loops
    }

    fn kernel<'a>(&self, loops: &'a [Loop]) -> tensor::Copy<'a> {
        let Movement { input, output, .. } = self.movement;
        let (run, fill) = (self.innermost(), self.fill);
        tensor::Copy { input: word(input), output: word(output), run, loops, fill }
    }

    fn run_on<E: Element>(&self, io: &Io<'_>) {
        self.kernel(&self.loops()).run(io.input::<E>(0), io.output::<E>(0));
    }
}

printed!(Run { count, input, output });
printed!(Loop { count, input, gap });
printed!(Copy<'_> { input, output, run, loops, fill });

impl Describe for Copy {
    fn run(&self, io: &Io<'_>) {
        match self.element.bytes() {
            1 => self.run_on::<i8>(io),
            2 => self.run_on::<i16>(io),
            _ => self.run_on::<i32>(io),
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Copy<'static>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel(&self.loops()).print(core)
    }

    fn bytes(&self) -> usize {
        // Two starts, a run of three, a slice of two words, a value that may be absent.
        36 + 12 * self.loops().len()
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(self.movement.lead(self.fill.is_some()) * self.element.bytes())
    }
}

/// Sizes of tensors fit 31 bits: readers have checked it.
fn word(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn offset(offset: isize) -> i32 {
    i32::try_from(offset).unwrap_or(i32::MAX)
}

fn signed(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}
