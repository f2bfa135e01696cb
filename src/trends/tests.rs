use proptest::prelude::*;

use super::*;
use crate::corpus::{Document, Text};

type Row<'a> = (Option<Date>, &'a str, &'a str);

/// Documents as `(date, group, text)`, named so that they keep their order.
fn follow(rows: &[Row], phrases: &[&str], period: Option<Period>) -> (Trends, Vec<Warning>) {
    let documents = rows
        .iter()
        .enumerate()
        .map(|(i, &(date, group, text))| Document {
            name: format!("{i:05}"),
            date,
            group: (!group.is_empty()).then(|| group.to_owned()),
            source: text.to_owned(),
            ..Document::default()
        })
        .collect();
    let corpus = Corpus::new(documents);
    let texts: Vec<Text> = corpus
        .documents
        .iter()
        .map(|d| Text { text: d.source.clone(), ..Text::default() })
        .collect();
    let settings = TrendSettings {
        period,
        phrases: phrases.iter().map(|&p| p.to_owned()).collect(),
        ..TrendSettings::default()
    };
    let mut warnings = Vec::new();
    let trends = find(&corpus, &texts, &[], &settings, &mut warnings);
    (trends, warnings)
}

fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    Some(Date { year, month, day })
}

#[test]
fn gaps_stand_as_periods_without_documents() {
    let rows = [(day(2020, 1, 5), "", "和谐社会"), (day(2023, 0, 0), "", "别的")];
    let (trends, warnings) = follow(&rows, &["和諧社會"], Some(Period::Year));
    assert_eq!(trends.periods, ["2020", "2021", "2022", "2023"]);
    assert_eq!(trends.volumes, [1, 0, 0, 1]);
    let shares: Vec<f64> = trends.points.iter().map(|p| p.share).collect();
    assert_eq!(shares, [1.0, 0.0, 0.0, 0.0]);
    assert!(trends.points[0].phrase == "和諧社會" && trends.points[1].heat.is_empty());
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn coarse_and_missing_dates_are_left_out_and_counted() {
    let rows = [
        (day(2020, 1, 5), "", "甲乙"),
        (day(2020, 3, 0), "", "甲乙"),
        (day(2020, 0, 0), "", "甲乙"),
        (None, "", "甲乙"),
    ];
    let (trends, warnings) = follow(&rows, &["甲乙"], Some(Period::Month));
    assert_eq!(trends.volumes, [1, 0, 1]);
    let messages: Vec<&str> = warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "1 of 4 documents have no date: left out",
            "1 of 3 dated documents give no month: left out of the periods"
        ]
    );
}

#[test]
fn one_period_has_no_trend_but_its_adoptions() {
    let rows = [(day(2020, 1, 5), "b", "甲乙"), (day(2020, 1, 3), "a", "甲乙")];
    let (trends, _) = follow(&rows, &["甲乙", "丙丁", "", " 甲乙 "], Some(Period::Year));
    assert!(trends.points.is_empty() && trends.periods.is_empty());
    let lags: Vec<(&str, u32)> =
        trends.adoptions.iter().map(|a| (a.group.as_str(), a.lag_days)).collect();
    assert_eq!(lags, [("a", 0), ("b", 2)]);
}

#[test]
fn a_phrase_found_nowhere_is_named() {
    let (_, warnings) = follow(&[(day(2020, 1, 1), "", "x")], &["没有"], None);
    assert!(warnings.iter().any(|w| w.subject == "没有"), "{warnings:?}");
}

#[test]
fn leaders_are_counted_over_phrases_that_others_adopted_too() {
    let rows = [
        (day(2020, 1, 1), "a", "甲乙"),
        (day(2020, 1, 4), "b", "甲乙 丙丁"),
        (day(2020, 1, 9), "c", "丙丁"),
        (day(2020, 2, 1), "a", "丙丁 只此"),
    ];
    let (trends, _) = follow(&rows, &["甲乙", "丙丁", "只此"], Some(Period::Month));
    let found: Vec<(&str, u32, u32, u32)> = trends
        .leaders
        .iter()
        .map(|l| (l.group.as_str(), l.n_phrases, l.n_first, l.median_lag_days))
        .collect();
    assert_eq!(found, [("b", 2, 1, 3), ("a", 2, 1, 28), ("c", 1, 0, 5)]);
    assert_eq!(trends.leaders[2].since.to_string(), "2020-01-09");
}

#[test]
fn bounds_of_heat_are_checked_and_used() {
    let with = |heat: &[f64]| TrendSettings { heat: heat.to_vec(), ..TrendSettings::default() };
    assert!(with(&[]).check().is_ok() && with(&[0.1, 0.2, 0.3, 0.4, 0.5]).check().is_ok());
    for wrong in [&[0.1, 0.2][..], &[0.1, 0.2, 0.2, 0.4, 0.5], &[0.1, 0.2, 0.3, 0.4, 1.5]] {
        assert!(with(wrong).check().is_err(), "{wrong:?}");
    }
}

#[test]
fn absurd_dates_give_a_warning_and_no_endless_table() {
    let rows = [(day(-32768, 1, 1), "g", "甲乙"), (day(32767, 12, 31), "h", "甲乙")];
    let (trends, warnings) = follow(&rows, &["甲乙"], Some(Period::Month));
    assert!(trends.points.is_empty());
    assert_eq!(trends.adoptions.len(), 2);
    assert!(warnings.iter().any(|w| w.message.contains("look for a wrong one")), "{warnings:?}");
}

proptest! {
    #[test]
    fn counts_equal_a_plain_search_of_the_documents(
        rows in prop::collection::vec(
            (prop::option::of((2019i16..2022, 0u8..13, 0u8..29)), "[甲乙丙]{0,6}", "[ab]?"), 0..25),
        year in any::<bool>(),
    ) {
        let rows: Vec<(Option<Date>, String, String)> = rows
            .into_iter()
            .map(|(date, text, group)| {
                let date = date.map(|(year, month, day)| Date { year, month, day });
                (date, text, group)
            })
            .collect();
        let borrowed: Vec<Row> =
            rows.iter().map(|(d, t, g)| (*d, g.as_str(), t.as_str())).collect();
        let period = if year { Period::Year } else { Period::Month };
        let (trends, _) = follow(&borrowed, &["甲乙", "丙"], Some(period));
        for point in &trends.points {
            let inside = |d: &Option<Date>| d.is_some_and(|d| match period {
                Period::Year => format!("{:04}", d.year) == point.period,
                _ => format!("{:04}-{:02}", d.year, d.month) == point.period,
            });
            let of_period = rows.iter().filter(|r| inside(&r.0));
            let carriers = of_period.clone().filter(|r| r.1.contains(&point.phrase)).count();
            prop_assert_eq!(point.volume as usize, of_period.count());
            prop_assert_eq!(point.n_documents as usize, carriers);
        }
        prop_assert_eq!(trends.points.len(), 2 * trends.periods.len());
        for adoption in &trends.adoptions {
            let first = rows
                .iter()
                .filter(|r| r.2 == adoption.group && r.1.contains(&adoption.phrase))
                .filter_map(|r| r.0)
                .map(|d| (d.year, d.month.max(1), d.day.max(1)))
                .min();
            let date = adoption.first;
            prop_assert_eq!(Some((date.year, date.month.max(1), date.day.max(1))), first);
        }
    }
}
