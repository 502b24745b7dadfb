//! Debian packages, for machines where a tool is missing. Elsewhere the error says what to install.

use crate::process::{Program, works};
use anyhow::{Context, Result, bail};
use std::io::{IsTerminal, stdin};

/// Installs what is missing of `packages`, never removing anything, and says so first.
pub(crate) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let wanted = packages.join(" ");
    if !works("apt-get", &["--version"]) {
        bail!(
            "{purpose} is missing, and there is no apt-get to install it: please install what Debian calls {wanted}"
        );
    }
    println!("installing {wanted}: {purpose}");
    let arguments = ["install", "-y", "--no-install-recommends", "--no-remove"];
    let attempt = || apt_get(arguments.into_iter().chain(packages.iter().copied()));
    // A fresh machine has no package lists yet.
    attempt()
        .or_else(|_| apt_get(["update"]).and_then(|()| attempt()))
        .with_context(|| format!("cannot install {wanted}"))
}

fn apt_get<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let me = Program::new("id").args(["-u"]).output()?.stdout;
    let program = match me.trim() {
        "0" => Program::new("apt-get"),
        // Without a terminal nobody could type a password.
        _ if stdin().is_terminal() => Program::new("sudo").args(["apt-get"]),
        _ => Program::new("sudo").args(["-n", "apt-get"]),
    };
    program.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").limit(900).run()
}
