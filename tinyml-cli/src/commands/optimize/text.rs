//! The answer of `optimize` as text: a table with a row for each step, and what follows from it.

use std::fmt::Write;
use std::path::Path;

use tinyml_compiler::options::Storage;

use super::Found;
use crate::costs::{Cost, Meter};
use crate::optimize::Candidate;
use crate::output::TITLE;
use crate::table::Table;

/// The whole answer.
pub(super) fn text(found: &Found, meter: &Meter, is_class: bool, out: Option<&Path>) -> String {
    let error = |error: f64| {
        if is_class { format!("{:.2} % right", 100.0 * (1.0 - error)) } else { format!("{error:.4}") }
    };
    let head = if is_class { "accuracy" } else { "RMSE" };
    let mut table = Table::new(["step", head, "flash", "instructions", "stack", "RAM", ""]);
    let whole = &found.costs[0];
    table.row(row("every unit of the file", error(found.candidates[0].error), whole, ""));
    for (at, candidate) in found.candidates.iter().enumerate() {
        let verdict = match found.chosen {
            Some(chosen) if chosen == at => "smallest within the limit",
            _ if candidate.error > found.limit + 1e-12 => "beyond the limit",
            _ => "",
        };
        table.row(row(&candidate.what, error(candidate.error), &found.costs[at + 1], verdict));
    }
    let mut text = table.to_string();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "\nlimit: {}; {}", error(found.limit), meter.source());
    let _ = writeln!(text, "{TITLE}lossless{TITLE:#}: {}", lossless(found));
    unpaid(found).iter().for_each(|line| text.push_str(&format!("{line}\n")));
    found.notes.iter().for_each(|note| text.push_str(&format!("note: {note}\n")));
    match (found.chosen, out) {
        (Some(_), Some(path)) => {
            let _ = writeln!(text, "{} holds the smallest network within the limit", path.display());
        }
        (Some(_), None) => text.push_str("nothing was written: `--out` names a file\n"),
        (None, _) => text.push_str("no network is within the limit, and nothing was written\n"),
    }
    text
}

fn row(what: &str, error: String, cost: &Cost, verdict: &str) -> [String; 7] {
    let [instructions, flash, stack, ram] = cost.cells();
    [what.to_owned(), error, flash, instructions, stack, ram, verdict.to_owned()]
}

/// What removal brought.
fn lossless(found: &Found) -> String {
    let removed: Vec<String> =
        found.lossless.removed.iter().map(|(name, count)| format!("{count} of `{name}`")).collect();
    if removed.is_empty() {
        return "every unit of the file acts somewhere in the declared range; nothing can go".to_owned();
    }
    let (before, after) = (&found.costs[0], &found.costs[1]);
    format!(
        "units that never act are gone ({}): {:.0} bytes of flash and {:.0} instructions less; {}",
        removed.join(", "),
        before.flash - after.flash,
        before.instructions - after.instructions,
        found.lossless.compared.sentence()
    )
}

/// What weights that are zero did not bring, where they did not.
fn unpaid(found: &Found) -> Vec<String> {
    let own = &found.costs[1];
    let sparse = found.candidates.iter().zip(&found.costs[1..]).filter(|(candidate, _)| is_sparse(candidate));
    let line = |(candidate, cost): (&Candidate, &Cost)| {
        let (flash, time) = (cost.flash - own.flash, cost.instructions - own.instructions);
        let what = &candidate.what;
        match (flash >= 0.0, time >= 0.0) {
            (true, true) => {
                Some(format!("{what}: does not pay, {flash:.0} bytes and {time:.0} instructions more"))
            }
            (false, true) => Some(format!("{what}: does not pay in time, {time:.0} instructions more")),
            (true, false) => Some(format!("{what}: does not pay in flash, {flash:.0} bytes more")),
            (false, false) => None,
        }
    };
    sparse.filter_map(line).collect()
}

fn is_sparse(candidate: &Candidate) -> bool {
    candidate.network.deploy.quant.as_ref().is_some_and(|quant| quant.all == Storage::Sparse)
}
