//! Networks with convolutions: the same names and numbers as in networks of dense layers, and shapes of several dimensions.

mod edges;
mod layers;
mod windows;

use super::{identifier, output};
use crate::diagnostic::{Checked, Report, Spot};
use crate::model::{Model, SpatialDraft};
use crate::spatial::SpatialNetwork;

/// Checks a model and everything in it.
pub(crate) fn spatial(model: Model<SpatialDraft>, report: &mut Report) -> Checked<SpatialNetwork> {
    let root = Spot::root();
    let ends = output::ends(&model.outputs);
    let name = identifier(model.name, &root.key("name"), report);
    let input = edges::input(model.inputs, report);
    let outputs = output::outputs(model.outputs, report).and_then(|outputs| edges::outputs(outputs, report));
    let shape = input.as_ref().map(|(_, shape)| shape.clone()).map_err(|reported| *reported);
    let layers = layers::layers(model.layers, shape, ends, report);
    // What it recommends is for layers that are quantised here in another way; that it can be read is enough.
    let _ = model.deploy?;
    let _ = model.training?;
    let (input, shape) = input?;
    Ok(SpatialNetwork {
        name: name?,
        description: model.description?,
        input,
        shape,
        outputs: outputs?,
        layers: layers?,
    })
}

/// Extents as a message shows them: `28 x 28 x 1`.
fn shown(shape: &[usize]) -> String {
    match shape {
        [values] => crate::diagnostic::count(*values, "value"),
        _ => shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" x "),
    }
}
