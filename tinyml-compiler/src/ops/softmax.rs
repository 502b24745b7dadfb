//! Class probabilities at the end of a classifier.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::Scale;
use tinyml_core::softmax::softmax;

use super::rescale::scale_tokens;
use super::{Op, Operator};

/// Scales into base-2 logits, and from probabilities to raw outputs.
#[derive(Debug, Clone)]
pub struct Softmax {
    /// From acc to base-2 logit, one for each row.
    pub scales: Vec<Scale>,
    /// From Q0.15 to raw outputs.
    pub output: Scale,
    /// Half of an output step in Q0.15.
    pub half: i32,
    /// Greatest raw output.
    pub max: i32,
}

impl Operator for Softmax {
    fn name(&self) -> String {
        "softmax".to_owned()
    }

    fn apply(&self, sums: &mut [i32]) {
        softmax(sums, &self.scales, self.output, self.half, self.max);
    }

    fn keep(&self, rows: &[usize]) -> Op {
        Self { scales: rows.iter().map(|&row| self.scales[row]).collect(), ..self.clone() }.into()
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.scales[a] == self.scales[b]
    }

    fn flash(&self) -> usize {
        self.scales.len() * size_of::<Scale>() + 12
    }

    fn constant(&self, core: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        let rows = Literal::usize_unsuffixed(self.scales.len());
        let scales = self.scales.iter().map(|scale| scale_tokens(core, scale));
        let output = scale_tokens(core, &self.output);
        let (half, max) = (Literal::i32_unsuffixed(self.half), Literal::i32_unsuffixed(self.max));
        let value = quote!(#core::Softmax::new([#(#scales),*], #output, #half, #max));
        Some((quote!(#core::Softmax<#rows>), value))
    }

    fn epilogue(&self, _core: &TokenStream) -> Option<TokenStream> {
        None
    }
}
