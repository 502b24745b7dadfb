//! Whatever a model file holds, to what an attribute puts in its place.

use proc_macro2::TokenStream;

use crate::compile::{Compiled, compile, fnv};
use crate::diagnostic::Report;
use crate::emit::Item;
use crate::file::Opened;
use crate::graph::quantize::{Terms, unneeded};
use crate::graph::spatial::Spatial;
use crate::graph::{self, GraphModel};
use crate::graphs_only;
use crate::options::Options;
use crate::read::{read, read_spatial};
use crate::source::Source;
use crate::spatial::SpatialNetwork;
use crate::tflite;

/// A model that has passed every stage.
#[derive(Debug, Clone)]
pub enum Embedded {
    /// Dense layers, quantised here.
    Network(Box<Compiled>),
    /// Tensors and operators, quantised elsewhere.
    Graph(Box<GraphModel>),
}

/// Compiles a model file of any format.
///
/// # Errors
///
/// The report of the first stage that finds something wrong, with all that it found.
pub fn embed(opened: &Opened, options: &Options) -> Result<Embedded, Report> {
    match opened {
        Opened::Network(source) => match read_spatial(source)? {
            Some(network) => embed_spatial(source, &network, options),
            None if options.calibration.is_some() => {
                let what = "a network of dense layers is quantised over its declared inputs";
                Err(unneeded(what, opened.display()).into())
            }
            None => {
                graphs_only::check(options)?;
                Ok(Embedded::Network(Box::new(compile(source, options)?)))
            }
        },
        Opened::Graph { display, bytes } => {
            let graph = tflite::read(bytes, display)?;
            let hash = graph_hash(bytes, options);
            let model = graph::compile(&graph, &Terms::default(), options, hash, display);
            Ok(Embedded::Graph(Box::new(model.map_err(|report| report.in_file(display))?)))
        }
    }
}

/// A network with convolutions: a float graph, whose classes are those of its file unless others are asked for.
fn embed_spatial(source: &Source, network: &SpatialNetwork, options: &Options) -> Result<Embedded, Report> {
    let Spatial { graph, terms, labels } = graph::spatial::graph(network);
    let labels = options.labels.clone().or((!labels.is_empty()).then_some(labels));
    let options = Options { labels, ..options.clone() };
    let hash = graph_hash(source.text().as_bytes(), &options);
    let model = graph::compile(&graph, &terms, &options, hash, source.display());
    Ok(Embedded::Graph(Box::new(model.map_err(|report| report.in_file(source.display()))?)))
}

/// Reads a model file of any format, and nothing more: for what is wrong with it where something else is wrong too.
///
/// # Errors
///
/// The report of the reader.
pub fn look(opened: &Opened) -> Result<(), Report> {
    match opened {
        Opened::Network(source) => match read_spatial(source)? {
            Some(_) => Ok(()),
            None => read(source).map(|_| ()),
        },
        Opened::Graph { display, bytes } => tflite::read(bytes, display).map(|_| ()),
    }
}

/// Over the file and whatever changes what becomes of it; a calibration set that is not there leaves no trace.
fn graph_hash(bytes: &[u8], options: &Options) -> u64 {
    let calibration = options.calibration.as_ref().map_or(0, |file| fnv(&file.bytes, ""));
    let trace = if calibration == 0 { String::new() } else { format!(" {calibration:x}") };
    fnv(bytes, &format!("{:?} {:?} {:?}{trace}", options.reference, options.memory, options.labels))
}

impl Embedded {
    /// What the file calls the model.
    pub fn name(&self) -> &str {
        match self {
            Self::Network(compiled) => &compiled.model().network.name,
            Self::Graph(model) => &model.name,
        }
    }

    /// What stands in the braces of the item's struct; nothing where it stays a unit.
    pub fn fields(&self, item: &Item) -> TokenStream {
        match self {
            Self::Network(_) => TokenStream::new(),
            Self::Graph(model) => model.fields(item),
        }
    }

    /// The expansion for an item.
    pub fn emit(&self, item: &Item) -> TokenStream {
        match self {
            Self::Network(compiled) => compiled.emit(item),
            Self::Graph(model) => model.emit(item),
        }
    }
}
