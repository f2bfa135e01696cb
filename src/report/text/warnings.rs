//! Warnings in the language of the report.
//!
//! A warning is born as an English sentence in the stage that knows its reason. Here the sentences
//! of the stages are known as patterns, `{}` for each part that varies, with their Chinese wording,
//! which may reorder the parts (`{1}`, `{0}`). A sentence without a pattern stays English behind a
//! Chinese lead-in of its topic, so that nothing is lost when a stage learns a new warning.

use super::Words;
use super::reading::READING;
use crate::config::Language;
use crate::warning::{Topic, Warning};

/// English pattern, Chinese wording.
const MESSAGES: &[(&str, &str)] = &[
    // Themes
    (
        "the theme falls apart when texts are drawn anew (stability {}); try fewer themes",
        "重抽文本后该主题即告瓦解（稳定性 {0}），宜减少主题数",
    ),
    (
        "only {} of {} themes hold a text: the others' texts are equal",
        "{1} 个主题中只有 {0} 个有文本：其余的文本完全相同",
    ),
    (
        "k-means was still moving texts when it was stopped; try fewer themes",
        "k 均值停止时分组尚未稳定，宜减少主题数",
    ),
    (
        "every word is either in too few texts or in too many of them, so none was left out for that: \
         the themes rest on little; lower --min-df or raise --max-df",
        "所有词或所见文本过少，或过多，故未按此剔除：主题依据不足，可降低 --min-df 或提高 --max-df",
    ),
    (
        "the themes were found in {} of {} texts, drawn by the seed; all texts were put into them",
        "主题由种子从 {1} 个文本中抽取 {0} 个得出，全部文本均已归入",
    ),
    (
        "{} dimensions keep {}% of the variance, less than asked; no more are taken",
        "{0} 维只保留 {1}% 的方差，少于所求，不再增加",
    ),
    (
        "the largest number of themes that was tried, {}, did best; if they are too coarse, try more, \
         as in -k {}..{}",
        "所试主题数以最大的 {0} 为最佳；若嫌粗，可试更多，如 -k {1}..{2}",
    ),
    (
        "one theme holds every text, so nothing is told apart; ask for two or more, as in -k 2..10",
        "全部文本同属一个主题，无从区分；请至少分为两个，如 -k 2..10",
    ),
    (
        "no text is left to group; `leitmotif inspect` shows what was read and dropped",
        "没有可供分组的文本；`leitmotif inspect` 可查读入与剔除的内容",
    ),
    (
        "{} of {} texts share no term with the others and belong to no theme",
        "{1} 个文本中有 {0} 个与其他文本没有共同的词，不属于任何主题",
    ),
    (
        "there are only {} different texts to cluster, so at most {} themes",
        "可供分组的不同文本只有 {0} 个，主题至多 {1} 个",
    ),
    // Phrases
    ("{} phrases are dropped by the list of edits", "按编辑清单剔除 {0} 条"),
    (
        "named in the list of edits, but it occurs in no document",
        "编辑清单中列出，但未见于任何文档",
    ),
    // Similarity
    (
        "{} units are too many to keep every shingle: pairs with less than half of their wording in \
         common may be missing from the similar documents; their passages are found all the same",
        "共 {0} 个字词，不能保留全部片段：文字相同不足一半的文档对可能未列入相似文档，其共有段落仍会找出",
    ),
    (
        "the nearest of {} documents were looked for with bounded effort: some that share only common \
         words may be missing",
        "共 {0} 篇文档，最近文档的查找有工作量上限：仅共有常用词者可能未列入",
    ),
    // Time
    ("occurs in no document, so it has no trend", "未见于任何文档，故无变化可言"),
    ("the dates span {} years: look for a wrong one", "日期跨度达 {0} 年：请检查是否有误"),
    ("the dates span {} months: taken by quarter instead", "日期跨度达 {0} 个月，改以季度计"),
    ("the dates span {} quarters: taken by year instead", "日期跨度达 {0} 个季度，改以年计"),
    ("{} of {} documents have no date: left out", "{1} 篇文档中有 {0} 篇无日期，未计入"),
    (
        "{} of {} dated documents give no month: left out of the periods",
        "{1} 篇有日期的文档中有 {0} 篇未注明月份，未计入各期",
    ),
    (
        "{} of {} dated documents give no quarter: left out of the periods",
        "{1} 篇有日期的文档中有 {0} 篇只注明年份，未计入各季度",
    ),
    // Groups
    (
        "the {} largest groups are compared; {} smaller ones count only in the reference",
        "只比较最大的 {0} 个组；较小的 {1} 个组仅作参照",
    ),
    (
        "very unequal sizes: {} has {} documents, {} has {}; differences of the smaller are uncertain",
        "各组规模悬殊：{0} 有 {1} 篇文档，{2} 有 {3} 篇；较小一组的差异把握不大",
    ),
    (
        "{} of {} groups compared have fewer than {} documents (the smallest, {}, has {}): read \
         their keyness as a hint",
        "所比较的 {1} 个组中有 {0} 个不足 {2} 篇文档（最小的 {3} 只有 {4} 篇）：其关键性仅供参考",
    ),
    // Output
    ("the font was not used: {}; the system's fonts were", "未使用该字体：{0}；改用系统字体"),
    (
        "no font on this machine has {}, so PNG charts with them were left out (the SVG charts are \
         whole); {}",
        "本机没有字体含有 {0}，含这些字的 PNG 图未生成（SVG 图完整）；请安装中文字体，或用 --font 指定",
    ),
];

/// Subjects that are names of stages or settings.
const SUBJECTS: &[(&str, &str)] = &[
    ("theme {} ({})", "主题 {0}（{1}）"),
    ("themes", "主题"),
    ("themes.variance", "方差份额（themes.variance）"),
    ("themes.k", "主题数（themes.k）"),
    ("trends", "时间变化"),
    ("groups", "组间比较"),
    ("similar", "相似文档"),
    ("phrases", "提法"),
];

/// The wordings of every stage.
fn messages() -> Vec<(&'static str, &'static str)> {
    MESSAGES.iter().chain(READING).copied().collect()
}

impl Words {
    /// A warning's subject and message.
    pub fn warning(self, warning: &Warning) -> (String, String) {
        let (subject, message) = (warning.subject.as_str(), warning.message.as_str());
        let is_skipped = warning.topic == Topic::Skipped;
        if self.0 == Language::En {
            let lead_in = if is_skipped { "not read: " } else { "" };
            return (subject.into(), format!("{lead_in}{message}"));
        }
        // The name of a file may look like anything: only other topics have subjects of ours.
        let is_file = matches!(warning.topic, Topic::Skipped | Topic::Reading);
        let ours = translated(SUBJECTS, subject).filter(|_| !is_file);
        let lead_in = || format!("{}（英文原文）：{message}", topic(warning.topic));
        (
            ours.unwrap_or_else(|| subject.into()),
            match translated(&messages(), message) {
                Some(message) if is_skipped => format!("未读入：{message}"),
                Some(message) => message,
                None => lead_in(),
            },
        )
    }
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Skipped => "未读入",
        Topic::Reading => "读入时的问题",
        Topic::Unstable => "结果不够稳定",
        Topic::Thin => "材料不足或悬殊",
        Topic::Output => "部分输出未生成",
    }
}

/// The Chinese wording of a sentence that fits a pattern. A reason within it is put into Chinese
/// too where it is known (第 3 行未读：其 `text` 为空).
fn translated(patterns: &[(&str, &str)], text: &str) -> Option<String> {
    let (parts, wording) =
        patterns.iter().find_map(|(pattern, zh)| Some((fitted(pattern, text)?, zh)))?;
    let mut out = String::new();
    let mut rest = *wording;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        if let Some(part) = slot.parse().ok().and_then(|i: usize| parts.get(i)) {
            // A part is shorter than its sentence, so this comes to an end.
            let inner = translated(patterns, part).filter(|_| part.len() < text.len());
            out.push_str(inner.as_deref().unwrap_or(part));
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// What stands in a text at each `{}` of a pattern, where the rest is equal. Each part ends where
/// the words behind it first come, the last one where they come at the end.
fn fitted<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut fixed = pattern.split("{}");
    let mut rest = text.strip_prefix(fixed.next()?)?;
    let mut parts = Vec::new();
    let mut fixed = fixed.peekable();
    while let Some(behind) = fixed.next() {
        let at = match fixed.peek() {
            Some(_) => rest.find(behind)?,
            None => rest.len().checked_sub(behind.len()).filter(|_| rest.ends_with(behind))?,
        };
        parts.push(&rest[..at]);
        rest = &rest[at + behind.len()..];
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_chinese(topic: Topic, subject: &str, message: &str) -> (String, String) {
        Words(Language::Zh).warning(&Warning::new(topic, subject, message))
    }

    #[test]
    fn known_warnings_are_said_in_chinese_with_their_figures() {
        let (subject, message) = in_chinese(
            Topic::Unstable,
            "theme 2 (一味 · 一村)",
            "the theme falls apart when texts are drawn anew (stability 0.44); try fewer themes",
        );
        assert_eq!(subject, "主题 2（一味 · 一村）");
        assert_eq!(message, "重抽文本后该主题即告瓦解（稳定性 0.44），宜减少主题数");
        let (subject, message) =
            in_chinese(Topic::Thin, "trends", "172 of 892 documents have no date: left out");
        assert_eq!(
            (subject.as_str(), message.as_str()),
            ("时间变化", "892 篇文档中有 172 篇无日期，未计入")
        );
    }

    #[test]
    fn what_bounded_effort_may_miss_is_said_of_similar_documents() {
        let Some(warning) = crate::similarity::doubt_of_nearest(1_000_000) else {
            panic!("a million documents are not compared one by one")
        };
        let (subject, message) = Words(Language::Zh).warning(&warning);
        assert_eq!(subject, "相似文档");
        assert!(message.starts_with("1000000 ") || message.contains(" 1000000 "), "{message}");
    }

    #[test]
    fn a_reason_within_a_warning_is_translated_too() {
        let message =
            in_chinese(Topic::Reading, "a.jsonl", "line 3 left out: its `text` is empty").1;
        assert_eq!(message, "第 3 行未读：其“text”为空");
    }

    #[test]
    fn files_that_were_not_read_are_told_from_those_read_with_a_doubt() {
        let said = |topic| in_chinese(topic, "a.txt", "the file is empty").1;
        assert_eq!(said(Topic::Skipped), "未读入：文件为空");
        assert_eq!(said(Topic::Reading), "文件为空");
        let skipped = Warning::new(Topic::Skipped, "a.txt", "the file is empty");
        assert_eq!(Words(Language::En).warning(&skipped).1, "not read: the file is empty");
    }

    #[test]
    fn an_unknown_warning_keeps_its_words_behind_a_lead_in() {
        let (subject, message) = in_chinese(Topic::Skipped, "themes", "the moon is full");
        assert_eq!(
            (subject.as_str(), message.as_str()),
            ("themes", "未读入（英文原文）：the moon is full")
        );
    }

    #[test]
    fn english_stays_as_it_was_said() {
        let warning =
            Warning::new(Topic::Thin, "trends", "172 of 892 documents have no date: left out");
        let said = Words(Language::En).warning(&warning);
        assert_eq!(said, (warning.subject, warning.message));
    }

    #[test]
    fn every_wording_names_each_part_once() {
        for (pattern, zh) in MESSAGES.iter().chain(READING).chain(SUBJECTS) {
            // Of the advice on fonts only what helps a Chinese reader is told.
            let told = pattern.matches("{}").count() - usize::from(pattern.starts_with("no font"));
            for i in 0..told {
                assert_eq!(zh.matches(&format!("{{{i}}}")).count(), 1, "{pattern}");
            }
            assert_eq!(zh.matches('{').count(), told, "{pattern}");
            assert!(translated(&[(pattern, zh)], &pattern.replace("{}", "7")).is_some());
        }
    }

    #[test]
    fn parts_are_found_between_the_fixed_words() {
        assert_eq!(fitted("{} of {} texts", "3 of 5 texts"), Some(vec!["3", "5"]));
        assert_eq!(fitted("{} of {} texts", "3 of 5 texts more"), None);
        assert_eq!(fitted("empty", "empty"), Some(vec![]));
        assert_eq!(fitted("({})", "("), None);
    }
}
