//! The function that runs all kernels one after the other, and the same with a look at what each operator gives.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::layout::{Layout, kernel_type};
use crate::graph::lower::{BufferKind, Edge, Step};

/// Both functions. Their names begin with underscores, which no static's does.
pub(super) fn run(layout: &Layout<'_>) -> TokenStream {
    let (parameters, memory) = (parameters(layout), memory(layout));
    let steps = || layout.model.lowered.steps.iter().zip(&layout.kernels).map(|step| call(layout, step));
    let copies = copies(layout);
    let lowered = &layout.model.lowered;
    let ready: Vec<usize> = lowered.results.iter().map(|result| lowered.ready(result)).collect();
    let mut traced = traces(layout, &ready, 0);
    for (index, step) in steps().enumerate() {
        traced.extend(step);
        traced.extend(traces(layout, &ready, index + 1));
    }
    let steps = steps();
    quote! {
        const fn __run(#parameters) {
            #memory
            #(#steps)*
            #copies
        }

        fn __run_traced(#parameters, trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>)) {
            #memory
            #traced
            #copies
        }
    }
}

/// The working memory, what is remembered, and views of the edges.
fn parameters(layout: &Layout<'_>) -> TokenStream {
    let bytes = Literal::usize_unsuffixed(layout.memory_bytes());
    let states = layout.states.iter().map(|(name, buffer)| {
        let element = kernel_type(layout.buffer(*buffer).element);
        quote!(#name: __ml::tensor::ViewMut<'_, #element>)
    });
    let inputs = layout.inputs.iter().map(|(name, edge)| {
        let element = kernel_type(edge.tensor.element);
        quote!(#name: __ml::tensor::View<'_, #element>)
    });
    let outputs = layout.outputs.iter().map(|(name, edge)| {
        let element = kernel_type(edge.tensor.element);
        quote!(#name: __ml::tensor::ViewMut<'_, #element>)
    });
    let parameters = states.chain(inputs).chain(outputs);
    quote!(memory: &mut __ml::tensor::Arena<#bytes>, #(#parameters),*)
}

fn memory(layout: &Layout<'_>) -> TokenStream {
    if layout.memory_bytes() > 0 { quote!(let memory = memory.memory();) } else { TokenStream::new() }
}

fn call(layout: &Layout<'_>, (step, kernel): (&Step, &Ident)) -> TokenStream {
    let inputs = step.inputs.iter().map(|&span| layout.read(span));
    let outputs = step.outputs.iter().map(|&span| layout.write(span));
    let arguments = inputs.chain(outputs);
    quote!(#kernel.run(#(#arguments),*);)
}

/// Outputs that lie somewhere else: in the working memory since they are a part of something, in another output, or
/// among the inputs and constants.
fn copies(layout: &Layout<'_>) -> TokenStream {
    let outputs = layout.outputs.iter().enumerate();
    let elsewhere = outputs.filter(|(index, (_, edge))| !is_in_place(layout, *index, edge));
    elsewhere
        .map(|(_, (name, edge))| {
            let from = layout.read(edge.span);
            quote!(__ml::tensor::copy(#from, #name);)
        })
        .collect()
}

fn is_in_place(layout: &Layout<'_>, index: usize, edge: &Edge) -> bool {
    layout.buffer(edge.span.buffer).kind == BufferKind::Output(index)
}

/// What has been written after so many steps, and is shown before anything else happens.
fn traces(layout: &Layout<'_>, ready: &[usize], done: usize) -> TokenStream {
    let lowered = &layout.model.lowered;
    let results = lowered.results.iter().zip(ready).filter(|(_, ready)| **ready == done);
    results
        .map(|(result, _)| {
            let (node, view) = (Literal::usize_unsuffixed(result.node), layout.read(result.span));
            let (operator, name) = (result.operator, &result.name);
            quote!(trace(__ml::tensor::Written::new((#node, #operator, #name), #view));)
        })
        .collect()
}
