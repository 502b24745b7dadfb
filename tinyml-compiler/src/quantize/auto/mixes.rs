//! Which storages each layer may have, and what a mix of them costs.
//!
//! Cheap means little flash, for which storages are made; of two mixes that take the same, the faster one. A proc macro does not
//! know the target, so both count, as many bytes and instructions as they take together. Costs are those of `cost.rs`; they add
//! up over the layers, so that one draft for each storage of each layer prices all mixes.

use super::super::draft;
use crate::cost::{Target, estimate};
use crate::network::Network;
use crate::options::{Options, Quant, Storage};
use crate::plan::plan;
use crate::points::Points;
use crate::program::Program;
use crate::simplify::Simplified;

/// What something takes on all targets together; compared in this order.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Price {
    /// Bytes of flash.
    pub flash: f64,
    /// Instructions of one inference.
    pub instructions: f64,
}

/// One storage of one layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) storage: Storage,
    /// What it adds to the price of a network in 8 bits.
    added: Price,
}

/// A mix: of each layer the index of its choice.
pub(super) type Mix = Vec<usize>;

/// The storages of all layers.
#[derive(Debug)]
pub(super) struct Mixes {
    names: Vec<String>,
    pub(super) layers: Vec<Vec<Choice>>,
    base: Price,
}

impl Mixes {
    /// Bits of 4, 8 and 16, and of each layer what the model file recommends; in the order of their prices.
    pub(super) fn of(network: &Network, simplified: &Simplified, options: &Options) -> Self {
        let recommended = network.deploy.quant.clone().unwrap_or_default();
        let price = |quant: Quant| price(network, simplified, options, quant);
        let base = price(Storage::I8.into()).unwrap_or(Price { flash: 0.0, instructions: 0.0 });
        let names: Vec<String> = network.layers.iter().map(|layer| layer.name.clone()).collect();
        let choices = |name: &String| {
            let mut storages = vec![Storage::I4, Storage::I8, Storage::I16];
            let own = recommended.of(name);
            storages.extend((!storages.contains(&own)).then_some(own));
            let choice = |storage: Storage| {
                let whole = price(Quant::from(Storage::I8).with(name, storage))?;
                let flash = whole.flash - base.flash;
                let added = Price { flash, instructions: whole.instructions - base.instructions };
                Some(Choice { storage, added })
            };
            let mut choices: Vec<Choice> = storages.into_iter().filter_map(choice).collect();
            choices.sort_by(|a, b| a.added.partial_cmp(&b.added).unwrap_or(std::cmp::Ordering::Equal));
            choices
        };
        let layers = names.iter().map(choices).collect();
        Self { names, layers, base }
    }

    /// The mix that rounds least, where every layer can be had in 16 bits.
    pub(super) fn finest(&self) -> Option<Mix> {
        let finest = |layer: &Vec<Choice>| layer.iter().position(|choice| choice.storage == Storage::I16);
        self.layers.iter().map(finest).collect()
    }

    pub(super) fn price(&self, mix: &Mix) -> Price {
        let chosen = self.layers.iter().zip(mix).map(|(layer, choice)| layer[*choice].added);
        chosen.fold(self.base, |sum, added| Price {
            flash: sum.flash + added.flash,
            instructions: sum.instructions + added.instructions,
        })
    }

    pub(super) fn quant(&self, mix: &Mix) -> Quant {
        let storages = self.layers.iter().zip(mix).map(|(layer, choice)| layer[*choice].storage);
        Quant { all: Storage::I8, layers: self.names.iter().cloned().zip(storages).collect() }
    }

    /// Whether no layer of a mix has more values than the same layer of another.
    pub(super) fn is_coarser(&self, mix: &Mix, than: &Mix) -> bool {
        let layers = self.layers.iter().zip(mix.iter().zip(than));
        layers.into_iter().all(|(layer, (a, b))| rank(layer[*a].storage) <= rank(layer[*b].storage))
    }

    /// All mixes of some choices of each layer that are cheaper than a price, the cheapest first.
    pub(super) fn cheaper(&self, allowed: &[Vec<usize>], than: Price) -> Vec<Mix> {
        let mut mixes: Vec<Mix> = vec![Vec::new()];
        for choices in allowed {
            let longer = |mix: &Mix| -> Vec<Mix> {
                choices.iter().map(|choice| mix.iter().copied().chain([*choice]).collect()).collect()
            };
            mixes = mixes.iter().flat_map(longer).collect();
        }
        let mut priced: Vec<(Price, Mix)> = mixes.into_iter().map(|mix| (self.price(&mix), mix)).collect();
        priced.retain(|(price, _)| *price < than);
        priced.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        priced.into_iter().map(|(_, mix)| mix).collect()
    }
}

/// How fine a storage is, as far as that follows from its name.
fn rank(storage: Storage) -> u8 {
    match storage {
        Storage::Codebook2 => 0,
        Storage::Codebook3 => 1,
        Storage::I4 | Storage::Codebook4 => 2,
        Storage::I8 | Storage::Sparse => 3,
        Storage::I16 => 4,
    }
}

/// What a draft of the network costs; `None` if there is no such network.
fn price(network: &Network, simplified: &Simplified, options: &Options, quant: Quant) -> Option<Price> {
    let options = Options { quant: Some(quant), auto: false, ..options.clone() };
    let program = Program::Layers(draft(network, simplified, &options, &Points::sparse(network, 2)).ok()?);
    let plan = plan(&program);
    let mut price = Price { flash: 0.0, instructions: 0.0 };
    for (_, target) in Target::ALL {
        let estimate = estimate(&program, &plan, target);
        price.flash += estimate.flash;
        price.instructions += estimate.instructions;
    }
    Some(price)
}
