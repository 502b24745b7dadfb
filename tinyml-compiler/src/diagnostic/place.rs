//! Where a diagnostic points to: a spot in the tree of a file, and the line and column that it turns out to
//! be.

use std::borrow::Cow;
use std::fmt;

use super::shown;

/// How many steps of a spot are written out; a weight lies four deep.
const DEEPEST: usize = 12;

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the field of an object.
    Key(Cow<'static, str>),
    /// Into the element of an array.
    Index(usize),
}

/// A value, or the key of a field, given by the steps that lead to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    steps: Vec<Step>,
    key: Option<usize>,
}

impl Spot {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The value of a field of the object here.
    #[must_use]
    pub fn key(&self, name: impl Into<Cow<'static, str>>) -> Self {
        self.step(Step::Key(name.into()))
    }

    /// The element of the array here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The name of a field itself, at its `nth` occurrence (from 0) in the object here.
    #[must_use]
    pub fn name_of(&self, name: impl Into<Cow<'static, str>>, nth: usize) -> Self {
        Self { key: Some(nth), ..self.key(name) }
    }

    /// The steps from the document to here.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// `Some(n)`: the name of the last field is meant, at its n-th occurrence, not the value.
    pub fn names_key(&self) -> Option<usize> {
        self.key
    }

    /// The value as a message calls it: its key with the indices behind it, such as `` `weights[0][1]` ``.
    pub fn title(&self) -> String {
        let start = self.steps.iter().rposition(|step| matches!(step, Step::Key(_))).unwrap_or_default();
        let part = |step: &Step| match step {
            Step::Key(name) => shown(name),
            Step::Index(index) => format!("[{index}]"),
        };
        match self.steps.get(start..).unwrap_or_default() {
            [] => "the model file".to_owned(),
            steps => format!("`{}`", steps.iter().take(DEEPEST).map(part).collect::<String>()),
        }
    }

    /// The RFC 6901 pointer; long keys and long pointers are cut, control characters escaped.
    pub fn pointer(&self) -> String {
        let step = |step: &Step| match step {
            Step::Key(name) => format!("/{}", shown(&name.replace('~', "~0").replace('/', "~1"))),
            Step::Index(index) => format!("/{index}"),
        };
        let rest = if self.steps.len() > DEEPEST { "/…" } else { "" };
        self.steps.iter().take(DEEPEST).map(step).chain([rest.to_owned()]).collect()
    }

    fn step(&self, step: Step) -> Self {
        let steps = self.steps.iter().cloned().chain([step]).collect();
        Self { steps, key: None }
    }
}

/// Line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Number of the line.
    pub line: usize,
    /// Number of the character in the line.
    pub column: usize,
}

/// A file, and perhaps a position in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file as its user knows it.
    pub file: String,
    /// Line and column.
    pub position: Option<Position>,
    /// Pointer into the tree; `Some("")` is the whole document.
    pub pointer: Option<String>,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), position: None, pointer: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        match self.pointer.as_deref() {
            None | Some("") => Ok(()),
            Some(pointer) => write!(f, ", at {pointer}"),
        }
    }
}
