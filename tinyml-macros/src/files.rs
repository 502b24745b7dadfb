//! The files that the attribute names: where they are, how they are opened, and how the expansion mentions them.

use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;
use tinyml_compiler::dataset::DataFile;
use tinyml_compiler::diagnostic::{Blame, Report};
use tinyml_compiler::file::{CALIBRATION, DATASET, Kind, LABELS, Opened, Request, certificate_beside};
use tinyml_compiler::graph::labels;
use tinyml_compiler::graph::quantize::CalibrationFile;
use tinyml_compiler::options::Options;

use crate::arguments::{Arguments, Labels};
use crate::report::Errors;
use crate::value::literal;

/// All of them.
pub(crate) struct Files<'a> {
    model: Named<'a>,
    dataset: Option<Named<'a>>,
    calibration: Option<Named<'a>>,
    labels: Option<Named<'a>>,
}

impl<'a> Files<'a> {
    pub(crate) fn new(arguments: &'a Arguments, model: &'a LitStr, manifest_dir: Option<&'a Path>) -> Self {
        let named = |literal| Named::new(literal, manifest_dir);
        let labels = match &arguments.labels {
            Some(Labels::File(file)) => Some(named(file)),
            Some(Labels::These(_)) | None => None,
        };
        Self {
            model: named(model),
            dataset: arguments.dataset.as_ref().map(named),
            calibration: arguments.calibration.as_ref().map(named),
            labels,
        }
    }

    /// Opens the model file.
    pub(crate) fn open(&self) -> Result<Opened, Report> {
        self.model.request().open_any()
    }

    /// The options with what stands in files; what is wrong with those is reported.
    pub(crate) fn options(&self, arguments: &Arguments, errors: &mut Errors) -> Options {
        let mut options = arguments.options.clone();
        let mut read = |file: &Option<Named<'_>>, argument, kind: &Kind| {
            let file = file.as_ref()?;
            let bytes = file.request().read(kind).map_err(|report| report.blame(Blame::Argument(argument)));
            bytes
                .map(|bytes| (file.path.clone(), bytes))
                .map_err(|report| errors.add_report(&report, &arguments.areas))
                .ok()
        };
        let columns = arguments.columns.clone();
        options.promises.dataset = read(&self.dataset, "dataset", &DATASET)
            .map(|(display, bytes)| DataFile { display, bytes, columns });
        options.calibration = read(&self.calibration, "calibration", &CALIBRATION)
            .map(|(display, bytes)| CalibrationFile { display, bytes });
        let lines = read(&self.labels, "labels", &LABELS);
        options.labels = match (&arguments.labels, lines) {
            (Some(Labels::These(labels)), _) => Some(labels.clone()),
            (_, Some((display, bytes))) => match labels::read(&display, &bytes) {
                Ok(labels) => Some(labels),
                Err(report) => {
                    errors.add_report(&report.blame(Blame::Argument("labels")), &arguments.areas);
                    None
                }
            },
            (_, None) => None,
        };
        options
    }

    /// The arguments of `include_bytes!`, one for each file that the model depends on.
    pub(crate) fn included(&self, opened: &Opened) -> Vec<TokenStream> {
        let side_files = [&self.dataset, &self.calibration, &self.labels];
        let mut included = vec![self.model.included()];
        included.extend(side_files.into_iter().flatten().map(Named::included));
        if let Opened::Network(source) = opened {
            included.extend(source.certificate().map(|_| self.model.beside().included()));
        }
        included
    }
}

/// A file that the attribute names.
#[derive(Clone)]
struct Named<'a> {
    span: Span,
    path: String,
    manifest_dir: Option<&'a Path>,
    source_file: Option<PathBuf>,
}

impl<'a> Named<'a> {
    fn new(literal: &'a LitStr, manifest_dir: Option<&'a Path>) -> Self {
        let source_file = literal.span().local_file();
        Self { span: literal.span(), path: literal.value(), manifest_dir, source_file }
    }

    /// The certificates beside a model file.
    fn beside(&self) -> Self {
        Self { path: certificate_beside(&self.path), ..self.clone() }
    }

    fn request(&self) -> Request<'_> {
        Request {
            path: &self.path,
            manifest_dir: self.manifest_dir,
            source_file: self.source_file.as_deref(),
        }
    }

    /// The argument of `include_bytes!`: no path of this machine gets into the tokens.
    ///
    /// A path as in `"./ntc.json"` would be looked for beside the outermost macro call, which may be in another file than
    /// the literal; so it is given from the manifest's folder on, wherever it lies below.
    fn included(&self) -> TokenStream {
        match self.request().below_manifest() {
            Some(below) => {
                let below = literal(&format!("/{below}"));
                quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))
            }
            None => {
                let path = LitStr::new(&self.path, self.span);
                quote!(#path)
            }
        }
    }
}
