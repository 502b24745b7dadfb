//! A few points that rustc itself runs in every build, so that neither a changed kernel nor a miscompilation passes
//! unseen.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::methods::is_scalar;
use super::{Item, Model, inputs};
use crate::network::Network;
use crate::points::Points;

/// How many points there are at most.
const POINTS: u64 = 8;

/// Models with more multiplications are not evaluated by rustc, which takes a microsecond for each.
const MACS_MAX: usize = 20_000;

/// Assertions in constant evaluation.
pub(super) fn assertions(model: &Model, item: &Item) -> TokenStream {
    if model.plan.macs > MACS_MAX {
        return TokenStream::new();
    }
    // Braces, since a layer's static may hide the value of the struct.
    let (name, subject) = (&item.name, inputs::local("model"));
    let asserts = Points::sparse(&model.network, POINTS).into_iter().map(|point| {
        let arguments = arguments(&model.network, &point);
        let outputs = model.program.run(&point).into_iter().map(Literal::i32_unsuffixed);
        let pattern = if is_scalar(&model.network) { quote!(#(#outputs)*) } else { quote!([#(#outputs),*]) };
        quote!(::core::assert!(::core::matches!(#subject.infer(#arguments), #pattern));)
    });
    quote! {
        const _: () = {
            let #subject = #name {};
            #(#asserts)*
        };
    }
}

fn arguments(network: &Network, point: &[i32]) -> TokenStream {
    let mut values = point.iter().map(|&value| Literal::i32_unsuffixed(value));
    let arguments = network.inputs.iter().map(|input| match input.length {
        None => {
            let value = values.next();
            quote!(#value)
        }
        Some(length) => {
            let values: Vec<_> = values.by_ref().take(length).collect();
            quote!(&[#(#values),*])
        }
    });
    let arguments: Vec<_> = arguments.collect();
    quote!(#(#arguments),*)
}
