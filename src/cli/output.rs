//! The output folder, or file: written whole or not at all.
//!
//! Files go to a temporary sibling (`.NAME.tmp-PID`), which is renamed into place when it is
//! complete. With `--force` the old report is first renamed aside, and comes back should the new one
//! not get into its place. A run that is interrupted leaves at most the temporary sibling; the next
//! run into the same folder removes it, if no process has that number any more.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::interrupt::Unfinished;
use crate::error::{Error, Result};
use crate::report::File;
use crate::report::folder::{Folder, put};

/// Checks that a file can be written, before the work starts.
///
/// # Errors
/// It is there already, or its folder is not.
pub fn check_file(path: &Path) -> Result<()> {
    let failed = |reason: String| Error::Output { path: path.to_owned(), reason };
    if path.exists() {
        return Err(failed("exists; name another file, or remove it first".into()));
    }
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() && !parent.is_dir() => {
            Err(failed(format!("{} is no folder; make it first", parent.display())))
        }
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all.
///
/// # Errors
/// What the system says.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = sibling(path, "tmp");
    let unfinished = Unfinished::begin(&temporary);
    let written = fs::write(&temporary, bytes)
        .and_then(|()| unfinished.place(|| fs::rename(&temporary, path)));
    written.map_err(|e| {
        let _ = fs::remove_file(&temporary);
        Error::Output { path: path.to_owned(), reason: e.to_string() }
    })
}

/// A folder that may be written: checked before the work starts.
#[derive(Debug)]
pub struct Target {
    dir: PathBuf,
    /// The folder as the user wrote it, for messages.
    named: PathBuf,
    replaces: bool,
}

impl Target {
    /// Checks that the folder can be written.
    ///
    /// # Errors
    /// It exists and `force` is not given; it holds something other than a report; it is a file; its
    /// parent is one, or cannot be written.
    pub fn check(named: &Path, force: bool) -> Result<Self> {
        let failed = |reason: String| Error::Output { path: named.to_owned(), reason };
        let dir = match fs::canonicalize(named) {
            Ok(dir) => dir,
            Err(_) => std::path::absolute(named).map_err(|e| failed(e.to_string()))?,
        };
        let above = dir.components().any(|c| c == Component::ParentDir);
        let (Some(parent), Some(name), false) = (dir.parent(), dir.file_name(), above) else {
            return Err(failed("names no folder that could be written".into()));
        };
        let replaces = match fs::symlink_metadata(&dir) {
            Ok(found) if !found.is_dir() => {
                return Err(failed("is a file; name a folder".into()));
            }
            Ok(_) if !force => {
                return Err(failed("exists; give --force to replace it, or another folder".into()));
            }
            Ok(_) if !is_replaceable(&dir) => {
                let reason = "is not a leitmotif report (no run.json); it is not replaced, even with \
                              --force";
                return Err(failed(reason.into()));
            }
            Ok(_) => true,
            Err(e) if e.kind() == ErrorKind::NotFound => false,
            Err(e) => return Err(failed(e.to_string())),
        };
        // Try it now rather than after an hour's work: a folder beside the target, at once removed.
        let existing = parent.ancestors().find(|p| p.exists()).unwrap_or(parent);
        let probe = sibling(&existing.join(name), "probe");
        fs::create_dir(&probe)
            .and_then(|()| fs::remove_dir(&probe))
            .map_err(|e| failed(format!("{} cannot be written: {e}", existing.display())))?;
        Ok(Self { named: named.to_owned(), replaces, dir })
    }

    /// Opens the temporary sibling, with all parents.
    pub fn begin(self) -> Result<Draft> {
        let temporary = sibling(&self.dir, "tmp");
        let unfinished = Unfinished::begin(&temporary);
        let parent = self.dir.parent().unwrap_or(&self.dir);
        let made = fs::create_dir_all(parent).and_then(|()| fs::create_dir(&temporary));
        made.map_err(|e| Error::Output { path: temporary.clone(), reason: e.to_string() })?;
        remove_leftovers(&self.dir);
        Ok(Draft { target: self, temporary, unfinished, placed: false })
    }
}

/// A report being written; removed again unless it is put in place.
#[derive(Debug)]
pub struct Draft {
    target: Target,
    temporary: PathBuf,
    unfinished: Unfinished,
    placed: bool,
}

impl Draft {
    /// Writes a file of the report.
    pub fn write(&self, file: &File) -> Result<()> {
        put(self, &file.path, |out| out.write_all(&file.bytes))
    }

    /// Opens a file that is too large to be made in memory.
    pub fn open(&self, path: &str) -> std::io::Result<fs::File> {
        let path = self.temporary.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.temporary))?;
        fs::File::create(path)
    }

    /// Renames the complete report into place.
    pub fn place(mut self) -> Result<()> {
        let old = sibling(&self.target.dir, "old");
        self.unfinished.place(|| self.rename(&old))?;
        self.placed = true;
        if !self.target.replaces {
            return Ok(());
        }
        fs::remove_dir_all(&old).map_err(|e| Error::Output {
            path: old.clone(),
            reason: format!("the new report is in place, but the old one is left here: {e}"),
        })
    }

    fn rename(&self, old: &Path) -> Result<()> {
        let dir = &self.target.dir;
        let failed = |e: std::io::Error| Error::Output {
            path: self.target.named.clone(),
            reason: format!("cannot be put in place: {e}"),
        };
        if self.target.replaces {
            fs::rename(dir, old).map_err(failed)?;
            fs::rename(&self.temporary, dir).map_err(|e| {
                // Nothing better is left to do should the way back fail too: the message names it.
                let _ = fs::rename(old, dir);
                failed(e)
            })
        } else if dir.exists() {
            let reason = "was made by someone else meanwhile; nothing was written".into();
            Err(Error::Output { path: self.target.named.clone(), reason })
        } else {
            fs::rename(&self.temporary, dir).map_err(failed)
        }
    }
}

impl Folder for Draft {
    fn create(&self, path: &str) -> std::io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(self.open(path)?))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_dir_all(&self.temporary);
        }
    }
}

/// Whether a folder is empty or holds a report.
fn is_replaceable(dir: &Path) -> bool {
    let is_empty = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    is_empty || dir.join("run.json").is_file()
}

/// Removes the temporary siblings that dead runs left. What cannot be removed stays: it is not in
/// the way. An old report that was set aside (`old`) is nobody's to remove.
fn remove_leftovers(dir: &Path) {
    let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else { return };
    let prefix = format!(".{}.tmp-", name.to_string_lossy());
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let id = entry.file_name().to_string_lossy().strip_prefix(&prefix).map(str::to_owned);
        if id.is_some_and(|id| is_dead(&id)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether surely no process has this number: only Linux tells.
pub fn is_dead(process: &str) -> bool {
    let is_number = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit());
    is_number && Path::new("/proc/self").exists() && !Path::new("/proc").join(process).exists()
}

fn sibling(dir: &Path, what: &str) -> PathBuf {
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    dir.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn write(dir: &Path, force: bool, text: &str) -> Result<()> {
        let draft = Target::check(dir, force)?.begin()?;
        for path in ["run.json", "tables/a.csv"] {
            draft.write(&File { path: path.into(), bytes: text.as_bytes().to_vec() })?;
        }
        draft.place()
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_report_is_written_with_its_parents_and_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("a/b/out");
        write(&dir, false, "one").unwrap();
        assert_eq!(names(dir.parent().unwrap()), ["out"]);
        assert_eq!(names(&dir), ["run.json", "tables"]);
    }

    #[test]
    fn an_existing_folder_is_replaced_only_by_force_and_only_if_it_is_a_report() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("out");
        write(&dir, false, "one").unwrap();
        assert!(write(&dir, false, "two").unwrap_err().to_string().contains("--force"));
        fs::write(dir.join("stale"), "").unwrap();
        write(&dir, true, "two").unwrap();
        assert_eq!(fs::read_to_string(dir.join("tables/a.csv")).unwrap(), "two");
        assert_eq!(names(&dir), ["run.json", "tables"]);
        assert_eq!(names(root.path()), ["out"]);

        let other = root.path().join("photos");
        fs::create_dir(&other).unwrap();
        write(&other, true, "an empty folder may go").unwrap();
        fs::remove_file(other.join("run.json")).unwrap();
        assert!(
            write(&other, true, "x").unwrap_err().to_string().contains("not a leitmotif report")
        );
        assert!(other.join("tables/a.csv").exists());
    }

    #[test]
    fn an_abandoned_draft_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let draft = Target::check(&root.path().join("out"), false).unwrap().begin().unwrap();
        draft.write(&File { path: "x/y".into(), bytes: vec![] }).unwrap();
        drop(draft);
        assert!(names(root.path()).is_empty());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn drafts_of_dead_runs_are_removed_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let alive = format!(".out.tmp-{}", std::os::unix::process::parent_id());
        // No process has a number so high.
        let dead = ".out.tmp-4294967295";
        let others = [&alive, ".out.old-4294967295", ".out.tmp-x", ".other.tmp-4294967295"];
        for name in others.iter().chain(&[dead]) {
            fs::create_dir_all(root.path().join(name).join("tables")).unwrap();
        }
        write(&root.path().join("out"), false, "one").unwrap();
        let mut left = [&others[..], &["out"]].concat();
        left.sort_unstable();
        assert_eq!(names(root.path()), left);
    }

    #[test]
    fn files_and_paths_without_a_name_are_refused() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        for path in [file.clone(), file.join("out"), root.path().join("no/.."), "/".into()] {
            assert!(Target::check(&path, true).is_err(), "{}", path.display());
        }
    }
}
