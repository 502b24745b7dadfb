//! `cargo tinyml plot`: pictures that can be read, in files and in the terminal.

use super::program::{run, scratch};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Options, Tree};
use std::fs;
use tinyml_compiler::diagnostic::Code;

const NTC: [&str; 5] = ["weights/ntc.json", "--data", "weights/ntc.csv", "--model", "weights/ntc.toml"];

/// A picture as bytes.
fn picture(name: &str, ending: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = scratch(&format!("plot-{name}-{ending}"));
    let file = folder.join(format!("picture.{ending}"));
    let out = ["--out", file.to_str().expect("a path in Unicode")];
    run([&["plot"], arguments, &out].concat()).good();
    fs::read(&file).expect("the picture")
}

#[test]
fn pictures_of_every_kind_are_whole() {
    let history = ["tests/browser/models/hostile.json", "--what", "history"];
    let cases: [(&str, Vec<&str>); 5] = [
        ("fit", NTC.to_vec()),
        ("error", vec!["weights/ntc.json", "--what", "error"]),
        ("weights", vec!["weights/sine.json", "--what", "weights"]),
        ("history", history.to_vec()),
        ("wide", vec!["tests/browser/models/wide.json", "--quant", "i4"]),
    ];
    for (name, arguments) in cases {
        let svg = String::from_utf8(picture(name, "svg", &arguments)).expect("text");
        let tree = Tree::from_str(&svg, &Options::default()).expect("well-formed SVG");
        assert!(tree.size().width() >= 760.0 && tree.size().height() >= 250.0, "{name}");
        assert!(!svg.contains("NaN") && !svg.contains("<script"), "{name}");
        let png = Pixmap::decode_png(&picture(name, "png", &arguments)).expect("a PNG");
        assert_eq!(png.width(), (tree.size().width() * 2.0).ceil() as u32, "{name}");
        let pixels = || png.pixels().iter().map(|pixel| (pixel.red(), pixel.green(), pixel.blue()));
        assert!(
            pixels().any(|pixel| pixel == (0x09, 0x69, 0xb8)),
            "{name}: nothing is in the accent's colour"
        );
        // Nothing but the title is as high up; without a font it would be missing.
        let top = pixels().take(png.width() as usize * 90);
        assert!(top.filter(|(r, g, b)| r.max(g).max(b) < &0x60).count() > 50, "{name}: no title");
    }
}

#[test]
fn a_pipe_gets_ascii_of_eighty_columns() {
    for what in ["fit", "error", "weights"] {
        let found = run(["plot", "weights/ntc.json", "--what", what]).good();
        assert!(found.is_ascii(), "{found}");
        assert!(found.lines().all(|line| line.len() <= 80), "{found}");
        assert!(found.matches('*').count() > 20, "{found}");
    }
}

#[test]
fn one_input_is_swept_with_the_others_held() {
    let at = |width: &str| {
        let at = format!("petal_width_mm={width}");
        run(["plot", "weights/iris.json", "--sweep", "petal_length_mm", "--at", &at]).good()
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (narrow, wide) = (at("2"), at("25"));
    let title = words(&narrow);
    assert!(title.contains("petal_width_mm = 2 mm"), "{narrow}");
    assert!(title.contains("sepal_width_mm = 32 mm"), "{narrow}");
    let picture = |text: &str| text.split_once("score\n").map(|parts| parts.1.to_owned());
    assert!(picture(&narrow).is_some());
    assert_ne!(picture(&narrow), picture(&wide));
}

#[test]
fn mistakes_are_told() {
    let cases: [(Code, &str, Vec<&str>); 4] = [
        (Code::PictureFormat, "`a.gif`", vec!["weights/ntc.json", "--out", "a.gif"]),
        (
            Code::NothingToDraw,
            "no learning curve",
            vec!["tests/browser/models/wide.json", "--what", "history"],
        ),
        (
            Code::UnknownInput,
            "did you mean `petal_length_mm`",
            vec!["weights/iris.json", "--sweep", "petal_length"],
        ),
        (Code::CannotWrite, "no-such-folder", vec!["weights/ntc.json", "--out", "no-such-folder/a.svg"]),
    ];
    for (code, part, arguments) in cases {
        let message = run([&["plot"], &arguments[..]].concat()).fault();
        assert!(message.contains(code.id()) && message.contains(part), "{message}");
    }
    run(["plot", "weights/iris.json", "--at", "x=1"]).usage();
}
