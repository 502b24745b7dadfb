//! Arguments whose value is one of a few words.

use syn::Expr;
use tinyml_compiler::options::{ActivationBits, Lowering, MemoryPlace, Reference};

use super::kind::Kind;
use crate::value::string;

pub(super) const ACTIVATIONS: Kind = Kind::new(
    "activations",
    || names(&ActivationBits::ALL),
    |arguments, value| {
        arguments.options.activations = Some(word(value, &ActivationBits::ALL)?);
        Some(())
    },
);

pub(super) const LOWERING: Kind = Kind::new(
    "lowering",
    || names(&Lowering::ALL),
    |arguments, value| {
        arguments.options.lowering = word(value, &Lowering::ALL)?;
        Some(())
    },
);

pub(super) const REFERENCE: Kind = Kind::new(
    "reference",
    || names(&Reference::ALL),
    |arguments, value| {
        arguments.options.reference = word(value, &Reference::ALL)?;
        Some(())
    },
);

pub(super) const MEMORY: Kind = Kind::new(
    "memory",
    || names(&MemoryPlace::ALL),
    |arguments, value| {
        arguments.options.memory = word(value, &MemoryPlace::ALL)?;
        Some(())
    },
);

/// The value for the word that an expression is.
pub(super) fn word<T: Copy>(value: &Expr, all: &[(&str, T)]) -> Option<T> {
    let text = string(value)?;
    all.iter().find(|(name, _)| *name == text).map(|(_, value)| *value)
}

pub(super) fn names<T>(all: &[(&str, T)]) -> String {
    any_of(all.iter().map(|(name, _)| *name))
}

/// `"i4", "i8" or "i16"`
pub(super) fn any_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    match words.split_last() {
        Some((last, first @ [_, ..])) => format!("{} or {last}", first.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}
