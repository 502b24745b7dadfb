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

/// `adc_mv: u16`, or a tuple of all: the parameter of the trait's methods.
pub(super) fn owned_parameter(network: &Network) -> TokenStream {
    let (names, ty) = (arguments(network), owned_type(network));
    match network.inputs.len() {
        1 => quote!(#names: #ty),
        _ => quote!((#names): #ty),
    }
}

/// The arguments for names that hold owned values.
pub(super) fn lent(network: &Network) -> TokenStream {
    let arguments = network.inputs.iter().map(|input| {
        let name = ident(input);
        if input.length.is_some() { quote!(&#name) } else { quote!(#name) }
    });
    quote!(#(#arguments),*)
}

/// Statements that end with `x`, the activations that enter the first layer.
pub(super) fn enter(model: &Model, core: &TokenStream) -> TokenStream {
    let inputs = &model.network.inputs;
    let [input, values, x] = ["input", "values", "x"].map(local);
    if inputs.iter().any(|input| input.length.is_some()) {
        let gather = gather(model, core, &values);
        return quote! {
            #gather
            let mut #input = #core::Buffer::new();
            let #x = #input.store(&#values);
        };
    }
    let entering = inputs.iter().zip(&model.simplified.domains).map(|(input, domain)| {
        let (name, numbers, shift) = (ident(input), numbers(domain), shift(domain));
        let shift = shift.map(|shift| quote!(<< #shift));
        quote!(#core::enter(#name as i32, #numbers) #shift)
    });
    quote! {
        let mut #input = #core::Buffer::new();
        let #x = #input.store(&[#(#entering),*]);
    }
}

/// Lets arrays and scalars enter `values` one after the other.
fn gather(model: &Model, core: &TokenStream, values: &Ident) -> TokenStream {
    let width = Literal::usize_unsuffixed(model.simplified.domains.len());
    let rest = local("rest");
    let mut first = 0;
    let steps = model.network.inputs.iter().map(|input| {
        let domain = &model.simplified.domains[first];
        let (name, numbers, shift) = (ident(input), numbers(domain), shift(domain));
        let shift = shift.map(|shift| quote!(.shifted(#shift)));
        first += input.width();
        let all = format_ident!("{}s", element(input));
        let raw = if input.length.is_some() { quote!(#name) } else { quote!(&[#name]) };
        quote!(let #rest = #core::input::#all(#raw, #core::Domain::new(#numbers) #shift, #rest);)
    });
    quote! {
        let mut #values = [0; #width];
        let #rest: &mut [i32] = &mut #values;
        #(#steps)*
        let _ = #rest;
    }
}

/// Statements that return an error for the first value outside of its range.
pub(super) fn checks(model: &Model, core: &TokenStream) -> TokenStream {
    let error = local("error");
    let mut first = 0;
    let checks = model.network.inputs.iter().map(|input| {
        let (name, text) = (ident(input), &input.name);
        let domain = &model.simplified.domains[first];
        first += input.width();
        let check = if input.length.is_some() {
            let (check, domain) = (format_ident!("check_{}s", element(input)), numbers(domain));
            quote!(input::#check(#name, #core::Domain::new(#domain), #text))
        } else {
            let [min, max] = [domain.min, domain.max].map(Literal::i32_unsuffixed);
            quote!(check(#text, #name as i32, #min, #max))
        };
        quote! {
            if let #core::Err(#error) = #core::#check {
                return #core::Err(#error);
            }
        }
    });
    checks.collect()
}

/// A local variable, which no parameter of the same name can be taken for.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
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

/// What is shifted by, if anything is.
fn shift(domain: &Domain) -> Option<Literal> {
    (domain.shift > 0).then(|| Literal::u32_unsuffixed(domain.shift))
}

/// `min, max, center`
fn numbers(domain: &Domain) -> TokenStream {
    let numbers = [domain.min, domain.max, domain.center].map(Literal::i32_unsuffixed);
    quote!(#(#numbers),*)
}
