//! The forms of a model side by side, and the attribute for each.

use super::super::data::Report;
use super::super::names::{amount, whole};
use super::title;
use crate::table::Table;
use tinyml_compiler::diagnostic::shown;

/// What another form would bring.
pub(super) fn forms(report: &Report) -> String {
    let mut heads = vec!["lowering".to_owned(), "what".to_owned(), "deviation".to_owned()];
    for target in &report.cost.targets {
        heads.extend([format!("instr. {}", target.target), "B".to_owned()]);
    }
    let mut table = Table::new(heads.iter().map(String::as_str));
    for form in &report.forms.forms {
        let unit = report.errors.unit.as_deref().map(shown);
        let mut row = vec![form.lowering.to_owned(), form.what.clone()];
        row.push(format!("≤ {}", amount(form.bound, unit.as_deref())));
        row.extend(
            form.targets.iter().flat_map(|found| [whole(found.instructions), whole(found.flash_bytes)]),
        );
        table.row(row);
    }
    let note = match &report.forms.refused {
        Some(why) => format!("  no segments: {why}\n"),
        None => String::new(),
    };
    format!("{} (instructions at worst and flash, estimates)\n{table}{note}", title("forms"))
}

/// The attribute for each form.
pub(super) fn pasted(report: &Report) -> String {
    let lines: Vec<&str> = report.forms.forms.iter().map(|form| form.attribute.as_str()).collect();
    lines.join("\n\nor, as segments:\n")
}
