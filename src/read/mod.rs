//! Reading: files become a [`Corpus`], and nothing is lost silently.
//!
//! ```text
//! inputs ─find▶ files ─limits▶ bytes ─unpack▶ members ─format▶ drafts ─draft▶ documents ─duplicates▶ Corpus
//!                                                        │          └ metadata tables, patterns
//!                                                        └ encoding (formats of text)
//! ```
//!
//! The only layer that opens inputs. Every file given, found or packed in another ends as one or
//! more documents or as a [`Warning`] that names it and the reason. What a reader is and how to add
//! one is told in [`format`](mod@format).
//!
//! Files are read in parallel, each whole: memory stays below a few times the largest files, one a
//! thread, besides the texts themselves. Files are sorted by path before and after, so the result
//! depends neither on the order of the inputs nor on the threads. Names are made unique in the end:
//! a second row with the same id becomes `id#2`.

pub mod columns;
pub mod dateline;
mod digest;
pub mod draft;
pub mod duplicates;
pub mod encoding;
pub mod epub;
pub mod find;
pub mod format;
pub mod front_matter;
pub mod glob;
pub mod html;
pub mod json;
pub mod limits;
pub mod list;
mod log;
pub mod markdown;
pub mod metadata;
pub mod mojibake;
pub mod office;
pub mod pattern;
pub mod pdf;
pub mod rtf;
pub mod settings;
pub mod sniff;
mod stated;
pub mod subtitles;
pub mod table;
pub mod text;
pub mod unpack;
pub mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use bitcode::{Decode, Encode};
use serde::{Deserialize, Serialize};

pub use settings::{GroupFrom, Inputs, ReadSettings};

use crate::corpus::{Corpus, Document};
use crate::error::{Error, Result};
use crate::exec;
use crate::store::Key;
use crate::warning::{Topic, Warning};
use digest::Hashes;
use draft::Together;
use find::Found;
use format::Content;
use limits::Budget;
use metadata::MetadataTables;
use unpack::Container;

/// What was read: the documents, the files with their hashes, and what went wrong.
#[derive(Debug, Default, Encode, Decode)]
pub struct Reading {
    /// The documents, sorted by name.
    pub corpus: Corpus,
    /// Every file that gave at least one document, sorted by path.
    pub inputs: Vec<InputFile>,
    /// Files skipped or read with a doubt, sorted.
    pub warnings: Vec<Warning>,
    /// Names and hashes of all files that were looked at; none where one can be read only once.
    pub digest: Option<Key>,
}

/// Something that reads, and can tell beforehand what it would read.
pub trait Reader {
    /// Names and hashes of all files, as [`Reading::digest`].
    fn digest(&self) -> Option<Key>;

    /// Reads.
    ///
    /// # Errors
    /// As [`read`].
    fn read(&self) -> Result<Reading>;
}

/// A file that was read, for the run manifest.
#[derive(Debug, Encode, Decode, Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// The path as found.
    pub path: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub blake3: String,
    /// Its size.
    pub bytes: u64,
    /// How many documents it gave; none for a metadata table.
    pub n_documents: u32,
}

/// Members of an archive are read in parallel once so many bytes of them are unpacked.
const BATCH_BYTES: usize = 32 << 20;

/// Reads files, folders, globs and lists of them.
///
/// # Errors
/// An input that does not exist; a setting that cannot be used; with `strict`, any file that cannot
/// be read; no document at all.
pub fn read(inputs: &Inputs, settings: &ReadSettings) -> Result<Reading> {
    Files::find(inputs, settings)?.read()
}

/// Files that were found and are not read yet.
pub struct Files<'a> {
    settings: &'a ReadSettings,
    found: Vec<Found>,
    warnings: Vec<Warning>,
}

impl<'a> Files<'a> {
    /// Finds the files of the inputs.
    ///
    /// # Errors
    /// An input that does not exist.
    pub fn find(inputs: &Inputs, settings: &'a ReadSettings) -> Result<Self> {
        let (found, warnings) = find::find(inputs)?;
        Ok(Self { settings, found, warnings })
    }
}

impl Reader for Files<'_> {
    fn digest(&self) -> Option<Key> {
        if !digest::are_lasting(&self.found) {
            return None;
        }
        let mut hashes = Hashes::default();
        let tables = metadata::paths(&self.found);
        let files: Vec<&Found> =
            self.found.iter().filter(|found| !tables.contains(&found.path)).collect();
        let limit = self.settings.max_file_size;
        let of_files = exec::map(&files, |found| digest::hash(&find::load(found, limit)));
        files.iter().zip(of_files).for_each(|(found, hash)| hashes.note(&found.path, hash));
        for path in &tables {
            hashes.note(path, digest::hash(&metadata::load(path)));
        }
        digest::of(&self.found, &hashes, &self.warnings)
    }

    fn read(&self) -> Result<Reading> {
        read_files(self)
    }
}

fn read_files(files: &Files<'_>) -> Result<Reading> {
    let Files { settings, found, warnings } = files;
    let (found_warnings, mut warnings) = (warnings, warnings.clone());
    let mut files = found.clone();
    let mut hashes = Hashes::default();
    let encoding = settings.encoding.as_deref().map(encoding::for_setting).transpose()?;
    let context = Context {
        settings,
        encoding,
        pattern: settings.group_pattern.as_deref().map(pattern::compile).transpose()?,
        metadata: MetadataTables::take(&mut files, encoding, &mut hashes, &mut warnings),
        has_date_column: AtomicBool::new(false),
        has_group_column: AtomicBool::new(false),
    };
    let mut documents = Vec::new();
    let mut read_inputs = Vec::new();
    for (found, file) in files.iter().zip(exec::map(&files, |found| context.file(found))) {
        hashes.note(&found.path, file.hash);
        warnings.extend(file.warnings);
        read_inputs.extend(file.input);
        documents.extend(file.documents);
    }
    context.doubts(&documents, &mut warnings);
    context.metadata.finish(&mut read_inputs, &mut warnings);
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
            None => {
                "give files, or folders that hold them (text, HTML, PDF, Office, tables, JSON, \
                     archives)"
                    .into()
            }
            Some(first) if skipped.len() == 1 => first.to_string(),
            Some(first) => format!("none of {} files could be read ({first}; …)", skipped.len()),
        }));
    }
    duplicates::number_names(&mut documents, &mut warnings);
    duplicates::mark(&mut documents, settings.collapse_duplicates, &mut warnings);
    warnings.sort();
    read_inputs.sort();
    let digest = digest::of(found, &hashes, found_warnings);
    Ok(Reading { corpus: Corpus::new(documents), inputs: read_inputs, warnings, digest })
}

/// What all files share.
struct Context<'a> {
    settings: &'a ReadSettings,
    encoding: Option<encoding::Charset>,
    pattern: Option<regex::Regex>,
    metadata: MetadataTables,
    /// Whether any document has the field that the user named for the date, or for the group.
    has_date_column: AtomicBool,
    has_group_column: AtomicBool,
}

/// What one file gave.
#[derive(Default)]
struct FileReading {
    documents: Vec<Document>,
    input: Option<InputFile>,
    /// BLAKE3 of its bytes, or why there are none.
    hash: String,
    warnings: Vec<Warning>,
}

impl Context<'_> {
    /// Reads a file, with all that is packed in it.
    fn file(&self, found: &Found) -> FileReading {
        let mut reading = FileReading::default();
        let loaded = find::load(found, self.settings.max_file_size);
        reading.hash = digest::hash(&loaded);
        let bytes = match loaded {
            Ok(bytes) => bytes,
            Err(reason) => {
                reading.warnings.push(find::skipped(&found.path, reason));
                return reading;
            }
        };
        let blake3 = reading.hash.clone();
        let n_bytes = bytes.len() as u64;
        match Container::of(&bytes).filter(|_| !format::is_document(found, &bytes)) {
            None => self.documents(found, bytes, &mut reading),
            Some(container) => self.members(found, &bytes, container, &mut reading),
        }
        if !reading.documents.is_empty() {
            let n_documents = reading.documents.len() as u32;
            let path = found.shown();
            reading.input = Some(InputFile { path, blake3, bytes: n_bytes, n_documents });
        }
        reading
    }

    /// Reads the members of a container, a batch at a time.
    fn members(&self, found: &Found, bytes: &[u8], container: Container, to: &mut FileReading) {
        let (mut batch, mut n_batched, mut n_members) = (Vec::new(), 0, 0usize);
        let read_batch = |batch: &mut Vec<(Found, Vec<u8>)>, to: &mut FileReading| {
            let readings = exec::map_owned(std::mem::take(batch), |(found, bytes)| {
                let mut reading = FileReading::default();
                self.documents(&found, bytes, &mut reading);
                reading
            });
            for reading in readings {
                to.documents.extend(reading.documents);
                to.warnings.extend(reading.warnings);
            }
        };
        let mut budget = Budget::of(bytes.len() as u64, self.settings.max_unpacked_size);
        let result = unpack::members(
            found,
            bytes,
            container,
            &mut budget,
            &format::is_document,
            &mut |member| {
                n_members += 1;
                match member {
                    (found, Err(reason)) => to.warnings.push(find::skipped(&found.path, reason)),
                    (found, Ok(bytes)) => {
                        n_batched += bytes.len();
                        batch.push((found, bytes));
                        if n_batched >= BATCH_BYTES {
                            read_batch(&mut batch, to);
                            n_batched = 0;
                        }
                    }
                }
            },
        );
        read_batch(&mut batch, to);
        if let Err(reason) = result {
            let read = match n_members {
                0 => String::new(),
                _ => "; what came before that was read".into(),
            };
            to.warnings.push(find::skipped(&found.path, format!("{reason}{read}")));
        } else if n_members == 0 {
            to.warnings.push(find::skipped(&found.path, "the archive holds no files"));
        }
    }

    /// Reads the documents of a file that is no container.
    fn documents(&self, found: &Found, bytes: Vec<u8>, to: &mut FileReading) {
        let mut log = Vec::new();
        let budget = Budget::of(bytes.len() as u64, self.settings.max_unpacked_size);
        let mut content = Content::new(bytes).with(self.encoding, self.settings.columns(), budget);
        // A fault in one reader, ours or a library's, costs its file and not the run.
        let drafts = catch_unwind(AssertUnwindSafe(|| {
            let format = format::of(&mut content, found, &mut log)?;
            Ok((format.name(), format.read(&mut content, &mut log)?))
        }));
        let drafts = drafts.unwrap_or_else(|_| {
            Err("reading it failed by a fault of the program; save it in another format"
                .to_string())
        });
        match drafts {
            Ok((format, drafts)) => {
                let encoding = content.encoding();
                let together = Together::of(&drafts, self);
                let documents = exec::map_owned(drafts, |draft| {
                    let mut log = Vec::new();
                    let document = draft.into_document(found, self, &together, &mut log);
                    let encoding = encoding.into();
                    (Document { format: format.into(), encoding, ..document }, log)
                });
                for (document, of_document) in documents {
                    to.documents.push(document);
                    log.extend(of_document);
                }
            }
            Err(reason) => {
                // What was logged before explains the reason, or is repeated by it.
                log.clear();
                to.warnings.push(find::skipped(&found.path, reason));
            }
        }
        let shown = found.shown();
        to.warnings
            .extend(log::gather(log).into_iter().map(|m| Warning::new(Topic::Reading, &shown, m)));
    }

    /// Settings that told nothing about any document.
    fn doubts(&self, documents: &[Document], warnings: &mut Vec<Warning>) {
        if let Some(pattern) = &self.pattern {
            let names = documents.iter().map(|document| document.name.as_str());
            let unfit: Vec<&str> = names.filter(|name| !pattern.is_match(name)).collect();
            if let Some(example) = unfit.iter().min() {
                let message = format!(
                    "{} of {} document names do not fit the pattern (`{example}`)",
                    unfit.len(),
                    documents.len()
                );
                warnings.push(Warning::new(Topic::Reading, "read.group-pattern", message));
            }
        }
        for (setting, name, has) in [
            ("read.date-column", &self.settings.date_column, &self.has_date_column),
            ("read.group-column", &self.settings.group_column, &self.has_group_column),
        ] {
            if let (Some(name), false) = (name, has.load(Ordering::Relaxed)) {
                let fields = documents.iter().flat_map(|d| d.metadata.keys());
                let fields: std::collections::BTreeSet<&str> = fields.map(String::as_str).collect();
                let header: Vec<String> = fields.into_iter().map(ToString::to_string).collect();
                let message =
                    format!("no document has a field `{name}` ({})", columns::shown(&header));
                warnings.push(Warning::new(Topic::Reading, setting, message));
            }
        }
    }
}
