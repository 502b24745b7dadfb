//! The operators of TFLite that are supported: one file each, and one line in the list below.
//!
//! A file has the operator's options, how they are read, and how it is lowered: to which kernel, with which integers, and what
//! of its shapes and types is refused.

mod add;
mod arg_max;
mod arg_min;
mod average_pool_2d;
mod batch_matmul;
mod broadcasting;
mod concatenation;
mod conv_2d;
mod curve;
mod depthwise_conv_2d;
mod dequantize;
mod exp;
mod expand_dims;
mod exponential;
mod extremes;
mod fully_connected;
mod hard_swish;
mod leaky_relu;
mod logistic;
mod max_pool_2d;
mod mean;
mod mul;
mod pack;
mod pad;
mod pad_v2;
mod prelu;
mod quantize;
mod reduction;
mod relu;
mod relu6;
mod relu_n1_to_1;
mod reshape;
mod resize_bilinear;
mod resize_nearest_neighbor;
mod sigmoid;
mod slice;
mod softmax;
mod softmax16;
mod split;
mod split_v;
mod squeeze;
mod straight;
mod strided_slice;
mod sub;
mod sum;
mod sum_of_two;
pub(super) mod svdf;
mod tanh;
mod transpose;
mod transpose_conv;
mod unidirectional_sequence_lstm;
mod unpack;

pub use sum_of_two::SumOptions;

use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::Real;
use crate::tflite::{Corrupt, Options};

/// What each operator says of itself.
pub trait Describe: Sized {
    /// Takes the options from the operator's table in the file.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or a value that TFLite does not know.
    fn read(options: &Options<'_>) -> Result<Self, Corrupt>;

    /// Pushes the kernels that compute it.
    ///
    /// # Errors
    ///
    /// Shapes, types or quantisation that are not supported, or a sum that may overflow.
    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused>;

    /// Computes it in real numbers, which is what a float model is calibrated and compared with.
    ///
    /// # Errors
    ///
    /// An operator without such a form, or shapes that do not fit each other.
    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        Err(real.refused(node, "cannot be run in float"))
    }

    /// How its tensors get their scales when a float model is quantised.
    fn scaling(&self) -> Scaling {
        Scaling::None
    }
}

macro_rules! operators {
    ($($file:ident $name:ident $code:literal $text:literal)*) => {
        /// A supported operator with its options.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Operator {
            $(#[doc = $text] $name($file::$name),)*
        }

        $(pub use $file::$name;)*

        impl Operator {
            /// Names of all supported operators, in alphabetical order.
            pub const SUPPORTED: &'static [&'static str] = &[$($text),*];

            /// The operator of a builtin code; `None` if it is not supported.
            pub fn read(code: i32, options: &Options<'_>) -> Option<Result<Self, Corrupt>> {
                match code {
                    $($code => Some($file::$name::read(options).map(Self::$name)),)*
                    _ => None,
                }
            }

            /// The name that TFLite gives it.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $text,)*
                }
            }

            /// Computes it in real numbers.
            pub(super) fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
                match self {
                    $(Self::$name(operator) => operator.real(node, real),)*
                }
            }

            /// How its tensors get their scales.
            pub(super) fn scaling(&self) -> Scaling {
                match self {
                    $(Self::$name(operator) => operator.scaling(),)*
                }
            }

            /// Pushes the kernels that compute it.
            pub(super) fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
                match self {
                    $(Self::$name(operator) => operator.lower(node, lowering),)*
                }
            }
        }
    };
}

operators! {
    add Add 0 "ADD"
    arg_max ArgMax 56 "ARG_MAX"
    arg_min ArgMin 79 "ARG_MIN"
    average_pool_2d AveragePool2d 1 "AVERAGE_POOL_2D"
    batch_matmul BatchMatmul 126 "BATCH_MATMUL"
    concatenation Concatenation 2 "CONCATENATION"
    conv_2d Conv2d 3 "CONV_2D"
    depthwise_conv_2d DepthwiseConv2d 4 "DEPTHWISE_CONV_2D"
    dequantize Dequantize 6 "DEQUANTIZE"
    exp Exp 47 "EXP"
    expand_dims ExpandDims 70 "EXPAND_DIMS"
    fully_connected FullyConnected 9 "FULLY_CONNECTED"
    hard_swish HardSwish 117 "HARD_SWISH"
    leaky_relu LeakyRelu 98 "LEAKY_RELU"
    logistic Logistic 14 "LOGISTIC"
    max_pool_2d MaxPool2d 17 "MAX_POOL_2D"
    mean Mean 40 "MEAN"
    mul Mul 18 "MUL"
    pack Pack 83 "PACK"
    pad Pad 34 "PAD"
    pad_v2 PadV2 60 "PADV2"
    prelu Prelu 54 "PRELU"
    quantize Quantize 114 "QUANTIZE"
    relu Relu 19 "RELU"
    relu6 Relu6 21 "RELU6"
    relu_n1_to_1 ReluN1To1 20 "RELU_N1_TO_1"
    reshape Reshape 22 "RESHAPE"
    resize_bilinear ResizeBilinear 23 "RESIZE_BILINEAR"
    resize_nearest_neighbor ResizeNearestNeighbor 97 "RESIZE_NEAREST_NEIGHBOR"
    slice Slice 65 "SLICE"
    softmax Softmax 25 "SOFTMAX"
    split Split 49 "SPLIT"
    split_v SplitV 102 "SPLIT_V"
    squeeze Squeeze 43 "SQUEEZE"
    strided_slice StridedSlice 45 "STRIDED_SLICE"
    sub Sub 41 "SUB"
    sum Sum 74 "SUM"
    svdf Svdf 27 "SVDF"
    tanh Tanh 28 "TANH"
    transpose Transpose 39 "TRANSPOSE"
    transpose_conv TransposeConv 67 "TRANSPOSE_CONV"
    unidirectional_sequence_lstm UnidirectionalSequenceLstm 44 "UNIDIRECTIONAL_SEQUENCE_LSTM"
    unpack Unpack 88 "UNPACK"
}
