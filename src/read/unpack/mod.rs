//! Containers: compressed files and archives become the files inside them.
//!
//! ```text
//! notes.jsonl.gz          ─▶ notes.jsonl, under the name of the compressed file
//! press.zip, press.tar.gz ─▶ press.zip/2021/a.txt, press.zip/2021/b.pdf, …
//! ```
//!
//! Members are unpacked one at a time, in the order of the archive, and handed on; archives inside
//! archives are opened up to [`MAX_DEPTH`] deep. All members of a file share one [`Budget`]. Hidden
//! members and what macOS puts beside them are passed over, like hidden files in a folder.

mod gzip;
pub mod tar;
pub mod zip;

use std::io::Read;
use std::path::Path;

use crate::read::find::{self, Found};
use crate::read::limits::{Budget, Paced};

/// Archives inside archives are opened so deep.
const MAX_DEPTH: usize = 4;

/// A file inside a container: where it stands, and its bytes or why it is left out.
pub type Member = (Found, Result<Vec<u8>, String>);

/// What takes the members of a container.
pub type Give<'a> = &'a mut dyn FnMut(Member);

/// How files are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// One file or a tar archive, compressed by gzip.
    Gzip,
    /// One file or a tar archive, compressed by Zstandard.
    Zstd,
    /// A tar archive.
    Tar,
    /// A ZIP archive.
    Zip,
}

impl Container {
    /// What the first bytes show.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(gzip::MAGIC) {
            Some(Self::Gzip)
        } else if bytes.starts_with(b"\x28\xB5\x2F\xFD") {
            Some(Self::Zstd)
        } else if zip::is_zip(bytes) {
            Some(Self::Zip)
        } else if tar::is_tar(bytes) {
            Some(Self::Tar)
        } else {
            None
        }
    }
}

/// Gives every file inside a container. `is_document` tells documents that are packed themselves.
///
/// # Errors
/// Why the container cannot be read further; what was given before stands.
pub fn members(
    found: &Found,
    bytes: &[u8],
    container: Container,
    budget: &mut Budget,
    is_document: &dyn Fn(&Found, &[u8]) -> bool,
    give: Give,
) -> Result<(), String> {
    Unpacking { budget, is_document, give }.container(found, bytes, container, 1)
}

/// The state of unpacking one file.
struct Unpacking<'a> {
    budget: &'a mut Budget,
    is_document: &'a dyn Fn(&Found, &[u8]) -> bool,
    give: Give<'a>,
}

impl Unpacking<'_> {
    fn container(
        &mut self,
        found: &Found,
        bytes: &[u8],
        container: Container,
        depth: usize,
    ) -> Result<(), String> {
        match container {
            Container::Zip => zip::each(found, bytes, depth, self),
            Container::Tar => tar::each(found, bytes, depth, self),
            Container::Gzip => {
                let gzip = Paced::new(gzip::Gzip::new(bytes), bytes.len(), gzip::Gzip::n_unread);
                self.stream(found, gzip, depth)
            }
            Container::Zstd => {
                let decoder = zstd::stream::read::Decoder::with_buffer(bytes);
                let decoder = decoder.map_err(|e| self.budget.fault("it", &e))?;
                let unread = |decoder: &zstd::Decoder<&[u8]>| decoder.get_ref().len();
                self.stream(found, Paced::new(decoder, bytes.len(), unread), depth)
            }
        }
    }

    /// A compressed stream: a tar archive is read as it unpacks, anything else is one file.
    fn stream(&mut self, found: &Found, mut stream: impl Read, depth: usize) -> Result<(), String> {
        let mut head = Vec::new();
        let first = (&mut stream).take(tar::BLOCK).read_to_end(&mut head);
        first.map_err(|e| self.budget.fault("it", &e))?;
        let whole = head.as_slice().chain(stream);
        if tar::is_tar(&head) {
            return tar::each(found, whole, depth, self);
        }
        let bytes = self.budget.read(whole)?;
        self.file(found.clone(), Ok(bytes), depth);
        Ok(())
    }

    /// Hands a member on, or opens it if it is a container itself.
    fn file(&mut self, found: Found, bytes: Result<Vec<u8>, String>, depth: usize) {
        let nested = bytes
            .as_ref()
            .ok()
            .and_then(|bytes| Container::of(bytes).filter(|_| !(self.is_document)(&found, bytes)));
        let (Some(container), Ok(bytes)) = (nested, &bytes) else {
            return (self.give)((found, bytes));
        };
        let result = if depth < MAX_DEPTH {
            self.container(&found, bytes, container, depth + 1)
        } else {
            Err(format!("archives more than {MAX_DEPTH} deep inside one another are not opened"))
        };
        if let Err(reason) = result {
            (self.give)((found, Err(reason)));
        }
    }
}

/// A member's place: below the archive, under the name it has there.
fn member(archive: &Found, name: &str) -> Found {
    let name = name.replace('\\', "/");
    let inner: Vec<&str> =
        name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let inner = inner.join("/");
    let folder = inner.rsplit_once('/').map(|(folder, _)| folder.to_string());
    let folder = match (folder, archive.is_named) {
        (Some(folder), true) => folder,
        (None, true) => stem(&archive.name),
        (Some(folder), false) => format!("{}/{folder}", archive.name),
        (None, false) => archive.name.clone(),
    };
    Found {
        path: archive.path.join(&inner),
        name: format!("{}/{inner}", archive.name),
        folder,
        is_named: false,
    }
}

/// Whether a member is passed over like a hidden file.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| find::is_hidden(part.as_ref()))
}

/// An archive's name without what tells that it is one.
fn stem(name: &str) -> String {
    let file = Path::new(name).file_name().map(|n| n.to_string_lossy().into_owned());
    let file = file.unwrap_or_default();
    file.split('.').next().unwrap_or(&file).to_string()
}

#[cfg(test)]
mod tests;
