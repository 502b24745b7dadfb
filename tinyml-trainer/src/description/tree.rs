//! TOML text into the tree that the compiler's reader takes apart, and spots of that tree back into the text.

use std::borrow::Cow;

use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report, Spot, Step};
use tinyml_compiler::source::Source;
use tinyml_compiler::strict::Node;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Whole numbers beyond this are not exact in `f64`; no setting is that large.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// A document with the places of its values.
pub(super) struct Document<'t> {
    source: &'t Source,
    root: Spanned<DeTable<'t>>,
}

impl<'t> Document<'t> {
    /// Parses the text; of broken syntax only the first mistake is told, since the others follow from it.
    pub(super) fn parse(source: &'t Source) -> Result<Self, Report> {
        let root = DeTable::parse(source.text()).map_err(|error| syntax(source, &error))?;
        Ok(Self { source, root })
    }

    /// The tree for the reader. Numbers that are not finite are reported.
    pub(super) fn tree(&self, report: &mut Report) -> Node<'t> {
        table(self.root.get_ref(), &Spot::root(), report)
    }

    /// Turns the spots of a report into lines and columns.
    pub(super) fn locate(&self, report: Report) -> Report {
        report.place(|diagnostics| {
            for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.place.is_none()) {
                let Some(spot) = &diagnostic.spot else { continue };
                diagnostic.place = Some(self.source.place(self.offset(spot), Some(spot.pointer())));
            }
        })
    }

    /// Where a spot begins, or the innermost thing around it that is there.
    fn offset(&self, spot: &Spot) -> usize {
        let mut at = Inner::Table(self.root.get_ref());
        let mut offset = 0;
        for (index, step) in spot.steps().iter().enumerate() {
            let last = index + 1 == spot.steps().len();
            let Some((key, value)) = at.step(step) else { break };
            offset = if last && spot.names_key().is_some() { key } else { value.span().start };
            at = Inner::of(value.get_ref());
        }
        offset
    }
}

/// What a step can lead into.
enum Inner<'d, 't> {
    Table(&'d DeTable<'t>),
    Array(&'d [Spanned<DeValue<'t>>]),
    Leaf,
}

impl<'d, 't> Inner<'d, 't> {
    fn of(value: &'d DeValue<'t>) -> Self {
        match value {
            DeValue::Table(table) => Self::Table(table),
            DeValue::Array(items) => Self::Array(items),
            _ => Self::Leaf,
        }
    }

    /// Where the key of the next value begins, and the value.
    fn step(&self, step: &Step) -> Option<(usize, &'d Spanned<DeValue<'t>>)> {
        match (self, step) {
            (Self::Table(table), Step::Key(name)) => {
                let (key, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
                Some((key.span().start, value))
            }
            (Self::Array(items), Step::Index(index)) => {
                items.get(*index).map(|item| (item.span().start, item))
            }
            _ => None,
        }
    }
}

fn table<'t>(table_: &DeTable<'t>, at: &Spot, report: &mut Report) -> Node<'t> {
    let mut fields: Vec<_> = table_.iter().collect();
    // The parser sorts its keys; a reader of messages wants the order of the file.
    fields.sort_by_key(|(key, _)| key.span().start);
    let field = |(key, value): (&Spanned<Cow<'t, str>>, &Spanned<DeValue<'t>>)| {
        let name = key.get_ref().clone();
        let at = at.key(name.to_string());
        (name, node(value.get_ref(), &at, report))
    };
    Node::Object(fields.into_iter().map(field).collect())
}

fn node<'t>(value: &DeValue<'t>, at: &Spot, report: &mut Report) -> Node<'t> {
    match value {
        DeValue::String(text) => Node::Text(text.clone()),
        DeValue::Integer(digits) => Node::Number(whole(digits.as_str(), digits.radix())),
        DeValue::Float(digits) => float(digits.as_str(), at, report),
        DeValue::Boolean(value) => Node::Bool(*value),
        DeValue::Datetime(date) => Node::Text(Cow::Owned(date.to_string())),
        DeValue::Array(items) => array(items, at, report),
        DeValue::Table(inner) => table(inner, at, report),
    }
}

fn array<'t>(items: &[Spanned<DeValue<'t>>], at: &Spot, report: &mut Report) -> Node<'t> {
    let nodes: Vec<Node<'t>> = items
        .iter()
        .enumerate()
        .map(|(index, item)| node(item.get_ref(), &at.index(index), report))
        .collect();
    let numbers = nodes.iter().map(|node| match node {
        Node::Number(number) => Some(*number),
        _ => None,
    });
    match numbers.collect::<Option<Vec<f64>>>() {
        Some(numbers) => Node::Numbers(numbers),
        None => Node::Array(nodes),
    }
}

fn whole(digits: &str, radix: u32) -> f64 {
    let parsed = i64::from_str_radix(digits, radix).map(|value| value as f64);
    let beyond = if digits.starts_with('-') { -LARGEST } else { LARGEST };
    parsed.unwrap_or(beyond).clamp(-LARGEST, LARGEST)
}

fn float<'t>(digits: &str, at: &Spot, report: &mut Report) -> Node<'t> {
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Node::Number(value),
        _ => {
            report.push(
                Diagnostic::new(Code::NotFinite, format!("{} is not a finite number", at.title()))
                    .at(at)
                    .found(format!("`{digits}`")),
            );
            // Something to go on with; the report is not empty any more.
            Node::Number(1.0)
        }
    }
}

fn syntax(source: &Source, error: &toml::de::Error) -> Report {
    let mut lines = error.message().lines();
    let first = lines.next().unwrap_or("broken syntax");
    let offset = error.span().map_or(0, |span| span.start);
    let diagnostic = Diagnostic::new(Code::NotToml, format!("the description is not TOML: {first}"))
        .placed(Place { ..source.place(offset, None) });
    match lines.next().map(|line| line.trim_start_matches("expected ")) {
        Some(expected) if !expected.is_empty() => diagnostic.expected(expected).into(),
        _ => diagnostic.into(),
    }
}
