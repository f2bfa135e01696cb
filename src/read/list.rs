//! Lists of files (`--files-from`): one a line, or ended by zero bytes as `find -print0` writes them.
//!
//! Names are bytes: a list may hold names in any encoding, as long as it is that of the disk. A list
//! that begins with the mark of UTF-16, as PowerShell writes it, is decoded.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

use super::find::{self, Finding, STDIN};
use super::glob;
use crate::error::{Error, Result};

/// Adds the files that a list names; one that is missing is skipped with a warning.
///
/// # Errors
/// A list that cannot be read, or names nothing.
pub(super) fn add(list: &Path, to: &mut Finding) -> Result<()> {
    let failed = |reason: String| Error::Input { path: list.into(), reason };
    let mut bytes = Vec::new();
    let read = if list == Path::new(STDIN) {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|e| failed(find::os_reason(&e)))?;
    let n_before = to.n();
    for name in names(&bytes) {
        let path = find::plain(&path(&name));
        match std::fs::metadata(&path) {
            Ok(metadata) => to.walk(&path, Path::new(""), !metadata.is_dir()),
            Err(_) if glob::is_glob(&path) => {
                if let Err(reason) = glob::expand(&path, to) {
                    to.warnings.push(find::skipped(&path, reason));
                }
            }
            Err(e) => to.warnings.push(find::skipped(&path, find::os_reason(&e))),
        }
    }
    if n_before == to.n() {
        return Err(failed("the list names no files; write one a line".into()));
    }
    Ok(())
}

/// The names of a list.
fn names(bytes: &[u8]) -> Vec<Vec<u8>> {
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let bytes = if is_utf16 {
        Cow::Owned(encoding_rs::UTF_16LE.decode(bytes).0.into_owned().into_bytes())
    } else {
        Cow::Borrowed(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
    };
    // A name may hold a line break: that is what zero bytes are for.
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|&b| b == end);
    let names =
        names.map(|name| if end == 0 { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    names.filter(|name| !name.trim_ascii().is_empty()).map(<[u8]>::to_vec).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> Cow<'_, Path> {
    Cow::Borrowed(Path::new(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name)))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> Cow<'_, Path> {
    Cow::Owned(String::from_utf8_lossy(name).into_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<String> {
        names(bytes).iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    #[test]
    fn lists_are_read_as_programs_write_them() {
        assert_eq!(shown(b"\xEF\xBB\xBFa b.txt\r\n\r\n  \nc.txt"), ["a b.txt", "c.txt"]);
        assert_eq!(shown(b"a\nb.txt\0c.txt\r\0"), ["a\nb.txt", "c.txt\r"]);
        let wide: Vec<u8> =
            "\u{feff}潮.txt\r\n水.txt\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(shown(&wide), ["潮.txt", "水.txt"]);
        let big: Vec<u8> = "\u{feff}潮.txt".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(shown(&big), ["潮.txt"]);
        assert_eq!(names(b"b\xFF.txt\n"), [b"b\xFF.txt".to_vec()]);
        assert!(shown(b"\n\r\n").is_empty());
    }
}
