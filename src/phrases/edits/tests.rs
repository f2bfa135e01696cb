//! What edits do to the findings.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::phrases::tests::{Corpus, corpus};
use crate::phrases::{PhraseSettings, Phrases, find};

const DOCUMENTS: [&str; 3] = [
    "全县画好最大同心圆，推进乡村振兴。山水相依，守望相助。",
    "努力画出最大同心圆；聚力乡村振兴事业。山水相依，守望相助。",
    "群众盼着乡村振兴。一次性提到石桥村。我们画出最大同心圆，画好最大同心圆。",
];

fn edited(edits: &[(&str, Action, &str)]) -> Phrases {
    let Corpus { texts, stream, index } = corpus(&DOCUMENTS);
    let edits = edits
        .iter()
        .map(|(phrase, action, into)| Edit {
            phrase: (*phrase).into(),
            action: *action,
            into: (*into).into(),
        })
        .collect();
    find(&texts, &stream, &index, &PhraseSettings { edits, ..PhraseSettings::default() })
}

fn of<'a>(found: &'a Phrases, text: &str) -> Option<&'a Phrase> {
    found.phrases.iter().find(|p| p.text == text)
}

#[test]
fn what_is_dropped_is_gone_and_told() {
    assert!(of(&edited(&[]), "乡村振兴").is_some());
    let found = edited(&[("乡村振兴", Action::Drop, "")]);
    assert!(of(&found, "乡村振兴").is_none());
    assert_eq!(found.warnings[0].message, "1 phrases are dropped by the list of edits");
}

#[test]
fn what_is_kept_is_listed_though_it_is_said_once() {
    let found = edited(&[("石桥村", Action::Keep, ""), ("海角", Action::Keep, "")]);
    let kept = of(&found, "石桥村").unwrap();
    assert_eq!((kept.n_documents, kept.n_occurrences), (1, 1));
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].subject, "海角");
}

#[test]
fn what_is_merged_stands_in_the_family_of_its_leader() {
    let found =
        edited(&[("守望相助", Action::Merge, "山水相依"), ("山水相依", Action::Merge, "乡村振兴")]);
    let head = of(&found, "乡村振兴").unwrap();
    let family = &found.families[head.family as usize];
    for text in ["守望相助", "山水相依"] {
        assert_eq!(of(&found, text).unwrap().family, head.family, "{text}");
    }
    assert_eq!(found.phrases[family.head as usize].text, "乡村振兴");
    assert_eq!((family.members.len(), family.n_documents), (3, 3));
}

#[test]
fn what_is_renamed_keeps_its_text_beside_the_name() {
    let found = edited(&[("画好最大同心圆", Action::Rename, "同心圆（画好）")]);
    let renamed = of(&found, "同心圆（画好）").unwrap();
    assert_eq!(renamed.found_as.as_deref(), Some("画好最大同心圆"));
}

#[test]
fn edits_that_decide_nothing_change_nothing() {
    let (plain, kept) = (edited(&[]), edited(&[("乡村振兴", Action::Keep, "")]));
    let texts = |f: &Phrases| f.phrases.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&plain), texts(&kept));
}
