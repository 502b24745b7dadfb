//! What is said of operators that are not supported: all of a file together, by kind, with what to do about each.

use std::collections::BTreeMap;

use super::builtin;
use super::hints::{custom_hint, hint};
use crate::diagnostic::{Code, Diagnostic, Report, count, quoted};
use crate::graph::operators::Operator;

/// How many operators of one kind are named.
const NAMED: usize = 4;

/// What an operator of a file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One of the schema.
    Builtin {
        /// Number in the schema.
        code: u32,
        /// Name in the schema.
        name: &'static str,
        /// Counted up by TensorFlow with each new option; what it means is told by options and tensors.
        version: i32,
    },
    /// One that is not in the schema, by its name.
    Custom(String),
    /// A number that the schema does not have.
    Unknown(u32),
}

impl Kind {
    /// As messages call it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Builtin { name, .. } => format!("`{name}`"),
            Self::Custom(name) if name.is_empty() => "a custom operator without a name".to_owned(),
            Self::Custom(name) => format!("custom operator {}", quoted(name)),
            Self::Unknown(code) => format!("builtin operator number {code}"),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Builtin { code, .. } if *code == builtin::DELEGATE => Code::CustomOperator,
            Self::Builtin { name, .. } if CONTROL.contains(name) => Code::ControlFlow,
            Self::Builtin { .. } | Self::Unknown(_) => Code::UnsupportedOperator,
            Self::Custom(_) => Code::CustomOperator,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Builtin { name, .. } => hint(name).to_owned(),
            Self::Custom(name) => custom_hint(name),
            Self::Unknown(_) => "the file is newer than this compiler, or damaged".to_owned(),
        }
    }
}

/// Operators that run another graph, or keep what a graph cannot hold.
const CONTROL: [&str; 11] = [
    "CALL",
    "CALL_ONCE",
    "IF",
    "WHILE",
    "VAR_HANDLE",
    "READ_VARIABLE",
    "ASSIGN_VARIABLE",
    "HASHTABLE",
    "HASHTABLE_FIND",
    "HASHTABLE_IMPORT",
    "HASHTABLE_SIZE",
];

/// The unsupported operators of a file.
#[derive(Debug, Default)]
pub(super) struct Unsupported {
    kinds: BTreeMap<Kind, Found>,
}

#[derive(Debug, Default)]
struct Found {
    count: usize,
    first: Vec<(usize, String)>,
}

impl Unsupported {
    /// Adds an operator; its tensors are only described if they are shown.
    pub(super) fn add(&mut self, kind: Kind, index: usize, tensors: impl FnOnce() -> String) {
        // Versions of one operator are one mistake.
        let kind = match kind {
            Kind::Builtin { code, name, .. } => Kind::Builtin { code, name, version: 0 },
            Kind::Custom(_) | Kind::Unknown(_) => kind,
        };
        let found = self.kinds.entry(kind).or_default();
        found.count += 1;
        if found.first.len() < NAMED {
            found.first.push((index, tensors()));
        }
    }

    /// One diagnostic for each kind, in the order of the file; the first says what is supported.
    pub(super) fn report(self, report: &mut Report) {
        let mut kinds: Vec<_> = self.kinds.into_iter().collect();
        kinds.sort_by_key(|(_, found)| found.first.first().map(|(index, _)| *index));
        for (number, (kind, found)) in kinds.into_iter().enumerate() {
            report.push_with(|| {
                let diagnostic = found.diagnostic(&kind);
                if number == 0 { diagnostic.expected(Operator::SUPPORTED.join(", ")) } else { diagnostic }
            });
        }
    }
}

impl Found {
    fn diagnostic(&self, kind: &Kind) -> Diagnostic {
        let message = match self.first.as_slice() {
            [(index, _)] => format!("operator {index} ({}) is not supported", kind.shown()),
            all => {
                let mut indices: Vec<String> = all.iter().map(|(index, _)| index.to_string()).collect();
                match self.count - all.len() {
                    0 => {}
                    more => indices.push(count(more, "other")),
                }
                let last = indices.pop().unwrap_or_default();
                format!("operators {} and {last} ({}) are not supported", indices.join(", "), kind.shown())
            }
        };
        let (index, tensors) = self.first.first().cloned().unwrap_or_default();
        Diagnostic::new(kind.code(), message).found(format!("operator {index} {tensors}")).help(kind.hint())
    }
}
