//! Books (EPUB): the chapters in reading order, each a headed part of one document.
//!
//! The package file names the chapters (its spine) and what is known of the book. Left out are the
//! cover, the table of contents and the navigation, which repeat titles; page numbers of the printed
//! edition, marks of notes and phonetic guides, which cut into words; styles and scripts. Headings
//! `h1` to `h6` keep their level. Chapters are XHTML and are streamed like the other XML; books that
//! close their elements carelessly are read all the same. A book whose chapters are encrypted (DRM)
//! is refused; one whose fonts alone are is not.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, one_line};
use super::office::lines::{Line, write};
use super::office::package::Package;
use super::office::relations::joined;
use super::office::xhtml;
use super::office::xml::{Flow, Node, Tag, walk};
use crate::dates;

/// Reads a book that may unpack to `limit` bytes.
pub fn read(bytes: &[u8], limit: u64, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    let mut package = Package::open(bytes, limit, log)?;
    let locked = locked(&package.text("META-INF/encryption.xml", log)?.unwrap_or_default());
    let root = root_file(&mut package, log)?;
    let book = Book::new(&package.text(&root, log)?.unwrap_or_default(), &root);
    let mut lines = Vec::new();
    let chapters = match book.chapters() {
        chapters if chapters.is_empty() => {
            log.push("its list of chapters is lost; they stand in the order of their names".into());
            let is_chapter =
                |name: &&str| [".xhtml", ".html", ".htm"].iter().any(|e| name.ends_with(e));
            package.names().filter(is_chapter).map(String::from).collect()
        }
        chapters => chapters,
    };
    if chapters.iter().any(|part| locked.contains(part)) {
        return Err("its chapters are encrypted (DRM); use a copy without copy protection".into());
    }
    let mut seen = BTreeSet::new();
    for part in chapters.into_iter().filter(|part| seen.insert(part.clone())) {
        let Some(xml) = package.text(&part, log)? else {
            log.push(format!("the chapter `{part}` is missing"));
            continue;
        };
        if let Err(reason) = xhtml::read(&xml, &mut lines) {
            log.push(format!("`{part}` is damaged: {reason}; it was read up to there"));
        }
        lines.push(Line::default());
    }
    let text = write(&lines);
    if text.is_empty() {
        return Err("its chapters hold no text; if they show some, it is in images".into());
    }
    Ok(vec![Draft { fields: book.fields, ..Draft::whole(text) }])
}

/// The package file: what the container says, else the first one there is.
fn root_file(package: &mut Package<'_>, log: &mut Vec<String>) -> Result<String, String> {
    let container = package.text("META-INF/container.xml", log)?.unwrap_or_default();
    let mut root = None;
    let _ = walk(&container, |node| {
        if let (Node::Start(tag), None) = (node, &root)
            && tag.name == "rootfile"
        {
            root = tag.attr("full-path").map(|path| joined("", &decoded(&path)));
        }
        Flow::Enter
    });
    let root = root.filter(|root| package.has(root));
    let found = || package.names().find(|name| name.ends_with(".opf")).map(String::from);
    Ok(root.or_else(found).unwrap_or_default())
}

/// The parts that are encrypted, other than fonts that are merely obfuscated.
fn locked(encryption: &str) -> BTreeSet<String> {
    let (mut parts, mut algorithm) = (BTreeSet::new(), String::new());
    let _ = walk(encryption, |node| {
        if let Node::Start(tag) = node {
            match tag.name {
                "EncryptedData" => algorithm.clear(),
                "EncryptionMethod" if algorithm.is_empty() => {
                    algorithm = tag.attr("Algorithm").unwrap_or_default();
                }
                "CipherReference" => {
                    let is_font = algorithm.contains("idpf.org") || algorithm.contains("adobe.com");
                    if let Some(uri) = tag.attr("URI").filter(|_| !is_font) {
                        parts.insert(joined("", &decoded(&uri)));
                    }
                }
                _ => {}
            }
        }
        Flow::Enter
    });
    parts
}

/// What the package file says.
#[derive(Default)]
struct Book {
    fields: BTreeMap<String, String>,
    /// The parts by id.
    parts: BTreeMap<String, String>,
    spine: Vec<String>,
    /// Parts that are cover, contents or navigation.
    left_out: BTreeSet<String>,
}

impl Book {
    fn new(xml: &str, root: &str) -> Self {
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut book = Self::default();
        let mut value = String::new();
        let mut is_publication = true;
        let _ = walk(xml, |node| {
            match node {
                Node::Start(tag) => {
                    value.clear();
                    is_publication = tag.attr("event").is_none_or(|e| e == "publication");
                    book.start(&tag, folder);
                }
                Node::Text(text) => value.push_str(text),
                Node::End(name) => {
                    let value = one_line(&std::mem::take(&mut value));
                    book.add(name, value, is_publication);
                }
            }
            Flow::Enter
        });
        book
    }

    fn start(&mut self, tag: &Tag<'_>, folder: &str) {
        let target = || {
            tag.attr("href").map(|href| {
                let path = href.split('#').next().unwrap_or_default();
                joined(folder, &decoded(path))
            })
        };
        match tag.name {
            "item" => {
                if let (Some(id), Some(part)) = (tag.attr("id"), target()) {
                    let properties = tag.attr("properties").unwrap_or_default();
                    let kind = tag.attr("media-type").unwrap_or_default();
                    let is_text = kind.is_empty() || kind.contains("html") || kind.contains("xml");
                    if properties.split_whitespace().any(|p| p == "nav") || !is_text {
                        self.left_out.insert(part.clone());
                    }
                    self.parts.insert(id, part);
                }
            }
            "itemref" => self.spine.extend(tag.attr("idref")),
            "reference" => {
                let kind = tag.attr("type").unwrap_or_default();
                if matches!(kind.as_str(), "cover" | "toc") {
                    self.left_out.extend(target());
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, name: &str, value: String, is_publication: bool) {
        let key = match name {
            "title" => "title",
            "creator" => "author",
            "date" if dates::parse(&value).is_some() => "date",
            "publisher" => "source",
            "subject" | "language" => name,
            _ => return,
        };
        if value.is_empty() || key == "date" && !is_publication {
            return;
        }
        let field = self.fields.entry(key.into()).or_default();
        match key {
            "author" | "subject" if !field.is_empty() => {
                field.push_str("; ");
                field.push_str(&value);
            }
            _ if field.is_empty() => *field = value,
            _ => {}
        }
    }

    /// The parts to read, in order.
    fn chapters(&self) -> Vec<String> {
        let parts = self.spine.iter().filter_map(|id| self.parts.get(id));
        // A book may be one file that some reader calls its cover.
        let kept: Vec<String> =
            parts.clone().filter(|part| !self.left_out.contains(*part)).cloned().collect();
        if kept.is_empty() { parts.cloned().collect() } else { kept }
    }
}

/// A path with its percent signs decoded.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex =
            after.get(..2).filter(|_| first == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
