//! Values of arguments as syn parses them, and what they look like in a message.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{BinOp, Expr, ExprBinary, ExprLit, ExprUnary, Lit, LitStr, Path, UnOp};
use tinyml_compiler::diagnostic::shown;

/// The text of a string.
pub(crate) fn string(value: &Expr) -> Option<String> {
    string_literal(value).map(|text| text.value())
}

/// The literal of a string.
pub(crate) fn string_literal(value: &Expr) -> Option<LitStr> {
    match bare(value) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        _ => None,
    }
}

/// A number, whole or not.
pub(crate) fn number(value: &Expr) -> Option<f64> {
    match bare(value) {
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) if is_type(number.suffix()) => {
            number.base10_parse().ok()
        }
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) if is_type(number.suffix()) => {
            number.base10_parse().ok()
        }
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|number| -number),
        _ => None,
    }
}

/// A whole number, or a product or sum of such.
pub(crate) fn whole(value: &Expr) -> Option<u64> {
    match bare(value) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) if is_type(number.suffix()) => {
            number.base10_parse().ok()
        }
        Expr::Binary(ExprBinary { left, op: BinOp::Mul(_), right, .. }) => {
            whole(left)?.checked_mul(whole(right)?)
        }
        Expr::Binary(ExprBinary { left, op: BinOp::Add(_), right, .. }) => {
            whole(left)?.checked_add(whole(right)?)
        }
        _ => None,
    }
}

/// Whether what stands behind a number is no unit, such as `mV`: rustc takes anything there that a macro takes.
fn is_type(suffix: &str) -> bool {
    const TYPES: [&str; 13] =
        ["", "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f32", "f64"];
    TYPES.contains(&suffix)
}

/// What stands behind a number and is no type: a unit that the user has written.
pub(crate) fn unit(value: &Expr) -> Option<String> {
    let suffix = match bare(value) {
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.suffix().to_owned(),
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.suffix().to_owned(),
        _ => return None,
    };
    (!is_type(&suffix)).then_some(suffix)
}

/// A path, also as a string, which is how serde's attribute takes it.
pub(crate) fn path(value: &Expr) -> Option<Path> {
    match bare(value) {
        Expr::Path(path) => Some(path.path.clone()),
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.parse().ok(),
        _ => None,
    }
}

/// Source text as its user wrote it; where one token does not follow on the other, with a space between them.
pub(crate) fn written(tokens: &impl ToTokens) -> String {
    let mut text = String::new();
    let mut end = None;
    for token in tokens.to_token_stream() {
        let span = token.span();
        if end.is_some_and(|end| end != span.start()) {
            text.push(' ');
        }
        text.push_str(&span.source_text().unwrap_or_else(|| token.to_string()));
        end = Some(span.end());
    }
    shown(&text)
}

/// A literal with the span of the attribute, for the expansion.
pub(crate) fn literal(text: &str) -> LitStr {
    LitStr::new(text, Span::call_site())
}

/// What a `macro_rules!` hands over as `$value:expr` comes in an invisible group.
pub(crate) fn bare(value: &Expr) -> &Expr {
    match value {
        Expr::Group(group) => bare(&group.expr),
        Expr::Paren(paren) => bare(&paren.expr),
        value => value,
    }
}
