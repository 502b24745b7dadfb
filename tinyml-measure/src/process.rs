//! Running the programs that a measurement needs: cargo, rustc and QEMU. Each has a limit of time.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is asked whether it has ended.
const POLL: Duration = Duration::from_millis(10);

/// Both streams of a program that has succeeded; else what it said, or why it could not be run.
pub(super) fn output(command: &mut Command, seconds: u64) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("`{name}` cannot be started: {error}"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = (thread::spawn(|| collect(stdout)), thread::spawn(|| collect(stderr)));
    let ended = finish(&mut child, &name, seconds);
    let text = stdout.join().unwrap_or_default() + &stderr.join().unwrap_or_default();
    ended.map_err(|error| format!("{error}\n{}", last_lines(&text)))?;
    Ok(text)
}

fn finish(child: &mut Child, name: &str, seconds: u64) -> Result<(), String> {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("`{name}` failed: {status}")),
            Ok(None) if Instant::now() < deadline => thread::sleep(POLL),
            Ok(None) => {
                // If it ended in this moment there is nothing to kill, and nothing is lost.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{name}` was not done after {seconds} s"));
            }
            Err(error) => return Err(format!("`{name}` was lost: {error}")),
        }
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
    lines[lines.len().saturating_sub(20)..].join("\n")
}
