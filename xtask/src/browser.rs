//! Reports as their readers see them: made by `cargo tinyml`, opened in headless Chromium, on a phone, on a desk, in the
//! dark and on paper.
//!
//! What is a fault is decided in `tests/browser`. Screenshots are left in the target folder.

use crate::{
    compiler::cargo,
    emulators::node_modules,
    packages, paths,
    process::{Program, works},
};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Reports by name, with the arguments of `cargo tinyml report`.
const PAGES: [(&str, &[&str]); 7] = [
    ("ntc", &["weights/ntc.json", "--data", "weights/ntc.csv", "--model", "weights/ntc.toml"]),
    ("iris", &["weights/iris.json", "--data", "weights/iris.csv", "--model", "weights/iris.toml"]),
    ("digits", &["weights/digits.json", "--data", "weights/digits.csv", "--model", "weights/digits.toml"]),
    ("sine", &["weights/sine.json", "--activations", "i8"]),
    ("hostile", &["tests/browser/models/hostile.json", "--data", "tests/browser/models/hostile.csv"]),
    ("wide", &["tests/browser/models/wide.json", "--quant", "i4"]),
    ("classes", &["tests/browser/models/classes.json", "--data", "tests/browser/models/classes.csv"]),
];

/// Makes the pages and looks at them; says why, where there is no browser to be had.
pub(crate) fn run() -> Result<()> {
    let browser = match chromium() {
        Ok(browser) => browser,
        Err(why) => {
            println!("skipped: {why:#}");
            return Ok(());
        }
    };
    let folder = paths::target().join("browser");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let pages = PAGES.iter().map(|(name, arguments)| page(&folder, name, arguments));
    let pages = pages.collect::<Result<Vec<_>>>()?;
    let here = paths::root().join("tests/browser");
    node_modules(&here, "what drives Chromium")?;
    let tests = Program::new("node").args(["--test"]).env("CHROMIUM", &browser).folder(&here).limit(600);
    let tests = tests.output()?.stdout;
    tests
        .lines()
        .filter(|line| line.contains(" pass ") || line.contains(" fail "))
        .for_each(|line| println!("{line}"));
    let look = Program::new("node").args(["run.mjs", "--browser", &browser, "--shots"]).args([&folder]);
    look.args(&pages).folder(&here).limit(900).run()
}

/// The name of a browser that starts, which is installed if it has to be.
fn chromium() -> Result<String> {
    let own = env::var("CHROMIUM").ok();
    let found = || own.iter().map(String::as_str).chain(NAMES).find(|name| works(name, &["--version"]));
    if found().is_none() {
        packages::install(&[NAMES[0]], "the browser that opens reports")?;
    }
    let name = found().context("Chromium was installed, but does not start")?;
    full_path(name)
}

/// Node starts a browser by its path.
fn full_path(name: &str) -> Result<String> {
    if name.contains('/') {
        return Ok(name.to_owned());
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    let path = found.with_context(|| format!("`{name}` is not in PATH"))?;
    path.into_os_string().into_string().ok().context("the browser's path is no Unicode")
}

/// Makes a report; where it is.
fn page(folder: &Path, name: &str, arguments: &[&str]) -> Result<PathBuf> {
    let page = folder.join(format!("{name}.html"));
    let program =
        cargo().args(["run", "--quiet", "--release", "--locked", "--package", "tinyml-cli", "--", "report"]);
    let program = program.args(arguments).args(["--html".as_ref(), page.as_os_str()]);
    program.folder(paths::root()).limit(2400).output().with_context(|| format!("the report `{name}`"))?;
    Ok(page)
}
