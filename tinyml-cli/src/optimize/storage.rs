//! Other storages of the same weights: all layers alike, and the cheapest mix.

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;
use tinyml_compiler::options::{Deploy, Quant, Storage};
use tinyml_trainer::{Dataset, Watch, mixed};

use super::{Candidate, candidate};
use crate::costs::{Cost, Meter};

/// What all layers may be stored as; sparse storage is for weights of which many are zero.
const ALIKE: [Storage; 6] =
    [Storage::I16, Storage::I8, Storage::Codebook4, Storage::I4, Storage::Codebook3, Storage::Codebook2];

/// What a layer of a mix may be stored as.
const MIXED: [Storage; 5] =
    [Storage::I8, Storage::I4, Storage::Codebook4, Storage::Codebook3, Storage::Codebook2];

/// What is to be as small as it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Goal {
    /// Bytes of flash.
    Flash,
    /// Instructions of an inference.
    Instructions,
}

impl Goal {
    /// The number that is compared.
    pub fn of(self, cost: &Cost) -> f64 {
        match self {
            Self::Flash => cost.flash,
            Self::Instructions => cost.instructions,
        }
    }
}

/// The network with another storage in its section `deploy`.
pub fn stored(network: &Network, quant: Quant) -> Network {
    let deploy = Deploy { quant: Some(quant), ..network.deploy.clone() };
    Network { deploy, ..network.clone() }
}

/// One candidate for each storage that is not the network's own.
///
/// # Errors
///
/// As the compiler's.
pub fn alike(network: &Network, dataset: &Dataset) -> Result<Vec<Candidate>, Report> {
    let own = network.deploy.quant.clone().unwrap_or_default();
    let others = ALIKE.into_iter().filter(|storage| Quant::from(*storage) != own);
    let one = |storage: Storage| {
        let what = format!("all weights {}", storage.name());
        candidate(&what, &stored(network, storage.into()), dataset)
    };
    others.map(one).collect()
}

/// The cheapest mix that keeps the limit, by estimated costs; `None` if none does, or if all layers are alike in it.
///
/// # Errors
///
/// As the compiler's.
pub fn mix(
    network: &Network,
    dataset: &Dataset,
    (limit, goal): (f64, Goal),
    meter: &Meter,
    watch: &dyn Watch,
) -> Result<Option<Candidate>, Report> {
    let layers: Vec<String> = network.layers.iter().map(|layer| layer.name.clone()).collect();
    let mut trial = |quant: &Quant| {
        let tried = candidate("", &stored(network, quant.clone()), dataset)?;
        Ok((tried.error, goal.of(&meter.estimated(&tried.model))))
    };
    let best = mixed::cheapest(&layers, &MIXED, limit, &mut trial, watch)?;
    let Some(mix) = best.filter(|mix| !mix.quant.layers.is_empty()) else {
        return Ok(None);
    };
    candidate(&format!("mixed: {}", named(&mix.quant)), &stored(network, mix.quant), dataset).map(Some)
}

/// `i8, fc1 = codebook3`
pub fn named(quant: &Quant) -> String {
    let own = quant.layers.iter().map(|(name, storage)| format!(", {name} = {}", storage.name()));
    std::iter::once(quant.all.name().to_owned()).chain(own).collect()
}
