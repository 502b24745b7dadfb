//! One static for each layer, named after it, and the calls that lead from the inputs to the last sums.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Model, inputs};
use crate::ops::Operator;
use crate::options::Storage;
use crate::quant_network::QuantLayer;

/// Above this many weights rustc would warn that evaluating the packing takes long.
const LONG_EVALUATION: usize = 4096;

/// The statics: weights as a byte string, biases, and the integers of the operator.
pub(super) fn statics(model: &Model, core: &TokenStream) -> TokenStream {
    let layers = model.layers().iter().zip(&model.plan.wide);
    layers.map(|(layer, wide)| one(layer, *wide, core)).collect()
}

fn one(layer: &QuantLayer, wide: bool, core: &TokenStream) -> TokenStream {
    let name = static_name(layer);
    let (ty, value) = dense(layer, wide, core);
    let long = layer.weights.len() > LONG_EVALUATION;
    let allow = long
        .then(|| quote!(#[allow(long_running_const_eval, reason = "packing many weights takes its time")]));
    match layer.op.constant(core) {
        None => quote!(#allow static #name: #ty = #value;),
        Some((op_ty, op_value)) => quote!(#allow static #name: (#ty, #op_ty) = (#value, #op_value);),
    }
}

fn dense(layer: &QuantLayer, wide: bool, core: &TokenStream) -> (TokenStream, TokenStream) {
    let [inputs, outputs] = [layer.inputs, layer.outputs].map(Literal::usize_unsuffixed);
    let (format, make) = match (layer.storage, wide) {
        (Storage::I4, _) => ("I4", "i4"),
        (Storage::I8, true) => ("I8Wide", "i8_wide"),
        (Storage::I8, false) => ("I8", "i8"),
        (Storage::I16, _) => ("I16", "i16"),
        (Storage::Codebook2, _) => ("Codebook2", "codebook2"),
        (Storage::Codebook3, _) => ("Codebook3", "codebook3"),
        (Storage::Codebook4, _) => ("Codebook4", "codebook4"),
        (Storage::Sparse, _) => ("Sparse", "sparse"),
    };
    let (format, make) = (format_ident!("{format}"), format_ident!("{make}"));
    let bytes = Literal::byte_string(&layer.bytes());
    let bias = layer.bias.iter().map(|&bias| Literal::i32_unsuffixed(bias));
    if layer.storage == Storage::Sparse {
        let nonzero = Literal::usize_unsuffixed(layer.nonzero());
        let ty =
            quote!(#core::#format<#inputs, #outputs, { #core::sparse_counts(#inputs, #outputs) }, #nonzero>);
        return (ty, quote!(#core::#make(#bytes, [#(#bias),*])));
    }
    let len = format_ident!("{make}_len");
    let ty = quote!(#core::#format<#inputs, #outputs, { #core::#len(#inputs, #outputs) }>);
    let table: Vec<u8> = layer.table().into_iter().map(i8::cast_unsigned).collect();
    let table = (!table.is_empty()).then(|| Literal::byte_string(&table)).into_iter();
    (ty, quote!(#core::#make(#(#table,)* #bytes, [#(#bias),*])))
}

/// A function from the inputs to the sums of the last layer.
pub(super) fn sums(model: &Model, core: &TokenStream) -> TokenStream {
    let layers = model.layers();
    let Some((last, hidden)) = layers.split_last() else {
        return TokenStream::new();
    };
    let parameters = inputs::parameters(&model.network);
    let enter = inputs::enter(model, core);
    let hidden = hidden.iter().map(|layer| hidden_call(layer, core));
    let outputs = Literal::usize_unsuffixed(last.outputs);
    let dense = dense_place(last);
    let (sums, x) = (sums_name(), inputs::local("x"));
    quote! {
        #[inline]
        const fn #sums(#parameters) -> [i32; #outputs] {
            #enter
            #(#hidden)*
            #dense.sums(#x)
        }
    }
}

/// The function of [`sums`]; inputs, which could hide it, never begin with an underscore.
pub(super) fn sums_name() -> Ident {
    format_ident!("__sums")
}

fn hidden_call(layer: &QuantLayer, core: &TokenStream) -> TokenStream {
    let (dense, x) = (dense_place(layer), inputs::local("x"));
    let buffer = inputs::local(&format!("{}_out", layer.name));
    match layer.op.epilogue(core) {
        Some(epilogue) => quote! {
            let mut #buffer = #core::Buffer::new();
            let #x = #dense.hidden(#x, #epilogue, &mut #buffer);
        },
        None => {
            let op = op_place(layer);
            quote! {
                let mut #buffer = #core::Buffer::new();
                let #x = #op.hidden(#dense.sums(#x), &mut #buffer);
            }
        }
    }
}

/// Where the operator of the last layer is.
pub(super) fn last_op(model: &Model) -> TokenStream {
    model.layers().last().map(op_place).unwrap_or_default()
}

/// Every static of the model.
pub(super) fn names(model: &Model) -> impl Iterator<Item = Ident> {
    model.layers().iter().map(static_name)
}

fn static_name(layer: &QuantLayer) -> Ident {
    format_ident!("{}", layer.name.to_uppercase())
}

fn dense_place(layer: &QuantLayer) -> TokenStream {
    let name = static_name(layer);
    match layer.op.epilogue(&TokenStream::new()) {
        Some(_) => quote!(#name),
        None => quote!(#name.0),
    }
}

fn op_place(layer: &QuantLayer) -> TokenStream {
    let name = static_name(layer);
    quote!(#name.1)
}
