//! The operators of TFLite that are supported: one file each, and one line in the list below.
//!
//! A file has the operator's options, how they are read, and how it is lowered: to which kernel, with which integers, and what
//! of its shapes and types is refused.

mod relu;
mod reshape;

use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
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
    relu Relu 19 "RELU"
    reshape Reshape 22 "RESHAPE"
}
