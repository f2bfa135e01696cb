//! Office files: word processors' and presentations' texts, whatever program wrote them.
//!
//! | file | reader | what it is |
//! |---|---|---|
//! | docx, docm, dotx | [`docx`] | ZIP of XML parts |
//! | pptx, pptm, ppsx | [`pptx`] | ZIP of XML parts |
//! | odt, ott, odp | [`odt`] | ZIP of XML parts |
//! | ofd | [`ofd`] | ZIP of XML pages |
//! | epub | [`super::epub`] | ZIP of XHTML chapters |
//! | doc, dot, wps | [`doc`] | compound file |
//! | rtf | [`super::rtf`] | text with controls |
//!
//! A file is told by its bytes and by what its ZIP directory names, not by its extension: pages and
//! RTF under the name of `.doc` are common. [`package`] unpacks within a limit, [`xml`] streams,
//! [`lines`] writes the text; a reader is a stack machine over the stream and has no recursion.

pub(in crate::read) mod diagram;
pub mod doc;
pub mod docx;
pub(in crate::read) mod lines;
mod numbering;
pub mod odt;
pub mod ofd;
mod ordinals;
pub(in crate::read) mod package;
pub mod pptx;
pub(in crate::read) mod properties;
pub(in crate::read) mod relations;
pub(in crate::read) mod styles;
mod summary;
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

/// Most bytes of the part that names the type of a file.
const MAX_MIMETYPE: u64 = 1000;

/// The reader of a file, if its bytes are a document that one of ours reads.
pub fn reader(bytes: &[u8]) -> Option<Reader> {
    if bytes.starts_with(b"{\\rtf") {
        return Some(rtf::read);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(doc::read);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let mut package = Package::open(bytes, MAX_MIMETYPE, &mut Vec::new()).ok()?;
    if package.has("OFD.xml") {
        return Some(ofd::read);
    }
    let mimetype = package.text("mimetype", &mut Vec::new()).ok().flatten().unwrap_or_default();
    let holds = |start: &str, end: &str| {
        package.names().any(|name| name.starts_with(start) && name.ends_with(end))
    };
    if holds("word/document", ".xml") {
        return Some(docx::read);
    }
    if package.has("ppt/presentation.xml") || holds("ppt/slides/slide", ".xml") {
        return Some(pptx::read);
    }
    let open = mimetype.strip_prefix("application/vnd.oasis.opendocument.").unwrap_or_default();
    if open.starts_with("text") || open.starts_with("presentation") {
        return Some(odt::read);
    }
    if package.has("META-INF/container.xml") || holds("", ".opf") {
        return Some(epub::read);
    }
    None
}
