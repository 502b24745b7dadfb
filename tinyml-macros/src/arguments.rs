//! The arguments of the attribute: a path, then `name = value` in any order.
//!
//! Each argument is parsed on its own, so that all of them are looked at, whatever is wrong with the others.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token, parenthesized};
use tinyml_compiler::diagnostic::{Code, Diagnostic, nearest, quoted};
use tinyml_compiler::options::{ActivationBits, Options, Quant, Storage};

use crate::report::{Area, Areas, Errors};
use crate::value::{number, path, string, written};

/// Names that the attribute takes.
const NAMES: [&str; 6] = ["quant", "activations", "max_error", "classes", "faults", "crate"];

/// The arguments, as far as they could be understood.
pub(crate) struct Arguments {
    pub(crate) path: Option<LitStr>,
    pub(crate) options: Options,
    /// Empty if what was given cannot be a path.
    pub(crate) krate: TokenStream,
    pub(crate) classes: Option<Ident>,
    pub(crate) faults: Option<Ident>,
    pub(crate) areas: Areas,
}

/// Reads all arguments; what is wrong is reported.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Arguments {
    let mut parsed = Arguments {
        path: None,
        options: Options::default(),
        krate: quote!(::tinyml),
        classes: None,
        faults: None,
        areas: Areas::default(),
    };
    let mut seen = Vec::new();
    for (index, part) in split(tokens).into_iter().enumerate() {
        match syn::parse2(part.clone()) {
            Ok(Argument::Path(path)) => parsed.take_path(path, index, errors),
            Ok(Argument::Pair(name, value)) => parsed.take(&name, Given::Value(value), &mut seen, errors),
            Ok(Argument::List(name, list)) => parsed.take(&name, Given::List(list), &mut seen, errors),
            Err(error) => errors.add(error.span(), &unreadable(&part)),
        }
    }
    if parsed.path.is_none() && errors.is_empty() {
        errors.add(Area::default(), &missing_path());
    }
    parsed
}

/// The tokens between commas; a comma at the end has nothing behind it.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts: Vec<TokenStream> =
        tokens.split(is_comma).map(|part| part.iter().cloned().collect()).collect();
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}

/// One argument, before its name is looked at.
#[allow(clippy::large_enum_variant, reason = "an attribute has a handful of arguments")]
enum Argument {
    Path(LitStr),
    Pair(Name, Box<Expr>),
    List(Name, Punctuated<Argument, Token![,]>),
}

/// What stands behind a name.
#[allow(clippy::large_enum_variant, reason = "an attribute has a handful of arguments")]
enum Given {
    Value(Box<Expr>),
    List(Punctuated<Argument, Token![,]>),
}

/// A name that may be a keyword, such as `crate`.
struct Name {
    text: String,
    span: Span,
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

/// Why an argument cannot be taken, and where to say so.
type Refused = (Area, Box<Diagnostic>);

impl Arguments {
    fn take_path(&mut self, path: LitStr, index: usize, errors: &mut Errors) {
        let area = path.span().into();
        if self.path.is_some() {
            errors.add(area, &second_path());
            return;
        }
        if index > 0 {
            errors.add(area, &late_path());
        }
        self.areas.path = area;
        self.path = Some(path);
    }

    fn take(&mut self, name: &Name, given: Given, seen: &mut Vec<String>, errors: &mut Errors) {
        if !NAMES.contains(&name.text.as_str()) {
            errors.add(name.span, &unknown(&name.text));
            return;
        }
        if seen.contains(&name.text) {
            errors.add(name.span, &twice(&name.text));
            return;
        }
        seen.push(name.text.clone());
        let taken = match given {
            Given::List(list) if name.text == "quant" => self.quant_list(name.span, list, errors),
            Given::List(_) => Err((name.span.into(), Box::new(wrong(&name.text, "a list")))),
            Given::Value(value) => self.pair(&name.text, &value),
        };
        if let Err((area, diagnostic)) = taken {
            errors.add(area, &diagnostic);
        }
    }

    fn pair(&mut self, name: &str, value: &Expr) -> Result<(), Refused> {
        let area = Area::of(value);
        let refuse = || refused(name, value);
        match name {
            "quant" => {
                let all = string(value).and_then(|name| Storage::of_name(&name)).ok_or_else(refuse)?;
                self.options.quant = Some(all.into());
                self.areas.arguments.push(("quant", area));
            }
            "activations" => {
                let text = string(value).ok_or_else(refuse)?;
                let known = ActivationBits::ALL.iter().find(|(name, _)| *name == text);
                self.options.activations = Some(known.ok_or_else(refuse)?.1);
                self.areas.arguments.push(("activations", area));
            }
            "max_error" => {
                let limit = number(value).filter(|limit| limit.is_finite() && *limit > 0.0);
                self.options.promises.max_error = Some(limit.ok_or_else(refuse)?);
                self.areas.arguments.push(("max_error", area));
            }
            "classes" => {
                let name = path(value).and_then(|path| path.get_ident().cloned());
                self.classes = Some(name.ok_or_else(refuse)?);
                self.areas.arguments.push(("classes", area));
            }
            "faults" => {
                let name = path(value).and_then(|path| path.get_ident().cloned());
                self.faults = Some(name.ok_or_else(refuse)?);
                self.areas.arguments.push(("faults", area));
            }
            _ => {
                self.krate = TokenStream::new();
                self.krate = path(value).ok_or_else(refuse)?.to_token_stream();
                self.areas.arguments.push(("crate", area));
            }
        }
        Ok(())
    }

    /// `quant("i8", fc2 = "i16")`: a default, and layers with their own.
    fn quant_list(
        &mut self,
        span: Span,
        list: Punctuated<Argument, Token![,]>,
        errors: &mut Errors,
    ) -> Result<(), Refused> {
        self.areas.arguments.push(("quant", span.into()));
        let quant = self.options.quant.insert(Quant::default());
        for argument in list {
            match argument {
                Argument::Path(text) => match Storage::of_name(&text.value()) {
                    Some(storage) => quant.all = storage,
                    None => errors.add(text.span(), &wrong("quant", &written(&text))),
                },
                Argument::Pair(layer, value) => own_storage(&mut self.areas, quant, layer, &value)?,
                Argument::List(layer, _) => {
                    return Err((layer.span.into(), Box::new(wrong("quant", "a list"))));
                }
            }
        }
        Ok(())
    }
}

/// One layer of the list.
fn own_storage(areas: &mut Areas, quant: &mut Quant, layer: Name, value: &Expr) -> Result<(), Refused> {
    let storage = string(value).and_then(|name| Storage::of_name(&name));
    let storage = storage.ok_or_else(|| refused(&layer.text, value))?;
    let area = layer.span.into();
    if areas.layers.iter().any(|(known, _)| *known == layer.text) {
        return Err((area, Box::new(twice(&layer.text))));
    }
    areas.layers.push((layer.text.clone(), area));
    quant.layers.push((layer.text, storage));
    Ok(())
}

fn refused(name: &str, value: &Expr) -> Refused {
    (Area::of(value), Box::new(wrong(name, &written(value))))
}

fn missing_path() -> Diagnostic {
    Diagnostic::new(Code::MissingPath, "the path of the model file is missing")
        .expected("a string as the first argument")
        .help("for example `#[tinyml_model(\"weights/ntc.json\")]`")
}

fn late_path() -> Diagnostic {
    Diagnostic::new(Code::MissingPath, "the path of the model file comes first")
        .help("move it to the front: `#[tinyml_model(\"weights/ntc.json\", quant = \"i8\")]`")
}

fn second_path() -> Diagnostic {
    Diagnostic::new(Code::DuplicateArgument, "there are two paths")
        .help("a struct holds one model: remove one path")
}

fn unreadable(part: &TokenStream) -> Diagnostic {
    let found = if part.is_empty() { "nothing between two commas".to_owned() } else { written(part) };
    Diagnostic::new(Code::ArgumentSyntax, "this cannot be read as an argument")
        .expected("a path as a string literal, or `name = value`")
        .found(found)
        .help("for example `#[tinyml_model(\"weights/ntc.json\", quant = \"i8\", max_error = 0.1)]`")
}

fn unknown(name: &str) -> Diagnostic {
    let help = match nearest(name, NAMES) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None if ["path", "file", "model", "weights"].contains(&name) => {
            "the path is the first argument and has no name".to_owned()
        }
        None => format!("the attribute takes {}", NAMES.map(quoted).join(", ")),
    };
    Diagnostic::new(Code::UnknownArgument, format!("there is no argument {}", quoted(name))).help(help)
}

fn twice(name: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateArgument, format!("{} is given twice", quoted(name)))
        .help("remove one of them")
}

fn wrong(name: &str, found: &str) -> Diagnostic {
    let expected = match name {
        "quant" => format!("{}, or a list such as `quant(\"i8\", fc2 = \"i16\")`", storages()),
        "activations" => "\"i8\" or \"i16\"".to_owned(),
        "max_error" => "a number greater than zero, in the unit of the output".to_owned(),
        "classes" => "a name for the enum of classes".to_owned(),
        "faults" => "a name for the enum of faults".to_owned(),
        "crate" => "the path of the `tinyml` crate".to_owned(),
        _layer => storages(),
    };
    let message = format!("{} has a value that it cannot take", quoted(name));
    Diagnostic::new(Code::ArgumentValue, message).expected(expected).found(found)
}

/// The names of all storages: `"i4", … or "sparse"`.
fn storages() -> String {
    let names = Storage::ALL.map(|(name, _)| format!("\"{name}\""));
    let [first @ .., last] = &names;
    format!("{} or {last}", first.join(", "))
}

/// `classes` for a model that has none.
pub(crate) fn no_classes() -> Diagnostic {
    Diagnostic::new(Code::ArgumentValue, "the model has no classes that `classes` could name")
        .help("remove it; a classifier has `labels` in its model file")
}

/// `faults` for a model that declares none.
pub(crate) fn no_faults() -> Diagnostic {
    Diagnostic::new(Code::ArgumentValue, "the model has no faults that `faults` could name").help(
        "remove it; raw values that mean a fault are declared by `faults` of an input in the model file",
    )
}
