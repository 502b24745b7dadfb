//! Finds and opens the model file: the only place that touches the file system.
//!
//! A path is relative to the folder of the user's Cargo.toml, or, where it starts with `./` or `../`, to the source file
//! with the attribute. Nothing else is searched.

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

    /// Opens the file and takes its text.
    ///
    /// # Errors
    ///
    /// An absolute path, nothing there, not a file, too large, not readable, not UTF-8.
    pub fn open(&self) -> Result<Source, Report> {
        let path = self.resolve()?;
        let metadata = fs::metadata(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => not_found(self, &path),
            _ => unreadable(self.path, &error),
        })?;
        if !metadata.is_file() {
            return Err(not_a_file(self.path, &path).into());
        }
        if metadata.len() > MAX_BYTES as u64 {
            return Err(too_large(self.path, metadata.len()).into());
        }
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
        read.map_err(|error| unreadable(self.path, &error))?;
        Source::from_bytes(self.path, bytes)
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
            self.source_file
                .and_then(Path::parent)
                .ok_or_else(|| no_source_file(self.path))?
        } else {
            self.manifest_dir.ok_or_else(|| no_manifest_dir(self.path))?
        };
        Ok(folder.join(self.path))
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
        format!(
            "the path {} is relative to this source file, whose place is not known",
            quoted(path)
        ),
    )
    .help("write it relative to the folder of Cargo.toml, without `./`")
}

fn no_manifest_dir(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NoSourceFile,
        format!(
            "the path {} is relative to the folder of Cargo.toml, which is not known",
            quoted(path)
        ),
    )
    .help("build with cargo, which sets CARGO_MANIFEST_DIR, or start the path with `./`")
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        format!("the model file {} cannot be read", quoted(path)),
    )
    .found(error.to_string())
    .help("check the permissions of the file and of the folders above it")
}

fn not_a_file(path: &str, full: &Path) -> Diagnostic {
    let kind = if full.is_dir() {
        "a folder"
    } else {
        "not a regular file"
    };
    let models: Vec<String> = entries(full)
        .into_iter()
        .filter(|name| name.ends_with(".json"))
        .map(|name| quoted(&name))
        .collect();
    let help = match models.is_empty() {
        true => "name the model file itself".to_owned(),
        false => format!("name the model file itself; the folder has {}", listed(&models)),
    };
    Diagnostic::new(Code::NotAFile, format!("{} is {kind}", quoted(path))).help(help)
}

fn not_found(request: &Request<'_>, full: &Path) -> Diagnostic {
    let base = if request.beside_source() {
        "this source file"
    } else {
        "the folder of Cargo.toml"
    };
    Diagnostic::new(
        Code::FileNotFound,
        format!("there is no file {}", quoted(request.path)),
    )
    .found(format!("nothing at {}", shown_path(full)))
    .help(match suggestion(full) {
        Some(suggestion) => suggestion,
        None => format!("the path is relative to {base}"),
    })
}

/// The first part of the path that does not exist, against what is there instead.
fn suggestion(full: &Path) -> Option<String> {
    let missing = full
        .ancestors()
        .take_while(|ancestor| !ancestor.exists())
        .last()?;
    let (name, folder) = (missing.file_name()?.to_str()?, missing.parent()?);
    let names = entries(folder);
    if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
        return Some(format!("did you mean {}?", quoted(near)));
    }
    let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let place = folder.file_name().and_then(|name| name.to_str()).unwrap_or(".");
    (!list.is_empty()).then(|| format!("the folder {} has {}", quoted(place), listed(&list)))
}

/// Names in a folder, sorted, without hidden ones and at most a thousand.
fn entries(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries
        .take(1000)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

fn listed(names: &[String]) -> String {
    let more = if names.len() > 8 { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(8)].join(", "))
}

fn shown_path(path: &Path) -> String {
    path.display().to_string().lines().map(shown_line).collect()
}

/// Whole paths are worth their length; only what is invisible is escaped.
fn shown_line(line: &str) -> String {
    line.chars()
        .map(|c| {
            if c.is_control() {
                shown(&c.to_string())
            } else {
                c.to_string()
            }
        })
        .collect()
}
