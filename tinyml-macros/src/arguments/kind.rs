//! All arguments that have a name. A new one is a constant in the file of its kind and a line here.

use syn::Expr;

use super::messages::Refused;
use super::syntax::{List, Name};
use super::{Arguments, budgets, labels, limits, monotone, names, quant, words};
use crate::report::Errors;

/// An argument: what it is called, what it takes, and what is said of anything else.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// What its value has to be.
    pub(super) expected: fn() -> String,
    /// Takes `name = value`, or gives `None`.
    pub(super) value: TakeValue,
    /// Takes `name(…)`, if that can be written.
    pub(super) list: Option<TakeList>,
    /// What helps with a value that is refused, where more can be said than what was expected.
    pub(super) help: fn(&Expr) -> Option<String>,
}

/// `None` refuses the value: it is not what was expected.
pub(super) type TakeValue = fn(&mut Arguments, &Expr) -> Option<()>;
/// What is wrong with single parts is reported, so that all of them are looked at.
pub(super) type TakeList = fn(&mut Arguments, &Name, List, &mut Errors) -> Result<(), Refused>;

impl Kind {
    /// An argument without a list form and without special help.
    pub(super) const fn new(name: &'static str, expected: fn() -> String, value: TakeValue) -> Self {
        Self { name, expected, value, list: None, help: |_| None }
    }
}

/// In the order in which a message lists them.
const ALL: &[Kind] = &[
    quant::QUANT,
    words::ACTIVATIONS,
    words::LOWERING,
    words::REFERENCE,
    words::MEMORY,
    names::CALIBRATION,
    limits::MAX_ERROR,
    limits::MIN_ACCURACY,
    names::DATASET,
    monotone::MONOTONE,
    limits::OUTPUT_RANGE,
    budgets::MAX_FLASH,
    budgets::MAX_RAM,
    budgets::MAX_STACK,
    budgets::MAX_MACS,
    budgets::MAX_INSTRUCTIONS,
    labels::LABELS,
    names::CLASSES,
    names::FAULTS,
    names::CRATE,
];

/// The argument of a name.
pub(super) fn of(name: &str) -> Option<&'static Kind> {
    ALL.iter().find(|kind| kind.name == name)
}

/// The names of all arguments.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|kind| kind.name)
}
