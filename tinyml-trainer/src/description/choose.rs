//! Columns that flags choose, where a description names others: `--input` and `--target` beside a description file.
//!
//! Of the only input or output the flag replaces the column. Where there are several, no flag could say which one is
//! meant, so flags only confirm what the description says, all of it.

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, Spot, count, nearest, quoted};

use super::columns::expand;
use super::{Description, OutputColumns};

impl Description {
    /// Takes the columns that flags name; empty lists change nothing.
    ///
    /// # Errors
    ///
    /// Another number of columns than the description has, or a column that it does not have.
    pub fn choose(&mut self, inputs: &[String], targets: &[String]) -> Result<(), Report> {
        let mut report = Report::new();
        if let Err(diagnostic) = self.choose_inputs(inputs) {
            report.push(*diagnostic);
        }
        if let Err(diagnostic) = self.choose_targets(targets) {
            report.push(*diagnostic);
        }
        report.finish(Ok(()))
    }

    fn choose_inputs(&mut self, flags: &[String]) -> Result<(), Box<Diagnostic>> {
        let named: Vec<Vec<String>> = flags.iter().map(|flag| columns(flag)).collect::<Result<_, _>>()?;
        if let ([input], [columns]) = (self.inputs.as_mut_slice(), named.as_slice()) {
            if input.columns.len() != columns.len() {
                return Err(Box::new(wrong_count("input", input.columns.len(), columns.len())));
            }
            input.columns.clone_from(columns);
            return Ok(());
        }
        let declared: Vec<&str> =
            self.inputs.iter().flat_map(|input| &input.columns).map(String::as_str).collect();
        confirm("input", &named.concat(), &declared)
    }

    fn choose_targets(&mut self, flags: &[String]) -> Result<(), Box<Diagnostic>> {
        match (&mut self.outputs, flags) {
            (_, []) => Ok(()),
            (OutputColumns::Classes { column, .. }, [flag]) => {
                column.clone_from(flag);
                Ok(())
            }
            (OutputColumns::Classes { .. }, flags) => Err(Box::new(wrong_count("output", 1, flags.len()))),
            (OutputColumns::Values(values), flags) => match (values.as_mut_slice(), flags) {
                ([value], [flag]) => {
                    value.column.clone_from(flag);
                    Ok(())
                }
                (values, flags) => {
                    let declared: Vec<&str> = values.iter().map(|value| value.column.as_str()).collect();
                    confirm("output", flags, &declared)
                }
            },
        }
    }
}

fn columns(flag: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut report = Report::new();
    let expanded = expand(flag, &Spot::root(), &mut report);
    report.finish(expanded).map_err(|report| {
        let first = report.diagnostics().first().cloned();
        Box::new(first.unwrap_or(Diagnostic::new(Code::ColumnPattern, "the pattern names no columns")))
    })
}

/// Whether the flags name just what the description does, in any order.
fn confirm(what: &str, named: &[String], declared: &[&str]) -> Result<(), Box<Diagnostic>> {
    if named.is_empty() {
        return Ok(());
    }
    if let Some(stranger) = named.iter().find(|name| !declared.contains(&name.as_str())) {
        let message = format!("the description has no {what} from the column {}", quoted(stranger));
        let diagnostic = Diagnostic::new(Code::ColumnChoice, message)
            .expected(declared.iter().take(12).map(|name| quoted(name)).collect::<Vec<_>>().join(", "));
        return Err(Box::new(match nearest(stranger, declared.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
            None => diagnostic.help(format!("only the column of a single {what} can be replaced by a flag")),
        }));
    }
    let all = declared.iter().all(|name| named.iter().any(|other| other == name));
    match all && named.len() == declared.len() {
        true => Ok(()),
        false => Err(Box::new(wrong_count(what, declared.len(), named.len()))),
    }
}

fn wrong_count(what: &str, declared: usize, named: usize) -> Diagnostic {
    let message = format!(
        "the description reads its {what}s from {}, but the flags name {}",
        count(declared, "column"),
        count(named, "column")
    );
    Diagnostic::new(Code::ColumnChoice, message)
        .help("leave the flags out: the description names the columns")
}
