//! PDF files: the text in the order it is read, without what stands on every page.
//!
//! ```text
//! bytes ─streams▶ checked ─hayro▶ pages ─content, fonts▶ glyphs ─lines▶ segments
//!       ─running▶ without headers ─columns▶ blocks ─paragraphs▶ source
//! ```
//!
//! A PDF file places glyphs on pages; it knows neither words nor lines. The hayro libraries open the
//! file (damaged tables of contents and files encrypted without a password included), take streams
//! and fonts apart and know the published tables of Chinese, Japanese and Korean characters; they are
//! pure Rust, kept, and small. Pictures are never decoded. What the glyphs make together, which is
//! what the quality of the text hangs on, is decided here from their places.
//!
//! The source of a document is the extracted text, a blank line between paragraphs. Text at odd angles
//! (watermarks) is left out and counted. What was taken as running headers is named in the field
//! `running-lines`.

mod columns;
mod content;
mod fonts;
mod glyphs;
mod info;
mod lines;
mod paragraphs;
mod running;
mod streams;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::content::Interpreter;
use self::glyphs::{Direction, Glyphs};
use self::paragraphs::Paragraph;
use self::running::PageLines;
use crate::dates;
use crate::read::dateline::{self, Dateline};
use crate::read::draft::{Draft, one_line};
use crate::read::format::{Content, Format};
use crate::segment::kinds::ends_sentence;

/// Stack of the thread that reads a file: objects in objects are followed 512 deep.
const STACK: usize = 64 << 20;
/// Lines of turned text that are more than a stamp in the margin.
const TURNED_LINES: usize = 4;
/// Running lines named in the metadata.
const NAMED_LINES: usize = 6;
/// Larger than this multiple of the running text are headings.
const HEADING: f32 = 1.15;
/// Longest title taken from the first page, in characters.
const MAX_TITLE: usize = 120;

/// PDF files.
pub struct PdfFile;

/// Some programs write a few lines before the header.
const HEADER_WITHIN: usize = 1024;

impl Format for PdfFile {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn fits(&self, bytes: &[u8]) -> bool {
        let head = &bytes[..bytes.len().min(HEADER_WITHIN)];
        // A text may speak of the header; then no byte above ASCII surrounds it.
        memchr::memmem::find(head, b"%PDF-")
            .is_some_and(|at| at == 0 || std::str::from_utf8(head).is_err())
    }

    fn read(&self, content: &mut Content, log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
        read(content.bytes(), log)
    }
}

/// Reads a PDF file.
///
/// # Errors
/// If it holds no text that can be read, with the reason and what to do.
pub fn read(bytes: &[u8], log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    // a thread of its own: a panic of a library ends it alone, and its stack is deep enough
    let result = std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .name("pdf".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || {
                let mut log = Vec::new();
                let draft = read_file(bytes, &mut log);
                (draft, log)
            })
            .map_err(|e| format!("no thread could be started to read it: {e}"))?;
        reader.join().map_err(|_| {
            "it is damaged (the PDF library gave up on it); print it to a new PDF".to_string()
        })
    });
    let (draft, notes) = result?;
    log.extend(notes);
    Ok(vec![draft?])
}

fn read_file(bytes: &[u8], log: &mut Vec<String>) -> Result<Draft, String> {
    streams::check(bytes)?;
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(refusal)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err("it is damaged (no page could be found) and no text could be recovered".into());
    }
    let mut interpreter = Interpreter::new(pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()));
    let mut texts = Vec::with_capacity(pages.len());
    let mut tally = Tally::default();
    for (i, page) in pages.iter().enumerate() {
        let (glyphs, problem) = interpreter.page(page);
        if let Some(problem) = problem {
            let read =
                if glyphs.text.is_empty() { "could not be read" } else { "was read in part" };
            log.push(format!("page {} of {} {read}: {problem}", i + 1, pages.len()));
            tally.n_unread += 1;
        }
        tally.count(&glyphs);
        frames(&glyphs, &mut tally, &mut texts);
    }
    let body_size = body_size(&texts);
    let running = running::remove(&mut texts, body_size);
    let running_date = running.iter().find_map(|line| date_of_issue(line));
    let pages: Vec<_> = texts.into_iter().map(|page| columns::blocks(page.segments)).collect();
    let n_pages = tally.n_pages;
    let paragraphs = paragraphs::paragraphs(pages, body_size);
    let source = source(&paragraphs, body_size);
    if source.trim().is_empty() {
        return Err(tally.refusal());
    }
    tally.warn(log);
    let mut draft = Draft::whole(source);
    draft.fields = fields(&pdf, &paragraphs, body_size, running);
    draft.fields.insert("pages".into(), n_pages.to_string());
    draft.add_dateline(dateline::find(&draft.source));
    draft.add_dateline(Dateline { date: own_date(&paragraphs).or(running_date), source: None });
    Ok(draft)
}

fn refusal(error: LoadPdfError) -> String {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "it is encrypted and needs a password; save a copy without one".into()
        }
        LoadPdfError::Decryption(_) => {
            "it is encrypted in a way that is not read; save a copy without a password".into()
        }
        LoadPdfError::Invalid => {
            "it is damaged (no pages could be found) and no text could be recovered; get it anew"
                .into()
        }
    }
}

/// What was seen on the way, for warnings.
#[derive(Default)]
struct Tally {
    n_pages: usize,
    n_unread: usize,
    n_images: usize,
    n_glyphs: usize,
    n_unknown: usize,
    n_slanted: usize,
    /// Pages with images and without text.
    n_pictures: usize,
}

impl Tally {
    fn count(&mut self, page: &Glyphs) {
        self.n_pages += 1;
        self.n_images += page.n_images;
        self.n_glyphs += page.glyphs.len();
        self.n_unknown += page.n_unknown;
        let empty = page.text.trim().is_empty();
        self.n_pictures += usize::from(empty && page.n_images > 0);
    }

    /// Why there is no text.
    fn refusal(&self) -> String {
        let its_pages = match self.n_pages {
            1 => "its page holds".to_string(),
            n => format!("its {n} pages hold"),
        };
        if self.n_unknown > 0 {
            "its fonts do not say which letters they show; recognise them (OCR) first".into()
        } else if self.n_unread > 0 {
            "it is damaged (no page could be read) and no text could be recovered; get it anew"
                .into()
        } else if self.n_images > 0 {
            format!("{its_pages} images and no text; recognise them (OCR) first")
        } else {
            format!("{its_pages} no text; if letters are to be seen, recognise them (OCR) first")
        }
    }

    fn warn(&self, log: &mut Vec<String>) {
        if self.n_pictures > 0 {
            log.push(format!(
                "{} of {} pages hold images and no text; recognise them (OCR) to have their text",
                self.n_pictures, self.n_pages
            ));
        }
        if self.n_unknown * 50 > self.n_glyphs {
            log.push(format!(
                "{} of {} letters are drawn with fonts that do not say which letters they show",
                self.n_unknown, self.n_glyphs
            ));
        }
        if self.n_slanted > 0 {
            log.push(format!(
                "{} lines at an angle (watermarks, stamps) were left out",
                self.n_slanted
            ));
        }
    }
}

/// The segments of a page, direction by direction: what stands upright, and turned text that is more
/// than a stamp in the margin.
fn frames(page: &Glyphs, tally: &mut Tally, texts: &mut Vec<PageLines>) {
    let mut counts: BTreeMap<Direction, usize> = BTreeMap::new();
    for glyph in &page.glyphs {
        *counts.entry(glyph.direction).or_default() += 1;
    }
    if counts.contains_key(&Direction::Columns) {
        counts.remove(&Direction::Down);
    }
    let mut directions: Vec<(usize, Direction)> = counts.into_iter().map(|(d, n)| (n, d)).collect();
    directions.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (i, (_, direction)) in directions.into_iter().enumerate() {
        let segments = lines::segments(page, direction);
        let (top, bottom) = match direction {
            Direction::Right | Direction::Slanted => (page.height, 0.0),
            Direction::Columns | Direction::Down => (page.width, 0.0),
            Direction::Up => (0.0, -page.width),
            Direction::Left => (0.0, -page.height),
        };
        let upright = matches!(direction, Direction::Right | Direction::Columns);
        let keep = match direction {
            Direction::Slanted => false,
            _ => upright || i == 0 || segments.len() >= TURNED_LINES,
        };
        if keep {
            texts.push(PageLines { segments, top, bottom });
        } else {
            tally.n_slanted += segments.len();
        }
    }
}

/// The size of most letters.
fn body_size(pages: &[PageLines]) -> f32 {
    let mut weights: BTreeMap<u32, usize> = BTreeMap::new();
    for line in pages.iter().flat_map(|page| &page.segments) {
        // to a quarter of a point
        *weights.entry((line.size * 4.0).round() as u32).or_default() += line.text.len();
    }
    let commonest = weights.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    commonest.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

/// The text, with headings marked: letters of their size say more than any line break.
fn source(paragraphs: &[Paragraph], body_size: f32) -> String {
    let mut source = String::new();
    for paragraph in paragraphs {
        if !source.is_empty() {
            source.push_str("\n\n");
        }
        let large = paragraph.size > HEADING * body_size;
        if large && is_title(&paragraph.text) && !ends_sentence(&paragraph.text) {
            source.push_str("# ");
        }
        source.push_str(&paragraph.text);
    }
    source.retain(|c| c != '\u{AD}');
    source
}

fn is_title(text: &str) -> bool {
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).take(2).count();
    n_letters == 2 && !text.contains('\t') && text.chars().count() <= MAX_TITLE
}

/// The date that a line of its own gives at the beginning or the end, where letters carry it.
fn own_date(paragraphs: &[Paragraph]) -> Option<String> {
    const BEGINNING: usize = 12;
    const END: usize = 6;
    let end = paragraphs.iter().skip(BEGINNING.max(paragraphs.len().saturating_sub(END)));
    paragraphs.iter().take(BEGINNING).chain(end).find_map(|paragraph| {
        let text = paragraph.text.trim_matches(|c: char| c.is_whitespace() || "()（）".contains(c));
        let (date, n) = dates::at_start(text)?;
        let rest = text.get(n..)?.trim();
        let whole = rest.is_empty() || rest.starts_with("星期") && rest.chars().count() == 3;
        (whole && dates::parse(&date.to_string()).is_some()).then(|| date.to_string())
    })
}

/// The day that a running header names, as newspapers and gazettes do. Printed pages carry the day of
/// printing there in figures alone, so only a date with a word in it counts.
fn date_of_issue(line: &str) -> Option<String> {
    line.char_indices().find_map(|(i, _)| {
        let (date, n) = dates::at_start(&line[i..])?;
        let has_word = line[i..].get(..n)?.contains(char::is_alphabetic);
        (has_word && date.day > 0).then(|| date.to_string())
    })
}

/// The metadata; a file without a title takes the largest words of its beginning: those of the first
/// page that has large ones, and not the name of the office in a letterhead (`清河市人民政府文件`).
fn fields(
    pdf: &Pdf,
    paragraphs: &[Paragraph],
    body_size: f32,
    mut running: Vec<String>,
) -> BTreeMap<String, String> {
    const BEGINNING: usize = 8;
    let mut fields = info::fields(pdf.metadata());
    let large = |p: &&Paragraph| p.size > HEADING * body_size && is_title(&p.text);
    let beginning = paragraphs.iter().take(BEGINNING).filter(large);
    let rank = |p: &Paragraph| {
        (std::cmp::Reverse(p.page), !p.text.ends_with("文件"), (p.size * 2.0).round() as u32)
    };
    // the first of the largest
    let title = beginning.rev().max_by_key(|p| rank(p));
    // a single word in Latin letters with a number in it names the file, not the text
    let named = fields.get("title").is_some_and(|title| {
        !title.is_ascii() || title.contains(' ') || !title.contains(|c: char| c.is_ascii_digit())
    });
    if let (false, Some(title)) = (named, title) {
        fields.insert("title".into(), one_line(&title.text));
    }
    if !running.is_empty() {
        running.truncate(NAMED_LINES);
        fields.insert("running-lines".into(), running.join(" | "));
    }
    fields
}
