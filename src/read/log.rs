//! What a reader left out or doubts of a file: one warning for the rows that share it.
//!
//! ```text
//! row 1: no text   row 4: no text   row 9: no text   →   rows 1, 4, 9: no text
//! ```

use std::collections::BTreeMap;

/// Warnings about a file that are kept; more are counted.
const MAX_WARNINGS: usize = 50;
/// Rows that a warning lists; more are counted.
const MAX_ROWS: usize = 5;

/// The log of a file in the order in which things came up, with the rows of equal messages together.
pub(super) fn gather(log: Vec<String>) -> Vec<String> {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut order: Vec<(Option<&str>, &str)> = Vec::new();
    for entry in &log {
        match entry.strip_prefix("row ").and_then(|entry| entry.split_once(": ")) {
            Some((row, message)) if row.bytes().all(|b| b.is_ascii_digit()) => {
                let rows = rows.entry(message).or_default();
                rows.push(row);
                if rows.len() == 1 {
                    order.push((Some(row), message));
                }
            }
            _ => order.push((None, entry)),
        }
    }
    let n_more = order.len().saturating_sub(MAX_WARNINGS);
    let shown = order.iter().take(MAX_WARNINGS).map(|(row, message)| {
        let rows = row.and_then(|_| rows.get(message)).map_or(&[][..], Vec::as_slice);
        match rows {
            [] => (*message).to_string(),
            [row] => format!("row {row}: {message}"),
            rows if rows.len() <= MAX_ROWS => format!("rows {}: {message}", rows.join(", ")),
            rows => format!(
                "rows {} and {} more: {message}",
                rows[..MAX_ROWS].join(", "),
                rows.len() - MAX_ROWS
            ),
        }
    });
    let more = (n_more > 0).then(|| format!("… and {n_more} more warnings of this file"));
    shown.chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_the_same_message_share_a_warning() {
        let log = ["row 1: no text", "odd", "row 2: no date", "row 4: no text", "row: no row"];
        let gathered = gather(log.map(String::from).to_vec());
        assert_eq!(gathered, ["rows 1, 4: no text", "odd", "row 2: no date", "row: no row"]);
    }

    #[test]
    fn many_rows_and_many_warnings_are_counted() {
        let gathered = gather((0..90).map(|i| format!("row {i}: no text")).collect());
        assert_eq!(gathered, ["rows 0, 1, 2, 3, 4 and 85 more: no text"]);
        let gathered = gather((0..90).map(|i| format!("row {i}: no text in {i}")).collect());
        assert_eq!(gathered.len(), 51);
        assert_eq!(gathered[50], "… and 40 more warnings of this file");
    }
}
