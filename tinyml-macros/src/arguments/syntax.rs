//! What an argument looks like, before its name is looked at: a path, `name = value`, or `name(…)`.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, LitStr, Token, parenthesized};

/// One argument.
#[allow(clippy::large_enum_variant, reason = "an attribute has a handful of arguments")]
pub(super) enum Argument {
    Path(LitStr),
    Pair(Name, Box<Expr>),
    List(Name, List),
}

/// What stands in the parentheses behind a name.
pub(super) type List = Punctuated<Argument, Token![,]>;

/// What stands behind a name.
#[allow(clippy::large_enum_variant, reason = "an attribute has a handful of arguments")]
pub(super) enum Given {
    Value(Box<Expr>),
    List(List),
}

/// A name that may be a keyword, such as `crate`.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Path);
        }
        let ident = input.call(Ident::parse_any)?;
        let name = Name { text: ident.to_string(), span: ident.span() };
        if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            return Ok(Self::List(name, Punctuated::parse_terminated(&content)?));
        }
        // At the end of the tokens, syn would blame the whole attribute.
        if !input.peek(Token![=]) || input.peek2(syn::parse::End) {
            return Err(syn::Error::new(name.span, "no value"));
        }
        input.parse::<Token![=]>()?;
        Ok(Self::Pair(name, Box::new(input.parse()?)))
    }
}

/// The tokens between commas; a comma at the end has nothing behind it.
pub(super) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts: Vec<TokenStream> =
        tokens.split(is_comma).map(|part| part.iter().cloned().collect()).collect();
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}
