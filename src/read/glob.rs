//! Globs that the shell did not expand: their files count as given by name.
//!
//! `*`, `?` and `[…]` stay inside one part of a path, `**` crosses folders, and none of them fits a
//! hidden name unless its dot is written. The walk is ours, because the `glob` package's own ends in
//! a panic at a file name that is not UTF-8.

use std::io::ErrorKind::PermissionDenied;
use std::path::{Component, Path, PathBuf};

use ::glob::{MatchOptions, Pattern};
use walkdir::WalkDir;

use super::find::{Finding, failure, plain, skipped};

const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// Whether a path is a pattern.
pub fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// Adds the files that a pattern fits, and those in the folders that it fits.
///
/// # Errors
/// If it is no pattern, or fits nothing.
pub(super) fn expand(path: &Path, to: &mut Finding) -> Result<(), String> {
    let compiled = |path: &Path| {
        Pattern::new(&path.to_string_lossy()).map_err(|e| format!("not a pattern: {e}"))
    };
    compiled(path)?;
    let is_fixed = |c: &Component| !is_glob(Path::new(c.as_os_str()));
    let base: PathBuf = path.components().take_while(is_fixed).collect();
    let parts: Vec<Component> = path.components().skip_while(is_fixed).collect();
    let pattern = compiled(&parts.iter().collect::<PathBuf>())?;
    let has_any_depth = parts.iter().any(|part| part.as_os_str() == "**");
    let depth = if has_any_depth { usize::MAX } else { parts.len() };
    let root = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let n_before = to.n();
    let walker = WalkDir::new(root).follow_links(true).min_depth(1).max_depth(depth);
    let fits = |at: &Path| {
        let below = at.strip_prefix(root).unwrap_or(at);
        pattern.matches_path_with(Path::new(&*below.to_string_lossy()), OPTIONS)
    };
    for entry in walker.sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if fits(entry.path()) => entry,
            Ok(_) => continue,
            Err(error) => {
                let is_closed = error.io_error().is_some_and(|e| e.kind() == PermissionDenied);
                if is_closed || error.path().is_some_and(fits) {
                    to.warnings.extend(failure(root, &error));
                }
                continue;
            }
        };
        // The path as the pattern was written, without the `.` that the walk begins at; a file
        // called `-` keeps it.
        let path = plain(&base.join(entry.path().strip_prefix(root).unwrap_or(entry.path())));
        let base = if path.starts_with(".") { root } else { &base };
        let kind = entry.file_type();
        if kind.is_dir() || kind.is_file() {
            to.walk(&path, base, !kind.is_dir());
        } else {
            to.warnings.push(skipped(&path, "not a regular file"));
        }
    }
    if n_before == to.n() {
        return Err("no file fits this pattern; check it and the folder you are in".into());
    }
    Ok(())
}
