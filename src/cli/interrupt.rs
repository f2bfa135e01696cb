//! Ctrl-C: the run ends at once, and what was half-written goes.
//!
//! Whoever writes something that is not whole yet tells its path ([`Unfinished`]). On an interrupt (or a
//! request to terminate) a thread of its own removes these paths and ends the program, wherever the work
//! is. What is being put in place holds the list meanwhile ([`Unfinished::place`]), so that it is in
//! place or not at all.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::progress::say;

/// The exit code of programs that were interrupted.
const INTERRUPTED: i32 = 130;
/// How long half-written files are tried to be removed.
const PATIENCE: Duration = Duration::from_millis(700);

static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static STOPPING: AtomicBool = AtomicBool::new(false);

/// Something that is not whole yet; it is forgotten when this is dropped.
#[derive(Debug)]
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Tells of a file or folder that is about to be made.
    pub fn begin(path: &Path) -> Self {
        list().push(path.to_owned());
        Self(path.to_owned())
    }

    /// Runs what puts it in place, during which no interrupt is heard.
    pub fn place<T>(&self, put: impl FnOnce() -> T) -> T {
        let _held = list();
        put()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut list = list();
        if let Some(i) = list.iter().position(|path| *path == self.0) {
            list.swap_remove(i);
        }
    }
}

fn list() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens from now on. Where the system does not let us, Ctrl-C ends the program as ever, and the next
/// run removes what is left.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        let unfinished = list();
        unfinished.iter().for_each(|path| remove(path));
        say("interrupted; nothing was written");
        std::process::exit(INTERRUPTED);
    });
}

/// Waits for the end where an interrupt is being served: the failures it caused are no news.
pub fn settle() {
    while STOPPING.load(Ordering::SeqCst) {
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Removes a file or folder, again as long as somebody still writes into it.
fn remove(path: &Path) {
    let began = Instant::now();
    while path.exists() && began.elapsed() < PATIENCE {
        let _ =
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    }
}
