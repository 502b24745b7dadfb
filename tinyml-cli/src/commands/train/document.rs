//! The same facts as the text, for machines.

use std::path::Path;

use serde_json::{Value as Json, json};
use tinyml_trainer::train::Epoch;

use super::Made;
use crate::figures::metrics;
use crate::rivals::{Rival, better};
use crate::validation::{Held, median};

/// The whole document.
pub(super) fn document(made: &Made, out: &Path) -> Json {
    let network = &made.network;
    let errors = &made.compiled.model().certificate;
    let inputs = network
        .inputs
        .iter()
        .map(|input| json!({ "name": input.name, "unit": input.unit, "mean": input.mean, "std": input.std }));
    let held = median(&made.held);
    let better: Vec<&str> = match held {
        Some(held) => {
            better(&made.rivals, &held.integer).into_iter().map(|rival| rival.name.as_str()).collect()
        }
        None => Vec::new(),
    };
    let missed = made.missed.as_ref().map(|report| {
        report
            .diagnostics()
            .iter()
            .map(|d| json!({ "code": d.code.id(), "message": d.message }))
            .collect::<Vec<_>>()
    });
    json!({
        "model": network.name,
        "out": out.to_string_lossy(),
        "rows": made.task.dataset.rows(),
        "seed": made.training.seed,
        "inputs": inputs.collect::<Vec<_>>(),
        "layers": network.layers.iter().map(|layer| layer.outputs).collect::<Vec<_>>(),
        "training": { "float": metrics(&made.fit.float), "integer": metrics(&made.fit.integer) },
        "validation": {
            "how": made.plan.name(made.task.dataset.rows()),
            "seeds": made.held.iter().map(seed).collect::<Vec<_>>(),
            "median_seed": held.map(|held| held.seed),
        },
        "integer_from_float": {
            "worst": errors.worst.error,
            "rms": errors.rms,
            "bound": errors.bound,
            "exhaustive": errors.exhaustive,
            "inputs": errors.points,
            "agreement": errors.agreement,
        },
        "baselines": made.rivals.iter().map(rival).collect::<Vec<_>>(),
        "better_baselines": better,
        "missed": missed,
        "history": made.trained.history.iter().map(epoch).collect::<Vec<_>>(),
        "notes": made.notes,
    })
}

fn seed(held: &Held) -> Json {
    json!({
        "seed": held.seed,
        "rows": held.rows.len(),
        "float": metrics(&held.float),
        "integer": metrics(&held.integer),
    })
}

fn rival(rival: &Rival) -> Json {
    json!({
        "name": rival.name,
        "parameters": rival.parameters,
        "training": metrics(&rival.training),
        "validation": rival.validation.as_ref().map(metrics),
    })
}

fn epoch(epoch: &Epoch) -> Json {
    json!({ "step": epoch.step, "training": epoch.training, "validation": epoch.validation })
}
