//! The list of edits as a table of tab-separated values, for a spreadsheet or an editor.
//!
//! ```text
//! phrase        action   into            kind    n_documents
//! 画出同心圆     merge    画好最大同心圆   slogan  3
//! 重点工作       drop
//! ```
//!
//! A header names the columns, in any order; `phrase` and `action` are needed, an empty action decides
//! nothing. Cells that a spreadsheet would run as a formula carry an apostrophe, which reading takes off.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Action, Edit, key};

/// Reads a list.
///
/// # Errors
/// What is wrong, with the number of its line: a missing column, an unknown action, a merge or rename
/// without a target, a phrase decided twice, merges that lead back to themselves.
pub fn parse(text: &str) -> Result<Vec<Edit>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| e.to_string())?.clone();
    let column = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
    let needed = |name: &str| {
        column(name).ok_or_else(|| {
            let found = header.iter().collect::<Vec<_>>().join(", ");
            format!("line 1: no column `{name}`; it has {found}")
        })
    };
    let (phrase, action, into) = (needed("phrase")?, needed("action")?, column("into"));
    let mut edits = Vec::new();
    let mut lines: FxHashMap<String, u64> = FxHashMap::default();
    for row in reader.records() {
        let row = row.map_err(|e| e.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |i: Option<usize>| harmless(i.and_then(|i| row.get(i)).unwrap_or("").trim());
        let action = match cell(Some(action)).to_lowercase().as_str() {
            "" => continue,
            "keep" => Action::Keep,
            "drop" => Action::Drop,
            "merge" | "merge into" => Action::Merge,
            "rename" => Action::Rename,
            other => {
                return Err(format!(
                    "line {line}: unknown action `{other}`; there are keep, drop, merge and rename"
                ));
            }
        };
        let (phrase, into) = (cell(Some(phrase)).to_owned(), cell(into).to_owned());
        if key(&phrase).is_empty() {
            return Err(format!("line {line}: no phrase to {action:?}").to_lowercase());
        }
        if into.is_empty() && matches!(action, Action::Merge | Action::Rename) {
            return Err(format!("line {line}: `{phrase}` needs a phrase or name in column `into`"));
        }
        if let Some(before) = lines.insert(key(&phrase), line) {
            return Err(format!("line {line}: `{phrase}` is decided in line {before} already"));
        }
        edits.push(Edit { phrase, action, into });
    }
    check_merges(&edits, &lines)?;
    Ok(edits)
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn harmless(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

fn check_merges(edits: &[Edit], lines: &FxHashMap<String, u64>) -> Result<(), String> {
    let merges: FxHashMap<String, String> = edits
        .iter()
        .filter(|e| e.action == Action::Merge)
        .map(|e| (key(&e.phrase), key(&e.into)))
        .collect();
    for edit in edits.iter().filter(|e| e.action == Action::Merge) {
        let mut seen = FxHashSet::default();
        let mut at = key(&edit.phrase);
        while let Some(next) = merges.get(&at) {
            if !seen.insert(at) {
                let line = lines.get(&key(&edit.phrase)).copied().unwrap_or_default();
                let phrase = &edit.phrase;
                return Err(format!("line {line}: the merges of `{phrase}` lead back to it"));
            }
            at = next.clone();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_an_action_are_edits() {
        let list = "\u{feff}kind\tphrase\taction\tinto\nslogan\t画出同心圆\tmerge\t画好同心圆\n\
                    term\t'=重点\tDROP\t\nterm\t别的\t\t\nterm\t旧名\trename\t'+新名\n";
        let edit = |phrase: &str, action, into: &str| Edit {
            phrase: phrase.into(),
            action,
            into: into.into(),
        };
        assert_eq!(
            parse(list),
            Ok(vec![
                edit("画出同心圆", Action::Merge, "画好同心圆"),
                edit("=重点", Action::Drop, ""),
                edit("旧名", Action::Rename, "+新名"),
            ])
        );
        assert_eq!(parse("phrase\taction\n"), Ok(vec![]));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (list, words) in [
            ("phrase\tinto\n甲\t乙", "line 1: no column `action`"),
            ("phrase\taction\n甲\tkeep\n乙\tburn", "line 3: unknown action `burn`"),
            ("phrase\taction\n\tdrop", "line 2: no phrase"),
            ("phrase\taction\tinto\n甲\tmerge\t", "line 2: `甲` needs"),
            ("phrase\taction\n甲\tkeep\n 甲\tdrop", "line 3: `甲` is decided in line 2"),
            ("phrase\taction\tinto\n甲\tmerge\t乙\n乙\tmerge\t甲", "lead back to it"),
        ] {
            let error = parse(list).err().unwrap_or_default();
            assert!(error.contains(words), "{error}");
        }
    }
}
