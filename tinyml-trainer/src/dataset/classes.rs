//! The column of a classifier: names of classes, which become indices into the labels.

use std::collections::BTreeMap;

use tinyml_compiler::dataset::{Mistakes, Table, cell};
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, count, nearest, quoted};
use tinyml_compiler::variant_name;

use super::Targets;
use crate::description::{Description, OutputColumns};

/// The most classes, as in model files.
const MAX_CLASSES: usize = 1024;
/// How many labels a message lists.
const LISTED: usize = 12;

/// The column, and the classes that have been seen.
pub(super) struct Classes {
    column: String,
    index: usize,
    /// Whether the description gives the labels.
    declared: bool,
    labels: Vec<String>,
    known: BTreeMap<String, usize>,
    seen: Vec<usize>,
    class: Vec<usize>,
}

impl Classes {
    /// Labels that are not declared are taken from the data.
    pub(super) fn new(column: &str, index: usize, labels: Vec<String>) -> Self {
        let known = labels.iter().enumerate().map(|(class, label)| (label.clone(), class)).collect();
        let seen = vec![0; labels.len()];
        Self {
            column: column.to_owned(),
            index,
            declared: !labels.is_empty(),
            labels,
            known,
            seen,
            class: Vec::new(),
        }
    }

    /// Reads the class of the current row, and tells how many rows have one.
    pub(super) fn read(&mut self, table: &Table<'_>, mistakes: &mut Mistakes) -> Result<usize, Report> {
        let text = table.cell(self.index).trim();
        if text.is_empty() {
            mistakes.push(Code::MissingValue, || self.missing(table));
            return Ok(self.class.len());
        }
        let class = match self.known.get(text) {
            Some(class) => *class,
            None if self.declared => {
                mistakes.push(Code::UnknownLabel, || self.unknown(text, table));
                return Ok(self.class.len());
            }
            None if self.labels.len() == MAX_CLASSES => return Err(self.too_many(table).into()),
            None => self.add(text),
        };
        self.seen[class] += 1;
        self.class.push(class);
        Ok(self.class.len())
    }

    fn add(&mut self, text: &str) -> usize {
        let class = self.labels.len();
        self.labels.push(text.to_owned());
        self.known.insert(text.to_owned(), class);
        self.seen.push(0);
        class
    }

    /// Drops what has been read.
    pub(super) fn forget(&mut self) {
        self.class.clear();
    }

    /// The classes of all rows; labels that came from the data are sorted and written into the description.
    pub(super) fn finish(
        mut self,
        table: &Table<'_>,
        description: &mut Description,
        notes: &mut Vec<String>,
        mistakes: &mut Mistakes,
    ) -> Targets {
        if self.seen.iter().filter(|seen| **seen > 0).count() == 1 {
            mistakes.push(Code::OneClass, || self.one(table));
        }
        let absent: Vec<String> = self
            .labels
            .iter()
            .zip(&self.seen)
            .filter(|(_, seen)| **seen == 0)
            .map(|(label, _)| quoted(label))
            .collect();
        if !absent.is_empty() && mistakes.is_empty() {
            notes.push(format!("no row is of the class {}: the model cannot learn it", absent.join(", ")));
        }
        if !self.declared {
            self.sort();
            self.name_variants(table, mistakes);
        }
        if let OutputColumns::Classes { labels, .. } = &mut description.outputs {
            labels.clone_from(&self.labels);
        }
        Targets::Classes { labels: self.labels, class: self.class }
    }

    /// Sorts the labels: numbers by value, before texts in the order of the alphabet.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        let key = |class: &usize| cell::number(&self.labels[*class]).unwrap_or(f64::INFINITY);
        order.sort_by(|a, b| key(a).total_cmp(&key(b)).then_with(|| self.labels[*a].cmp(&self.labels[*b])));
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
        self.labels = order.iter().map(|old| self.labels[*old].clone()).collect();
        self.class.iter_mut().for_each(|class| *class = place[*class]);
    }

    /// Labels that are taken from the data have to give names of variants, each its own.
    fn name_variants(&self, table: &Table<'_>, mistakes: &mut Mistakes) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for label in &self.labels {
            let Some(variant) = variant_name(label) else {
                mistakes.push(Code::LabelName, || {
                    let message = format!("no variant can be named after the class {}", quoted(label));
                    Diagnostic::new(Code::LabelName, message)
                        .placed(table.whole())
                        .expected("letters or digits, at most 64, and not the word `Self`")
                });
                continue;
            };
            if let Some(other) = seen.insert(variant.clone(), label) {
                mistakes.push(Code::DuplicateLabel, || {
                    let message =
                        format!("the classes {} and {} give one variant", quoted(other), quoted(label));
                    Diagnostic::new(Code::DuplicateLabel, message)
                        .placed(table.whole())
                        .found(format!("`{variant}`"))
                        .help("classes have to differ in more than case and punctuation")
                });
            }
        }
    }

    fn missing(&self, table: &Table<'_>) -> Diagnostic {
        let message = format!("row {} has no class in column {}", table.rows(), quoted(&self.column));
        Diagnostic::new(Code::MissingValue, message)
            .placed(table.place(Some(self.index)))
            .expected("the name of a class")
            .found("nothing")
            .help("fill the class in or leave the row out: nothing is guessed")
    }

    fn unknown(&self, text: &str, table: &Table<'_>) -> Diagnostic {
        let message =
            format!("row {} has a class in column {} that is no label", table.rows(), quoted(&self.column));
        let listed: Vec<String> = self.labels.iter().take(LISTED).map(|label| quoted(label)).collect();
        let more = if self.labels.len() > LISTED { ", …" } else { "" };
        let diagnostic = Diagnostic::new(Code::UnknownLabel, message)
            .placed(table.place(Some(self.index)))
            .expected(format!("{}{more}", listed.join(", ")))
            .found(quoted(text));
        match nearest(text, self.labels.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
            None => diagnostic.help("add it to `labels` of the description, or leave the row out"),
        }
    }

    fn one(&self, table: &Table<'_>) -> Diagnostic {
        let only = self.labels.iter().zip(&self.seen).find(|(_, seen)| **seen > 0);
        let only = only.map_or(String::new(), |(label, _)| quoted(label));
        Diagnostic::new(Code::OneClass, format!("every row is of the class {only}"))
            .placed(table.whole())
            .expected("at least 2 classes: there is nothing to tell apart otherwise")
            .help(format!("is {} the right column?", quoted(&self.column)))
    }

    fn too_many(&self, table: &Table<'_>) -> Diagnostic {
        Diagnostic::new(
            Code::TooManyClasses,
            format!("column {} holds too many classes", quoted(&self.column)),
        )
        .placed(table.place(Some(self.index)))
        .expected(format!("at most {}", count(MAX_CLASSES, "class")))
        .help("is the column a value rather than a class? then leave out `labels`")
    }
}
