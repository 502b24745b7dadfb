//! Layers: a chain from the inputs to the outputs.

use super::activation::activation;
use super::output::Ends;
use super::shape::{self, Before};
use super::{all, name, not_empty};
use crate::diagnostic::{Checked, Report, quoted};
use crate::model::{LayerDraft, List};
use crate::network::{Activation, Dense};

/// Checks every layer, and that each fits what comes before it and the last one what comes after.
pub(super) fn layers(
    drafts: Checked<List<LayerDraft>>,
    inputs: Option<usize>,
    ends: Option<Ends>,
    report: &mut Report,
) -> Checked<Vec<Dense>> {
    let drafts = not_empty(drafts, "layer", report)?;
    let named =
        drafts.iter().flatten().filter_map(|draft| Some((draft.name.as_deref().ok()?, draft.at.key("name"))));
    name::unique("layers", named, report);
    let last = drafts.len() - 1;
    let mut before = Before::inputs(inputs);
    let mut layers = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let place = Place { index, last: index == last, ends };
        let after = match &draft {
            Ok(draft) => before.after(draft, &title(draft, index)),
            Err(_) => Before::unknown(),
        };
        layers.push(draft.and_then(|draft| layer(draft, place, &before, report)));
        before = after;
    }
    all(layers)
}

/// Where a layer stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) index: usize,
    pub(super) last: bool,
    pub(super) ends: Option<Ends>,
}

fn layer(draft: LayerDraft, place: Place, before: &Before, report: &mut Report) -> Checked<Dense> {
    let title = title(&draft, place.index);
    let at = draft.at;
    let weights = draft.weights.and_then(|weights| shape::weights(weights, &title, before, &at, report));
    let rows = weights.as_ref().ok().map(|weights| weights.outputs);
    let bias = draft.bias.and_then(|bias| shape::bias(bias, rows, &title, &at, report));
    if let (true, Some(rows), Some(ends)) = (place.last, rows, place.ends) {
        shape::fits_ends(rows, ends, &title, &at, report);
    }
    let activation = match draft.activation {
        Ok(Some(found)) => activation(found, place, &title, &at.key("activation"), report),
        other => other.map(|_| Activation::None),
    };
    let name = name::identifier(draft.name, &at.key("name"), report);
    let weights = weights?;
    Ok(Dense {
        name: name?,
        inputs: weights.inputs,
        outputs: weights.outputs,
        weights: weights.values,
        bias: bias?,
        activation: activation?,
    })
}

/// What messages call a layer: its name, or its number if it has none.
fn title(draft: &LayerDraft, index: usize) -> String {
    match &draft.name {
        Ok(name) => format!("layer {}", quoted(name)),
        Err(_) => format!("layer {index}"),
    }
}
