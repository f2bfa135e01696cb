//! Reading: files become a [`Corpus`], and nothing is lost silently.
//!
//! The only layer that opens inputs. Every file given or found ends as one or more documents or as
//! a [`Warning`] that names it and the reason. The way of a file: [`find`] lists it, its bytes are
//! hashed and looked at ([`sniff`]), decoded ([`encoding`]), given to the reader of its format, and
//! what comes out ([`draft`]) takes its name, date and group.
//!
//! Files are read in parallel, and sorted by path before and after: the result depends neither on
//! the order of the inputs nor on the threads. Names are made unique in the end: a second row with
//! the same id becomes `id#2`.

pub mod dateline;
pub mod dates;
pub mod draft;
pub mod encoding;
pub mod find;
pub mod front_matter;
pub mod html;
pub mod json;
pub mod mojibake;
pub mod sniff;
pub mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Document};
use crate::error::{Error, Result};
use crate::exec;
use crate::warning::{Topic, Warning};
use draft::Draft;
use find::Found;

/// How files are found and read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReadSettings {
    /// Encoding of every file, by its WHATWG label; detected a file at a time when absent.
    pub encoding: Option<String>,
    /// Where a document's group comes from.
    pub group_from: GroupFrom,
    /// A file that cannot be read is an error instead of a warning.
    pub strict: bool,
}

impl Default for ReadSettings {
    fn default() -> Self {
        Self { encoding: None, group_from: GroupFrom::Metadata, strict: false }
    }
}

/// Where a document's group comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum GroupFrom {
    /// The `group` field, else `source`, else none.
    Metadata,
    /// The folder that holds the file, relative to its input.
    Folder,
    /// No groups.
    None,
}

/// What was read: the documents, the files with their hashes, and what went wrong.
#[derive(Debug, Default)]
pub struct Reading {
    /// The documents, sorted by name.
    pub corpus: Corpus,
    /// Every file that gave at least one document, sorted by path.
    pub inputs: Vec<InputFile>,
    /// Files skipped or read with a doubt, sorted.
    pub warnings: Vec<Warning>,
}

/// A file that was read, for the run manifest.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// The path as found.
    pub path: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Its size.
    pub bytes: u64,
    /// How many documents it gave.
    pub n_documents: u32,
}

/// A reader turns a decoded file into documents. It logs what it leaves out (a bad row) and goes
/// on; it fails, with the reason, when the file gives no document. It knows neither names nor
/// settings: [`Draft::into_document`] gives every format the same name, date and group rules.
pub type Reader =
    fn(text: String, log: &mut Vec<String>) -> std::result::Result<Vec<Draft>, String>;

/// A format: its extensions in lower case and its reader.
struct Format {
    extensions: &'static [&'static str],
    /// Whether the file may declare its own encoding.
    is_markup: bool,
    read: Reader,
}

const TEXT: Format =
    Format { extensions: &["txt", "text", "md", "markdown"], is_markup: false, read: text::read };
const HTML: Format =
    Format { extensions: &["html", "htm", "xhtml", "shtml"], is_markup: true, read: html::read };

/// Every format that is read.
///
/// To add a sibling: write `src/read/<format>.rs` with one function of type [`Reader`] that returns
/// a [`Draft`] a document (`fields` hold `title`, `date`, `group`, `source` and whatever else the
/// file says, all as text), add `pub mod <format>;` above and a line here, and take its extensions
/// out of [`NOT_DOCUMENTS`]. Discovery, decoding, names, dates, groups and warnings come for free.
/// A format of bytes rather than characters needs its own branch before decoding in [`read_file`].
const FORMATS: [Format; 4] = [
    TEXT,
    HTML,
    Format { extensions: &["jsonl", "ndjson"], is_markup: false, read: json::read_lines },
    Format { extensions: &["json"], is_markup: false, read: json::read },
];

/// Text files that a folder of documents may hold beside them: not read unless given by name.
const NOT_DOCUMENTS: [&str; 44] = [
    "bash",
    "bat",
    "bib",
    "c",
    "cfg",
    "conf",
    "cpp",
    "css",
    "csv",
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
    "ps1",
    "py",
    "r",
    "rb",
    "rs",
    "sh",
    "sql",
    "srt",
    "svg",
    "toml",
    "ts",
    "tsv",
    "tsx",
    "vtt",
    "xml",
    "xsd",
    "xsl",
    "yaml",
    "yml",
    "zsh",
    "properties",
    "tmp",
];

/// Warnings about single rows that are kept for a file; more are counted.
const MAX_ROW_WARNINGS: usize = 50;

/// Reads files, folders and globs.
///
/// # Errors
/// An input that does not exist; an unknown encoding; with `strict`, any file that cannot be read;
/// no document at all.
pub fn read(inputs: &[PathBuf], settings: &ReadSettings) -> Result<Reading> {
    let encoding = settings.encoding.as_deref().map(encoding::for_setting).transpose()?;
    let (files, mut warnings) = find::find(inputs)?;
    let results = exec::map(&files, |found| read_file(found, encoding, settings));
    let (mut documents, mut read_inputs) = (Vec::new(), Vec::new());
    for (found, result) in files.iter().zip(results) {
        match result {
            Ok(file) => {
                warnings.extend(
                    file.log
                        .into_iter()
                        .map(|message| Warning::new(Topic::Reading, found.shown(), message)),
                );
                read_inputs.push(file.input);
                documents.extend(file.documents);
            }
            Err(reason) => warnings.push(find::skipped(&found.path, reason)),
        }
    }
    number_duplicates(&mut documents, &mut warnings);
    warnings.sort();
    warnings.dedup();
    let skipped: Vec<&Warning> = warnings.iter().filter(|w| w.topic == Topic::Skipped).collect();
    if let (Some(first), true) = (skipped.first(), settings.strict) {
        let more = match skipped.len() - 1 {
            0 => String::new(),
            n => format!(" (and {n} more that cannot be read)"),
        };
        let reason = format!("{}{more}", first.message);
        return Err(Error::Input { path: PathBuf::from(&first.subject), reason });
    }
    if documents.is_empty() {
        return Err(Error::NoDocuments(match skipped.first() {
            None => "give files (.txt, .md, .html, .jsonl, .json) or folders that hold them".into(),
            Some(first) if skipped.len() == 1 => first.to_string(),
            Some(first) => format!("none of {} inputs could be read ({first}; …)", skipped.len()),
        }));
    }
    read_inputs.sort();
    Ok(Reading { corpus: Corpus::new(documents), inputs: read_inputs, warnings })
}

/// What one file gave.
struct FileReading {
    documents: Vec<Document>,
    input: InputFile,
    log: Vec<String>,
}

fn read_file(
    found: &Found,
    setting: Option<encoding::Charset>,
    settings: &ReadSettings,
) -> std::result::Result<FileReading, String> {
    let extension = found.path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let extension = extension.unwrap_or_default();
    let bytes = load(found, &extension)?;
    let format = FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str()));
    if format.is_none() && !found.is_named && NOT_DOCUMENTS.contains(&extension.as_str()) {
        return Err(format!(
            "`.{extension}` is not a document format; give the file by name to read it as text"
        ));
    }
    // Unknown names may hide pages; XML declares its encoding like a page.
    let is_markup = format.is_none_or(|f| f.is_markup);
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let n_bytes = bytes.len() as u64;
    let decoded = encoding::decode(bytes, setting, is_markup)
        .ok_or_else(|| "binary data, not text in any encoding".to_string())?;
    let text = decoded.text;
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
    let format = match format {
        Some(f) if f.extensions != TEXT.extensions => f,
        _ if sniff::is_page(&text) => &HTML,
        _ => &TEXT,
    };
    let mut log = Vec::new();
    if let Some(doubt) = decoded.doubt {
        let guess = &decoded.encoding;
        log.push(format!(
            "encoding guessed as {guess} with doubt: {doubt}; name it with --encoding"
        ));
    }
    let n_lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    let drafts = (format.read)(text, &mut log)?;
    let mut documents = Vec::with_capacity(drafts.len());
    for draft in drafts {
        documents.push(draft.into_document(found, &decoded.encoding, settings, &mut log));
    }
    if log.len() > MAX_ROW_WARNINGS {
        let n_more = log.len() - MAX_ROW_WARNINGS;
        log.truncate(MAX_ROW_WARNINGS);
        log.push(format!("… and {n_more} more warnings of this file"));
    }
    if n_lost > 0 {
        log.push(format!(
            "{n_lost} characters could not be decoded from {} and show as U+FFFD; if the text looks \
             wrong, name the encoding",
            decoded.encoding
        ));
    }
    let n_documents = documents.len() as u32;
    let input = InputFile { path: found.shown(), blake3: hash, bytes: n_bytes, n_documents };
    Ok(FileReading { documents, input, log })
}

/// The bytes of a file, unless its first ones show a format that is not read.
fn load(found: &Found, extension: &str) -> std::result::Result<Vec<u8>, String> {
    const HEAD: u64 = 4096;
    let reason = |e: std::io::Error| find::os_reason(&e);
    let mut file = std::fs::File::open(&found.path).map_err(reason)?;
    let mut bytes = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut bytes).map_err(reason)?;
    if let Some(reason) = sniff::foreign_format(&bytes, extension) {
        return Err(reason);
    }
    file.read_to_end(&mut bytes).map_err(reason)?;
    Ok(bytes)
}

/// Numbers documents that share a name, in order of path and row: `id`, `id#2`, `id#3`.
fn number_duplicates(documents: &mut [Document], warnings: &mut Vec<Warning>) {
    let mut names = BTreeSet::new();
    let mut n_of_name: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents.iter() {
        *n_of_name.entry(document.name.clone()).or_default() += 1;
        names.insert(document.name.clone());
    }
    n_of_name.retain(|_, n| *n > 1);
    let mut n_seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_renamed: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for document in documents {
        if !n_of_name.contains_key(&document.name) {
            continue;
        }
        let n = n_seen.entry(document.name.clone()).or_default();
        *n += 1;
        if *n == 1 {
            continue;
        }
        // A row may already call itself id#2.
        let mut name = format!("{}#{n}", document.name);
        while !names.insert(name.clone()) {
            *n += 1;
            name = format!("{}#{n}", document.name);
        }
        let file = n_renamed.entry(document.path.clone()).or_default();
        file.0 += 1;
        if file.1.is_empty() {
            file.1 = format!("`{}` became `{name}`", document.name);
        }
        document.name = name;
    }
    for (path, (n, example)) in n_renamed {
        let message = format!("{n} rows have an id that is taken and were numbered ({example})");
        warnings.push(Warning::new(Topic::Reading, path, message));
    }
}
