//! What stands at the head of the page and of `report.md`: the title, and in one line what was read.

use super::text::Words;
use super::untrusted;
use crate::analysis::Analysis;
use crate::corpus::Date;

/// The title on one line: the one given, else one that says how many documents there are.
pub fn title(analysis: &Analysis, words: Words) -> String {
    let given = analysis.config.report.title.as_deref().map(untrusted::one_line);
    given.filter(|t| !t.is_empty()).unwrap_or_else(|| {
        words.default_title().replace("{0}", &words.documents(analysis.corpus.len()))
    })
}

/// Documents, units, groups and dates, each as a short phrase.
pub fn facts(analysis: &Analysis, words: Words) -> Vec<String> {
    let mut facts = vec![words.documents(analysis.corpus.len()), words.units(n_units(analysis))];
    let groups = analysis.corpus.groups().len();
    if groups > 0 {
        facts.push(words.groups(groups));
    }
    facts.extend(dates(analysis).map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first} – {last}") }
    }));
    facts
}

/// Content units of all documents.
pub fn n_units(analysis: &Analysis) -> u64 {
    analysis.n_units.iter().map(|&n| u64::from(n)).sum()
}

/// The first and the last date.
pub fn dates(analysis: &Analysis) -> Option<(Date, Date)> {
    let dates = || analysis.corpus.documents.iter().filter_map(|d| d.date);
    Some((dates().min()?, dates().max()?))
}
