//! An enum in the user's module: what the classes of a classifier and the faults of a sensor have in common.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Item;

/// The declaration, without its methods; each variant comes with the line that documents it.
pub(super) fn declaration(
    item: &Item,
    name: &Ident,
    doc: &str,
    variants: &[(String, &Ident)],
) -> TokenStream {
    let Item { visibility, attributes, .. } = item;
    let (docs, variants): (Vec<&String>, Vec<&Ident>) =
        variants.iter().map(|(doc, variant)| (doc, *variant)).unzip();
    quote! {
        #(#attributes)*
        #[doc = #doc]
        #[allow(dead_code, clippy::enum_variant_names, reason = "generated")]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash
        )]
        #visibility enum #name {
            #(
                #[doc = #docs]
                #variants,
            )*
        }
    }
}
