//! The item under the attribute: a unit struct without generics.
//!
//! The item's own tokens are emitted as they came; what is parsed here is read only.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, Fields, Generics};
use tinyml_compiler::diagnostic::{Code, Diagnostic};

use crate::report::{Area, Errors};

/// What the expansion needs of the item.
pub(crate) struct Target {
    pub(crate) name: Ident,
    pub(crate) visibility: TokenStream,
    pub(crate) attributes: Vec<TokenStream>,
    pub(crate) generics: Generics,
    /// Whether the name is a value too, as that of a unit struct is.
    pub(crate) is_value: bool,
}

/// The item with fields in its struct; to the letter, if there are none.
///
/// A unit struct ends with a semicolon, in the place of which they stand.
pub(crate) fn with_fields(item: &TokenStream, fields: TokenStream) -> TokenStream {
    if fields.is_empty() {
        return item.clone();
    }
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    tokens.pop();
    tokens.push(TokenTree::Group(Group::new(Delimiter::Brace, fields)));
    tokens.into_iter().collect()
}

/// The type, or `None` if the item is none at all; what is wrong with it is reported.
pub(crate) fn check(item: &TokenStream, errors: &mut Errors) -> Option<Target> {
    let Ok(parsed) = syn::parse2::<DeriveInput>(item.clone()) else {
        errors.add(head(item), &not_a_struct(item, None));
        return None;
    };
    let is_value = match &parsed.data {
        Data::Struct(data) => {
            fields(&data.fields, &parsed.ident, errors);
            !matches!(data.fields, Fields::Named(_))
        }
        Data::Enum(_) | Data::Union(_) => {
            errors.add(head(item), &not_a_struct(item, Some(&parsed.ident)));
            false
        }
    };
    generics(&parsed.generics, errors);
    Some(Target {
        name: parsed.ident,
        visibility: parsed.vis.to_token_stream(),
        attributes: parsed.attrs.iter().filter(is_condition).map(ToTokens::to_token_stream).collect(),
        generics: parsed.generics,
        is_value,
    })
}

/// Whether the item may go away by this attribute.
fn is_condition(attribute: &&Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

fn fields(fields: &Fields, name: &Ident, errors: &mut Errors) {
    if !matches!(fields, Fields::Unit) {
        let diagnostic = Diagnostic::new(Code::StructWithFields, "a model's struct has no fields")
            .help(format!("write `struct {name};`: the weights become constants"));
        errors.add(Area::of(fields), &diagnostic);
    }
}

fn generics(generics: &Generics, errors: &mut Errors) {
    let area = match (&generics.where_clause, generics.params.is_empty()) {
        (None, true) => return,
        (Some(clause), true) => Area::of(clause),
        (_, false) => Area::of(generics),
    };
    let diagnostic = Diagnostic::new(Code::GenericStruct, "a model's struct has no generics")
        .help("write one struct for each model; generic code takes any of them by the trait `tinyml::Model`");
    errors.add(area, &diagnostic);
}

fn not_a_struct(item: &TokenStream, name: Option<&Ident>) -> Diagnostic {
    let word = keyword(item);
    let found = word.as_deref().map_or("something else".to_owned(), |word| format!("`{word}`"));
    let name = name.map_or("Name".to_owned(), Ident::to_string);
    let diagnostic = Diagnostic::new(Code::NotAStruct, "a model is embedded in a struct")
        .expected(format!("`struct {name};`"))
        .found(found);
    match word.as_deref() {
        Some("enum") => {
            diagnostic.help(format!("the enum of a classifier is made for you, and called `{name}Class`"))
        }
        _ => diagnostic,
    }
}

/// The word that says what kind of item it is.
fn keyword(item: &TokenStream) -> Option<String> {
    const KINDS: [&str; 12] = [
        "struct",
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
        "use",
    ];
    let words = item.clone().into_iter().map(|token| token.to_string());
    words.into_iter().find(|word| KINDS.contains(&word.as_str()))
}

/// The item without its attributes and without its body: where the error is shown.
fn head(item: &TokenStream) -> Area {
    let mut tokens: Vec<TokenTree> = Vec::new();
    for token in item.clone() {
        match &token {
            TokenTree::Group(group)
                if matches!(tokens.last(), Some(TokenTree::Punct(_))) && is_bracket(group) =>
            {
                tokens.pop();
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            _ => tokens.push(token),
        }
    }
    Area::of(&tokens.into_iter().collect::<TokenStream>())
}

fn is_bracket(group: &Group) -> bool {
    group.delimiter() == Delimiter::Bracket
}
