//! From a planned graph to tokens. Cannot fail: whatever could be wrong has been reported before.
//!
//! The expansion is data and calls: one static for each kernel, named after the tensor that it gives, and one function that runs
//! them one after the other in the planned memory, whose offsets are its literals. Everything lies in one anonymous
//! constant; only the fields of the struct (its working memory and what it remembers) and the enum of labels stand outside.

mod constants;
mod docs;
mod edges;
mod fields;
mod labels;
mod layout;
mod methods;
mod names;
mod quality;
mod run;
mod statics;
#[cfg(test)]
mod tests;

pub use fields::fields;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Item;
use crate::graph::GraphModel;
use layout::Layout;

/// The expansion, without the item itself.
pub fn emit(model: &GraphModel, item: &Item) -> TokenStream {
    let Item { krate, name, sources, attributes, .. } = item;
    let layout = Layout::new(model);
    let (labels, statics, run) = (labels::labels(model, item), statics::statics(&layout), run::run(&layout));
    let (fields, constants) = (fields::methods(&layout, item), constants::constants(&layout, item));
    let (methods, docs) = (methods::methods(&layout, item), docs::lines(&layout));
    quote! {
        #labels
        #(#attributes)*
        #[allow(dead_code, deprecated, unused_variables, clippy::too_many_arguments, reason = "generated")]
        const _: () = {
            use #krate::expansion as __ml;
            // Rebuilds the crate when the model changes; nothing of it reaches the chip.
            #(const _: &[u8] = ::core::include_bytes!(#sources);)*
            #statics
            #run
            #(#[doc = #docs])*
            impl #name {
                #constants
                #fields
                #methods
            }
        };
    }
}
