//! One static for each kernel, named after the tensor that it gives, and one for each constant that a kernel reads.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::layout::{Layout, kernel_type};
use crate::graph::Data;
use crate::graph::lower::{BufferId, BufferKind};

/// All of them.
pub(super) fn statics(layout: &Layout<'_>) -> TokenStream {
    let constants = layout.constants.iter().map(|(id, name)| constant(layout, *id, name));
    let core = quote!(__ml);
    let kernels = layout.model.lowered.steps.iter().zip(&layout.kernels).map(|(step, name)| {
        let kernel = step.kernel.describe();
        let (ty, value) = (kernel.ty(&core), kernel.tokens(&core));
        quote!(static #name: #ty = #value;)
    });
    constants.chain(kernels).collect()
}

fn constant(layout: &Layout<'_>, id: BufferId, name: &Ident) -> TokenStream {
    let buffer = layout.buffer(id);
    let (element, count) = (kernel_type(buffer.element), Literal::usize_unsuffixed(buffer.count));
    let BufferKind::Constant(data) = &buffer.kind else { return TokenStream::new() };
    let value = match data {
        Data::I8(values) => signed(values.iter().map(|value| value.cast_unsigned())),
        Data::U8(values) => signed(values.iter().copied()),
        Data::I16(values) => list(values.iter().map(|&value| value.into())),
        Data::I32(values) => list(values.iter().copied()),
        Data::I64(values) => list(values.iter().map(|&value| value as i32)),
        Data::F32(values) => list(values.iter().map(|value| value.to_bits().cast_signed())),
    };
    quote!(static #name: [#element; #count] = #value;)
}

fn signed(bytes: impl Iterator<Item = u8>) -> TokenStream {
    let bytes = Literal::byte_string(&bytes.collect::<Vec<_>>());
    quote!(*__ml::tensor::signed(#bytes))
}

fn list(values: impl Iterator<Item = i32>) -> TokenStream {
    let values = values.map(Literal::i32_unsuffixed);
    quote!([#(#values),*])
}
