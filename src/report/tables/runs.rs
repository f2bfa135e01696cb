//! The rows of the tables that compare two runs; `_1` is the first report, `_2` the second.

use super::{Cell, Table};
use crate::keyness::Contrast;
use crate::report::untrusted;
use crate::runs::{
    Carried, DocumentChange, PassageChange, PhraseChange, SettingChange, ThemeChange,
};

/// Phrases: a count is empty where a report does not list the phrase, and `assumed` says what its
/// measures take for it.
pub fn phrase_changes(changes: &[PhraseChange]) -> Table {
    let assumed = |carried: Carried| match carried {
        Carried::Listed(_) => None,
        Carried::Unlisted { assumed, .. } => Some(assumed),
    };
    let rows = changes.iter().map(|change| {
        let Contrast { n_target, n_reference, .. } = change.contrast;
        let (before, after) = (change.before.listed(), change.after.listed());
        let mut row: Vec<Cell> = vec![
            change.text.as_str().into(),
            change.change.as_str().into(),
            before.into(),
            n_reference.into(),
            before.map(|n| share(n, n_reference)).into(),
            after.into(),
            n_target.into(),
            after.map(|n| share(n, n_target)).into(),
        ];
        row.extend(measures(&change.contrast));
        row.push(change.kind.as_str().into());
        row.extend([assumed(change.before).into(), assumed(change.after).into()]);
        row
    });
    Table {
        name: "phrase_changes",
        rows: rows.collect(),
        columns: vec![
            "phrase",
            "change",
            "n_documents_1",
            "n_total_1",
            "share_1",
            "n_documents_2",
            "n_total_2",
            "share_2",
            "g2",
            "log_ratio",
            "lrc",
            "kind",
            "assumed_1",
            "assumed_2",
        ],
    }
}

/// Themes.
pub fn theme_changes(changes: &[ThemeChange]) -> Table {
    let number = |side: &Option<(u32, String)>| side.as_ref().map(|s| s.0 + 1);
    let label = |side: &Option<(u32, String)>| side.as_ref().map(|s| s.1.clone());
    let rows = changes.iter().map(|change| {
        let Contrast { f_target, n_target, f_reference, n_reference, .. } = change.contrast;
        let mut row: Vec<Cell> = vec![
            change.change.as_str().into(),
            number(&change.before).into(),
            label(&change.before).into(),
            number(&change.after).into(),
            label(&change.after).into(),
            change.cosine.into(),
            f_reference.into(),
            n_reference.into(),
            share(f_reference, n_reference).into(),
            f_target.into(),
            n_target.into(),
            share(f_target, n_target).into(),
        ];
        row.extend(measures(&change.contrast));
        row
    });
    Table {
        name: "theme_changes",
        rows: rows.collect(),
        columns: vec![
            "change",
            "theme_1",
            "label_1",
            "theme_2",
            "label_2",
            "cosine",
            "n_texts_1",
            "n_total_1",
            "share_1",
            "n_texts_2",
            "n_total_2",
            "share_2",
            "g2",
            "log_ratio",
            "lrc",
        ],
    }
}

/// Shared passages.
pub fn passage_changes(changes: &[PassageChange]) -> Table {
    let rows = changes.iter().map(|change| {
        vec![
            change.change.as_str().into(),
            change.before.map(|s| s.0 + 1).into(),
            change.before.map(|s| s.1).into(),
            change.after.map(|s| s.0 + 1).into(),
            change.after.map(|s| s.1).into(),
            if change.is_formulaic { "yes" } else { "no" }.into(),
            untrusted::one_line(&change.text).into(),
        ]
    });
    Table {
        name: "passage_changes",
        rows: rows.collect(),
        columns: vec![
            "change",
            "cluster_1",
            "n_documents_1",
            "cluster_2",
            "n_documents_2",
            "formulaic",
            "text",
        ],
    }
}

/// Documents that were added, removed, or changed.
pub fn document_changes(changes: &[DocumentChange]) -> Table {
    let rows = changes.iter().map(|change| {
        vec![
            change.name.as_str().into(),
            change.change.as_str().into(),
            change.date.as_deref().into(),
            change.group.as_deref().into(),
            change.units_before.into(),
            change.units_after.into(),
        ]
    });
    Table {
        name: "document_changes",
        rows: rows.collect(),
        columns: vec!["document", "change", "date", "group", "n_units_1", "n_units_2"],
    }
}

/// Settings that differ.
pub fn setting_changes(changes: &[SettingChange]) -> Table {
    let rows = changes.iter().map(|change| {
        vec![
            change.setting.as_str().into(),
            change.before.as_deref().into(),
            change.after.as_deref().into(),
        ]
    });
    Table {
        name: "setting_changes",
        rows: rows.collect(),
        columns: vec!["setting", "value_1", "value_2"],
    }
}

fn measures(contrast: &Contrast) -> [Cell; 3] {
    [contrast.g2.into(), contrast.log_ratio.into(), contrast.lrc.into()]
}

fn share(f: u32, n: u32) -> f64 {
    f64::from(f) / f64::from(n.max(1))
}
