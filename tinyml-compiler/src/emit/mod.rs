//! From a verified network to tokens. Cannot fail: whatever could be wrong has been reported before.
//!
//! Everything that a model needs lies in one anonymous constant, so that nothing is added to the user's module; the only
//! exceptions are the enum of a classifier's classes and that of a sensor's faults, whose names the user knows. All paths are
//! absolute, literals carry no suffix that a reader would trip over, and the same model gives the same tokens everywhere.

pub(crate) mod classes;
mod constants;
pub(crate) mod docs;
mod enums;
mod faults;
mod inputs;
mod layers;
pub(crate) mod markdown;
mod methods;
mod piecewise;
mod proof;
mod stub;

pub use stub::{Stub, stub};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::network::Network;
use crate::plan::Plan;
use crate::program::Program;
use crate::quant_network::QuantLayer;
use crate::simplify::Simplified;
use crate::verify::Certificate;

/// The item that the attribute stands on, and how to reach what the expansion needs.
#[derive(Debug, Clone)]
pub struct Item {
    /// Name of the struct.
    pub name: Ident,
    /// Its visibility.
    pub visibility: TokenStream,
    /// Path of the `tinyml` crate.
    pub krate: TokenStream,
    /// Expressions for `include_bytes!`, one for each file that the model depends on.
    pub sources: Vec<TokenStream>,
    /// The enum of classes, if it is not to be called after the struct.
    pub classes: Option<Ident>,
    /// The enum of faults, likewise.
    pub faults: Option<Ident>,
    /// Its `#[cfg]`s: where there is no struct, there is nothing else.
    pub attributes: Vec<TokenStream>,
}

impl Item {
    /// A public struct with every default of the attribute, for a model file at a path below the folder of Cargo.toml.
    pub fn public(name: Ident, path: &str) -> Self {
        let below = format!("/{path}");
        Self {
            name,
            visibility: quote!(pub),
            krate: quote!(::tinyml),
            sources: vec![quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))],
            classes: None,
            faults: None,
            attributes: Vec::new(),
        }
    }
}

/// A model with all that is known of it.
#[derive(Debug, Clone)]
pub struct Model {
    /// What the file says.
    pub network: Network,
    /// What was folded and removed.
    pub simplified: Simplified,
    /// What runs on the chip.
    pub program: Program,
    /// What is known of its outputs.
    pub certificate: Certificate,
    /// What it takes.
    pub plan: Plan,
    /// FNV-1a of the file and the options.
    pub hash: u64,
    /// The file as its user knows it.
    pub file: String,
}

impl Model {
    /// The layers of a program that has some.
    pub fn layers(&self) -> &[QuantLayer] {
        self.program.layers().map_or(&[], |network| &network.layers)
    }
}

/// The names of all statics of a model.
fn statics(model: &Model) -> Vec<Ident> {
    match &model.program {
        Program::Layers(_) => layers::names(model).collect(),
        Program::Piecewise(piecewise) => piecewise::names(piecewise).collect(),
    }
}

/// The expansion, without the item itself.
pub fn emit(model: &Model, item: &Item) -> TokenStream {
    let Item { krate, name, sources, attributes, .. } = item;
    let core = quote!(__ml);
    let (statics, sums) = match &model.program {
        Program::Layers(_) => (layers::statics(model, &core), layers::sums(model, &core)),
        Program::Piecewise(piecewise) => (piecewise::statics(piecewise, &core), TokenStream::new()),
    };
    let constants = constants::constants(model, item, &core);
    let methods = methods::methods(model, item, &core);
    let traits = methods::traits(model, item, &core);
    let proof = proof::assertions(model, item);
    let docs = docs::lines(model);
    let classes = classes::classes(&model.network, item);
    let (faults, fault_methods) = (faults::faults(&model.network, item), faults::methods(model, item, &core));
    quote! {
        #classes
        #faults
        #(#attributes)*
        #[allow(dead_code, deprecated, clippy::too_many_arguments, reason = "generated")]
        const _: () = {
            use #krate::expansion as __ml;
            // Rebuilds the crate when the model changes; nothing of it reaches the chip.
            #(const _: &[u8] = ::core::include_bytes!(#sources);)*
            #statics
            #sums
            #(#[doc = #docs])*
            impl #name {
                #constants
                #methods
                #fault_methods
            }
            #traits
            #proof
        };
    }
}
