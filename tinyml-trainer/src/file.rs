//! Opens the files that a user names on the command line. What is in them is for others.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use tinyml_compiler::dataset::encoding_help;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Position, Report, nearest, quoted};
use tinyml_compiler::source::Source;

/// Opens a file; `what` is its noun, such as `the dataset`.
pub(crate) fn open(path: &Path, what: &str) -> Result<File, Report> {
    let metadata = fs::metadata(path).map_err(|error| unopened(path, what, &error))?;
    if metadata.is_dir() {
        let message = format!("{what} {} is a folder", quoted(&name(path)));
        return Err(Diagnostic::new(Code::NotAFile, message)
            .placed(place(path))
            .help("name a file in it")
            .into());
    }
    File::open(path).map_err(|error| unopened(path, what, &error).into())
}

/// The text of a small file.
pub(crate) fn text(path: &Path, what: &str, max_bytes: u64) -> Result<Source, Report> {
    let mut bytes = Vec::new();
    let file = open(path, what)?;
    file.take(max_bytes + 1).read_to_end(&mut bytes).map_err(|error| unopened(path, what, &error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Diagnostic::new(Code::FileTooLarge, format!("{what} is too large"))
            .placed(place(path))
            .expected(format!("at most {} KiB", max_bytes >> 10))
            .help("is this the file you mean?")
            .into());
    }
    if let Err(error) = std::str::from_utf8(&bytes) {
        return Err(not_utf8(path, what, &bytes, error.valid_up_to()).into());
    }
    Source::from_bytes(name(path), bytes)
}

/// A file as its user knows it.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

fn not_utf8(path: &Path, what: &str, bytes: &[u8], offset: usize) -> Diagnostic {
    let valid = String::from_utf8_lossy(&bytes[..offset]).into_owned();
    let line = valid.matches('\n').count() + 1;
    let column = valid.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Diagnostic::new(Code::NotUtf8, format!("{what} is not UTF-8 text"))
        .placed(Place { position: Some(Position { line, column }), ..place(path) })
        .help(encoding_help(bytes))
}

fn unopened(path: &Path, what: &str, error: &std::io::Error) -> Diagnostic {
    if error.kind() != ErrorKind::NotFound {
        let message = format!("{what} {} cannot be read", quoted(&name(path)));
        return Diagnostic::new(Code::Unreadable, message).placed(place(path)).found(error.to_string());
    }
    let message = format!("{what} {} does not exist", quoted(&name(path)));
    let diagnostic = Diagnostic::new(Code::FileNotFound, message).placed(place(path));
    match similar(path) {
        Some(similar) => diagnostic.help(format!("did you mean {}?", quoted(&similar))),
        None => diagnostic,
    }
}

/// A file in the same folder whose name is nearly the same.
fn similar(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names: Vec<String> = fs::read_dir(listed)
        .ok()?
        .take(1000)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let wanted = path.file_name()?.to_str()?;
    nearest(wanted, names.iter().map(String::as_str)).map(|found| name(&folder.join(found)))
}

fn place(path: &Path) -> Place {
    Place::file(name(path))
}
