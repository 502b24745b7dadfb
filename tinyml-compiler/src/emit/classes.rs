//! The enum of a classifier's classes: the one item that stands in the user's module, called after the struct.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::Item;
use super::enums;
use super::markdown::code;
use crate::check::variant_name;
use crate::network::{Network, Outputs};

/// The enum, for a classifier.
pub(super) fn classes(network: &Network, item: &Item) -> TokenStream {
    let Outputs::Classes { labels, .. } = &network.outputs else {
        return TokenStream::new();
    };
    declaration(labels, item)
}

/// The enum for some labels.
pub(crate) fn declaration(labels: &[String], item: &Item) -> TokenStream {
    let (name, variants) = (name(item), variants(labels));
    let Item { visibility, attributes, .. } = item;
    let doc = format!(" Classes of [`{}`], in the order of its scores.", item.name);
    let documented = labels.iter().map(|label| format!(" {}", code(label))).zip(&variants);
    let declaration = enums::declaration(item, &name, &doc, &documented.collect::<Vec<_>>());
    let count = Literal::usize_unsuffixed(labels.len());
    quote! {
        #declaration

        #(#attributes)*
        #[allow(dead_code, reason = "not every program uses all of a model")]
        impl #name {
            #[doc = " Every class, in the order of the scores."]
            #visibility const ALL: [Self; #count] = [#(Self::#variants),*];

            #[doc = " The label as the model file spells it."]
            #visibility const fn label(self) -> &'static str {
                match self {
                    #(Self::#variants => #labels,)*
                }
            }
        }
    }
}

/// The name of the enum.
pub(crate) fn name(item: &Item) -> Ident {
    item.classes.clone().unwrap_or_else(|| format_ident!("{}Class", item.name))
}

/// The variants; `check` has made sure that each label gives one, and no two the same.
pub(crate) fn variants(labels: &[String]) -> Vec<Ident> {
    let variant = |(index, label): (usize, &String)| {
        let name = variant_name(label).unwrap_or_else(|| format!("Class{index}"));
        Ident::new(&name, Span::call_site())
    };
    labels.iter().enumerate().map(variant).collect()
}
