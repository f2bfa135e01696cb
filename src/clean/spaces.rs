//! Stray spaces: the spaces that line wrapping left between Han characters of running text.
//!
//! ```text
//! 组织干部深学 深悟会议精神,迅速掀起全 员学习热潮。   →   组织干部深学深悟会议精神,迅速掀起全员学习热潮。
//! ```
//!
//! Chinese running text has no spaces, so in a sentence a single space between two Han characters,
//! or between one and a mark, is stray. Spaces stay: in headings and bylines (the caller asks only
//! for running text), behind the label of an article, in columns of names, and between the parts
//! of a quoted slogan, unless another stray space stands so near that the quotation was wrapped
//! too. Wider gaps are layout and stay.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::{is_han, is_wide};

/// A wrapped column is seldom wider: a gap this near (characters) tells of wrapping.
const NEAR: usize = 30;
/// Longest entry of a column of names, in characters.
const ENTRY: usize = 4;

struct Gap {
    /// Byte of the space and its length.
    bytes: Range<usize>,
    /// Its place in characters.
    at: usize,
    quoted: bool,
}

/// The stray spaces of a paragraph of running text, as byte ranges.
pub(super) fn stray(text: &str) -> Vec<Range<usize>> {
    if !text.contains([' ', '\u{a0}']) || !text.contains(['。', '，', ',', '！', '？', '；', '：'])
    {
        return Vec::new();
    }
    let mut gaps = gaps(text);
    if gaps.is_empty() {
        return Vec::new();
    }
    let label = label_end(text);
    gaps.retain(|gap| gap.bytes.start >= label);
    let columns = columns(text, &gaps);
    let open: Vec<usize> = gaps
        .iter()
        .zip(&columns)
        .filter(|(gap, column)| !gap.quoted && !**column)
        .map(|(gap, _)| gap.at)
        .collect();
    gaps.iter()
        .zip(&columns)
        .filter(|(gap, column)| {
            !**column
                && (!gap.quoted || {
                    let next = open.partition_point(|&at| at < gap.at);
                    let near = |i: Option<usize>| {
                        i.and_then(|i| open.get(i)).is_some_and(|at| at.abs_diff(gap.at) <= NEAR)
                    };
                    near(Some(next)) || near(next.checked_sub(1))
                })
        })
        .map(|(gap, _)| gap.bytes.clone())
        .collect()
}

/// Single spaces that Chinese text would not have, quoted or not.
fn gaps(text: &str) -> Vec<Gap> {
    let mut found = Vec::new();
    let (mut before, mut open, mut straight) = (None, 0usize, false);
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((at, (byte, c))) = chars.next() {
        match c {
            '“' | '《' | '「' | '『' | '‘' => open = at + 1,
            '”' | '》' | '」' | '』' | '’' => open = 0,
            '"' => straight = !straight,
            ' ' | '\u{a0}' => {
                let after = chars.peek().map(|&(_, (_, c))| c);
                if is_stray(before, after) {
                    let quoted = straight || open > 0 && at - open < NEAR;
                    found.push(Gap { bytes: byte..byte + c.len_utf8(), at, quoted });
                }
            }
            _ => {}
        }
        before = Some(c);
    }
    found
}

fn is_stray(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let mark = |c: char| {
        is_wide(c) && !c.is_whitespace() && !c.is_alphanumeric()
            || matches!(
                c,
                ',' | ';' | ':' | '!' | '?' | '"' | '“' | '”' | '‘' | '’' | '(' | ')' | '、'
            )
    };
    let fits = |c: char| is_han(c) || mark(c);
    fits(before) && fits(after) && (is_han(before) || is_han(after) || is_wide(before))
}

/// Which gaps stand between the short entries of a list: three entries or more in a row.
fn columns(text: &str, gaps: &[Gap]) -> Vec<bool> {
    let entry = |from: usize, to: usize| {
        let piece = &text[from..to];
        piece.len() <= 3 * ENTRY && piece.chars().count() >= 2 && piece.chars().all(is_han)
    };
    // entries[i] is the piece between gap i and gap i + 1
    let entries: Vec<bool> =
        gaps.windows(2).map(|w| entry(w[0].bytes.end, w[1].bytes.start)).collect();
    let is_entry = |i: Option<usize>| i.and_then(|i| entries.get(i)).copied().unwrap_or(false);
    (0..gaps.len())
        .map(|i| {
            is_entry(i.checked_sub(1)) && is_entry(Some(i))
                || is_entry(Some(i)) && is_entry(Some(i + 1))
                || is_entry(i.checked_sub(1)) && is_entry(i.checked_sub(2))
        })
        .collect()
}

/// One past the space behind a leading label: 第三条 …, 一、 …, 2021年3月4日 …, …电 ….
fn label_end(text: &str) -> usize {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"^(?:第[一二三四五六七八九十百千〇零\d]{1,7}[编章节条款部分篇]{1,2}(?:之[一二三四五六七八九十]+)?",
            r"|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|[\d一二三四五六七八九十〇年月日]{2,14}日",
            r"|\S{2,20}日电|摘要|关键词|问|答)[\s　]"
        ))
        .ok()
    });
    LABEL.as_ref().and_then(|label| label.find(text)).map_or(0, |found| found.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(text: &str) -> String {
        let mut out = text.to_string();
        for range in stray(text).into_iter().rev() {
            out.replace_range(range, "");
        }
        out
    }

    #[test]
    fn spaces_of_wrapped_text_go() {
        assert_eq!(
            closed("组织干部深学 深悟会议精神, 迅速掀起全 员学习热潮。 把 “清河”号 擦亮。"),
            "组织干部深学深悟会议精神,迅速掀起全员学习热潮。把“清河”号擦亮。"
        );
        assert_eq!(closed("完成 GDP 100 亿元，形势 向好。"), "完成 GDP 100 亿元，形势向好。");
    }

    #[test]
    fn a_quoted_slogan_keeps_its_parts_unless_it_was_wrapped() {
        let kept = "开展“春风送暖 邻里同行”主题活动，受到好评。";
        assert_eq!(closed(kept), kept);
        assert_eq!(
            closed("聚焦“建设六个新 清河”目标,手上有 茧、心中有谱。"),
            "聚焦“建设六个新清河”目标,手上有茧、心中有谱。"
        );
    }

    #[test]
    fn labels_columns_and_wide_gaps_stay() {
        for kept in [
            "第三条 本市行政区域内的河道管理，适用本条例。",
            "出席会议的有：市长 王小明 李小红 张小强 赵小刚 孙小芳 等人。",
            "本报清河３月４日电  记者报道：春耕开始，农民下田。",
        ] {
            assert_eq!(closed(kept), kept);
        }
    }
}
