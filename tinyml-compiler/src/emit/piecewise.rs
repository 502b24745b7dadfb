//! One static for each output, named after it, and the calls that lead from the input to the raw outputs.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use tinyml_core::piecewise::Segment;

use super::{Model, docs, inputs};
use crate::cost::{Estimate, Target, estimate};
use crate::diagnostic::count;
use crate::network::{Input, Outputs};
use crate::options::Options;
use crate::piecewise::{Curve, Form, Piecewise, Tolerance};
use crate::plan::plan;
use crate::points::Points;
use crate::program::Program;

/// Rows of the documentation's table.
const ROWS: usize = 32;

/// Multiplications that documentation may take: some hundredths of a second.
const OFFER_MACS: u64 = 1 << 21;

/// The statics: segments, and what finds the one of an input.
pub(super) fn statics(piecewise: &Piecewise, core: &TokenStream) -> TokenStream {
    piecewise.curves.iter().map(|curve| one(curve, core)).collect()
}

fn one(curve: &Curve, core: &TokenStream) -> TokenStream {
    let name = static_name(curve);
    let count = Literal::usize_unsuffixed(curve.segments.len());
    let segments = curve.segments.iter().map(|Segment { end, slope, offset }| {
        let [end, slope, offset] = [*end, *slope, *offset].map(Literal::i32_unsuffixed);
        quote!(#core::Segment::new(#end, #slope, #offset))
    });
    match &curve.form {
        Form::Tree => quote!(static #name: #core::Tree<#count> = #core::Tree::new([#(#segments),*]);),
        Form::Buckets { first, window, .. } => {
            let [buckets, window] = [first.len(), *window].map(Literal::usize_unsuffixed);
            let first = Literal::byte_string(first);
            quote! {
                static #name: #core::Buckets<#count, #buckets, #window> =
                    #core::Buckets::new(#first, [#(#segments),*]);
            }
        }
    }
}

/// The raw outputs.
pub(super) fn outputs(model: &Model, piecewise: &Piecewise, core: &TokenStream) -> Vec<TokenStream> {
    let raw = model.network.inputs.first().map(inputs::ident);
    let output = |curve: &Curve| {
        let (name, shift) = (static_name(curve), Literal::u32_unsuffixed(curve.shift));
        match &curve.form {
            Form::Tree => quote!(#name.at(#raw as i32, #shift)),
            Form::Buckets { grid, .. } => {
                let origin = Literal::i32_unsuffixed(grid.origin);
                let width = Literal::u32_unsuffixed(grid.width);
                quote!(#name.at(#core::Grid::new(#origin, #width), #raw as i32, #shift))
            }
        }
    };
    piecewise.curves.iter().map(output).collect()
}

/// Every static.
pub(super) fn names(piecewise: &Piecewise) -> impl Iterator<Item = Ident> {
    piecewise.curves.iter().map(static_name)
}

fn static_name(curve: &Curve) -> Ident {
    format_ident!("{}", curve.name.to_uppercase())
}

/// What the documentation says of the segments.
pub(super) fn lines(model: &Model, piecewise: &Piecewise) -> Vec<String> {
    let (Some(input), Outputs::Values(outputs)) = (model.network.inputs.first(), &model.network.outputs)
    else {
        return Vec::new();
    };
    let mut lines = vec![String::new(), promise(piecewise.tolerance).to_owned()];
    for (curve, output) in piecewise.curves.iter().zip(outputs) {
        let unit = docs::unit(&output.unit);
        lines.extend([
            String::new(),
            format!("| `{}` | `{}` at both ends, {} |", input.name, output.name, form(curve)),
            "|---|---|".to_owned(),
        ]);
        let places = docs::places(output.scale);
        let real = |raw: i32| format!("{:.places$}", f64::from(curve.run(raw)) * output.scale);
        let spans = spans(curve, input);
        let row = |&(first, last): &(i32, i32)| {
            format!("| {first}..={last} | {} to {}{unit} |", real(first), real(last))
        };
        lines.extend(spans.iter().take(ROWS).map(row));
        if spans.len() > ROWS {
            lines.push(format!("| … {} more | |", spans.len() - ROWS));
        }
    }
    lines
}

/// What segments would bring a model that runs in layers; nothing where it has none, or where it takes long to know.
pub(super) fn offer(model: &Model) -> Vec<String> {
    let points = Points::of(&model.network, 0);
    if points.count().saturating_mul(model.plan.macs as u64) > OFFER_MACS {
        return Vec::new();
    }
    let Ok(piecewise) = Piecewise::build(&model.network, &Options::default()) else {
        return Vec::new();
    };
    let lines = count(piecewise.curves.iter().map(|curve| curve.count).sum(), "straight line");
    let outputs = match piecewise.tolerance {
        Tolerance::Nearest => "would give the float output rounded",
        Tolerance::Faithful | Tolerance::Within(_) => "would be less than a step off",
    };
    let [now, then] = [&model.program, &Program::Piecewise(piecewise)].map(at_most);
    let line = format!(
        "As {lines} (`lowering = \"piecewise\"`) it {outputs}, in about {} instructions and {} bytes of flash instead of {} and {}.",
        then.0, then.1, now.0, now.1
    );
    vec![String::new(), line]
}

/// Instructions and bytes of flash, estimated, of the target that needs more of them.
fn at_most(program: &Program) -> (u64, u64) {
    let plan = plan(program);
    let costs = Target::ALL.map(|(_, target)| estimate(program, &plan, target));
    let greatest = |of: fn(&Estimate) -> f64| costs.iter().map(of).fold(0.0, f64::max);
    (greatest(|cost| cost.instructions) as u64, greatest(|cost| cost.flash) as u64)
}

fn promise(tolerance: Tolerance) -> &'static str {
    match tolerance {
        Tolerance::Nearest => {
            "Runs as straight lines, as the float network does: every output is the float output, rounded to the nearest step."
        }
        Tolerance::Faithful => {
            "Runs as the fewest straight lines that give one of the two steps around the float output."
        }
        Tolerance::Within(_) => "Runs as the fewest straight lines that keep `max_error`.",
    }
}

fn form(curve: &Curve) -> String {
    match &curve.form {
        Form::Tree => "found by comparisons".to_owned(),
        Form::Buckets { grid, .. } => format!("found by buckets of {} inputs", 1_u64 << grid.width),
    }
}

/// First and last input of each segment that serves declared inputs.
fn spans(curve: &Curve, input: &Input) -> Vec<(i32, i32)> {
    let (min, max) = (input.min as i32, input.max as i32);
    let mut spans = Vec::new();
    let mut first = min;
    for segment in curve.segments.iter().take(curve.count) {
        let last = max.min(segment.end.saturating_sub(1));
        if last >= first {
            spans.push((first, last));
            first = last + 1;
        }
    }
    spans
}
