//! `cargo tinyml verify`: what takes too long for a build is found out once, and written beside the model.
//!
//! The figures are the compiler's own, with more time. The next build takes them for proved, or refuses a file that is not of its model,
//! options and release.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::{Value as Json, json};
use tinyml_compiler::Options;
use tinyml_compiler::compile;
use tinyml_compiler::file::{self, MODEL, certificate_beside};
use tinyml_compiler::lower::lower;
use tinyml_compiler::network::Network;
use tinyml_compiler::points::EXHAUSTIVE;
use tinyml_compiler::program::Program;
use tinyml_compiler::simplify::{Simplified, simplify};
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::stored::{Entry, Stored};
use tinyml_compiler::verify::{Certificate, Effort, Range, certify_within, search};

use super::Run;
use crate::files;
use crate::intermediate::outputs;
use crate::options::Quantisation;
use crate::output::{Answer, Outcome, TITLE};
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  cargo tinyml verify weights/iris.json --inputs 4000000
  cargo tinyml verify weights/ntc.json --quant i4 --layer fc1=i8 --max-error 0.2

The file holds a certificate for each set of options that was asked for; run it with those of every attribute that embeds the
model, and again when the model, its options or tinyml change: a build refuses a certificate that is not its own.";

/// Certify a model over its whole domain, and store what was proved beside it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Verify {
    /// The model file.
    model: PathBuf,
    /// Run every declared input if there are at most this many; else a sample, with a sound bound.
    #[arg(long, value_name = "N", default_value_t = EXHAUSTIVE)]
    inputs: u64,
    /// Where there is a sample, climb from this many random inputs to look for a greater deviation.
    #[arg(long, value_name = "N", default_value_t = 200)]
    climbs: u64,
    /// Where to write the certificates [default: beside the model, where builds look for them].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    quantisation: Quantisation,
}

impl Run for Verify {
    fn run(&self, _: &Progress) -> Outcome {
        let beside = PathBuf::from(certificate_beside(&self.model.to_string_lossy()));
        let out = self.out.clone().unwrap_or_else(|| beside.clone());
        files::writable(&out)?;
        // Without the certificates that lie beside it: they may be what is wrong.
        let source = Source::from_bytes(self.model.to_string_lossy(), file::read(&self.model, &MODEL)?)?;
        let network = tinyml_compiler::read(&source)?;
        let (simplified, options) = (simplify(&network), self.quantisation.options());
        let mut entries = Vec::new();
        for program in lower(&network, &simplified, &options)? {
            let certificate = self.certify(&network, &simplified, &program);
            entries.push(Entry::new(&options, &network, &program, certificate));
        }
        let old = file::open_certificate(&out).ok().flatten().and_then(|file| Stored::read(&file).ok());
        let mut stored = Stored::new(&source);
        stored = old.map_or(stored.clone(), |old| stored.with(old));
        let certificates: Vec<Certificate> = entries.iter().map(|entry| entry.certificate.clone()).collect();
        stored.replace(entries);
        let is_new = !out.exists();
        files::write(&out, stored.text().as_bytes())?;
        if is_new && out == beside {
            touch(&self.model);
        }
        promises(&source, &stored, &options)?;
        Ok(answer(&network, &certificates, &out))
    }
}

impl Verify {
    /// The certificate, with whatever a search finds beyond the sample.
    fn certify(&self, network: &Network, simplified: &Simplified, program: &Program) -> Certificate {
        let effort = Effort { points: self.inputs, ..Effort::PATIENT };
        let mut certificate = certify_within(network, simplified, program, &effort);
        if let (false, Some(layers)) = (certificate.exhaustive, program.layers()) {
            let found = search(network, simplified, layers, self.climbs, 1);
            let greater = found.filter(|worst| worst.error > certificate.worst.error);
            certificate.worst = greater.unwrap_or(certificate.worst);
        }
        certificate
    }
}

/// A new file is none that cargo watches: with a new time of the model it builds again, and finds it. Failing that, the next
/// build that has another reason does.
fn touch(model: &Path) {
    let file = File::options().append(true).open(model);
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}

/// What a build with the new certificates says of the promises.
fn promises(
    source: &Source,
    stored: &Stored,
    options: &Options,
) -> Result<(), tinyml_compiler::diagnostic::Report> {
    let file = Source::from_bytes("the certificate", stored.text().into_bytes())?;
    compile(&source.clone().certified(Some(file)), options).map(drop)
}

fn answer(network: &Network, certificates: &[Certificate], out: &Path) -> Answer {
    let mut text = String::new();
    for certificate in certificates {
        text.push_str(&figures(network, certificate));
    }
    text.push_str(&format!("certificates are in {}; builds take them for proved\n", out.display()));
    let all: Vec<Json> = certificates.iter().map(|certificate| document(network, certificate)).collect();
    let json = json!({ "model": network.name, "certificates": all, "file": out.to_string_lossy() });
    Answer::new(text, json)
}

/// The figures of one program, each called what it is.
fn figures(network: &Network, certificate: &Certificate) -> String {
    let (worst, ports) = (&certificate.worst, outputs(network));
    let port = ports[worst.output];
    let unit = port.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    let basis = if certificate.exhaustive {
        format!("proved by running every one of {} declared inputs", certificate.points)
    } else {
        format!("over {} sampled inputs, and a bound for all", certificate.points)
    };
    let mut text = format!("{TITLE}{}{TITLE:#}, {basis}\n", network.name);
    let at: Vec<String> = worst.input.iter().take(8).map(i32::to_string).collect();
    text.push_str(&format!("  worst deviation    {:.6}{unit} at {}\n", worst.error, at.join(", ")));
    if !certificate.exhaustive {
        text.push_str(&format!("  proved bound       {:.6}{unit}\n", certificate.bound));
    }
    text.push_str(&format!("  mean, RMS          {:.6}, {:.6}{unit}\n", certificate.mean, certificate.rms));
    if let Some(agreement) = certificate.agreement {
        text.push_str(&format!("  same class         {agreement} of {}\n", certificate.points));
    }
    for (port, range) in ports.iter().zip(&certificate.ranges).take(16) {
        let real = |raw: i32| f64::from(raw) * port.scale;
        let (low, high) = (real(range.proved.0), real(range.proved.1));
        text.push_str(&format!("  proved range       {} within {low:.6} to {high:.6}\n", port.name));
    }
    for (input, output, verb) in verbs(network, certificate).iter().take(16) {
        text.push_str(&format!("  proved trend       {output} {verb} when {input} grows\n"));
    }
    text
}

/// What is proved of an output when an input grows: names of both, and a verb.
fn verbs(network: &Network, certificate: &Certificate) -> Vec<(String, String, &'static str)> {
    let inputs: Vec<String> = network
        .inputs
        .iter()
        .flat_map(|input| match input.length {
            None => vec![input.name.clone()],
            Some(length) => (0..length).map(|at| format!("{}[{at}]", input.name)).collect(),
        })
        .collect();
    let mut all = Vec::new();
    for (port, row) in outputs(network).iter().zip(&certificate.trends) {
        for (input, trend) in inputs.iter().zip(row) {
            all.extend(trend.verb().map(|verb| (input.clone(), port.name.clone(), verb)));
        }
    }
    all
}

fn document(network: &Network, certificate: &Certificate) -> Json {
    let (worst, ports) = (&certificate.worst, outputs(network));
    let range = |(port, range): (&&tinyml_compiler::network::Output, &Range)| {
        let pair = |(low, high): (i32, i32)| json!([low, high]);
        json!({ "name": port.name, "unit": port.unit, "scale": port.scale, "proved": pair(range.proved), "seen": pair(range.seen) })
    };
    let trends: Vec<Json> = verbs(network, certificate)
        .into_iter()
        .map(|(input, output, verb)| json!({ "input": input, "output": output, "verb": verb }))
        .collect();
    json!({
        "proved_by_running_all": certificate.exhaustive,
        "inputs_run": certificate.points,
        "worst": worst.error,
        "worst_at": worst.input,
        "worst_output": ports[worst.output].name,
        "mean": certificate.mean,
        "rms": certificate.rms,
        "proved_bound": certificate.bound,
        "same_class": certificate.agreement,
        "outputs": ports.iter().zip(&certificate.ranges).map(range).collect::<Vec<_>>(),
        "proved_trends": trends,
    })
}
