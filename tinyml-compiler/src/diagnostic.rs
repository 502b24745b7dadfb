//! What the compiler says to its user: codes, messages, places, and the report that collects them.
//!
//! A diagnostic is made where the mistake is found, with a `Spot` (a path into the file's tree). Lines and
//! columns are looked up once, for all diagnostics of a report together, when the report is handed out.
//! Nothing here knows what a model is, and nothing here prints: the macro and the command line decide where
//! the text goes.

mod code;
mod nearest;
mod place;
mod report;
mod text;

pub use code::Code;
pub use nearest::nearest;
pub use place::{Place, Position, Spot, Step};
pub use report::{Checked, Report, Reported};
pub use text::{count, number, plural, quoted, shown};

use std::fmt;

/// The part of the attribute that a diagnostic is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Blame {
    /// The path of the model file: whatever is wrong inside the file.
    #[default]
    Path,
    /// The value of an argument, by its name.
    Argument(&'static str),
    /// The arguments as a whole.
    Arguments,
    /// The item under the attribute.
    Item,
}

/// One mistake: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// Which literal of the attribute the macro underlines.
    pub blame: Blame,
    /// One sentence in lower case, names in backticks, no full stop.
    pub message: String,
    /// Where in the file's tree, as long as no line has been looked up.
    pub spot: Option<Spot>,
    /// File, line, column and pointer.
    pub place: Option<Place>,
    /// What should be there.
    pub expected: Option<String>,
    /// What is there.
    pub found: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place, blamed on the path of the file.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            blame: Blame::default(),
            message: message.into(),
            spot: None,
            place: None,
            expected: None,
            found: None,
            help: None,
        }
    }

    /// Says where in the tree of the file; the line is looked up later.
    #[must_use]
    pub fn at(mut self, spot: &Spot) -> Self {
        self.spot = Some(spot.clone());
        self
    }

    /// Says where, when line and column are known already.
    #[must_use]
    pub fn placed(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says which part of the attribute to underline.
    #[must_use]
    pub fn blame(mut self, blame: Blame) -> Self {
        self.blame = blame;
        self
    }

    /// Says what should be there.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what is there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The lines under the message: place, expected, found and help, each indented, without a final line
    /// break.
    ///
    /// The macro puts them under a headline of its own, because rustc writes `error:` itself.
    pub fn details(&self) -> String {
        let place = self.place.as_ref().map(|place| format!("  --> {place}"));
        let line =
            |title: &str, text: &Option<String>| text.as_ref().map(|text| format!("{title:>10}: {text}"));
        let lines =
            [place, line("expected", &self.expected), line("found", &self.found), line("help", &self.help)];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        match self.details() {
            details if details.is_empty() => Ok(()),
            details => write!(f, "\n{details}"),
        }
    }
}
