//! Ends the program when a case does not end, and says which it was.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) struct Watch {
    running: Arc<Mutex<(String, u64, Instant)>>,
}

impl Watch {
    /// Watches from a thread of its own.
    pub(crate) fn start(limit: Duration) -> Self {
        let running = Arc::new(Mutex::new((String::new(), 0, Instant::now())));
        let watched = Arc::clone(&running);
        thread::spawn(move || {
            loop {
                thread::sleep(limit / 4);
                let (name, number, start) = watched.lock().expect("no panic while it is held").clone();
                if start.elapsed() > limit {
                    println!("{name}, mutation {number}: still running after {limit:?}");
                    std::process::abort();
                }
            }
        });
        Self { running }
    }

    /// Begins a case.
    pub(crate) fn begin(&self, name: &str, number: u64) {
        let mut running = self.running.lock().expect("no panic while it is held");
        if running.0 != name {
            name.clone_into(&mut running.0);
        }
        (running.1, running.2) = (number, Instant::now());
    }
}
