//! What a user calls: `infer` and its forms, each a call of the one function that runs the kernels.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::layout::Layout;
use super::{docs, edges, fields, labels};
use crate::emit::Item;
use crate::options::MemoryPlace;
use proc_macro2::Literal;

/// The inherent methods, but `new` and `reset`.
pub(super) fn methods(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (infer, into) = (infer(layout, item), infer_into(layout, item));
    let (traced, classify) = (infer_traced(layout, item), labels::classify(layout, item));
    quote!(#infer #into #traced #classify)
}

fn infer(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (visibility, docs) = (&item.visibility, docs::infer(layout));
    let (name, parameters) = (called("infer", layout), parameters(layout));
    let (result, body) = (edges::result(&layout.outputs), inference(layout, &quote!(__run), None));
    let (unpacked, values) = edges::values(&layout.outputs);
    quote! {
        #(#[doc = #docs])*
        #visibility const fn #name(#parameters) -> #result {
            #body
            #unpacked
            #values
        }
    }
}

fn infer_into(layout: &Layout<'_>, item: &Item) -> TokenStream {
    if layout.outputs.iter().all(|(_, edge)| edges::is_scalar(edge)) {
        return TokenStream::new();
    }
    let (visibility, parameters) = (&item.visibility, parameters(layout));
    let (places, stack) = (edges::places(&layout.outputs), stack(layout));
    let arguments = fields::arguments(layout)
        .chain(edges::reading(&layout.inputs))
        .chain(edges::writing_to(&layout.outputs));
    quote! {
        #[doc = " The same, written to where the caller wants it: an output that is large needs no second place."]
        #visibility const fn infer_into(#parameters, #places) {
            #stack
            __run(#(#arguments),*);
        }
    }
}

fn infer_traced(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (visibility, parameters) = (&item.visibility, parameters(layout));
    let result = edges::result(&layout.outputs);
    let body = inference(layout, &quote!(__run_traced), Some(quote!(trace)));
    let (unpacked, values) = edges::values(&layout.outputs);
    quote! {
        #[doc = " The same, while `trace` sees what each operator has given: to compare a chip with a host, operator by operator."]
        #[doc = " Costs nothing where it is not called."]
        #visibility fn infer_traced(#parameters, trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>)) -> #result {
            #body
            #unpacked
            #values
        }
    }
}

/// Statements that leave the outputs in arrays of their names.
pub(super) fn inference(
    layout: &Layout<'_>,
    function: &TokenStream,
    trace: Option<TokenStream>,
) -> TokenStream {
    let (stack, arrays) = (stack(layout), edges::arrays(&layout.outputs));
    let arguments = fields::arguments(layout)
        .chain(edges::reading(&layout.inputs))
        .chain(edges::writing(&layout.outputs))
        .chain(trace);
    quote! {
        #stack
        #arrays
        #function(#(#arguments),*);
    }
}

/// The working memory, where it is on the stack.
fn stack(layout: &Layout<'_>) -> TokenStream {
    let bytes = Literal::usize_unsuffixed(layout.memory_bytes());
    match layout.model.memory {
        MemoryPlace::Stack => quote!(let mut memory = __ml::tensor::Arena::<#bytes>::new();),
        MemoryPlace::Struct | MemoryPlace::Borrowed => TokenStream::new(),
    }
}

/// `&mut self, features: &[i8; 490]`, with the memory where it is lent.
pub(super) fn parameters(layout: &Layout<'_>) -> TokenStream {
    let (receiver, inputs) = (fields::receiver(layout), edges::parameters(&layout.inputs));
    let bytes = Literal::usize_unsuffixed(layout.memory_bytes());
    let memory = match layout.model.memory {
        MemoryPlace::Borrowed => Some(quote!(memory: &mut __ml::tensor::Arena<#bytes>,)),
        MemoryPlace::Struct | MemoryPlace::Stack => None,
    };
    quote!(#receiver, #memory #inputs)
}

/// `infer`, or `infer_in` where the memory is lent.
pub(super) fn called(name: &str, layout: &Layout<'_>) -> Ident {
    match layout.model.memory {
        MemoryPlace::Borrowed => format_ident!("{name}_in"),
        MemoryPlace::Struct | MemoryPlace::Stack => format_ident!("{name}"),
    }
}
