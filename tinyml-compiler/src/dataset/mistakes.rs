//! Collects mistakes that may come by the million: the first few of each kind, and a count of the others.

use crate::diagnostic::{Code, Diagnostic, Report, count};

/// How many mistakes of a kind are shown.
const SHOWN: usize = 3;

/// Mistakes, by kind.
#[derive(Debug, Default)]
pub struct Mistakes {
    kinds: Vec<Kind>,
}

#[derive(Debug)]
struct Kind {
    code: Code,
    shown: Vec<Diagnostic>,
    others: usize,
}

impl Mistakes {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Adds a mistake; its message is only made if it will be shown.
    pub fn push(&mut self, code: Code, make: impl FnOnce() -> Diagnostic) {
        let known = self.kinds.iter().position(|kind| kind.code == code);
        let index = known.unwrap_or_else(|| {
            self.kinds.push(Kind { code, shown: Vec::new(), others: 0 });
            self.kinds.len() - 1
        });
        let Some(kind) = self.kinds.get_mut(index) else { return };
        if kind.shown.len() < SHOWN {
            kind.shown.push(make());
        } else {
            kind.others = kind.others.saturating_add(1);
        }
    }

    /// The report, in the order of the file.
    pub fn report(self) -> Report {
        let mut report = Report::new();
        for mut kind in self.kinds {
            if let (Some(last), 1..) = (kind.shown.last_mut(), kind.others) {
                let more = format!("{} like this", count(kind.others, "more mistake"));
                last.help = Some(last.help.take().map_or(more.clone(), |help| format!("{help}; {more}")));
            }
            kind.shown.into_iter().for_each(|diagnostic| {
                report.push(diagnostic);
            });
        }
        report.place(|_| {})
    }
}
