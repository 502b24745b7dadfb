//! Arguments that do not go with a graph.

use super::Facts;
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::{Lowering, Options};

/// Refuses what only networks of dense layers have, each argument by itself.
pub(super) fn check(_: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let promises = &options.promises;
    let numbers = [
        ("quant", options.quant.is_some() || options.auto),
        ("activations", options.activations.is_some()),
        ("lowering", options.lowering != Lowering::Layers),
    ];
    let float = [("max_error", promises.max_error.is_some())];
    let inputs = [("monotone", !promises.monotone.is_empty())];
    let costs = [("max_instructions", !promises.max_instructions.is_empty())];
    let given = |list: &[(&'static str, bool)]| -> Vec<&'static str> {
        list.iter().filter(|(_, is_given)| *is_given).map(|(argument, _)| *argument).collect()
    };
    let mut found: Vec<Diagnostic> = given(&numbers).into_iter().map(integers).collect();
    found.extend(given(&float).into_iter().map(no_float));
    found.extend(given(&inputs).into_iter().map(too_many_inputs));
    found.extend(given(&costs).into_iter().map(no_estimate));
    found
}

fn integers(argument: &'static str) -> Diagnostic {
    Diagnostic::new(Code::ArgumentUnsuited, format!("`{argument}` does not go with a graph"))
        .blame(Blame::Argument(argument))
        .found("a model whose integers and their order of computation are given by its file")
        .help("remove it; how a graph is quantised is decided where the file is made, or by `calibration`")
}

fn no_float(argument: &'static str) -> Diagnostic {
    unsuited(argument, "`max_error` compares with a float network, which a graph of integers has not").help(
        "promise a `min_accuracy` with a `dataset`, or compare with the float model where the file is made",
    )
}

fn too_many_inputs(argument: &'static str) -> Diagnostic {
    unsuited(argument, "`monotone` is about networks of dense layers, and the model is a graph")
        .help("remove it: no direction can be proved of a graph")
}

fn no_estimate(argument: &'static str) -> Diagnostic {
    unsuited(argument, "`max_instructions` is about networks of dense layers, and the model is a graph")
        .help("promise `max_macs`, which is counted")
}

fn unsuited(argument: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(Code::PromiseUnsuited, message).blame(Blame::Argument(argument))
}
