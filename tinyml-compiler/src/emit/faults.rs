//! The enum of faults, and the functions that tell a fault from a measurement: where a model file declares any.
//!
//! A `match` over all values of an input's type decides, so that rustc proves that no value is forgotten and LLVM makes
//! the comparisons. The range of measurements stands first, where a healthy sensor is.
//!
//! On the thermistor (`ntc_fault` of `cargo xtask bench`, opt-level 3), with the caller's `match` on the result, a measurement takes 3
//! instructions more than `infer` on Armv6-M and 6 on Armv7E-M, a fault 18 and 21 in all; 68 and 56 bytes of flash. LLVM leaves
//! out the clamp of the input, which it knows to be within its range.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::enums::declaration;
use super::markdown::text;
use super::{Item, Model, docs, inputs, methods};
use crate::fault::{Cause, Variant};
use crate::network::{Fault, Input, Network};

/// The enum, for a model with faults.
pub(super) fn faults(network: &Network, item: &Item) -> TokenStream {
    if !network.declares_faults() {
        return TokenStream::new();
    }
    let (name, variants) = (name(item), network.fault_variants());
    let Item { visibility, attributes, .. } = item;
    let idents: Vec<Ident> = variants.iter().map(ident).collect();
    let doc = format!(" What can be wrong with the inputs of [`{}`].", item.name);
    let documented =
        variants.iter().map(|variant| format!(" {}", meaning(variant, network, text))).zip(&idents);
    let declaration = declaration(item, &name, &doc, &documented.collect::<Vec<_>>());
    let count = Literal::usize_unsuffixed(variants.len());
    let names = variants.iter().map(|variant| variant.cause.name());
    let inputs = variants.iter().map(|variant| &network.inputs[variant.input].name);
    let messages = variants.iter().map(|variant| meaning(variant, network, str::to_owned));
    quote! {
        #declaration

        #(#attributes)*
        #[allow(dead_code, reason = "not every program uses all of a model")]
        impl #name {
            #[doc = " Every fault, in the order of the inputs."]
            #visibility const ALL: [Self; #count] = [#(Self::#idents),*];

            #[doc = " The name as the model file spells it."]
            #visibility const fn name(self) -> &'static str {
                match self {
                    #(Self::#idents => #names,)*
                }
            }

            #[doc = " The name of the input that it is about."]
            #visibility const fn input(self) -> &'static str {
                match self {
                    #(Self::#idents => #inputs,)*
                }
            }
        }

        #(#attributes)*
        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(match self {
                    #(Self::#idents => #messages,)*
                })
            }
        }

        #(#attributes)*
        #[automatically_derived]
        impl ::core::error::Error for #name {}
    }
}

/// The methods, for a model with faults.
pub(super) fn methods(model: &Model, item: &Item, core: &TokenStream) -> TokenStream {
    let network = &model.network;
    if !network.declares_faults() {
        return TokenStream::new();
    }
    let (visibility, fault, name) = (&item.visibility, inputs::local("fault"), name(item));
    let (parameters, arguments) = (inputs::parameters(network), inputs::arguments(network));
    let output = methods::output_type(network);
    let (fault_docs, infer_docs) = (docs::fault(), docs::infer_or_fault());
    let variants = network.fault_variants();
    let checks = network.inputs.iter().enumerate().map(|(index, input)| {
        let own = variants.iter().filter(|variant| variant.input == index);
        match input.length {
            None => scalar(input, own.collect(), &name, core),
            Some(_) => array(input, own.collect(), &name, core),
        }
    });
    quote! {
        #(#[doc = #fault_docs])*
        #visibility const fn fault(&self, #parameters) -> #core::Option<#name> {
            #(#checks)*
            #core::None
        }

        #(#[doc = #infer_docs])*
        #visibility const fn infer_or_fault(&self, #parameters) -> #core::Result<#output, #name> {
            match self.fault(#arguments) {
                #core::None => #core::Ok(self.infer(#arguments)),
                #core::Some(#fault) => #core::Err(#fault),
            }
        }
    }
}

/// A `match` that has an arm for every value of the type; nothing where each is a measurement.
fn scalar(input: &Input, variants: Vec<&Variant<'_>>, name: &Ident, core: &TokenStream) -> TokenStream {
    if variants.is_empty() {
        return TokenStream::new();
    }
    let parameter = inputs::ident(input);
    let measurements = input.measurements().into_iter().map(range);
    let arms = variants.into_iter().map(|variant| {
        let ident = ident(variant);
        let pattern = match variant.cause {
            Cause::Declared(fault) => range((fault.min, fault.max)),
            Cause::BeyondCalibration | Cause::OutOfRange => quote!(_),
        };
        quote!(#pattern => return #core::Some(#name::#ident),)
    });
    quote! {
        match #parameter {
            #(#measurements)|* => {}
            #(#arms)*
        }
    }
}

/// Of an array it is only known whether all its values lie within the declared range; nothing to do where they must.
fn array(input: &Input, variants: Vec<&Variant<'_>>, name: &Ident, core: &TokenStream) -> TokenStream {
    let (parameter, text) = (inputs::ident(input), &input.name);
    let check = format_ident!("check_{}s", inputs::element(input));
    let [min, max] = [input.min, input.max].map(Literal::i64_unsuffixed);
    let checks = variants.into_iter().map(|variant| {
        let ident = ident(variant);
        quote! {
            if #core::input::#check(#parameter, #core::Domain::new(#min, #max, 0), #text).is_err() {
                return #core::Some(#name::#ident);
            }
        }
    });
    checks.collect()
}

fn range((min, max): (i64, i64)) -> TokenStream {
    let [least, greatest] = [min, max].map(Literal::i64_unsuffixed);
    if min == max { quote!(#least) } else { quote!(#least..=#greatest) }
}

/// The name of the enum.
pub(super) fn name(item: &Item) -> Ident {
    item.faults.clone().unwrap_or_else(|| format_ident!("{}Fault", item.name))
}

fn ident(variant: &Variant<'_>) -> Ident {
    Ident::new(&variant.name, Span::call_site())
}

/// What a variant says, in a sentence; `free` makes the text of a file what it has to be.
fn meaning(variant: &Variant<'_>, network: &Network, free: impl Fn(&str) -> String) -> String {
    let input = &network.inputs[variant.input];
    let (name, range) = (&input.name, |(min, max): (i64, i64)| format!("{min}..={max}"));
    match variant.cause {
        Cause::Declared(fault) => {
            let values = match fault {
                Fault { min, max, .. } if min == max => format!("at {min}"),
                Fault { min, max, .. } => format!("in {}", range((*min, *max))),
            };
            let about =
                fault.description.as_ref().map_or(String::new(), |about| format!(": {}", free(about)));
            format!("`{name}` {values} means `{}`{about}", fault.name)
        }
        Cause::BeyondCalibration => {
            let ends = range(input.faults.calibrated.unwrap_or((input.min, input.max)));
            format!("`{name}` lies outside of {ends}, for which the model is calibrated")
        }
        Cause::OutOfRange => {
            format!(
                "`{name}` lies outside of {}, for which the model was made",
                range((input.min, input.max))
            )
        }
    }
}
