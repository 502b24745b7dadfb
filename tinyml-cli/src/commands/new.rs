//! `cargo tinyml new`: a firmware crate around a model, which builds as it is.
//!
//! The folder is made whole beside its place and then renamed: there is no half of a crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;
use tinyml_compiler::compile;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, quoted};

use super::Run;
use crate::attribute;
use crate::files;
use crate::firmware::{Adc, Board, Dependency, Firmware, package_name};
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::progress::Progress;
use crate::promised::Promised;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml new thermometer --board rp2040 --model weights/ntc.json
  cargo tinyml new sorter --board nrf52 --model weights/iris.json --quant i8 --max-error 0.4

A model with one 16-bit input is wired to the board's ADC: in millivolts where its unit is mV, otherwise in the
converter's counts. Other models get a program that runs on a placeholder input.";

/// Make a firmware crate around a model, which builds as it is
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    /// The folder to make; its name is the package's.
    path: PathBuf,
    /// The board.
    #[arg(long, value_enum)]
    board: Board,
    /// The model file, which is copied.
    #[arg(long, short)]
    model: PathBuf,
    /// Name of the struct under the attribute [default: the model's name, as Rust writes a type].
    #[arg(long, value_parser = attribute::type_name)]
    name: Option<String>,
    /// Where the crate `tinyml` is [default: the checkout that this program was built from].
    #[arg(long, value_name = "PATH|GIT-URL")]
    tinyml: Option<String>,
    #[command(flatten)]
    quantisation: Quantisation,
    #[command(flatten)]
    promised: Promised,
}

impl Run for New {
    fn run(&self, _: &Progress) -> Outcome {
        let package = package_name(self.board, &self.path)?;
        let tinyml = Dependency::find(self.tinyml.as_deref())?;
        let (source, network) = files::model(&self.model)?;
        // A firmware that would not build is not made.
        compile(&source, &self.promised.added_to(self.quantisation.options()))?;
        let file = self.model.file_name().unwrap_or_default().to_string_lossy();
        let weights = format!("weights/{file}");
        let name = self.name.clone().unwrap_or_else(|| attribute::type_of(&network.name));
        let firmware = Firmware {
            board: self.board,
            package: &package,
            network: &network,
            name: &name,
            attribute: &attribute::line_with(&weights, &self.quantisation, self.promised.arguments()),
            tinyml: &tinyml,
        };
        let mut contents: Vec<(String, String)> =
            firmware.files().into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
        contents.push((weights, source.text().to_owned()));
        make(&self.path, &contents)?;
        Ok(self.answer(&firmware, &contents))
    }
}

impl New {
    fn answer(&self, firmware: &Firmware<'_>, contents: &[(String, String)]) -> Answer {
        let (path, board) = (self.path.display(), self.board);
        let inputs: Vec<&str> = firmware.network.inputs.iter().map(|input| input.name.as_str()).collect();
        let wired = match firmware.adc() {
            Some(Adc::Millivolts) => {
                format!("{} is wired to {}, in millivolts", inputs.join(""), board.pin())
            }
            Some(Adc::Counts) => format!(
                "{} is wired to {}, in counts of the converter: check that in src/main.rs",
                inputs.join(""),
                board.pin()
            ),
            None => {
                format!("{} need your sensors: write them into `input` in src/main.rs", inputs.join(", "))
            }
        };
        let text = format!(
            "{path}: `{}` for the {}; {wired}\n\nnext, with a debug probe and probe-rs:\n  \
             rustup target add {}\n  cd {path} && cargo run --release",
            firmware.network.name,
            board.name(),
            board.target()
        );
        let adc = firmware.adc().map(|adc| match adc {
            Adc::Millivolts => "millivolts",
            Adc::Counts => "counts",
        });
        let files: Vec<&str> = contents.iter().map(|(path, _)| path.as_str()).collect();
        let json = json!({
            "path": self.path.to_string_lossy(),
            "package": firmware.package,
            "board": board.name(),
            "target": board.target(),
            "struct": firmware.name,
            "adc": adc,
            "files": files,
        });
        Answer::new(text, json)
    }
}

/// Makes a folder with these files.
fn make(path: &Path, contents: &[(String, String)]) -> Result<(), Report> {
    let is_free = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        return Err(Diagnostic::new(
            Code::AlreadyThere,
            format!("{} is there already, and not empty", quoted(&path.to_string_lossy())),
        )
        .help("name another folder, or remove this one")
        .into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let made = fill(&beside, contents).and_then(|()| {
        if path.exists() {
            fs::remove_dir(path)?;
        }
        fs::rename(&beside, path)
    });
    made.map_err(|error| {
        let _ = fs::remove_dir_all(&beside);
        let message = format!("the folder {} cannot be made", quoted(&path.to_string_lossy()));
        Diagnostic::new(Code::CannotWrite, message)
            .found(error.to_string())
            .help("check the path and the permissions of the folders above it")
            .into()
    })
}

fn fill(folder: &Path, contents: &[(String, String)]) -> io::Result<()> {
    for (name, text) in contents {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
