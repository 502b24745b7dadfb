//! What everything in the expansion of a graph is called, and how a kernel reaches it.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::names::Names;
use crate::graph::lower::{Buffer, BufferId, BufferKind, Edge, Span};
use crate::graph::{ElementType, GraphModel};

/// A graph with its names.
#[derive(Debug)]
pub(super) struct Layout<'m> {
    pub(super) model: &'m GraphModel,
    /// What is given, with the parameter's name.
    pub(super) inputs: Vec<(Ident, &'m Edge)>,
    /// What is asked for, likewise.
    pub(super) outputs: Vec<(Ident, &'m Edge)>,
    /// Buffers that outlive an inference, with the variable's name.
    pub(super) states: Vec<(Ident, BufferId)>,
    /// Buffers in flash, with the static's name.
    pub(super) constants: BTreeMap<BufferId, Ident>,
    /// The static of each step's kernel.
    pub(super) kernels: Vec<Ident>,
}

impl<'m> Layout<'m> {
    pub(super) fn new(model: &'m GraphModel) -> Self {
        let lowered = &model.lowered;
        let mut variables = Names::reserving(&["memory", "trace", "self"]);
        let mut ports = |edges: &'m [Edge], other: &str| {
            edges.iter().map(|edge| (variables.variable(&edge.tensor.name, other), edge)).collect()
        };
        let (inputs, outputs) = (ports(&lowered.inputs, "input"), ports(&lowered.outputs, "output"));
        let mut statics = Names::default();
        let kernels = lowered.steps.iter().map(|step| statics.constant(&step.name, step.operator)).collect();
        let (mut states, mut constants) = (Vec::new(), BTreeMap::new());
        for (id, buffer) in lowered.buffers.iter().enumerate() {
            match buffer.kind {
                BufferKind::State(_) => states.push((variables.variable(&buffer.name, "state"), id)),
                BufferKind::Constant(_) => {
                    constants.insert(id, statics.constant(&buffer.name, "constant"));
                }
                BufferKind::Work | BufferKind::Input(_) | BufferKind::Output(_) => {}
            }
        }
        Self { model, inputs, outputs, states, constants, kernels }
    }

    /// Bytes of the working memory, as the memory's type has them.
    pub(super) fn memory_bytes(&self) -> usize {
        self.model.plan.peak.next_multiple_of(8)
    }

    pub(super) fn buffer(&self, id: BufferId) -> &'m Buffer {
        &self.model.lowered.buffers[id]
    }

    /// A view to read some elements by, where the buffers are in scope.
    pub(super) fn read(&self, span: Span) -> TokenStream {
        let buffer = self.buffer(span.buffer);
        match buffer.kind {
            BufferKind::Work => self.work(span, &format_ident!("view")),
            BufferKind::Input(index) => part(name(&self.inputs, index), span, buffer),
            BufferKind::Output(index) => {
                let output = name(&self.outputs, index);
                part(quote!(#output.view()), span, buffer)
            }
            BufferKind::State(_) => {
                let state = self.state(span.buffer);
                part(quote!(#state.view()), span, buffer)
            }
            BufferKind::Constant(_) => {
                let constant = self.constants.get(&span.buffer);
                part(quote!(__ml::tensor::View::of(&#constant)), span, buffer)
            }
        }
    }

    /// A view to write some elements by; nothing writes to what is given or constant.
    pub(super) fn write(&self, span: Span) -> TokenStream {
        let buffer = self.buffer(span.buffer);
        match buffer.kind {
            BufferKind::Work => self.work(span, &format_ident!("view_mut")),
            BufferKind::Output(index) => part(name(&self.outputs, index), span, buffer),
            BufferKind::State(_) => part(self.state(span.buffer), span, buffer),
            BufferKind::Input(_) | BufferKind::Constant(_) => quote!(__ml::tensor::ViewMut::of(&mut [])),
        }
    }

    fn work(&self, span: Span, view: &Ident) -> TokenStream {
        let element = self.buffer(span.buffer).element;
        let first = self.model.plan.offsets[span.buffer].unwrap_or(0) + span.start * element.bytes();
        let [first, count] = [first, span.count].map(Literal::usize_unsuffixed);
        let element = kernel_type(element);
        quote!(memory.#view::<#element>(#first, #count))
    }

    fn state(&self, buffer: BufferId) -> TokenStream {
        let state = self.states.iter().find(|(_, id)| *id == buffer).map(|(name, _)| name);
        quote!(#state)
    }
}

fn name(ports: &[(Ident, &Edge)], index: usize) -> TokenStream {
    let name = ports.get(index).map(|(name, _)| name);
    quote!(#name)
}

/// A part of a view, or the view if that is all of it.
fn part(view: TokenStream, span: Span, buffer: &Buffer) -> TokenStream {
    if span.start == 0 && span.count == buffer.count {
        return view;
    }
    let [first, count] = [span.start, span.count].map(Literal::usize_unsuffixed);
    quote!(#view.part(#first, #count))
}

/// The integer that kernels see.
pub(super) fn kernel_type(element: ElementType) -> Ident {
    match element {
        ElementType::I4 | ElementType::I8 | ElementType::U8 | ElementType::Bool => format_ident!("i8"),
        ElementType::I16 => format_ident!("i16"),
        ElementType::I32 | ElementType::F32 | ElementType::I64 => format_ident!("i32"),
    }
}
