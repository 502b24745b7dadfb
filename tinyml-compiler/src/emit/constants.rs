//! Associated constants: what a person or a build wants to know of a model.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::methods::{is_scalar, output_type};
use super::{Item, Model};
use crate::cost::{Target, estimate};
use crate::program::Program;
use crate::quantize::outputs;
use crate::verify::Range;

/// The constants that every model has.
pub(super) const NAMES: [&str; 14] = [
    "NAME",
    "HASH",
    "FLASH_BYTES",
    "RAM_BYTES",
    "STACK_BYTES",
    "MACS",
    "INSTRUCTIONS_ARMV6M",
    "INSTRUCTIONS_ARMV7EM",
    "WORST_ERROR",
    "WORST_ERROR_AT",
    "ERROR_BOUND",
    "OUTPUT_SCALE",
    "LEAST_OUTPUT",
    "GREATEST_OUTPUT",
];

/// The constants of the inherent impl.
pub(super) fn constants(model: &Model, item: &Item, core: &TokenStream) -> TokenStream {
    let about = about(model, &item.visibility, core);
    let instructions = instructions(model, &item.visibility);
    let errors = errors(model, &item.visibility);
    let ranges = ranges(model, &item.visibility);
    let proved = outputs_proved(model, &item.visibility);
    quote!(#about #instructions #errors #proved #ranges)
}

fn about(model: &Model, visibility: &TokenStream, core: &TokenStream) -> TokenStream {
    let name = &model.network.name;
    let hash = Literal::u64_unsuffixed(model.hash);
    let (macs, stack) =
        (Literal::usize_unsuffixed(model.plan.macs), Literal::usize_unsuffixed(model.plan.stack_bytes));
    let statics = super::statics(model);
    quote! {
        #[doc = " Name from the model file."]
        #visibility const NAME: &'static str = #name;
        #[doc = " FNV-1a of the model file and of the attribute's options."]
        #visibility const HASH: u64 = #hash;
        #[doc = " Constant data in flash, in bytes: weights, biases, scales and tables in the target's layout."]
        #visibility const FLASH_BYTES: usize = #(#core::size(&#statics))+*;
        #[doc = " Static RAM, in bytes: none."]
        #visibility const RAM_BYTES: usize = 0;
        #[doc = " Activations on the stack at the peak, in bytes, at most."]
        #visibility const STACK_BYTES: usize = #stack;
        #[doc = " Multiplications of one inference."]
        #visibility const MACS: usize = #macs;
    }
}

/// `INSTRUCTIONS_ARMV6M` and its like, with what they are worth.
fn instructions(model: &Model, visibility: &TokenStream) -> TokenStream {
    let every = match &model.program {
        Program::Layers(_) => " Every input takes as many;",
        Program::Piecewise(_) => " The worst input is meant;",
    };
    let one = |(name, target): (&str, Target)| {
        let found = estimate(&model.program, &model.plan, target).instructions;
        let (name, count) =
            (format_ident!("INSTRUCTIONS_{}", name.to_uppercase()), libm::ceil(found) as usize);
        let count = Literal::usize_unsuffixed(count);
        let doc = format!(" Instructions of one inference on {}, estimated for opt-level 3.", target.title());
        quote! {
            #[doc = #doc]
            #[doc = #every]
            #[doc = " the estimate is within 10 % of an emulator's count for every model of the bench of tinyml."]
            #visibility const #name: usize = #count;
        }
    };
    Target::ALL.into_iter().map(one).collect()
}

fn errors(model: &Model, visibility: &TokenStream) -> TokenStream {
    let errors = &model.certificate;
    let worst = Literal::f32_unsuffixed(upwards(errors.worst.error));
    let bound = Literal::f32_unsuffixed(upwards(errors.bound));
    let (length, input) = (
        Literal::usize_unsuffixed(errors.worst.input.len()),
        errors.worst.input.iter().map(|&value| Literal::i32_unsuffixed(value)),
    );
    let scale = Literal::f32_unsuffixed(outputs(&model.network)[0].scale as f32);
    let tried = if errors.exhaustive {
        format!(" Greatest deviation from the float network over all {} declared inputs,", errors.points)
    } else {
        format!(" Greatest deviation from the float network over {} sampled inputs,", errors.points)
    };
    let bound_doc = if errors.exhaustive {
        " What no declared input exceeds: every one was run, so this is `WORST_ERROR`."
    } else {
        " What no declared input exceeds, by a sound bound, in the output's unit."
    };
    quote! {
        #[doc = #tried]
        #[doc = " in the output's unit."]
        #visibility const WORST_ERROR: f32 = #worst;
        #[doc = " The raw inputs with that deviation."]
        #visibility const WORST_ERROR_AT: [i32; #length] = [#(#input),*];
        #[doc = #bound_doc]
        #visibility const ERROR_BOUND: f32 = #bound;
        #[doc = " Real value of one step of the output (of the first, if there are several)."]
        #visibility const OUTPUT_SCALE: f32 = #scale;
    }
}

/// What no output leaves. Not called `OUTPUT_MIN`, which is the range of an input that is called `output`.
fn outputs_proved(model: &Model, visibility: &TokenStream) -> TokenStream {
    let ty = output_type(&model.network);
    let values = |end: fn(&Range) -> i32| {
        let values = model.certificate.ranges.iter().map(|range| Literal::i32_unsuffixed(end(range)));
        if is_scalar(&model.network) { quote!(#(#values)*) } else { quote!([#(#values),*]) }
    };
    let (least, greatest) = (values(|range| range.proved.0), values(|range| range.proved.1));
    let how = if model.certificate.exhaustive {
        "the one of all declared inputs"
    } else {
        "a bound for every input"
    };
    let (least_doc, greatest_doc) =
        (format!(" Least raw output, proved: {how}."), format!(" Greatest raw output, proved: {how}."));
    quote! {
        #[doc = #least_doc]
        #visibility const LEAST_OUTPUT: #ty = #least;
        #[doc = #greatest_doc]
        #visibility const GREATEST_OUTPUT: #ty = #greatest;
    }
}

/// `ADC_MV_MIN` and `ADC_MV_MAX` for each input.
fn ranges(model: &Model, visibility: &TokenStream) -> TokenStream {
    let one = |input: &crate::network::Input| {
        let [min, max] = range_names(&input.name);
        let ty = Ident::new(input.ty.name(), Span::call_site());
        let (least, greatest) = (Literal::i64_unsuffixed(input.min), Literal::i64_unsuffixed(input.max));
        let doc = |end: &str| format!(" {end} value of `{}` for which the model was made.", input.name);
        let (least_doc, greatest_doc) = (doc("Least"), doc("Greatest"));
        quote! {
            #[doc = #least_doc]
            #visibility const #min: #ty = #least;
            #[doc = #greatest_doc]
            #visibility const #max: #ty = #greatest;
        }
    };
    model.network.inputs.iter().map(one).collect()
}

/// `ADC_MV_MIN` and `ADC_MV_MAX`
pub(super) fn range_names(input: &str) -> [Ident; 2] {
    ["MIN", "MAX"].map(|end| format_ident!("{}_{end}", input.to_uppercase()))
}

/// The nearest `f32` that is not below the value.
fn upwards(value: f64) -> f32 {
    let nearest = value as f32;
    if f64::from(nearest) < value { nearest.next_up() } else { nearest }
}
