//! Diagnostics of the compiler as errors of rustc, each on the literal that is to blame.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use tinyml_compiler::diagnostic::{Blame, Diagnostic, Report, count};

/// Where the parts of the attribute stand.
#[derive(Clone, Copy)]
pub(crate) struct Spans {
    pub(crate) path: Span,
    pub(crate) quant: Option<Span>,
    pub(crate) activations: Option<Span>,
    pub(crate) max_error: Option<Span>,
    pub(crate) krate: Option<Span>,
}

impl Spans {
    fn of(&self, blame: Blame) -> Span {
        let own = match blame {
            Blame::Path | Blame::Arguments | Blame::Item => None,
            Blame::Quant => self.quant,
            Blame::Activations => self.activations,
            Blame::MaxError => self.max_error,
            Blame::Crate => self.krate,
        };
        own.unwrap_or(self.path)
    }
}

/// Errors that have been collected; as tokens, one `compile_error!` each.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<(Span, String)>,
}

impl Errors {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn add(&mut self, span: Span, diagnostic: &Diagnostic) {
        let details = diagnostic.details();
        let gap = if details.is_empty() { "" } else { "\n" };
        self.found.push((
            span,
            format!("[{}] {}{gap}{details}", diagnostic.code, diagnostic.message),
        ));
    }

    pub(crate) fn add_report(&mut self, report: &Report, spans: &Spans) {
        for diagnostic in report.diagnostics() {
            self.add(spans.of(diagnostic.blame), diagnostic);
        }
        if report.left_out() > 0 {
            self.found.push((
                spans.path,
                format!("and {}", count(report.left_out(), "more error")),
            ));
        }
    }
}

impl ToTokens for Errors {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for (span, message) in &self.found {
            tokens.extend(quote_spanned!(*span=> ::core::compile_error!(#message);));
        }
    }
}
