//! Images of another size.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Line};

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// An image of another size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResizeBilinear {
    /// Images of a batch.
    pub count: usize,
    /// Rows.
    pub height: Line,
    /// Columns.
    pub width: Line,
    /// Channels of both.
    pub channels: usize,
}

impl ResizeBilinear {
    fn kernel(&self) -> tensor::ResizeBilinear {
        let Self { height, width, channels, .. } = *self;
        tensor::ResizeBilinear { height, width, channels }
    }

    fn pixels(&self) -> usize {
        self.count * usize::from(self.height.output) * usize::from(self.width.output)
    }

    /// By how many elements the output of an image starts before its input: what is written when a channel, a pixel or a row is
    /// done against the least that is read afterwards.
    fn lead(&self) -> usize {
        let (rows, columns) = (usize::from(self.height.output), usize::from(self.width.output));
        let input = |y: usize, x: usize| {
            (self.height.low(y) * usize::from(self.width.input) + self.width.low(x)) * self.channels
        };
        let mut lead = 0;
        for y in 0..rows {
            let next_row = if y + 1 < rows { input(y + 1, 0) } else { usize::MAX };
            for x in 0..columns {
                let written = (y * columns + x) * self.channels;
                let next_pixel = if x + 1 < columns { input(y, x + 1) } else { usize::MAX };
                if self.channels > 1 {
                    let next = (input(y, x) + self.channels - 1).min(next_pixel).min(next_row);
                    lead = lead.max((written + self.channels - 1).saturating_sub(next));
                }
                lead = lead.max((written + self.channels).saturating_sub(next_pixel.min(next_row)));
            }
        }
        lead
    }
}

printed!(Line { input, output, scale, offset });
printed!(ResizeBilinear { height, width, channels });

impl Describe for ResizeBilinear {
    fn run(&self, io: &Io<'_>) {
        self.kernel().run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::ResizeBilinear)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel().print(core)
    }

    fn bytes(&self) -> usize {
        size_of::<[Line; 2]>() + 4
    }

    /// Six for each element: two means of two, and the mean of both.
    fn macs(&self) -> u64 {
        6 * self.pixels() as u64 * self.channels as u64
    }

    /// Images follow one another at other distances in input and output, so only one can be resized over itself.
    fn overlap(&self, _: usize) -> Overlap {
        if self.count == 1 { Overlap::Lead(self.lead()) } else { Overlap::Never }
    }
}
