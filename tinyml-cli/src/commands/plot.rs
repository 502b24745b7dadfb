//! `cargo tinyml plot`: one picture of a model, in a file or in the terminal.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use serde_json::json;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report as Mistakes, nearest, quoted};
use tinyml_compiler::network::Network;

use super::Run;
use crate::files;
use crate::options::Quantisation;
use crate::output::{Answer, Outcome};
use crate::plot::chart::Chart;
use crate::plot::terminal::{Characters, render};
use crate::plot::{figures, png, sheet};
use crate::progress::Progress;
use crate::report::cost::TARGETS;
use crate::report::curves;
use crate::report::data::Report;
use crate::report::gather::gather;
use crate::report::load::samples;
use crate::report::request::Request;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml plot weights/ntc.json --data weights/ntc.csv --model weights/ntc.toml
  cargo tinyml plot weights/ntc.json --what error --out error.png
  cargo tinyml plot weights/iris.json --sweep petal_length_mm --at petal_width_mm=2";

/// Draw a model: in the terminal, or as SVG or PNG
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Plot {
    /// The model file.
    #[arg(value_name = "MODEL.json")]
    file: PathBuf,
    /// Samples to draw beside the model.
    #[arg(long, value_name = "DATA.csv")]
    data: Option<PathBuf>,
    /// The description of the data's columns; without it columns are named after inputs and outputs.
    #[arg(long, value_name = "MODEL.toml", requires = "data")]
    model: Option<PathBuf>,
    /// What to draw.
    #[arg(long, value_enum, default_value = "fit")]
    what: What,
    /// Where to: a file whose name ends in .svg or .png; the terminal, if it is left out.
    #[arg(long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// The input that goes across, of a model with several.
    #[arg(long, value_name = "INPUT")]
    sweep: Option<String>,
    /// The value of another input, in its unit; the middle of its range, if it is left out.
    #[arg(long, value_name = "INPUT=VALUE", value_parser = at, requires = "sweep")]
    at: Vec<(String, f64)>,
    /// Draw in ASCII.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    quantisation: Quantisation,
}

/// The pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Outputs over inputs, with the samples
    Fit,
    /// Integer network less float network
    Error,
    /// Histograms of the weights of each layer
    Weights,
    /// Losses during training
    History,
}

impl Run for Plot {
    fn run(&self, _: &Progress) -> Outcome {
        if let Some(out) = &self.out {
            Format::of(out)?;
            files::writable(out)?;
        }
        let (_, network) = files::model(&self.file)?;
        let sweep = self.sweep.as_deref().map(|name| self.fixed(&network, name)).transpose()?;
        let data =
            self.data.as_deref().map(|data| samples(&network, data, self.model.as_deref())).transpose()?;
        let data_file = self.data.as_ref().map(|data| data.to_string_lossy());
        let options = self.quantisation.options();
        let mut report = gather(&Request {
            network: &network,
            file: &self.file.to_string_lossy(),
            quantisation: &self.quantisation,
            data: data.as_ref().zip(data_file.as_deref()),
            targets: &TARGETS,
        })?;
        if let Some((input, others)) = sweep {
            let samples =
                std::mem::take(&mut report.plots.sweeps).into_iter().next().map(|sweep| sweep.samples);
            let mut sweep = curves::sweep_of(&network, &options, input, &others)?;
            sweep.samples = samples.unwrap_or_default();
            report.plots.sweeps = vec![sweep];
            report.plots.scatters.clear();
        }
        self.answer(&report)
    }
}

impl Plot {
    fn answer(&self, report: &Report) -> Outcome {
        let charts = match self.what {
            What::Fit => figures::fit(report),
            What::Error => figures::errors(report),
            What::Weights => figures::weights(report),
            What::History => figures::history(report).into_iter().collect(),
        };
        if charts.iter().all(Chart::is_empty) {
            return Err(self.nothing().into());
        }
        let summaries: Vec<&str> = charts.iter().map(|chart| chart.summary.as_str()).collect();
        let json = json!({ "out": self.out, "charts": summaries });
        let Some(out) = &self.out else {
            return Ok(Answer::new(in_terminal(&charts, self.ascii), json));
        };
        let svg = sheet::sheet(&report.model.name, &charts);
        let bytes = match Format::of(out)? {
            Format::Svg => svg.into_bytes(),
            Format::Png => png::png(&svg).map_err(|why| cannot_draw(out, &why))?,
        };
        files::write(out, &bytes)?;
        Ok(Answer::new(format!("wrote {}", out.display()), json))
    }

    fn nothing(&self) -> Diagnostic {
        let file = quoted(&self.file.to_string_lossy());
        match self.what {
            What::History => {
                Diagnostic::new(Code::NothingToDraw, format!("the model file {file} has no learning curve"))
                    .help("`cargo tinyml train` writes one into `training.history`")
            }
            What::Fit | What::Error | What::Weights => Diagnostic::new(
                Code::NothingToDraw,
                format!("the model {file} has no scalar input to go across"),
            )
            .help("give samples by `--data`, or draw `--what error`"),
        }
    }

    /// The place of the input that is swept, and the raw values of all inputs.
    fn fixed(&self, network: &Network, name: &str) -> Result<(usize, Vec<i32>), Mistakes> {
        let place = scalar(network, name)?;
        let mut raw = curves::middle(network);
        for (name, value) in &self.at {
            let other = scalar(network, name)?;
            let input = &network.inputs[other];
            let before: usize =
                network.inputs[..other].iter().map(tinyml_compiler::network::Input::width).sum();
            raw[before] = (value / input.scale).round().clamp(input.min as f64, input.max as f64) as i32;
        }
        Ok((place, raw))
    }
}

/// A scalar input by name.
fn scalar(network: &Network, name: &str) -> Result<usize, Mistakes> {
    let found = network.inputs.iter().position(|input| input.name == name && input.length.is_none());
    found.ok_or_else(|| {
        let names =
            network.inputs.iter().filter(|input| input.length.is_none()).map(|input| input.name.as_str());
        let names: Vec<&str> = names.collect();
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None if names.is_empty() => "all inputs of the model are arrays".to_owned(),
            None => format!(
                "the model has {}",
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("the model has no scalar input {}", quoted(name));
        Diagnostic::new(Code::UnknownInput, message).help(help).into()
    })
}

/// The formats of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Mistakes> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("svg") => Ok(Self::Svg),
            Some("png") => Ok(Self::Png),
            Some(_) | None => {
                let file = quoted(&path.to_string_lossy());
                Err(Diagnostic::new(
                    Code::PictureFormat,
                    format!("the format of the picture {file} is not known"),
                )
                .expected("a name that ends in `.svg` or `.png`")
                .help("leave `--out` out to draw in the terminal")
                .into())
            }
        }
    }
}

fn cannot_draw(out: &Path, why: &str) -> Diagnostic {
    let file = quoted(&out.to_string_lossy());
    Diagnostic::new(Code::PictureFormat, format!("the picture {file} cannot be drawn")).found(why)
}

/// As many columns as the terminal has, within reason; braille where the locale says that it is shown.
fn in_terminal(charts: &[Chart], ascii: bool) -> String {
    let columns = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(30, 120);
    let characters = if ascii || !shows_braille() { Characters::Ascii } else { Characters::Braille };
    let lines = if charts.len() == 1 { 18 } else { 10 };
    let charts = charts.iter().filter(|chart| !chart.is_empty());
    charts.map(|chart| render(chart, (columns, lines), characters)).collect::<Vec<_>>().join("\n")
}

/// A pipe gets what any reader shows; a terminal gets braille if its locale is UTF-8.
fn shows_braille() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_ascii_uppercase();
    let utf8 = locale.contains("UTF-8") || locale.contains("UTF8") || cfg!(windows);
    utf8 && std::io::stdout().is_terminal()
        && set("TERM").is_none_or(|term| term != "dumb" && term != "linux")
}

fn at(text: &str) -> Result<(String, f64), String> {
    let (name, value) =
        text.split_once('=').ok_or("expected an input and its value, such as `supply_mv=3300`")?;
    let value: f64 = value.parse().map_err(|_| format!("expected a number for `{name}`"))?;
    if value.is_finite() {
        Ok((name.to_owned(), value))
    } else {
        Err(format!("expected a finite number for `{name}`"))
    }
}
