//! What stands in for the expansion after an error, so that one mistake is one message.
//!
//! If the model could be read, the signatures are those of the model; else a single argument of any type will do.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::methods::{is_scalar, output_type};
use super::{Item, classes, inputs};
use crate::network::{Network, Outputs};
use crate::quantize::outputs;

/// Methods that compile and give nothing.
pub fn stub(item: &Item, network: Option<&Network>) -> TokenStream {
    match network {
        Some(network) => typed(item, network),
        None => untyped(item),
    }
}

fn untyped(item: &Item) -> TokenStream {
    let Item { name, visibility, .. } = item;
    quote! {
        #[allow(dead_code)]
        impl #name {
            #[doc(hidden)]
            #visibility const fn infer<T: ::core::marker::Copy>(&self, _: T) -> i16 {
                0
            }
        }
    }
}

fn typed(item: &Item, network: &Network) -> TokenStream {
    let Item {
        name,
        visibility,
        krate,
        ..
    } = item;
    let (parameters, output) = (inputs::parameters(network), output_type(network));
    let length = Literal::usize_unsuffixed(outputs(network).len());
    let value = if is_scalar(network) {
        quote!(0)
    } else {
        quote!([0; #length])
    };
    let classes = classes::classes(network, item);
    let classify = matches!(network.outputs, Outputs::Classes { .. }).then(|| {
        let class = classes::name(item);
        quote! {
            #[doc(hidden)]
            #visibility const fn classify(&self, #parameters) -> #class {
                #class::ALL[0]
            }
        }
    });
    quote! {
        #classes
        #[allow(dead_code, unused_variables)]
        impl #name {
            #[doc(hidden)]
            #visibility const fn infer(&self, #parameters) -> #output {
                #value
            }
            #[doc(hidden)]
            #visibility const fn try_infer(
                &self,
                #parameters
            ) -> ::core::result::Result<#output, #krate::OutOfRange> {
                ::core::result::Result::Ok(#value)
            }
            #classify
        }
    }
}
