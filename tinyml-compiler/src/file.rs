//! Finds and opens the model file: the only place that touches the file system.
//!
//! A path is relative to the folder of the user's Cargo.toml, or, where it starts with `./` or `../`, to the source file
//! with the attribute. Nothing else is searched.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Report, nearest, quoted, shown};
use crate::source::{MAX_BYTES, Source, too_large};

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

    /// Opens the file and takes its text.
    ///
    /// # Errors
    ///
    /// An absolute path, nothing there, not a file, too large, not readable, not UTF-8.
    pub fn open(&self) -> Result<Source, Report> {
        let path = self.resolve()?;
        take(self.path, &path, || not_found(self, &path))
    }

    fn resolve(&self) -> Result<PathBuf, Report> {
        let drive = self.path.as_bytes().get(1) == Some(&b':');
        if self.path.starts_with(['/', '\\']) || drive {
            return Err(absolute(self.path).into());
        }
        if self.path.is_empty() {
            return Err(Diagnostic::new(Code::FileNotFound, "the path is empty")
                .help("write the path of a model file, such as `\"weights/ntc.json\"`")
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
    let shown = path.to_string_lossy();
    let missing = || {
        let diagnostic = Diagnostic::new(Code::FileNotFound, format!("there is no file {}", quoted(&shown)));
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match near(&shown.replace('\\', "/"), &full) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help("check the path; it begins at the current folder"),
        }
    };
    take(&shown, path, missing)
}

/// The text of the file at a path that its user knows as `shown`.
fn take(shown: &str, path: &Path, missing: impl FnOnce() -> Diagnostic) -> Result<Source, Report> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => missing(),
        _ => unreadable(shown, &error),
    })?;
    if !metadata.is_file() {
        return Err(not_a_file(shown, path).into());
    }
    if metadata.len() > MAX_BYTES as u64 {
        return Err(too_large(shown, metadata.len()).into());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(shown, &error))?;
    Source::from_bytes(shown, bytes)
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

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("the model file {} cannot be read", quoted(path)))
        .found(error.to_string())
        .help("check the permissions of the file and of the folders above it")
}

fn not_a_file(path: &str, full: &Path) -> Diagnostic {
    let kind = if full.is_dir() { "a folder" } else { "not a regular file" };
    let models: Vec<String> =
        entries(full).into_iter().filter(|name| name.ends_with(".json")).map(|name| quoted(&name)).collect();
    let help = match models.is_empty() {
        true => "name the model file itself".to_owned(),
        false => format!("name the model file itself; the folder has {}", listed(&models)),
    };
    Diagnostic::new(Code::NotAFile, format!("{} is {kind}", quoted(path))).help(help)
}

fn not_found(request: &Request<'_>, full: &Path) -> Diagnostic {
    let base = if request.beside_source() { "this source file" } else { "the folder of Cargo.toml" };
    Diagnostic::new(Code::FileNotFound, format!("there is no file {}", quoted(request.path)))
        .found(format!("nothing at {}, as seen from {base}", shown_path(full)))
        .help(suggestion(request, full))
}

/// What the user may have meant, the likeliest first.
fn suggestion(request: &Request<'_>, full: &Path) -> String {
    if request.path.contains('\\') {
        return format!(
            "write `/` between folders, on every system: {}",
            quoted(&request.path.replace('\\', "/"))
        );
    }
    if let Some(elsewhere) = elsewhere(request) {
        return elsewhere;
    }
    near(request.path, full).unwrap_or_else(|| match request.beside_source() {
        true => "leave out the `./` if the path begins at the folder of Cargo.toml".to_owned(),
        false => "start the path with `./` if it begins at this source file".to_owned(),
    })
}

/// The same path, taken from the other of the two places.
fn elsewhere(request: &Request<'_>) -> Option<String> {
    let (folder, path, place) = match request.path.strip_prefix("./") {
        Some(path) => (request.manifest_dir?, path.to_owned(), "in the folder of Cargo.toml"),
        None => (request.source_file?.parent()?, format!("./{}", request.path), "beside this source file"),
    };
    let exists = folder.join(&path).is_file();
    exists.then(|| format!("there is one {place}: write {}", quoted(&path)))
}

/// The first part of the path that does not exist, against what is there instead.
fn near(path: &str, full: &Path) -> Option<String> {
    let missing = full.ancestors().take_while(|ancestor| !ancestor.exists()).last()?;
    let (name, folder) = (missing.file_name()?.to_str()?, missing.parent()?);
    let names = entries(folder);
    if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
        let behind = full.strip_prefix(missing).ok()?.iter().count();
        return Some(format!("did you mean {}?", quoted(&replaced(path, behind, near, folder))));
    }
    let list: Vec<String> = names
        .iter()
        .filter(|name| is_model(name) || folder.join(name).is_dir())
        .map(|name| quoted(name))
        .collect();
    let place = folder.file_name().and_then(|name| name.to_str()).unwrap_or(".");
    (!list.is_empty()).then(|| format!("the folder {} has {}", quoted(place), listed(&list)))
}

/// The path with another name in place of the part that has `behind` parts behind it. These are left out if they do
/// not lead to a file either.
fn replaced(path: &str, behind: usize, near: &str, folder: &Path) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    let at = parts.len().saturating_sub(behind + 1);
    parts[at] = near;
    let rest: PathBuf = parts[at..].iter().collect();
    if !folder.join(rest).exists() {
        parts.truncate(at + 1);
    }
    parts.join("/")
}

fn is_model(name: &str) -> bool {
    name.ends_with(".json")
}

/// Names in a folder, sorted, without hidden ones and at most a thousand.
fn entries(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.take(1000).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > 8 { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(8)].join(", "))
}

/// A path as rustc shows it: from the folder on in which it runs, where that is possible.
fn shown_path(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path).display().to_string();
    path.chars().map(|c| if c.is_control() { shown(&c.to_string()) } else { c.to_string() }).collect()
}
