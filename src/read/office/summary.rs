//! The summary of an old Office file: a set of numbered properties ([MS-OLEPS] 2.20).

use std::collections::BTreeMap;

use super::doc::number;
use crate::corpus::Date;
use crate::read::encoding;
use crate::read::rtf::codepages;

/// Properties that are looked at, of the many a hostile file may list.
const MAX_PROPERTIES: u32 = 100;

/// Title, subject, author and date of a summary stream.
pub(super) fn fields(stream: &[u8]) -> Option<BTreeMap<String, String>> {
    let set = stream.get(number(stream, 44, 4)? as usize..)?;
    let n = number(set, 4, 4)?.min(MAX_PROPERTIES) as usize;
    let listed: BTreeMap<u32, &[u8]> = (0..n)
        .filter_map(|i| {
            let place = number(set, 12 + 8 * i, 4)? as usize;
            Some((number(set, 8 + 8 * i, 4)?, set.get(place..)?))
        })
        .collect();
    let page = listed.get(&1).and_then(|value| number(value, 4, 2)).unwrap_or(1252);
    let mut fields = BTreeMap::new();
    for (id, key) in [(2, "title"), (3, "subject"), (4, "author")] {
        if let Some(text) = listed.get(&id).and_then(|value| string(value, page)) {
            fields.insert(key.to_string(), text);
        }
    }
    if let Some(date) = listed.get(&12).and_then(|value| date(value)) {
        fields.insert("created".into(), date);
    }
    Some(fields)
}

/// A string in the code page of the set, or in UTF-16.
fn string(value: &[u8], page: u32) -> Option<String> {
    const BYTES: u32 = 30;
    const UNITS: u32 = 31;
    const UTF_16: u32 = 1200;
    let (kind, n) = (number(value, 0, 2)?, number(value, 4, 4)? as usize);
    let rest = value.get(8..)?;
    let text = match kind {
        BYTES if page != UTF_16 => {
            let bytes = rest.get(..n)?.split(|byte| *byte == 0).next().unwrap_or_default();
            let encoding = codepages::of_code_page(i32::try_from(page).ok()?);
            // Chinese programs write their bytes and claim to be Western; no Western text has more
            // accented letters than others.
            let n_high = bytes.iter().filter(|byte| **byte >= 0x80).count();
            if encoding == encoding_rs::WINDOWS_1252 && 2 * n_high > bytes.len() {
                encoding::decode(bytes.to_vec(), None, false)?.text.into()
            } else {
                encoding.decode_without_bom_handling(bytes).0
            }
        }
        BYTES => encoding_rs::UTF_16LE.decode_without_bom_handling(rest.get(..n)?).0,
        UNITS => {
            encoding_rs::UTF_16LE.decode_without_bom_handling(rest.get(..n.checked_mul(2)?)?).0
        }
        _ => return None,
    };
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!text.is_empty()).then(|| text.to_string())
}

/// A day, from the tenths of microseconds since 1601.
fn date(value: &[u8]) -> Option<String> {
    const TIME: u32 = 64;
    const DAY: u64 = 864_000_000_000;
    const FROM_1601_TO_1970: i64 = 134_774;
    if number(value, 0, 2)? != TIME {
        return None;
    }
    let ticks = u64::from(number(value, 4, 4)?) | u64::from(number(value, 8, 4)?) << 32;
    let date = Date::of_day(i64::try_from(ticks / DAY).ok()? - FROM_1601_TO_1970)?;
    // Files that state no time state the first day of 1601.
    (date.year >= 1980).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn properties_are_read_in_their_code_page() {
        let (title, ..) = encoding_rs::GBK.encode("河道条例");
        let mut title_value = vec![30, 0, 0, 0, 9, 0, 0, 0];
        title_value.extend(title.iter());
        title_value.extend([0, 0, 0, 0]);
        // 2014-09-30T00:00:00Z
        let ticks: u64 = 130_565_088_000_000_000;
        let mut time = vec![64, 0, 0, 0];
        time.extend(ticks.to_le_bytes());
        let values: [(u32, Vec<u8>); 3] =
            [(1, vec![2, 0, 0, 0, 168, 3, 0, 0]), (2, title_value), (12, time)];
        let western = values[1..].to_vec();
        for values in [values.to_vec(), western] {
            check(&values);
        }
    }

    /// Without a code page the bytes speak for themselves.
    fn check(values: &[(u32, Vec<u8>)]) {
        let mut set = vec![0; 4];
        set.extend((values.len() as u32).to_le_bytes());
        let mut at = 8 + 8 * values.len() as u32;
        for (id, value) in values {
            set.extend(id.to_le_bytes());
            set.extend(at.to_le_bytes());
            at += value.len() as u32;
        }
        values.iter().for_each(|(_, value)| set.extend(value));
        let mut stream = vec![0; 44];
        stream.extend(48u32.to_le_bytes());
        stream.extend(set);
        let fields = fields(&stream).unwrap();
        assert_eq!(fields["title"], "河道条例");
        assert_eq!(fields["created"], "2014-09-30");
        for cut in 0..stream.len() {
            let _ = super::fields(&stream[..cut]);
        }
    }
}
