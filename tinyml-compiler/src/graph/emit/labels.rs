//! The enum of a classifier's labels, which the attribute names, and the method that picks one.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout::Layout;
use super::{edges, methods};
use crate::emit::{Item, classes};
use crate::graph::{ElementType, GraphModel};

/// The enum, if there are labels.
pub(super) fn labels(model: &GraphModel, item: &Item) -> TokenStream {
    if model.labels.is_empty() { TokenStream::new() } else { classes::declaration(&model.labels, item) }
}

/// The method, likewise.
pub(super) fn classify(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (labels, [(scores, edge), ..]) = (&layout.model.labels, layout.outputs.as_slice()) else {
        return TokenStream::new();
    };
    if labels.is_empty() {
        return TokenStream::new();
    }
    let (visibility, class) = (&item.visibility, classes::name(item));
    let (name, parameters) = (methods::called("classify", layout), methods::parameters(layout));
    let body = methods::inference(layout, &quote!(__run), None);
    let (of, variants) = (edges::view_of(edge), classes::variants(labels));
    let (first, by) = (variants.first(), compared(edge.tensor.element));
    quote! {
        #[doc = " The class with the greatest score; of equal ones the first."]
        #visibility const fn #name(#parameters) -> #class {
            #body
            __ml::tensor::class(
                __ml::tensor::View::#of(&#scores), __ml::tensor::Scores::#by, &#class::ALL, #class::#first,
            )
        }
    }
}

fn compared(element: ElementType) -> TokenStream {
    match element {
        ElementType::U8 | ElementType::Bool => quote!(Unsigned),
        ElementType::F32 => quote!(Float),
        ElementType::I4 | ElementType::I8 | ElementType::I16 | ElementType::I32 | ElementType::I64 => {
            quote!(Signed)
        }
    }
}
