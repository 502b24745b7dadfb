//! `evaluate`: rows of a CSV file through both networks.

use super::program::{run, scratch};
use std::fs;

const NTC: [&str; 5] = ["evaluate", "weights/ntc.json", "weights/ntc.csv", "--model", "weights/ntc.toml"];

#[test]
fn errors_in_the_unit_of_the_output() {
    let document = run(NTC.iter().chain(&["--json"])).json();
    assert_eq!(document["rows"], 15);
    let output = &document["outputs"][0];
    assert_eq!((&output["name"], &output["unit"]), (&"temp_c".into(), &"°C".into()));
    let figure = |side: &str, name: &str| document[side][0][name].as_f64().expect("a number").abs();
    // The noise of the data is about 0.5 °C; the integer network is promised within 0.1 °C of the float network.
    for side in ["float", "integer"] {
        assert!((0.2..0.8).contains(&figure(side, "rmse")) && figure(side, "worst") < 2.0, "{document}");
    }
    assert!(figure("integer_from_float", "worst") < 0.1, "{document}");
    let text = run(NTC).good();
    assert!(text.contains("temp_c in °C, 15 rows") && text.contains("integer from float"), "{text}");
}

#[test]
fn classes() {
    let document = run(["evaluate", "weights/iris.json", "weights/iris.csv", "--json"]).json();
    assert!(document["integer"]["accuracy"].as_f64() >= Some(0.95), "{document}");
    assert!(document["integer_from_float"]["agree"].as_u64() >= Some(148), "{document}");
    let told: u64 = document["integer"]["confusion"]
        .as_array()
        .expect("a matrix")
        .iter()
        .flat_map(|row| row.as_array().expect("a row"))
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(Some(told), document["rows"].as_u64());
    let text = run(["evaluate", "weights/iris.json", "weights/iris.csv"]).good();
    assert!(text.contains("class \\ told") && text.contains("accuracy"), "{text}");
}

#[test]
fn predictions_are_a_dataset_of_raw_integers() {
    let folder = scratch("evaluate");
    let path = folder.join("predictions.csv");
    let target = path.to_str().expect("UTF-8");
    let text = run(NTC.iter().chain(&["--predictions", target])).good();
    assert!(text.contains(target), "{text}");
    let written = fs::read_to_string(&path).expect("the predictions");
    let mut lines = written.lines();
    assert_eq!(lines.next(), Some("adc_mv_raw,temp_c,temp_c_float,temp_c_integer,temp_c_raw"));
    assert_eq!(
        lines.next().map(|line| line.split(',').take(2).collect::<Vec<_>>()),
        Some(vec!["1881", "22.6"])
    );
    assert_eq!(written.lines().count(), 16);

    // The same rows, raw and called like the model's values, give the same errors.
    let rows = written.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let centi: f64 = cells[1].parse().expect("a temperature");
        format!("{},{}\n", cells[0], (centi * 100.0).round())
    });
    let raw = folder.join("raw.csv");
    fs::write(&raw, format!("adc_mv,temp_c\n{}", rows.collect::<String>())).expect("a file");
    let raw = raw.to_str().expect("UTF-8");
    let of_raw = run(["evaluate", "weights/ntc.json", raw, "--raw", "--json"]).json();
    let of_units = run(NTC.iter().chain(&["--json"])).json();
    let rmse = |document: &serde_json::Value| document["integer"][0]["rmse"].as_f64().expect("a number");
    assert!((rmse(&of_raw) - rmse(&of_units)).abs() < 1e-9);
}

#[test]
fn wrong_files() {
    let fault = |arguments: &[&str]| run([&["evaluate", "weights/ntc.json"], arguments].concat()).fault();
    assert!(fault(&["weights/none.csv"]).contains("error[T0201]"));
    let message = fault(&["weights/ntc.csv"]);
    assert!(message.contains("error[T0702]") && message.contains("`adc_mv`"), "{message}");
    assert!(fault(&["weights/ntc.csv", "--model", "weights/iris.toml"]).contains("error[T0809]"));
    let nowhere = ["weights/ntc.csv", "--model", "weights/ntc.toml", "--predictions", "no/such/folder/p.csv"];
    let message = fault(&nowhere);
    assert!(message.contains("error[T0801]") && message.contains("no/such/folder"), "{message}");
}
