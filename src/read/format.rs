//! Formats: what a reader is, which there are, and how a file finds its own.
//!
//! A file is given to the first format that its bytes show ([`Format::fits`]), else to the one that
//! its extension names, else, when it decodes as text, to the one that the text opens like. So a
//! page under the name of a text file is read as a page, and a PDF as a PDF whatever it is called.
//!
//! To add a format, write `src/read/<format>.rs` along this template, name the file in
//! `src/read/mod.rs` and the format in [`FORMATS`]; discovery, limits, archives, decoding, metadata,
//! names, dates, groups and warnings come for free:
//!
//! ```
//! use leitmotif::read::draft::Draft;
//! use leitmotif::read::format::{Content, Format};
//!
//! /// Notes kept as `title | text`, one note a line.
//! pub struct Notes;
//!
//! impl Format for Notes {
//!     // What messages call the format.
//!     fn name(&self) -> &'static str {
//!         "notes"
//!     }
//!
//!     // In lower case; `NOT_DOCUMENTS` below must not list them.
//!     fn extensions(&self) -> &'static [&'static str] {
//!         &["notes"]
//!     }
//!
//!     // A format that its first bytes tell does so here; others leave this out. One of bytes says
//!     // `is_binary` and reads `content.bytes()`, one of text reads `content.take_text()`.
//!     fn fits(&self, bytes: &[u8]) -> bool {
//!         bytes.starts_with(b"#notes\n")
//!     }
//!
//!     // A draft a document. What is left out goes into `log`; a file that gives no document is an
//!     // error: one clause that says what is wrong and what to do.
//!     fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
//!         let text = content.take_text(log)?;
//!         let mut drafts = Vec::new();
//!         for (i, line) in text.lines().enumerate().skip(1) {
//!             let Some((title, note)) = line.split_once(" | ") else {
//!                 log.push(format!("line {} left out: it has no ` | `", i + 1));
//!                 continue;
//!             };
//!             let mut draft = Draft { row: Some(i + 1), ..Draft::whole(note.into()) };
//!             // `title`, `date`, `group`, `source` and whatever else the file says, as text.
//!             draft.fields.insert("title".into(), title.into());
//!             drafts.push(draft);
//!         }
//!         if drafts.is_empty() { Err("there is no note in it".into()) } else { Ok(drafts) }
//!     }
//! }
//!
//! let mut content = Content::new(b"#notes\nTides | The tide turns at noon.\n".to_vec());
//! let drafts = Notes.read(&mut content, &mut Vec::new()).unwrap();
//! assert_eq!(drafts[0].source, "The tide turns at noon.");
//! ```

use super::columns::Columns;
use super::draft::Draft;
use super::find::Found;
use super::limits::Budget;
use super::table::{delimited, parquet, workbook};
use super::unpack::zip;
use super::{encoding, html, json, markdown, office, pdf, sniff, subtitles, text, xml};

/// A kind of file and how its documents are read.
pub trait Format: Sync {
    /// What messages call it.
    fn name(&self) -> &'static str;

    /// The extensions of its files, in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether it reads bytes rather than decoded text.
    fn is_binary(&self) -> bool {
        false
    }

    /// Whether a file may declare its own encoding.
    fn declares_encoding(&self) -> bool {
        false
    }

    /// Whether the bytes are of this format, whatever the file is called.
    fn fits(&self, _bytes: &[u8]) -> bool {
        false
    }

    /// The documents of a file. `log` takes what is left out, a sentence each.
    ///
    /// # Errors
    /// The reason, in one clause, when the file gives no document.
    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String>;
}

/// Every format that is read.
pub const FORMATS: [&dyn Format; 19] = [
    &text::PlainText,
    &markdown::Markdown,
    &html::Html,
    &xml::Xml,
    &subtitles::Subtitles,
    &json::JsonLines,
    &json::Json,
    &delimited::COMMAS,
    &delimited::TABS,
    &workbook::Workbook,
    &parquet::Parquet,
    &pdf::PdfFile,
    &office::DOCX,
    &office::PPTX,
    &office::OPEN_DOCUMENT,
    &office::EPUB,
    &office::RTF,
    &office::OFD,
    &office::DOC,
];

/// A file's bytes, the way to its text, and what the user said about both.
#[derive(Debug)]
pub struct Content {
    bytes: Vec<u8>,
    text: Option<String>,
    encoding: String,
    setting: Option<encoding::Charset>,
    /// Which columns or keys hold what.
    pub columns: Columns,
    /// Most bytes that may be unpacked from it.
    pub unpacked_limit: u64,
}

impl Content {
    /// Bytes with the default settings.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            text: None,
            encoding: String::new(),
            setting: None,
            columns: Columns::default(),
            unpacked_limit: u64::MAX,
        }
    }

    /// The same with what the user said.
    pub(super) fn with(
        self,
        setting: Option<encoding::Charset>,
        columns: Columns,
        budget: Budget,
    ) -> Self {
        Self { setting, columns, unpacked_limit: budget.left(), ..self }
    }

    /// The bytes; none once they are decoded.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, handed over.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Whether the first bytes are none of text.
    fn looks_binary(&self) -> bool {
        const HEAD: usize = 512;
        let head = &self.bytes[..self.bytes.len().min(HEAD)];
        head.is_empty() || head.contains(&0) || zip::is_zip(head)
    }

    /// The encoding it was decoded from, by its WHATWG name; empty for a format of bytes.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The decoded text. `is_markup` tells that it may declare its own encoding.
    ///
    /// # Errors
    /// If it is no text, or none worth reading.
    pub fn decode(&mut self, is_markup: bool, log: &mut Vec<String>) -> Result<&str, String> {
        if self.text.is_none() {
            let bytes = std::mem::take(&mut self.bytes);
            let decoded = encoding::decode(bytes, self.setting, is_markup)
                .ok_or("binary data, not text in any encoding")?;
            check(&decoded, log)?;
            (self.text, self.encoding) = (Some(decoded.text), decoded.encoding);
        }
        Ok(self.text.as_deref().unwrap_or_default())
    }

    /// The decoded text, handed over.
    ///
    /// # Errors
    /// If it is no text, or none worth reading.
    pub fn take_text(&mut self, log: &mut Vec<String>) -> Result<String, String> {
        self.decode(false, log)?;
        Ok(self.text.take().unwrap_or_default())
    }
}

/// Refuses what only looks like text, and logs what could not be decoded.
fn check(decoded: &encoding::Decoded, log: &mut Vec<String>) -> Result<(), String> {
    let text = decoded.text.as_str();
    // A setting decodes anything; zero characters show that it was no text.
    if text.contains('\0') && !decoded.encoding.starts_with("utf-16") {
        return Err("binary data, not text in the encoding set".into());
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err("the file is empty".into());
    }
    if u32::try_from(text.len()).is_err() {
        return Err("larger than 4 GB once decoded; split it".into());
    }
    if let Some(doubt) = &decoded.doubt {
        let guess = &decoded.encoding;
        log.push(format!(
            "encoding guessed as {guess} with doubt: {doubt}; name it with --encoding"
        ));
    }
    let n_lost = decoded.n_lost;
    if n_lost > 0 {
        log.push(format!(
            "{n_lost} characters could not be decoded from {} and show as U+FFFD; if the text looks \
             wrong, name the encoding",
            decoded.encoding
        ));
    }
    Ok(())
}

/// Whether a file that looks like a container is a document: it is of a format of ours, or a ZIP
/// file whose name says that it should be.
pub(super) fn is_document(found: &Found, bytes: &[u8]) -> bool {
    let extension = found.extension();
    FORMATS.into_iter().any(|format| format.fits(bytes))
        || zip::is_zip(bytes)
            && (by_extension(&extension).is_some_and(Format::is_binary)
                || sniff::is_foreign_package(&extension))
}

/// The format of a file.
///
/// # Errors
/// The reason why it is none of ours.
pub(super) fn of(
    content: &mut Content,
    found: &Found,
    log: &mut Vec<String>,
) -> Result<&'static dyn Format, String> {
    let extension = found.extension();
    if let Some(format) = FORMATS.into_iter().find(|f| f.fits(content.bytes())) {
        return Ok(format);
    }
    let format = by_extension(&extension);
    if format.is_none_or(|format| !format.is_binary())
        && let Some(reason) = sniff::foreign_format(content.bytes(), &extension)
    {
        return Err(reason);
    }
    if format.is_none() && !found.is_named && NOT_DOCUMENTS.contains(&extension.as_str()) {
        return Err(format!(
            "`.{extension}` is not a document format; give the file by name to read it as text"
        ));
    }
    // Pages and plain text under the name of an office file are common.
    let is_misnamed = |format: &dyn Format| format.is_binary() && !content.looks_binary();
    let format = format.filter(|format| !is_misnamed(*format));
    match format {
        Some(format) if format.name() != text::PlainText.name() => {
            if format.declares_encoding() {
                content.decode(true, log)?;
            }
            // Pages are saved under the name of XML.
            let is_page =
                format.name() == xml::Xml.name() && sniff::is_page(content.decode(true, log)?);
            Ok(if is_page { &html::Html } else { format })
        }
        // Unknown names may hide pages; XML declares its encoding like a page.
        _ => Ok(by_opening(content.decode(format.is_none(), log)?, format.is_none())),
    }
}

fn by_extension(extension: &str) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|format| format.extensions().contains(&extension))
}

/// The format that a text opens like; tables and JSON only where no name says that it is text.
fn by_opening(text: &str, is_unnamed: bool) -> &'static dyn Format {
    if sniff::is_page(text) {
        &html::Html
    } else if text.trim_start().starts_with("<?xml") {
        &xml::Xml
    } else if is_unnamed && sniff::is_json(text) {
        &json::Json
    } else if is_unnamed && let Some(table) = delimited::by_opening(text) {
        table
    } else {
        &text::PlainText
    }
}

/// Text files that a folder of documents may hold beside them: not read unless given by name.
const NOT_DOCUMENTS: [&str; 39] = [
    "bash",
    "bat",
    "bib",
    "c",
    "cfg",
    "conf",
    "cpp",
    "css",
    "db",
    "geojson",
    "go",
    "h",
    "ini",
    "ipynb",
    "java",
    "js",
    "lock",
    "log",
    "map",
    "php",
    "pl",
    "properties",
    "ps1",
    "py",
    "r",
    "rb",
    "rs",
    "sh",
    "sql",
    "svg",
    "tmp",
    "toml",
    "ts",
    "tsx",
    "xsd",
    "xsl",
    "yaml",
    "yml",
    "zsh",
];
