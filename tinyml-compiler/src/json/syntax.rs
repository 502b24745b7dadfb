//! From an error of serde_json to a diagnostic that says what to do.
//!
//! serde_json tells where it stopped; what stands there tells what the writer of the file meant. Only the few
//! errors that the text cannot show (nesting, range of a number) are known by serde_json's message.

use serde_json::error::Category;

use super::advice::{NOT_FINITE, is_not_finite, string_help, syntax_help};
use super::build::{Excess, MAX_ARRAY, MAX_FIELDS, MAX_NODES, MAX_NUMBERS, MAX_TEXT};
use super::innermost::innermost;
use super::scan::{is_word, line_start, trimmed_end};
use crate::diagnostic::{Code, Diagnostic, count, quoted};
use crate::source::Source;

const CUT_OFF: &str =
    "the file looks cut off; write it again, and not in place (a full disk or an interrupted script?)";
/// Explains why a text could not be read.
pub(super) fn diagnose(source: &Source, error: &serde_json::Error, excess: Option<Excess>) -> Diagnostic {
    let text = source.text();
    let end = trimmed_end(text.as_bytes());
    let stop = Stop::new(text, error);
    let (spot, start) = innermost(text, stop.offset);
    let (diagnostic, offset) = match excess {
        Some(excess) => (over_budget(excess), start),
        None if end == 0 => (empty(), 0),
        None if error.classify() == Category::Eof => (truncated(), end),
        None => stop.explain(start),
    };
    let pointer = match diagnostic.code {
        Code::TextAfterEnd | Code::EmptyFile => String::new(),
        _ => spot.pointer(),
    };
    diagnostic.placed(source.place(offset, Some(pointer)))
}

fn empty() -> Diagnostic {
    Diagnostic::new(Code::EmptyFile, "the model file is empty")
        .expected("a JSON object")
        .help("write the model again; an interrupted script leaves such a file")
}

fn truncated() -> Diagnostic {
    Diagnostic::new(Code::Truncated, "the model file ends in the middle of a value")
        .found("the end of the file")
        .help(CUT_OFF)
}

fn over_budget(excess: Excess) -> Diagnostic {
    let (code, message, expected) = match excess {
        Excess::Array => (Code::ArrayTooLong, "an array is too long", count(MAX_ARRAY, "element")),
        Excess::Fields => (Code::ObjectTooLarge, "an object has too many fields", count(MAX_FIELDS, "field")),
        Excess::Text => (Code::TextTooLong, "a string is too long", count(MAX_TEXT, "byte")),
        Excess::Nodes => (Code::TooManyValues, "the file holds too many values", count(MAX_NODES, "value")),
        Excess::Numbers => {
            (Code::TooManyValues, "the file holds too many numbers", count(MAX_NUMBERS, "number"))
        }
    };
    Diagnostic::new(code, message)
        .expected(format!("at most {expected}"))
        .help("reading stopped here: no model for a microcontroller needs so much")
}

/// Where serde_json stopped, and what it said.
struct Stop<'t> {
    text: &'t str,
    offset: usize,
    complaint: String,
}

impl<'t> Stop<'t> {
    fn new(text: &'t str, error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let mut offset = offset(text, error.line(), error.column());
        if said == "expected ident" && text.as_bytes().get(offset).is_some_and(|&byte| !is_word(byte)) {
            // A word such as `nul` has ended too early: the word is what is wrong, not what follows.
            offset = offset.saturating_sub(1);
        }
        let complaint = match said {
            "expected value" | "expected ident" => "expected a value",
            "key must be a string" => "expected a string as key",
            other => other,
        };
        Self { text, offset, complaint: complaint.to_owned() }
    }

    /// The diagnostic, and the offset that it points to. `start` is where the word around the stop begins.
    fn explain(&self, start: usize) -> (Diagnostic, usize) {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let word = word(self.text, start);
        if self.complaint.starts_with("recursion limit") {
            return (too_deep(), self.offset);
        }
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            return (comment(), self.offset);
        }
        if is_not_finite(word) {
            return (not_finite(word), start);
        }
        match self.complaint.as_str() {
            "trailing comma" => {
                (trailing_comma(), self.text[..self.offset].rfind(',').unwrap_or(self.offset))
            }
            "number out of range" => (number_too_large(word), start),
            "trailing characters" => (text_after_end(rest), self.offset),
            _ if rest.starts_with('\'') => (bad_string("strings stand between double quotes"), self.offset),
            complaint => match string_help(complaint) {
                Some(help) => (bad_string(help), start),
                None => (self.not_json(word, start), if word.is_empty() { self.offset } else { start }),
            },
        }
    }

    fn not_json(&self, word: &str, start: usize) -> Diagnostic {
        let here = self.text.get(self.offset..).and_then(|rest| rest.chars().next());
        let found = match here {
            _ if !word.is_empty() => quoted(word),
            Some(c) => quoted(&c.to_string()),
            None => "the end of the file".to_owned(),
        };
        let diagnostic =
            Diagnostic::new(Code::Syntax, format!("the model file is not JSON: {}", self.complaint));
        let before = self.text.get(..start).unwrap_or_default();
        let before = before[..trimmed_end(before.as_bytes())].chars().next_back();
        let after_value = before.is_some_and(|c| matches!(c, '"' | ']' | '}') || c.is_ascii_alphanumeric());
        match syntax_help(word, here, &self.complaint, after_value) {
            Some(help) => diagnostic.found(found).help(help),
            None => diagnostic.found(found).help("write the file with a JSON library, not by hand"),
        }
    }
}

fn too_deep() -> Diagnostic {
    Diagnostic::new(Code::TooDeep, "arrays or objects are nested too deeply")
        .expected("at most 127 levels")
        .help("weights are nested twice: one array for each output unit")
}

fn comment() -> Diagnostic {
    Diagnostic::new(Code::Comment, "JSON has no comments")
        .help("remove it; what it says can go into a `description` or into `training`")
}

fn not_finite(word: &str) -> Diagnostic {
    Diagnostic::new(Code::NotFinite, format!("{} is not a number in JSON", quoted(word)))
        .expected("a finite number")
        .help(NOT_FINITE)
}

fn trailing_comma() -> Diagnostic {
    Diagnostic::new(Code::TrailingComma, "nothing follows this comma").help("remove the comma")
}

fn number_too_large(word: &str) -> Diagnostic {
    Diagnostic::new(Code::NumberTooLarge, format!("the number {} is too large", quoted(word)))
        .expected("a number of at most 1.8e308")
        .help("such a weight comes from a training that diverged")
}

fn text_after_end(rest: &str) -> Diagnostic {
    let found = rest.chars().next().map_or(String::new(), |c| quoted(&c.to_string()));
    Diagnostic::new(Code::TextAfterEnd, "something follows the end of the model")
        .expected("the end of the file")
        .found(found)
        .help("a file holds one model; was it appended to, or is a bracket closed too early?")
}

fn bad_string(help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadString, "a string is not well-formed").help(help)
}

/// The number or literal that starts at an offset.
fn word(text: &str, start: usize) -> &str {
    let bytes = text.as_bytes().get(start..).unwrap_or_default();
    let length = bytes.iter().take(64).take_while(|&&byte| is_word(byte)).count();
    text.get(start..start + length).unwrap_or_default()
}

/// The offset of the byte that serde_json names by line and column, both from 1.
///
/// Column 0 is the line break before the line.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = line_start(text.as_bytes(), line);
    let mut offset = (start + column).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
