//! Office files: word processors' and presentations' texts, whatever program wrote them.
//!
//! | format | file | reader |
//! |---|---|---|
//! | docx, docm, dotx | [`docx`] | ZIP of XML parts |
//! | pptx, pptm, ppsx | `pptx` | ZIP of XML parts |
//! | odt, odp, ott | `odt` | ZIP of XML parts |
//!
//! A file is told by its bytes and by what its ZIP directory names, not by its extension: pages and
//! RTF under the name of `.doc` are common. [`package`] unpacks within a limit, [`xml`] streams,
//! [`lines`] writes the text; a reader is a stack machine over the stream and has no recursion.

pub(in crate::read) mod diagram;
pub mod docx;
pub(in crate::read) mod lines;
mod numbering;
mod ordinals;
pub(in crate::read) mod package;
pub mod pptx;
pub(in crate::read) mod properties;
pub(in crate::read) mod relations;
pub(in crate::read) mod styles;
pub(in crate::read) mod symbols;
#[cfg(test)]
mod tests;
pub(in crate::read) mod xhtml;
pub(in crate::read) mod xml;

use package::Package;

use super::draft::Draft;
use super::{epub, rtf};

/// A reader of bytes; see the functions of this type.
pub type Reader = fn(&[u8], u64, &mut Vec<String>) -> Result<Vec<Draft>, String>;

/// The reader of a file, if its bytes are a document that one of ours reads.
pub fn reader(bytes: &[u8]) -> Option<Reader> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(rtf::read);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let package = Package::open(bytes, 0, &mut Vec::new()).ok()?;
    let holds = |start: &str, end: &str| {
        package.names().any(|name| name.starts_with(start) && name.ends_with(end))
    };
    if holds("word/document", ".xml") {
        return Some(docx::read);
    }
    if package.has("ppt/presentation.xml") || holds("ppt/slides/slide", ".xml") {
        return Some(pptx::read);
    }
    if package.has("META-INF/container.xml") || holds("", ".opf") {
        return Some(epub::read);
    }
    None
}
