//! From what the file says to a network that the later stages can trust.
//!
//! Names, ranges, shapes and sizes are checked, each as far as its parts could be read: a broken field
//! silences only the checks that need it. After a `Network` has come out of here, no stage looks at shapes or
//! finiteness again.

mod activation;
mod deploy;
mod fault;
mod input;
mod label;
mod layer;
mod name;
mod output;
mod range;
mod shape;
mod size;
mod spatial;

pub use fault::{Measured, distinct_faults, faults};
pub use input::length;
pub(crate) use label::camel_case;
pub use label::{labels, variant_name};
pub(crate) use name::is_keyword;
pub use name::{identifier, unique};
pub use range::range;
pub(crate) use spatial::spatial;

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot};
use crate::model::Model;
use crate::network::Network;

/// Checks a model and everything in it.
pub(crate) fn check(model: Model, report: &mut Report) -> Checked<Network> {
    let root = Spot::root();
    let (width, ends) = (input::width(&model.inputs), output::ends(&model.outputs));
    let name = identifier(model.name, &root.key("name"), report);
    let inputs = input::inputs(model.inputs, report);
    let outputs = output::outputs(model.outputs, report);
    let layers = layer::layers(model.layers, width, ends, report);
    let deploy = layers
        .as_deref()
        .map_err(|reported| *reported)
        .map(|layers| deploy::deploy(model.deploy, layers, report));
    let (inputs, outputs, layers) = (inputs?, outputs?, layers?);
    size::check(&inputs, &layers, &outputs, report)?;
    Ok(Network {
        name: name?,
        description: model.description?,
        inputs,
        outputs,
        layers,
        deploy: deploy??,
        training: model.training?.unwrap_or_default(),
    })
}

/// Refuses a list without elements.
fn not_empty<T>(list: Checked<Vec<T>>, noun: &'static str, report: &mut Report) -> Checked<Vec<T>> {
    match list {
        Ok(list) if list.is_empty() => Err(report.push(
            Diagnostic::new(Code::EmptyList, format!("the model has no {noun}s"))
                .at(&Spot::root().key(format!("{noun}s")))
                .expected(format!("at least one {noun}")),
        )),
        list => list,
    }
}

/// Reports a number that has to be greater than zero and is not.
pub fn positive(value: f64, what: &str, at: &Spot, report: &mut Report) -> Checked<f64> {
    if value > 0.0 {
        return Ok(value);
    }
    Err(report.push(
        Diagnostic::new(Code::NotPositive, format!("{what} has to be greater than zero"))
            .at(at)
            .expected("a number greater than 0")
            .found(format!("`{}`", crate::diagnostic::number(value))),
    ))
}

/// All elements, or the first report about one of them.
fn all<T>(list: Vec<Checked<T>>) -> Checked<Vec<T>> {
    list.into_iter().collect()
}
