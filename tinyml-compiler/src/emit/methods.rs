//! What a user calls: `infer`, `try_infer`, `classify`, and the traits for generic firmware.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Item, Model, classes, docs, inputs, layers, piecewise};
use crate::network::{IntType, Network, Outputs};
use crate::ops::Op;
use crate::program::Program;
use crate::quantize::outputs;

/// The inherent methods.
pub(super) fn methods(model: &Model, item: &Item, core: &TokenStream) -> TokenStream {
    let visibility = &item.visibility;
    let (parameters, arguments) = (inputs::parameters(&model.network), inputs::arguments(&model.network));
    let (output, body) = (output_type(&model.network), body(model, core));
    let checks = inputs::checks(model, core);
    let (infer_docs, try_docs) = (docs::infer(model), docs::try_infer());
    let classify = classify(model, item, core);
    quote! {
        #(#[doc = #infer_docs])*
        #visibility const fn infer(&self, #parameters) -> #output {
            #body
        }

        #(#[doc = #try_docs])*
        #visibility const fn try_infer(&self, #parameters) -> #core::Result<#output, #core::OutOfRange> {
            #checks
            #core::Ok(self.infer(#arguments))
        }

        #classify
    }
}

/// From the inputs to the outputs in their type.
fn body(model: &Model, core: &TokenStream) -> TokenStream {
    match &model.program {
        Program::Layers(_) => {
            let (op, sums) = (layers::last_op(model), layers::sums_name());
            let arguments = inputs::arguments(&model.network);
            let (names, values) = results(&model.network);
            quote! {
                let [#(#names),*] = #op.outputs(#sums(#arguments));
                #values
            }
        }
        Program::Piecewise(piecewise) => {
            let raw = piecewise::outputs(model, piecewise, core).into_iter();
            let values: Vec<TokenStream> = raw.map(|raw| narrowed(&raw, &model.network)).collect();
            if is_scalar(&model.network) { quote!(#(#values)*) } else { quote!([#(#values),*]) }
        }
    }
}

fn classify(model: &Model, item: &Item, core: &TokenStream) -> TokenStream {
    let Outputs::Classes { labels, .. } = &model.network.outputs else {
        return TokenStream::new();
    };
    let visibility = &item.visibility;
    let (parameters, arguments) = (inputs::parameters(&model.network), inputs::arguments(&model.network));
    let (class, op, sums) = (classes::name(item), layers::last_op(model), layers::sums_name());
    // The choice needs no probabilities: the logits name the same class, for less.
    let softmax = model.layers().last().is_some_and(|layer| matches!(layer.op, Op::Softmax(_)));
    let scores = Ident::new(if softmax { "logits" } else { "outputs" }, Span::call_site());
    let variants = classes::variants(labels);
    let first = variants.first();
    quote! {
        #[doc = " The class with the greatest score; of equal ones the first. Inputs are clamped to their ranges."]
        #visibility const fn classify(&self, #parameters) -> #class {
            #core::class(&#op.#scores(#sums(#arguments)), &#class::ALL, #class::#first)
        }
    }
}

/// The traits of tinyml-core.
pub(super) fn traits(model: &Model, item: &Item, core: &TokenStream) -> TokenStream {
    let Item { name, .. } = item;
    let network = &model.network;
    let (input, output) = (inputs::owned_type(network), output_type(network));
    let (parameter, arguments) = (inputs::owned_parameter(network), inputs::lent(network));
    let model_trait = quote! {
        #[automatically_derived]
        impl #core::Model for #name {
            type Input = #input;
            type Output = #output;
            const NAME: &'static str = Self::NAME;
            const FLASH_BYTES: usize = Self::FLASH_BYTES;
            const RAM_BYTES: usize = Self::RAM_BYTES;
            const STACK_BYTES: usize = Self::STACK_BYTES;
            const MACS: usize = Self::MACS;
            fn infer(&self, #parameter) -> #output {
                Self::infer(self, #arguments)
            }
            fn try_infer(&self, #parameter) -> #core::Result<#output, #core::OutOfRange> {
                Self::try_infer(self, #arguments)
            }
        }
    };
    let Outputs::Classes { labels, .. } = &network.outputs else {
        return model_trait;
    };
    let class = classes::name(item);
    quote! {
        #model_trait
        #[automatically_derived]
        impl #core::Classifier for #name {
            type Class = #class;
            const LABELS: &'static [&'static str] = &[#(#labels),*];
            fn classify(&self, #parameter) -> #class {
                Self::classify(self, #arguments)
            }
        }
    }
}

/// `i16`, or `[i16; 3]`.
pub(super) fn output_type(network: &Network) -> TokenStream {
    let outputs = outputs(network);
    let ty = Ident::new(outputs[0].ty.name(), Span::call_site());
    if is_scalar(network) {
        return quote!(#ty);
    }
    let length = Literal::usize_unsuffixed(outputs.len());
    quote!([#ty; #length])
}

/// Names for the raw outputs, and the expression that narrows them to their type.
fn results(network: &Network) -> (Vec<Ident>, TokenStream) {
    let outputs = outputs(network);
    let names: Vec<Ident> = (0..outputs.len()).map(|index| inputs::local(&format!("y{index}"))).collect();
    let narrowed = names.iter().map(|name| narrowed(&quote!(#name), network));
    let value = if is_scalar(network) { quote!(#(#narrowed)*) } else { quote!([#(#narrowed),*]) };
    (names, value)
}

/// A raw output in its type.
fn narrowed(raw: &TokenStream, network: &Network) -> TokenStream {
    match outputs(network)[0].ty {
        IntType::I32 => raw.clone(),
        ty => {
            let ty = format_ident!("{}", ty.name());
            quote!(#raw as #ty)
        }
    }
}

/// A single output of a regression stands alone; a classifier's scores are always an array.
pub(super) fn is_scalar(network: &Network) -> bool {
    matches!(&network.outputs, Outputs::Values(outputs) if outputs.len() == 1)
}
