//! Inputs become a list of files, each once, in an order that does not depend on theirs.
//!
//! A folder is walked whole; hidden files and folders are passed over. A glob that the shell did not
//! expand is expanded here, and its files count as given by name. A file reached twice (through two
//! inputs, or a link) is kept once, under its longest name, that of the outermost input. Two files
//! of one name are told apart by their paths as given.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, Result};
use crate::read::Inputs;
use crate::read::limits::ByteSize;
use crate::warning::{Topic, Warning};

/// The path that stands for standard input.
const STDIN: &str = "-";

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

/// All files of the inputs, sorted by path, and what could not be entered.
///
/// # Errors
/// An input that does not exist, or a glob that fits nothing; a list that cannot be read.
pub fn find(inputs: &Inputs) -> Result<(Vec<Found>, Vec<Warning>)> {
    let (mut all, mut warnings) = (Vec::new(), Vec::new());
    if let Some(list) = &inputs.files_from {
        listed(list, &mut all, &mut warnings)?;
        if list == Path::new(STDIN) && inputs.paths.iter().any(|path| path == Path::new(STDIN)) {
            let reason = "standard input is the list of files already".into();
            return Err(Error::Input { path: STDIN.into(), reason });
        }
    }
    let mut paths: Vec<&PathBuf> = inputs.paths.iter().collect();
    paths.sort();
    for input in paths {
        if input == Path::new(STDIN) {
            all.push(Found {
                path: STDIN.into(),
                name: "stdin".into(),
                folder: "stdin".into(),
                is_named: true,
            });
            continue;
        }
        // "corpus/" and "./corpus" are the folder "corpus".
        let plain = input.strip_prefix("./").unwrap_or(input).components().collect::<PathBuf>();
        let path = if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain };
        if std::fs::symlink_metadata(&path).is_ok() {
            let base = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
            let n_before = (all.len(), warnings.len());
            walk(&path, base, !path.is_dir(), &mut all, &mut warnings);
            if n_before == (all.len(), warnings.len()) {
                warnings.push(skipped(&path, "the folder holds no files"));
            }
        } else if path.to_string_lossy().contains(['*', '?', '[']) {
            expand(&path, &mut all, &mut warnings)?;
        } else {
            let reason = match std::fs::metadata(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => os_reason(&e),
                _ => "no such file or folder; check the spelling and the folder you are in".into(),
            };
            return Err(Error::Input { path: input.clone(), reason });
        }
    }
    Ok((once(all), warnings))
}

/// The files that a list names, one a line, under the paths written there.
fn listed(list: &Path, all: &mut Vec<Found>, log: &mut Vec<Warning>) -> Result<()> {
    let failed = |e: std::io::Error| Error::Input { path: list.into(), reason: os_reason(&e) };
    let mut bytes = Vec::new();
    if list == Path::new(STDIN) {
        std::io::stdin().read_to_end(&mut bytes).map_err(failed)?;
    } else {
        std::fs::File::open(list).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(failed)?;
    }
    let text = String::from_utf8_lossy(&bytes);
    for line in text.trim_start_matches('\u{feff}').split(['\n', '\0']) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let path = Path::new(line.strip_prefix("./").unwrap_or(line));
        match std::fs::metadata(path) {
            Ok(metadata) => walk(path, Path::new(""), !metadata.is_dir(), all, log),
            Err(e) => log.push(skipped(path, os_reason(&e))),
        }
    }
    Ok(())
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

/// Every file at or below `path`; names are relative to `base`.
fn walk(path: &Path, base: &Path, is_named: bool, all: &mut Vec<Found>, log: &mut Vec<Warning>) {
    let is_visible =
        |e: &DirEntry| e.depth() == 0 || !e.file_name().as_encoded_bytes().starts_with(b".");
    let walker = WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in walker.into_iter().filter_entry(is_visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            // A pipe in a folder would wait for ever; one given by name is meant.
            Ok(entry) if entry.file_type().is_file() || is_named => {
                all.push(found(entry.into_path(), base, is_named));
            }
            Ok(entry) => log.push(skipped(entry.path(), "not a regular file")),
            Err(error) => {
                let at = error.path().unwrap_or(path);
                let is_hidden =
                    at.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
                if is_hidden && at != path {
                    continue;
                }
                let reason = match (error.loop_ancestor(), error.io_error()) {
                    (Some(_), _) => "a link that leads back into its own folder".into(),
                    (None, Some(e)) if is_dangling(at, e) => "a link to nothing".into(),
                    (None, Some(e)) => os_reason(e),
                    (None, None) => error.to_string(),
                };
                log.push(skipped(at, reason));
            }
        }
    }
}

fn expand(pattern: &Path, all: &mut Vec<Found>, log: &mut Vec<Warning>) -> Result<()> {
    let failed = |reason: String| Error::Input { path: pattern.to_path_buf(), reason };
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
    let matches = glob::glob_with(&pattern.to_string_lossy(), options)
        .map_err(|e| failed(format!("not a pattern: {e}")))?;
    let is_fixed =
        |c: &std::path::Component<'_>| !c.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let base: PathBuf = pattern.components().take_while(is_fixed).collect();
    let n_before = (all.len(), log.len());
    for matched in matches {
        match matched {
            Ok(path) => walk(&path, &base, !path.is_dir(), all, log),
            Err(error) => log.push(skipped(error.path(), os_reason(error.error()))),
        }
    }
    if n_before == (all.len(), log.len()) {
        return Err(failed("no file fits this pattern; check it and the folder you are in".into()));
    }
    Ok(())
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

/// Every file once, sorted by path, no two of one name.
fn once(all: Vec<Found>) -> Vec<Found> {
    let mut files: BTreeMap<PathBuf, Found> = BTreeMap::new();
    for found in all {
        let key = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
        let rank = |f: &Found| (std::cmp::Reverse(f.name.matches('/').count()), f.clone());
        let kept = files.entry(key).or_insert_with(|| found.clone());
        let is_named = kept.is_named || found.is_named;
        if rank(&found) < rank(kept) {
            *kept = found;
        }
        kept.is_named = is_named;
    }
    let mut n_of_name: BTreeMap<String, usize> = BTreeMap::new();
    for found in files.values() {
        *n_of_name.entry(found.name.clone()).or_default() += 1;
    }
    let mut files: Vec<Found> = files.into_values().collect();
    for found in &mut files {
        if n_of_name.get(&found.name).is_some_and(|&n| n > 1) {
            found.name = found.shown();
        }
    }
    files.sort();
    files
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
