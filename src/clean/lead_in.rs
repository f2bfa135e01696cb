//! Lead-ins: what a source puts before the first sentence of each of its texts.
//!
//! ```text
//! 清河网消息（早间新闻）：今日，…      【清河日报讯】今日，…      清河社8月17日电 今日，…
//! ```
//!
//! Which lead-ins are boilerplate is for the corpus to show ([`super::boilerplate`]); here is told
//! where one could end: behind a bracket or a word for a report, and the colon that may follow. A
//! lead-in names who reports; so salutations (各位代表：), speakers (主持人（王小明）：), the captions of
//! articles (第一条【目的】) and clauses are none, and none stands behind a sentence.

use std::ops::Range;

use crate::segment::kinds::starts_block;

/// Longest lead-in in characters.
const MAX_CHARS: usize = 40;
/// Letters a line must have behind its lead-in.
const MIN_REST: usize = 10;
/// Words that end a lead-in where a colon or a space follows.
const REPORTS: [&str; 6] = ["消息", "报道", "报导", "快讯", "讯", "电"];

/// Words that name who reports.
const SOURCES: [&str; 17] = [
    "消息", "报道", "报导", "讯", "电", "新闻", "日报", "晚报", "早报", "时报", "记者", "社",
    "网）", "网】", "news", "press", "reuters",
];

/// The stretches from the beginning of a line that could be its lead-in, in bytes, with the white
/// space behind them; the longest first.
pub(super) fn candidates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if starts_block(text) {
        return found;
    }
    let mut depth = 0u32;
    for (i, c) in text.char_indices().take(MAX_CHARS) {
        let is_open = match c {
            '(' | '（' | '【' | '[' => {
                depth += 1;
                true
            }
            ')' | '）' | '】' | ']' if depth > 0 => {
                depth -= 1;
                depth > 0
            }
            '。' | '！' | '？' | '；' | '!' | '?' => break,
            _ if depth > 0 => true,
            _ => {
                !(REPORTS.iter().any(|word| text[..i + c.len_utf8()].ends_with(word))
                    && text[i + c.len_utf8()..].starts_with([':', '：', ' ', '\u{3000}']))
            }
        };
        if is_open {
            continue;
        }
        let rest = &text[i + c.len_utf8()..];
        let rest = rest.strip_prefix([':', '：']).unwrap_or(rest).trim_start();
        let has_rest = rest.chars().filter(|c| c.is_alphabetic()).nth(MIN_REST - 1).is_some();
        let names_source = || {
            let lead_in = text[..i + c.len_utf8()].to_lowercase();
            SOURCES.iter().any(|word| lead_in.contains(word))
        };
        if has_rest && names_source() {
            found.push(0..text.len() - rest.len());
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        candidates(text).into_iter().map(|range| &text[range]).collect()
    }

    const REST: &str = "今日全县河道整治工作会议召开，";

    #[test]
    fn brackets_and_words_for_a_report_end_lead_ins() {
        for (lead_in, ends) in [
            ("清河网消息（早间新闻）：", vec!["清河网消息（早间新闻）："]),
            ("【清河日报讯】", vec!["【清河日报讯】"]),
            (
                "清河社8月17日电 （记者李小红）",
                vec!["清河社8月17日电 （记者李小红）", "清河社8月17日电 "],
            ),
            ("清河网消息：", vec!["清河网消息："]),
            ("HARBOUR (Tide News) ", vec!["HARBOUR (Tide News) "]),
        ] {
            assert_eq!(of(&format!("{lead_in}{REST}")), ends);
        }
    }

    #[test]
    fn salutations_clauses_and_whole_lines_are_none() {
        for text in [
            "各位代表：现在我代表清河市人民政府作报告。",
            "为了保护河道，制定本条例，适用于全县。",
            "清河网消息（早间新闻）",
            "今日开会。（记者李小红）会议研究河道整治工作安排。",
            "主持人（王小明）：各位观众大家好，欢迎收看今天的节目。",
            "第一条 【立法目的】为了保护河道，制定本条例，适用于全县。",
            "（一）加强河道巡查，压实各级责任，形成工作合力。",
            "停电通知请各位居民提前做好准备工作",
        ] {
            assert!(of(text).is_empty(), "{text} {:?}", of(text));
        }
    }
}
