//! Any function of one `i8`, as a table of its 256 values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, Overlap};
use crate::graph::run::Io;

/// What an `i8` becomes, from -128 on.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// 256 of them.
    pub values: Vec<i8>,
}

impl Describe for Table {
    fn run(&self, io: &Io<'_>) {
        let mut values = [0; 256];
        values.copy_from_slice(&self.values);
        tensor::Table { values: &values }.run(io.input::<i8>(0), io.output::<i8>(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Table<'static, i8>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let values = self.values.iter().map(|&value| Literal::i8_unsuffixed(value));
        quote!(#core::tensor::Table { values: &[#(#values),*] })
    }

    fn bytes(&self) -> usize {
        256
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
