//! The rows of the tables that compare groups. An end of an interval that is infinite is empty.

use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::corpus::DocId;
use crate::keyness::{Contrast, bic};
use crate::report::{untrusted, view};

/// What each group says more than the others.
pub fn keyness(analysis: &Analysis) -> Table {
    let rows = analysis.keyness.iter().map(|key| {
        vec![
            key.group.as_str().into(),
            key.item.as_str().into(),
            key.contrast.f_target.into(),
            key.contrast.f_reference.into(),
            key.contrast.g2.into(),
            key.contrast.log_ratio.into(),
            key.contrast.lrc.into(),
            key.contrast.n_target.into(),
            key.contrast.n_reference.into(),
            kind(key.is_phrase),
            key.contrast.log_ratio_low.into(),
            key.contrast.log_ratio_high.into(),
            bic(key.contrast.g2, key.contrast.n_target + key.contrast.n_reference).into(),
            document(analysis, key.first),
            document(analysis, key.first_reference),
        ]
    });
    Table {
        name: "keyness",
        rows: rows.collect(),
        columns: vec![
            "group",
            "phrase_or_term",
            "f_target",
            "f_reference",
            "g2",
            "log_ratio",
            "lrc",
            "n_target",
            "n_reference",
            "kind",
            "log_ratio_low",
            "log_ratio_high",
            "bic",
            "first_document",
            "first_document_elsewhere",
        ],
    }
}

/// Phrases that only one group says.
pub fn exclusive(analysis: &Analysis) -> Table {
    let rows = analysis.exclusive.iter().map(|found| {
        let phrase = analysis.phrases.phrases.get(found.phrase as usize);
        let documents = || phrase.into_iter().flat_map(|p| &p.places).map(|p| p.document);
        vec![
            found.group.as_str().into(),
            phrase.map(|p| p.text.as_str()).into(),
            found.n_documents.into(),
            found.n_group.into(),
            found.n_elsewhere.into(),
            found.lrc.into(),
            found.log10_chance.into(),
            phrase.map(|p| p.kind.as_str()).into(),
            phrase.map(|p| p.n_occurrences).into(),
            phrase.and_then(|_| view::n_originals(analysis, documents())).into(),
            document(analysis, found.first),
            date(analysis, found.first),
        ]
    });
    Table {
        name: "exclusive",
        rows: rows.collect(),
        columns: vec![
            "group",
            "phrase",
            "n_documents",
            "n_group",
            "n_elsewhere",
            "lrc",
            "log10_chance",
            "kind",
            "n_occurrences",
            "n_originals",
            "first_document",
            "first_date",
        ],
    }
}

/// What all groups say alike.
pub fn lockwords(analysis: &Analysis) -> Table {
    let rows = analysis.lockwords.iter().map(|word| {
        vec![
            word.item.as_str().into(),
            kind(word.is_phrase),
            word.n_documents.into(),
            word.n_total.into(),
            word.bound.exp2().into(),
            if word.is_locked { "yes" } else { "no" }.into(),
            word.n_groups.into(),
            word.least.1.into(),
            word.least.0.as_str().into(),
            word.most.1.into(),
            word.most.0.as_str().into(),
        ]
    });
    Table {
        name: "lockwords",
        rows: rows.collect(),
        columns: vec![
            "phrase_or_term",
            "kind",
            "n_documents",
            "n_total",
            "at_most_times",
            "locked",
            "n_groups",
            "least_share",
            "least_group",
            "most_share",
            "most_group",
        ],
    }
}

/// The themes each group gives more, or less, of its texts to than the others.
pub fn theme_keyness(analysis: &Analysis) -> Table {
    let rows = analysis.theme_keyness.iter().map(|key| {
        let theme = analysis.themes.themes.get(key.theme as usize);
        let Contrast { f_target, n_target, f_reference, n_reference, .. } = key.contrast;
        let share = |f: u32, n: u32| f64::from(f) / f64::from(n.max(1));
        vec![
            key.group.as_str().into(),
            (key.theme as usize + 1).into(),
            theme.map(|t| t.label.as_str()).into(),
            f_target.into(),
            n_target.into(),
            share(f_target, n_target).into(),
            f_reference.into(),
            n_reference.into(),
            share(f_reference, n_reference).into(),
            key.contrast.g2.into(),
            key.contrast.log_ratio.into(),
            key.contrast.lrc.into(),
            key.contrast.log_ratio_low.into(),
            key.contrast.log_ratio_high.into(),
            bic(key.contrast.g2, n_target + n_reference).into(),
            key.n_documents.into(),
        ]
    });
    Table {
        name: "theme_keyness",
        rows: rows.collect(),
        columns: vec![
            "group",
            "theme",
            "label",
            "f_target",
            "n_target",
            "share",
            "f_reference",
            "n_reference",
            "share_elsewhere",
            "g2",
            "log_ratio",
            "lrc",
            "log_ratio_low",
            "log_ratio_high",
            "bic",
            "n_documents",
        ],
    }
}

/// The passages that groups share: one row a passage and group, the group that had it first before the
/// others.
pub fn group_passages(analysis: &Analysis) -> Table {
    let rows = analysis.group_passages.iter().map(|held| {
        let cluster = analysis.reuse.clusters.get(held.cluster as usize);
        let member = held.member as usize;
        let place = cluster.and_then(|c| c.members.get(member)).copied();
        let difference = cluster.and_then(|c| c.differences.get(member));
        let id = place.map(|p| p.document);
        vec![
            (held.cluster as usize + 1).into(),
            (held.position as usize + 1).into(),
            held.group.as_str().into(),
            held.n_documents.into(),
            document(analysis, id),
            date(analysis, id),
            held.lag_days.into(),
            difference.and_then(|d| d.identity).into(),
            if held.is_formulaic { "yes" } else { "no" }.into(),
            held.n_groups.into(),
            place.map(|p| untrusted::one_line(view::at(analysis, p))).into(),
            held.n_units.into(),
        ]
    });
    Table {
        name: "group_passages",
        rows: rows.collect(),
        columns: vec![
            "cluster",
            "position",
            "group",
            "n_documents",
            "first_document",
            "first_date",
            "lag_days",
            "identity",
            "formulaic",
            "n_groups",
            "text",
            "n_units",
        ],
    }
}

fn kind(is_phrase: bool) -> Cell {
    if is_phrase { "phrase" } else { "term" }.into()
}

fn document(analysis: &Analysis, id: Option<DocId>) -> Cell {
    id.map(|id| view::name(analysis, id)).into()
}

fn date(analysis: &Analysis, id: Option<DocId>) -> Cell {
    id.and_then(|id| view::date(analysis, id)).map(|date| date.to_string()).into()
}
