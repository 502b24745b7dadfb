//! From 16 bits to single precision.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::Describe;
use super::print::{Print, printed};
use crate::graph::run::Io;

/// DEQUANTIZE of 16 bits; floats travel as their bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Dequantize16(pub tensor::Dequantize16);

printed!(Dequantize16 { zero_point, mantissa, exponent });

impl Describe for Dequantize16 {
    fn run(&self, io: &Io<'_>) {
        self.0.run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Dequantize16)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.0.print(core)
    }

    fn bytes(&self) -> usize {
        12
    }
}
