//! `verify`: what it proves, writes and refuses, and that a build takes it.

use super::program::{root, run, scratch};
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of a model in a folder of its own.
fn copy(test: &str, model: &str) -> PathBuf {
    let path = scratch(test).join(model);
    fs::copy(root().join("weights").join(model), &path).expect("a copy");
    path
}

fn verify<'a>(model: &'a Path, flags: &[&'a str]) -> Vec<&'a str> {
    [&["verify", model.to_str().expect("a path")], flags].concat()
}

fn expand<'a>(model: &'a Path, flags: &[&'a str]) -> Vec<&'a str> {
    [&["expand", model.to_str().expect("a path")], flags].concat()
}

#[test]
fn iris_is_certified_whole_and_builds_take_it() {
    let model = copy("verify_iris", "iris.json");
    let before = run(expand(&model, &[])).good();
    assert!(before.contains("sampled inputs"), "{before}");
    let found = run(verify(&model, &["--inputs", "4000000", "--json"])).json();
    let certificate = &found["certificates"][0];
    assert_eq!(certificate["proved_by_running_all"], true);
    assert_eq!(certificate["inputs_run"], 47 * 35 * 71 * 31);
    assert_eq!(certificate["worst"], certificate["proved_bound"]);
    let file = model.with_extension("certificate.json");
    assert!(file.exists() && found["file"].as_str() == file.to_str());
    let after = run(expand(&model, &[])).good();
    assert!(after.contains("proved by running all 3620645 declared inputs"), "{after}");
}

#[test]
fn what_has_changed_is_refused_until_it_is_verified_again() {
    let model = copy("verify_stale", "ntc.json");
    let text = run(verify(&model, &[])).good();
    assert!(
        text.contains("every one of 3301 declared inputs") && text.contains("certificates are in"),
        "{text}"
    );
    run(expand(&model, &[])).good();
    let message = run(expand(&model, &["--quant", "i16"])).fault();
    assert!(message.contains("error[T0643]") && message.contains("cargo tinyml verify"), "{message}");
    run(verify(&model, &["--quant", "i16"])).good();
    run(expand(&model, &["--quant", "i16"])).good();
    run(expand(&model, &[])).good();

    let original = fs::read_to_string(&model).expect("the model");
    fs::write(&model, original.replacen("\"seed\"", "\"seed \"", 1)).expect("an edit");
    let message = run(expand(&model, &[])).fault();
    assert!(message.contains("error[T0643]") && message.contains("another state"), "{message}");
    run(verify(&model, &[])).good();
    run(expand(&model, &[])).good();

    let file = model.with_extension("certificate.json");
    let certificate = fs::read_to_string(&file).expect("the certificate");
    fs::write(&file, certificate.replacen("\"mean\": 0.", "\"mean\": 0.0", 1)).expect("an edit");
    assert!(run(expand(&model, &[])).fault().contains("error[T0642]"));
    fs::write(&file, &certificate[..certificate.len() / 2]).expect("an edit");
    assert!(run(expand(&model, &[])).fault().contains("error[T0641]"));
    fs::write(&file, [0xff; 8]).expect("an edit");
    assert!(run(expand(&model, &[])).fault().contains("error[T0641]"));
    run(verify(&model, &[])).good();
    run(expand(&model, &[])).good();
}

#[test]
fn promises_are_looked_at_and_the_file_is_written() {
    let model = copy("verify_promise", "ntc.json");
    let message = run(verify(&model, &["--max-error", "0.0001"])).fault();
    assert!(message.contains("error[T0605]"), "{message}");
    let elsewhere = model.with_file_name("elsewhere.json");
    let flags = ["--out", elsewhere.to_str().expect("a path")];
    run(verify(&model, &flags)).good();
    assert!(elsewhere.exists());
    run(verify(&model, &["--out", "no/such/folder/x.json"])).fault();
}

#[test]
fn digits_have_a_bound_above_what_is_found() {
    let model = copy("verify_digits", "digits.json");
    let found = run(verify(&model, &["--climbs", "40", "--json"])).json();
    let certificate = &found["certificates"][0];
    assert_eq!(certificate["proved_by_running_all"], false);
    let number = |name: &str| certificate[name].as_f64().expect("a number");
    assert!(number("worst") > 0.0 && number("worst") <= number("proved_bound"), "{certificate}");
}
