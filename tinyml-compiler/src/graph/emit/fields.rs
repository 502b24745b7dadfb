//! What the struct holds: the working memory, if it is there, and what the network remembers from one inference to the next.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::layout::{Layout, kernel_type};
use crate::emit::Item;
use crate::graph::GraphModel;
use crate::graph::lower::BufferKind;
use crate::options::MemoryPlace;

/// A field of the struct.
struct Field {
    name: Ident,
    /// Its type behind the core's `tensor` module.
    ty: TokenStream,
    /// How it begins.
    make: TokenStream,
}

/// What stands in the braces of the struct; nothing for one that stays a unit.
pub fn fields(model: &GraphModel, item: &Item) -> TokenStream {
    let krate = &item.krate;
    let fields = all(&Layout::new(model)).into_iter().map(|Field { name, ty, .. }| {
        quote! {
            #[doc(hidden)]
            #name: #krate::expansion::tensor::#ty
        }
    });
    quote!(#(#fields),*)
}

/// `new` and `reset`.
pub(super) fn methods(layout: &Layout<'_>, item: &Item) -> TokenStream {
    let (visibility, fields) = (&item.visibility, all(layout));
    if fields.is_empty() {
        return TokenStream::new();
    }
    let first = fields.iter().map(|Field { name, make, .. }| quote!(#name: __ml::tensor::#make));
    let states: Vec<Ident> = layout.states.iter().map(|(name, _)| field_name(name)).collect();
    let reset = (!states.is_empty()).then(|| {
        quote! {
            #[doc = " Forgets everything: the next inference is the first."]
            #visibility const fn reset(&mut self) {
                #(self.#states.reset();)*
            }
        }
    });
    quote! {
        #[doc = " The network before its first inference. Constant, so that it can be the value of a static."]
        #[allow(clippy::new_without_default, reason = "whoever wants `Default` derives it")]
        #visibility const fn new() -> Self {
            Self { #(#first),* }
        }

        #reset
    }
}

/// The working memory of a method, as `__run` takes it, and what it remembers.
pub(super) fn arguments(layout: &Layout<'_>) -> impl Iterator<Item = TokenStream> {
    let memory = match layout.model.memory {
        MemoryPlace::Struct => quote!(&mut self.__memory),
        MemoryPlace::Borrowed => quote!(memory),
        MemoryPlace::Stack => quote!(&mut memory),
    };
    let states = layout.states.iter().map(|(name, _)| {
        let field = field_name(name);
        quote!(self.#field.view())
    });
    std::iter::once(memory).chain(states)
}

/// `&mut self` where the struct changes.
pub(super) fn receiver(layout: &Layout<'_>) -> TokenStream {
    if layout.model.memory == MemoryPlace::Struct || !layout.states.is_empty() {
        quote!(&mut self)
    } else {
        quote!(&self)
    }
}

fn all(layout: &Layout<'_>) -> Vec<Field> {
    let bytes = Literal::usize_unsuffixed(layout.memory_bytes());
    let memory = (layout.model.memory == MemoryPlace::Struct).then(|| Field {
        name: format_ident!("__memory"),
        ty: quote!(Arena<#bytes>),
        make: quote!(Arena::new()),
    });
    let states = layout.states.iter().map(|(name, id)| {
        let buffer = layout.buffer(*id);
        let (element, count) = (kernel_type(buffer.element), Literal::usize_unsuffixed(buffer.count));
        let initial = match buffer.kind {
            BufferKind::State(initial) => initial,
            BufferKind::Work | BufferKind::Input(_) | BufferKind::Output(_) | BufferKind::Constant(_) => 0,
        };
        let initial = Literal::i32_unsuffixed(initial);
        let ty = quote!(State<#element, #count, #initial>);
        Field { name: field_name(name), ty, make: quote!(State::new()) }
    });
    memory.into_iter().chain(states).collect()
}

fn field_name(state: &Ident) -> Ident {
    format_ident!("__{state}")
}
