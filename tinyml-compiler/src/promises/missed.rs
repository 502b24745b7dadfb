//! A promise that is missed: what is said of it, and what kind of change could keep it.

use super::Facts;
use super::alternative::Alternatives;
use crate::diagnostic::Diagnostic;

/// What may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Something that costs less.
    Cheaper,
    /// Something that rounds less.
    Finer,
}

/// How a promise's figure is told for another form of the model.
pub(super) type Figure = Box<dyn Fn(&Facts<'_>) -> String>;

/// A missed promise.
pub(super) struct Missed {
    /// Its help is what can be done in any case.
    diagnostic: Diagnostic,
    remedy: Option<(Remedy, Figure)>,
}

impl Missed {
    /// One for which no other form of the model is tried.
    pub(super) fn new(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, remedy: None }
    }

    /// One that other forms of the model may keep.
    pub(super) fn with(diagnostic: Diagnostic, remedy: Remedy, figure: Figure) -> Self {
        Self { diagnostic, remedy: Some((remedy, figure)) }
    }

    /// The diagnostic, with a change that has been tried and keeps every promise in front of its help, if there is one.
    pub(super) fn told(self, alternatives: &mut Alternatives<'_>) -> Diagnostic {
        let Some((remedy, figure)) = self.remedy else {
            return self.diagnostic;
        };
        let Some(suggestion) = alternatives.suggestion(remedy, &figure) else {
            return self.diagnostic;
        };
        let help = self.diagnostic.help.as_ref().map_or(String::new(), |help| format!("; or {help}"));
        self.diagnostic.help(format!("{suggestion}{help}"))
    }
}
