//! Function words: words with which a phrase may not begin or end.
//!
//! 以数字化改革 always stands with 以 in a small corpus and is still 数字化改革; …作风过硬的 loses its 的;
//! "the importance of" loses both ends. The lists are closed classes (particles, conjunctions,
//! prepositions, pronouns, a few adverbs), compared with the words at a phrase's edges as the
//! segmentation gives them, so that 和平 and 以来 are safe.

/// Han words that may not begin a phrase.
const LEADING: &[&str] = &[
    "的", "了", "着", "过", "地", "得", "和", "与", "及", "以及", "或", "或者", "等", "等等", "之",
    "也", "都", "就", "而", "而且", "并", "并且", "且", "但", "但是", "因为", "由于", "所以", "如果",
    "上", "中", "里", "内", "时", "时候", "后", "之后", "以后", "之前", "关于", "对", "对于", "为",
    "为了", "以", "在", "从", "自", "把", "将", "被", "由", "于", "向", "往", "按照", "按", "根据",
    "通过", "经过", "是", "就是", "还是", "有", "使", "让", "令", "给", "这", "那", "该", "其", "此",
    "这个", "那个", "这些", "那些", "这种", "这样", "它", "他", "她", "他们", "它们", "她们", "我",
    "我们", "你", "您", "你们", "本", "各", "每", "某", "要", "会", "能", "能够", "可", "可以", "应",
    "应当", "应该", "须", "必须", "还", "又", "再", "更", "更加", "最", "很", "十分", "非常", "已",
    "已经", "正在", "正", "曾", "不", "没有", "只", "只有", "只要", "才", "却", "则", "进一步", "作为",
    "来", "去", "所", "乃", "即", "如", "例如", "比如", "包括", "以来", "其中", "同时", "此外", "另外",
    "因此", "于是", "然而", "其他", "个", "名", "位", "项", "们", "第", "性", "者", "化", "吗", "呢",
    "吧", "啊", "们的", "进行", "一些", "有关", "一", "并在", "并将", "将会", "而是", "不仅", "当",
];

/// Han words that may not end a phrase.
const TRAILING: &[&str] = &[
    "的", "着", "地", "得", "和", "与", "及", "以及", "或", "或者", "等", "等等", "之", "也", "都",
    "就", "而", "而且", "并", "并且", "且", "但", "但是", "因为", "由于", "所以", "如果", "上", "中",
    "里", "时", "关于", "对", "对于", "为", "为了", "以", "在", "从", "自", "把", "将", "被", "由",
    "于", "向", "往", "按照", "按", "根据", "通过", "经过", "是", "就是", "还是", "有", "使", "让",
    "令", "给", "这", "那", "该", "其", "此", "这个", "那个", "这些", "那些", "这种", "它", "他", "她",
    "他们", "它们", "我", "我们", "你", "您", "你们", "本", "各", "每", "某", "要", "会", "能", "可",
    "可以", "应", "应当", "应该", "须", "必须", "还", "又", "再", "更", "更加", "最", "很", "十分",
    "非常", "已", "已经", "正在", "正", "曾", "不", "没有", "只", "才", "却", "则", "进一步", "作为",
    "所", "即", "如", "例如", "比如", "包括", "其中", "同时", "此外", "另外", "因此", "第", "一", "了",
    "个", "进行", "一个", "一批", "一项", "不断", "们", "有关", "特别", "不仅", "当", "以来", "可能",
];

/// Words of English that may neither begin nor end a phrase.
const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "being", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "had", "has", "have", "having", "he", "her", "hers", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "may", "me", "might", "more", "most", "must", "my", "no", "not",
    "of", "on", "or", "our", "ours", "shall", "she", "should", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "upon", "us", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "would", "you", "your",
];

/// Single Han characters among the function words: neighbours that say nothing of a phrase's edge.
const LOOSE: &str = "的了着和与及或等之也都就而并且上中里内在以为把将被由于向对从是有要会能不更最";

/// Whether a folded word may not begin a phrase.
pub fn is_leading(word: &str) -> bool {
    LEADING.contains(&word) || is_english(word)
}

/// Whether a folded word may not end a phrase.
pub fn is_trailing(word: &str) -> bool {
    TRAILING.contains(&word) || is_english(word)
}

/// Whether a unit beside a phrase is a function word by itself.
pub fn is_loose(unit: &str) -> bool {
    LOOSE.contains(unit) || is_english(unit)
}

fn is_english(word: &str) -> bool {
    ENGLISH.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_list_is_sorted_for_bisection() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn content_words_that_begin_like_function_words_are_safe() {
        assert!(!is_leading("和平"));
        assert!(!is_trailing("以来者"));
        assert!(is_leading("关于") && is_trailing("of"));
    }
}
