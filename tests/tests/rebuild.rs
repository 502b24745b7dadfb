//! The model file is a source like any other, and so are a dataset and a certificate: when one changes, the next `cargo build` sees it.

use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use tinyml_compiler::Options;
use tinyml_compiler::lower::lower;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::stored::{Entry, Stored};
use tinyml_compiler::verify::{Effort, certify_within};
use tinyml_tests::project::Project;

/// A program that prints what a model says, with one of the two kinds of path.
struct Program {
    project: Project,
    model: &'static str,
}

impl Program {
    /// Each has a name of its own, since packages of one name get in each other's way in a shared target folder.
    fn new(name: &str, model: &'static str) -> Self {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let project = Project::copy("rebuild", scratch, name).expect("a copy of the package");
        let manifest = fs::read_to_string(project.path("Cargo.toml")).expect("the manifest");
        let named = manifest.replace("name = \"rebuild\"", &format!("name = \"{name}\""));
        fs::write(project.path("Cargo.toml"), named).expect("a file that can be written");
        Self { project, model }
    }

    /// What the program prints; cargo runs it.
    fn says(&self) -> String {
        let run = self.project.cargo(&["run"]).expect("cargo runs");
        run.expect_success().trim().to_owned()
    }

    /// Whether the next build compiles the program again.
    fn is_stale(&self) -> bool {
        let build = self.project.cargo(&["build"]).expect("cargo runs");
        assert!(build.success, "{}", build.stderr);
        build.stderr.contains("Compiling")
    }

    /// What rustc says when it refuses to build.
    fn complaint(&self) -> String {
        let build = self.project.cargo(&["build"]).expect("cargo runs");
        assert!(!build.success, "this should not build");
        build.stderr
    }

    fn text(&self) -> String {
        fs::read_to_string(self.project.path(self.model)).expect("the model")
    }

    fn write(&self, text: &str) {
        fs::write(self.project.path(self.model), text).expect("a file that can be written");
    }
}

/// Edits, touches, breaks and removes the model without touching a line of Rust.
fn follows_its_model(program: &Program) {
    let (first, text) = (program.says(), program.text());
    assert!(!program.is_stale(), "nothing has changed");

    program.write(&text.replace("24.3", "34.3"));
    assert_ne!(program.says(), first, "an edited model must be built in");

    program.write(&text);
    assert_eq!(program.says(), first);
    let file = File::options().append(true).open(program.project.path(program.model)).expect("the model");
    file.set_modified(SystemTime::now()).expect("a new time");
    assert!(program.is_stale(), "a touched model is looked at again");
    assert!(!program.is_stale(), "but only once");

    program.write(&text.replace("24.3", "NaN"));
    assert_eq!(errors(&program.complaint()), ["[T0306] `NaN` is not a number in JSON"]);
    program.write(&text);
    assert_eq!(program.says(), first, "a mended model must be built in");

    fs::rename(program.project.path(program.model), program.project.path("kept.json")).expect("a move");
    assert!(errors(&program.complaint())[0].starts_with("[T0201] there is no file `"));
    fs::rename(program.project.path("kept.json"), program.project.path(program.model)).expect("a move");
    assert_eq!(program.says(), first, "a model that is back must be built in");
}

/// The headlines of rustc's errors, but for its summary.
fn errors(stderr: &str) -> Vec<&str> {
    let headlines = stderr.lines().filter_map(|line| line.strip_prefix("error: "));
    headlines.filter(|line| !line.starts_with("could not compile")).collect()
}

#[test]
fn a_path_from_the_manifest_is_followed() {
    follows_its_model(&Program::new("rebuild-manifest", "weights/line.json"));
}

#[test]
fn a_path_from_the_source_is_followed() {
    let program = Program::new("rebuild-source", "src/line.json");
    let main = program.project.path("src/main.rs");
    let source = fs::read_to_string(&main).expect("the program");
    fs::rename(program.project.path("weights/line.json"), program.project.path("src/line.json"))
        .expect("a move");
    fs::write(&main, source.replace("weights/line.json", "./line.json")).expect("a file that can be written");
    follows_its_model(&program);
}

#[test]
fn a_dataset_is_followed() {
    let program = Program::new("rebuild-dataset", "weights/side.csv");
    let main = program.project.path("src/main.rs");
    let classifier = concat!(
        "use tinyml::tinyml_model;\n",
        "#[tinyml_model(\"weights/side.json\", min_accuracy = 1.0, dataset = \"weights/side.csv\")]\n",
        "struct Side;\n",
        "fn main() {\n    println!(\"{}\", Side.classify(3).label());\n}\n"
    );
    fs::write(&main, classifier).expect("a file that can be written");
    assert_eq!(program.says(), "left");
    assert!(!program.is_stale(), "nothing has changed");
    let text = program.text();

    program.write(&text.replace("97,right", "97,left"));
    let complaint = program.complaint();
    assert_eq!(
        errors(&complaint),
        ["[T0611] the integer network misses `min_accuracy` on `weights/side.csv`"]
    );
    assert!(complaint.contains("weights/side.csv:4:1"), "{complaint}");
    program.write(&text.replace("left", "links"));
    assert!(errors(&program.complaint())[0].starts_with("[T0710] row 1 has a class in column `side`"));
    program.write(&text);
    assert_eq!(program.says(), "left", "a mended dataset lets the model build");

    File::create(program.project.path(program.model))
        .expect("the dataset")
        .set_len((4 << 20) + 1)
        .expect("room");
    assert_eq!(errors(&program.complaint()), ["[T0211] the dataset is too large"]);
}

#[test]
fn a_certificate_is_followed() {
    let program = Program::new("rebuild-certificate", "weights/line.json");
    let certificate = program.project.path("weights/line.certificate.json");
    let text = certified(&program.text());
    let first = program.says();
    fs::write(&certificate, &text).expect("a file that can be written");
    program.write(&program.text());
    assert_eq!(program.says(), first, "the certificate is this model's");
    assert!(!program.is_stale(), "nothing has changed");

    fs::write(&certificate, text.replacen("\"points\": ", "\"points\": 1", 1)).expect("an edit");
    assert!(
        errors(&program.complaint())[0]
            .starts_with("[T0642] the certificate `weights/line.certificate.json`")
    );
    fs::write(&certificate, &text).expect("an edit");
    assert_eq!(program.says(), first, "a mended certificate must be taken");
    program.write(&program.text().replace("24.3", "34.3"));
    assert!(
        errors(&program.complaint())[0]
            .starts_with("[T0643] the certificate `weights/line.certificate.json`")
    );
}

/// What `cargo tinyml verify` writes for the text of a model.
fn certified(text: &str) -> String {
    let source = Source::from_bytes("line.json", text.into()).expect("UTF-8");
    let (network, options) = (tinyml_compiler::read(&source).expect("a model"), Options::default());
    let simplified = simplify(&network);
    let programs = lower(&network, &simplified, &options).expect("programs");
    let certify = |program| {
        let certificate = certify_within(&network, &simplified, program, &Effort::MACRO);
        Entry::new(&options, &network, program, certificate)
    };
    let mut stored = Stored::new(&source);
    stored.replace(programs.iter().map(certify).collect());
    stored.text()
}

/// Sparse, so that it takes no room; it would take a good while to read as JSON.
#[test]
fn a_file_too_large_is_not_read() {
    let program = Program::new("rebuild-large", "weights/line.json");
    let file = File::create(program.project.path(program.model)).expect("a file that can be written");
    file.set_len((64 << 20) + 1).expect("a file with nothing in it");
    let complaint = program.complaint();
    assert_eq!(errors(&complaint), ["[T0211] the model file is too large"]);
    assert!(complaint.contains("at most 64 MiB"), "{complaint}");
}
