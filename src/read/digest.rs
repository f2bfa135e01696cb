//! The digest of inputs: everything that reading takes from outside, as one hash.
//!
//! Files by path, name and content, metadata tables beside them, what could not be entered or read. It is
//! taken once before reading, to look for what an earlier run kept, and once from the bytes that were read,
//! to keep it under: a file that changes in between does no harm.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::find::{self, Found};
use crate::store::Key;
use crate::warning::Warning;

/// The hash of each file by its path, or why it cannot be read.
#[derive(Debug, Default)]
pub struct Hashes {
    of: BTreeMap<PathBuf, String>,
    /// Whether a file was read twice with different contents.
    is_torn: bool,
}

impl Hashes {
    /// Notes a file.
    pub fn note(&mut self, path: &Path, hash: String) {
        let known = self.of.insert(path.to_owned(), hash.clone());
        self.is_torn |= known.is_some_and(|known| known != hash);
    }
}

/// BLAKE3 of bytes in hexadecimal, or the reason why there are none.
pub fn hash(bytes: &Result<Vec<u8>, String>) -> String {
    match bytes {
        Ok(bytes) => blake3::hash(bytes).to_hex().to_string(),
        Err(reason) => format!("not read: {reason}"),
    }
}

/// Whether all files can be read again: standard input and pipes give their bytes once.
pub fn are_lasting(found: &[Found]) -> bool {
    found.iter().all(|found| found.path != Path::new(find::STDIN) && found.path.is_file())
}

/// The digest of files, their hashes, and what was doubtful about finding them; none where a file cannot be
/// read again, or changed.
pub fn of(found: &[Found], hashes: &Hashes, warnings: &[Warning]) -> Option<Key> {
    if hashes.is_torn || !are_lasting(found) {
        return None;
    }
    let mut parts: Vec<&[u8]> = Vec::new();
    for Found { path, name, folder, is_named } in found {
        let path = path.as_os_str().as_encoded_bytes();
        let named: &[u8] = if *is_named { b"named" } else { b"found" };
        parts.extend([path, name.as_bytes(), folder.as_bytes(), named]);
    }
    parts.push(b"hashes");
    for (path, hash) in &hashes.of {
        parts.extend([path.as_os_str().as_encoded_bytes(), hash.as_bytes()]);
    }
    parts.push(b"warnings");
    for warning in warnings {
        parts.extend([warning.subject.as_bytes(), warning.message.as_bytes()]);
    }
    Some(Key::of(parts))
}
