//! A document before it has its name: what a reader found, with the metadata still as text.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use crate::corpus::{Date, Document, Dropped};
use crate::dates;
use crate::read::dateline::Dateline;
use crate::read::find::Found;
use crate::read::{Context, GroupFrom, columns, mojibake, pattern};

/// What a reader makes of a file, or of a row of it.
#[derive(Debug, Default)]
pub struct Draft {
    /// The row of a table or list, from 1; None for a document that fills its file.
    pub row: Option<usize>,
    /// The part of the file that holds the row, where it has several (a sheet).
    pub part: Option<String>,
    /// The `id` a row gives itself.
    pub id: Option<String>,
    /// Metadata by name; names are compared without regard to case.
    pub fields: BTreeMap<String, String>,
    /// The text.
    pub source: String,
    /// Byte of `source` where the text proper begins.
    pub body: usize,
    /// What the reader left out: the byte of `source` where it stood, and its text.
    pub left_out: Vec<(usize, String)>,
    /// Whether the format itself tells paragraphs, so that every line is one.
    pub has_paragraphs: bool,
}

/// What the rows of a file tell only together.
#[derive(Debug, Default)]
pub(super) struct Together {
    /// The order of day and month in their dates.
    pub order: Option<dates::Order>,
    /// The field that tells them apart in groups: a source that all share groups nothing.
    pub group: Option<String>,
}

impl Together {
    /// What the drafts of a file tell.
    pub fn of(drafts: &[Draft], context: &Context) -> Self {
        let stated = drafts.iter().filter_map(|draft| draft.stated_date(context));
        let order = context.settings.date_order.or_else(|| dates::order_of(stated));
        let differs = |name: &&&str| {
            let mut values = drafts.iter().filter_map(|draft| {
                let value = draft.fields.get(&draft.key(&[**name])?)?.trim();
                Some(value).filter(|value| !value.is_empty())
            });
            values.next().is_some_and(|first| values.any(|value| value != first))
        };
        let group = columns::GROUP.iter().find(differs).map(ToString::to_string);
        Self { order, group }
    }
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
    /// What its name tells by the user's pattern wins over a metadata table, and that over what the
    /// file says itself.
    pub(super) fn into_document(
        mut self,
        found: &Found,
        context: &Context,
        together: &Together,
        log: &mut Vec<String>,
    ) -> Document {
        let name = match (&self.id, &self.part, self.row) {
            (Some(id), ..) => id.clone(),
            (None, Some(part), Some(row)) => format!("{}:{part}:{row}", found.name),
            (None, None, Some(row)) => format!("{}:{row}", found.name),
            (None, _, None) => found.name.clone(),
        };
        if let Some(told) = context.metadata.fields(found, self.id.as_deref()) {
            self.replace(told);
        }
        let told = context.pattern.as_ref().and_then(|pattern| pattern::fields(pattern, &name));
        self.replace(told.as_ref().unwrap_or(&BTreeMap::new()));
        self.fields.retain(|_, value| !value.trim().is_empty());
        let left_out = if context.settings.keep_left_out { self.left_out() } else { Vec::new() };
        self.undo_mojibake(log);
        // Before the date and the title are taken out: they may be what groups the documents.
        let is_told = told.is_some_and(|told| told.contains_key("group"));
        let group = self.take_group(found, context, together, is_told);
        let date = self.take_date(found, context, together.order, log);
        let title = self.take(&columns::TITLE).map(|t| one_line(&t));
        Document {
            name,
            path: found.shown(),
            title: title.filter(|t| !t.is_empty()),
            date,
            group: group.map(|g| one_line(&g)).filter(|g| !g.is_empty()),
            metadata: self.fields,
            left_out,
            source: self.source,
            body: self.body,
            has_paragraphs: self.has_paragraphs,
            ..Document::default()
        }
    }

    /// What was left out, with the characters of the source where it stood.
    fn left_out(&self) -> Vec<Dropped> {
        let (mut at, mut n_chars) = (0, 0);
        let pieces = self.left_out.iter().map(|(byte, text)| {
            n_chars += self.source.get(at..*byte).map_or(0, |between| between.chars().count());
            at = at.max(*byte);
            let reason = "outside-main-text".into();
            Dropped { start: n_chars as u32, end: n_chars as u32, text: text.clone(), reason }
        });
        pieces.collect()
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

    /// Puts fields in the place of those that mean the same.
    fn replace(&mut self, told: &BTreeMap<String, String>) {
        for (key, value) in told {
            for names in [&columns::DATE[..], &columns::TITLE[..]] {
                if names.iter().any(|name| columns::is_same(name, key)) {
                    self.fields.retain(|k, _| !names.iter().any(|name| columns::is_same(name, k)));
                }
            }
            self.fields.insert(key.clone(), value.clone());
        }
    }

    /// The first field under one of these names, in their order.
    fn key(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.fields.keys().find(|key| columns::is_same(key, name)))
            .cloned()
    }

    fn take(&mut self, names: &[&str]) -> Option<String> {
        self.key(names).and_then(|key| self.fields.remove(&key))
    }

    fn take_group(
        &mut self,
        found: &Found,
        context: &Context,
        together: &Together,
        is_told: bool,
    ) -> Option<String> {
        let settings = context.settings;
        if let Some(name) = &settings.group_column
            && let Some(key) = self.key(&[name])
        {
            context.has_group_column.store(true, Ordering::Relaxed);
            return self.fields.get(&key).cloned();
        }
        match settings.group_from {
            _ if is_told => self.fields.remove("group"),
            GroupFrom::None => None,
            GroupFrom::Folder => Some(found.folder.clone()),
            GroupFrom::Metadata => {
                let speaker = self.row.and_then(|_| self.key(&columns::SPEAKER));
                let key = self.key(&columns::GROUP).or(speaker)?;
                let apart = together.group.as_deref().filter(|_| key != "group");
                let key = apart.and_then(|name| self.key(&[name])).unwrap_or(key);
                // A group that is something of its own stays known as that.
                if key == "group" {
                    self.fields.remove(&key)
                } else {
                    self.fields.get(&key).cloned()
                }
            }
        }
    }

    /// The field that states the date.
    fn date_key(&self, context: &Context) -> Option<String> {
        let named = context.settings.date_column.as_deref().and_then(|name| self.key(&[name]));
        if named.is_some() {
            context.has_date_column.store(true, Ordering::Relaxed);
        }
        named.or_else(|| self.key(&columns::DATE))
    }

    /// The date as the file states it.
    pub(super) fn stated_date(&self, context: &Context) -> Option<&str> {
        self.date_key(context).and_then(|key| self.fields.get(&key)).map(String::as_str)
    }

    /// The stated date, else that of the file's name, which says nothing about a row, else the day
    /// the file says it was made.
    fn take_date(
        &mut self,
        found: &Found,
        context: &Context,
        order: Option<dates::Order>,
        log: &mut Vec<String>,
    ) -> Option<Date> {
        let Some(key) = self.date_key(context) else {
            let name = found.path.file_name().map(|n| n.to_string_lossy());
            let of_name = name.filter(|_| self.row.is_none());
            return of_name
                .and_then(|n| dates::from_file_name(&n))
                .or_else(|| dates::parse(self.fields.get("created")?));
        };
        let stated = self.fields.get(&key)?;
        let date = dates::parse_in(stated, order);
        if date.is_some() {
            self.fields.remove(&key);
        } else {
            let row = self.row.map(|row| format!("row {row}: ")).unwrap_or_default();
            let shown: String = one_line(stated).chars().take(40).collect();
            log.push(if dates::is_ambiguous(stated) {
                format!("{row}`{shown}` does not tell day from month; say which with --date-order")
            } else {
                format!("{row}`{shown}` is no date; write it as 2023-08-17")
            });
        }
        date
    }
}

/// A string on one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
