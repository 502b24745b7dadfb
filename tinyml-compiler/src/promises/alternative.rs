//! Other forms of a model that would keep every promise. Nothing is suggested that has not been built and looked at.

use super::missed::{Figure, Remedy};
use super::{Facts, missed};
use crate::lower::lower;
use crate::options::{Lowering, Options, Quant, Storage};
use crate::plan::{Plan, plan};
use crate::program::Program;
use crate::verify::{Certificate, certify};

/// The most weights of a network of which other forms are tried: a build that fails should fail soon.
const MAX_WEIGHTS: usize = 4096;

/// Looks for other forms, and only once for each remedy.
pub(super) struct Alternatives<'a> {
    facts: &'a Facts<'a>,
    options: &'a Options,
    found: Vec<(Remedy, Option<Alternative>)>,
}

/// A form that keeps every promise.
struct Alternative {
    argument: String,
    whole: Program,
    program: Program,
    certificate: Certificate,
    plan: Plan,
}

impl<'a> Alternatives<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, options: &'a Options) -> Self {
        Self { facts, options, found: Vec::new() }
    }

    /// The argument that would keep every promise, and what the figure would then be.
    pub(super) fn suggestion(&mut self, remedy: Remedy, figure: &Figure) -> Option<String> {
        if !self.found.iter().any(|(known, _)| *known == remedy) {
            let found = self.search(remedy);
            self.found.push((remedy, found));
        }
        let (_, found) = self.found.iter().find(|(known, _)| *known == remedy)?;
        let Alternative { argument, whole, program, certificate, plan } = found.as_ref()?;
        let facts = Facts { whole, program, certificate, plan, ..*self.facts };
        Some(format!("`{argument}` keeps every promise, with {}", figure(&facts)))
    }

    fn search(&self, remedy: Remedy) -> Option<Alternative> {
        let weights: usize = self.facts.network.layers.iter().map(|layer| layer.weights.len()).sum();
        if weights > MAX_WEIGHTS {
            return None;
        }
        self.candidates(remedy).iter().find_map(|(argument, options)| self.attempt(argument, options))
    }

    /// What is tried, the least change first.
    fn candidates(&self, remedy: Remedy) -> Vec<(String, Options)> {
        let storages: &[Storage] = match remedy {
            Remedy::Cheaper => &[Storage::I8, Storage::Codebook4, Storage::I4],
            Remedy::Finer => &[Storage::I8, Storage::I16],
        };
        let now = self.options.resolved(self.facts.network);
        let mut all = Vec::new();
        if self.facts.program.layers().is_some() && !self.options.auto {
            let others = storages.iter().filter(|storage| now.quant != Quant::from(**storage));
            all.extend(others.map(|storage| {
                let argument = format!("quant = \"{}\"", storage.name());
                (argument, Options { quant: Some((*storage).into()), ..self.options.clone() })
            }));
        }
        if self.options.lowering == Lowering::Layers && self.facts.network.width() == 1 {
            let lowering = Lowering::Piecewise;
            let argument = format!("lowering = \"{}\"", lowering.name());
            all.push((argument, Options { lowering, ..self.options.clone() }));
        }
        all
    }

    fn attempt(&self, argument: &str, options: &Options) -> Option<Alternative> {
        let programs = lower(self.facts.network, self.facts.simplified, options).ok()?;
        programs.into_iter().find_map(|whole| self.examine(argument, whole, options))
    }

    fn examine(&self, argument: &str, whole: Program, options: &Options) -> Option<Alternative> {
        let certificate = certify(self.facts.network, self.facts.simplified, &whole);
        let program = whole.trimmed();
        let (plan, argument) = (plan(&program), argument.to_owned());
        let alternative = Alternative { argument, whole, program, certificate, plan };
        let Alternative { whole, program, certificate, plan, .. } = &alternative;
        let facts = Facts { whole, program, certificate, plan, ..*self.facts };
        missed(&facts, options).is_empty().then_some(alternative)
    }
}
