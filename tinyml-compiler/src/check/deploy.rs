//! What the file recommends for embedding: the layers that it names have to exist.

use crate::diagnostic::{Checked, Code, Diagnostic, Report, nearest, quoted};
use crate::model::DeployDraft;
use crate::network::Dense;
use crate::options::{Deploy, Quant};

/// Checks the recommendation, if there is one.
pub(super) fn deploy(
    draft: Checked<Option<DeployDraft>>,
    layers: &[Dense],
    report: &mut Report,
) -> Checked<Deploy> {
    let Some(draft) = draft? else {
        return Ok(Deploy::default());
    };
    let own = draft.layers?;
    let mut unknown = Ok(());
    for (name, _) in own.iter().flatten() {
        if !layers.iter().any(|layer| layer.name == *name) {
            let at = draft.at.key("layers").name_of(name.clone(), 0);
            unknown = Err(report.push_with(|| no_such_layer(name, layers).at(&at)));
        }
    }
    unknown?;
    let quant = Quant::given(draft.quant?, own.unwrap_or_default());
    Ok(Deploy { quant, activations: draft.activations? })
}

fn no_such_layer(name: &str, layers: &[Dense]) -> Diagnostic {
    let help = match nearest(name, layers.iter().map(|layer| layer.name.as_str())) {
        Some(name) => format!("did you mean {}?", quoted(name)),
        None => {
            let names: Vec<String> = layers.iter().take(8).map(|layer| quoted(&layer.name)).collect();
            let more = if layers.len() > names.len() { ", …" } else { "" };
            format!("the model has {}{more}", names.join(", "))
        }
    };
    Diagnostic::new(Code::DeployLayer, format!("the model has no layer {}", quoted(name))).help(help)
}
