//! `train`: from a CSV file to a model file.

use super::program::{Run, root, run, scratch};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// The thermistor's training, into a file, with more arguments.
fn ntc(out: &Path, more: &[&str]) -> Run {
    let mut arguments: Vec<OsString> =
        ["train", "weights/ntc.csv", "--model", "weights/ntc.toml", "--out"].map(OsString::from).to_vec();
    arguments.push(out.into());
    arguments.extend(more.iter().map(OsString::from));
    run(arguments)
}

#[test]
fn the_same_seed_gives_the_same_file() {
    let folder = scratch("train_seeds");
    let file = |name: &str, seed: &str| {
        let path = folder.join(name);
        ntc(&path, &["--validate", "none", "--seed", seed]).good();
        fs::read(path).expect("the model")
    };
    let (first, second, other) = (file("1.json", "1"), file("2.json", "1"), file("3.json", "2"));
    assert!(first == second, "bit for bit");
    assert!(first != other, "the seed matters");
}

#[test]
fn it_says_what_was_learnt_and_what_it_is_worth() {
    let path = scratch("train_text").join("ntc.json");
    let text = ntc(&path, &["--physics", "ntc"]).good();
    for part in [
        "1-8-8-1, relu",
        "15 rows",
        "the network sees (adc_mv - ",
        "integers (i8 weights, i16 activations): at most",
        "over all 3,301 declared inputs",
        "leave-one-out over 15 rows",
        "constant",
        "linear",
        "cubic",
        "beta equation, 3.3 V",
        "Steinhart-Hart, 3.3 V",
        "this network, float",
        "this network, integer",
        "cargo tinyml report",
        "pub struct Ntc;",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
    assert!(text.contains("a baseline is better: ") || text.contains("no baseline does better"), "{text}");
    // What was written is what every other command reads.
    let model = path.to_str().expect("UTF-8");
    run(["trace", model, "1500"]).good();
    let document =
        run(["evaluate", model, "weights/ntc.csv", "--model", "weights/ntc.toml", "--json"]).json();
    assert_eq!(document["rows"], 15);
}

#[test]
fn machines_get_the_same_facts() {
    let path = scratch("train_json").join("ntc.json");
    let document = ntc(&path, &["--json"]).json();
    assert_eq!((&document["model"], &document["rows"]), (&"ntc".into(), &15.into()));
    let rmse = |document: &serde_json::Value| document[0]["rmse"].as_f64().expect("a number");
    let training = rmse(&document["training"]["integer"]);
    let validation = rmse(&document["validation"]["seeds"][0]["integer"]);
    assert!((0.3..0.7).contains(&training) && validation > training && validation < 0.8, "{document}");
    let names: Vec<&str> = document["baselines"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|line| line["name"].as_str())
        .collect();
    assert!(names.len() >= 4, "{names:?}");
    let better = document["better_baselines"].as_array().expect("a list");
    for line in document["baselines"].as_array().expect("a list") {
        let wins = rmse(&line["validation"]) < validation;
        assert_eq!(wins, better.contains(&line["name"]), "{line}");
    }
    let written: serde_json::Value =
        serde_json::from_slice(&fs::read(&path).expect("the model")).expect("JSON");
    assert_eq!(written["training"]["data"], "weights/ntc.csv");
    assert_eq!(written["deploy"]["quant"], "i8");
    let noted = written["training"]["validation"]["rmse_integer"].as_f64().expect("a number");
    assert!((noted - validation).abs() < 1e-12);
}

#[test]
fn a_failure_keeps_what_was_there() {
    let folder = scratch("train_faults");
    let path = folder.join("ntc.json");
    fs::write(&path, "precious").expect("a file");
    let into =
        |arguments: &[&str]| run([&["train"], arguments, &["--out", path.to_str().expect("UTF-8")]].concat());
    let ntc = ["weights/ntc.csv", "--model", "weights/ntc.toml"];
    assert!(
        into(&["weights/nct.csv", "--model", "weights/ntc.toml"])
            .fault()
            .contains("did you mean `weights/ntc.csv`")
    );
    assert!(into(&["weights/ntc.csv", "--model", "weights/nct.toml"]).fault().contains("error[T0201]"));
    let unknown = into(&[&ntc[..], &["--input", "ntc_w"]].concat()).fault();
    assert!(unknown.contains("error[T0702]") && unknown.contains("did you mean `ntc_v`?"), "{unknown}");
    assert!(into(&["weights/ntc.csv", "--target", "temp_k"]).fault().contains("error[T0702]"));
    assert!(into(&["weights/ntc.csv"]).fault().contains("error[T0737]"));
    assert!(into(&[&ntc[..], &["--recipe", "classify"]].concat()).fault().contains("error[T0821]"));
    assert!(into(&[&ntc[..], &["--layer", "fc9=i4"]].concat()).fault().contains("error[T0601]"));
    for wrong in
        [["--validate", "kfold:1"], ["--hidden", "0"], ["--activation", "softplus"], ["--seeds", "0"]]
    {
        into(&[&ntc[..], &wrong].concat()).usage();
    }
    assert_eq!(fs::read_to_string(&path).expect("the file"), "precious");
    let names = fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(names, 1, "nothing half is left");
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_the_work() {
    let folder = scratch("train_unwritable");
    let missing = ntc(&folder.join("no/such/ntc.json"), &[]).fault();
    assert!(missing.contains("error[T0801]") && missing.contains("make the folder"), "{missing}");
    assert!(ntc(&folder, &[]).fault().contains("error[T0801]"), "a folder is no file");
}

#[test]
fn a_promise_that_is_missed_is_code_1() {
    let path = scratch("train_promise").join("ntc.json");
    let run = ntc(&path, &["--validate", "none", "--max-error", "0.0001"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stdout.contains("a promise is missed") && run.stdout.contains("T0605"), "{}", run.stdout);
    assert!(path.exists(), "the network is worth having anyway");
}

#[cfg(unix)]
#[test]
fn the_first_interrupt_keeps_the_best_so_far() {
    use std::process::{Command, Stdio};
    let path = scratch("train_interrupt").join("digits.json");
    // Far more work than there will be time for.
    let child = Command::new(env!("CARGO_BIN_EXE_cargo-tinyml"))
        .args(["train", "weights/digits.csv", "--model", "weights/digits.toml", "--validate", "kfold:10"])
        .args(["--seeds", "100", "--out"])
        .arg(&path)
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_secs(5));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal is sent");
    let output = child.wait_with_output().expect("the program ends");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("stopped by Ctrl-C") && !text.contains("a baseline is better"), "{text}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("once more aborts"));
    let model = path.to_str().expect("UTF-8");
    run(["evaluate", model, "weights/digits.csv", "--model", "weights/digits.toml"]).good();
}

#[test]
fn without_a_description() {
    let path = scratch("train_flags").join("ntc.json");
    let mut arguments: Vec<OsString> =
        ["train", "weights/ntc.csv", "-i", "ntc_v", "-t", "temp_c", "--hidden", "8"]
            .map(OsString::from)
            .to_vec();
    arguments.extend(["--validate", "split:0.2", "--seeds", "3", "--out"].map(OsString::from));
    arguments.push(path.clone().into());
    let text = run(arguments).good();
    assert!(text.contains("1-8-1, relu") && text.contains("20 % of 15 rows kept back"), "{text}");
    assert!(text.contains("3 seeds, integer network on rows kept back: "), "{text}");
    let model = fs::read_to_string(path).expect("the model");
    assert!(model.contains("\"ntc_v\"") && !model.contains(root().to_str().expect("UTF-8")), "{model}");
}
