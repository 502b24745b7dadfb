//! What can follow the sums of a dense layer, one file for each operator.
//!
//! An operator knows how it runs on the host (by the kernel of tinyml-core), what it says in the expansion and how
//! much flash it takes. A new one is its file here, its kernel's file in tinyml-core, and one line in the list below,
//! which makes the enum and every dispatch: there is no catch-all arm that could forget it.

use proc_macro2::TokenStream;

pub mod rescale;
pub mod shift;
pub mod softmax;
pub mod table;

/// What an operator has to answer.
pub trait Operator {
    /// Name for the layer table of the documentation.
    fn name(&self) -> String;

    /// Turns the sums of a layer into raw activations or raw outputs, in place.
    fn apply(&self, sums: &mut [i32]);

    /// The operator for these rows only.
    fn keep(&self, rows: &[usize]) -> Op;

    /// Whether it does the same to two rows.
    fn same(&self, a: usize, b: usize) -> bool;

    /// Constant data that the operator adds to its layer, in bytes.
    fn flash(&self) -> usize;

    /// Type and value of that constant in the expansion; `None` where the call needs no data.
    ///
    /// `core` is the path of tinyml-core.
    fn constant(&self, core: &TokenStream) -> Option<(TokenStream, TokenStream)>;

    /// The operator's argument of `Dense::hidden`; `None` where it works on bare sums.
    fn epilogue(&self, core: &TokenStream) -> Option<TokenStream>;
}

/// The operators, and everything that follows from the list.
macro_rules! operators {
    ($($variant:ident($module:ident),)*) => {
        /// An operator.
        #[derive(Debug, Clone)]
        pub enum Op {
            $(#[doc = concat!("See [`", stringify!($module), "`].")] $variant($module::$variant),)*
        }

        impl Operator for Op {
            fn name(&self) -> String {
                match self { $(Self::$variant(op) => op.name(),)* }
            }

            fn apply(&self, sums: &mut [i32]) {
                match self { $(Self::$variant(op) => op.apply(sums),)* }
            }

            fn keep(&self, rows: &[usize]) -> Op {
                match self { $(Self::$variant(op) => op.keep(rows),)* }
            }

            fn same(&self, a: usize, b: usize) -> bool {
                match self { $(Self::$variant(op) => op.same(a, b),)* }
            }

            fn flash(&self) -> usize {
                match self { $(Self::$variant(op) => op.flash(),)* }
            }

            fn constant(&self, core: &TokenStream) -> Option<(TokenStream, TokenStream)> {
                match self { $(Self::$variant(op) => op.constant(core),)* }
            }

            fn epilogue(&self, core: &TokenStream) -> Option<TokenStream> {
                match self { $(Self::$variant(op) => op.epilogue(core),)* }
            }
        }

        $(
            impl From<$module::$variant> for Op {
                fn from(op: $module::$variant) -> Self {
                    Self::$variant(op)
                }
            }
        )*
    };
}

operators! {
    Shift(shift),
    Rescale(rescale),
    Table(table),
    Softmax(softmax),
}
