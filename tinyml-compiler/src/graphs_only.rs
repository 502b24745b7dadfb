//! Arguments that do not go with a network of dense layers, which has no working memory and no reference but itself.

use crate::diagnostic::{Blame, Code, Diagnostic, Report};
use crate::options::{MemoryPlace, Options, Reference};

/// Refuses what only graphs have, each argument by itself.
pub(crate) fn check(options: &Options) -> Result<(), Report> {
    let arguments = [
        ("labels", options.labels.is_some(), "remove it: a classifier has `labels` in its model file"),
        (
            "memory",
            options.memory != MemoryPlace::Struct,
            "remove it: a dense network needs no working memory",
        ),
        (
            "reference",
            options.reference != Reference::Classic,
            "remove it: the numbers are this project's own",
        ),
    ];
    let mut report = Report::new();
    for (argument, _, help) in arguments.into_iter().filter(|(_, is_given, _)| *is_given) {
        let message = format!("`{argument}` does not go with a network of dense layers");
        report.push(
            Diagnostic::new(Code::ArgumentUnsuited, message).blame(Blame::Argument(argument)).help(help),
        );
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::options::{MemoryPlace, Options, Reference};

    #[test]
    fn what_only_graphs_have_is_refused_all_at_once() {
        assert!(check(&Options::default()).is_ok());
        let labels = Some(vec!["a".to_owned()]);
        let options = Options {
            labels,
            memory: MemoryPlace::Stack,
            reference: Reference::Litert,
            ..Options::default()
        };
        assert_eq!(check(&options).expect_err("three arguments").diagnostics().len(), 3);
    }
}
