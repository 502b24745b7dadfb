//! What a person wants to know of a training: what was learnt, what it is worth, what to type next.

use std::path::{Component, Path};

use tinyml_compiler::diagnostic::{count, number};
use tinyml_compiler::network::{Activation, Network, Outputs};
use tinyml_trainer::metrics::{Metrics, ValueMetrics};

use super::Made;
use crate::attribute;
use crate::intermediate::outputs;
use crate::options::Quantisation;
use crate::output::{TITLE, WARNING};
use crate::rivals::{Rival, better};
use crate::table::Table;
use crate::validation::{Held, median};

/// The whole text.
pub(super) fn text(made: &Made, out: &Path) -> String {
    let mut parts = vec![learnt(made), integers(made)];
    parts.extend(tables(made));
    parts.extend(seeds(made));
    parts.extend(verdict(made));
    parts.extend(
        made.missed.as_ref().map(|missed| format!("{WARNING}a promise is missed{WARNING:#}\n{missed}\n")),
    );
    parts.push(next(made, out));
    parts.join("\n")
}

/// The network, how it was trained, what it sees of its inputs.
fn learnt(made: &Made) -> String {
    let (network, rows) = (&made.network, count(made.task.dataset.rows(), "row"));
    let mut text = format!(
        "{TITLE}{}{TITLE:#}: {}, {rows}, seed {}\n",
        network.name,
        shape(network),
        made.training.seed
    );
    for input in &network.inputs {
        let unit = input.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
        let (mean, std) = (figure(input.mean), figure(input.std));
        text.push_str(&format!(
            "{}: the network sees ({} - {mean}{unit}) / {std}{unit}\n",
            input.name, input.name
        ));
    }
    made.notes.iter().for_each(|note| text.push_str(&format!("note: {note}\n")));
    text
}

/// `1-8-8-1, relu`
fn shape(network: &Network) -> String {
    let units = [network.width()].into_iter().chain(network.layers.iter().map(|layer| layer.outputs));
    let units: Vec<String> = units.map(|units| units.to_string()).collect();
    let activation = match network.layers.first().map(|layer| layer.activation) {
        Some(Activation::Relu) => "relu",
        Some(Activation::Clamp { .. }) => "clamp",
        Some(Activation::LeakyRelu { .. }) => "leaky relu",
        Some(Activation::Tanh) => "tanh",
        Some(Activation::Sigmoid) => "sigmoid",
        Some(Activation::None | Activation::Softmax | Activation::Argmax) | None => "linear",
    };
    format!("{}, {activation}", units.join("-"))
}

/// How far the integers are from the float network over the declared inputs: what the attribute will say.
fn integers(made: &Made) -> String {
    let errors = &made.compiled.model().certificate;
    let resolved = made.training.deploy.resolved(&made.network);
    let own: String = resolved
        .quant
        .layers
        .iter()
        .map(|(layer, storage)| format!(", {layer} {}", storage.name()))
        .collect();
    let bits =
        format!("{} weights{own}, {} activations", resolved.quant.all.name(), resolved.activations.name());
    let inputs = usize::try_from(errors.points).unwrap_or(usize::MAX);
    let over = match errors.exhaustive {
        true => format!("over all {}", count(inputs, "declared input")),
        false => {
            format!("over {} (no input can exceed {})", count(inputs, "sampled input"), figure(errors.bound))
        }
    };
    let (worst, unit) = (figure(errors.worst.error), unit(&made.network, errors.worst.output));
    let mut text = format!("integers ({bits}): at most {worst}{unit} from the float network {over}\n");
    if let Some(agreement) = errors.agreement {
        let agreement = usize::try_from(agreement).unwrap_or(usize::MAX);
        text.push_str(&format!(
            "the same class as the float network for {} of them\n",
            count(agreement, "input")
        ));
    }
    text
}

/// The network beside what it has to beat: a table for each output.
fn tables(made: &Made) -> Vec<String> {
    let how = made.plan.name(made.task.dataset.rows());
    match &made.fit.float {
        Metrics::Classes(_) => vec![format!("{TITLE}accuracy; kept back: {how}{TITLE:#}\n{}", classes(made))],
        Metrics::Values(values) => {
            let table = |output: usize| {
                let name = &outputs(&made.network)[output].name;
                let unit = unit(&made.network, output);
                format!(
                    "{TITLE}error of {name} in{unit}; kept back: {how}{TITLE:#}\n{}",
                    errors(made, output)
                )
            };
            (0..values.len()).map(table).collect()
        }
    }
}

/// All lines of a table: name, parameters, errors in training and validation.
fn lines(made: &Made) -> Vec<(String, usize, &Metrics, Option<&Metrics>)> {
    let parameters = made.network.layers.iter().map(|layer| layer.weights.len() + layer.bias.len()).sum();
    let held = median(&made.held);
    let (float, integer) = (&made.fit.float, &made.fit.integer);
    let own = [
        ("this network, float".to_owned(), parameters, float, held.map(|held| &held.float)),
        ("this network, integer".to_owned(), parameters, integer, held.map(|held| &held.integer)),
    ];
    let rival = |rival: &'_ Rival| (rival.name.clone(), rival.parameters);
    let rivals = made.rivals.iter().map(|line| {
        let (name, parameters) = rival(line);
        (name, parameters, &line.training, line.validation.as_ref())
    });
    rivals.chain(own).collect()
}

fn errors(made: &Made, output: usize) -> Table {
    let mut table = Table::new(["", "parameters", "training RMSE", "worst", "kept-back RMSE", "worst"]);
    for (name, parameters, training, validation) in lines(made) {
        let cells = |metrics: Option<&Metrics>| match metrics {
            Some(Metrics::Values(values)) => values.get(output).map_or(empty(), of_values),
            Some(Metrics::Classes(_)) | None => empty(),
        };
        let figures = cells(Some(training)).into_iter().chain(cells(validation));
        table.row([name, parameters.to_string()].into_iter().chain(figures));
    }
    table
}

fn empty() -> [String; 2] {
    ["-".to_owned(), "-".to_owned()]
}

fn of_values(values: &ValueMetrics) -> [String; 2] {
    [values.rms, values.worst.abs()].map(figure)
}

fn classes(made: &Made) -> Table {
    let mut table = Table::new(["", "parameters", "training", "kept back"]);
    for (name, parameters, training, validation) in lines(made) {
        let cell = |metrics: Option<&Metrics>| match metrics {
            Some(Metrics::Classes(classes)) => format!("{:.2} %", 100.0 * classes.accuracy),
            Some(Metrics::Values(_)) | None => "-".to_owned(),
        };
        table.row([name, parameters.to_string(), cell(Some(training)), cell(validation)]);
    }
    table
}

/// The spread over the seeds, if there are several.
fn seeds(made: &Made) -> Option<String> {
    let mut losses: Vec<f64> =
        made.held.iter().filter(|held| !held.rows.is_empty()).map(|held| held.integer.loss()).collect();
    losses.sort_by(f64::total_cmp);
    let (least, most) = (*losses.first()?, *losses.last()?);
    let middle = median(&made.held)?;
    (losses.len() > 1).then(|| {
        format!(
            "{} seeds, integer network on rows kept back: {}, from {} to {}; shown is seed {}\n",
            losses.len(),
            loss(made, middle.integer.loss()),
            loss(made, least),
            loss(made, most),
            middle.seed
        )
    })
}

/// What the comparison comes to, said plainly.
fn verdict(made: &Made) -> Option<String> {
    let held: &Held = median(&made.held)?;
    let ours = loss(made, held.integer.loss());
    let better = better(&made.rivals, &held.integer);
    let Some(best) = better.first() else {
        return Some(format!("no baseline does better than the network on rows kept back ({ours})\n"));
    };
    let theirs = best.validation.as_ref().map(|metrics| loss(made, metrics.loss())).unwrap_or_default();
    let mut text = format!(
        "{WARNING}a baseline is better{WARNING:#}: {} has {theirs} on rows kept back, the network {ours}\n",
        best.name
    );
    let others: Vec<&str> = better.iter().skip(1).map(|rival| rival.name.as_str()).collect();
    if !others.is_empty() {
        text.push_str(&format!("so are: {}\n", others.join("; ")));
    }
    if let Some(cost) = best.cost {
        text.push_str(&format!(
            "{}, measured once for a thermistor: {} / {} instructions on Armv6-M / Armv7E-M, {} bytes of flash\n",
            cost.of, cost.armv6m, cost.armv7em, cost.flash
        ));
    }
    Some(text)
}

/// The one figure by which models are compared.
fn loss(made: &Made, loss: f64) -> String {
    match &made.network.outputs {
        Outputs::Classes { .. } => format!("{:.2} % wrong", 100.0 * loss),
        Outputs::Values(values) if values.len() == 1 => {
            format!("{}{} RMSE", figure(loss), unit(&made.network, 0))
        }
        Outputs::Values(_) => format!("{} RMSE over all outputs", figure(loss)),
    }
}

fn next(made: &Made, out: &Path) -> String {
    let (path, name) = (out.display().to_string(), &made.network.name);
    let promise =
        Quantisation { max_error: made.training.deploy.promises.max_error, ..Quantisation::default() };
    let attribute = attribute::line(&in_crate(out), &promise);
    let type_name = attribute::type_of(name);
    format!(
        "wrote {path}; next:\n  cargo tinyml report {path}\n  cargo tinyml new my-{name} --board rp2040 --model {path}\nor in your \
         firmware:\n  {attribute}\n  pub struct {type_name};\n"
    )
}

/// The path as an attribute takes it: one that is not below the current folder says where a copy would be.
fn in_crate(out: &Path) -> String {
    let inside = out.components().all(|part| matches!(part, Component::Normal(_)));
    let name = || format!("weights/{}", out.file_name().unwrap_or_default().to_string_lossy());
    if inside { out.display().to_string() } else { name() }
}

/// The unit of an output behind a number.
fn unit(network: &Network, output: usize) -> String {
    let unit = outputs(network).get(output).and_then(|output| output.unit.as_deref());
    unit.map_or(String::new(), |unit| format!(" {unit}"))
}

/// Four significant digits.
fn figure(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == 0.0 || !(1e-3..1e6).contains(&magnitude) {
        return if magnitude == 0.0 { "0".to_owned() } else { number(value) };
    }
    let digits = 3 - magnitude.log10().floor() as i32;
    format!("{value:.*}", usize::try_from(digits.max(0)).unwrap_or(0))
}
