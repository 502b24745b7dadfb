//! Graphs: networks of tensors and operators, as other frameworks write them, and the way from there to tokens.
//!
//! A graph's integers are given, and its bits are those of the framework's reference kernels; nothing is rounded anew. What
//! is done here is to say of each operator which kernel of `tinyml_core::tensor` computes it, to prove that no sum
//! overflows, and to plan the memory. Networks of dense layers in JSON, which are quantised by this project and run
//! as `const` expressions, go another way: see [`crate::compile()`].
//!
//! | stage | from → to |
//! |---|---|
//! | [`crate::tflite::read`] | bytes of a file → [`Graph`] |
//! | [`lower::lower`] | → [`lower::Lowered`]: kernels and buffers; integers only |
//! | [`memory::plan`] | → [`memory::Plan`]: where each buffer lies, and the peak |
//! | [`promises::keep`] | whether every promise is kept |
//! | [`emit::emit`] | → tokens; cannot fail |

mod compile;
mod elementwise;
pub mod emit;
mod figures;
pub mod gates;
pub mod kernels;
pub mod labels;
pub mod lower;
pub mod memory;
pub mod movement;
mod moving;
pub mod operators;
pub mod padding;
pub mod pooling;
pub mod promises;
pub mod quantize;
pub mod real;
pub mod run;
pub mod scale;
pub mod spatial;
mod tensor;
pub mod weighted;

pub use compile::{GraphModel, compile};
pub use figures::Figures;
pub use tensor::{Data, ElementType, Quantization, Tensor};

use operators::Operator;

/// Index of a tensor in [`Graph::tensors`].
pub type TensorId = usize;

/// A network of tensors and operators.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// What its file calls it, or the file's own name.
    pub name: String,
    /// All tensors, constant ones included.
    pub tensors: Vec<Tensor>,
    /// The operators, each after those whose outputs it takes.
    pub nodes: Vec<Node>,
    /// Tensors that are given.
    pub inputs: Vec<TensorId>,
    /// Tensors that are asked for.
    pub outputs: Vec<TensorId>,
}

/// One operator in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its number in the file, which messages give.
    pub index: usize,
    /// What it does.
    pub operator: Operator,
    /// What it takes; `None` for an optional input that is absent.
    pub inputs: Vec<Option<TensorId>>,
    /// What it gives.
    pub outputs: Vec<TensorId>,
}

impl Graph {
    /// A tensor by its number; readers have checked that all numbers lead somewhere.
    pub fn tensor(&self, id: TensorId) -> &Tensor {
        &self.tensors[id]
    }
}
