//! Running other programs, with a time limit on each and its name in every error.

use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    io::Read,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const POLL: Duration = Duration::from_millis(20);

/// A program to be run.
pub(crate) struct Program {
    command: Command,
    limit: Duration,
}

/// What a program that ended well wrote.
pub(crate) struct Output {
    /// Its standard output.
    pub(crate) stdout: String,
    /// Its standard error stream.
    pub(crate) stderr: String,
}

impl Program {
    /// `name` is looked up in PATH. The limit of time is ten minutes unless [`Program::limit`] changes it.
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        Self { command: Command::new(name), limit: Duration::from_secs(600) }
    }

    /// Adds arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it in this folder.
    pub(crate) fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes an environment variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Changes the limit of time.
    pub(crate) fn limit(mut self, seconds: u64) -> Self {
        self.limit = Duration::from_secs(seconds);
        self
    }

    /// Runs it, its output going where this program's goes.
    pub(crate) fn run(mut self) -> Result<()> {
        let name = self.name();
        let mut child = self.command.spawn().with_context(|| format!("cannot start `{name}`"))?;
        finish(&mut child, &name, self.limit)
    }

    /// Runs it and collects what it writes; an error quotes the end of that.
    pub(crate) fn output(mut self) -> Result<Output> {
        let name = self.name();
        self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().with_context(|| format!("cannot start `{name}`"))?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let (stdout, stderr) = (thread::spawn(|| collect(stdout)), thread::spawn(|| collect(stderr)));
        let ended = finish(&mut child, &name, self.limit);
        let output =
            Output { stdout: stdout.join().unwrap_or_default(), stderr: stderr.join().unwrap_or_default() };
        match ended {
            Ok(()) => Ok(output),
            Err(error) => bail!("{error:#}\n{}{}", last_lines(&output.stdout), last_lines(&output.stderr)),
        }
    }

    fn name(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        let name: Vec<_> = words.map(OsStr::to_string_lossy).collect();
        let name = name.join(" ");
        // A sweep of thousands of ADC codes is one argument.
        if name.chars().count() > 200 { name.chars().take(200).collect::<String>() + "…" } else { name }
    }
}

/// Whether a program of this name can be started and likes these arguments.
pub(crate) fn works(name: &str, arguments: &[&str]) -> bool {
    Program::new(name).args(arguments).limit(60).output().is_ok()
}

fn finish(child: &mut Child, name: &str, limit: Duration) -> Result<()> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait().with_context(|| format!("lost `{name}`"))? {
            return if status.success() { Ok(()) } else { bail!("`{name}` failed: {status}") };
        }
        if Instant::now() > deadline {
            // If it ended in this moment there is nothing to kill, and nothing is lost.
            let _ = child.kill();
            let _ = child.wait();
            bail!("`{name}` was not done after {} s", limit.as_secs());
        }
        thread::sleep(POLL);
    }
}

fn collect(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    // What was read before a broken pipe is still worth showing.
    let _ = stream.map(|mut stream| stream.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::Program;

    fn shell(script: &str) -> Program {
        Program::new("sh").args(["-c", script])
    }

    #[test]
    fn both_streams_are_collected() {
        let output = shell("echo out; echo err >&2").output().expect("the shell runs");
        assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("out\n", "err\n"));
    }

    #[test]
    fn failures_are_quoted_and_named() {
        let error = shell("echo reason >&2; exit 3").output().err().map(|error| format!("{error:#}"));
        let error = error.unwrap_or_default();
        assert!(error.contains("reason") && error.contains("sh -c") && error.contains('3'), "{error}");
    }

    #[test]
    fn slow_programs_are_stopped() {
        let error = shell("exec sleep 30").limit(0).output().err().map(|error| format!("{error:#}"));
        assert!(error.unwrap_or_default().contains("not done after 0 s"));
    }
}
