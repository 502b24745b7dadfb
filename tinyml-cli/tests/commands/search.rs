//! `search`: the smallest network that keeps an error, the same each time.

use super::program::{run, scratch};
use std::fs;

const NTC: [&str; 9] = [
    "search",
    "weights/ntc.csv",
    "--model",
    "weights/ntc.toml",
    "--validate",
    "loo",
    "--estimate",
    "--json",
    "--max-error",
];

#[test]
fn the_thermistor_within_0_7_degrees() {
    let folder = scratch("search");
    let files = ["a.json", "b.json"].map(|name| folder.join(name));
    let found = files.each_ref().map(|path| {
        let target = path.to_str().expect("UTF-8");
        run(NTC.iter().chain(&["0.7", "--out", target])).json()
    });
    assert_eq!(found[0], found[1]);
    let chosen = found[0]["chosen"].as_u64().expect("one keeps the error") as usize;
    let front = found[0]["front"].as_array().expect("a front");
    assert!(front[chosen]["error"].as_f64() <= Some(0.7), "{}", found[0]);
    assert!(front.iter().any(|member| member["keeps_error"] == false), "{}", found[0]);
    let texts = files.map(|path| fs::read_to_string(path).expect("the model"));
    assert!(texts[0] == texts[1] && texts[0].contains("\"search\""));
}

#[test]
fn nothing_that_can_be_afforded_is_a_missed_promise() {
    let missed = run(NTC.iter().chain(&["0.7", "--flash", "8"]));
    assert_eq!(missed.code, Some(1), "{}", missed.stderr);
}
