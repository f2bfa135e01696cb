//! A document before it has its name: what a reader found, with the metadata still as text.

use std::collections::BTreeMap;

use crate::corpus::{Date, Document};
use crate::read::dateline::Dateline;
use crate::read::dates;
use crate::read::find::Found;
use crate::read::mojibake;
use crate::read::{GroupFrom, ReadSettings};

/// What a reader makes of a file, or of a row of it.
#[derive(Debug, Default)]
pub struct Draft {
    /// The row of a table or list, from 1; None for a document that fills its file.
    pub row: Option<usize>,
    /// The `id` a row gives itself.
    pub id: Option<String>,
    /// Metadata by lower-case name.
    pub fields: BTreeMap<String, String>,
    /// The text.
    pub source: String,
    /// Byte of `source` where the text proper begins.
    pub body: usize,
}

impl Draft {
    /// A document that fills its file.
    pub fn whole(source: String) -> Self {
        Self { source, ..Self::default() }
    }

    /// Adds what a publication line says, where no metadata says it.
    pub fn add_dateline(&mut self, dateline: Dateline) {
        for (key, value) in [("date", dateline.date), ("source", dateline.source)] {
            if let Some(value) = value {
                let field = self.fields.entry(key.into()).or_default();
                if field.trim().is_empty() {
                    *field = value;
                }
            }
        }
    }

    /// The document, named by its id or its place; `log` takes what is wrong with its metadata.
    pub fn into_document(
        mut self,
        found: &Found,
        encoding: &str,
        settings: &ReadSettings,
        log: &mut Vec<String>,
    ) -> Document {
        self.fields.retain(|_, value| !value.trim().is_empty());
        self.undo_mojibake(log);
        let date = self.take_date(found, log);
        let title = self.fields.remove("title").map(|t| one_line(&t)).filter(|t| !t.is_empty());
        let group = match settings.group_from {
            GroupFrom::Metadata => {
                self.fields.remove("group").or_else(|| self.fields.get("source").cloned())
            }
            GroupFrom::Folder => Some(found.folder.clone()),
            GroupFrom::None => None,
        };
        let name = match (self.id, self.row) {
            (Some(id), _) => id,
            (None, Some(row)) => format!("{}:{row}", found.name),
            (None, None) => found.name.clone(),
        };
        Document {
            name,
            path: found.shown(),
            title,
            date,
            group: group.map(|g| one_line(&g)).filter(|g| !g.is_empty()),
            encoding: encoding.into(),
            metadata: self.fields,
            source: self.source,
            body: self.body,
        }
    }

    /// Puts right what was decoded wrongly before the file was written, in the text and the title.
    fn undo_mojibake(&mut self, log: &mut Vec<String>) {
        if let Some(title) = self.fields.get_mut("title")
            && let Some(repair) = mojibake::repair(title)
        {
            *title = repair.text;
        }
        let Some(repair) = mojibake::repair(&self.source) else { return };
        let row = self.row.map(|row| format!("row {row}: ")).unwrap_or_default();
        log.push(format!("{row}{}", repair.message()));
        // The head of the text changes its length too.
        let head = self.source.get(..self.body).unwrap_or_default();
        self.body = mojibake::repair(head).map_or(self.body, |r| r.text.len());
        self.source = repair.text;
        while !self.source.is_char_boundary(self.body) {
            self.body -= 1;
        }
    }

    /// The stated date, else that of the file's name, which says nothing about a row.
    fn take_date(&mut self, found: &Found, log: &mut Vec<String>) -> Option<Date> {
        let Some(stated) = self.fields.get("date") else {
            let name = found.path.file_name().map(|n| n.to_string_lossy());
            return name.filter(|_| self.row.is_none()).and_then(|n| dates::from_file_name(&n));
        };
        let date = dates::parse(stated);
        if date.is_some() {
            self.fields.remove("date");
        } else {
            let row = self.row.map(|row| format!("row {row}: ")).unwrap_or_default();
            let shown: String = one_line(stated).chars().take(40).collect();
            log.push(format!("{row}`{shown}` is no date; write it as 2023-08-17"));
        }
        date
    }
}

/// A string on one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
