//! The rules of `tidy`, each a function from a file to what is wrong with it.

/// Source files may have this many lines…
const MAX_LINES: usize = 400;

/// …and these more, for the reason given.
const LONG: [(&str, &str); 0] = [];

/// No file may have more bytes: models and their data are small here, and build products have no place.
const MAX_BYTES: usize = 400_000;

const ARCHITECTURE: &str = "ARCHITECTURE.md";
const MAX_ARCHITECTURE_LINES: usize = 149;

/// Words that mark unfinished work or tests that cannot fail, written in halves so that this file may hold them.
const WORDS: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("#[", "ignore"),
    concat!("should", "_panic"),
];

/// Hosts of package registries: a file that names one works, or is true, on fewer machines than it could be.
const HOSTS: [&str; 6] = [
    concat!("crates", ".io"),
    concat!("docs", ".rs"),
    concat!("py", "pi.org"),
    concat!("python", "hosted"),
    concat!("npm", "js."),
    concat!("deb.", "debian"),
];

/// Top folders that are one machine's own.
const FOLDERS: [&str; 5] = ["root", "work", "farm", "tmp", "home"];

/// Everything that is wrong with this file.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut findings = Vec::new();
    if bytes.len() > MAX_BYTES {
        findings.push(format!("{name}: {} bytes, at most {MAX_BYTES} are allowed", bytes.len()));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return findings;
    };
    if name.ends_with(".rs") && !text.starts_with("//!") {
        findings.push(format!("{name}:1: does not open with `//!`, which says what the file is for"));
    }
    findings.extend(length(name, text));
    for (number, line) in text.lines().enumerate() {
        findings.extend(offences(name, line).map(|offence| format!("{name}:{}: {offence}", number + 1)));
    }
    findings
}

fn length(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let (most, hint) = match name {
        ARCHITECTURE => (MAX_ARCHITECTURE_LINES, "say less"),
        // Expansions are written by a test, and as long as the model is deep.
        _ if name.starts_with("tests/golden/") => return None,
        _ if is_source(name) && !LONG.iter().any(|(long, _)| *long == name) => {
            (MAX_LINES, "divide it, or give a reason in `LONG`")
        }
        _ => return None,
    };
    (lines > most).then(|| format!("{name}: {lines} lines, at most {most} are allowed; {hint}"))
}

fn offences(name: &str, line: &str) -> impl Iterator<Item = String> {
    let source = is_source(name);
    // What a package manager writes names its registry.
    let locked = name.ends_with(".lock") || name.ends_with("package-lock.json");
    let words = WORDS.into_iter().filter(move |word| source && has_word(line, word));
    let hosts = HOSTS.into_iter().filter(move |host| !locked && line.contains(host));
    let folders = FOLDERS.into_iter().filter(|folder| has_machine_path(line, folder));
    let allows = (source && unexplained_allow(line)).then(|| "an `allow` without its `reason`".to_owned());
    words
        .map(|word| format!("`{word}` has no place in the project"))
        .chain(hosts.map(|host| format!("names the registry host `{host}`")))
        .chain(folders.map(|folder| format!("a path of one machine, below /{folder}")))
        .chain(allows)
}

fn is_source(name: &str) -> bool {
    [".rs", ".py", ".mjs", ".sh"].iter().any(|extension| name.ends_with(extension))
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let (before, after) = (line[..start].chars().next_back(), line[start + word.len()..].chars().next());
        ![before, after].into_iter().flatten().any(|neighbour| neighbour.is_alphanumeric())
    })
}

fn has_machine_path(line: &str, folder: &str) -> bool {
    line.match_indices(&format!("/{folder}/")).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric() && !"_.-/})".contains(before))
    })
}

/// Attributes of several lines are not looked at: rustfmt breaks one only when it is long, and then it has a reason.
fn unexplained_allow(line: &str) -> bool {
    let line = line.trim_start();
    ["#[allow(", "#![allow(", "#[expect(", "#![expect("].iter().any(|start| line.starts_with(start))
        && line.contains(')')
        && !line.contains("reason")
}

#[cfg(test)]
mod tests {
    use super::{MAX_LINES, check};

    fn finds(name: &str, text: &str, part: &str) -> bool {
        check(name, text.as_bytes()).iter().any(|finding| finding.contains(part))
    }

    #[test]
    fn good_files_have_no_findings() {
        let text = "//! A file.\n#[allow(dead_code, reason = \"shown\")]\nfn f() {} // see /usr/bin\n";
        assert_eq!(check("a.rs", text.as_bytes()), Vec::<String>::new());
        assert_eq!(check("picture.png", &[0xff, 0xd8]), Vec::<String>::new());
        assert_eq!(check("b.md", b"METHODOLOGY target/tmp/x examples/root/x"), Vec::<String>::new());
    }

    #[test]
    fn headers_and_lengths() {
        assert!(finds("a.rs", "fn f() {}\n", "a.rs:1: does not open"));
        assert!(finds("a.py", &"x\n".repeat(MAX_LINES + 1), "401 lines"));
        assert!(finds("ARCHITECTURE.md", &"x\n".repeat(150), "150 lines"));
        assert!(finds("data.csv", &"x".repeat(400_001), "400001 bytes"));
    }

    #[test]
    fn words_paths_hosts_and_allows() {
        for word in super::WORDS {
            assert!(finds("a.rs", &format!("//! x\n// {word}: later\n"), "a.rs:2:"), "{word}");
        }
        for folder in super::FOLDERS {
            for text in [format!("/{folder}/x"), format!("see /{folder}/x"), format!("(/{folder}/x)")] {
                assert!(finds("a.md", &text, "a path of one machine"), "{text}");
            }
        }
        assert!(finds("a.md", concat!("https://crates", ".io/x"), "registry host"));
        assert!(!finds("Cargo.lock", concat!("index.crates", ".io"), "registry host"));
        assert!(finds("a.rs", "//! x\n#[allow(dead_code)]\n", "without its `reason`"));
    }
}
