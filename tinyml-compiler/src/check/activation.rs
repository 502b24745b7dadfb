//! Activations: their parameters, and the two that end a classifier.

use super::layer::Place;
use super::output::Ends;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Reported, Spot, number};
use crate::network::Activation;

/// Checks an activation at its place in the chain.
pub(super) fn activation(
    activation: Activation,
    place: Place,
    title: &str,
    at: &Spot,
    report: &mut Report,
) -> Checked<Activation> {
    match activation {
        Activation::None | Activation::Relu | Activation::Tanh | Activation::Sigmoid => Ok(activation),
        Activation::Clamp { min, max } if min < max => Ok(activation),
        Activation::Clamp { min, max } => Err(bounds(min, max, at, report)),
        Activation::LeakyRelu { slope } if (0.0..1.0).contains(&slope) => Ok(activation),
        Activation::LeakyRelu { slope } => Err(steep(slope, &at.key("slope"), report)),
        Activation::Softmax => ends_classifier("softmax", place, title, at, report).map(|()| activation),
        Activation::Argmax => ends_classifier("argmax", place, title, at, report).map(|()| activation),
    }
}

fn bounds(min: f64, max: f64, at: &Spot, report: &mut Report) -> Reported {
    report.push(
        Diagnostic::new(Code::ActivationParameter, "the bounds of the clamp leave nothing between them")
            .at(at)
            .expected("`min` less than `max`")
            .found(format!("`{}` and `{}`", number(min), number(max))),
    )
}

fn steep(slope: f64, at: &Spot, report: &mut Report) -> Reported {
    report.push(
        Diagnostic::new(Code::ActivationParameter, "the slope of the leaky ReLU is out of its range")
            .at(at)
            .expected("0 <= slope < 1")
            .found(format!("`{}`", number(slope)))
            .help("the slope is the factor for negative values, 0.01 in most networks"),
    )
}

fn ends_classifier(name: &str, place: Place, title: &str, at: &Spot, report: &mut Report) -> Checked<()> {
    if !place.last {
        return Err(report.push(
            Diagnostic::new(
                Code::ActivationPlace,
                format!("{title} has `{name}`, but is not the last layer"),
            )
            .at(at)
            .help(format!("`{name}` ends a classifier; between layers use `relu` or `tanh`")),
        ));
    }
    match place.ends {
        None | Some(Ends::Labels(_)) => Ok(()),
        Some(Ends::Values(_)) => Err(report.push(
            Diagnostic::new(
                Code::ScoresWithoutLabels,
                format!("{title} ends in `{name}`, but the output has no labels"),
            )
            .at(at)
            .help(format!(
                "add `\"labels\": […]` to the output, or remove `{name}` if the model predicts values"
            )),
        )),
    }
}
