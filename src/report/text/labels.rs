//! Headings, columns, notes and the templates of the findings.

use super::words;

words! {
    // The page
    default_title: "What keeps coming back in {0}", "{0}中反复出现的内容";
    made_by: "Made by leitmotif {0}", "由 leitmotif {0} 生成";
    contents: "Contents", "目录";
    figure: "Figure {0}", "图 {0}";
    as_a_table: "The figures as a table", "以表格列出图中数字";
    more_in: "{0} more in {1}", "另有 {0} 条，见 {1}";
    whole_in: "cut here; whole in {0}", "此处有删节，全文见 {0}";
    nothing: "Nothing of this kind was found.", "未发现此类内容。";
    pages: "Pages of the table", "表格分页";
    previous_page: "Previous", "上一页";
    next_page: "Next", "下一页";
    page_range: "{0}–{1} of {2}", "第 {0}–{1} 条，共 {2} 条";
    all_rows: "Show all", "全部显示";
    in_pages: "Show in pages", "分页显示";
    filter_rows: "Filter", "筛选";
    comma: ", ", "，";
    item_comma: ", ", "、";
    to_top: "Back to top", "回到顶部";

    // Parts
    read: "What was read", "读入的材料";
    findings: "The findings", "主要发现";
    slogans: "Slogans and set phrases", "口号与提法";
    patterns: "Families, frames, numeric formulas", "变体、句式与数字缩略语";
    themes_title: "Themes", "主题";
    sharing: "Who shares with whom", "谁与谁相近";
    passages_title: "Shared passages", "共有段落";
    groups_title: "Groups compared", "各组比较";
    time: "Over time", "时间变化";
    documents_title: "Every document", "全部文档";
    method: "Method", "方法";

    // What was read
    files: "files", "文件";
    documents_label: "documents", "文档";
    sections_label: "sections", "节";
    units_label: "characters and words", "字与词";
    groups_label: "groups", "组别";
    dates_label: "dates", "日期";
    undated: "{0} without a date", "{0}无日期";
    ungrouped: "no group", "未分组";
    warnings_title: "Warnings", "提醒";
    further_warnings: "{0} further warnings", "另有 {0} 条提醒";
    no_warnings: "No warnings.", "没有提醒。";

    // Findings
    finding_phrases: "{0} come back. Ranked first: {1}. The most widespread of the first {2} is {3}, in {4} of {5} ({6}).",
        "共有 {0}反复出现。得分最高的是{1}；前 {2} 条中流传最广的是{3}：{5}中有 {4} 篇使用（{6}）。";
    finding_patterns: "The most productive frame is {0} with {1}; the most used numeric formula is {2} ({3}).",
        "最能产的句式是{0}，有 {1}；最常用的数字缩略语是{2}（{3}）。";
    finding_frame: "The most productive frame is {0} with {1} in {2}.",
        "最能产的句式是{0}，有 {1}，见于 {2}。";
    finding_formula: "The most used numeric formula is {0}, in {1}.",
        "最常用的数字缩略语是{0}，见于 {1}。";
    finding_themes: "{0} fall into {1}; the largest, {2}, holds {3} of them. {4}",
        "{0}归为 {1}；最大的是“{2}”，占 {3}。{4}";
    finding_passages: "{0} agree between documents, {1} of them verbatim; the longest that is no formula has {2}, in {3} and {4}. The average document is {5} shared and {6} formulaic.",
        "文档之间有 {0}相同或相近，其中 {1} 对逐字相同；最长的非套话段落有 {2}，见于 {3} 与 {4}。平均每篇文档 {5} 为共有文字，{6} 为套话。";
    finding_similar: "The most alike are {0} and {1} (cosine {2}).",
        "最相近的两篇是 {0} 与 {1}（余弦 {2}）。";
    finding_key: "Most typical of {0} is {1}: in {2} of its {3}, against {4} of {5} elsewhere.",
        "最能代表 {0} 的是{1}：该组 {3}中有 {2} 篇使用，其他各组 {5}中有 {4} 篇。";
    finding_trend: "Over time {0} changed most: in {1} of the {2} documents of {3}, then in {4} of the {5} of {6}.",
        "随时间变化最大的是{0}：{3} 的 {2} 篇中有 {1} 篇使用，{6} 的 {5} 篇中有 {4} 篇。";
    finding_none: "Nothing came back often enough to report.", "没有内容反复到值得报告的程度。";

    // Phrases
    phrases_lead: "Sorted by score. Open a row's second line for the places in context and the variants.",
        "按得分排序。展开每行下方可见上下文与变体。";
    filter: "Filter phrases", "筛选提法";
    all_kinds: "all kinds", "全部类别";
    rank: "Rank", "序号";
    phrase: "Phrase", "提法";
    phrase_tag: "phrase", "提法";
    kind: "Kind", "类别";
    kinds_title: "What the kinds are", "类别说明";
    documents_column: "Documents", "文档";
    sections_column: "Sections", "节";
    times_column: "Times", "次数";
    first_use: "First use", "首见";
    first_and_last_use: "First and last use", "首见与末见";
    groups_column: "Groups", "组数";
    score: "Score", "得分";
    cohesion: "Cohesion", "内聚";
    boundary: "Boundary", "边界";
    dispersion: "Dispersion", "离散";
    in_context: "{0} in context", "上下文 {0}";
    places_rule: "Shown: the first place in each document, by date and name, then further places: at most {0} for each of the first {1} phrases, {2} for the others.",
        "所示为每篇文档的首次出现，按日期与名称排列，不足时再取其余：前 {1} 条各至多 {0} 处，其余各至多 {2} 处。";
    variants_title: "Variants", "变体";

    // Patterns
    families_title: "Families of variants", "变体";
    families_lead: "One phrase, several wordings; the head is the one in most documents.",
        "同一提法的不同说法，首列为使用文档最多者。";
    frames_title: "Frames with an open slot", "留空句式";
    formulas_title: "Numeric formulas", "数字缩略语";
    frame: "Frame", "句式";
    fillers_title: "Fillers, with counts", "填充词及次数";
    entropy: "Entropy", "熵";
    fixedness: "Fixedness", "固定度";
    second_slot: "second slot:", "第二空：";
    by_group: "by group", "按组";
    formula: "Formula", "缩略语";
    stands_for: "Stands for", "所指";
    other_expansion: "Otherwise in {0}:", "另有{0}作：";
    mismatch: "Of another number in {0}:", "另有{0}项数不符：";
    not_given: "not spelt out in the texts", "文中未列明";

    // Themes
    themes_lead: "{0} were grouped by their words into {1}; the map and the figures below say how firm the groups are.",
        "{0}按用词归为 {1}；下方的图与数字说明分组是否可靠。";
    told_apart_by_words: "They were told apart by their words; half of them have {0} or more.",
        "按词区分，半数有 {0} 个词以上。";
    told_apart_by_chars: "They were told apart by Chinese characters and pairs of them.",
        "按单字与相邻两字区分。";
    told_apart_by_both: "They were told apart by words and Chinese characters together: half of them have {0} words or fewer, in which few words repeat.",
        "按词与字共同区分：半数只有 {0} 个词以下，同一个词很少再现。";
    themes_from: "The themes are those of {0}; these texts were put into them.",
        "主题取自 {0}，这些文本归入其中。";
    remainder: "{0} belong to no theme: half of the texts of other themes are at least as near to the theme nearest to them, or they share no term with any.",
        "{0}不属于任何主题：其他主题有半数文本与其最近的主题同样接近，或与各主题无共同的词。";
    choice_title: "Choice of the number of themes", "主题数的选择";
    choice_reason: "Silhouette rises as groups become smaller; stability says whether the same groups come back when texts are left out. Chosen is {0}, whose silhouette times squared stability is highest.",
        "分得越细，轮廓系数越高；稳定性表示去掉部分文本后能否得到同样的分组。{0} 的轮廓系数乘以稳定性平方最高，故采用。";
    themes_number: "Number of themes", "主题数";
    silhouette: "Silhouette", "轮廓系数";
    inertia: "Inertia", "惯量";
    chosen: "chosen", "采用";
    stability: "Stability", "稳定性";
    theme: "Theme {0}", "主题 {0}";
    representative: "Most central texts", "最具代表性的文本";
    borderline: "Texts at the border", "边界上的文本";
    because: "for {0}", "因为 {0}";
    nearly: "for {0}; nearly theme {1}, for {2}", "因为 {0}；近于主题 {1}，因为 {2}";
    carried_more: "Phrases it carries more than the others: {0}", "较其他主题更常用的提法：{0}";
    area_of: "Area {0}: {1}", "领域 {0}：{1}";
    share_of_texts: "{0} of the texts", "占文本的 {0}";

    // Sharing
    sharing_lead: "Cosine compares the words of two documents; containment tells how much of one stands in the other.",
        "余弦比较两篇文档的用词；包含度表示一篇有多少内容见于另一篇。";
    pairs_of_one: "The most alike pairs, at most {0} of each document:", "最相近的文档对，每篇文档至多列 {0} 对：";
    document_a: "Document A", "文档甲";
    document_b: "Document B", "文档乙";
    cosine: "Cosine", "余弦";
    jaccard: "Jaccard", "Jaccard";
    a_in_b: "A in B", "甲见于乙";
    b_in_a: "B in A", "乙见于甲";
    relation: "Relation", "关系";
    in_common: "In common", "共同之处";
    reprints: "{0} documents are reprints of earlier ones: more than half of their wording is the same.",
        "{0} 篇文档为较早文档的重印：文字半数以上相同。";
    exchanges_title: "Who takes from whom: documents", "谁取自谁：文档";
    group_exchanges_title: "Who takes from whom: groups", "谁取自谁：分组";
    exchanges_lead: "Units in shared passages, formulaic ones apart. The arrow leads from the earlier document to the later; without dates nobody is known to come first.",
        "共有段落的字词数，套话不计。箭头由较早者指向较晚者；日期不明时先后不明。";
    group_a: "Group A", "分组甲";
    group_b: "Group B", "分组乙";
    n_pairs: "Pairs", "对数";
    n_passages: "Passages", "段落";
    units_in_b: "Units in B", "乙中字词";
    share_of_b: "Share of B", "占乙比例";

    // Passages
    passages_lead: "Longest first, one pair for each passage. The earlier side stands left. Dotted underlining marks what only the left has, solid what only the right has.",
        "由长到短，每段只列一对。左侧为较早者。点状下划线为左侧独有，实线下划线为右侧独有。";
    alike: "{0} more pairs of the same passage: cluster {1} in {2}", "同一段落另有 {0} 对，见 {2} 第 {1} 簇";
    identity: "identity {0}", "一致率 {0}";
    formulaic_passages: "Formulaic passages ({0}): made of widespread phrases, so hardly copied",
        "套话段落（{0}）：多由通行提法组成，难说是抄录";
    clusters_title: "Passages held by three documents or more", "见于三篇以上文档的段落";
    clusters_lead: "Holders in order of date; the first is the probable source. Behind each later one stands what it changed: what the source has → what it has instead.",
        "按日期排列，首位为可能的来源。其后各篇附改动：来源文字→改后文字。";
    probable_source: "Probable source:", "可能的来源：";
    later_holders: "later holders:", "其后各篇：";
    unchanged: "unchanged", "未改动";
    characters: "characters {0}–{1}", "第 {0}–{1} 字";
    no_date: "no date", "无日期";

    // Groups
    groups_lead: "What each group says more, and what less, than all others, by conservative log ratio (LRC): size and certainty in one number; above 0 for more, below 0 for less, 0 for not proven. Phrases stand before single words, function words only in the table.",
        "各组比其他组说得更多与更少的内容，按保守对数比（LRC）排列：兼顾差异大小与把握，大于 0 为更多，小于 0 为更少，0 表示证据不足。提法在前，单词在后；虚词只列于数据表。";
    no_groups: "The documents name fewer than two groups. Give them by --group-from folder or a group field.",
        "文档中不足两个组。可用 --group-from folder 或 group 字段指定。";
    says_more: "Says more", "说得更多";
    avoids: "Says less", "说得更少";
    hints_only: "No difference of this group is certain. The strongest hints:", "该组没有把握十足的差异，以下仅为线索：";
    item: "Phrase or term", "提法或词";
    here: "In the group", "本组";
    elsewhere: "Elsewhere", "其他组";
    log_ratio: "Log ratio", "对数比";
    term: "term", "词";

    // Groups: alone, alike, themes, passages
    exclusive_title: "What only one group says", "仅一组使用的提法";
    exclusive_lead: "Phrases that no document of another group carries; names, and parts of those shown, stand in the table only. Chance is the probability that all documents with the phrase lie in this group if groups made no difference; it is that of one phrase, LRC takes into account that many were tried.",
        "其他组没有一篇文档使用的提法；名称及所列提法的一部分只见于数据表。“偶然”指若各组并无差别，使用该提法的文档全在此组的概率，只就单条而言；LRC 已计入所试条数。";
    chance: "Chance", "偶然";
    first_document: "First document", "最早文档";
    lockwords_title: "What all groups say alike", "各组同样使用的内容";
    lockwords_lead: "Lockwords (Baker 2011): used by every group about equally often, function words and numbered headings apart. \"At most\" bounds how many times as often, or as seldom, any group says it as the others, with 95% confidence; up to {0} it counts as locked.",
        "锁定词（Baker 2011）：各组使用比例相近，虚词与条目序号除外。“至多”表示在 95% 置信下，任何一组比其他组多用或少用的倍数上限；不超过 {0} 即视为锁定。";
    n_locked: "{0} items of the table are.", "数据表中有 {0} 条锁定。";
    none_locked: "None is: there are too few documents to prove it. The nearest:", "文档太少，尚无一条可证实，以下为最接近者：";
    at_most_times: "At most", "至多";
    least_in: "Least in", "最少";
    most_in: "Most in", "最多";
    theme_keyness_title: "Themes by group", "各组的主题";
    theme_keyness_lead: "Themes to which a group surely gives more, or fewer (LRC below 0), of its texts than the others.",
        "某组文本中所占比例确有偏多或偏少（LRC 小于 0）的主题。";
    themes_alike: "No group is surely more or less given to a theme than the others.", "没有一组对某主题确有偏多或偏少。";
    group_passages_title: "Passages that groups share", "各组共有的段落";
    group_passages_lead: "The longest first. The groups stand in the order in which they came to a passage, each with its earliest document; an arrow says that the dates tell who came first, not that one copied the other.",
        "由长到短。各组按最早文档的日期排列；箭头只表示日期分出先后，不表示抄录。";
    only_formulaic: "Groups share stock phrases only.", "各组之间只有套话相同。";
    cluster_number: "cluster {0}", "第 {0} 簇";

    // Time
    time_lead: "Share of the documents of each period that carry the phrase; the colour is its heat among all phrases and periods.",
        "各时期使用该提法的文档占比；颜色表示其在全部提法与时期中的热度。";
    periods_together: "Periods are put together by {0}, since most hold few documents or they are many; {1} has each by itself.",
        "各时期文档太少或时期太多，故每 {0} 期合为一列；逐期数据见 {1}。";
    no_time: "Fewer than two periods have a dated document.", "有日期文档的时期不足两个。";
    volume: "Documents of the period", "该期文档数";
    heat: "Heat", "热度";
    adoption_title: "Who said it first", "谁先说的";
    adoption_lead: "First dated use by group; later groups with their lag.", "各组首次使用的日期，其后各组附滞后天数。";
    lag: "{0} later", "{0}后";
    leaders_lead: "Over the phrases that two groups or more use: how often a group was first (alone or on the same day as others), and how many days behind the first it usually was. A group whose documents begin late cannot have been first.",
        "就两组以上使用的提法统计：各组居首（独自或同日）的次数，以及通常比最早者滞后的天数。文档起始较晚的组不可能居首。";
    adopted: "Phrases", "提法数";
    was_first: "First with", "居首";
    median_lag: "Median lag in days", "滞后天数中位数";
    documents_since: "Documents since", "文档始于";
    movers_title: "Movers, newcomers and exits", "升降、新见与退场";
    movers_lead: "What moved by two levels of heat or more from one period to the next, what was first used, and what is not used any more; latest first. What chance alone does once in twenty times is left out (log-likelihood ratio, or Fisher's exact test for small counts).",
        "相邻时期之间升降两级以上者、首次出现者与不再使用者，新近者在前。偶然即可二十次遇一次的变化不列（对数似然比，数小时用 Fisher 精确检验）。";
    no_movers: "Nothing moved beyond chance.", "没有超出偶然的升降。";
    moved: "Move", "动向";
    period: "Period", "时期";
    before: "Before", "此前";
    after: "After", "此后";
    unused: "unused", "未用";
    courses_title: "Rising and falling throughout", "持续上升与下降";
    courses_lead: "Of {0} phrases, {1} rise and {2} fall throughout, beyond chance: Mann-Kendall test over the columns above that hold four documents or more, corrected for all phrases (q below 0.05). What rose and fell again is neither; its peak tells.",
        "{0} 条提法中，持续上升的有 {1} 条，持续下降的有 {2} 条，均超出偶然（就上表不少于四篇文档的各列作 Mann-Kendall 检验，按全部提法校正，q 小于 0.05）。先升后降者不在此列，可看其峰值时期。";
    no_courses: "Fewer than four columns have documents: nothing was tested.", "有文档的时期不足四列，未作检验。";
    direction: "Direction", "方向";
    slope: "Points a column", "每列百分点";
    peak: "Peak", "峰值";
    last_use: "Last use", "末见";

    // Documents
    documents_lead: "The bar shows what a document is made of: repeated phrases, passages shared with others, and its own words.",
        "条形表示文档的构成：套话、与他篇共有的文字、自有文字。";
    documents_drawn: "Shown are {0} of {1} documents, evenly drawn from their order; the tables have all.",
        "共 {1} 篇文档，此处按次序等距抽取 {0} 篇，全部见数据表。";
    number_column: "No.", "序号";
    text_in_layers: "The text", "正文";
    theme_column: "Theme", "主题";
    shares_passages: "Shares passages with", "有共同段落者";
    text_cut: "Shown are the first {0} of {1} characters; {2} shows the whole text.", "所示为前 {0} 字，全文 {1} 字，可用 {2} 查看。";
    title: "Title", "标题";
    name: "Name", "名称";
    date: "Date", "日期";
    group: "Group", "组";
    units_column: "Units", "字词";
    made_of: "Made of", "构成";
    formulaic: "formulaic", "套话";
    shared: "shared", "共有";
    own: "own", "自有";
    untitled: "untitled", "无题";
    heading: "Heading", "标题";
    speaker: "Speaker", "发言人";
    encoding: "Encoding", "编码";
    nearest: "Nearest documents", "最相近的文档";
    empty_document: "no text", "无正文";

    // Method
    reproduce_title: "How to reproduce this report", "如何重现本报告";
    reproduce: "Save the settings below as leitmotif.toml and run leitmotif {0} on the same files:",
        "将下列设置存为 leitmotif.toml，用 leitmotif {0} 处理同样的文件：";
    settings_title: "Settings", "设置";
    inputs_title: "Files read, with their BLAKE3 hashes", "读入的文件及其 BLAKE3 校验值";
    bytes: "Bytes", "字节";
    tables_note: "Everything on this page stands in full in the tables folder and in analysis.json.",
        "本页全部内容的完整版见 tables 文件夹与 analysis.json。";

    // The workbook and the summary
    table: "Table", "表";
    rows: "Rows", "行数";
    what_it_is: "What it is", "内容";
    note: "Note", "说明";
    rows_cut: "Rows left out, too many for a sheet: {0}; all of them in {1}.",
        "行数过多，工作表略去 {0} 行，全部见 {1}。";
    cells_cut: "Cells cut at the 32,767 characters that one holds, marked […]: {0}; whole in {1}.",
        "超出单元格 32,767 字上限，截断 {0} 格，以 […] 标示，全文见 {1}。";
    changes_lead: "What changed most surely between two parts of the time:", "前后两段时间之间变化最确定者：";
    largest_themes: "The largest of {0}:", "共 {0}，以下为最大者：";
    texts_column: "Texts", "文本";
    terms_column: "Terms", "词";
    trust_column: "Trust", "可信度";
    longest_passages: "The longest of {0}; those that are formulaic are left out.", "共 {0}，以下为最长者，套话不列。";
    first_phrases: "The first of {0}:", "共 {0}，以下为得分最高者：";
    files_title: "Files beside this one", "同一文件夹中的文件";
    file: "File", "文件";
    file_page: "the report: one page with charts and evidence", "报告全文，附图表与出处";
    file_workbook: "the tables as a workbook", "全部数据表（工作簿）";
    file_tables: "the tables, for programs", "全部数据表，供程序使用";
    file_graph: "who shares with whom, for Gephi or networkx", "谁与谁相近，供 Gephi 或 networkx 使用";
    file_phrases: "the phrases, to be edited for the next run", "提法清单，可修改后用于下次运行";
    file_charts: "the charts, as pictures", "图表";
    file_analysis: "everything, for programs", "全部结果，供程序使用";
    file_run: "how to repeat the run", "如何重现本次运行";
}

#[cfg(test)]
mod tests {
    use super::super::Words;

    #[test]
    fn both_languages_fill_the_same_places() {
        for (en, zh) in Words::entries() {
            for slot in 0..8 {
                let slot = format!("{{{slot}}}");
                assert_eq!(en.matches(&slot).count(), zh.matches(&slot).count(), "{en}");
            }
            assert!(!en.is_empty() && !zh.is_empty());
        }
    }
}
