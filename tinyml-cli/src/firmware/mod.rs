//! A firmware crate around a model: which files it has, and what is in them.
//!
//! The parts that work on a board are the example firmwares' own files, included here at compile time, so that there is
//! one source of them; only what a model decides is written anew. Nothing here touches the file system.

mod board;
mod fault;
mod manifest;
mod placeholder;
mod program;
mod readme;

pub use board::Board;
pub use manifest::{Dependency, package_name};

use tinyml_compiler::network::{IntType, Network, Outputs};

use crate::intermediate::outputs;

/// What a firmware is made of.
#[derive(Debug, Clone)]
pub struct Firmware<'a> {
    /// The board.
    pub board: Board,
    /// Name of the package.
    pub package: &'a str,
    /// The model.
    pub network: &'a Network,
    /// Name of the struct under the attribute.
    pub name: &'a str,
    /// The attribute, such as `#[tinyml_model("weights/ntc.json")]`.
    pub attribute: &'a str,
    /// Where the crate `tinyml` is.
    pub tinyml: &'a Dependency,
}

/// How a converter's codes become the model's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adc {
    /// The input is in millivolts.
    Millivolts,
    /// The input is the converter's count, as far as is known.
    Counts,
}

impl Firmware<'_> {
    /// How the model is wired to the converter; `None` if its input is not one number of 16 bits.
    pub fn adc(&self) -> Option<Adc> {
        let [input] = self.network.inputs.as_slice() else {
            return None;
        };
        if input.length.is_some() || !matches!(input.ty, IntType::U16 | IntType::I16) {
            return None;
        }
        let millivolts_a_step = match input.unit.as_deref() {
            Some("mV") => input.scale,
            // The step of a millivolt that is declared in volts is seldom exact in binary.
            Some("V") => (input.scale * 1e6).round() / 1e3,
            Some(_) | None => 0.0,
        };
        Some(if millivolts_a_step == 1.0 { Adc::Millivolts } else { Adc::Counts })
    }

    /// Every file but the model's own: path, with `/` between its parts, and text.
    pub fn files(&self) -> Vec<(&'static str, String)> {
        let template = self.board.template();
        let mut files = vec![
            (".cargo/config.toml", template.config.to_owned()),
            (".gitignore", "/target\n".to_owned()),
            ("Cargo.lock", manifest::lock(self)),
            ("Cargo.toml", manifest::manifest(self)),
            ("README.md", readme::readme(self)),
            ("build.rs", template.build.to_owned()),
            ("src/model.rs", self.model()),
        ];
        files.extend(template.memory.map(|memory| ("memory.x", memory.to_owned())));
        match self.adc() {
            Some(adc) => files.extend(program::files(self, adc)),
            None => files.push(("src/main.rs", placeholder::main(self))),
        }
        files
    }

    fn model(&self) -> String {
        let words = self.network.description.as_deref().unwrap_or_default().split_whitespace();
        let description = match words.collect::<Vec<_>>().join(" ") {
            none if none.is_empty() => format!("The model `{}`.", self.network.name),
            some => some,
        };
        format!(
            "//! The model: what changes when it is trained again.\n\nuse tinyml::tinyml_model;\n\n\
             /// {description}\n{}\npub struct {};\n",
            self.attribute, self.name
        )
    }

    /// `temp_c`, or all of them.
    fn output_names(&self) -> String {
        match &self.network.outputs {
            Outputs::Classes { output, .. } => output.name.clone(),
            Outputs::Values(outputs) => {
                outputs.iter().map(|output| output.name.as_str()).collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn is_classifier(&self) -> bool {
        matches!(self.network.outputs, Outputs::Classes { .. })
    }

    fn output_type(&self) -> &'static str {
        outputs(self.network).first().map_or("i16", |output| output.ty.name())
    }
}

/// A template with one of its parts exchanged.
fn exchanged(text: &str, part: &str, new: &str) -> String {
    // The tests hold the templates to having every part, so that a new word in an example does not go unnoticed.
    debug_assert!(text.contains(part), "no `{part}` in a template");
    text.replace(part, new)
}
