//! Activations by a table: tanh and sigmoid, and a leaky ReLU at the end of a model.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::Scale;
use tinyml_core::lookup::lookup;

use super::rescale::scale_tokens;
use super::{Op, Operator};

/// A table with the scales that lead into it.
#[derive(Debug, Clone)]
pub struct Table {
    /// From acc to position, one for each row.
    pub scales: Vec<Scale>,
    /// Results at whole positions, less `base`.
    pub entries: Vec<i16>,
    /// Bits of a position behind the point.
    pub fraction: u32,
    /// Added to every result.
    pub base: i32,
    /// Name of the function, for the documentation.
    pub function: &'static str,
    /// Real distance between two entries; of use to the bound on the deviation only, as is `error`.
    pub spacing: f64,
    /// How far the chords between the entries, and the ends of the table, can be from the function.
    pub error: f64,
}

impl Operator for Table {
    fn name(&self) -> String {
        format!("{}, table of {}", self.function, self.entries.len())
    }

    fn apply(&self, sums: &mut [i32]) {
        lookup(sums, &self.scales, &self.entries, self.fraction, self.base);
    }

    fn keep(&self, rows: &[usize]) -> Op {
        Self { scales: rows.iter().map(|&row| self.scales[row]).collect(), ..self.clone() }.into()
    }

    fn same(&self, a: usize, b: usize) -> bool {
        self.scales[a] == self.scales[b]
    }

    fn flash(&self) -> usize {
        self.scales.len() * size_of::<Scale>() + self.entries.len() * 2 + 8
    }

    fn constant(&self, core: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        let (rows, len) =
            (Literal::usize_unsuffixed(self.scales.len()), Literal::usize_unsuffixed(self.entries.len()));
        let scales = self.scales.iter().map(|scale| scale_tokens(core, scale));
        let entries = self.entries.iter().map(|&entry| Literal::i16_unsuffixed(entry));
        let (fraction, base) = (Literal::u32_unsuffixed(self.fraction), Literal::i32_unsuffixed(self.base));
        let value = quote!(#core::Lookup::new([#(#scales),*], [#(#entries),*], #fraction, #base));
        Some((quote!(#core::Lookup<#rows, #len>), value))
    }

    fn epilogue(&self, _core: &TokenStream) -> Option<TokenStream> {
        None
    }
}
