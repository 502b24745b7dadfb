//! Associated constants: what a person or a build wants to know of a network.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::layout::Layout;
use super::names::Names;
use crate::cost::Target;
use crate::emit::Item;
use crate::graph::lower::Edge;
use crate::options::MemoryPlace;

/// All of them.
pub(super) fn constants(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (about, memory) = (about(layout, item), memory(layout, item));
    let mut names = Names::default();
    let inputs = edges(&layout.inputs, "input", &mut names, item);
    let outputs = edges(&layout.outputs, "output", &mut names, item);
    quote!(#about #memory #inputs #outputs)
}

fn about(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (visibility, model) = (&item.visibility, layout.model);
    let (name, hash) = (&model.name, Literal::u64_unsuffixed(model.hash));
    let flash = Literal::usize_unsuffixed(model.figures.constants);
    let macs = Literal::u64_unsuffixed(model.figures.macs);
    quote! {
        #[doc = " Name from the model file, or of the file."]
        #visibility const NAME: &'static str = #name;
        #[doc = " FNV-1a of the model file and of the attribute's options."]
        #visibility const HASH: u64 = #hash;
        #[doc = " Constant data in flash, in bytes: weights, biases, scales and tables."]
        #visibility const FLASH_BYTES: usize = #flash;
        #[doc = " Multiplications of one inference."]
        #visibility const MACS: usize = #macs;
    }
}

/// What memory the network takes, and who has to provide it.
fn memory(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let visibility = &item.visibility;
    let figures = &layout.model.figures;
    let kernels = Target::ALL.into_iter().map(|(_, target)| figures.stack(target)).max().unwrap_or(0);
    let working = Literal::usize_unsuffixed(layout.memory_bytes());
    let (doc, ram, stack) = match layout.model.memory {
        MemoryPlace::Struct => {
            (" RAM, in bytes: what a static of the struct takes.", quote!(__ml::size_of::<Self>()), 0)
        }
        MemoryPlace::Borrowed => (
            " RAM, in bytes: the memory that is lent, and what the struct takes.",
            quote!(Self::MEMORY_BYTES + __ml::size_of::<Self>()),
            0,
        ),
        MemoryPlace::Stack => (
            " RAM, in bytes, beside the stack: what a static of the struct takes.",
            quote!(__ml::size_of::<Self>()),
            layout.memory_bytes(),
        ),
    };
    let stack = Literal::usize_unsuffixed(stack.saturating_add(kernels));
    quote! {
        #[doc = " Working memory, in bytes: the greatest sum of the tensors that are needed at once."]
        #visibility const MEMORY_BYTES: usize = #working;
        #[doc = #doc]
        #visibility const RAM_BYTES: usize = #ram;
        #[doc = " Stack of an inference, in bytes, at most, with the outputs until they are returned: a bound on what was measured of"]
        #[doc = " every kernel on Armv6-M and Armv7E-M in release builds."]
        #visibility const STACK_BYTES: usize = #stack;
    }
}

/// Scale, zero point and shape; of several inputs or outputs they begin with the tensor's name.
fn edges(ports: &[(Ident, &Edge)], only: &str, names: &mut Names, item: &Item) -> TokenStream {
    let several = ports.len() > 1;
    let one = |(port, edge): &(Ident, &Edge)| {
        let name = if several { port.to_string() } else { only.to_owned() };
        let mut named = |what: &str| names.constant(&format!("{name}_{what}"), only);
        let (visibility, tensor) = (&item.visibility, &edge.tensor);
        let doc = format!(" Extents of {}, the outermost first.", crate::emit::markdown::code(&tensor.name));
        let (shape, rank) = (named("shape"), Literal::usize_unsuffixed(tensor.shape.len()));
        let extents = tensor.shape.iter().map(|&extent| Literal::usize_unsuffixed(extent));
        let scale = tensor.scale().map(|(scale, zero_point)| {
            let names = [named("scale"), named("zero_point")];
            quantization(&names, scale, zero_point, item)
        });
        quote! {
            #[doc = #doc]
            #visibility const #shape: [usize; #rank] = [#(#extents),*];
            #scale
        }
    };
    ports.iter().map(one).collect()
}

fn quantization([scale, zero]: &[Ident; 2], value: f32, zero_point: i64, item: &Item) -> TokenStream {
    let visibility = &item.visibility;
    let (value, zero_point) = (Literal::f32_unsuffixed(value), Literal::i64_unsuffixed(zero_point));
    let doc = format!(" Real value of one step: `real = {scale} * (raw - {zero})`.");
    quote! {
        #[doc = #doc]
        #visibility const #scale: f32 = #value;
        #[doc = " The raw value that stands for zero."]
        #visibility const #zero: i32 = #zero_point;
    }
}
