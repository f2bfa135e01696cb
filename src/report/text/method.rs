//! How each figure was made, in plain words with its source.

use super::Words;

/// The explanations, as (heading, text) in the order of the page.
pub fn explanations(words: Words) -> Vec<(&'static str, &'static str)> {
    let entry = |(en, zh): (&'static str, &'static str), (en_text, zh_text)| {
        (words.pick(en, zh), words.pick(en_text, zh_text))
    };
    vec![
        entry(
            ("Reading", "读入"),
            (
                "Broken lines are joined, page furniture (navigation, copyright lines, share buttons) is taken out and listed with its document, and composite pages are split into signed statements. Width, case, quotation marks and traditional characters are made equal for matching; quotations show the original.",
                "先接合断行，剔除并列出页面杂项（导航、版权行、分享按钮等），把合集页面拆成署名发言。匹配时不分全角半角、大小写、引号样式与繁简；引文显示原样。",
            ),
        ),
        entry(
            ("Phrases", "提法"),
            (
                "Every sequence that occurs more than once is read off a suffix array over the whole corpus (single Han characters, or words in scripts with spaces), with no limit on length, and cut to where a phrase may begin and end. Fragments that hardly ever stand outside a longer phrase are dropped.",
                "用覆盖全部语料的后缀数组（汉字逐字，其他文字逐词）找出所有重复序列，不限长度，再截到可以起止之处；几乎从不脱离更长提法的片段不列。",
            ),
        ),
        entry(
            ("Score", "得分"),
            (
                "Score = spread × length × (1 + cohesion)/2 × boundary × (2 + set off)/3 × kind × (2 + 3 × news)/5. Spread is log₂(1 + documents) + log₂(1 + sections), neither counted beyond the number of distinct contexts (four words or characters before or behind), so a sentence copied with its surroundings spreads once. Length is log₂ of the characters, a word counting for two, at most 12. Set off is the share of occurrences with marks at both edges, plus half the share in quotation marks. Kind is 1 for slogans, numeric formulas and enumerations, 0.8 for quotations and terms, 0.4 for names and boilerplate. A phrase that differs from a better one in its numbers only keeps a tenth. The head of a family takes the best score in it. News is the share of the phrase's text that no phrase ranked before it covers.",
                "得分 = 分布 × 长度 ×（1 + 内聚）/2 × 边界 ×（2 + 独立标出）/3 × 类别 ×（2 + 3 × 新意）/5。分布为 log₂(1 + 文档数) + log₂(1 + 节数)，两数都不超过不同上下文（前或后四个字词）的数目，因此连同上下文照抄的句子只计一次。长度为 log₂ 字数，一词计两字，至多 12。独立标出为两侧皆为标点的比例，加上引号内比例的一半。类别：口号、数字缩略语、并列为 1，引语、术语为 0.8，名称、程式用语为 0.4；与更高名次的提法只差数字者，仅余十分之一。一组变体的首列取组内最高分。新意为该提法的文字中未被更高名次提法覆盖的比例。",
            ),
        ),
        entry(
            ("Cohesion", "内聚"),
            (
                "Association of the weakest split of the phrase into two parts, as normalised pointwise mutual information in [−1, 1] (Bouma 2009).",
                "把提法一分为二时最弱一处的关联度，取归一化点互信息，范围 [−1, 1]（Bouma 2009）。",
            ),
        ),
        entry(
            ("Boundary", "边界"),
            (
                "Strength of the weaker edge, in [0, 1]: half the share of occurrences with a word boundary there, or with a mark if those are more; half the freedom of what stands beside it, which is the branching entropy over its largest possible value, capped at four bits. Every mark counts as a neighbour of its own (Feng et al. 2004), every function word as half of one.",
                "较弱一侧的强度，范围 [0, 1]：一半取该处为词边界的比例（标点更常见时取标点的比例），一半取邻字的自由度，即分支熵与其最大可能值（至多四比特）之比；每个标点各算一个不同的邻字（Feng 等 2004），虚词各算半个。",
            ),
        ),
        entry(
            ("Kinds", "类别"),
            (
                "From the form alone, the first that fits: numeric formula; enumeration (three items or more joined by 、); name (an office or body, or only names of places and people; in scripts with spaces capitalised throughout); quotation (16 units or more, in quotation marks in half of its places); term (one word of the dictionary, or no verb in it and at most eight characters; in scripts with spaces two words); else slogan.",
                "只看形式，取最先符合者：数字缩略语；并列（三项以上以顿号相连）；名称（职务、机构，或全为地名人名；有空格的文字则各词首字母大写）；引语（16 字词以上且半数以上在引号内）；术语（词典中的一个词，或不含动词且不超过八字；有空格的文字为两词）；其余为口号。",
            ),
        ),
        entry(
            ("Dispersion", "离散"),
            (
                "Gries' DPnorm over documents: 0 where the phrase is spread evenly, 1 where one place holds all of it (Gries 2008).",
                "按文档计算的 Gries DPnorm：0 为均匀分布，1 为集中于一处（Gries 2008）。",
            ),
        ),
        entry(
            ("Families and frames", "变体与句式"),
            (
                "A family joins phrases that share most of their weight in the same order, or the same items in any order; a unit weighs more the rarer the pairs of units it stands in. The family forms around its best ranked variant; its head is the one in most documents. A frame is fixed wording around one or two open slots: the entropy of its fillers in bits says how open a slot is, fixedness which share of the wording is fixed.",
                "变体指按同样次序（并列各项则不论次序）共有大部分分量的提法；所在的字词搭配越少见，分量越重。一组变体围绕其中名次最高者形成，首列为使用文档最多者。句式指固定词语中留有一两处空位者：填充词的熵（比特）表示空位的开放程度，固定度为固定词语所占的比例。",
            ),
        ),
        entry(
            ("Themes", "主题"),
            (
                "Words (and characters where texts are short and Chinese) weighted by tf-idf, reduced by latent semantic analysis, each text averaged with its nearest, grouped by k-means. Unless it was given, the number of groups is the one of highest silhouette (Rousseeuw 1987) times squared stability (mean adjusted Rand index between clusterings of subsamples; Ben-Hur 2002). Every text belongs to the theme whose mean tf-idf row is nearest by cosine; to none, if half of the texts of other themes are at least as near. Reprints are counted once. Labels are the words of highest c-TF-IDF (Grootendorst 2022), or sequences of them. The stability of a theme is its mean best Jaccard over bootstraps (Hennig 2007): 0.75 and more is stable, below 0.5 the theme dissolves.",
                "词语（中文短文本并用单字与两字）按 tf-idf 加权，经潜在语义分析降维，各文本与其最近者取平均，再用 k 均值分组。未指定组数时，取轮廓系数（Rousseeuw 1987）乘以稳定性平方最高者，此处稳定性为子样本分组之间调整兰德指数的均值（Ben-Hur 2002）。文本归入平均 tf-idf 向量与之余弦最近的主题；其他主题半数文本与该主题同样接近者，不归任何主题。重印只计一次。标签取 c-TF-IDF（Grootendorst 2022）最高的词或其连用。主题的稳定性为自助抽样下最佳 Jaccard 的均值（Hennig 2007）：0.75 以上为稳定，0.5 以下视为不成立。",
            ),
        ),
        entry(
            ("Similarity", "相似度"),
            (
                "Cosine of tf-idf rows for words; Jaccard and containment (Broder 1997) of runs of units for wording.",
                "用词以 tf-idf 向量的余弦衡量；行文以连续字词片段的 Jaccard 与包含度（Broder 1997）衡量。",
            ),
        ),
        entry(
            ("Passages", "段落"),
            (
                "Shared runs of units are chained and aligned (Smith & Waterman 1981); identity is the matched share of the aligned length. Verbatim: equal but for punctuation; lightly edited: identity of at least 0.85; formulaic: nearly all of it widespread phrases. Copies joined by passages form a cluster; its earliest member is the probable source, as far as the dates can tell.",
                "把两篇共有的字词串联并做局部比对（Smith & Waterman 1981）；一致率为比对长度中相同的比例。逐字相同：除标点外全同；略有改动：一致率不低于 0.85；套话：几乎全由通行提法组成。由段落相连者为一簇，就日期所见，最早者为可能的来源。",
            ),
        ),
        entry(
            ("Shares of a document", "文档构成"),
            (
                "Shared: covered by passages found in another document. Formulaic: covered by repeated phrases and by no passage. Own: the rest. They add up to one.",
                "共有：为他篇亦有的段落所覆盖；套话：为重复提法覆盖而不在共有段落内；自有：其余。三者合计为一。",
            ),
        ),
        entry(
            ("Groups", "组间比较"),
            (
                "On numbers of documents, not of words. LRC is the bound of the log ratio nearer to zero at a confidence corrected for all candidates (Evert 2022); G2 is the log-likelihood ratio (Dunning 1993). A phrase only one group says has a chance: that none of its documents would lie elsewhere, were groups of no account. Lockwords (Baker 2011) are what no group says more than so many times as often as the others, by its interval.",
                "以文档数而非词数计算。LRC 为按候选总数校正后的置信区间中更靠近零的对数比（Evert 2022）；G2 为对数似然比（Dunning 1993）。仅一组使用的提法附有概率：若分组无关紧要，其文档全在该组的可能性。一致用词（lockwords，Baker 2011）指据其区间，各组使用的频繁程度相差不超过若干倍者。",
            ),
        ),
        entry(
            ("Time", "时间"),
            (
                "Share of a period's documents that carry the phrase, with the period's volume above it. Heat has six levels, after the discourse reports of the China Media Project, each a sixth of the shares above 0 in this table, so equal shares have equal heat. Where most periods hold fewer than four documents, neighbouring periods are put together. The change of a phrase is told between the two parts of the time that differ most by the log-likelihood ratio. Movers change by two levels or more between neighbouring columns, newcomers and exits in all before and after; what chance does once in twenty times is left out (log-likelihood ratio, Fisher's exact test for small counts). Rising and falling are Mann-Kendall's test and Theil-Sen's slope over columns of four documents or more, corrected for all phrases (Benjamini & Hochberg 1995). None of this knows of groups: where the groups of a later time are others, phrases come and go with them. Lags count from the first group's first dated use; dates of a month or year count from its first day.",
                "以各期使用该提法的文档占比计算，上方列出该期文档数。热度分六级，取法中国传媒研究计划的话语报告，将本表所有大于零的占比六等分，占比相同则热度相同。多数时期不足四篇文档时，把相邻时期合为一列。提法的变化取对数似然比最大的一处为界，分前后两段叙述。升降指相邻两列相差两级以上，新见与退场以此前、此后全部文档计；偶然即可二十次遇一次者不列（对数似然比，数小时用 Fisher 精确检验）。持续上升与下降以不少于四篇文档的各列作 Mann-Kendall 检验，斜率取 Theil-Sen，并按全部提法校正（Benjamini 与 Hochberg 1995）。以上均不计组别：若后期的组与前期不同，提法也会随之出现或消失。滞后自首个组的首次使用起算；仅有年、月的日期按其首日计。",
            ),
        ),
    ]
}
