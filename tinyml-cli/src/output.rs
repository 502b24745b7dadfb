//! How answers and mistakes leave the program: text for people or one JSON document for machines, and an exit code.
//!
//! Text goes to standard output, mistakes to the error stream as the macro words them. With `--json` both are one
//! document on standard output. Colour is left out where there is no terminal, and where `NO_COLOR` asks for it.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde_json::{Map, Value, json};
use tinyml_compiler::diagnostic::{Diagnostic, Place, Report, count};

/// Exit code: the model, the data or a file is at fault, or a promise is missed.
pub const FAULT: u8 = 1;

/// Exit code: the arguments are not understood.
pub const USAGE: u8 = 2;

/// For headlines in an answer's text: `format!("{TITLE}layers{TITLE:#}")`.
pub const TITLE: Style = Style::new().bold();

/// For what a reader should not miss, such as a baseline that does better.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// For the word `error`.
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// What a command gives: an answer, or all that is wrong.
pub type Outcome = Result<Answer, Report>;

/// What a command found out or did.
#[derive(Debug, Clone)]
pub struct Answer {
    /// For people; styles are allowed.
    pub text: String,
    /// For machines: the same facts, numbers as numbers, in the units that the names of the fields say.
    pub json: Value,
    /// Whether a promise that the user asked for is missed: the answer is printed, the exit code is 1.
    pub missed: bool,
}

impl Answer {
    /// An answer that keeps every promise.
    pub fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, missed: false }
    }

    /// The same answer, to a promise that is not kept.
    #[must_use]
    pub fn missed(self) -> Self {
        Self { missed: true, ..self }
    }
}

/// Prints an outcome and gives the exit code.
pub fn print(outcome: Outcome, json: bool) -> ExitCode {
    let (text, code) = match &outcome {
        Ok(answer) => (answer.text.clone(), if answer.missed { FAULT } else { 0 }),
        Err(report) => (styled(report), FAULT),
    };
    let written = match (outcome, json) {
        (Ok(answer), true) => line(anstream::stdout(), &document(&answer.json)),
        (Err(report), true) => line(anstream::stdout(), &document(&errors(&report))),
        (Ok(_), false) => line(anstream::stdout(), &text),
        (Err(_), false) => line(anstream::stderr(), &text),
    };
    match written {
        // Whoever closed the pipe, such as `head`, has seen enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitCode::from(FAULT),
        Ok(()) | Err(_) => ExitCode::from(code),
    }
}

/// The text with one line break at its end.
fn line(mut stream: impl Write, text: &str) -> std::io::Result<()> {
    writeln!(stream, "{}", text.trim_end())?;
    stream.flush()
}

fn document(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The report as [`Report`] prints it, with the word `error` in colour.
fn styled(report: &Report) -> String {
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        let plain = diagnostic.to_string();
        let (word, rest) = plain.split_once(':').unwrap_or((&plain, ""));
        let _ = writeln!(text, "{ERROR}{word}{ERROR:#}:{rest}\n");
    }
    match report.left_out() {
        0 => {}
        more => text.push_str(&format!("and {}\n", count(more, "more error"))),
    }
    text
}

/// `{"errors": […], "left_out": 0}`
fn errors(report: &Report) -> Value {
    let errors: Vec<Value> = report.diagnostics().iter().map(error).collect();
    json!({ "errors": errors, "left_out": report.left_out() })
}

fn error(diagnostic: &Diagnostic) -> Value {
    let mut fields = Map::new();
    fields.insert("code".to_owned(), json!(diagnostic.code.id()));
    fields.insert("message".to_owned(), json!(diagnostic.message));
    fields.insert("place".to_owned(), diagnostic.place.as_ref().map_or(Value::Null, place));
    for (name, text) in
        [("expected", &diagnostic.expected), ("found", &diagnostic.found), ("help", &diagnostic.help)]
    {
        if let Some(text) = text {
            fields.insert(name.to_owned(), json!(text));
        }
    }
    Value::Object(fields)
}

fn place(place: &Place) -> Value {
    let (line, column) = place.position.map_or((None, None), |at| (Some(at.line), Some(at.column)));
    json!({ "file": place.file, "line": line, "column": column, "pointer": place.pointer })
}

#[cfg(test)]
mod tests {
    use super::{errors, styled};
    use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report};

    fn report() -> Report {
        let place = Place::file("a.json");
        let first = Diagnostic::new(Code::EmptyFile, "nothing: at all").placed(place).help("write a model");
        let mut report = Report::from(first);
        report.push(Diagnostic::new(Code::Syntax, "no JSON"));
        report
    }

    #[test]
    fn text_is_the_macros_but_for_colour() {
        let plain = anstream::adapter::strip_str(&styled(&report())).to_string();
        assert_eq!(plain.trim_end(), report().to_string());
    }

    #[test]
    fn machines_get_every_field() {
        let errors = errors(&report());
        assert_eq!(errors["errors"][0]["code"], "T0301");
        assert_eq!(errors["errors"][0]["message"], "nothing: at all");
        assert_eq!(errors["errors"][0]["place"]["file"], "a.json");
        assert_eq!(errors["errors"][0]["help"], "write a model");
        assert!(errors["errors"][1]["place"].is_null());
    }
}
