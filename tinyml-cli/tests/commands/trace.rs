//! `trace`: every intermediate value of one inference.

use super::program::run;
use serde_json::Value;

/// The trace of a model for these arguments.
fn trace(arguments: &[&str]) -> Value {
    run([&["trace", "--json"], arguments].concat()).json()
}

#[test]
fn integers_times_their_steps_are_near_the_floats() {
    let document = trace(&["weights/ntc.json", "1500"]);
    let layers = document["layers"].as_array().expect("layers");
    assert_eq!(layers.iter().map(|layer| &layer["name"]).collect::<Vec<_>>(), ["fc1", "fc2", "out"]);
    for unit in layers.iter().flat_map(|layer| layer["units"].as_array().expect("units")) {
        for value in [&unit["sum"], &unit["out"]] {
            let figure = |name: &str| value[name].as_f64().expect("a number");
            assert!((figure("integer") - figure("float")).abs() < 0.1, "{unit}");
            assert!((figure("deviation") - (figure("integer") - figure("float"))).abs() < 1e-12, "{unit}");
        }
        let (sum, out) = (&unit["sum"]["float"], &unit["out"]["float"]);
        assert!(sum == out || out.as_f64() == Some(0.0), "a ReLU lets pass or does not: {unit}");
    }
    let output = &layers[2]["units"][0]["out"];
    assert_eq!(output["integer"].as_f64().map(|real| (real * 100.0).round()), output["raw"].as_f64());
}

#[test]
fn the_text_has_the_same_numbers() {
    let raw = trace(&["weights/ntc.json", "1500"])["layers"][2]["units"][0]["out"]["raw"].to_string();
    let text = run(["trace", "weights/ntc.json", "1500"]).good();
    assert!(
        text.contains("1500 mV") && text.lines().any(|line| line.contains("temp_c") && line.contains(&raw))
    );
}

#[test]
fn values_by_name_and_by_place() {
    let placed = trace(&["weights/iris.json", "51", "35", "14", "2"]);
    let named =
        trace(&["weights/iris.json", "-i", "petal_width_mm=2", "--input", "petal_length_mm=14", "51,35"]);
    assert_eq!(placed, named);
    assert_eq!(placed["class"]["integer"], 0, "setosa");
    let text = run(["trace", "weights/iris.json", "51", "35", "14", "200"]).good();
    assert!(text.contains("clamped to 30") && text.contains("integer: "), "{text}");
}

#[test]
fn arrays() {
    let model = "tests/models/good/array_and_scalar.json";
    let network = std::fs::read_to_string(super::program::root().join(model)).expect("the model");
    let network: Value = serde_json::from_str(&network).expect("JSON");
    let width: u64 = network["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .map(|input| input["length"].as_u64().unwrap_or(1))
        .sum();
    let values = vec!["1"; usize::try_from(width).expect("small")].join(",");
    let inputs = &trace(&[model, &values])["inputs"];
    assert_eq!(inputs.as_array().map(Vec::len), usize::try_from(width).ok());
    assert!(inputs.to_string().contains("[0]"), "{inputs}");
}

#[test]
fn rows_of_a_dataset() {
    let row = |row: &str| {
        let data = ["--data", "weights/ntc.csv", "--model", "weights/ntc.toml", "--row", row];
        run([&["trace", "weights/ntc.json", "--json"], &data[..]].concat())
    };
    assert_eq!(row("1").json(), trace(&["weights/ntc.json", "1881"]), "22.6 °C at 1.881 V");
    for beyond in ["0", "16"] {
        assert!(row(beyond).stdout.contains("\"T0805\""));
    }
    run(["trace", "weights/ntc.json", "1500", "--data", "weights/ntc.csv", "--row", "1"]).usage();
    run(["trace", "weights/ntc.json", "--row", "1"]).usage();
}

#[test]
fn wrong_values() {
    let fault = |values: &[&str]| run([&["trace", "weights/ntc.json"], values].concat()).fault();
    assert!(fault(&[]).contains("error[T0803]"));
    assert!(fault(&["1", "2"]).contains("error[T0803]"));
    assert!(fault(&["-1"]).contains("error[T0804]"));
    assert!(fault(&["--input", "adc_mw=1"]).contains("did you mean `adc_mv`?"));
}
