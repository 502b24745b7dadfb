//! What it costs to build a crate with a large graph in it: time and memory of an unoptimised build, dependencies built.

use crate::{compiler::cargo, paths, process::Program};
use anyhow::{Result, bail};
use std::{fs, path::Path};

/// The bars, for the golden model.
const SECONDS: f64 = 4.0;
const MEBIBYTES: f64 = 300.0;

/// Where the model is looked for; and one of our own, which only shows that the command works.
const MODELS: [&str; 2] = ["../shared/golden/person_detect.tflite", "weights/digits_conv.tflite"];

/// A program of one graph.
const SOURCE: &str = "//! One graph.

#[tinyml::tinyml_model(\"model.tflite\")]
struct Graph;

fn main() {
    let mut graph = Graph::new();
    println!(\"{:?}\", graph.infer(&core::array::from_fn(|_| 0)));
}
";

/// Prints the seconds of a command and the memory of the largest process that it started.
const TIMED: &str = "import resource, subprocess, sys, time
begin = time.time()
code = subprocess.run(sys.argv[1:]).returncode
print(time.time() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
sys.exit(code)";

/// Builds such a crate three times and takes the best.
pub(crate) fn run() -> Result<()> {
    let Some(model) = MODELS.iter().map(|model| paths::root().join(model)).find(|model| model.is_file())
    else {
        bail!("there is none of {}", MODELS.join(", "));
    };
    let folder = paths::target().join("build-cost");
    write(&folder, &model)?;
    let build =
        || cargo().args(["build", "--quiet", "--offline"]).folder(&folder).without("CARGO_TARGET_DIR");
    build().run()?;
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..3 {
        // Without what an earlier build left for the next one.
        let clean = cargo().args(["clean", "--quiet", "--offline", "--package", "build-cost"]);
        clean.folder(&folder).without("CARGO_TARGET_DIR").run()?;
        let found = timed(&folder)?;
        best = if found.0 < best.0 { found } else { best };
    }
    let (seconds, memory) = best;
    println!("{}: {seconds:.2} s, {memory:.0} MiB, unoptimised, with its link", model.display());
    if model.ends_with("person_detect.tflite") && (seconds > SECONDS || memory > MEBIBYTES) {
        bail!("more than {SECONDS} s or {MEBIBYTES} MiB");
    }
    Ok(())
}

fn timed(folder: &Path) -> Result<(f64, f64)> {
    let command = ["-c", TIMED, "cargo", "build", "--quiet", "--offline"];
    let output = Program::new("python3").args(command).folder(folder).without("CARGO_TARGET_DIR").output()?;
    let mut numbers = output.stdout.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(seconds)), Some(Ok(memory))) => Ok((seconds, memory)),
        _ => bail!("no time and memory in `{}`", output.stdout),
    }
}

/// A crate of its own workspace with one model.
fn write(folder: &Path, model: &Path) -> Result<()> {
    let library = paths::root().join("tinyml");
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(model, folder.join("model.tflite"))?;
    let manifest = format!(
        "[package]\nname = \"build-cost\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\ntinyml = {{ path = {library:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(paths::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("src/main.rs"), SOURCE)?;
    Ok(())
}
