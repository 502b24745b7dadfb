//! Files that commands read and write: models by path, and outputs that are whole or not there.
//!
//! What is in them is not known here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, quoted};
use tinyml_compiler::file;
use tinyml_compiler::network::Network;
use tinyml_compiler::source::Source;

/// Opens and reads a model file.
///
/// # Errors
///
/// No such file, and all that is wrong with its text.
pub fn model(path: &Path) -> Result<(Source, Network), Report> {
    let source = file::open(path)?;
    let network = tinyml_compiler::read(&source)?;
    Ok((source, network))
}

/// Whether [`write()`] will succeed, as far as that can be known: for work that takes long before it writes.
///
/// # Errors
///
/// The path leads to a folder, or nothing can be written beside it.
pub fn writable(path: &Path) -> Result<(), Report> {
    if path.is_dir() {
        return Err(cannot_write(path, "a folder is there").into());
    }
    let beside = beside(path).map_err(|error| cannot_write(path, &error.to_string()))?;
    let made = create(&beside).map(drop);
    let _ = fs::remove_file(&beside);
    made.map_err(|error| cannot_write(path, &error.to_string()).into())
}

/// Writes a file that is whole or not there: beside its place first, then renamed. What was there before is replaced.
///
/// # Errors
///
/// Those of the file system; what was there before is then still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Report> {
    replace(path, bytes).map_err(|error| cannot_write(path, &error.to_string()).into())
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(io::Error::other("a folder is there"));
    }
    let beside = beside(&target)?;
    let written = create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&beside, &target));
    if renamed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    renamed
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// A name in the same folder, and hence on the same disk, that nobody else uses.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("the path names no file"))?;
    Ok(path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id())))
}

fn cannot_write(path: &Path, why: &str) -> Diagnostic {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    let help = match folder {
        Some(folder) => format!("make the folder {} first", quoted(&folder.to_string_lossy())),
        None => "check the path, the permissions of its folder and the space on the disk".to_owned(),
    };
    Diagnostic::new(
        Code::CannotWrite,
        format!("the file {} cannot be written", quoted(&path.to_string_lossy())),
    )
    .found(why)
    .help(help)
}
