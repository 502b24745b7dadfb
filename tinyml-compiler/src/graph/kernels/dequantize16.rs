//! From 16 bits to single precision.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, parts};
use crate::graph::run::Io;

/// DEQUANTIZE of 16 bits; floats travel as their bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Dequantize16(pub tensor::Dequantize16);

impl Describe for Dequantize16 {
    fn run(&self, io: &Io<'_>) {
        self.0.run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Dequantize16)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let (zero_point, exponent) = (parts::int(self.0.zero_point), parts::small(self.0.exponent));
        let mantissa = Literal::u32_unsuffixed(self.0.mantissa);
        quote!(#core::tensor::Dequantize16 { zero_point: #zero_point, mantissa: #mantissa, exponent: #exponent })
    }

    fn bytes(&self) -> usize {
        12
    }
}
