//! `phrases.tsv`: the list of phrases with an empty column for what is to be done with each.
//!
//! The edits of this run stand in it, those of phrases that are no longer listed too, so that the file
//! can be edited further and given to the next run (`--phrases phrases.tsv`). See
//! [`crate::phrases::edits`] for what the actions do, and [`crate::phrases::edits::list`] for how the
//! file is read.

use rustc_hash::FxHashMap;

use super::{File, untrusted};
use crate::analysis::Analysis;
use crate::phrases::edits::{Action, Edit, key};

/// The file.
pub fn render(analysis: &Analysis) -> File {
    let edits = &analysis.config.phrases.edits;
    let mut open: FxHashMap<String, &Edit> = edits.iter().map(|e| (key(&e.phrase), e)).collect();
    let mut out = String::from("phrase\taction\tinto\tkind\tn_documents\n");
    for phrase in &analysis.phrases.phrases {
        let text = phrase.found_as.as_deref().unwrap_or(&phrase.text);
        let edit = open.remove(&key(text));
        let n = phrase.n_documents.to_string();
        line(&mut out, text, edit, phrase.kind.as_str(), &n);
    }
    for edit in edits.iter().filter(|e| open.contains_key(&key(&e.phrase))) {
        line(&mut out, &edit.phrase, Some(edit), "", "");
    }
    File { path: "phrases.tsv".into(), bytes: out.into_bytes() }
}

fn line(out: &mut String, phrase: &str, edit: Option<&Edit>, kind: &str, n_documents: &str) {
    let action = edit.map_or("", |e| match e.action {
        Action::Keep => "keep",
        Action::Drop => "drop",
        Action::Merge => "merge",
        Action::Rename => "rename",
    });
    let into = edit.map_or("", |e| e.into.as_str());
    let cells = [&cell(phrase), action, &cell(into), kind, n_documents];
    out.push_str(&cells.join("\t"));
    out.push('\n');
}

/// A cell on one line, harmless to a spreadsheet, in quotation marks where it holds some.
fn cell(text: &str) -> String {
    let text = untrusted::one_line(text);
    let text = if untrusted::looks_like_formula(&text) { format!("'{text}") } else { text };
    if text.contains('"') { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::phrases::edits::list::parse;
    use crate::report::fixture;

    #[test]
    fn what_is_written_is_read_back() {
        let mut analysis = fixture::analysis();
        assert_eq!(parse(&text(&analysis)), Ok(vec![]), "an unedited list decides nothing");
        analysis.config.phrases.edits = [
            ("画好最大同心圆", Action::Keep, ""),
            ("=没有\"这个\"", Action::Drop, ""),
            ("画出最大同心圆", Action::Merge, "画好最大同心圆"),
        ]
        .map(|(phrase, action, into)| Edit { phrase: phrase.into(), action, into: into.into() })
        .into();
        let mut read = parse(&text(&analysis)).unwrap();
        let mut given = analysis.config.phrases.edits;
        read.sort_by(|a, b| a.phrase.cmp(&b.phrase));
        given.sort_by(|a, b| a.phrase.cmp(&b.phrase));
        assert_eq!(read, given);
    }

    fn text(analysis: &Analysis) -> String {
        String::from_utf8(render(analysis).bytes).unwrap()
    }
}
