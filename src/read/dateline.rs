//! The publication line above a text: `2021年06月03日 10:20:30 | 来源:…`.
//!
//! Pages saved as text keep their date and source in a line of their own under the title. Only the
//! first three lines with text are looked at, and such a line holds nothing but a full date, a time,
//! labels with their values (来源, 作者, 编辑, …) and marks; a date amid other words counts only
//! behind a label of its own (发布时间). So no date inside a sentence, which tells of an event, is
//! taken. A line in brackets that opens with a full date, as laws and speeches carry it under the
//! title, is a publication line too. The line stays in the text; cleaning drops it.

use crate::dates;

/// What a publication line gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The date, as [`dates::parse`] reads it back.
    pub date: Option<String>,
    /// Who published the text.
    pub source: Option<String>,
}

const LINES: usize = 3;
const MAX_CHARS: usize = 120;
const DATE_LABELS: [&str; 14] = [
    "发布时间",
    "发布日期",
    "发表时间",
    "发文日期",
    "成文日期",
    "时间",
    "日期",
    "發布時間",
    "發佈時間",
    "發布日期",
    "時間",
    "published",
    "date",
    "posted",
];
const SOURCE_LABELS: [&str; 9] =
    ["来源", "稿件来源", "文章来源", "信息来源", "稿源", "發布單位", "來源", "发布单位", "source"];
const OTHER_LABELS: [&str; 19] = [
    "作者",
    "编辑",
    "责任编辑",
    "责编",
    "记者",
    "撰稿",
    "审核",
    "浏览次数",
    "浏览量",
    "浏览",
    "点击数",
    "点击",
    "阅读",
    "访问量",
    "字体",
    "字号",
    "分享",
    "更新时间",
    "author",
];

/// Looks for a publication line at the head of a text.
pub fn find(text: &str) -> Dateline {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.take(LINES).find_map(publication_line).unwrap_or_default()
}

fn publication_line(line: &str) -> Option<Dateline> {
    if line.chars().count() > MAX_CHARS || line.ends_with(['。', '!', '！', '?', '？', ';', '；'])
    {
        return None;
    }
    let bracketed = line.strip_prefix(['(', '（']).filter(|l| l.ends_with([')', '）']));
    if let Some((date, _)) = bracketed.and_then(dates::at_start).filter(|(d, _)| d.day > 0) {
        return Some(Dateline { date: Some(date.to_string()), source: None });
    }
    let mut found = Dateline::default();
    let (mut has_label, mut has_other_words) = (false, false);
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(is_mark);
        if rest.is_empty() {
            break;
        }
        if let Some(value) = after_label(rest, &DATE_LABELS) {
            let Some((date, n)) = full_date(value) else {
                rest = value;
                has_other_words = true;
                continue;
            };
            found.date.get_or_insert(date);
            has_label = true;
            rest = &value[n..];
        } else if let Some(value) = after_label(rest, &SOURCE_LABELS) {
            let n = value_length(value);
            let name = value[..n].trim_matches(is_mark);
            if !name.is_empty() {
                found.source.get_or_insert(name.into());
            }
            has_label = true;
            rest = &value[n..];
        } else if let Some(value) = after_label(rest, &OTHER_LABELS) {
            rest = &value[value_length(value)..];
        } else if rest.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("by ")) {
            rest = &rest[value_length(rest)..];
        } else if let Some((date, n)) = full_date(rest) {
            found.date.get_or_insert(date);
            rest = &rest[n..];
        } else {
            has_other_words = true;
            rest = &rest[rest.find(is_mark).unwrap_or(rest.len())..];
        }
    }
    let is_publication =
        if has_other_words { has_label } else { found.date.is_some() || has_label };
    is_publication.then_some(found)
}

/// The text behind a label and its colon.
fn after_label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let head = text.get(..label.len())?;
        let rest = text[label.len()..].trim_start();
        let rest = rest.strip_prefix([':', '：']).filter(|_| head.eq_ignore_ascii_case(label))?;
        Some(rest.trim_start())
    })
}

fn full_date(text: &str) -> Option<(String, usize)> {
    let (date, n) = dates::at_start(text).filter(|(date, _)| date.day > 0)?;
    // "2023年8月17日上午,…" goes on as a sentence, "2023-08-17 10:20来源：…" does not.
    let is_end = text[n..].chars().next().is_none_or(is_mark)
        || after_label(&text[n..], &SOURCE_LABELS).is_some();
    is_end.then(|| (date.to_string(), n))
}

/// How many bytes the value of a label takes: up to a bar, a wide gap, a further label or a date;
/// names in Chinese end at any space.
fn value_length(value: &str) -> usize {
    let is_ascii = value.starts_with(|c: char| c.is_ascii());
    for (i, c) in value.char_indices() {
        let rest = &value[i..];
        let is_gap = c == ' ' && (!is_ascii || rest.starts_with("  "));
        if matches!(c, '|' | '｜' | '\t' | '\u{3000}' | '\u{A0}' | ')' | '）' | ']' | '】')
            || is_gap
        {
            return i;
        }
        if c == ' ' {
            let next = rest.trim_start();
            let labels = [&DATE_LABELS[..], &SOURCE_LABELS[..], &OTHER_LABELS[..]];
            if full_date(next).is_some() || labels.iter().any(|l| after_label(next, l).is_some()) {
                return i;
            }
        }
    }
    value.len()
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "|｜·•()（）[]【】—-,，".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> (String, String) {
        let Dateline { date, source } = find(text);
        (date.unwrap_or_default(), source.unwrap_or_default())
    }

    #[test]
    fn publication_lines_give_date_and_source() {
        let cases = [
            ("2021年06月03日 10:20:30 | 来源:青浦县委办", "2021-06-03", "青浦县委办"),
            ("来源：青浦日报  2023-08-23 11:12", "2023-08-23", "青浦日报"),
            ("2023-08-23 11:12来源：青浦日报", "2023-08-23", "青浦日报"),
            ("发布时间：2023-08-23 来源: 县委办 浏览次数：12", "2023-08-23", "县委办"),
            ("本站讯 发布日期:2023/8/23", "2023-08-23", ""),
            ("[ 2023-08-23 ]", "2023-08-23", ""),
            ("(2023年3月5日在青浦县第九次代表会议上)", "2023-03-05", ""),
            ("August 23, 2023 | By Jane Roe", "2023-08-23", ""),
            ("Source: The Daily Post  Date: 2023-08-23", "2023-08-23", "The Daily Post"),
            ("来源:县融媒体中心", "", "县融媒体中心"),
        ];
        for (line, date, source) in cases {
            let text = format!("\n标题一行\r\n\r\n{line}\r\n正文。\n");
            assert_eq!(found(&text), (date.into(), source.into()), "{line}");
        }
    }

    #[test]
    fn sentences_and_later_lines_give_nothing() {
        for text in [
            "3月2日下午,全县河道整治会议召开。",
            "2023年8月17日,全县河道整治推进会举行",
            "2023年8月17日上午全县河道整治推进会举行",
            "4月1—2日,2023年青浦县河道整治现场会举行。",
            "2023年青浦县河道整治要点",
            "一\n二\n三\n2021年06月03日 10:20:30",
            "资料来源于网络",
            "时间:下午三点",
        ] {
            assert_eq!(find(text), Dateline::default(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "([来源:时间：date 2023年8月17日|,()-]|\\PC){0,40}") {
            find(&line);
        }
    }
}
