//! `new`: firmware crates. That they build is another matter: see `tests/firmware.rs`.

use super::program::{run, scratch};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

fn arguments(folder: &Path, board: &str, model: &str) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["new".into(), folder.into()];
    arguments.extend(["--board", board, "--model", model].map(OsString::from));
    arguments
}

#[test]
fn a_sensor_is_wired_to_the_converter() {
    let folder = scratch("new_wired");
    for (board, word) in [("rp2040", "rp2040_millivolts(code)"), ("nrf52", "nrf52_millivolts(sample)")] {
        let path = folder.join(board);
        let text = run(arguments(&path, board, "weights/ntc.json")).good();
        assert!(text.contains("adc_mv is wired to") && text.contains("cargo run --release"), "{text}");
        let read = |name: &str| fs::read_to_string(path.join(name)).expect(name);
        assert!(read("src/main.rs").contains(word));
        assert!(read("src/model.rs").contains("#[tinyml_model(\"weights/ntc.json\")]\npub struct Ntc;"));
        assert!(read("Cargo.toml").contains(&format!("name = \"{board}\"")));
        assert!(read("Cargo.lock").contains(&format!("name = \"{board}\"")));
        let model =
            fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/ntc.json")).expect("the model");
        assert_eq!(fs::read(path.join("weights/ntc.json")).expect("the copy"), model);
        for name in ["Cargo.toml", "README.md", "src/main.rs", "src/line.rs", "src/adc.rs", "src/model.rs"] {
            let text = read(name).to_lowercase();
            assert!(!text.contains("thermometer") && !text.contains("tinyml-example"), "{name}: {text}");
        }
    }
}

#[test]
fn other_models_get_a_placeholder() {
    let path = scratch("new_placeholder").join("sorter");
    let mut arguments = arguments(&path, "nrf52", "weights/iris.json");
    arguments.push("--json".into());
    let document = run(arguments).json();
    assert!(document["adc"].is_null());
    let main = fs::read_to_string(path.join("src/main.rs")).expect("main.rs");
    assert!(main.contains("`petal_width_mm`: u8, 0..=30 mm") && main.contains("(61, 32, 40, 15)"), "{main}");
    assert!(!path.join("src/line.rs").exists());
}

#[test]
fn nothing_is_written_over_and_nothing_half() {
    let folder = scratch("new_faults");
    let path = folder.join("firmware");
    fs::create_dir(&path).expect("an empty folder");
    run(arguments(&path, "rp2040", "weights/ntc.json")).good();
    let message = run(arguments(&path, "rp2040", "weights/ntc.json")).fault();
    assert!(message.contains("error[T0806]"), "{message}");

    let mut strict = arguments(&folder.join("strict"), "rp2040", "weights/ntc.json");
    strict.extend(["--max-error", "0.0001"].map(OsString::from));
    assert!(run(strict).fault().contains("error[T0605]"));
    assert!(
        run(arguments(&folder.join("defmt"), "rp2040", "weights/ntc.json")).fault().contains("error[T0807]")
    );
    let mut lost = arguments(&folder.join("lost"), "rp2040", "weights/ntc.json");
    lost.extend(["--tinyml", "weights"].map(OsString::from));
    assert!(run(lost).fault().contains("error[T0808]"));
    let inside = path.join("Cargo.toml").join("x");
    assert!(run(arguments(&inside, "rp2040", "weights/ntc.json")).fault().contains("error[T08"));
    let names: Vec<OsString> = fs::read_dir(&folder)
        .expect("the folder")
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    assert_eq!(names, ["firmware"]);
}
