//! Kernels of whole networks: tensors of 8 or 16 bits in one memory, with the rounding of the framework they come from.
//!
//! The layers of [`crate::dense`] are tiny and unrolled; here a network has convolutions, branches and thousands of
//! activations, so a kernel is one function out of line that every layer of its kind shares, told what to do by a static in
//! flash. All are `const fn`: what the chip computes, rustc can compute.
//!
//! Tensors are row-major, the channel last (`height × width × channels`; the batch is 1). Where they lie in the
//! memory was planned by the compiler; an operator may work in place, see [`View`].

mod add;
mod batch_matmul;
mod broadcast;
mod class;
mod conv_2d;
mod copy;
mod depthwise_conv_2d;
mod dequantize16;
mod dot;
mod edge;
mod element;
mod extremum;
mod fully_connected;
mod lstm;
mod memory;
mod mul;
mod pool;
mod prelu;
mod quantize_float;
mod reciprocal;
mod reduce;
mod rescale;
mod resize_bilinear;
mod rounding;
#[cfg(test)]
mod seeded;
mod sigmoid;
mod slopes;
mod softmax;
mod softmax16;
mod state;
mod svdf;
mod table;
mod trace;
mod transpose_conv;
mod windows;
mod words;

pub use add::{Add, Term};
pub use batch_matmul::{BatchMatmul, Operand};
pub use broadcast::{Broadcast, Rows, Side};
pub use class::{Scores, class};
pub use conv_2d::Conv2d;
pub use copy::{COPY_LOOPS, Copy, Loop, Run};
pub use depthwise_conv_2d::DepthwiseConv2d;
pub use dequantize16::Dequantize16;
pub use edge::{copy, signed};
pub use element::Element;
pub use extremum::Extremum;
pub use fully_connected::FullyConnected;
pub use lstm::{Gate, Lstm};
pub use memory::{Arena, Memory, View, ViewMut};
pub use mul::Mul;
pub use pool::{Average, Max, Pool, Pooling};
pub use prelu::Prelu;
pub use quantize_float::QuantizeFloat;
pub use reduce::{Reduce, Span};
pub use rescale::{Multiplier, Range, doubling_high, rounding_divide};
pub use resize_bilinear::{Line, ResizeBilinear};
pub use rounding::{Channels, Double, Once, Rounding, Wide};
pub use sigmoid::Sigmoid;
pub use slopes::Slopes;
pub use softmax::Softmax;
pub use softmax16::Softmax16;
pub use state::State;
pub use svdf::Svdf;
pub use table::Table;
pub use trace::Written;
pub use transpose_conv::{Painters, TransposeConv};
pub use windows::{Taps, Windows};
pub use words::words;
