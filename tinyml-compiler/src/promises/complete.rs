//! Whether the arguments go together, before anything is computed: a promise that says nothing is a mistake.

use crate::diagnostic::{Blame, Code, Diagnostic, Report};
use crate::options::Options;

/// Looks at the arguments alone.
///
/// # Errors
///
/// `min_accuracy` without a dataset, a dataset without it, or a choice without a promise that it could be made by.
pub fn complete(options: &Options) -> Result<(), Report> {
    let promises = &options.promises;
    let mut report = Report::new();
    if promises.min_accuracy.is_some() && promises.dataset.is_none() {
        report.push(
            incomplete("min_accuracy", "`min_accuracy` has no samples to count")
                .help("name a CSV file whose rows have a class: `dataset = \"weights/iris.csv\"`"),
        );
    }
    if promises.dataset.is_some() && promises.min_accuracy.is_none() {
        report.push(incomplete("dataset", "`dataset` is there, but nothing is promised of it").help(
            "add `min_accuracy = 0.95`, the least part of its rows that get their class, or remove it",
        ));
    }
    if options.auto && promises.max_error.is_none() {
        report.push(
            incomplete(
                "quant",
                "`quant = \"auto\"` takes the cheapest storage that keeps `max_error`, which is missing",
            )
            .help("add `max_error = …`, in the unit of the output, or choose the storage"),
        );
    }
    report.finish(Ok(()))
}

fn incomplete(argument: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(Code::PromiseIncomplete, message).blame(Blame::Argument(argument))
}
