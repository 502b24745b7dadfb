//! Rescaling of each row by its own multiplier, with a clamp: the last layer of a regression, and hidden clamps.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::requantize::{Row, Scale, requantize};

use super::{Op, Operator};

/// A multiplier for each row, with the bounds of its result.
#[derive(Debug, Clone)]
pub struct Rescale {
    /// One for each row of the layer.
    pub rows: Vec<Row>,
}

impl Rescale {
    /// Whether no result can leave its bounds, so that nothing is compared.
    pub fn is_free(&self) -> bool {
        self.clamped() == 0
    }

    /// How many rows have bounds that their results can leave.
    pub fn clamped(&self) -> usize {
        self.rows.iter().filter(|row| **row != Row::free(row.scale)).count()
    }
}

impl Operator for Rescale {
    fn name(&self) -> String {
        if self.is_free() { "rescale".to_owned() } else { "rescale, clamp".to_owned() }
    }

    fn apply(&self, sums: &mut [i32]) {
        requantize(sums, &self.rows);
    }

    fn keep(&self, rows: &[usize]) -> Op {
        Self { rows: rows.iter().map(|&row| self.rows[row]).collect() }.into()
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.rows[a] == self.rows[b]
    }

    fn flash(&self) -> usize {
        self.rows.len() * size_of::<Row>()
    }

    fn constant(&self, core: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        let len = Literal::usize_unsuffixed(self.rows.len());
        let rows = self.rows.iter().map(|row| row_tokens(core, row));
        Some((quote!(#core::Requantize<#len>), quote!(#core::Requantize::new([#(#rows),*]))))
    }

    fn epilogue(&self, _core: &TokenStream) -> Option<TokenStream> {
        None
    }
}

fn row_tokens(core: &TokenStream, row: &Row) -> TokenStream {
    let scale = scale_tokens(core, &row.scale);
    if *row == Row::free(row.scale) {
        return quote!(#core::Row::free(#scale));
    }
    let (min, max) = (Literal::i32_unsuffixed(row.min), Literal::i32_unsuffixed(row.max));
    quote!(#core::Row::new(#scale, #min, #max))
}

/// A scale as an expression.
pub fn scale_tokens(core: &TokenStream, scale: &Scale) -> TokenStream {
    let multiplier = Literal::i16_unsuffixed(scale.multiplier);
    let (pre, post) = (Literal::u8_unsuffixed(scale.pre), Literal::u8_unsuffixed(scale.post));
    quote!(#core::Scale::new(#multiplier, #pre, #post))
}
