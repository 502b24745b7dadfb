//! Any function of one `i8`, as a table of its 256 values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor::{self, Element};

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

impl Describe for Table {
    fn run(&self, io: &Io<'_>) {
        match self {
            Self::I8(values) => look_up(values, 0, io),
            Self::I16(values) => look_up(values, 0, io),
            Self::I32(values) => look_up(values, 0, io),
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
        let values: Vec<Literal> = match self {
            Self::I8(values) => values.iter().map(|&value| Literal::i8_unsuffixed(value)).collect(),
            Self::I16(values) => values.iter().map(|&value| Literal::i16_unsuffixed(value)).collect(),
            Self::I32(values) => values.iter().map(|&value| Literal::i32_unsuffixed(value)).collect(),
        };
        quote!(#core::tensor::Table { values: &[#(#values),*] })
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

/// Runs the kernel of the core; a table of another length than 256 gives zeros where it has no value.
fn look_up<O: Element>(values: &[O], zero: O, io: &Io<'_>) {
    let mut table = [zero; 256];
    for (place, value) in table.iter_mut().zip(values) {
        *place = *value;
    }
    tensor::Table { values: &table }.run(io.input::<i8>(0), io.output::<O>(0));
}
