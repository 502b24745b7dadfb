//! Any function of one `i8`, as a table of its 256 values.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Element};

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// What an `i8` becomes, from -128 on: 256 values.
#[derive(Debug, Clone, PartialEq)]
pub enum Table {
    /// Of 8 bits.
    I8(Vec<i8>),
    /// Of 16 bits.
    I16(Vec<i16>),
    /// Of 32 bits, or the bits of floats.
    I32(Vec<i32>),
}

printed!([O: Element + Print] Table<'_, O> { values });

impl Describe for Table {
    fn run(&self, io: &Io<'_>) {
        match self {
            Self::I8(values) => {
                tensor::Table { values: &whole(values, 0) }.run(io.input(0), io.output::<i8>(0));
            }
            Self::I16(values) => {
                tensor::Table { values: &whole(values, 0) }.run(io.input(0), io.output::<i16>(0));
            }
            Self::I32(values) => {
                tensor::Table { values: &whole(values, 0) }.run(io.input(0), io.output::<i32>(0));
            }
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        match self {
            Self::I8(_) => quote!(#core::tensor::Table<'static, i8>),
            Self::I16(_) => quote!(#core::tensor::Table<'static, i16>),
            Self::I32(_) => quote!(#core::tensor::Table<'static, i32>),
        }
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        match self {
            Self::I8(values) => tensor::Table { values: &whole(values, 0) }.print(core),
            Self::I16(values) => tensor::Table { values: &whole(values, 0) }.print(core),
            Self::I32(values) => tensor::Table { values: &whole(values, 0) }.print(core),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::I8(_) => 256,
            Self::I16(_) => 512,
            Self::I32(_) => 1024,
        }
    }

    fn overlap(&self, _: usize) -> Overlap {
        match self {
            Self::I8(_) => Overlap::Lead(0),
            Self::I16(_) | Self::I32(_) => Overlap::Never,
        }
    }
}

/// All values of a table: zeros where it has none.
fn whole<O: Element>(values: &[O], zero: O) -> [O; 256] {
    let mut table = [zero; 256];
    for (place, value) in table.iter_mut().zip(values) {
        *place = *value;
    }
    table
}
