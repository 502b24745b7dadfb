//! Parameters and results: arrays of the caller, by the types of the model's edges.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::graph::ElementType;
use crate::graph::lower::Edge;

/// The type of an element as the caller writes it.
pub(super) fn element(edge: &Edge) -> Ident {
    match edge.tensor.element {
        ElementType::I4 | ElementType::I8 => format_ident!("i8"),
        ElementType::U8 | ElementType::Bool => format_ident!("u8"),
        ElementType::I16 => format_ident!("i16"),
        ElementType::I32 | ElementType::I64 => format_ident!("i32"),
        ElementType::F32 => format_ident!("f32"),
    }
}

/// A tensor of one element is a scalar to the caller.
pub(super) fn is_scalar(edge: &Edge) -> bool {
    edge.span.count == 1
}

/// `[i8; 490]`, or `i8`.
pub(super) fn owned(edge: &Edge) -> TokenStream {
    let (element, count) = (element(edge), Literal::usize_unsuffixed(edge.span.count));
    if is_scalar(edge) { quote!(#element) } else { quote!([#element; #count]) }
}

/// `features: &[i8; 490], gain: i16`
pub(super) fn parameters(inputs: &[(Ident, &Edge)]) -> TokenStream {
    let one = |(name, edge): &(Ident, &Edge)| {
        let owned = owned(edge);
        if is_scalar(edge) { quote!(#name: #owned) } else { quote!(#name: &#owned) }
    };
    let parameters = inputs.iter().map(one);
    quote!(#(#parameters),*)
}

/// `scores: &mut [i8; 12]`
pub(super) fn places(outputs: &[(Ident, &Edge)]) -> TokenStream {
    let places = outputs.iter().map(|(name, edge)| {
        let owned = owned(edge);
        quote!(#name: &mut #owned)
    });
    quote!(#(#places),*)
}

/// The views of all inputs, from what [`parameters`] declares.
pub(super) fn reading(inputs: &[(Ident, &Edge)]) -> impl Iterator<Item = TokenStream> {
    inputs.iter().map(|(name, edge)| {
        let of = view_of(edge);
        if is_scalar(edge) {
            quote!(__ml::tensor::View::#of(&[#name]))
        } else {
            quote!(__ml::tensor::View::#of(#name))
        }
    })
}

/// The views of all outputs that are arrays of a function's own, see [`arrays`].
pub(super) fn writing(outputs: &[(Ident, &Edge)]) -> impl Iterator<Item = TokenStream> {
    outputs.iter().map(|(name, edge)| {
        let of = view_of(edge);
        quote!(__ml::tensor::ViewMut::#of(&mut #name))
    })
}

/// The same from what [`places`] declares.
pub(super) fn writing_to(outputs: &[(Ident, &Edge)]) -> impl Iterator<Item = TokenStream> {
    outputs.iter().map(|(name, edge)| {
        let of = view_of(edge);
        if is_scalar(edge) {
            quote!(__ml::tensor::ViewMut::#of(::core::slice::from_mut(#name)))
        } else {
            quote!(__ml::tensor::ViewMut::#of(#name))
        }
    })
}

/// An array for each output, to be written to.
pub(super) fn arrays(outputs: &[(Ident, &Edge)]) -> TokenStream {
    let arrays = outputs.iter().map(|(name, edge)| {
        let count = Literal::usize_unsuffixed(edge.span.count);
        let zero = match edge.tensor.element {
            ElementType::F32 => quote!(0.0),
            ElementType::I4
            | ElementType::I8
            | ElementType::U8
            | ElementType::I16
            | ElementType::I32
            | ElementType::I64
            | ElementType::Bool => quote!(0),
        };
        quote!(let mut #name = [#zero; #count];)
    });
    arrays.collect()
}

/// The arrays as a function returns them: the one, or a tuple.
pub(super) fn values(outputs: &[(Ident, &Edge)]) -> (TokenStream, TokenStream) {
    let scalars = outputs.iter().filter(|(_, edge)| is_scalar(edge));
    let unpacked: TokenStream = scalars.map(|(name, _)| quote!(let [#name] = #name;)).collect();
    let names = outputs.iter().map(|(name, _)| name);
    match outputs {
        [(name, _)] => (unpacked, quote!(#name)),
        _ => (unpacked, quote!((#(#names),*))),
    }
}

/// `[i8; 12]`, or a tuple.
pub(super) fn result(outputs: &[(Ident, &Edge)]) -> TokenStream {
    let mut types = outputs.iter().map(|(_, edge)| owned(edge));
    match outputs {
        [_] => types.next().unwrap_or_default(),
        _ => quote!((#(#types),*)),
    }
}

/// The function that makes a view of an array of some type.
pub(super) fn view_of(edge: &Edge) -> Ident {
    match edge.tensor.element {
        ElementType::I4 | ElementType::I8 | ElementType::I16 | ElementType::I32 | ElementType::I64 => {
            format_ident!("of")
        }
        ElementType::U8 | ElementType::Bool => format_ident!("bytes"),
        ElementType::F32 => format_ident!("floats"),
    }
}
