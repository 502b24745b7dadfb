//! What prose would only wish for, checked on every file of the repository that git does not ignore.
//!
//! Rules that rustc and clippy have are theirs; here is what no compiler knows of.

mod rules;

use crate::{paths, process::Program};
use anyhow::{Context, Result, bail};
use std::fs;

/// Checks every file; all findings at once.
pub(crate) fn run() -> Result<()> {
    let names = files()?;
    let mut findings = Vec::new();
    for name in &names {
        let path = paths::root().join(name);
        // A file that was deleted, but is not yet committed as such, is still in git's list.
        if path.is_file() {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
            findings.extend(rules::check(name, &bytes));
        }
    }
    println!("{} files looked through", names.len());
    if findings.is_empty() { Ok(()) } else { bail!("{} findings\n{}", findings.len(), findings.join("\n")) }
}

fn files() -> Result<Vec<String>> {
    let list = Program::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = list.folder(paths::root()).output().context("the files are listed by git")?;
    Ok(output.stdout.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}
