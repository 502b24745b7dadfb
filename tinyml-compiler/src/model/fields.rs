//! The fields of one object, taken out one by one.
//!
//! Opening an object reports unknown and repeated fields. A required field that is missing is not reported a
//! second time when an unknown field looks like it: one mistake is one message.

use std::borrow::Cow;

use super::Field;
use super::values::wrong_type;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Reported, Spot, nearest, quoted};
use crate::json::Node;

/// An object being read.
pub struct Fields<'t> {
    at: Spot,
    known: &'static [Field],
    entries: Vec<(Cow<'t, str>, Node<'t>)>,
    misspelt: Vec<(&'static str, Reported)>,
}

impl<'t> Fields<'t> {
    /// Takes an object and reports every field that should not be there.
    pub fn open(node: Node<'t>, at: &Spot, known: &'static [Field], report: &mut Report) -> Checked<Self> {
        let entries = match node {
            Node::Object(entries) => entries,
            other => return Err(wrong_type(&other, "an object", at, report)),
        };
        let mut fields = Self { at: at.clone(), known, entries, misspelt: Vec::new() };
        let mut seen = vec![false; known.len()];
        for index in 0..fields.entries.len() {
            let name = &fields.entries[index].0;
            match known.iter().position(|field| field.name == name) {
                None => fields.report_unknown(index, report),
                Some(field) if std::mem::replace(&mut seen[field], true) => {
                    report.push_with(|| fields.repeated(index));
                }
                Some(_) => {}
            }
        }
        Ok(fields)
    }

    /// Reads a field that has to be there.
    pub fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Node<'t>, &Spot, &mut Report) -> Checked<T>,
        report: &mut Report,
    ) -> Checked<T> {
        match self.take(name) {
            Some(node) => read(node, &self.at.key(name), report),
            None => Err(self.missing(name, report)),
        }
    }

    /// Reads a field that may be left out.
    pub fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Node<'t>, &Spot, &mut Report) -> Checked<T>,
        report: &mut Report,
    ) -> Checked<Option<T>> {
        match self.take(name) {
            Some(node) => read(node, &self.at.key(name), report).map(Some),
            None => Ok(None),
        }
    }

    fn take(&mut self, name: &str) -> Option<Node<'t>> {
        let index = self.entries.iter().position(|(key, _)| key == name)?;
        Some(self.entries.remove(index).1)
    }

    fn missing(&self, name: &'static str, report: &mut Report) -> Reported {
        if let Some((_, reported)) = self.misspelt.iter().find(|(meant, _)| *meant == name) {
            return *reported;
        }
        let hint = self.known.iter().find(|field| field.name == name).map_or("", |field| field.hint);
        report.push_with(|| {
            Diagnostic::new(Code::MissingField, format!("the field {} is missing", quoted(name)))
                .at(&self.at)
                .help(hint)
        })
    }

    fn report_unknown(&mut self, index: usize, report: &mut Report) {
        let mut meant = None;
        let reported = report.push_with(|| {
            meant = nearest(&self.entries[index].0, self.absent());
            self.unknown(index, meant)
        });
        self.misspelt.extend(meant.map(|meant| (meant, reported)));
    }

    fn unknown(&self, index: usize, meant: Option<&str>) -> Diagnostic {
        let name = &self.entries[index].0;
        let all = || self.known.iter().map(|field| quoted(field.name)).collect::<Vec<_>>().join(", ");
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the fields here are {}", all()),
        };
        Diagnostic::new(Code::UnknownField, format!("the format has no field {} here", quoted(name)))
            .at(&self.at.name_of(name.to_string(), self.occurrence(index)))
            .help(help)
    }

    fn repeated(&self, index: usize) -> Diagnostic {
        let name = &self.entries[index].0;
        Diagnostic::new(Code::DuplicateField, format!("the field {} is given twice", quoted(name)))
            .at(&self.at.name_of(name.to_string(), self.occurrence(index)))
            .help("remove one of the two")
    }

    /// How many fields before this one have its name.
    fn occurrence(&self, index: usize) -> usize {
        let (name, _) = &self.entries[index];
        self.entries[..index].iter().filter(|(earlier, _)| earlier == name).count()
    }

    fn absent(&self) -> impl Iterator<Item = &'static str> {
        let here = |name: &str| self.entries.iter().any(|(key, _)| key == name);
        self.known.iter().map(|field| field.name).filter(move |name| !here(name))
    }
}
