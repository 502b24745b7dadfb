//! Finds and opens what an attribute names, a model file or a dataset: the only place that touches the file system.
//!
//! A path is relative to the folder of the user's Cargo.toml, or, where it starts with `./` or `../`, to the source file
//! with the attribute. Nothing else is searched.

mod kind;
mod opened;
mod suggest;

pub use kind::{BYTES, CALIBRATION, CERTIFICATE, DATASET, Kind, LABELS, MODEL};
pub use opened::Opened;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Report, quoted, shown};
use crate::source::Source;
use suggest::{entries, listed, near, suggestion};

/// A path as a user wrote it, and what it may be relative to.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The literal.
    pub path: &'a str,
    /// The folder of the user's Cargo.toml.
    pub manifest_dir: Option<&'a Path>,
    /// The file with the attribute.
    pub source_file: Option<&'a Path>,
}

impl Request<'_> {
    /// Whether the path is relative to the source file.
    pub fn beside_source(&self) -> bool {
        self.path.starts_with("./") || self.path.starts_with("../")
    }

    /// The path from the manifest's folder on, with `/` between its parts; `None` if the file lies elsewhere.
    pub fn below_manifest(&self) -> Option<String> {
        if !self.beside_source() {
            return Some(self.path.to_owned());
        }
        let full = self.source_file?.parent()?.join(self.path);
        let folder = fs::canonicalize(full.parent()?).ok()?;
        let below = folder.strip_prefix(fs::canonicalize(self.manifest_dir?).ok()?).ok()?;
        let parts = below.iter().chain(full.file_name());
        Some(parts.map(OsStr::to_str).collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// Opens a model file of any format: a graph as its bytes, a network as [`Self::open`] does.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn open_any(&self) -> Result<Opened, Report> {
        let bytes = self.read(&MODEL)?;
        match Opened::is_graph(self.path, &bytes) {
            true => Ok(Opened::Graph { display: self.path.to_owned(), bytes }),
            false => self.text(bytes).map(Opened::Network),
        }
    }

    /// Opens a model file and takes its text, and that of the certificates beside it, if there are any.
    ///
    /// # Errors
    ///
    /// An absolute path, nothing there, not a file, too large, not readable, not UTF-8.
    pub fn open(&self) -> Result<Source, Report> {
        self.text(self.read(&MODEL)?)
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Source, Report> {
        let model = Source::from_bytes(self.path, bytes)?;
        let path = certificate_beside(self.path);
        let certificate = Request { path: &path, ..*self };
        let there = certificate.resolve(&CERTIFICATE).is_ok_and(|path| path.exists());
        let certificate = there.then(|| certificate.read(&CERTIFICATE)).transpose()?;
        Ok(model.certified(certificate.map(|bytes| certificate_text(&path, &bytes)).transpose()?))
    }

    /// Opens a file of some kind and takes its bytes.
    ///
    /// # Errors
    ///
    /// An absolute path, nothing there, not a file, too large, not readable.
    pub fn read(&self, kind: &Kind) -> Result<Vec<u8>, Report> {
        let path = self.resolve(kind)?;
        take(self.path, &path, kind, || not_found(self, &path, kind))
    }

    fn resolve(&self, kind: &Kind) -> Result<PathBuf, Report> {
        let drive = self.path.as_bytes().get(1) == Some(&b':');
        if self.path.starts_with(['/', '\\']) || drive {
            return Err(absolute(self.path).into());
        }
        if self.path.is_empty() {
            return Err(Diagnostic::new(Code::FileNotFound, "the path is empty")
                .help(format!("write the path of {}, such as `\"{}\"`", kind.a, kind.example))
                .into());
        }
        let folder = if self.beside_source() {
            self.source_file.and_then(Path::parent).ok_or_else(|| no_source_file(self.path))?
        } else {
            self.manifest_dir.ok_or_else(|| no_manifest_dir(self.path))?
        };
        // Without the `.` of `./`, which would only make the messages harder to read.
        Ok(folder.join(self.path).components().collect())
    }
}

/// Opens a model file for a command line: any path, relative to the current folder.
///
/// # Errors
///
/// Nothing there, not a file, too large, not readable, not UTF-8.
pub fn open(path: &Path) -> Result<Source, Report> {
    text(path, read(path, &MODEL)?)
}

/// Opens a model file of any format for a command line.
///
/// # Errors
///
/// As [`open`].
pub fn open_any(path: &Path) -> Result<Opened, Report> {
    let (display, bytes) = (path.to_string_lossy(), read(path, &MODEL)?);
    match Opened::is_graph(&display, &bytes) {
        true => Ok(Opened::Graph { display: display.into_owned(), bytes }),
        false => text(path, bytes).map(Opened::Network),
    }
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<Source, Report> {
    let model = Source::from_bytes(path.to_string_lossy(), bytes)?;
    let beside = PathBuf::from(certificate_beside(&path.to_string_lossy()));
    Ok(model.certified(open_certificate(&beside)?))
}

/// Opens a file of certificates for a command line; `None` where there is none.
///
/// # Errors
///
/// Not a file, too large, not readable.
pub fn open_certificate(path: &Path) -> Result<Option<Source>, Report> {
    let open = || certificate_text(&path.to_string_lossy(), &read(path, &CERTIFICATE)?);
    path.exists().then(open).transpose()
}

/// What is no UTF-8 is no certificate either, which whoever reads it will find.
fn certificate_text(path: &str, bytes: &[u8]) -> Result<Source, Report> {
    Source::from_bytes(path, String::from_utf8_lossy(bytes).into_owned().into_bytes())
}

/// The path of the certificates of a model: `ntc.certificate.json` beside `ntc.json`.
pub fn certificate_beside(model: &str) -> String {
    format!("{}.certificate.json", model.strip_suffix(".json").unwrap_or(model))
}

/// The bytes of a file of some kind for a command line: any path, relative to the current folder.
///
/// # Errors
///
/// Nothing there, not a file, too large, not readable.
pub fn read(path: &Path, kind: &Kind) -> Result<Vec<u8>, Report> {
    let shown = path.to_string_lossy();
    let missing = || {
        let diagnostic = Diagnostic::new(Code::FileNotFound, format!("there is no file {}", quoted(&shown)));
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match near(&shown.replace('\\', "/"), &full, kind) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help("check the path; it begins at the current folder"),
        }
    };
    take(&shown, path, kind, missing)
}

/// The bytes of the file at a path that its user knows as `shown`.
fn take(
    shown: &str,
    path: &Path,
    kind: &Kind,
    missing: impl FnOnce() -> Diagnostic,
) -> Result<Vec<u8>, Report> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => missing(),
        _ => unreadable(shown, kind, &error),
    })?;
    if !metadata.is_file() {
        return Err(not_a_file(shown, path, kind).into());
    }
    if metadata.len() > kind.max_bytes as u64 {
        return Err(kind.too_large(shown, metadata.len()).into());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(kind.max_bytes as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(shown, kind, &error))?;
    match bytes.len() > kind.max_bytes {
        true => Err(kind.too_large(shown, bytes.len() as u64).into()),
        false => Ok(bytes),
    }
}

fn absolute(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::AbsolutePath,
        format!("the path {} is absolute", quoted(path)),
    )
    .found("a path that exists on this machine only, so that the crate would not build anywhere else")
    .help("write it relative to the folder of Cargo.toml, or start it with `./` to be relative to this file")
}

fn no_source_file(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NoSourceFile,
        format!("the path {} is relative to this source file, whose place is not known", quoted(path)),
    )
    .help("write it relative to the folder of Cargo.toml, without `./`")
}

fn no_manifest_dir(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NoSourceFile,
        format!("the path {} is relative to the folder of Cargo.toml, which is not known", quoted(path)),
    )
    .help("build with cargo, which sets CARGO_MANIFEST_DIR, or start the path with `./`")
}

fn unreadable(path: &str, kind: &Kind, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("{} {} cannot be read", kind.noun, quoted(path)))
        .found(error.to_string())
        .help("check the permissions of the file and of the folders above it")
}

fn not_a_file(path: &str, full: &Path, kind: &Kind) -> Diagnostic {
    let what = if full.is_dir() { "a folder" } else { "not a regular file" };
    let files: Vec<String> =
        entries(full).into_iter().filter(|name| kind.is(name)).map(|name| quoted(&name)).collect();
    let help = match files.is_empty() {
        true => format!("name {} itself", kind.noun),
        false => format!("name {} itself; the folder has {}", kind.noun, listed(&files)),
    };
    Diagnostic::new(Code::NotAFile, format!("{} is {what}", quoted(path))).help(help)
}

fn not_found(request: &Request<'_>, full: &Path, kind: &Kind) -> Diagnostic {
    let base = if request.beside_source() { "this source file" } else { "the folder of Cargo.toml" };
    Diagnostic::new(Code::FileNotFound, format!("there is no file {}", quoted(request.path)))
        .found(format!("nothing at {}, as seen from {base}", shown_path(full)))
        .help(suggestion(request, full, kind))
}

/// A path as rustc shows it: from the folder on in which it runs, where that is possible.
fn shown_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path).display().to_string();
    path.chars().map(|c| if c.is_control() { shown(&c.to_string()) } else { c.to_string() }).collect()
}
