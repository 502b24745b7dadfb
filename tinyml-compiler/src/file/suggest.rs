//! What a user may have meant by a path that leads to nothing. Looks at names in folders, never into files.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Kind, Request};
use crate::diagnostic::{nearest, quoted};

/// What the user may have meant, the likeliest first.
pub(super) fn suggestion(request: &Request<'_>, full: &Path, kind: &Kind) -> String {
    if request.path.contains('\\') {
        return format!(
            "write `/` between folders, on every system: {}",
            quoted(&request.path.replace('\\', "/"))
        );
    }
    if let Some(elsewhere) = elsewhere(request) {
        return elsewhere;
    }
    near(request.path, full, kind).unwrap_or_else(|| match request.beside_source() {
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
pub(super) fn near(path: &str, full: &Path, kind: &Kind) -> Option<String> {
    let missing = full.ancestors().take_while(|ancestor| !ancestor.exists()).last()?;
    let (name, folder) = (missing.file_name()?.to_str()?, missing.parent()?);
    let names = entries(folder);
    if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
        let behind = full.strip_prefix(missing).ok()?.iter().count();
        return Some(format!("did you mean {}?", quoted(&replaced(path, behind, near, folder))));
    }
    let list: Vec<String> = names
        .iter()
        .filter(|name| kind.is(name) || folder.join(name).is_dir())
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

/// Names in a folder, sorted, without hidden ones and at most a thousand.
pub(super) fn entries(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.take(1000).filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

pub(super) fn listed(names: &[String]) -> String {
    let more = if names.len() > 8 { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(8)].join(", "))
}
