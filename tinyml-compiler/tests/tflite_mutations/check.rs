//! From bytes to tokens, and what must hold of whatever was accepted.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use tinyml_compiler::emit::Item;
use tinyml_compiler::file::Opened;
use tinyml_compiler::graph::{Graph, Tensor};
use tinyml_compiler::options::Options;
use tinyml_compiler::{Embedded, embed as compile, tflite};

#[derive(Debug)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
}

/// Compiles a file; the error is what is wrong with the compiler, not with the file.
pub(crate) fn embed(name: &str, bytes: Vec<u8>) -> Result<Outcome, String> {
    if let Ok(graph) = tflite::read(&bytes, name) {
        consistent(&graph)?;
    }
    let opened = Opened::Graph { display: name.to_owned(), bytes };
    match compile(&opened, &Options::default()) {
        Ok(embedded) => {
            let tokens = tokens(&embedded);
            let again = compile(&opened, &Options::default()).map(|embedded| self::tokens(&embedded));
            let same = again.is_ok_and(|again| again == tokens);
            same.then_some(Outcome::Accepted).ok_or_else(|| "gives other tokens the second time".to_owned())
        }
        Err(report) => {
            let text = report.to_string();
            let told = !report.is_empty() && text.contains("error[T") && text.len() < 100_000;
            told.then_some(Outcome::Refused)
                .ok_or_else(|| format!("is refused with {} bytes of text", text.len()))
        }
    }
}

fn tokens(embedded: &Embedded) -> String {
    embedded.emit(&item()).to_string()
}

pub(crate) fn item() -> Item {
    Item {
        name: Ident::new("Model", Span::call_site()),
        visibility: TokenStream::new(),
        krate: quote!(::tinyml),
        sources: Vec::new(),
        classes: None,
        faults: None,
        attributes: Vec::new(),
    }
}

/// What the rest of the compiler relies on, and what no valid file contradicts.
fn consistent(graph: &Graph) -> Result<(), String> {
    graph.tensors.iter().try_for_each(tensor)?;
    let known = |id: &usize| *id < graph.tensors.len();
    let edges = graph.inputs.iter().chain(&graph.outputs);
    let nodes = graph.nodes.iter().flat_map(|node| node.inputs.iter().flatten().chain(&node.outputs));
    match edges.chain(nodes).all(known) {
        true => order(graph),
        false => Err("names a tensor that is not there".to_owned()),
    }
}

fn tensor(tensor: &Tensor) -> Result<(), String> {
    let shown = tensor.shown();
    let count = tensor.shape.iter().try_fold(1usize, |count, &extent| count.checked_mul(extent));
    if count.is_none() || tensor.data.as_ref().is_some_and(|data| Some(data.len()) != count) {
        return Err(format!("{shown} has other values than its shape says"));
    }
    let Some(quantization) = &tensor.quantization else { return Ok(()) };
    let amount = quantization.scales.len();
    let fits = amount == 1 || tensor.shape.get(quantization.axis) == Some(&amount);
    let positive = quantization.scales.iter().all(|scale| scale.is_finite() && *scale > 0.0);
    let right = fits && positive && quantization.zero_points.len() == amount && !tensor.name.is_empty();
    right.then_some(()).ok_or_else(|| format!("{shown} has a quantisation that cannot be"))
}

/// Every tensor is written before it is read, and once.
fn order(graph: &Graph) -> Result<(), String> {
    let mut known: Vec<bool> =
        graph.tensors.iter().map(|tensor| tensor.data.is_some() || tensor.is_variable).collect();
    graph.inputs.iter().for_each(|&id| known[id] = true);
    for node in &graph.nodes {
        if let Some(id) = node.inputs.iter().flatten().find(|&&id| !known[id]) {
            return Err(format!("{} is read before it is written", graph.tensor(*id).shown()));
        }
        for &id in &node.outputs {
            if std::mem::replace(&mut known[id], true) {
                return Err(format!("{} is written twice", graph.tensor(id).shown()));
            }
        }
    }
    Ok(())
}
