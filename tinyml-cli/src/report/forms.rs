//! The forms in which a model can run, side by side: what `lowering` would bring.
//!
//! The report itself is about layers; here the segments of a network of one input stand beside them.

use super::cost;
use super::data::{Form, Forms};
use super::promise;
use super::request::Request;
use tinyml_compiler::compile_network;
use tinyml_compiler::options::{Lowering, Options};
use tinyml_compiler::plan::Plan;
use tinyml_compiler::program::Program;
use tinyml_compiler::verify::Certificate;

/// The layers, which are there already, and the segments, if there are any.
pub(crate) fn forms(request: &Request<'_>, layers: (&Program, &Plan, &Certificate)) -> Forms {
    let mut forms = vec![form(request, layers)];
    let options = Options { lowering: Lowering::Piecewise, ..request.quantisation.options() };
    let refused = match compile_network(request.network, &options, request.file) {
        Ok(compiled) => {
            let model = compiled.model();
            forms.push(form(request, (&model.program, &model.plan, &model.certificate)));
            None
        }
        Err(report) => report.diagnostics().first().map(|diagnostic| diagnostic.message.clone()),
    };
    Forms { forms, refused }
}

fn form(request: &Request<'_>, (program, plan, certificate): (&Program, &Plan, &Certificate)) -> Form {
    let (lowering, what) = match program {
        Program::Layers(network) => (Lowering::Layers, counted(network.layers.len(), "layer")),
        Program::Piecewise(piecewise) => {
            let segments = piecewise.curves.iter().map(|curve| curve.count).sum();
            (Lowering::Piecewise, counted(segments, "segment"))
        }
    };
    let Certificate { exhaustive: proved, bound, .. } = *certificate;
    let targets = cost::costs(program, plan, request.targets);
    let attribute = promise::attribute(request, lowering, certificate);
    Form { lowering: lowering.name(), what, proved, bound, targets, attribute }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
