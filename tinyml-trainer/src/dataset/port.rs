//! The columns of one input or output: reads their values, and looks at what they are like as a whole.

use tinyml_compiler::dataset::cell::{self, Wrong};
use tinyml_compiler::dataset::{Mistakes, Table};
use tinyml_compiler::diagnostic::{Code, Diagnostic, count, number, quoted, shown};
use tinyml_compiler::network::IntType;

use super::spread::Spread;
use crate::description::{InputColumns, OutputColumn};

/// A rounding error of this part of the spread of the values is worth a note.
const COARSE: f64 = 0.05;

/// The columns of one input or output.
pub(super) struct Port {
    name: String,
    columns: Vec<(String, usize)>,
    multiply: f64,
    ty: IntType,
    scale: f64,
    range: (i64, i64),
    unit: String,
    is_input: bool,
    spread: Vec<Spread>,
    outside: usize,
    first_outside: usize,
}

impl Port {
    pub(super) fn of_input(from: &InputColumns, find: &mut impl FnMut(&str) -> usize) -> Self {
        let input = &from.input;
        Self {
            name: input.name.clone(),
            columns: from.columns.iter().map(|name| (name.clone(), find(name))).collect(),
            multiply: from.multiply,
            ty: input.ty,
            scale: input.scale,
            range: (input.min, input.max),
            unit: unit(input.unit.as_deref()),
            is_input: true,
            spread: vec![Spread::default(); from.columns.len()],
            outside: 0,
            first_outside: 0,
        }
    }

    pub(super) fn of_output(from: &OutputColumn, find: &mut impl FnMut(&str) -> usize) -> Self {
        let output = &from.output;
        Self {
            name: output.name.clone(),
            columns: vec![(from.column.clone(), find(&from.column))],
            multiply: from.multiply,
            ty: output.ty,
            scale: output.scale,
            range: (output.min, output.max),
            unit: unit(output.unit.as_deref()),
            is_input: false,
            spread: vec![Spread::default()],
            outside: 0,
            first_outside: 0,
        }
    }

    /// Reads the values of the current row, in the unit of the input or output, and puts them behind `values`.
    pub(super) fn read(&mut self, table: &Table<'_>, values: &mut Vec<f64>, mistakes: &mut Mistakes) {
        for at in 0..self.columns.len() {
            let index = self.columns[at].1;
            match cell::number(table.cell(index)) {
                Ok(value) => values.push(self.take(value, at, table, mistakes)),
                Err(wrong) => mistakes.push(wrong.code(), || self.unreadable(wrong, table, index)),
            }
        }
    }

    fn take(&mut self, value: f64, at: usize, table: &Table<'_>, mistakes: &mut Mistakes) -> f64 {
        let real = value * self.multiply;
        let raw = (real / self.scale).round();
        self.spread[at].add(real / self.scale, raw);
        let within = |min: i64, max: i64| min as f64 <= raw && raw <= max as f64;
        if !within(self.ty.min(), self.ty.max()) {
            mistakes.push(Code::ValueOutsideType, || self.beyond(value, raw, at, table));
        } else if !within(self.range.0, self.range.1) {
            self.first_outside = if self.outside == 0 { table.rows() } else { self.first_outside };
            self.outside += 1;
        }
        real
    }

    /// What is wrong with the columns as a whole.
    pub(super) fn finish(&self, table: &Table<'_>, mistakes: &mut Mistakes) {
        let (same_value, same_raw) = (self.all(Spread::is_constant), self.all(Spread::is_raw_constant));
        if same_raw && table.rows() >= 2 {
            mistakes.push(Code::ConstantColumn, || self.constant(same_value, table));
        }
    }

    fn all(&self, is: impl Fn(&Spread) -> bool) -> bool {
        self.spread.iter().all(is)
    }

    /// What a user should know of the columns.
    pub(super) fn notes(&self, rows: usize) -> impl Iterator<Item = String> {
        let (least, greatest) = self.range;
        let kind =
            if self.is_input { "the chip clamps such inputs" } else { "the model never gives such outputs" };
        let outside = (self.outside > 0).then(|| {
            format!(
                "{} of `{}` in {} outside the declared range [{least}, {greatest}], the first in row {}: {kind}",
                count(self.outside, "value"),
                self.name,
                if self.outside == 1 { "the data lies" } else { "the data lie" },
                self.first_outside
            )
        });
        let coarse =
            self.is_input && rows >= 2 && self.spread.iter().any(|spread| spread.rounding() > COARSE);
        let coarse = coarse.then(|| {
            format!(
                "a raw step of `{}` ({}) is coarse beside the data: is `multiply` or `scale` as it should be?",
                self.name,
                self.real(1.0)
            )
        });
        outside.into_iter().chain(coarse)
    }

    fn real(&self, raw: f64) -> String {
        format!("{}{}", number(raw * self.scale), self.unit)
    }

    fn unreadable(&self, wrong: Wrong, table: &Table<'_>, index: usize) -> Diagnostic {
        let unit = "write the number alone; the unit belongs into the description";
        let text = match self.is_input {
            true => "inputs are numbers; give each kind of text a number",
            false => "for classes, give the output `labels = \"auto\"`, or a list of them",
        };
        wrong.diagnostic(table, index, unit, text)
    }

    fn beyond(&self, value: f64, raw: f64, at: usize, table: &Table<'_>) -> Diagnostic {
        let (column, index) = &self.columns[at];
        let (row, ty) = (table.rows(), self.ty.name());
        let message =
            format!("row {row} has a value in column {} that type `{ty}` cannot hold", quoted(column));
        let ends = (self.real(self.ty.min() as f64), self.real(self.ty.max() as f64));
        Diagnostic::new(Code::ValueOutsideType, message)
            .placed(table.place(Some(*index)))
            .expected(format!(
                "{} to {}, in raw steps {} to {}",
                ends.0,
                ends.1,
                self.ty.min(),
                self.ty.max()
            ))
            .found(format!("`{}`, which is {} in raw steps", number(value), number(raw)))
            .help(format!("look at `multiply`, `scale` and `type` of `{}`", shown(&self.name)))
    }

    fn constant(&self, same_value: bool, table: &Table<'_>) -> Diagnostic {
        let columns = match self.columns.as_slice() {
            [(column, _)] => format!("column {} has", quoted(column)),
            columns => format!("each of the {} of `{}` has", count(columns.len(), "column"), self.name),
        };
        let diagnostic =
            |message: String| Diagnostic::new(Code::ConstantColumn, message).placed(table.header_place());
        match (same_value, self.is_input) {
            (true, true) => diagnostic(format!("{columns} the same value in every row"))
                .help("a constant tells nothing: leave the input out"),
            (true, false) => diagnostic(format!("{columns} the same value in every row"))
                .help("there is nothing to learn; is it the right column?"),
            (false, _) => diagnostic(format!("{columns} the same raw value in every row"))
                .expected(format!("values that differ by more than a raw step, {}", self.real(1.0)))
                .help(format!("look at `multiply` and `scale` of `{}`", shown(&self.name))),
        }
    }
}

fn unit(unit: Option<&str>) -> String {
    unit.map_or(String::new(), |unit| format!(" {}", shown(unit)))
}
