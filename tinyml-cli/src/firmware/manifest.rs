//! `Cargo.toml` and `Cargo.lock` of a firmware: the example's, under another name, and with the crate `tinyml` itself.

use std::path::{Path, PathBuf};

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, quoted};

use super::{Board, Firmware, exchanged};

/// How the example depends on the model, which a firmware of its own does not.
const THERMOMETER: &str = "tinyml-example-thermometer = { path = \"../thermometer\" }";

/// Verification runs inside the macro, which cargo would build unoptimised.
const BUILD_OVERRIDE: &str = "
# The attribute verifies the model while it is compiled; unoptimised, that takes much longer.
[profile.release.build-override]
opt-level = 3

[profile.dev.build-override]
opt-level = 3
";

/// Where the crate `tinyml` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dependency {
    /// A folder, absolute.
    Path(PathBuf),
    /// A repository.
    Git(String),
}

impl Dependency {
    /// What `--tinyml` says; without it the checkout that this program was built from, if that is still there.
    ///
    /// # Errors
    ///
    /// No crate `tinyml` there.
    pub fn find(given: Option<&str>) -> Result<Self, Report> {
        match given {
            Some(url) if url.contains("://") || url.starts_with("git@") => Ok(Self::Git(url.to_owned())),
            Some(path) => at(Path::new(path)).ok_or_else(|| {
                Diagnostic::new(Code::NoTinyml, format!("there is no crate `tinyml` at {}", quoted(path)))
                    .expected("the folder of the crate, the root of its repository, or the URL of a git repository")
                    .into()
            }),
            None => at(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).ok_or_else(|| {
                Diagnostic::new(
                    Code::NoTinyml,
                    "the checkout of tinyml that this program was built from is gone, and the firmware needs one",
                )
                .help("say where it is: `--tinyml` with a path, or with the URL of a git repository")
                .into()
            }),
        }
    }

    /// The value of the dependency in a manifest. A JSON string is a TOML string too.
    pub(super) fn toml(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Path(path) => format!("{{ path = {} }}", quoted(&path.to_string_lossy())),
            Self::Git(url) => format!("{{ git = {} }}", quoted(url)),
        }
    }
}

/// The crate at a folder, or below it.
fn at(folder: &Path) -> Option<Dependency> {
    let is_tinyml = |folder: &&PathBuf| {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        manifest.lines().any(|line| line.trim() == "name = \"tinyml\"")
    };
    let candidates = [folder.to_owned(), folder.join("tinyml")];
    Some(Dependency::Path(std::fs::canonicalize(candidates.iter().find(is_tinyml)?).ok()?))
}

/// The name of a package for the folder that it lies in.
///
/// # Errors
///
/// Cargo takes no such name, or one of the firmware's dependencies has it.
pub fn package_name(board: Board, folder: &Path) -> Result<String, Report> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let taken = board.template().lock.lines().any(|line| line == format!("name = \"{name}\""));
    let ident = syn::parse_str::<proc_macro2::Ident>(&name.replace('-', "_")).is_ok();
    if letters && ident && !taken && !["test", "core", "std", "alloc", "build"].contains(&name.as_str()) {
        return Ok(name);
    }
    let why = if taken { "one of the firmware's dependencies has it" } else { "cargo does not take it" };
    let message = format!("{} cannot be the name of a package", quoted(&name));
    Err(Diagnostic::new(Code::PackageName, message)
        .expected("letters, digits, `-` and `_`, a letter first, and no word of Rust's own")
        .found(why)
        .help("name the folder otherwise, such as `thermometer`")
        .into())
}

pub(super) fn manifest(firmware: &Firmware<'_>) -> String {
    let template = firmware.board.template();
    let name = |package: &str| format!("name = \"{package}\"");
    let text = exchanged(template.manifest, &name(template.package), &name(firmware.package));
    let text = exchanged(&text, THERMOMETER, &format!("tinyml = {}", firmware.tinyml.toml()));
    let text = without_recogniser(&text);
    let lines = text.lines().filter(|line| !line.starts_with("license")).map(|line| {
        if line.starts_with("description") {
            format!("description = \"The model `{}` on a microcontroller\"", firmware.network.name)
        } else {
            line.to_owned()
        }
    });
    let text: String = lines.map(|line| line + "\n").collect();
    text + BUILD_OVERRIDE
}

/// Without the example's other program: its target, its feature and what it depends on.
fn without_recogniser(manifest: &str) -> String {
    const OTHER: &str = "recogniser";
    let own = |section: &str| -> Option<String> {
        let is_target = section.contains("[[bin]]") && section.contains(OTHER);
        let lines: Vec<&str> = section.lines().filter(|line| !line.contains(OTHER)).collect();
        (!is_target && lines != ["[features]"]).then(|| lines.join("\n"))
    };
    let sections: Vec<String> = manifest.split("\n\n").filter_map(own).collect();
    sections.join("\n\n") + "\n"
}

/// The example's lock file, so that a firmware begins with versions that are known to work; cargo mends what differs.
pub(super) fn lock(firmware: &Firmware<'_>) -> String {
    let template = firmware.board.template();
    exchanged(template.lock, &format!("\"{}\"", template.package), &format!("\"{}\"", firmware.package))
}

#[cfg(test)]
mod tests {
    use super::{Board, Dependency, package_name};
    use std::path::Path;

    #[test]
    fn dependencies() {
        let url = "ssh://git@example.org/tinyml.git";
        assert_eq!(
            Dependency::find(Some(url)).map(|found| found.toml()),
            Ok(format!("{{ git = \"{url}\" }}"))
        );
        let own = Dependency::find(None).expect("the checkout under test");
        assert_eq!(Dependency::find(Some("..")), Ok(own.clone()), "the root of the repository");
        assert_eq!(Dependency::find(Some("../tinyml")), Ok(own), "the crate");
        assert!(Dependency::find(Some("../examples")).is_err());
    }

    #[test]
    fn names_of_packages() {
        for good in ["a/thermo-meter", "thermo_2", "./X"] {
            assert!(package_name(Board::Rp2040, Path::new(good)).is_ok(), "{good}");
        }
        for bad in ["", "..", "2nd", "mètre", "a b", "struct", "test", "defmt", "tinyml"] {
            assert!(package_name(Board::Nrf52, Path::new(bad)).is_err(), "{bad}");
        }
    }
}
