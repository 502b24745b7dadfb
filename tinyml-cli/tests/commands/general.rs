//! What holds for the command line as a whole: exit codes, help, versions, mistakes as JSON, files that are whole.

use super::program::{run, scratch};
use serde_json::Value;

#[test]
fn cargo_and_people_call_it_alike() {
    let version = format!("cargo-tinyml {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(["--version"]).good(), version);
    assert_eq!(run(["tinyml", "--version"]).good(), version);
}

#[test]
fn every_command_has_help_with_examples() {
    let help = run(["--help"]).good();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 4, "{help}");
    for command in commands {
        let help = run([command, "--help"]).good();
        assert!(help.contains("Examples:") && help.contains(&format!("cargo tinyml {command}")), "{help}");
    }
}

#[test]
fn wrong_arguments_are_code_2() {
    for arguments in [
        &["no-such-command"][..],
        &["trace"],
        &["expand", "weights/ntc.json", "--quant", "i5"],
        &["expand", "weights/ntc.json", "--layer", "fc1"],
        &["expand", "weights/ntc.json", "--max-error", "-1"],
        &["new", "x", "--board", "esp32", "--model", "weights/ntc.json"],
    ] {
        run(arguments).usage();
    }
    assert!(run(["expand", "weights/ntc.json", "--quant", "i5"]).usage().contains("`i16`"));
}

#[test]
fn a_broken_model_is_told_as_the_macro_tells_it() {
    let message = run(["trace", "tests/models/bad/T0304_in_array.json", "1"]).fault();
    assert!(message.starts_with("error[T0304]: "), "{message}");
    assert!(message.contains("  --> tests/models/bad/T0304_in_array.json:"), "{message}");
    assert!(!message.contains('\u{1b}'), "no colour without a terminal: {message}");
}

#[test]
fn mistakes_are_one_json_document() {
    let run = run(["trace", "tests/models/bad/T0511_short_row.json", "1", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let error = &document["errors"][0];
    assert_eq!(error["code"], "T0511");
    assert!(error["message"].is_string() && error["place"]["line"].is_u64(), "{document}");
    assert_eq!(error["place"]["file"], "tests/models/bad/T0511_short_row.json");
}

#[test]
fn a_file_that_is_not_there() {
    let message = run(["expand", "weights/ntv.json"]).fault();
    assert!(
        message.contains("error[T0201]") && message.contains("did you mean `weights/ntc.json`?"),
        "{message}"
    );
    let elsewhere = scratch("not_there").join("ntc.json");
    assert!(run(["expand".as_ref(), elsewhere.as_os_str()]).fault().contains("error[T0201]"));
    assert!(run(["expand", "weights"]).fault().contains("error[T0203]"));
}
