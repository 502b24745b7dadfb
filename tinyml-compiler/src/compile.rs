//! The whole pipeline in one function.

use proc_macro2::TokenStream;

use crate::diagnostic::Report;
use crate::emit::{Item, Model, emit};
use crate::lower::lower;
use crate::network::Network;
use crate::options::{Options, Resolved};
use crate::plan::{Plan, plan};
use crate::program::Program;
use crate::promises::{self, Facts, Promises};
use crate::read::{locate, read};
use crate::simplify::{Simplified, silence, simplify};
use crate::source::Source;
use crate::verify::stored::find;
use crate::verify::{Certificate, certify};

/// A model that has passed every stage.
#[derive(Debug, Clone)]
pub struct Compiled {
    model: Model,
}

/// Reads, checks, simplifies, lowers, certifies and plans a model, and looks at its promises.
///
/// # Errors
///
/// The report of the first stage that finds something wrong, with all that it found.
pub fn compile(source: &Source, options: &Options) -> Result<Compiled, Report> {
    let network = read(source)?;
    let simplified = simplify(&network);
    let hash = hash(source, options, &network);
    build(network, simplified, options, &Origin { hash, file: source.display(), source: Some(source) })
        .map_err(|report| locate(source, report))
}

/// The same for a network that is in no file, and is `file` in the documentation; its hash is zero.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_network(network: &Network, options: &Options, file: &str) -> Result<Compiled, Report> {
    build(network.clone(), simplify(network), options, &Origin { hash: 0, file, source: None })
}

/// The same with every unit, of use or not: what simplification is compared with. The outputs have the same bits.
///
/// # Errors
///
/// As [`compile`].
pub fn compile_whole(network: &Network, options: &Options, file: &str) -> Result<Compiled, Report> {
    let simplified = silence(network);
    let program = lower(network, &simplified, options)?.swap_remove(0);
    let certificate = certify(network, &simplified, &program);
    let (network, plan, file) = (network.clone(), plan(&program), file.to_owned());
    Ok(Compiled { model: Model { network, simplified, program, certificate, plan, hash: 0, file } })
}

/// Where a network comes from.
struct Origin<'a> {
    hash: u64,
    file: &'a str,
    /// The model file, with the certificates beside it.
    source: Option<&'a Source>,
}

/// Takes the first form that keeps every promise; if none does, what stands in the way of the first.
fn build(
    network: Network,
    simplified: Simplified,
    options: &Options,
    origin: &Origin<'_>,
) -> Result<Compiled, Report> {
    promises::complete(options)?;
    let (mut missed, mut refused) = (None, None);
    for whole in lower(&network, &simplified, options)? {
        let form = match origin.certify(&network, &simplified, &whole, options) {
            Ok(certificate) => Form::new(whole, certificate),
            Err(report) => {
                refused = refused.or(Some(report));
                continue;
            }
        };
        if promises::are_kept(&form.facts(&network, &simplified), options) {
            let Form { program, certificate, plan, .. } = form;
            let (hash, file) = (origin.hash, origin.file.to_owned());
            let model = Model { network, simplified, program, certificate, plan, hash, file };
            return Ok(Compiled { model });
        }
        missed = missed.or(Some(form));
    }
    // What would help is only looked for when no form is left.
    let told = missed.map(|form| promises::told(&form.facts(&network, &simplified), options));
    Err(told.or(refused).unwrap_or_default())
}

impl Origin<'_> {
    /// What is known of one form: what a certificate beside the model file says of it, or what comes out here.
    fn certify(
        &self,
        network: &Network,
        simplified: &Simplified,
        whole: &Program,
        options: &Options,
    ) -> Result<Certificate, Report> {
        match self.source.and_then(|source| Some((source.certificate()?, source))) {
            Some((stored, source)) => find(stored, source, (options, network), whole),
            None => Ok(certify(network, simplified, whole)),
        }
    }
}

/// One form of a network, with what is known of it.
struct Form {
    whole: Program,
    program: Program,
    certificate: Certificate,
    plan: Plan,
}

impl Form {
    /// Trims and plans.
    fn new(whole: Program, certificate: Certificate) -> Self {
        let program = whole.trimmed();
        let plan = plan(&program);
        Self { whole, program, certificate, plan }
    }

    fn facts<'a>(&'a self, network: &'a Network, simplified: &'a Simplified) -> Facts<'a> {
        let Self { whole, program, certificate, plan } = self;
        Facts { network, simplified, whole, program, certificate, plan }
    }
}

impl Compiled {
    /// The expansion for an item, without the item itself.
    pub fn emit(&self, item: &Item) -> TokenStream {
        emit(&self.model, item)
    }

    /// Everything that is known of the model.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

/// Over the text and what the options say, however they were given.
fn hash(source: &Source, options: &Options, network: &Network) -> u64 {
    let Resolved { quant, activations } = options.resolved(network);
    let Options { auto, lowering, promises, .. } = options;
    // What nobody asks for leaves no trace, so that a hash survives promises that are yet to be invented.
    let promises = if *promises == Promises::default() { String::new() } else { format!("{promises:?}") };
    let options = format!("{quant:?} {auto} {activations:?} {lowering:?} {promises}");
    fnv(source.text().as_bytes(), &options)
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo) over a file and what the options say.
pub(crate) fn fnv(file: &[u8], options: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in [file, options.as_bytes()] {
        for &byte in part {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
