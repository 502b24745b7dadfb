//! Certificates that took too long for a build, in a file beside the model's.
//!
//! `cargo tinyml verify` writes the file, and a build takes its figures for proved. So that nothing stale or edited passes, a certificate
//! names the model by the hash of its file, the program by the hash of its integers, and the release that made it; the file has a
//! checksum over its own contents. The checksum guards against accidents, not against whoever computes a new one.

mod read;
mod write;

use std::fmt::{self, Write};

use crate::diagnostic::{Code, Diagnostic, Place, Report, quoted};
use crate::network::{Network, Outputs};
use crate::options::Options;
use crate::program::Program;
use crate::quantize::outputs;
use crate::source::Source;

use super::{Certificate, Change};

/// The version of the format.
pub const VERSION: u32 = 1;

/// The release that certifies; another may choose other integers, or run them by other kernels.
const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// A file of certificates: one model, by several options.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The release that wrote it.
    pub release: String,
    /// FNV-1a of the model file.
    pub model: u64,
    /// One for each program that the model was lowered to.
    pub entries: Vec<Entry>,
}

/// The certificate of one program.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The options as words, for whoever looks for the right ones.
    pub options: String,
    /// FNV-1a of the program's integers.
    pub program: u64,
    /// What is known of it.
    pub certificate: Certificate,
}

impl Stored {
    /// A file without certificates for a model.
    pub fn new(source: &Source) -> Self {
        Self { release: RELEASE.to_owned(), model: model(source), entries: Vec::new() }
    }

    /// Takes the certificates of all forms that the model has by some options, in place of older ones.
    pub fn replace(&mut self, entries: Vec<Entry>) {
        let is_new = |old: &Entry| {
            entries.iter().any(|entry| entry.program == old.program || entry.options == old.options)
        };
        self.entries.retain(|old| !is_new(old));
        self.entries.extend(entries);
    }

    /// What another file holds, if it is of the same model and release.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        if (other.model, &other.release) == (self.model, &self.release) {
            self.entries = other.entries;
        }
        self
    }
}

impl Entry {
    /// The certificate of a program.
    pub fn new(options: &Options, network: &Network, program: &Program, certificate: Certificate) -> Self {
        Self { options: words(options, network), program: fingerprint(program), certificate }
    }
}

/// The certificate of a program in the file that lies beside its model.
///
/// # Errors
///
/// The file is none, was edited, or is of another model, of other options, or by another release.
pub fn find(
    file: &Source,
    source: &Source,
    (options, network): (&Options, &Network),
    program: &Program,
) -> Result<Certificate, Report> {
    let stored = Stored::read(file)?;
    let own = model(source);
    if stored.model != own {
        return Err(stale(
            file,
            "another state of the model",
            &format!("the hash {}", hex(own)),
            &hex(stored.model),
        )
        .into());
    }
    if stored.release != RELEASE {
        return Err(stale(file, "another release of tinyml", RELEASE, &stored.release).into());
    }
    let fingerprint = fingerprint(program);
    match stored.entries.iter().find(|entry| entry.program == fingerprint) {
        Some(entry) if fits(&entry.certificate, network) => Ok(entry.certificate.clone()),
        Some(_) => Err(unreadable(file, "figures of another shape than the network's".to_owned()).into()),
        None => {
            let known: Vec<&str> = stored.entries.iter().map(|entry| entry.options.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join("; ") };
            Err(stale(file, "other options", &words(options, network), &known).into())
        }
    }
}

/// Whether there is a figure for each input and output, so that nobody behind has to look.
fn fits(certificate: &Certificate, network: &Network) -> bool {
    let (inputs, outputs) = (network.width(), outputs(network).len());
    let Certificate { worst, ranges, trends, agreement, .. } = certificate;
    let rows = trends.len() == outputs && trends.iter().all(|row| row.len() == inputs);
    let steps =
        trends.iter().flatten().flat_map(|trend| [&trend.rise, &trend.fall]).all(|change| match change {
            Change::At(step) => step.from.len() == inputs && step.to.len() == inputs,
            Change::Never | Change::Unknown => true,
        });
    let classes = matches!(network.outputs, Outputs::Classes { .. });
    let ordered = ranges.iter().all(|range| range.proved.0 <= range.proved.1 && range.seen.0 <= range.seen.1);
    let ports = worst.input.len() == inputs && worst.output < outputs && ranges.len() == outputs;
    rows && steps && ports && ordered && agreement.is_some() == classes
}

fn unreadable(file: &Source, found: String) -> Diagnostic {
    let message = format!("{} is not a certificate that this release reads", quoted(file.display()));
    Diagnostic::new(Code::CertificateUnreadable, message)
        .placed(Place::file(file.display()))
        .found(found)
        .help(again(file))
}

fn stale(file: &Source, of: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::CertificateStale, format!("the certificate {} is of {of}", quoted(file.display())))
        .placed(Place::file(file.display()))
        .expected(expected)
        .found(found)
        .help(again(file))
}

/// What mends every certificate.
fn again(file: &Source) -> String {
    let model = file.display().strip_suffix(".certificate.json").map(|stem| format!("{stem}.json"));
    let command = format!("cargo tinyml verify {}", model.as_deref().unwrap_or("…"));
    format!("run {} with the options of the attribute, or remove the certificate", quoted(&command))
}

/// FNV-1a of a model file's text.
fn model(source: &Source) -> u64 {
    let mut hash = Fnv::default();
    source.text().bytes().for_each(|byte| hash.add(byte));
    hash.0
}

/// FNV-1a of all integers that a program is made of.
pub fn fingerprint(program: &Program) -> u64 {
    let mut hash = Fnv::default();
    // Writing to a hash cannot fail.
    let _ = match program {
        Program::Piecewise(piecewise) => write!(hash, "{piecewise:?}"),
        Program::Layers(network) => {
            let domains = write!(hash, "{:?}", network.domains);
            network.layers.iter().fold(domains, |written, layer| {
                written.and_then(|()| {
                    let (storage, weights, bias) = (layer.storage, &layer.weights, &layer.bias);
                    write!(hash, "{storage:?} {} {weights:?} {bias:?} {:?}", layer.inputs, layer.op)
                })
            })
        }
    };
    hash.0
}

/// What decides about the integers, in words.
fn words(options: &Options, network: &Network) -> String {
    let resolved = options.resolved(network);
    let mut words = if options.auto {
        "quant auto".to_owned()
    } else {
        let mut words = format!("quant {}", resolved.quant.all.name());
        for (layer, storage) in &resolved.quant.layers {
            words.push_str(&format!(" ({layer} {})", storage.name()));
        }
        words
    };
    words.push_str(&format!(
        ", activations {}, lowering {}",
        resolved.activations.name(),
        options.lowering.name()
    ));
    words
}

fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo).
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.add(byte));
        Ok(())
    }
}
