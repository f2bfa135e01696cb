//! What each table is, in one line, for the contents of a workbook and the summary.

use super::Words;

/// Name, English, Chinese; in the order of the tables.
const TABLES: &[(&str, &str, &str)] = &[
    (
        "documents",
        "Every document, and what it is made of: formulaic, shared, own",
        "全部文档及其构成：套话、共有、自有",
    ),
    ("sections", "Every section, and what it is made of", "全部节及其构成"),
    ("themes", "The themes, the largest first", "各主题，由大到小"),
    ("assignments", "Which text belongs to which theme, and how near", "各文本所属主题及距离"),
    (
        "theme_texts",
        "The texts that show each theme best, and those at its border, with the reason",
        "最能代表各主题的文本与边界上的文本，附理由",
    ),
    (
        "theme_sizes",
        "How many texts of each document, group and period each theme holds",
        "各主题在各文档、各组、各时期的文本数",
    ),
    (
        "theme_trials",
        "The numbers of themes that were tried, and how well each did",
        "试过的主题数及其表现",
    ),
    ("phrases", "The phrases that come back, best first", "反复出现的提法，按得分排列"),
    ("frames", "Frames with an open slot, and what fills it", "留空句式及其填充"),
    ("formulas", "Numeric formulas, and what they stand for", "数字缩略语及其所指"),
    (
        "passages",
        "The passages two documents share, both sides in full",
        "两篇文档共有的段落，附两侧全文",
    ),
    (
        "clusters",
        "All holders of each passage, the probable source first, and what each changed",
        "各段落的全部持有者，可能的来源居首，附改动",
    ),
    (
        "sharing",
        "What each pair of documents shares, and in which direction",
        "每两篇文档共有的文字及方向",
    ),
    (
        "group_sharing",
        "What each pair of groups shares, and in which direction",
        "每两组共有的文字及方向",
    ),
    ("similar", "The pairs of documents most alike, with the reason", "最相近的文档对，附理由"),
    (
        "similar_sections",
        "The pairs of sections most alike, where they were asked for",
        "最相近的节对（要求时列出）",
    ),
    ("similar_groups", "How near the groups are to each other", "各组之间的相近程度"),
    (
        "keyness",
        "What each group says more, and what less, than the others",
        "各组比其他组说得更多与更少的内容",
    ),
    ("exclusive", "Phrases that only one group says", "只有一个组使用的提法"),
    ("lockwords", "What all groups say alike", "各组用法一致的词与提法"),
    (
        "theme_keyness",
        "The themes a group gives more, or less, of its texts to",
        "各组着墨更多与更少的主题",
    ),
    (
        "group_passages",
        "The passages that groups share, the group that had it first before the others",
        "各组共有的段落，先有者在前",
    ),
    (
        "trends",
        "The phrases over time: share of the documents of each period, and heat",
        "提法随时间的变化：各时期文档占比与热度",
    ),
    (
        "trend_tests",
        "First, highest and last period of each phrase, and whether it rises or falls, with a test",
        "各提法的首见、峰值与末见时期，及升降检验",
    ),
    (
        "movers",
        "What moved by two levels of heat or more, came or went",
        "升降两级以上、新见与退场的提法",
    ),
    (
        "adoption",
        "First use of a phrase by each group, and how long after the first",
        "各组首次使用提法的日期与滞后",
    ),
    (
        "leaders",
        "Which groups are first with phrases, and how far behind the others are",
        "哪些组率先使用提法，其余滞后多少",
    ),
];

/// What a table is; empty for one that is not known.
pub fn about(table: &str, words: Words) -> &'static str {
    let found = TABLES.iter().find(|(name, _, _)| *name == table);
    found.map_or("", |(_, en, zh)| words.pick(en, zh))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::config::Language;
    use crate::report::tables::tables;

    #[test]
    fn every_table_says_what_it_is_in_both_languages() {
        for table in tables(&Analysis::default()) {
            let said = [Language::En, Language::Zh].map(|l| about(table.name, Words(l)));
            assert!(said.iter().all(|s| !s.is_empty()) && said[0] != said[1], "{}", table.name);
        }
    }
}
