//! What stands in for the expansion after an error, so that one mistake is one message.
//!
//! Nothing that uses the model may give a message of its own, whatever the model's signature would have been. So
//! everything in the stub has a type that is itself an error, about which rustc is silent: an array whose length is the
//! `compile_error!`. A stub with real types and made-up values would not do, since a user's constant that is computed by
//! the model, or an assertion on one, would fail next.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::{Item, classes, constants, faults};
use crate::source::Source;

/// What is known after an error.
#[derive(Debug, Clone)]
pub struct Stub {
    /// The item and the arguments; without a `krate` there are no trait implementations.
    pub item: Item,
    /// `<T>`, if the type has generics by mistake.
    pub parameters: TokenStream,
    /// `<T> where …`, likewise.
    pub of_type: TokenStream,
    /// Whether the item's name is a value, as that of a unit struct is.
    pub is_value: bool,
    /// Whether the file is that of a graph, which has more methods.
    pub is_graph: bool,
    /// The errors, each a call of `compile_error!`.
    pub errors: Vec<TokenStream>,
}

/// Everything that an expansion offers, with a type that keeps rustc silent.
pub fn stub(stub: &Stub, source: Option<&Source>) -> TokenStream {
    let Stub { item, parameters, of_type, is_value, is_graph, errors } = stub;
    let Item { name, visibility, attributes, .. } = item;
    let unknown = classes::name(item);
    let value = (!is_value).then(|| {
        quote! {
            #(#attributes)*
            #visibility const #name: #unknown = [];
        }
    });
    let faults = may_have_faults(source, item).then(|| {
        let faults = faults::name(item);
        quote! {
            #(#attributes)*
            #visibility type #faults = #unknown;
        }
    });
    let constants = constants::NAMES.iter().map(|name| format_ident!("{name}")).chain(ranges(source));
    let graph = is_graph.then(|| of_graph(item, &unknown));
    let traits = traits(stub, &unknown);
    quote! {
        #(#attributes)*
        #visibility type #unknown = [(); { #(#errors);* }];
        #faults
        #value
        #(#attributes)*
        const _: () = {
            impl #parameters #name #of_type {
                #(#visibility const #constants: #unknown = [];)*
                #visibility const fn infer(&self, _: #unknown) -> #unknown { [] }
                #visibility const fn try_infer(&self, _: #unknown) -> #unknown { [] }
                #visibility const fn classify(&self, _: #unknown) -> #unknown { [] }
                #visibility const fn fault(&self, _: #unknown) -> #unknown { [] }
                #visibility const fn infer_or_fault(&self, _: #unknown) -> #unknown { [] }
                #graph
            }
            #traits
        };
    }
}

/// What only graphs have.
fn of_graph(item: &Item, unknown: &Ident) -> TokenStream {
    const NAMES: [&str; 6] = [
        "MEMORY_BYTES",
        "INPUT_SHAPE",
        "INPUT_SCALE",
        "INPUT_ZERO_POINT",
        "OUTPUT_SHAPE",
        "OUTPUT_ZERO_POINT",
    ];
    let visibility = &item.visibility;
    let constants = NAMES.map(|name| format_ident!("{name}"));
    let methods =
        ["infer_in", "infer_into", "infer_traced", "classify_in"].map(|name| format_ident!("{name}"));
    quote! {
        #(#visibility const #constants: #unknown = [];)*
        #visibility const fn new() -> #unknown { [] }
        #visibility const fn reset(&self) -> #unknown { [] }
        #(#visibility const fn #methods(&self, _: #unknown) -> #unknown { [] })*
    }
}

fn traits(stub: &Stub, unknown: &Ident) -> TokenStream {
    let Stub { item, parameters, of_type, .. } = stub;
    let Item { name, krate, .. } = item;
    if krate.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #parameters #krate::Model for #name #of_type {
            type Input = #unknown;
            type Output = #unknown;
            const NAME: &'static str = Self::NAME;
            const FLASH_BYTES: usize = Self::FLASH_BYTES;
            const RAM_BYTES: usize = Self::RAM_BYTES;
            const STACK_BYTES: usize = Self::STACK_BYTES;
            const MACS: usize = Self::MACS;
            fn infer(&self, _: #unknown) -> #unknown { [] }
            fn try_infer(&self, _: #unknown) -> ::core::result::Result<#unknown, #krate::OutOfRange> { [] }
        }
        impl #parameters #krate::Classifier for #name #of_type {
            type Class = #unknown;
            const LABELS: &'static [&'static str] = Self::NAME;
            fn classify(&self, _: #unknown) -> #unknown { [] }
        }
    }
}

/// Whether the user may name the enum of faults. Where the file is unknown, that is more likely than another type of the same
/// name; where it declares none, its user may have such a type.
fn may_have_faults(source: Option<&Source>, item: &Item) -> bool {
    let declares =
        |source: &Source| source.text().contains("\"faults\"") || source.text().contains("\"calibrated\"");
    item.faults.is_some() || source.is_none_or(declares)
}

/// The constants that are named after the inputs, as far as a file with errors still says how they are called.
fn ranges(source: Option<&Source>) -> Vec<Ident> {
    let file: Value = source.and_then(|source| serde_json::from_str(source.text()).ok()).unwrap_or_default();
    let inputs = file["inputs"].as_array().into_iter().flatten();
    let mut names: Vec<&str> = inputs.filter_map(|input| input["name"].as_str()).filter(is_plain).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().flat_map(constants::range_names).collect()
}

fn is_plain(name: &&str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain)
}
