//! What a measurement needs to know of a graph: a network of tensors and operators, with a memory of its own.

use crate::{hash::Fnv, input::Input, output::Output};
use tinyml::Written;

/// One graph under measurement.
pub trait Graph {
    /// The name in every report, and behind `size_`.
    const NAME: &'static str;
    /// The model file, from the folder of this package on.
    const FILE: &'static str;
    /// Bytes of weights, tables and parameters.
    const CONSTANTS: usize;
    /// Bytes of a static that holds the network.
    const RAM: usize;
    /// How its outputs begin for the input of [`input`], as the reference has them; empty where nobody has said.
    const BEGINS: &'static [i8];
    /// What it takes.
    type Input: Input + Output;
    /// What it gives.
    type Output: Output;

    /// The network before its first inference.
    fn new() -> Self;

    /// One inference.
    fn infer(&mut self, input: &Self::Input) -> Self::Output;

    /// The same, while somebody sees what each operator has given.
    fn infer_traced(&mut self, input: &Self::Input, trace: &mut impl FnMut(Written<'_>)) -> Self::Output;
}

/// The one element of a list, or nothing.
pub(crate) const fn begins(given: &[&'static [i8]]) -> &'static [i8] {
    match given {
        [begins, ..] => begins,
        [] => &[],
    }
}

/// The one input that all machines run: bytes, or numbers, of a linear congruential generator.
pub fn input<G: Graph>() -> G::Input {
    G::Input::nth(0)
}

/// The hash of the outputs.
pub fn hash(output: &impl Output) -> u64 {
    let mut hash = Fnv::new();
    output.feed(&mut hash);
    hash.finish()
}

/// The hash of what one operator has given.
pub fn hash_of(written: Written<'_>) -> u64 {
    let mut hash = Fnv::new();
    written.bytes().for_each(|byte| hash.feed(&[byte]));
    hash.finish()
}

/// Does something with every graph of the list, in order.
pub trait GraphVisitor {
    /// Called once for each.
    fn visit<G: Graph>(&mut self);
}

/// Makes a type for each line, and a function that shows them all to a [`GraphVisitor`].
macro_rules! graphs {
    ($each:ident; $(
        $(#[$doc:meta])*
        $name:ident: $graph:ident $file:literal, $input:ty => $output:ty $(, begins $begins:expr)?;
    )+) => {
        $(
            $(#[$doc])*
            #[tinyml::tinyml_model($file)]
            pub struct $graph;

            impl crate::graph::Graph for $graph {
                const NAME: &'static str = stringify!($name);
                const FILE: &'static str = $file;
                const CONSTANTS: usize = Self::FLASH_BYTES;
                const RAM: usize = Self::RAM_BYTES;
                const BEGINS: &'static [i8] = crate::graph::begins(&[$(&$begins)?]);
                type Input = $input;
                type Output = $output;

                fn new() -> Self {
                    Self::new()
                }

                #[inline(always)]
                fn infer(&mut self, input: &$input) -> $output {
                    self.infer(input)
                }

                fn infer_traced(
                    &mut self,
                    input: &$input,
                    trace: &mut impl FnMut(tinyml::Written<'_>),
                ) -> $output {
                    self.infer_traced(input, trace)
                }
            }
        )+

        /// Shows every graph to the visitor.
        pub fn $each(visitor: &mut impl crate::graph::GraphVisitor) {
            $(visitor.visit::<$graph>();)+
        }
    };
}
pub(crate) use graphs;
