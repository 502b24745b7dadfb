//! The measurements as one markdown table.

use super::measurement::Results;
use std::fmt::Write;

/// One row for each measurement.
pub(crate) fn markdown(results: &Results) -> String {
    let mut text = String::from(
        "| model | core | opt-level | instructions | least..most | stack | flash | code | RAM | hash |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (key, row) in results {
        let place = key.replace('/', " | ");
        let (least, most, stack, flash, ram) = (row.least, row.most, row.stack, row.flash, row.ram);
        // Of a network in layers, data and code are one: kernels are unrolled for their weights.
        let code = if row.constants > 0 { row.code().to_string() } else { String::new() };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {place} | {:.1} | {least}..{most} | {stack} | {flash} | {code} | {ram} | {} |",
            row.mean, row.hash
        );
    }
    text
}
