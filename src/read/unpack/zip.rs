//! ZIP archives, and what tells documents that are ZIP files inside.

use std::io::{Cursor, Read};

use encoding_rs::GB18030;
use zip::ZipArchive;

use super::Unpacking;
use crate::read::encoding::{self, Charset};
use crate::read::find::Found;

/// Whether bytes begin like a ZIP file.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a ZIP file has a member of this name.
pub fn holds(bytes: &[u8], name: &str) -> bool {
    is_zip(bytes) && open(bytes).is_ok_and(|zip| zip.index_for_name(name).is_some())
}

/// Whether a ZIP file opens with a member `mimetype` that states this type.
pub fn states_type(bytes: &[u8], media_type: &str) -> bool {
    let Ok(mut zip) = open(bytes) else { return false };
    let mut stated = Vec::new();
    zip.by_name("mimetype").is_ok_and(|member| {
        member.take(200).read_to_end(&mut stated).is_ok()
            && stated.trim_ascii() == media_type.as_bytes()
    })
}

/// Whether all members together unpack to no more than `limit` bytes; sizes that the archive states
/// are not believed. For libraries that unpack without a limit.
///
/// # Errors
/// If they unpack to more.
pub fn check_unpacked(bytes: &[u8], limit: u64) -> Result<(), String> {
    // Not a ZIP file, or a broken one: the library will say so.
    let Ok(mut zip) = open(bytes) else { return Ok(()) };
    let mut left = limit;
    for i in 0..zip.len() {
        let Ok(member) = zip.by_index(i) else { continue };
        let n = std::io::copy(&mut member.take(left.saturating_add(1)), &mut std::io::sink());
        match left.checked_sub(n.unwrap_or(0)) {
            Some(rest) => left = rest,
            None => {
                return Err(format!(
                    "it unpacks to more than {limit} bytes; raise --max-unpacked-size if it should"
                ));
            }
        }
    }
    Ok(())
}

/// Gives every file of an archive.
pub(super) fn each(
    archive: &Found,
    bytes: &[u8],
    depth: usize,
    to: &mut Unpacking,
) -> Result<(), String> {
    let mut zip = open(bytes)?;
    let charset = name_charset(&mut zip);
    for i in 0..zip.len() {
        let stated = zip.by_index_raw(i).map(|member| {
            (decoded_name(member.name_raw(), charset), member.is_dir(), member.encrypted())
        });
        let (name, is_dir, is_encrypted) = match stated {
            Ok(stated) => stated,
            Err(e) => {
                let name = zip.name_for_index(i).and_then(Result::ok).unwrap_or_default();
                let found = super::member(archive, &name);
                to.file(found, Err(format!("it is damaged ({e})")), depth);
                continue;
            }
        };
        if is_dir || super::is_hidden(&name) {
            continue;
        }
        let content = if is_encrypted {
            Err("it is encrypted; unpack the archive with its password first".into())
        } else {
            match zip.by_index(i) {
                Ok(member) if !to.budget.allows(member.compressed_size(), member.size()) => {
                    Err(to.budget.reason())
                }
                Ok(member) => to.budget.read(member),
                Err(e) => Err(format!("it cannot be unpacked ({e})")),
            }
        };
        to.file(super::member(archive, &name), content, depth);
        if to.budget.left() == 0 {
            return Err(to.budget.reason());
        }
    }
    // The library keeps one member of each name.
    match n_stated(bytes).and_then(|n| n.checked_sub(zip.len())) {
        Some(n @ 1..) => Err(format!(
            "{n} of its files are hidden behind another of the same name; unpack it yourself"
        )),
        _ => Ok(()),
    }
}

/// How many members an archive states at its end; None for more than fit the old format.
fn n_stated(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(bytes, b"PK\x05\x06")?;
    let n = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([n[0], n[1]]))).filter(|&n| n < usize::from(u16::MAX))
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, String> {
    ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| format!("the archive is damaged or cut off ({e})"))
}

/// So many bytes of names tell their encoding; fewer are taken for the usual one.
const TELLING_BYTES: usize = 24;

/// The encoding of the names that are not UTF-8, if there are any: what all of them together look
/// like, else GB18030, as Chinese Windows writes them.
fn name_charset(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Charset> {
    let mut names = Vec::new();
    for i in 0..zip.len() {
        if let Ok(member) = zip.by_index_raw(i)
            && std::str::from_utf8(member.name_raw()).is_err()
        {
            names.extend_from_slice(member.name_raw());
            names.push(b'\n');
        }
    }
    if names.is_empty() {
        return None;
    }
    let is_telling = names.iter().filter(|b| !b.is_ascii()).count() >= TELLING_BYTES;
    let guess = is_telling.then(|| encoding::double_byte_guess(&names)).flatten();
    Some(guess.unwrap_or(Charset::standard(GB18030)))
}

/// A member's name: UTF-8, else in the encoding of its neighbours. Beside names in another encoding
/// only characters of three bytes are believed to be UTF-8: 通知 in GBK is two of two bytes each.
pub(super) fn decoded_name(raw: &[u8], charset: Option<Charset>) -> String {
    let is_plain = |name: &str| name.is_ascii() || name.chars().any(|c| c >= '\u{800}');
    match std::str::from_utf8(raw) {
        Ok(name) if charset.is_none() || is_plain(name) => name.to_string(),
        _ => charset.unwrap_or(Charset::standard(GB18030)).decode(raw),
    }
}
