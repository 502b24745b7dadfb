//! The item under the attribute: a unit struct without generics.
//!
//! The item's own tokens are emitted as they came; what is parsed here is read only.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Fields, Generics, ItemStruct};
use tinyml_compiler::diagnostic::{Code, Diagnostic};
use tinyml_compiler::emit::Item;

use crate::report::Errors;

/// What the expansion needs of the struct.
pub(crate) struct Struct {
    name: Ident,
    visibility: TokenStream,
}

impl Struct {
    /// The item for the compiler, as long as nothing is known of the arguments.
    pub(crate) fn without_arguments(&self) -> Item {
        Item {
            name: self.name.clone(),
            visibility: self.visibility.clone(),
            krate: quote!(::tinyml),
            sources: Vec::new(),
            classes: None,
        }
    }
}

/// The struct, or `None` if the item is none at all; what is wrong with it is reported.
pub(crate) fn check(item: &TokenStream, errors: &mut Errors) -> Option<Struct> {
    let parsed: ItemStruct = match syn::parse2(item.clone()) {
        Ok(parsed) => parsed,
        Err(_) => {
            errors.add(keyword(item), &not_a_struct(item));
            return None;
        }
    };
    generics(&parsed.generics, errors);
    if !matches!(parsed.fields, Fields::Unit) {
        let diagnostic = Diagnostic::new(Code::StructWithFields, "a model has no fields of its own").help(
            format!("write `struct {};`; the weights become constants", parsed.ident),
        );
        errors.add(parsed.fields.span(), &diagnostic);
    }
    Some(Struct {
        name: parsed.ident,
        visibility: parsed.vis.to_token_stream(),
    })
}

fn generics(generics: &Generics, errors: &mut Errors) {
    let span = if generics.params.is_empty() {
        generics.where_clause.as_ref().map(Spanned::span)
    } else {
        Some(generics.params.span())
    };
    if let Some(span) = span {
        let diagnostic = Diagnostic::new(Code::GenericStruct, "a model's struct cannot have generics").help(
            "write one struct for each model; generic code takes any of them by the trait `tinyml::Model`",
        );
        errors.add(span, &diagnostic);
    }
}

fn not_a_struct(item: &TokenStream) -> Diagnostic {
    const KINDS: [&str; 10] = [
        "enum",
        "union",
        "fn",
        "mod",
        "trait",
        "impl",
        "const",
        "static",
        "type",
        "macro_rules",
    ];
    let word = |token: proc_macro2::TokenTree| token.to_string();
    let kind = item
        .clone()
        .into_iter()
        .map(word)
        .find(|word| KINDS.contains(&word.as_str()));
    let found = kind.map_or("something else".to_owned(), |kind| format!("`{kind}`"));
    Diagnostic::new(Code::NotAStruct, "a model is embedded in a struct")
        .expected("`struct Name;`")
        .found(found)
        .help("the classes of a classifier get an enum of their own, called `NameClass`")
}

/// The first token that is not an attribute or a visibility: where the error is shown.
fn keyword(item: &TokenStream) -> Span {
    item.clone()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}
