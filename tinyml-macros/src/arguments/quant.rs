//! `quant = "i8"`, `quant("i8", fc2 = "i16")` or `quant = "auto"`: how the weights are stored.

use syn::Expr;
use tinyml_compiler::options::{Quant, Storage};

use super::Arguments;
use super::kind::Kind;
use super::messages::{Refused, twice, wrong};
use super::syntax::{Argument, List, Name};
use super::words::{any_of, word};
use crate::report::{Area, Errors};
use crate::value::{string, written};

pub(super) const QUANT: Kind = Kind { list: Some(list), ..Kind::new("quant", expected, value) };

fn expected() -> String {
    let words = Storage::ALL.iter().map(|(name, _)| *name).chain(["auto"]);
    format!("{}, or a list such as `quant(\"i8\", fc2 = \"i16\")`", any_of(words))
}

fn value(arguments: &mut Arguments, value: &Expr) -> Option<()> {
    if string(value).is_some_and(|text| text == "auto") {
        arguments.options.auto = true;
        return Some(());
    }
    arguments.options.quant = Some(word(value, &Storage::ALL)?.into());
    Some(())
}

/// A default, and layers with their own.
fn list(arguments: &mut Arguments, name: &Name, list: List, errors: &mut Errors) -> Result<(), Refused> {
    arguments.areas.add(QUANT.name, name.span);
    let mut quant = Quant::default();
    for argument in list {
        match argument {
            Argument::Path(text) => match Storage::of_name(&text.value()) {
                Some(storage) => quant.all = storage,
                None => errors.add(text.span(), &wrong(QUANT.name, &expected(), &written(&text))),
            },
            Argument::Pair(layer, value) => own(arguments, &mut quant, layer, &value)?,
            Argument::List(layer, _) => {
                return Err((layer.span.into(), Box::new(wrong(QUANT.name, &expected(), "a list"))));
            }
        }
    }
    arguments.options.quant = Some(quant);
    Ok(())
}

fn storages() -> String {
    any_of(Storage::ALL.iter().map(|(name, _)| *name))
}

/// One layer of the list.
fn own(arguments: &mut Arguments, quant: &mut Quant, layer: Name, value: &Expr) -> Result<(), Refused> {
    let refused = || (Area::of(value), Box::new(wrong(&layer.text, &storages(), &written(value))));
    let storage = word(value, &Storage::ALL).ok_or_else(refused)?;
    if quant.layers.iter().any(|(known, _)| *known == layer.text) {
        return Err((layer.span.into(), Box::new(twice(&layer.text))));
    }
    arguments.areas.add_part(QUANT.name, &layer.text, layer.span);
    quant.layers.push((layer.text, storage));
    Ok(())
}
