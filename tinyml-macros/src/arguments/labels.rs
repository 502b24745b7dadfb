//! `labels = "labels.txt"` or `labels("yes", "no")`: what the scores of a graph are called.

use syn::LitStr;

use super::Arguments;
use super::kind::Kind;
use super::messages::{Refused, wrong};
use super::syntax::{Argument, List, Name};
use crate::report::{Area, Errors};
use crate::value::{string_literal, written};

/// Where the labels stand.
pub(crate) enum Labels {
    /// In a file, which is opened later.
    File(LitStr),
    /// In the attribute.
    These(Vec<String>),
}

pub(super) const LABELS: Kind = Kind {
    list: Some(list),
    ..Kind::new("labels", expected, |arguments, value| {
        arguments.labels = Some(Labels::File(string_literal(value)?));
        Some(())
    })
};

fn expected() -> String {
    "the path of a file with one label on each line, such as `\"weights/labels.txt\"`, or a list such as `labels(\"yes\", \
     \"no\")`"
        .to_owned()
}

fn list(arguments: &mut Arguments, name: &Name, list: List, errors: &mut Errors) -> Result<(), Refused> {
    arguments.areas.add(LABELS.name, name.span);
    let mut labels = Vec::new();
    for argument in list {
        match argument {
            Argument::Path(text) => {
                arguments.areas.add_part(LABELS.name, &text.value(), Area::of(&text));
                labels.push(text.value());
            }
            Argument::Pair(name, value) => {
                errors.add(name.span, &wrong(LABELS.name, &expected(), &written(&value)));
            }
            Argument::List(name, _) => errors.add(name.span, &wrong(LABELS.name, &expected(), "a list")),
        }
    }
    arguments.labels = Some(Labels::These(labels));
    Ok(())
}
