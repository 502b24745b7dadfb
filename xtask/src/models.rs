//! The models in `weights/`, made anew by the commands that made them.
//!
//! The same command gives the same file on one machine. Another processor may multiply with other instructions, and a last
//! bit that differs leads training elsewhere; the check then compares how good the networks are, and says that it does.

use crate::{compiler::cargo, paths};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The models and the arguments of `cargo tinyml` that make them, without `--out`.
const MODELS: [(&str, &[&str]); 3] = [
    ("ntc", &["train", "weights/ntc.csv", "--model", "weights/ntc.toml"]),
    ("iris", &["train", "weights/iris.csv", "--model", "weights/iris.toml"]),
    ("digits", &["train", "weights/digits.csv", "--model", "weights/digits.toml"]),
];

/// How much worse a network from another processor may be: a share of its error, and a wrong class in a hundred.
const TOLERANCE: f64 = 0.1;
const SLACK: f64 = 0.01;

/// Makes the named models, or all, and puts them where they belong.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    chosen(names)?.try_for_each(|(name, arguments)| make(arguments, &checked_in(name)))
}

/// Makes all of them beside those that are checked in, and compares.
pub(crate) fn check() -> Result<()> {
    let folder = paths::target().join("models");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut worse = Vec::new();
    for (name, arguments) in chosen(&[])? {
        let made = folder.join(format!("{name}.json"));
        make(arguments, &made)?;
        worse.extend(compare(name, &fs::read_to_string(&made)?, &fs::read_to_string(checked_in(name))?)?);
    }
    ensure!(worse.is_empty(), "{}\n`cargo xtask models` makes them anew", worse.join("\n"));
    Ok(())
}

/// What the file that was made is worse at.
fn compare(name: &str, made: &str, kept: &str) -> Result<Vec<String>> {
    if made == kept {
        println!("{name}: the file that is checked in, bit for bit");
        return Ok(Vec::new());
    }
    let (made, kept) = (loss(made)?, loss(kept)?);
    println!(
        "{name}: other bits than the file that is checked in; error on rows kept back {made:.4}, there {kept:.4}"
    );
    let worse = made > kept * (1.0 + TOLERANCE) + SLACK;
    Ok(worse
        .then(|| format!("{name}: the trainer makes a network that errs by {made}, not {kept}"))
        .into_iter()
        .collect())
}

/// The error on rows that were kept back, as the training section of a model file has it: RMSE, or the share of wrong classes.
fn loss(model: &str) -> Result<f64> {
    let model: serde_json::Value = serde_json::from_str(model).context("the trainer wrote no JSON")?;
    let validation = &model["training"]["validation"];
    let rmse = validation["rmse_integer"].as_f64();
    let wrong = validation["accuracy_integer"].as_f64().map(|accuracy| 1.0 - accuracy);
    rmse.or(wrong).context("a model file without the error on rows that were kept back")
}

fn chosen<'a>(
    names: &'a [&str],
) -> Result<impl Iterator<Item = &'static (&'static str, &'static [&'static str])> + 'a> {
    if let Some(unknown) = names.iter().find(|name| !MODELS.iter().any(|(model, _)| model == *name)) {
        bail!("no model `{unknown}`; there are {}", MODELS.map(|(name, _)| name).join(", "));
    }
    Ok(MODELS.iter().filter(move |(name, _)| names.is_empty() || names.contains(name)))
}

fn checked_in(name: &str) -> PathBuf {
    paths::root().join(format!("weights/{name}.json"))
}

/// Runs `cargo tinyml`.
fn make(arguments: &[&str], out: &Path) -> Result<()> {
    let program = cargo().args(["run", "--release", "--locked", "--package", "tinyml-cli", "--"]);
    program.args(arguments).args(["--out".as_ref(), out.as_os_str()]).folder(paths::root()).limit(1800).run()
}

#[cfg(test)]
mod tests {
    use super::compare;

    fn file(key: &str, value: f64) -> String {
        format!(r#"{{"training": {{"validation": {{"{key}": {value}}}}}}}"#)
    }

    #[test]
    fn only_what_is_clearly_worse_is_named() {
        let verdict =
            |key, made, kept| compare("m", &file(key, made), &file(key, kept)).map_err(|e| e.to_string());
        assert_eq!(verdict("rmse_integer", 0.6, 0.57), Ok(Vec::new()));
        assert_eq!(verdict("accuracy_integer", 0.976, 0.98), Ok(Vec::new()));
        assert_eq!(
            verdict("rmse_integer", 0.75, 0.57),
            Ok(vec!["m: the trainer makes a network that errs by 0.75, not 0.57".to_owned()])
        );
        assert!(verdict("accuracy_integer", 0.93, 0.98).is_ok_and(|worse| worse.len() == 1));
        assert!(compare("m", "{}", "[]").is_err());
    }
}
