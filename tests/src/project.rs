//! Copies of small packages, for tests that run cargo on them.
//!
//! A copy takes the project's lock file along and never asks the network, so that it is built from what the project's own
//! build has fetched. All copies share one target folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A package or a workspace of its own.
pub struct Project {
    folder: PathBuf,
    target: PathBuf,
}

/// What cargo wrote, and whether it was content.
pub struct Outcome {
    /// Whether cargo ended well.
    pub success: bool,
    /// Standard output.
    pub stdout: String,
    /// Standard error stream.
    pub stderr: String,
}

impl Project {
    /// Copies a folder of this package to a place below `scratch`; what was there before is removed.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    pub fn copy(from: &str, scratch: &Path, name: &str) -> io::Result<Self> {
        let folder = scratch.join("projects").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(from), &folder)?;
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder, target: scratch.join("projects-target") })
    }

    /// The place of one of its files.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs cargo in it.
    ///
    /// # Errors
    ///
    /// Those of starting a program.
    pub fn cargo(&self, arguments: &[&str]) -> io::Result<Outcome> {
        self.cargo_with(arguments, &[])
    }

    /// The same with additional variables of the environment.
    ///
    /// # Errors
    ///
    /// Those of starting a program.
    pub fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> io::Result<Outcome> {
        let (command, rest) = arguments.split_first().unwrap_or((&"help", &[]));
        let output = Command::new(env!("CARGO"))
            .args([command, "--offline", "--color=never"])
            .args(rest)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTDOCFLAGS")
            .envs(variables.iter().copied())
            .output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Outcome {
            success: output.status.success(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        })
    }
}

impl Outcome {
    /// The standard output of a run that ended well.
    ///
    /// # Panics
    ///
    /// With all that cargo wrote, if it did not.
    pub fn expect_success(self) -> String {
        assert!(self.success, "{}\n{}", self.stdout, self.stderr);
        self.stdout
    }
}

/// The folder of the whole project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_default()
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        match entry.file_name().and_then(OsStr::to_str) {
            Some("target" | "Cargo.lock") => {}
            Some("Cargo.toml") => fs::write(target, manifest(&fs::read_to_string(&entry)?))?,
            _ if entry.is_dir() => copy_folder(&entry, &target)?,
            _ => fs::write(target, fs::read(&entry)?)?,
        }
    }
    Ok(())
}

/// A manifest whose dependency on this project holds at any place.
fn manifest(text: &str) -> String {
    let tinyml = format!("{:?}", root().join("tinyml"));
    ["\"../../../tinyml\"", "\"../../tinyml\""]
        .iter()
        .fold(text.to_owned(), |text, path| text.replace(path, &tinyml))
}
