//! The rows of the tables about documents and phrases.

use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::exec;
use crate::phrases::OpenSlot;
use crate::phrases::formulas::Expansion;
use crate::report::{untrusted, view};

/// The documents and what each is made of.
pub fn documents(analysis: &Analysis) -> Table {
    let rows = exec::map_range(analysis.corpus.len(), |d| {
        let (id, document) = (DocId(d as u32), &analysis.corpus.documents[d]);
        let text = view::text(analysis, id);
        let shares = analysis.reuse.shares.get(id.index());
        vec![
            document.name.as_str().into(),
            view::title(analysis, id).into(),
            document.date.map(|d| d.to_string()).into(),
            document.group.as_deref().into(),
            document.path.as_str().into(),
            document.encoding.as_str().into(),
            analysis.n_units.get(id.index()).copied().into(),
            text.map(|t| t.sections.len()).into(),
            shares.map(|s| s.formulaic).into(),
            shares.map(|s| s.shared).into(),
            shares.map(|s| s.own).into(),
            text.map(|t| t.dropped.len()).into(),
            text.map(|t| t.n_joined).into(),
            document.format.as_str().into(),
            document.duplicate_of.as_deref().into(),
            view::reprint_of(analysis, id).map(|original| view::name(analysis, original)).into(),
        ]
    });
    Table {
        name: "documents",
        rows,
        columns: vec![
            "document",
            "title",
            "date",
            "group",
            "path",
            "encoding",
            "n_units",
            "n_sections",
            "formulaic_share",
            "shared_share",
            "own_share",
            "n_dropped",
            "n_joined",
            "format",
            "duplicate_of",
            "reprint_of",
        ],
    }
}

/// The sections of every document: signed statements or headed parts.
pub fn sections(analysis: &Analysis) -> Table {
    let mut rows = Vec::new();
    for (d, (id, text)) in analysis.corpus.ids().zip(&analysis.texts).enumerate() {
        for (s, section) in text.sections.iter().enumerate() {
            let line = |span| untrusted::one_line(view::slice(text, span));
            let [start, end] = offsets(view::source_span(text, section.span));
            let units = analysis.section_units.get(d).and_then(|units| units.get(s));
            let shares = analysis.reuse.section_shares.get(d).and_then(|shares| shares.get(s));
            rows.push(vec![
                view::name(analysis, id).into(),
                s.into(),
                section.heading.map(line).into(),
                section.speaker.map(line).into(),
                start,
                end,
                units.copied().into(),
                shares.map(|s| s.formulaic).into(),
                shares.map(|s| s.shared).into(),
                shares.map(|s| s.own).into(),
            ]);
        }
    }
    let columns = vec![
        "document",
        "section",
        "heading",
        "speaker",
        "start",
        "end",
        "n_units",
        "formulaic_share",
        "shared_share",
        "own_share",
    ];
    Table { name: "sections", columns, rows }
}

/// The phrases, best first; `family` is the head phrase of the family.
pub fn phrases(analysis: &Analysis) -> Table {
    let found = &analysis.phrases;
    let groups = analysis.corpus.group_numbers();
    let rows = exec::map_range(found.phrases.len(), |i| {
        let phrase = &found.phrases[i];
        let head = found.families.get(phrase.family as usize).map(|f| f.head as usize);
        let family = head.and_then(|h| found.phrases.get(h)).unwrap_or(phrase);
        let documents = phrase.places.documents();
        let used = view::first_and_last(analysis, &documents);
        vec![
            (i + 1).into(),
            phrase.text.as_str().into(),
            phrase.kind.as_str().into(),
            phrase.n_documents.into(),
            phrase.n_sections.into(),
            phrase.n_occurrences.into(),
            phrase.score.into(),
            phrase.cohesion.into(),
            phrase.boundary.into(),
            phrase.dispersion.into(),
            family.text.as_str().into(),
            phrase.n_independent.into(),
            used.map(|((date, _), _)| date.to_string()).into(),
            used.map(|((_, id), _)| view::name(analysis, id)).into(),
            used.map(|(_, date)| date.to_string()).into(),
            phrase.n_units.into(),
            phrase.c_value.into(),
            found.families.get(phrase.family as usize).map(|f| f.n_documents).into(),
            phrase.found_as.as_deref().into(),
            view::n_originals(analysis, documents.iter().copied()).into(),
            view::n_groups(&groups, &documents).into(),
        ]
    });
    Table {
        name: "phrases",
        rows,
        columns: vec![
            "rank",
            "phrase",
            "kind",
            "n_documents",
            "n_sections",
            "n_occurrences",
            "score",
            "cohesion",
            "boundary",
            "dispersion",
            "family",
            "n_independent",
            "first_date",
            "first_document",
            "last_date",
            "n_units",
            "c_value",
            "family_documents",
            "found_as",
            "n_originals",
            "n_groups",
        ],
    }
}

/// The frames with an open slot.
pub fn frames(analysis: &Analysis) -> Table {
    const FILLERS: usize = 20;
    const GROUP_FILLERS: usize = 3;
    let top = |slot: Option<&OpenSlot>| {
        let fillers = slot.into_iter().flat_map(|s| s.fillers.iter().take(FILLERS));
        list(fillers.map(|f| f.text.as_str()))
    };
    let rows = analysis.phrases.frames.iter().map(|frame| {
        let (first, second) = (frame.slots.first(), frame.slots.get(1));
        let groups = view::fillers_by_group(analysis, frame, GROUP_FILLERS);
        let by_group = groups.into_iter().map(|(group, fillers)| {
            let fillers: Vec<String> = fillers.iter().map(|(f, n)| format!("{f} ({n})")).collect();
            format!("{group}: {}", fillers.join("; "))
        });
        vec![
            frame.text.as_str().into(),
            first.map(|s| s.fillers.len()).into(),
            frame.n_occurrences.into(),
            frame.n_documents.into(),
            first.map(|s| s.entropy).into(),
            top(first),
            frame.slots.len().into(),
            first.map(|s| s.type_token_ratio).into(),
            first.map(|s| s.normalised_entropy).into(),
            frame.fixedness.into(),
            second.map(|s| s.fillers.len()).into(),
            second.map(|s| s.entropy).into(),
            top(second),
            Cell::Text(by_group.collect::<Vec<_>>().join(" | ")),
        ]
    });
    Table {
        name: "frames",
        rows: rows.collect(),
        columns: vec![
            "frame",
            "n_fillers",
            "n_occurrences",
            "n_documents",
            "slot_entropy",
            "top_fillers",
            "n_slots",
            "type_token_ratio",
            "normalised_entropy",
            "fixedness",
            "second_n_fillers",
            "second_slot_entropy",
            "second_top_fillers",
            "fillers_by_group",
        ],
    }
}

/// The numeric formulas and what they stand for.
pub fn formulas(analysis: &Analysis) -> Table {
    let rows = analysis.phrases.formulas.iter().map(|formula| {
        vec![
            formula.text.as_str().into(),
            formula.n_documents.into(),
            formula.n_occurrences.into(),
            list(formula.expansion.iter().map(String::as_str)),
            formula.expansions.first().map(|e| e.n_documents).into(),
            formula.expansions.len().into(),
            readings(formula.expansions.get(1..).unwrap_or_default()),
            readings(&formula.mismatches),
        ]
    });
    let columns = vec![
        "formula",
        "n_documents",
        "n_occurrences",
        "expansion",
        "expansion_documents",
        "n_expansions",
        "other_expansions",
        "mismatches",
    ];
    Table { name: "formulas", columns, rows: rows.collect() }
}

/// Expansions with the number of documents that give each.
fn readings(expansions: &[Expansion]) -> Cell {
    let reading = |e: &Expansion| format!("{} ({})", e.items.join("; "), e.n_documents);
    Cell::Text(expansions.iter().map(reading).collect::<Vec<_>>().join(" | "))
}

pub(super) fn offsets(span: Option<(u32, u32)>) -> [Cell; 2] {
    span.map_or([Cell::Empty, Cell::Empty], |(start, end)| [start.into(), end.into()])
}

/// Items in one cell, a semicolon between them.
pub fn list<'a>(items: impl Iterator<Item = &'a str>) -> Cell {
    Cell::Text(items.collect::<Vec<_>>().join("; "))
}
