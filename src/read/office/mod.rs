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
pub mod doc;
pub mod docx;
pub(in crate::read) mod lines;
mod numbering;
pub mod odt;
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
use super::format::{Content, Format};
use super::table::workbook::COMPOUND;
use super::unpack::zip;
use super::{epub, rtf};

/// A reader of bytes that may unpack to so many.
type Read = fn(&[u8], u64, &mut Vec<String>) -> Result<Vec<Draft>, String>;

/// A format of office files or books.
pub struct Office {
    name: &'static str,
    extensions: &'static [&'static str],
    kind: Kind,
    read: Read,
}

/// Word.
pub const DOCX: Office = Office {
    name: "Word (docx)",
    extensions: &["docx", "docm", "dotx"],
    kind: Kind::Docx,
    read: docx::read,
};
/// PowerPoint.
pub const PPTX: Office = Office {
    name: "PowerPoint (pptx)",
    extensions: &["pptx", "pptm", "ppsx"],
    kind: Kind::Pptx,
    read: pptx::read,
};
/// OpenDocument texts and presentations.
pub const OPEN_DOCUMENT: Office = Office {
    name: "OpenDocument",
    extensions: &["odt", "ott", "odp"],
    kind: Kind::OpenDocument,
    read: odt::read,
};
/// Books.
pub const EPUB: Office =
    Office { name: "EPUB", extensions: &["epub"], kind: Kind::Epub, read: epub::read };
/// Rich text.
pub const RTF: Office =
    Office { name: "RTF", extensions: &["rtf"], kind: Kind::Rtf, read: rtf::read };
/// Word before 2007, and whatever else old programs keep in compound files.
pub const DOC: Office = Office {
    name: "Word (doc)",
    extensions: &["doc", "dot"],
    kind: Kind::Compound,
    read: doc::read,
};

impl Format for Office {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        Kind::of(bytes) == Some(self.kind)
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        (self.read)(content.bytes(), content.unpacked_limit, log)
    }
}

/// What a file is by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Docx,
    Pptx,
    OpenDocument,
    Epub,
    Rtf,
    Compound,
}

/// Most bytes of the part that names the type of a file.
const MAX_MIMETYPE: u64 = 1000;

impl Kind {
    /// The kind of a file, if it is one of ours.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"{\\rtf") {
            return Some(Self::Rtf);
        }
        if bytes.starts_with(&COMPOUND) {
            return Some(Self::Compound);
        }
        if !zip::is_zip(bytes) {
            return None;
        }
        let mut package = Package::open(bytes, MAX_MIMETYPE, &mut Vec::new()).ok()?;
        let mimetype = package.text("mimetype", &mut Vec::new()).ok().flatten().unwrap_or_default();
        let holds = |start: &str, end: &str| {
            package.names().any(|name| name.starts_with(start) && name.ends_with(end))
        };
        let open = mimetype.strip_prefix("application/vnd.oasis.opendocument.").unwrap_or_default();
        if holds("word/document", ".xml") {
            Some(Self::Docx)
        } else if package.has("ppt/presentation.xml") || holds("ppt/slides/slide", ".xml") {
            Some(Self::Pptx)
        } else if open.starts_with("text") || open.starts_with("presentation") {
            Some(Self::OpenDocument)
        } else if package.has("META-INF/container.xml") || holds("", ".opf") {
            Some(Self::Epub)
        } else {
            None
        }
    }
}
