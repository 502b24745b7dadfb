//! What is said of arguments that cannot be taken.

use proc_macro2::TokenStream;
use syn::Expr;
use tinyml_compiler::diagnostic::{Code, Diagnostic, nearest, quoted};

use super::kind::{self, Kind};
use crate::report::Area;
use crate::value::written;

/// Why an argument cannot be taken, and where to say so.
pub(super) type Refused = (Area, Box<Diagnostic>);

pub(super) fn missing_path() -> Diagnostic {
    Diagnostic::new(Code::MissingPath, "the path of the model file is missing")
        .expected("a string as the first argument")
        .help("for example `#[tinyml_model(\"weights/ntc.json\")]`")
}

pub(super) fn late_path() -> Diagnostic {
    Diagnostic::new(Code::MissingPath, "the path of the model file comes first")
        .help("move it to the front: `#[tinyml_model(\"weights/ntc.json\", quant = \"i8\")]`")
}

pub(super) fn second_path() -> Diagnostic {
    Diagnostic::new(Code::DuplicateArgument, "there are two paths")
        .help("a struct holds one model: remove one path")
}

pub(super) fn unreadable(part: &TokenStream) -> Diagnostic {
    let found = if part.is_empty() { "nothing between two commas".to_owned() } else { written(part) };
    Diagnostic::new(Code::ArgumentSyntax, "this cannot be read as an argument")
        .expected("a path as a string literal, or `name = value`")
        .found(found)
        .help("for example `#[tinyml_model(\"weights/ntc.json\", quant = \"i8\", max_error = 0.1)]`")
}

pub(super) fn unknown(name: &str) -> Diagnostic {
    let help = match nearest(name, kind::names()) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None if ["path", "file", "model", "weights"].contains(&name) => {
            "the path is the first argument and has no name".to_owned()
        }
        None => {
            let names: Vec<String> = kind::names().map(quoted).collect();
            format!("the attribute takes {}", names.join(", "))
        }
    };
    Diagnostic::new(Code::UnknownArgument, format!("there is no argument {}", quoted(name))).help(help)
}

pub(super) fn twice(name: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateArgument, format!("{} is given twice", quoted(name)))
        .help("remove one of them")
}

/// A value that an argument cannot take, with what would help if that can be told.
pub(super) fn value(kind: &Kind, value: &Expr) -> Refused {
    let diagnostic = wrong(kind.name, &(kind.expected)(), &written(value));
    let help = (kind.help)(value);
    (Area::of(value), Box::new(help.into_iter().fold(diagnostic, Diagnostic::help)))
}

/// An argument, or a part of one, with another value than expected.
pub(super) fn wrong(name: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::ArgumentValue, format!("{} has a value that it cannot take", quoted(name)))
        .expected(expected)
        .found(found)
}
