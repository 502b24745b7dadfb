//! Arguments that name something: a file, a type, a crate.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Expr;
use tinyml_compiler::dataset::Columns;

use super::Arguments;
use super::kind::Kind;
use super::messages::{Refused, twice, wrong};
use super::syntax::{Argument, List, Name};
use crate::report::{Area, Errors};
use crate::value::{path, string, string_literal, written};

pub(super) const DATASET: Kind = Kind {
    list: Some(columns),
    ..Kind::new("dataset", file, |arguments, value| {
        arguments.dataset = Some(string_literal(value)?);
        Some(())
    })
};

pub(super) const CALIBRATION: Kind = Kind::new(
    "calibration",
    || "the path of a file of typical inputs, such as `\"data/calibration.npy\"`".to_owned(),
    |arguments, value| {
        arguments.calibration = Some(string_literal(value)?);
        Some(())
    },
);

pub(super) const CLASSES: Kind = Kind::new(
    "classes",
    || "a name for the enum of classes".to_owned(),
    |arguments, value| {
        arguments.classes = Some(path(value)?.get_ident()?.clone());
        Some(())
    },
);

pub(super) const FAULTS: Kind = Kind::new(
    "faults",
    || "a name for the enum of faults".to_owned(),
    |arguments, value| {
        arguments.faults = Some(path(value)?.get_ident()?.clone());
        Some(())
    },
);

pub(super) const CRATE: Kind = Kind::new(
    "crate",
    || "the path of the `tinyml` crate".to_owned(),
    |arguments, value| {
        arguments.krate = TokenStream::new();
        arguments.krate = path(value)?.to_token_stream();
        Some(())
    },
);

fn file() -> String {
    "the path of a CSV file, such as `\"weights/iris.csv\"`, or a list such as `dataset(\"weights/digits.csv\", pixels = \
     \"p{0..63}\")`"
        .to_owned()
}

/// A file, and which of its columns are meant.
fn columns(arguments: &mut Arguments, name: &Name, list: List, errors: &mut Errors) -> Result<(), Refused> {
    arguments.areas.add(DATASET.name, name.span);
    let mut named: Columns = Vec::new();
    for argument in list {
        match argument {
            Argument::Path(text) if arguments.dataset.is_none() => {
                arguments.areas.add(DATASET.name, Area::of(&text));
                arguments.dataset = Some(text);
            }
            Argument::Pair(port, value) => column(arguments, &mut named, port, &value)?,
            Argument::Path(text) => errors.add(text.span(), &wrong(DATASET.name, &file(), &written(&text))),
            Argument::List(port, _) => errors.add(port.span, &wrong(DATASET.name, &file(), "a list")),
        }
    }
    if arguments.dataset.is_none() {
        return Err((name.span.into(), Box::new(wrong(DATASET.name, &file(), "no path"))));
    }
    arguments.columns = named;
    Ok(())
}

/// The column, or pattern of columns, of one input or output.
fn column(arguments: &mut Arguments, named: &mut Columns, port: Name, value: &Expr) -> Result<(), Refused> {
    let expected = "the name of a column, or a pattern such as `\"p{0..63}\"`";
    let refused = || (Area::of(value), Box::new(wrong(&port.text, expected, &written(value))));
    let text = string(value).ok_or_else(refused)?;
    if named.iter().any(|(known, _)| *known == port.text) {
        return Err((port.span.into(), Box::new(twice(&port.text))));
    }
    arguments.areas.add_part(DATASET.name, &port.text, port.span);
    named.push((port.text, text));
    Ok(())
}
