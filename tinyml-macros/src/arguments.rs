//! The arguments of the attribute: a path, then `name = value` in any order.
//!
//! Every argument is looked at, whatever is wrong with the others.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, Path, Token, UnOp, parenthesized};
use tinyml_compiler::diagnostic::{Code, Diagnostic, nearest, quoted};
use tinyml_compiler::options::{ActivationBits, Bits, Options};

use crate::report::{Errors, Spans};

/// Names that the attribute takes.
const NAMES: [&str; 5] = ["quant", "activations", "max_error", "classes", "crate"];

/// The arguments, as far as they could be understood.
pub(crate) struct Arguments {
    pub(crate) path: LitStr,
    pub(crate) options: Options,
    pub(crate) krate: TokenStream,
    pub(crate) classes: Option<Ident>,
    pub(crate) spans: Spans,
}

/// Reads all arguments; `None` without a path. What is wrong is reported.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Arguments> {
    let list = match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(tokens) {
        Ok(list) => list,
        Err(error) => {
            let diagnostic = Diagnostic::new(
                Code::ArgumentSyntax,
                format!("the arguments cannot be read: {error}"),
            )
            .expected("a path, then `name = value`, separated by commas")
            .help("for example `#[tinyml_model(\"weights/ntc.json\", quant = \"i8\", max_error = 0.1)]`");
            errors.add(error.span(), &diagnostic);
            return None;
        }
    };
    let mut arguments = list.into_iter();
    let Some(Argument::Path(path)) = arguments.next() else {
        let diagnostic = Diagnostic::new(Code::MissingPath, "the path of the model file is missing")
            .expected("a string as the first argument")
            .help("for example `#[tinyml_model(\"weights/ntc.json\")]`");
        errors.add(Span::call_site(), &diagnostic);
        return None;
    };
    let spans = Spans {
        path: path.span(),
        quant: None,
        activations: None,
        max_error: None,
        krate: None,
    };
    let mut parsed = Arguments {
        path,
        options: Options::default(),
        krate: quote!(::tinyml),
        classes: None,
        spans,
    };
    let mut seen: Vec<String> = Vec::new();
    for argument in arguments {
        parsed.take(argument, &mut seen, errors);
    }
    Some(parsed)
}

/// Why an argument cannot be taken, and where to say so.
type Refused = (Span, Box<Diagnostic>);

/// One argument, before its name is looked at.
enum Argument {
    Path(LitStr),
    Pair(Name, Expr),
    List(Name, Punctuated<Argument, Token![,]>),
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
        let ident = input.call(<Ident as syn::ext::IdentExt>::parse_any)?;
        let name = Name {
            text: ident.to_string(),
            span: ident.span(),
        };
        if input.peek(syn::token::Paren) {
            let content;
            parenthesized!(content in input);
            return Ok(Self::List(name, Punctuated::parse_terminated(&content)?));
        }
        input.parse::<Token![=]>()?;
        Ok(Self::Pair(name, input.parse()?))
    }
}

impl Arguments {
    fn take(&mut self, argument: Argument, seen: &mut Vec<String>, errors: &mut Errors) {
        let name = match &argument {
            Argument::Path(path) => {
                errors.add(path.span(), &second_path());
                return;
            }
            Argument::Pair(name, _) | Argument::List(name, _) => name,
        };
        if !NAMES.contains(&name.text.as_str()) {
            errors.add(name.span, &unknown(&name.text));
            return;
        }
        if seen.contains(&name.text) {
            errors.add(name.span, &twice(&name.text));
            return;
        }
        seen.push(name.text.clone());
        let found = match argument {
            Argument::List(name, list) if name.text == "quant" => self.quant_list(name.span, list, errors),
            Argument::List(name, _) => Err((name.span, Box::new(wrong(&name.text, "a list")))),
            Argument::Pair(name, value) => self.pair(&name.text, &value),
            Argument::Path(_) => Ok(()),
        };
        if let Err((span, diagnostic)) = found {
            errors.add(span, &diagnostic);
        }
    }

    fn pair(&mut self, name: &str, value: &Expr) -> Result<(), Refused> {
        let span = value.span();
        let refuse = || (span, Box::new(wrong(name, &value.to_token_stream().to_string())));
        match name {
            "quant" => {
                self.options.quant = bits(value).ok_or_else(refuse)?;
                self.spans.quant = Some(span);
            }
            "activations" => {
                let text = string(value).ok_or_else(refuse)?;
                let known = ActivationBits::ALL.iter().find(|(name, _)| *name == text);
                self.options.activations = known.ok_or_else(refuse)?.1;
                self.spans.activations = Some(span);
            }
            "max_error" => {
                let limit = number(value).filter(|limit| limit.is_finite() && *limit > 0.0);
                self.options.max_error = Some(limit.ok_or_else(refuse)?);
                self.spans.max_error = Some(span);
            }
            "classes" => self.classes = Some(path(value).and_then(ident).ok_or_else(refuse)?),
            _ => {
                let path = path(value).ok_or_else(refuse)?;
                self.krate = path.to_token_stream();
                self.spans.krate = Some(span);
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
        self.spans.quant = Some(span);
        for argument in list {
            match argument {
                Argument::Path(text) => match Bits::ALL.iter().find(|(name, _)| *name == text.value()) {
                    Some((_, bits)) => self.options.quant = *bits,
                    None => errors.add(text.span(), &wrong("quant", &format!("\"{}\"", text.value()))),
                },
                Argument::Pair(layer, value) => match bits(&value) {
                    Some(_) if self.options.overrides.iter().any(|(name, _)| *name == layer.text) => {
                        errors.add(layer.span, &twice(&layer.text));
                    }
                    Some(bits) => self.options.overrides.push((layer.text, bits)),
                    None => errors.add(
                        value.span(),
                        &wrong("quant", &value.to_token_stream().to_string()),
                    ),
                },
                Argument::List(layer, _) => return Err((layer.span, Box::new(wrong("quant", "a list")))),
            }
        }
        Ok(())
    }
}

fn bits(value: &Expr) -> Option<Bits> {
    let text = string(value)?;
    Bits::ALL
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, bits)| *bits)
}

fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Some(text.value()),
        _ => None,
    }
}

fn number(value: &Expr) -> Option<f64> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => number.base10_parse().ok(),
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number.base10_parse().ok(),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => number(expr).map(|number| -number),
        _ => None,
    }
}

/// A path, also as a string, which is how serde's attribute takes it.
fn path(value: &Expr) -> Option<Path> {
    match value {
        Expr::Path(path) => Some(path.path.clone()),
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => text.parse().ok(),
        _ => None,
    }
}

fn ident(path: Path) -> Option<Ident> {
    path.get_ident().cloned()
}

fn unknown(name: &str) -> Diagnostic {
    let help = match nearest(name, NAMES) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => format!("the attribute takes {}", NAMES.map(quoted).join(", ")),
    };
    Diagnostic::new(
        Code::UnknownArgument,
        format!("there is no argument {}", quoted(name)),
    )
    .help(help)
}

fn twice(name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateArgument,
        format!("the argument {} is given twice", quoted(name)),
    )
    .help("remove one of them")
}

fn second_path() -> Diagnostic {
    Diagnostic::new(Code::DuplicateArgument, "there are two paths")
        .help("a struct holds one model: remove one path")
}

fn wrong(name: &str, found: &str) -> Diagnostic {
    let expected = match name {
        "quant" => "\"i4\", \"i8\" or \"i16\", or a list such as `quant(\"i8\", fc2 = \"i16\")`",
        "activations" => "\"i8\" or \"i16\"",
        "max_error" => "a number greater than zero, in the unit of the output",
        "classes" => "a name for the enum of classes",
        _ => "the path of the `tinyml` crate",
    };
    Diagnostic::new(
        Code::ArgumentValue,
        format!("{} has a value that it cannot take", quoted(name)),
    )
    .expected(expected)
    .found(found)
}
