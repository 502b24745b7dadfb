//! Parameters of the generated functions, and how their values enter the first layer.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use tinyml_core::input::Domain;

use super::Model;
use crate::network::{Input, Network};

/// `adc_mv: u16, image: &[u8; 64]`
pub(super) fn parameters(network: &Network) -> TokenStream {
    let parameters = network.inputs.iter().map(|input| {
        let (name, ty) = (ident(input), reference_type(input));
        quote!(#name: #ty)
    });
    quote!(#(#parameters),*)
}

/// `adc_mv, image`
pub(super) fn arguments(network: &Network) -> TokenStream {
    let names = network.inputs.iter().map(ident);
    quote!(#(#names),*)
}

/// The type of the trait's input: the one type, or a tuple of all.
pub(super) fn owned_type(network: &Network) -> TokenStream {
    let types = network.inputs.iter().map(|input| {
        let (ty, length) = (element(input), length(input));
        length.map_or(quote!(#ty), |length| quote!([#ty; #length]))
    });
    match network.inputs.len() {
        1 => quote!(#(#types)*),
        _ => quote!((#(#types),*)),
    }
}

/// `let adc_mv = input;`, or the parts of a tuple.
pub(super) fn take_apart(network: &Network) -> TokenStream {
    let names = arguments(network);
    match network.inputs.len() {
        1 => quote!(let #names = input;),
        _ => quote!(let (#names) = input;),
    }
}

/// The arguments for names that hold owned values.
pub(super) fn lent(network: &Network) -> TokenStream {
    let arguments = network.inputs.iter().map(|input| {
        let name = ident(input);
        if input.length.is_some() {
            quote!(&#name)
        } else {
            quote!(#name)
        }
    });
    quote!(#(#arguments),*)
}

/// Statements that end with `x`, the activations that enter the first layer.
pub(super) fn enter(model: &Model, core: &TokenStream) -> TokenStream {
    let inputs = &model.network.inputs;
    let values = if inputs.iter().all(|input| input.length.is_none()) {
        let values = inputs.iter().zip(&model.simplified.domains).map(|(input, at)| {
            let (name, at, widen) = (ident(input), domain(at, core), element(input));
            quote!(#at.enter(#core::input::#widen(#name)))
        });
        quote!(let values = [#(#values),*];)
    } else {
        gather(model, core)
    };
    quote! {
        #values
        let mut input = #core::Buffer::new();
        let x = input.store(&values);
    }
}

/// Lets arrays and scalars enter one after the other.
fn gather(model: &Model, core: &TokenStream) -> TokenStream {
    let width = Literal::usize_unsuffixed(model.simplified.domains.len());
    let mut first = 0;
    let steps = model.network.inputs.iter().map(|input| {
        let (name, domain, ty) = (
            ident(input),
            domain(&model.simplified.domains[first], core),
            element(input),
        );
        first += input.width();
        let all = format_ident!("{}s", ty);
        let raw = if input.length.is_some() {
            quote!(#name)
        } else {
            quote!(&[#name])
        };
        quote!(let rest = #core::input::#all(#raw, #domain, rest);)
    });
    quote! {
        let mut values = [0; #width];
        let rest: &mut [i32] = &mut values;
        #(#steps)*
        let _ = rest;
    }
}

/// Statements that return an error for the first value outside of its range.
pub(super) fn checks(model: &Model, core: &TokenStream) -> TokenStream {
    let mut first = 0;
    let checks = model.network.inputs.iter().map(|input| {
        let (name, text, ty) = (ident(input), &input.name, element(input));
        let domain = domain(&model.simplified.domains[first], core);
        first += input.width();
        let check = if input.length.is_some() {
            let check = format_ident!("check_{}s", ty);
            quote!(#core::input::#check(#name, #domain, #text))
        } else {
            quote!(#domain.check(#text, #core::input::#ty(#name)))
        };
        quote! {
            if let ::core::result::Result::Err(error) = #check {
                return ::core::result::Result::Err(error);
            }
        }
    });
    checks.collect()
}

/// The parameter of an input.
pub(super) fn ident(input: &Input) -> Ident {
    Ident::new(&input.name, Span::call_site())
}

/// The integer type of an input.
pub(super) fn element(input: &Input) -> Ident {
    Ident::new(input.ty.name(), Span::call_site())
}

fn reference_type(input: &Input) -> TokenStream {
    let (ty, length) = (element(input), length(input));
    length.map_or(quote!(#ty), |length| quote!(&[#ty; #length]))
}

fn length(input: &Input) -> Option<Literal> {
    input.length.map(Literal::usize_unsuffixed)
}

fn domain(domain: &Domain, core: &TokenStream) -> TokenStream {
    let [min, max, center] = [domain.min, domain.max, domain.center].map(Literal::i32_unsuffixed);
    quote!(#core::input::Domain::new(#min, #max, #center))
}
