//! Inputs become a list of files, each once, in an order that does not depend on theirs.
//!
//! A folder is walked whole; hidden files and folders are passed over, and so are earlier reports of
//! ours, which would be counted as documents. Globs and lists are expanded by
//! [`glob`] and [`list`]. A file reached twice (through two inputs, or a
//! link) is kept once: not under the name of a link, and else under its longest name, that of the
//! outermost input. Two files of one name are told apart by their paths as given.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::{Error, Result};
use crate::read::limits::ByteSize;
use crate::read::{Inputs, glob, list};
use crate::warning::{Topic, Warning};

/// The path that stands for standard input.
pub(super) const STDIN: &str = "-";

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The path as given, or below the folder given.
    pub path: PathBuf,
    /// Its name in every table: relative to the input, with forward slashes.
    pub name: String,
    /// The folder that holds it, relative to the input; the input's own name for files right in it.
    pub folder: String,
    /// Whether it was given by name and not found in a folder.
    pub is_named: bool,
}

impl Found {
    /// The path with forward slashes.
    pub fn shown(&self) -> String {
        slashed(&self.path)
    }

    /// The extension in lower case; that of the file inside for a compressed file (`notes.txt.gz`).
    pub fn extension(&self) -> String {
        let name = self.path.file_name().map(|n| n.to_string_lossy().to_lowercase());
        let name = name.unwrap_or_default();
        let inner = [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|end| name.strip_suffix(end));
        let stem = inner.unwrap_or(&name);
        stem.rsplit_once('.').map(|(_, extension)| extension.to_string()).unwrap_or_default()
    }
}

/// A file on the way to the list, and how it was reached.
struct Reached {
    found: Found,
    /// Its path without links, which is the same however the file is reached.
    real: PathBuf,
    /// Whether a link below the input led to it.
    is_linked: bool,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Finding {
    reached: Vec<Reached>,
    pub(super) warnings: Vec<Warning>,
}

/// All files of the inputs, sorted by path, and what could not be entered.
///
/// # Errors
/// An input that does not exist, or a glob that fits nothing; a list that cannot be read.
pub fn find(inputs: &Inputs) -> Result<(Vec<Found>, Vec<Warning>)> {
    let mut finding = Finding::default();
    if let Some(list) = &inputs.files_from {
        if list == Path::new(STDIN) && inputs.paths.iter().any(|path| path == Path::new(STDIN)) {
            let reason = "standard input is the list of files already".into();
            return Err(Error::Input { path: STDIN.into(), reason });
        }
        list::add(list, &mut finding)?;
    }
    let mut paths: Vec<&PathBuf> = inputs.paths.iter().collect();
    paths.sort();
    for input in paths {
        let path = plain(input);
        if input == Path::new(STDIN) {
            finding.stdin();
        } else if std::fs::symlink_metadata(&path).is_ok() {
            let base = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
            let n_before = finding.n();
            finding.walk(&path, base, !path.is_dir());
            if n_before == finding.n() {
                finding.warnings.push(skipped(&path, "the folder holds no files"));
            }
        } else if glob::is_glob(&path) {
            glob::expand(&path, &mut finding)
                .map_err(|reason| Error::Input { path: input.clone(), reason })?;
        } else {
            let reason = match std::fs::metadata(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => os_reason(&e),
                _ => "no such file or folder; check the spelling and the folder you are in".into(),
            };
            return Err(Error::Input { path: input.clone(), reason });
        }
    }
    Ok(finding.finish())
}

/// A path as messages and names show it: `corpus/` and `./corpus` are the folder `corpus`. A file
/// that is really called `-` keeps what tells it from standard input.
pub(super) fn plain(input: &Path) -> PathBuf {
    let plain: PathBuf = input.strip_prefix("./").unwrap_or(input).components().collect();
    if plain.as_os_str().is_empty() {
        ".".into()
    } else if plain == Path::new(STDIN) {
        Path::new(".").join(plain)
    } else {
        plain
    }
}

/// The bytes of a file that is not larger than the limit.
///
/// # Errors
/// Why it cannot be read.
pub fn load(found: &Found, limit: ByteSize) -> std::result::Result<Vec<u8>, String> {
    let reason = |e: std::io::Error| os_reason(&e);
    let too_large = |size: String| {
        format!("{size} is more than --max-file-size {limit}; raise it or split the file")
    };
    if found.path == Path::new(STDIN) {
        let mut bytes = Vec::new();
        let n = limit.0.saturating_add(1);
        std::io::stdin().take(n).read_to_end(&mut bytes).map_err(reason)?;
        return if bytes.len() as u64 > limit.0 { Err(too_large("it".into())) } else { Ok(bytes) };
    }
    let file = std::fs::File::open(&found.path).map_err(reason)?;
    let size = file.metadata().map_err(reason)?.len();
    if size > limit.0 {
        return Err(too_large(format!("its size of {size} bytes")));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // A file may grow while it is read, and a pipe has no size.
    file.take(limit.0.saturating_add(1)).read_to_end(&mut bytes).map_err(reason)?;
    if bytes.len() as u64 > limit.0 { Err(too_large("it".into())) } else { Ok(bytes) }
}

/// Files that programs leave beside documents: they are named, but are none.
fn is_leftover(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"~$")
        || ["thumbs.db", "desktop.ini"].iter().any(|leftover| name.eq_ignore_ascii_case(leftover))
}

/// Whether a file or folder of this name is passed over: hidden, or put beside others by macOS.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name == "__MACOSX" || name.as_encoded_bytes().starts_with(b".") && name != "." && name != ".."
}

impl Finding {
    /// How much was found or logged.
    pub(super) fn n(&self) -> usize {
        self.reached.len() + self.warnings.len()
    }

    fn stdin(&mut self) {
        let (path, name, folder) = (PathBuf::from(STDIN), "stdin".into(), "stdin".into());
        let found = Found { path: path.clone(), name, folder, is_named: true };
        self.reached.push(Reached { found, real: path, is_linked: false });
    }

    /// Adds every file at or below `path`; names are relative to `base`.
    pub(super) fn walk(&mut self, path: &Path, base: &Path, is_named: bool) {
        let base_path = if base.as_os_str().is_empty() { Path::new(".") } else { base };
        let real_base = base_path.canonicalize().unwrap_or_else(|_| base.to_path_buf());
        let walker = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        let mut walker = walker.filter_entry(|e| e.depth() == 0 || !is_hidden(e.file_name()));
        while let Some(entry) = walker.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.warnings.extend(failure(path, &error));
                    continue;
                }
            };
            let at = entry.path();
            if entry.file_type().is_dir() {
                if entry.depth() > 0
                    && ["run.json", "analysis.json"].iter().all(|f| at.join(f).is_file())
                {
                    let message =
                        "a report of leitmotif, passed over; give the folder by name to read it";
                    self.warnings.push(Warning::new(Topic::Reading, slashed(at), message));
                    walker.skip_current_dir();
                }
            } else if !entry.file_type().is_file() && !is_named {
                // A pipe in a folder would wait for ever; one given by name is meant.
                self.warnings.push(skipped(at, "not a regular file"));
            } else if !is_named && is_leftover(entry.file_name()) {
                let reason =
                    "left by a program beside the documents; give the file by name to read it";
                self.warnings.push(skipped(at, reason));
            } else {
                let real = at.canonicalize().unwrap_or_else(|_| at.to_path_buf());
                let is_linked = real != real_base.join(at.strip_prefix(base).unwrap_or(at));
                let found = found(entry.into_path(), base, is_named);
                self.reached.push(Reached { found, real, is_linked });
            }
        }
    }

    /// Every file once, sorted by path, no two of one name unless their paths look the same.
    fn finish(mut self) -> (Vec<Found>, Vec<Warning>) {
        let mut files: BTreeMap<PathBuf, Reached> = BTreeMap::new();
        let mut links: Vec<(String, PathBuf)> = Vec::new();
        for mut reached in self.reached {
            let rank = |r: &Reached| {
                let depth = r.found.name.matches('/').count();
                (r.is_linked, std::cmp::Reverse(depth), r.found.clone())
            };
            if let Some(kept) = files.get_mut(&reached.real) {
                let is_named = kept.found.is_named || reached.found.is_named;
                if rank(&reached) < rank(kept) {
                    std::mem::swap(kept, &mut reached);
                }
                kept.found.is_named = is_named;
                if reached.is_linked {
                    links.push((reached.found.shown(), reached.real));
                }
            } else {
                files.insert(reached.real.clone(), reached);
            }
        }
        links.sort();
        links.dedup();
        if let Some((link, real)) = links.first()
            && let Some(kept) = files.get(real)
        {
            let message = format!(
                "{} are files that are read under another name, each once (`{link}` is `{}`)",
                links.len(),
                kept.found.shown()
            );
            self.warnings.push(Warning::new(Topic::Reading, "links", message));
        }
        let mut n_of_name: BTreeMap<String, usize> = BTreeMap::new();
        for reached in files.values() {
            *n_of_name.entry(reached.found.name.clone()).or_default() += 1;
        }
        let mut files: Vec<Found> = files.into_values().map(|reached| reached.found).collect();
        for found in &mut files {
            if n_of_name.get(&found.name).is_some_and(|&n| n > 1) {
                found.name = found.shown();
            }
        }
        files.sort();
        (files, self.warnings)
    }
}

/// Why a place below `root` cannot be entered; None for a hidden one.
pub(super) fn failure(root: &Path, error: &walkdir::Error) -> Option<Warning> {
    let at = error.path().unwrap_or(root);
    if at != root && at.file_name().is_some_and(is_hidden) {
        return None;
    }
    let reason = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "a link that leads back into its own folder".into(),
        (None, Some(e)) if is_dangling(at, e) => "a link to nothing".into(),
        (None, Some(e)) => os_reason(e),
        (None, None) => error.to_string(),
    };
    Some(skipped(at, reason))
}

fn found(path: PathBuf, base: &Path, is_named: bool) -> Found {
    let relative = path.strip_prefix(base).unwrap_or(&path);
    let name = slashed(relative);
    let folder = relative.parent().filter(|p| !p.as_os_str().is_empty()).map(slashed);
    let folder = folder.unwrap_or_else(|| {
        let base = base.canonicalize().unwrap_or_else(|_| base.to_path_buf());
        base.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    });
    Found { path, name, folder, is_named }
}

fn is_dangling(path: &Path, error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::NotFound && path.is_symlink()
}

/// A warning that a file is left out.
pub fn skipped(path: &Path, reason: impl Into<String>) -> Warning {
    Warning::new(Topic::Skipped, slashed(path), reason)
}

/// What the system says, in its own words, without the number.
pub fn os_reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    format!("cannot be opened: {}", text.to_lowercase())
}

/// A path with forward slashes.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
