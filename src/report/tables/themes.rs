//! The tables about themes: what they are, which texts they hold, how their number was chosen.

use std::collections::BTreeMap;

use super::rows::{list, offsets};
use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::corpus::{Date, DocId};
use crate::report::view;
use crate::themes::Theme;
use crate::themes::examples::Example;
use crate::trends::Period;

/// The themes, largest first.
pub fn themes(analysis: &Analysis) -> Table {
    let found = &analysis.themes;
    let mut documents: Vec<Vec<DocId>> = vec![Vec::new(); found.themes.len()];
    for a in &found.assignments {
        if let Some(of_theme) = a.theme.and_then(|t| documents.get_mut(t as usize)) {
            of_theme.push(a.place.document);
        }
    }
    let rows = found.themes.iter().zip(documents).enumerate().map(|(t, (theme, documents))| {
        let area = theme.area.and_then(|a| found.areas.get(a as usize));
        vec![
            (t + 1).into(),
            theme.label.as_str().into(),
            theme.n_sections.into(),
            theme.n_documents.into(),
            list(theme.top_terms.iter().map(|(term, _)| term.as_str())),
            theme.silhouette.into(),
            theme.stability.into(),
            view::n_originals(analysis, documents.into_iter()).into(),
            trust(theme).into(),
            list(theme.sequences.iter().map(String::as_str)),
            list(slogans(analysis, theme)),
            theme.area.map(|a| a + 1).into(),
            area.map(|a| a.label.as_str()).into(),
        ]
    });
    Table {
        name: "themes",
        rows: rows.collect(),
        columns: vec![
            "theme",
            "label",
            "n_sections",
            "n_documents",
            "top_terms",
            "silhouette",
            "stability",
            "n_originals",
            "trust",
            "top_sequences",
            "top_phrases",
            "area",
            "area_label",
        ],
    }
}

/// The phrases a theme carries more than the others.
fn slogans<'a>(analysis: &'a Analysis, theme: &'a Theme) -> impl Iterator<Item = &'a str> {
    let phrase = |i: u32| analysis.phrases.phrases.get(i as usize);
    theme.slogans.iter().filter_map(move |s| phrase(s.phrase)).map(|p| p.text.as_str())
}

/// How far a theme can be trusted, in a word (Hennig 2007).
fn trust(theme: &Theme) -> &'static str {
    match theme.stability {
        s if s >= 0.75 => "stable",
        s if s >= 0.5 => "doubtful",
        s if s.is_finite() => "dissolves",
        _ => "not tested",
    }
}

/// Which theme each text was put into; theme 0 is the remainder.
pub fn assignments(analysis: &Analysis) -> Table {
    let themes = &analysis.themes;
    let label = |theme: u32| themes.themes.get(theme as usize).map(|t| t.label.as_str());
    let rows = themes.assignments.iter().map(|a| {
        let [start, end] = offsets(view::source_place(analysis, a.place));
        vec![
            view::name(analysis, a.place.document).into(),
            a.place.section.index().into(),
            a.theme.map_or(0, |t| t + 1).into(),
            a.distance.into(),
            a.paragraph.into(),
            a.theme.and_then(label).into(),
            a.silhouette.into(),
            start,
            end,
            a.x.into(),
            a.y.into(),
            a.nearest.map(|t| t + 1).into(),
            a.second.map(|s| s.0 + 1).into(),
            a.second.map(|s| s.1).into(),
        ]
    });
    Table {
        name: "assignments",
        rows: rows.collect(),
        columns: vec![
            "document",
            "section",
            "theme",
            "distance",
            "paragraph",
            "label",
            "silhouette",
            "start",
            "end",
            "x",
            "y",
            "nearest_theme",
            "second_theme",
            "second_distance",
        ],
    }
}

/// The texts that show each theme, and those at its border, with the terms that are the reason.
pub fn theme_texts(analysis: &Analysis) -> Table {
    let found = &analysis.themes;
    let row = |theme: usize, role: &str, example: &Example| {
        let a = found.assignments.get(example.assignment as usize)?;
        let rival = example.rival.as_ref();
        Some(vec![
            (theme + 1).into(),
            found.themes[theme].label.as_str().into(),
            role.into(),
            view::name(analysis, a.place.document).into(),
            a.place.section.index().into(),
            a.paragraph.into(),
            a.distance.into(),
            list(example.terms.iter().map(String::as_str)),
            rival.map(|r| r.0 + 1).into(),
            a.second.filter(|_| rival.is_some()).map(|s| s.1).into(),
            rival.map_or(Cell::Empty, |r| list(r.1.iter().map(String::as_str))),
            view::at(analysis, a.place).chars().take(200).collect::<String>().into(),
        ])
    };
    let rows = found.themes.iter().enumerate().flat_map(|(t, theme)| {
        let central = theme.representative.iter().map(move |e| (t, "central", e));
        central.chain(theme.borderline.iter().map(move |e| (t, "borderline", e)))
    });
    Table {
        name: "theme_texts",
        rows: rows.filter_map(|(t, role, e)| row(t, role, e)).collect(),
        columns: vec![
            "theme",
            "label",
            "role",
            "document",
            "section",
            "paragraph",
            "distance",
            "terms",
            "second_theme",
            "second_distance",
            "second_terms",
            "text",
        ],
    }
}

/// How many texts of each document, group and period each theme holds; theme 0 is the remainder.
pub fn theme_sizes(analysis: &Analysis) -> Table {
    let found = &analysis.themes;
    let dates: Vec<Date> = analysis.corpus.documents.iter().filter_map(|d| d.date).collect();
    let period = analysis.config.trends.period.unwrap_or_else(|| Period::suited(&dates));
    let period_of = |id: DocId| {
        let date = analysis.corpus[id].date?;
        period.number(date).map(|n| period.label(n))
    };
    let by_text = found.unit != "document";
    let mut counts: BTreeMap<(&str, String, u32), u32> = BTreeMap::new();
    let mut totals: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for a in &found.assignments {
        let (id, theme) = (a.place.document, a.theme.map_or(0, |t| t + 1));
        let of = [
            ("document", by_text.then(|| view::name(analysis, id).to_owned())),
            ("group", analysis.corpus[id].group.clone()),
            ("period", period_of(id)),
        ];
        for (by, name) in of {
            let Some(name) = name else { continue };
            *counts.entry((by, name.clone(), theme)).or_default() += 1;
            *totals.entry((by, name)).or_default() += 1;
        }
    }
    let rows = counts.into_iter().map(|((by, name, theme), n)| {
        let total = totals.get(&(by, name.clone())).copied().unwrap_or(n);
        let label = theme.checked_sub(1).and_then(|t| found.themes.get(t as usize));
        vec![
            by.into(),
            name.into(),
            theme.into(),
            label.map(|t| t.label.as_str()).into(),
            n.into(),
            (f64::from(n) / f64::from(total)).into(),
        ]
    });
    let columns = vec!["by", "name", "theme", "label", "n_texts", "share"];
    Table { name: "theme_sizes", rows: rows.collect(), columns }
}

/// The numbers of themes that were tried, and which was chosen.
pub fn theme_trials(analysis: &Analysis) -> Table {
    let found = &analysis.themes;
    let rows = found.trials.iter().map(|trial| {
        vec![
            trial.k.into(),
            trial.silhouette.into(),
            trial.stability.into(),
            trial.inertia.into(),
            trial.worth().into(),
            usize::from(found.chosen_k == trial.k).into(),
        ]
    });
    let columns = vec!["k", "silhouette", "stability", "inertia", "worth", "chosen"];
    Table { name: "theme_trials", rows: rows.collect(), columns }
}
