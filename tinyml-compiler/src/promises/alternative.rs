//! Other forms of a model that would keep every promise. Nothing is suggested that has not been built and looked at.

use super::missed::{Figure, Remedy};
use super::{Facts, are_kept};
use crate::advice::{Changed, Screen, Work, finer, shares, trial_cost};
use crate::lower::lower;
use crate::network::Network;
use crate::options::{Lowering, Options, Quant, Storage};
use crate::plan::{Plan, plan};
use crate::program::Program;
use crate::verify::{Certificate, certify};

/// The most weights of a network of which other forms are tried: a build that fails should fail soon.
const MAX_WEIGHTS: usize = 4096;

/// Multiplications that all trials may take besides one certification: a second or two in an unoptimised macro.
const WORK: u64 = 20_000_000;

/// Looks for other forms, and only once for each remedy.
pub(super) struct Alternatives<'a> {
    facts: &'a Facts<'a>,
    options: &'a Options,
    found: Vec<(Remedy, Option<Alternative>)>,
    work: Work,
}

/// A form that keeps every promise.
struct Alternative {
    text: String,
    network: Option<Network>,
    whole: Program,
    program: Program,
    certificate: Certificate,
    plan: Plan,
}

impl Alternative {
    fn facts<'f>(&'f self, facts: &Facts<'f>) -> Facts<'f> {
        let Self { network, whole, program, certificate, plan, .. } = self;
        let network = network.as_ref().unwrap_or(facts.network);
        Facts { network, whole, program, certificate, plan, ..*facts }
    }
}

impl<'a> Alternatives<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, options: &'a Options) -> Self {
        let (_, certification) = trial_cost(facts.network);
        Self { facts, options, found: Vec::new(), work: Work::of(WORK + certification) }
    }

    /// The change that would keep every promise, and what the figure would then be.
    pub(super) fn suggestion(&mut self, remedy: Remedy, figure: &Figure) -> Option<String> {
        if !self.found.iter().any(|(known, _)| *known == remedy) {
            let found = self.search(remedy);
            self.found.push((remedy, found));
        }
        let (_, found) = self.found.iter().find(|(known, _)| *known == remedy)?;
        let found = found.as_ref()?;
        Some(format!("{} keeps every promise, with {}", found.text, figure(&found.facts(self.facts))))
    }

    fn search(&mut self, remedy: Remedy) -> Option<Alternative> {
        let weights: usize = self.facts.network.layers.iter().map(|layer| layer.weights.len()).sum();
        if weights > MAX_WEIGHTS {
            return None;
        }
        self.candidates(remedy).iter().find_map(|changed| self.attempt(changed))
    }

    /// What is tried, the least change first.
    fn candidates(&self, remedy: Remedy) -> Vec<Changed> {
        let mut all = match remedy {
            Remedy::Cheaper => self.cheaper(),
            Remedy::Finer => self.finer(),
        };
        if self.options.lowering == Lowering::Layers && self.facts.network.width() == 1 {
            let lowering = Lowering::Piecewise;
            let text = format!("`lowering = \"{}\"`", lowering.name());
            all.push(Changed { text, options: Options { lowering, ..self.options.clone() }, network: None });
        }
        all
    }

    fn cheaper(&self) -> Vec<Changed> {
        if self.facts.program.layers().is_none() || self.options.auto {
            return Vec::new();
        }
        let now = self.options.resolved(self.facts.network);
        let storages = [Storage::I8, Storage::Codebook4, Storage::I4];
        let others = storages.into_iter().filter(|storage| now.quant != Quant::from(*storage));
        let changed = |storage: Storage| Changed {
            text: format!("`quant = \"{}\"`", storage.name()),
            options: Options { quant: Some(storage.into()), ..self.options.clone() },
            network: None,
        };
        others.map(changed).collect()
    }

    fn finer(&self) -> Vec<Changed> {
        let Facts { network, simplified, whole, certificate, .. } = self.facts;
        let Some(layers) = whole.layers() else {
            return Vec::new();
        };
        let shares = shares(network, simplified, layers, &certificate.worst);
        finer(network, self.options, &shares, self.options.promises.max_error)
    }

    fn attempt(&mut self, changed: &Changed) -> Option<Alternative> {
        let Changed { options, network, .. } = changed;
        let network = network.as_ref().unwrap_or(self.facts.network);
        let (tuning, _) = trial_cost(network);
        if !self.work.spend(tuning) {
            return None;
        }
        let programs = lower(network, self.facts.simplified, options).ok()?;
        programs.into_iter().find_map(|whole| self.examine(changed, network, whole))
    }

    fn examine(&mut self, changed: &Changed, network: &Network, whole: Program) -> Option<Alternative> {
        let Changed { text, options, .. } = changed;
        let worst = [self.facts.certificate.worst.input.clone()];
        let is_far = |limit| Screen::new(network, &worst).error(&whole) > limit;
        let (_, certification) = trial_cost(network);
        if options.promises.max_error.is_some_and(is_far) || !self.work.spend(certification) {
            return None;
        }
        let certificate = certify(network, self.facts.simplified, &whole);
        let program = whole.trimmed();
        let (plan, text, network) = (plan(&program), text.clone(), changed.network.clone());
        let alternative = Alternative { text, network, whole, program, certificate, plan };
        are_kept(&alternative.facts(self.facts), options).then_some(alternative)
    }
}
