//! `cargo tinyml expand`: what the attribute would write for a model, laid out for a reader.
//!
//! The tokens are the compiler's, as in every build; only their layout is made here.

use std::path::{Component, Path, PathBuf};

use proc_macro2::{Ident, Span};
use serde_json::json;
use tinyml_compiler::emit::Item;
use tinyml_compiler::{Embedded, embed, file};

use super::Run;
use crate::attribute;
use crate::graph::Graphs;
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;
use crate::promised::Promised;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml expand weights/ntc.json
  cargo tinyml expand weights/ntc.json --quant i4 --layer fc1=i8 --name Sensor
  cargo tinyml expand weights/gestures.tflite --memory borrowed
  cargo tinyml expand weights/ntc.json --lowering piecewise --monotone decreasing --max-flash 512";

/// Show what the attribute would write for a model
///
/// The model is read, checked, quantised, proved and run as in a build, and refused with the same messages.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Expand {
    /// The model file.
    model: PathBuf,
    /// Name of the struct under the attribute [default: the model's name, as Rust writes a type].
    #[arg(long, value_parser = attribute::type_name)]
    name: Option<String>,
    #[command(flatten)]
    quantisation: Quantisation,
    #[command(flatten)]
    promised: Promised,
    #[command(flatten)]
    graphs: Graphs,
}

impl Run for Expand {
    fn run(&self, _: &Progress) -> Outcome {
        let options = self.graphs.added_to(self.promised.added_to(self.quantisation.options()))?;
        let compiled = embed(&file::open_any(&self.model)?, &options)?;
        let name = self.name.clone().unwrap_or_else(|| attribute::type_of(compiled.name()));
        let path = below(&self.model);
        let arguments = [self.promised.arguments(), self.graphs.arguments()].concat();
        let attribute = attribute::line_with(&path, &self.quantisation, arguments);
        let expansion = expansion(&compiled, &name, &path);
        let comment = attribute.replace('\n', "\n// ");
        let text = format!("// {comment}\npub struct {name};\n\n{expansion}");
        let json = json!({ "name": name, "attribute": attribute, "expansion": expansion });
        Ok(Answer::new(text, json))
    }
}

/// What follows a public struct of this name.
fn expansion(compiled: &Embedded, name: &str, path: &str) -> String {
    let tokens = compiled.emit(&Item::public(Ident::new(name, Span::call_site()), path));
    // The compiler writes Rust; were it ever wrong, its bare tokens would show it best.
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => tokens.to_string(),
    }
}

/// The path as an attribute would have it: from the current folder on, or the file alone if it lies elsewhere.
fn below(path: &Path) -> String {
    let parts: Vec<Component<'_>> = path.components().filter(|part| *part != Component::CurDir).collect();
    let inside = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    let kept = if inside { &parts[..] } else { &parts[parts.len().saturating_sub(1)..] };
    kept.iter().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::below;
    use std::path::Path;

    #[test]
    fn paths_of_the_attribute() {
        assert_eq!(below(Path::new("./weights/ntc.json")), "weights/ntc.json");
        assert_eq!(below(Path::new("../ntc.json")), "ntc.json");
        assert_eq!(below(Path::new("/a/b/ntc.json")), "ntc.json");
    }
}
