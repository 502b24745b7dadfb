//! From a model to its report: the compiler's stages are run, and what they say is collected.

use super::cost;
use super::curves::{self, is_classifier};
use super::data::{About, Cost, Entry, Errors, Plots, Port, Promise, Report, Settings};
use super::forms::forms;
use super::layers::{Networks, layers};
use super::names::{at, label_of};
use super::promise::{attribute, round_up};
use super::request::Request;
use super::{history, samples};
use crate::intermediate::outputs;
use tinyml_compiler::diagnostic::Report as Mistakes;
use tinyml_compiler::lower;
use tinyml_compiler::network::{Network, Outputs};
use tinyml_compiler::options::{Lowering, Options, Resolved, Storage};
use tinyml_compiler::plan::plan;
use tinyml_compiler::program::Program;
use tinyml_compiler::quant_network::QuantNetwork;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::trim::trim;
use tinyml_compiler::verify::{Certificate, certify};

/// Runs the stages and collects.
///
/// # Errors
///
/// Those of the quantiser.
pub(crate) fn gather(request: &Request<'_>) -> Result<Report, Mistakes> {
    let Request { network, file, quantisation, .. } = *request;
    let options = quantisation.options();
    let simplified = simplify(network);
    let quantized = lower::layers(network, &simplified, &options)?;
    let whole = Program::Layers(quantized.clone());
    let measured = certify(network, &simplified, &whole);
    let (trimmed, program) = (trim(&quantized), whole.trimmed());
    let networks = Networks { network, simplified: &simplified, quantized: &quantized, trimmed: &trimmed };
    let errors = errors(network, &measured);
    let plan = plan(&program);
    let targets = cost::costs(&program, &plan, request.targets);
    let bytes = |at: usize| {
        let (layer, wide) = (&trimmed.network.layers[at], plan.wide[at]);
        request.targets.iter().map(|target| cost::bytes(layer, wide, *target)).collect()
    };
    let mut plots = Plots {
        sweeps: curves::sweeps(network, &quantized),
        errors: curves::errors(networks, &measured),
        weights: curves::weights(networks),
        history: history::losses(network),
        scatters: Vec::new(),
    };
    let data = request.data.map(|(data, file)| {
        let predictions = samples::predict(network, &quantized, data);
        plots.scatters = samples::scatters(network, data, &predictions);
        samples::mark(&mut plots.sweeps, data);
        samples::samples(network, data, &predictions, file)
    });
    Ok(Report {
        model: about(network, file),
        settings: settings(&options, network, &quantized),
        promise: Promise {
            max_error: round_up(measured.bound),
            attribute: attribute(request, Lowering::Layers, &measured),
        },
        forms: forms(request, (&program, &plan, &measured)),
        errors,
        cost: Cost { macs: plan.macs, stack_bytes: plan.stack_bytes, ram_bytes: 0, targets },
        layers: layers(networks, bytes),
        data,
        training: history::entries(network),
        plots,
    })
}

fn about(network: &Network, file: &str) -> About {
    let inputs = network.inputs.iter().map(|input| Port {
        name: input.name.clone(),
        ty: input.ty.name(),
        unit: input.unit.clone(),
        scale: input.scale,
        range: [input.min, input.max],
        length: input.length,
    });
    let port = |output: &tinyml_compiler::network::Output| Port {
        name: output.name.clone(),
        ty: output.ty.name(),
        unit: output.unit.clone(),
        scale: output.scale,
        range: [output.min, output.max],
        length: None,
    };
    let (outputs, labels) = match &network.outputs {
        Outputs::Values(outputs) => (outputs.iter().map(port).collect(), Vec::new()),
        Outputs::Classes { output, labels } => (vec![port(output)], labels.clone()),
    };
    About {
        name: network.name.clone(),
        description: network.description.clone(),
        file: file.to_owned(),
        inputs: inputs.collect(),
        outputs,
        labels,
    }
}

/// How the weights are stored: as asked for, or as the compiler has chosen for each layer.
fn settings(options: &Options, network: &Network, quantized: &QuantNetwork) -> Settings {
    let Resolved { quant, activations } = options.resolved(network);
    let entry = |key: &str, storage: Storage| Entry { key: key.to_owned(), value: storage.name().to_owned() };
    let overrides = match options.auto {
        true => quantized.layers.iter().map(|layer| entry(&layer.name, layer.storage)).collect(),
        false => quant.layers.iter().map(|(name, storage)| entry(name, *storage)).collect(),
    };
    let quant = if options.auto { "auto" } else { quant.all.name() };
    Settings { quant: quant.to_owned(), overrides, activations: activations.name().to_owned() }
}

fn errors(network: &Network, measured: &Certificate) -> Errors {
    let worst = &measured.worst;
    Errors {
        proved: measured.exhaustive,
        points: measured.points,
        unit: outputs(network)[worst.output].unit.clone(),
        worst: finite(worst.error),
        worst_at: at(network, &worst.input, None),
        worst_output: label_of(network, worst.output),
        worst_integer: finite(worst.integer),
        worst_float: finite(worst.float),
        mean: finite(measured.mean),
        rms: finite(measured.rms),
        bound: finite(measured.bound),
        same_class: measured.agreement.filter(|_| is_classifier(network)),
    }
}

/// JSON has no infinity; what an absurd scale makes infinite is the greatest number.
fn finite(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(f64::MIN, f64::MAX) }
}
