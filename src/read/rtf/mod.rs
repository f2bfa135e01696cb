//! Rich text (RTF), with the encodings that Chinese files have.
//!
//! Bytes of text are gathered and decoded in the encoding of their font (`\fcharset134`), else of
//! the file (`\ansicpg936`), so a character may be two escapes, an escape and a letter, or two plain
//! bytes; `\u21495?` is a character and what old programs show for it. Only the text of the document
//! is kept: pictures, headers, field codes, comments, deleted and hidden text are groups or states
//! that are passed over, as is every group marked optional (`\*`) that is none of ours. Tables and
//! headings come out as those of the other formats, footnotes behind the text.
//!
//! Our own because the reader that was tried (rtf-parser 0.4) decodes every byte as Latin-1, loses
//! rows of tables and prints pictures as digits. Groups lie on a stack of ours.

pub(in crate::read) mod codepages;
#[cfg(test)]
mod tests;
mod tokens;

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use self::tokens::{Token, Tokens};
use super::draft::{Draft, one_line};
use super::office::lines::{Line, add_row, first_heading, write};
use super::office::properties;
use super::office::styles::{Role, role_of_name, role_of_outline};
use super::office::symbols;

/// Groups that hold no text of the document.
const SILENT: [&str; 42] = [
    "annotation",
    "atnauthor",
    "atndate",
    "atnicn",
    "atnid",
    "atnparent",
    "atnref",
    "atntime",
    "atrfend",
    "atrfstart",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "datafield",
    "do",
    "filetbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "keywords",
    "listoverridetable",
    "listtable",
    "nonesttables",
    "nonshppict",
    "objdata",
    "operator",
    "pict",
    "revtbl",
    "shprslt",
    "sp",
    "tc",
    "xe",
];
/// Optional groups that hold text of the document.
const OPTIONAL: [&str; 3] = ["shpinst", "ud", "shptxt"];
/// A symbol font.
const SYMBOLS: i32 = 2;

/// Reads an RTF file.
pub fn read(bytes: &[u8], _limit: u64, _log: &mut Vec<String>) -> Result<Vec<Draft>, String> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err("it is no RTF file; save it anew".into());
    }
    let mut reading = Reading::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        reading.take(token, &mut tokens);
    }
    reading.end_paragraph();
    reading.end_row();
    let Reading { mut lines, notes, info, title, .. } = reading;
    let title = title.or_else(|| first_heading(&lines));
    if !notes.is_empty() {
        lines.push(Line::default());
        lines.extend(notes);
    }
    let text = write(&lines);
    if text.is_empty() {
        return Err("it holds no text; if it shows pages, they are images".into());
    }
    Ok(vec![properties::draft(text, title, info)])
}

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Body,
    Note,
    /// A text box, which hangs on a paragraph of the body.
    Box,
    Fonts,
    Styles,
    /// A field of the document's properties.
    Info(&'static str),
    Nowhere,
}

/// What holds inside a group.
#[derive(Debug, Clone)]
struct Group {
    target: Target,
    font: i32,
    /// Bytes that stand behind a `\u` for old programs.
    n_fallback: usize,
    is_hidden: bool,
    /// Whether a `\*` came just before.
    is_optional: bool,
    format: Format,
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Copy, Default)]
struct Format {
    style: i32,
    outline: Option<usize>,
    in_table: bool,
}

struct Reading {
    group: Group,
    outer: Vec<Group>,
    default_font: i32,
    page: &'static Encoding,
    /// The character sets of the fonts.
    fonts: BTreeMap<i32, i32>,
    styles: BTreeMap<i32, Role>,
    /// The style that is being described.
    style: i32,
    /// Bytes to decode, and whether the last is the first half of a character.
    pending: Vec<u8>,
    is_half: bool,
    surrogate: Option<u16>,
    n_to_skip: usize,
    text: String,
    boxed: String,
    note: String,
    /// Text of a table of fonts or styles, or of the properties.
    aside: String,
    cell: Vec<Line>,
    row: Vec<Vec<Line>>,
    lines: Vec<Line>,
    notes: Vec<Line>,
    date: [i32; 3],
    info: BTreeMap<String, String>,
    title: Option<String>,
}

impl Reading {
    fn new() -> Self {
        let group = Group {
            target: Target::Body,
            font: -1,
            n_fallback: 1,
            is_hidden: false,
            is_optional: false,
            format: Format::default(),
        };
        Self {
            group,
            default_font: -1,
            outer: Vec::new(),
            page: codepages::of_code_page(1252),
            fonts: BTreeMap::new(),
            styles: BTreeMap::new(),
            style: 0,
            pending: Vec::new(),
            is_half: false,
            surrogate: None,
            n_to_skip: 0,
            text: String::new(),
            boxed: String::new(),
            note: String::new(),
            aside: String::new(),
            cell: Vec::new(),
            row: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            date: [0; 3],
            info: BTreeMap::new(),
            title: None,
        }
    }

    fn take(&mut self, token: Token<'_>, tokens: &mut Tokens<'_>) {
        match token {
            Token::Open => {
                self.flush();
                self.n_to_skip = 0;
                self.outer.push(self.group.clone());
                self.group.is_optional = false;
            }
            Token::Close => self.close(),
            Token::Byte { .. } if self.n_to_skip > 0 => self.n_to_skip -= 1,
            Token::Byte { byte, is_raw } => {
                self.add(byte);
                if is_raw
                    && self.is_half
                    && let Some(second) = tokens.raw()
                {
                    self.add(second);
                }
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word("bin", n) => tokens.skip(usize::try_from(n.unwrap_or(0)).unwrap_or(0)),
            Token::Word("u", n) => self.unicode(n.unwrap_or(0)),
            Token::Word(name, n) => {
                // Programs that leave the fallback out go on with a control word.
                let is_fallback = std::mem::take(&mut self.n_to_skip) > 0;
                if !(is_fallback && character(name).is_some()) {
                    self.word(name, n);
                }
            }
        }
    }

    fn encoding(&self) -> &'static Encoding {
        let charset = self.fonts.get(&self.group.font).copied();
        charset.and_then(codepages::of_charset).unwrap_or(self.page)
    }

    /// Gathers a byte.
    fn add(&mut self, byte: u8) {
        if byte > 0 {
            self.is_half = !self.is_half && codepages::is_lead(self.encoding(), byte);
            self.pending.push(byte);
        }
    }

    /// Decodes the bytes that were gathered.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        self.is_half = false;
        if self.fonts.get(&self.group.font) == Some(&SYMBOLS) && self.group.target == Target::Body {
            let shown: String = bytes
                .iter()
                .map(|&b| if b == b' ' { " " } else { symbols::shown(u32::from(b)) })
                .collect();
            self.push(&shown);
            return;
        }
        let (text, _) = self.encoding().decode_without_bom_handling(&bytes);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if self.group.is_hidden {
            return;
        }
        match self.group.target {
            Target::Body => self.text.push_str(text),
            Target::Note => self.note.push_str(text),
            Target::Box => self.boxed.push_str(text),
            Target::Fonts | Target::Styles | Target::Info(_) => self.aside.push_str(text),
            Target::Nowhere => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        self.n_to_skip = self.group.n_fallback;
        // Numbers above 32767 are written as negative ones.
        let unit = number as u16;
        let units = match self.surrogate.take() {
            Some(high) => vec![high, unit],
            None if (0xD800..0xDC00).contains(&unit) => {
                self.surrogate = Some(unit);
                return;
            }
            None if (0xF000..0xF100).contains(&unit) => {
                self.push(symbols::shown(u32::from(unit)));
                return;
            }
            None => vec![unit],
        };
        let text: String = char::decode_utf16(units).flatten().filter(|c| *c != '\0').collect();
        self.push(&text);
    }

    fn symbol(&mut self, symbol: u8) {
        if self.n_to_skip > 0 && symbol != b'*' {
            self.n_to_skip -= 1;
            return;
        }
        match symbol {
            b'*' => self.group.is_optional = true,
            // As a second half these belong to the character.
            b'\\' | b'{' | b'}' => self.add(symbol),
            b'~' => self.word("nbsp", None),
            b'_' => self.word("-", None),
            b'\n' | b'\r' => self.word("par", None),
            b'\t' => self.word("tab", None),
            _ => {}
        }
    }

    fn close(&mut self) {
        self.flush();
        self.n_to_skip = 0;
        let inner = self.group.target;
        let Some(outer) = self.outer.pop() else {
            return;
        };
        match inner {
            Target::Styles => self.end_style(),
            Target::Info(key) if outer.target != inner => self.end_info(key),
            Target::Note if outer.target != inner => {
                let note = std::mem::take(&mut self.note);
                self.notes.extend(note.split('\n').map(Line::body));
            }
            Target::Fonts => self.aside.clear(),
            _ => {}
        }
        self.group = outer;
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.aside);
        let name = name.trim().trim_end_matches(';').to_lowercase();
        if let Some(role) = role_of_name(&name) {
            self.styles.insert(self.style, role);
        }
        self.style = 0;
    }

    fn end_info(&mut self, key: &'static str) {
        let value = one_line(&std::mem::take(&mut self.aside));
        let [year, month, day] = std::mem::take(&mut self.date);
        let value = match key {
            "created" | "modified" => format!("{year:04}-{month:02}-{day:02}"),
            _ => value,
        };
        self.info.entry(key.into()).or_insert(value);
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        self.flush();
        let is_optional = std::mem::take(&mut self.group.is_optional);
        if is_optional && !OPTIONAL.contains(&name) || SILENT.contains(&name) {
            self.group.target = Target::Nowhere;
            return;
        }
        let on = number != Some(0);
        match name {
            "ansicpg" => self.page = codepages::of_code_page(number.unwrap_or(0)),
            "mac" => self.page = codepages::of_code_page(10000),
            "fonttbl" => self.group.target = Target::Fonts,
            "stylesheet" => self.group.target = Target::Styles,
            "info" | "upr" => self.group.target = Target::Nowhere,
            "ud" => {
                self.group.target =
                    self.outer.iter().rev().nth(1).map_or(Target::Nowhere, |g| g.target)
            }
            "title" | "subject" | "author" | "creatim" | "revtim" => self.begin_info(name),
            "yr" => self.date[0] = number.unwrap_or(0),
            "mo" => self.date[1] = number.unwrap_or(0),
            "dy" => self.date[2] = number.unwrap_or(0),
            "footnote" if self.group.target == Target::Body => self.group.target = Target::Note,
            "shptxt" if self.group.target == Target::Body => self.group.target = Target::Box,
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.group.font = self.default_font;
            }
            "f" => self.group.font = number.unwrap_or(0),
            "fcharset" if self.group.target == Target::Fonts => {
                self.fonts.insert(self.group.font, number.unwrap_or(0));
            }
            "s" if self.group.target == Target::Styles => self.style = number.unwrap_or(0),
            "s" => self.group.format.style = number.unwrap_or(0),
            "outlinelevel" => {
                self.group.format.outline = number.and_then(|n| usize::try_from(n).ok())
            }
            "uc" => self.group.n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "plain" => {
                self.group.is_hidden = false;
                self.group.font = self.default_font;
            }
            "v" | "deleted" => self.group.is_hidden = on,
            _ => match (character(name), self.group.target) {
                (Some(character), _) => self.push(character),
                (None, Target::Body) => self.end_something(name),
                (None, _) if matches!(name, "par" | "cell" | "row") => self.push("\n"),
                _ => {}
            },
        }
    }

    fn begin_info(&mut self, name: &str) {
        self.aside.clear();
        self.date = [0; 3];
        self.group.target = match name {
            "title" => Target::Info("title"),
            "subject" => Target::Info("subject"),
            "author" => Target::Info("author"),
            "creatim" => Target::Info("created"),
            _ => Target::Info("modified"),
        };
    }

    fn end_something(&mut self, name: &str) {
        match name {
            "par" | "sect" | "page" | "nestcell" => self.end_paragraph(),
            "cell" => {
                self.group.format.in_table = true;
                self.end_paragraph();
                self.row.push(std::mem::take(&mut self.cell));
            }
            "row" => self.end_row(),
            "pard" => self.group.format = Format::default(),
            "intbl" => self.group.format.in_table = true,
            _ => {}
        }
    }

    /// Ends a paragraph of the body or of a cell.
    fn end_paragraph(&mut self) {
        self.flush();
        let text = std::mem::take(&mut self.text);
        let boxed = std::mem::take(&mut self.boxed);
        let role = match self.group.format.outline {
            Some(level) => role_of_outline(level),
            None => self.styles.get(&self.group.format.style).copied().unwrap_or(Role::Body),
        };
        let line = match role {
            Role::Contents => return,
            Role::Title => {
                if !text.trim().is_empty() {
                    self.title.get_or_insert_with(|| text.trim().to_string());
                }
                Line::heading(text, 1)
            }
            Role::Heading(level) => Line::heading(text, level),
            Role::Body => Line::body(text),
        };
        let to = if self.group.format.in_table {
            &mut self.cell
        } else {
            self.end_row();
            &mut self.lines
        };
        to.push(line);
        if !boxed.is_empty() {
            to.extend(boxed.split('\n').map(Line::body));
        }
    }

    /// Ends a row; also one that the file forgot to end.
    fn end_row(&mut self) {
        let rest = std::mem::take(&mut self.cell);
        if !rest.is_empty() {
            self.row.push(rest);
        }
        if !self.row.is_empty() {
            add_row(std::mem::take(&mut self.row), &mut self.lines);
        }
    }
}

/// The character that a control word stands for.
fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "line" | "column" => "\n",
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" | "nbsp" => " ",
        "-" => "-",
        _ => return None,
    })
}
