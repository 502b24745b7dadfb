//! The kernels of `tinyml_core::tensor` with their parameters: one file each, and one line in the list below.
//!
//! A file owns what the kernel's static will hold, runs the kernel of the core on the host, and prints the static.

mod add;
mod batch_matmul;
pub mod channels;
mod conv_2d;
mod copy;
mod depthwise_conv_2d;
mod dequantize16;
mod extremum;
mod fully_connected;
pub mod lead;
mod lstm;
mod mul;
mod pool;
mod prelu;
mod print;
mod quantize_float;
mod reduce;
mod resize_bilinear;
mod sigmoid;
mod slopes;
mod softmax;
mod softmax16;
mod svdf;
mod table;
mod transpose_conv;

use proc_macro2::TokenStream;

use crate::graph::run::Io;

pub use add::Add;
pub use batch_matmul::BatchMatmul;
pub use conv_2d::Conv2d;
pub use copy::Copy;
pub use depthwise_conv_2d::DepthwiseConv2d;
pub use dequantize16::Dequantize16;
pub use extremum::Extremum;
pub use fully_connected::FullyConnected;
pub use lstm::{Gate, Lstm};
pub use mul::Mul;
pub use pool::{Pool, Pooling};
pub use prelu::Prelu;
pub use quantize_float::QuantizeFloat;
pub use reduce::Reduce;
pub use resize_bilinear::ResizeBilinear;
pub use sigmoid::Sigmoid;
pub use slopes::Slopes;
pub use softmax::Softmax;
pub use softmax16::Softmax16;
pub use svdf::Svdf;
pub use table::Table;
pub use transpose_conv::TransposeConv;

/// How an output may lie over an input that nobody needs afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// Not at all.
    Never,
    /// The output starts at least so many bytes before the input: then what is written has been read. Zero: in place.
    Lead(usize),
    /// Of a kernel that goes from the last element to the first: the output starts at least so many bytes behind the start of the
    /// input, or before it, if less than zero, so that it ends behind the input.
    Trail(isize),
}

/// What each kernel says of itself.
pub trait Describe {
    /// Runs the kernel of the core.
    fn run(&self, io: &Io<'_>);

    /// The type of its static, such as `__ml::tensor::Table<'static, i8>`; `core` is the prefix.
    fn ty(&self, core: &TokenStream) -> TokenStream;

    /// The value of its static.
    fn tokens(&self, core: &TokenStream) -> TokenStream;

    /// Bytes of weights, tables and parameters in flash.
    fn bytes(&self) -> usize;

    /// Multiplications of one run.
    fn macs(&self) -> u64 {
        0
    }

    /// How output 0 may lie over an input.
    fn overlap(&self, _input: usize) -> Overlap {
        Overlap::Never
    }

    /// The same kernel from the last element to the first, if it has such a form: its output can then lie behind its input. Only
    /// for kernels of one input.
    fn backwards(&self) -> Option<Kernel> {
        None
    }
}

macro_rules! kernels {
    ($($name:ident $text:literal)*) => {
        /// A kernel with its parameters.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Kernel {
            $(#[doc = $text] $name($name),)*
        }

        $(
            impl From<$name> for Kernel {
                fn from(kernel: $name) -> Self {
                    Self::$name(kernel)
                }
            }
        )*

        impl Kernel {
            /// What it does, in a word or two, as reports show it.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $text,)*
                }
            }

            /// What it says of itself.
            pub fn describe(&self) -> &dyn Describe {
                match self {
                    $(Self::$name(kernel) => kernel,)*
                }
            }
        }
    };
}

kernels! {
    Add "add"
    BatchMatmul "product of matrices"
    Conv2d "convolution"
    Copy "copy"
    DepthwiseConv2d "depthwise convolution"
    Dequantize16 "dequantise"
    Extremum "extremum"
    FullyConnected "dense layer"
    Lstm "lstm"
    Mul "mul"
    Pool "pool"
    Prelu "prelu"
    QuantizeFloat "quantise"
    Reduce "reduce"
    ResizeBilinear "resize"
    Sigmoid "sigmoid"
    Slopes "slopes"
    Softmax "softmax"
    Softmax16 "softmax of int16"
    Svdf "filters over time"
    Table "table"
    TransposeConv "transposed convolution"
}
