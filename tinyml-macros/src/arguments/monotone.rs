//! `monotone = "decreasing"`, or `monotone(left = "increasing", right = "decreasing")` where there are several inputs.

use syn::Expr;
use tinyml_compiler::promises::Direction;

use super::Arguments;
use super::kind::Kind;
use super::messages::{Refused, twice, wrong};
use super::syntax::{Argument, List, Name};
use super::words::{any_of, word};
use crate::report::{Area, Errors};
use crate::value::written;

pub(super) const MONOTONE: Kind = Kind { list: Some(list), ..Kind::new("monotone", expected, value) };

fn expected() -> String {
    format!("{}, or a list of inputs such as `monotone(left = \"increasing\")`", directions())
}

fn directions() -> String {
    any_of(Direction::ALL.iter().map(|(name, _)| *name))
}

fn value(arguments: &mut Arguments, value: &Expr) -> Option<()> {
    arguments.options.promises.monotone = vec![(None, word(value, &Direction::ALL)?)];
    Some(())
}

/// Inputs, each with its direction.
fn list(arguments: &mut Arguments, name: &Name, list: List, errors: &mut Errors) -> Result<(), Refused> {
    arguments.areas.add(MONOTONE.name, name.span);
    if list.is_empty() {
        return Err((name.span.into(), Box::new(wrong(MONOTONE.name, &expected(), "an empty list"))));
    }
    for argument in list {
        match argument {
            Argument::Pair(input, value) => own(arguments, input, &value)?,
            Argument::Path(text) => {
                errors.add(text.span(), &wrong(MONOTONE.name, &expected(), &written(&text)));
            }
            Argument::List(input, _) => errors.add(input.span, &wrong(MONOTONE.name, &expected(), "a list")),
        }
    }
    Ok(())
}

/// One input of the list.
fn own(arguments: &mut Arguments, input: Name, value: &Expr) -> Result<(), Refused> {
    let refused = || (Area::of(value), Box::new(wrong(&input.text, &directions(), &written(value))));
    let direction = word(value, &Direction::ALL).ok_or_else(refused)?;
    let known = &mut arguments.options.promises.monotone;
    if known.iter().any(|(name, _)| name.as_deref() == Some(&input.text)) {
        return Err((input.span.into(), Box::new(twice(&input.text))));
    }
    arguments.areas.add_part(MONOTONE.name, &input.text, input.span);
    known.push((Some(input.text), direction));
    Ok(())
}
