//! How much memory the program holds, and the most it held since somebody last asked.
//!
//! Linux keeps one high-water mark for the whole run; resetting it would hide from whoever watches us what we
//! took. A thread looks every [`EVERY`] instead; where the mark of the run rose meanwhile, it is the peak
//! to the byte.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the memory is looked at.
const EVERY: Duration = Duration::from_millis(25);

/// A watch on the resident memory, from its making until it is dropped.
#[derive(Debug)]
pub struct Watch {
    most: Arc<AtomicU64>,
    /// The mark of the run when the peak was last taken.
    mark: Mutex<u64>,
}

impl Watch {
    /// Begins to look.
    pub fn start() -> Self {
        let most = Arc::new(AtomicU64::new(0));
        let seen = Arc::downgrade(&most);
        std::thread::spawn(move || {
            while let Some(most) = seen.upgrade() {
                most.fetch_max(status("VmRSS:").unwrap_or(0), Ordering::Relaxed);
                drop(most);
                std::thread::sleep(EVERY);
            }
        });
        Self { most, mark: Mutex::new(0) }
    }

    /// The most memory held since this was last asked, in bytes; none where the system does not tell.
    pub fn take_peak(&self) -> Option<u64> {
        let mark = status("VmHWM:")?;
        let now = status("VmRSS:")?;
        let before =
            std::mem::replace(&mut *self.mark.lock().unwrap_or_else(PoisonError::into_inner), mark);
        let seen = self.most.swap(now, Ordering::Relaxed);
        Some(if mark > before { mark } else { seen.max(now) })
    }
}

/// A figure of the process, in bytes.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_was_held_and_let_go_is_seen_once() {
        let watch = Watch::start();
        let before = watch.take_peak().unwrap();
        let held = vec![1u8; 64 << 20];
        std::thread::sleep(4 * EVERY);
        assert!(held.iter().map(|&b| u64::from(b)).sum::<u64>() == 64 << 20);
        drop(held);
        let peak = watch.take_peak().unwrap();
        assert!(peak > 60 << 20, "{before} {peak}");
    }
}
