//! Tokens of what many kernels' statics have in them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor::{Broadcast, Multiplier, Range, Side};

/// A multiplier with its shifts.
pub(super) fn multiplier(core: &TokenStream, value: Multiplier) -> TokenStream {
    let (multiplier, left, right) = (int(value.multiplier), small(value.left), small(value.right));
    quote!(#core::tensor::Multiplier { multiplier: #multiplier, left: #left, right: #right })
}

/// What an output may be.
pub(super) fn range(core: &TokenStream, value: Range) -> TokenStream {
    let (min, max) = (int(value.min), int(value.max));
    quote!(#core::tensor::Range { min: #min, max: #max })
}

/// How two operands are walked.
pub(super) fn broadcast(core: &TokenStream, value: &Broadcast) -> TokenStream {
    let axis = |axis: &Side| {
        let (size, first, second) = (size(axis.size), size(axis.first), size(axis.second));
        quote!(#core::tensor::Side { size: #size, first: #first, second: #second })
    };
    let (outer, row) = (value.outer.iter().map(axis), axis(&value.row));
    quote!(#core::tensor::Broadcast { outer: [#(#outer),*], row: #row })
}

/// A number of 32 bits, whose type is clear from where it stands.
pub(super) fn int(value: i32) -> Literal {
    Literal::i32_unsuffixed(value)
}

/// A shift.
pub(super) fn small(value: u8) -> Literal {
    Literal::u8_unsuffixed(value)
}

/// A number of elements.
pub(super) fn size(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
