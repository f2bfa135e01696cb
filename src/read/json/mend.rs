//! Slips that programs make when they write JSON, put right before a row is given up.
//!
//! `NaN` and `Infinity` (Python writes them for missing numbers) become null; bare control characters
//! in a string are escaped; half of a surrogate pair becomes U+FFFD; a comma before a closing bracket
//! goes.

/// The text without such slips; None if it has none.
pub fn mended(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut is_string, mut is_changed) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (taken, written) = if is_string { in_string(rest) } else { outside(rest) };
        is_string ^= c == '"';
        match written {
            Some(written) => {
                out.push_str(&written);
                is_changed = true;
            }
            None => out.push_str(&rest[..taken]),
        }
        rest = &rest[taken..];
    }
    is_changed.then_some(out)
}

/// How many bytes the next piece of a string takes, and what stands for it instead.
fn in_string(rest: &str) -> (usize, Option<String>) {
    let Some(c) = rest.chars().next() else { return (0, None) };
    if c < ' ' {
        return (1, Some(format!("\\u{:04x}", u32::from(c))));
    }
    if c != '\\' {
        return (c.len_utf8(), None);
    }
    match surrogate(rest) {
        Some(0xD800..=0xDBFF) if matches!(surrogate(&rest[6..]), Some(0xDC00..=0xDFFF)) => {
            (12, None)
        }
        Some(0xD800..=0xDFFF) => (6, Some("\\ufffd".into())),
        _ => (1 + rest[1..].chars().next().map_or(0, char::len_utf8), None),
    }
}

/// The number of an escape `\\uXXXX` at the beginning.
fn surrogate(rest: &str) -> Option<u32> {
    rest.strip_prefix("\\u")
        .and_then(|digits| digits.get(..4))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
}

/// The same between strings.
fn outside(rest: &str) -> (usize, Option<String>) {
    for name in ["NaN", "-Infinity", "Infinity"] {
        if rest.starts_with(name) {
            return (name.len(), Some("null".into()));
        }
    }
    let ends = |after: &str| after.trim_start().starts_with([']', '}']);
    match rest.strip_prefix(',') {
        Some(after) if ends(after) => (1, Some(String::new())),
        _ => (rest.chars().next().map_or(0, char::len_utf8), None),
    }
}
