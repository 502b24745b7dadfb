//! `quant = "auto"`: the cheapest mix of storages that keeps `max_error`.
//!
//! Every mix that is looked at is quantised and tuned as it would be deployed, and the one that is taken has been certified. What
//! keeps their number small:
//!
//! - Each layer alone is tried in each storage, all others in 16 bits. A storage that misses the promise there by far is in no
//!   mix.
//! - What is left is tried from the cheapest on, and the first that keeps the promise is it. A mix that is coarser in every layer
//!   than one that has missed by far is not tried.
//! - Of more mixes than can be listed, layer after layer takes its cheapest storage that the others allow, first those that save
//!   much for a small error.
//! - A budget of multiplications ends the search with the best that was found.

mod mixes;

pub use mixes::Price;

use super::quantize;
use crate::advice::{Screen, Work, trial_cost};
use crate::diagnostic::Report;
use crate::network::Network;
use crate::options::{Options, Quant};
use crate::program::Program;
use crate::quant_network::QuantNetwork;
use crate::simplify::Simplified;
use crate::verify::certify;
use mixes::{Mix, Mixes};

/// Multiplications that the search may take besides some certifications: seconds in an unoptimised macro.
const WORK: u64 = 40_000_000;

/// So many certifications come on top, for networks whose domain is large.
const CERTIFICATIONS: u64 = 4;

/// A network whose certification takes no more than this is certified whenever it is looked at. Where all inputs are run, and are
/// many, a few of them tell nearly as much; only what is to be taken is certified then.
const CERTIFIED: u64 = 6_000_000;

/// The most mixes that are listed: those of five layers.
const LISTED: usize = 256;

/// A mix misses by far if it deviates by more than this times the promise. Tuning can bring a coarse mix below a finer one that
/// is a bit worse, but not by as much.
const FAR: f64 = 1.5;

/// All mixes of storages that are considered, and their prices, the cheapest first; none, if there are too many to list.
///
/// For whoever wants to compare them.
pub fn mixes(network: &Network, simplified: &Simplified, options: &Options) -> Vec<(Quant, Price)> {
    let mixes = Mixes::of(network, simplified, options);
    let all: Vec<Vec<usize>> = mixes.layers.iter().map(|layer| (0..layer.len()).collect()).collect();
    if listed(&all) > LISTED {
        return Vec::new();
    }
    let any = Price { flash: f64::INFINITY, instructions: f64::INFINITY };
    mixes.cheaper(&all, any).iter().map(|mix| (mixes.quant(mix), mixes.price(mix))).collect()
}

/// Quantises by the cheapest mix that keeps the promise; where none is known to keep it, by the finest.
///
/// # Errors
///
/// As [`quantize`].
pub fn cheapest(
    network: &Network,
    simplified: &Simplified,
    options: &Options,
) -> Result<QuantNetwork, Report> {
    let limit = options.promises.max_error.unwrap_or(0.0);
    let mixes = Mixes::of(network, simplified, options);
    let Some(finest) = mixes.finest() else {
        return quantize(network, simplified, options);
    };
    let (tuning, certification) = trial_cost(network);
    let certifies_all = certification <= CERTIFIED;
    let mut search = Search {
        network,
        simplified,
        options: Options { auto: false, ..options.clone() },
        limit,
        screen: Screen::new(network, &[]),
        work: Work::of(WORK + tuning + CERTIFICATIONS * certification),
        certifies_all,
        seen: 0.0,
        missed: Vec::new(),
        best: None,
        mixes,
    };
    if let Trial::Kept = search.look(&finest) {
        search.descend(&finest);
    }
    match search.best {
        Some((_, network)) => Ok(network),
        None => search.quantized(&finest),
    }
}

/// What came of a trial.
enum Trial {
    /// The promise is kept.
    Kept,
    /// It is not, but nearly.
    Missed,
    /// It is missed by far, or there is no such network.
    Far,
    /// There is no budget left for it.
    Spent,
}

/// What a layer may be stored in.
struct Allowed {
    choices: Vec<usize>,
    /// What was seen of the error with the cheapest of them, all other layers as fine as can be.
    error: f64,
}

struct Search<'a> {
    network: &'a Network,
    simplified: &'a Simplified,
    options: Options,
    limit: f64,
    mixes: Mixes,
    screen: Screen<'a>,
    work: Work,
    certifies_all: bool,
    /// The error that the last look has seen.
    seen: f64,
    /// Mixes that miss the promise, and whether by far.
    missed: Vec<(Mix, bool)>,
    /// The cheapest that keeps it.
    best: Option<(Mix, QuantNetwork)>,
}

impl Search<'_> {
    /// From the finest mix, which keeps the promise, to the cheapest.
    fn descend(&mut self, finest: &Mix) {
        let allowed: Vec<Allowed> = (0..finest.len()).map(|layer| self.allowed(layer, finest)).collect();
        let choices: Vec<Vec<usize>> = allowed.iter().map(|layer| layer.choices.clone()).collect();
        if listed(&choices) > LISTED {
            return self.greedy(&allowed, finest);
        }
        let price = self.best_price();
        for mix in self.mixes.cheaper(&choices, price) {
            if !self.is_hopeless(&mix) && matches!(self.trial(&mix), Trial::Kept | Trial::Spent) {
                return;
            }
        }
    }

    /// Whether a mix has missed the promise, or is coarser than one that has missed it by far.
    fn is_hopeless(&self, mix: &Mix) -> bool {
        self.missed.iter().any(|(missed, far)| missed == mix || *far && self.mixes.is_coarser(mix, missed))
    }

    /// The choices of a layer that do not miss the promise by far where all others are as fine as can be.
    fn allowed(&mut self, layer: usize, finest: &Mix) -> Allowed {
        let mut allowed = Allowed { choices: Vec::new(), error: 0.0 };
        let mut known_to_keep = false;
        for choice in 0..self.mixes.layers[layer].len() {
            // What is finer than a choice that keeps the promise is no worse.
            if !known_to_keep && choice != finest[layer] {
                match self.look(&with(finest, layer, choice)) {
                    Trial::Far => continue,
                    Trial::Kept => known_to_keep = true,
                    Trial::Missed | Trial::Spent => {}
                }
            }
            if allowed.choices.is_empty() {
                allowed.error = self.seen;
            }
            allowed.choices.push(choice);
        }
        allowed
    }

    /// One layer after the other takes the cheapest storage that keeps the promise; first where much is saved for a small error.
    fn greedy(&mut self, allowed: &[Allowed], finest: &Mix) {
        let mut mix = finest.clone();
        let whole = self.mixes.price(finest).flash;
        let worth = |layer: &usize| {
            let choice = allowed[*layer].choices.first().copied().unwrap_or(finest[*layer]);
            let saved = whole - self.mixes.price(&with(finest, *layer, choice)).flash;
            saved / allowed[*layer].error.max(f64::MIN_POSITIVE)
        };
        let mut order: Vec<usize> = (0..finest.len()).collect();
        order.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        for layer in order {
            for &choice in allowed[layer].choices.iter().take_while(|choice| **choice != finest[layer]) {
                let cheaper = with(&mix, layer, choice);
                if matches!(self.trial(&cheaper), Trial::Kept) {
                    mix = cheaper;
                    break;
                }
            }
        }
    }

    fn best_price(&self) -> Price {
        let any = Price { flash: f64::INFINITY, instructions: f64::INFINITY };
        self.best.as_ref().map_or(any, |(mix, _)| self.mixes.price(mix))
    }

    /// What is as good as known of a mix, which need not be the one that is taken.
    fn look(&mut self, mix: &Mix) -> Trial {
        self.examine(mix, self.certifies_all)
    }

    /// What is known of a mix; if it keeps the promise, and is cheaper than what is known to, it may be taken.
    fn trial(&mut self, mix: &Mix) -> Trial {
        self.examine(mix, true)
    }

    fn examine(&mut self, mix: &Mix, certified: bool) -> Trial {
        let (tuning, certification) = trial_cost(self.network);
        if !self.work.spend(tuning) {
            return Trial::Spent;
        }
        let Ok(quantized) = self.quantized(mix) else {
            return Trial::Far;
        };
        let program = Program::Layers(quantized.clone());
        self.seen = self.screen.error(&program);
        if self.seen > self.limit {
            return self.missed(mix, self.seen);
        }
        if !certified {
            return Trial::Kept;
        }
        if !self.work.spend(certification) {
            return Trial::Spent;
        }
        let certificate = certify(self.network, self.simplified, &program);
        if certificate.bound > self.limit {
            return self.missed(mix, certificate.bound);
        }
        if self.mixes.price(mix) < self.best_price() {
            self.best = Some((mix.clone(), quantized));
        }
        Trial::Kept
    }

    fn missed(&mut self, mix: &Mix, error: f64) -> Trial {
        let far = error > FAR * self.limit;
        self.missed.push((mix.clone(), far));
        if far { Trial::Far } else { Trial::Missed }
    }

    fn quantized(&self, mix: &Mix) -> Result<QuantNetwork, Report> {
        let options = Options { quant: Some(self.mixes.quant(mix)), ..self.options.clone() };
        quantize(self.network, self.simplified, &options)
    }
}

/// A mix with another choice for one layer.
fn with(mix: &Mix, layer: usize, choice: usize) -> Mix {
    mix.iter().enumerate().map(|(at, old)| if at == layer { choice } else { *old }).collect()
}

/// How many mixes there are.
fn listed(choices: &[Vec<usize>]) -> usize {
    choices.iter().fold(1_usize, |all, layer| all.saturating_mul(layer.len()))
}
