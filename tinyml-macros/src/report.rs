//! Diagnostics of the compiler as errors of rustc, each on what is to blame.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use tinyml_compiler::diagnostic::{Blame, Diagnostic, Report, count, quoted};

/// From the first to the last token of what is to be underlined.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    start: Span,
    end: Span,
}

impl Area {
    /// The tokens of something; the attribute, if it has none.
    pub(crate) fn of(tokens: &impl ToTokens) -> Self {
        let mut tokens = tokens.to_token_stream().into_iter();
        let Some(first) = tokens.next() else {
            return Self::default();
        };
        let (start, end) = (first.span(), tokens.last().map_or(first.span(), |last| last.span()));
        Self { start, end }
    }
}

impl From<Span> for Area {
    fn from(span: Span) -> Self {
        Self { start: span, end: span }
    }
}

impl Default for Area {
    fn default() -> Self {
        Span::call_site().into()
    }
}

/// Where the parts of the attribute stand.
#[derive(Default)]
pub(crate) struct Areas {
    pub(crate) path: Area,
    /// The values of arguments, by name.
    arguments: Vec<(&'static str, Area)>,
    /// What stands in the list of an argument, by its own name: a layer, a target, an input.
    parts: Vec<(&'static str, String, Area)>,
}

impl Areas {
    /// Notes where the value of an argument stands.
    pub(crate) fn add(&mut self, argument: &'static str, area: impl Into<Area>) {
        self.arguments.push((argument, area.into()));
    }

    /// Notes where a part of an argument's list stands.
    pub(crate) fn add_part(&mut self, argument: &'static str, name: &str, area: impl Into<Area>) {
        self.parts.push((argument, name.to_owned(), area.into()));
    }

    /// The value of an argument, if it was given.
    pub(crate) fn argument(&self, name: &str) -> Option<Area> {
        self.arguments.iter().find(|(known, _)| *known == name).map(|(_, area)| *area)
    }

    fn of(&self, diagnostic: &Diagnostic) -> Area {
        let own = match diagnostic.blame {
            Blame::Path | Blame::Arguments | Blame::Item => None,
            Blame::Argument(name) => self.part(name, &diagnostic.message).or_else(|| self.argument(name)),
        };
        own.unwrap_or(self.path)
    }

    /// The part of an argument's list that a message names.
    fn part(&self, argument: &str, message: &str) -> Option<Area> {
        let is_named = |name: &str| message.contains(&quoted(name));
        let part = self.parts.iter().find(|(of, name, _)| *of == argument && is_named(name));
        part.map(|(_, _, area)| *area)
    }
}

/// Errors that have been collected; as tokens, an expression of one `compile_error!` each.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<(Area, String)>,
}

impl Errors {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn add(&mut self, area: impl Into<Area>, diagnostic: &Diagnostic) {
        let (code, message, details) = (diagnostic.code, &diagnostic.message, diagnostic.details());
        let gap = if details.is_empty() { "" } else { "\n" };
        self.found.push((area.into(), format!("[{code}] {message}{gap}{details}")));
    }

    pub(crate) fn add_report(&mut self, report: &Report, areas: &Areas) {
        for diagnostic in report.diagnostics() {
            self.add(areas.of(diagnostic), diagnostic);
        }
        if report.left_out() > 0 {
            self.found.push((areas.path, format!("and {}", count(report.left_out(), "more error"))));
        }
    }

    /// The errors as expressions.
    pub(crate) fn expressions(&self) -> Vec<TokenStream> {
        self.found.iter().map(|(area, message)| expression(area, message)).collect()
    }
}

/// rustc underlines a macro call from its first to its last token, whatever lies between.
fn expression(area: &Area, message: &str) -> TokenStream {
    let path = quote_spanned!(area.start=> ::core::compile_error!);
    let arguments = quote_spanned!(area.end=> (#message));
    quote!(#path #arguments)
}
