//! TAR archives, read as they come from a file or from a decompressor.

use std::io::Read;

use super::Unpacking;
use crate::read::find::Found;

/// Size of a block: the header of the first member.
pub const BLOCK: u64 = 512;

/// Whether bytes begin with a tar header: its magic, or, in the oldest form, its checksum.
pub fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..BLOCK as usize) else { return false };
    if header[257..].starts_with(b"ustar") {
        return true;
    }
    let stated = std::str::from_utf8(&header[148..156]).ok();
    let stated = stated.map(|s| s.trim_matches(['\0', ' '])).filter(|s| !s.is_empty());
    let stated = stated.and_then(|octal| u32::from_str_radix(octal, 8).ok());
    // The checksum counts its own field as spaces.
    let sum =
        |range: std::ops::Range<usize>| header[range].iter().map(|&b| u32::from(b)).sum::<u32>();
    stated == Some(sum(0..148) + 8 * u32::from(b' ') + sum(156..512))
}

/// Gives every file of an archive.
pub(super) fn each(
    archive: &Found,
    bytes: impl Read,
    depth: usize,
    to: &mut Unpacking,
) -> Result<(), String> {
    let mut tar = tar::Archive::new(bytes);
    for entry in tar.entries().map_err(|e| to.budget.fault("the archive", &e))? {
        let entry = entry.map_err(|e| to.budget.fault("the archive", &e))?;
        let kind = entry.header().entry_type();
        let name = super::zip::decoded_name(&entry.path_bytes(), None);
        if kind.is_dir() || super::is_hidden(&name) || kind.is_pax_global_extensions() {
            continue;
        }
        let found = super::member(archive, &name);
        let content = if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            let size = entry.size();
            // The library takes the end of the archive for the end of the file.
            to.budget.read(entry).and_then(|bytes| match bytes.len() as u64 {
                n if n < size && !kind.is_gnu_sparse() => {
                    Err(format!("it is cut off: {n} of {size} bytes are there"))
                }
                _ => Ok(bytes),
            })
        } else {
            Err("a link in an archive, not a file".into())
        };
        to.file(found, content, depth);
        if to.budget.left() == 0 {
            return Err(to.budget.reason());
        }
    }
    Ok(())
}
