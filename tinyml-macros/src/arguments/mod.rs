//! The arguments of the attribute: a path, then `name = value` in any order.
//!
//! Each argument is parsed on its own, so that all of them are looked at, whatever is wrong with the others. What can be
//! wrong with several together is the compiler's.

mod budgets;
mod kind;
mod labels;
mod limits;
mod messages;
mod monotone;
mod names;
mod quant;
mod syntax;
mod words;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;
use tinyml_compiler::dataset::Columns;
use tinyml_compiler::diagnostic::{Code, Diagnostic};
use tinyml_compiler::options::Options;

use crate::report::{Area, Areas, Errors};
pub(crate) use labels::Labels;
use messages::{late_path, missing_path, second_path, twice, unknown, unreadable, wrong};
use syntax::{Argument, Given, Name, split};

/// The arguments, as far as they could be understood.
pub(crate) struct Arguments {
    pub(crate) path: Option<LitStr>,
    pub(crate) options: Options,
    /// The file of samples, which is opened later, and what its columns are called.
    pub(crate) dataset: Option<LitStr>,
    pub(crate) columns: Columns,
    /// The file of typical inputs, which is opened later.
    pub(crate) calibration: Option<LitStr>,
    pub(crate) labels: Option<Labels>,
    /// Empty if what was given cannot be a path.
    pub(crate) krate: TokenStream,
    pub(crate) classes: Option<Ident>,
    pub(crate) faults: Option<Ident>,
    pub(crate) areas: Areas,
}

/// Reads all arguments; what is wrong is reported.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Arguments {
    let mut parsed = Arguments {
        path: None,
        options: Options::default(),
        dataset: None,
        columns: Columns::new(),
        calibration: None,
        labels: None,
        krate: quote!(::tinyml),
        classes: None,
        faults: None,
        areas: Areas::default(),
    };
    let mut seen = Vec::new();
    for (index, part) in split(tokens).into_iter().enumerate() {
        match syn::parse2(part.clone()) {
            Ok(Argument::Path(path)) => parsed.take_path(path, index, errors),
            Ok(Argument::Pair(name, value)) => parsed.take(&name, Given::Value(value), &mut seen, errors),
            Ok(Argument::List(name, list)) => parsed.take(&name, Given::List(list), &mut seen, errors),
            Err(error) => errors.add(error.span(), &unreadable(&part)),
        }
    }
    if parsed.path.is_none() && errors.is_empty() {
        errors.add(Area::default(), &missing_path());
    }
    parsed
}

impl Arguments {
    fn take_path(&mut self, path: LitStr, index: usize, errors: &mut Errors) {
        let area = path.span().into();
        if self.path.is_some() {
            errors.add(area, &second_path());
            return;
        }
        if index > 0 {
            errors.add(area, &late_path());
        }
        self.areas.path = area;
        self.path = Some(path);
    }

    fn take(&mut self, name: &Name, given: Given, seen: &mut Vec<String>, errors: &mut Errors) {
        let Some(kind) = kind::of(&name.text) else {
            errors.add(name.span, &unknown(&name.text));
            return;
        };
        if seen.contains(&name.text) {
            errors.add(name.span, &twice(&name.text));
            return;
        }
        seen.push(name.text.clone());
        let taken = match (given, kind.list) {
            (Given::List(list), Some(take)) => take(self, name, list, errors),
            (Given::List(_), None) => {
                Err((name.span.into(), Box::new(wrong(kind.name, &(kind.expected)(), "a list"))))
            }
            (Given::Value(value), _) => {
                self.areas.add(kind.name, Area::of(&value));
                (kind.value)(self, &value).ok_or_else(|| messages::value(kind, &value))
            }
        };
        if let Err((area, diagnostic)) = taken {
            errors.add(area, &diagnostic);
        }
    }
}

/// `classes` for a model that has none.
pub(crate) fn no_classes() -> Diagnostic {
    Diagnostic::new(Code::ArgumentValue, "the model has no classes that `classes` could name").help(
        "remove it; a classifier has `labels`, in its JSON file or beside a .tflite file as `labels = …`",
    )
}

/// `faults` for a model that declares none.
pub(crate) fn no_faults() -> Diagnostic {
    Diagnostic::new(Code::ArgumentValue, "the model has no faults that `faults` could name").help(
        "remove it; raw values that mean a fault are declared by `faults` of an input in the model file",
    )
}
