//! Dates with the name of the month: `17 August 2023`, `August 17th, 2023`, `17 de agosto de 2023`.
//!
//! Names in English, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Polish, Turkish and
//! Indonesian; three letters or more of a name are enough where they tell it from the others of its
//! language. English may begin with a weekday; a field that is known to hold a date may begin with
//! any one word, which is the weekday in another language.

use super::date;
use crate::corpus::Date;

/// The months of each language, in order; of names with several forms the stem.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero janeiro gennaio januari январ stycz ocak",
    "february februar février fevrier febrero fevereiro febbraio februari феврал luty lutego şubat",
    "march märz maerz mars marzo março marco maart март marzec marca mart maret",
    "april avril abril aprile апрел kwie nisan",
    "may mai mayo maio maggio mei мая май maj mayıs",
    "june juni juin junio junho giugno июн czerw haziran",
    "july juli juillet julio julho luglio июл lip temmuz",
    "august août aout agosto augustus август sierp ağustos agustus",
    "september septembre septiembre setiembre setembro settembre сентябр wrze eylül",
    "october oktober octobre octubre outubro ottobre октябр paźdz ekim",
    "november novembre noviembre novembro ноябр listop kasım nopember",
    "december dezember décembre decembre diciembre dezembro dicembre декабр grud aralık desember",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words between the parts of a date.
const BETWEEN: [&str; 7] = ["de", "del", "of", "di", "do", "el", "le"];
/// What may follow the number of the day.
const ORDINALS: [&str; 6] = ["st", "nd", "rd", "th", "er", "º"];

/// The date at the beginning of `chars` and its length in characters. In a field that is known to
/// hold a date the first word may be one that is not known.
pub(super) fn date_of(chars: &[char], is_field: bool) -> Option<(Date, usize)> {
    let (mut day, mut month, mut at, mut n_words) = (None, None, 0, 0);
    // A weekday, the day, the month, the year, and what stands between them.
    for _ in 0..6 {
        while chars.get(at).is_some_and(|c| c.is_whitespace() || ",.".contains(*c)) {
            at += 1;
        }
        let is_number = chars.get(at)?.is_ascii_digit();
        let word: String = chars[at..]
            .iter()
            .take_while(|c| if is_number { c.is_ascii_digit() } else { c.is_alphabetic() })
            .collect();
        at += word.chars().count();
        if is_number && word.len() == 4 && month.is_some() {
            return Some((date(word.parse().ok()?, month?, day.unwrap_or(0))?, at));
        } else if is_number && word.len() <= 2 && day.is_none() {
            day = word.parse().ok();
            let suffix: String = chars[at..]
                .iter()
                .take_while(|c| c.is_alphabetic())
                .flat_map(|c| c.to_lowercase())
                .collect();
            if ORDINALS.contains(&suffix.as_str()) {
                at += suffix.chars().count();
            }
        } else if is_number || word.is_empty() {
            return None;
        } else {
            let word = word.to_lowercase();
            n_words += 1;
            if let Some(named) = month_of(&word).filter(|_| month.is_none()) {
                month = Some(named);
            } else {
                let opens = is_field && n_words == 1 && day.is_none();
                if !(opens || is_weekday(&word) || BETWEEN.contains(&word.as_str())) {
                    return None;
                }
            }
        }
    }
    None
}

/// The number of a month from its name or enough of its beginning.
fn month_of(word: &str) -> Option<u32> {
    let fits = |name: &&str| {
        // stems of names that are inflected stand for all their forms
        let is_stem = !name.is_ascii()
            || matches!(
                *name,
                "stycz" | "kwie" | "czerw" | "lip" | "sierp" | "wrze" | "listop" | "grud"
            );
        name.starts_with(word) || is_stem && word.starts_with(*name)
    };
    let month = MONTHS.iter().position(|names| names.split(' ').any(|name| fits(&name)));
    month.filter(|_| word.chars().count() >= 3).map(|i| i as u32 + 1)
}

/// Whether a word is an English weekday or three letters or more of one.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|name| name.starts_with(&word))
}
