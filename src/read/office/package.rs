//! A package: the ZIP file of named parts that docx, pptx, odt, epub and ofd are.
//!
//! The parts are unpacked when they are asked for, and every byte that comes out is counted against
//! one limit for the whole package; sizes that the file states are not believed. Names of parts are
//! compared without regard to case and to the kind of slash, as the standards want it. A part whose
//! data are damaged counts as far as it can be unpacked. Where the directory at the end of the file
//! is lost (half a download), the parts are found by the headers that stand before each of them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use zip::ZipArchive;

use crate::read::encoding;

/// Parts that a damaged package is searched for at most.
const MAX_RECOVERED: usize = 10_000;
/// What is said of a file with a password.
pub(in crate::read) const ENCRYPTED: &str = "it is encrypted; save it without a password";

/// An opened package.
pub(in crate::read) struct Package<'b> {
    bytes: &'b [u8],
    archive: Option<ZipArchive<Cursor<&'b [u8]>>>,
    /// By comparable name: the number of the part, or where its data begin in a damaged package.
    parts: BTreeMap<String, Place>,
    limit: u64,
    left: u64,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Entry(usize),
    Data { start: usize, stored: Option<usize> },
}

/// What became of a part.
struct Unpacked {
    bytes: Vec<u8>,
    is_whole: bool,
}

impl<'b> Package<'b> {
    /// Opens a package that may unpack to `limit` bytes.
    pub fn open(bytes: &'b [u8], limit: u64, log: &mut Vec<String>) -> Result<Self, String> {
        let mut package = Self { bytes, archive: None, parts: BTreeMap::new(), limit, left: limit };
        // A library that reads hostile bytes may panic; then the file is damaged.
        let opened = std::panic::catch_unwind(|| ZipArchive::new(Cursor::new(bytes)));
        if let Ok(Ok(archive)) = opened {
            for i in 0..archive.len() {
                if let Some(Ok(name)) = archive.name_for_index(i) {
                    package.parts.entry(comparable(&name)).or_insert(Place::Entry(i));
                }
            }
            package.archive = Some(archive);
        } else {
            package.parts = recovered(bytes);
            if package.parts.is_empty() {
                return Err("its ZIP structure is damaged; save or download it anew".into());
            }
            log.push("the file is damaged or cut off; what could be found in it was read".into());
        }
        Ok(package)
    }

    /// Whether the package has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&comparable(name))
    }

    /// The comparable names of all parts, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The text of a part, None if there is no such part or nothing of it can be read.
    ///
    /// # Errors
    /// The package is encrypted or unpacks to more than its limit.
    pub fn text(&mut self, name: &str, log: &mut Vec<String>) -> Result<Option<String>, String> {
        let Some(&place) = self.parts.get(&comparable(name)) else {
            return Ok(None);
        };
        let unpacked = self.unpack(place)?;
        self.left -= unpacked.bytes.len() as u64;
        let text =
            if unpacked.bytes.is_empty() { Some(String::new()) } else { text_of(unpacked.bytes) };
        match &text {
            None => log.push(format!("`{name}` is not text and was left out")),
            Some(text) if !unpacked.is_whole && text.is_empty() => {
                log.push(format!("`{name}` is damaged and was left out"));
            }
            Some(_) if !unpacked.is_whole => {
                log.push(format!("`{name}` is damaged; it was read up to the damage"));
            }
            Some(_) => {}
        }
        Ok(text.filter(|text| !text.is_empty()))
    }

    fn unpack(&mut self, place: Place) -> Result<Unpacked, String> {
        let left = self.left;
        let too_big = too_big(self.limit);
        let unpacked = match (place, &mut self.archive) {
            (Place::Entry(i), Some(archive)) => {
                let nothing = || Unpacked { bytes: Vec::new(), is_whole: false };
                // See `open`.
                let attempt = std::panic::AssertUnwindSafe(|| {
                    if archive.by_index_raw(i).is_ok_and(|part| part.encrypted()) {
                        return Err(ENCRYPTED.to_string());
                    }
                    Ok(archive
                        .by_index(i)
                        .map_or_else(|_| nothing(), |mut p| inflate(&mut p, left)))
                });
                std::panic::catch_unwind(attempt).unwrap_or_else(|_| Ok(nothing()))?
            }
            (Place::Data { start, stored }, _) => {
                let data = self.bytes.get(start..).unwrap_or_default();
                match stored {
                    Some(n) => inflate(&mut data.take(n as u64), left),
                    None => inflate(&mut DeflateDecoder::new(data), left),
                }
            }
            (Place::Entry(_), None) => Unpacked { bytes: Vec::new(), is_whole: false },
        };
        if unpacked.bytes.len() as u64 > left { Err(too_big) } else { Ok(unpacked) }
    }
}

/// Everything a reader gives, up to its first error and to one byte more than `left`.
fn inflate(part: &mut impl Read, left: u64) -> Unpacked {
    let mut bytes = Vec::new();
    let is_whole = part.take(left.saturating_add(1)).read_to_end(&mut bytes).is_ok();
    Unpacked { bytes, is_whole }
}

/// The reason given for a file that unpacks to more than `limit` bytes.
pub(in crate::read) fn too_big(limit: u64) -> String {
    let shown = match limit {
        n if n >= 1 << 20 => format!("{} MB", n >> 20),
        n => format!("{n} bytes"),
    };
    format!("it unpacks to more than {shown}; split it or raise the limit")
}

/// XML is UTF-8 unless it says otherwise; a few bad bytes, as where a part is cut off, do not say so.
fn text_of(bytes: Vec<u8>) -> Option<String> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let lossy = String::from_utf8_lossy(error.as_bytes());
            let n_bad = lossy.matches(char::REPLACEMENT_CHARACTER).count();
            let n_good = lossy.chars().filter(|c| !c.is_ascii()).count() - n_bad;
            if n_bad * 100 <= n_good {
                lossy.into_owned()
            } else {
                encoding::decode(error.into_bytes(), None, true)?.text
            }
        }
    };
    Some(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_string(),
        None => text,
    })
}

fn comparable(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Parts found by the headers before them: 30 bytes, the name, an extra field, the data.
fn recovered(bytes: &[u8]) -> BTreeMap<String, Place> {
    const HEADER: &[u8] = b"PK\x03\x04";
    let number = |at: usize, n: usize| -> Option<usize> {
        let field = bytes.get(at..at + n)?;
        Some(field.iter().rev().fold(0, |number, &b| number << 8 | usize::from(b)))
    };
    let mut parts = BTreeMap::new();
    let headers = bytes.windows(HEADER.len()).enumerate().filter(|(_, four)| *four == HEADER);
    for (at, _) in headers.take(MAX_RECOVERED) {
        let part = || {
            let (flags, method) = (number(at + 6, 2)?, number(at + 8, 2)?);
            let (packed, name_len) = (number(at + 18, 4)?, number(at + 26, 2)?);
            let start = at + 30 + name_len + number(at + 28, 2)?;
            let name = String::from_utf8_lossy(bytes.get(at + 30..at + 30 + name_len)?);
            let is_plain = flags & 1 == 0 && start < bytes.len() && !name.ends_with('/');
            let stored = match method {
                0 => Some(Some(packed)),
                8 => Some(None),
                _ => None,
            };
            stored
                .filter(|_| is_plain)
                .map(|s| (comparable(&name), Place::Data { start, stored: s }))
        };
        if let Some((name, place)) = part() {
            parts.entry(name).or_insert(place);
        }
    }
    parts
}
