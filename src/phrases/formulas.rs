//! Numeric formulas: 四个意识, 三会一课, “1234”工作法, and what they stand for.
//!
//! One pass over the units looks at every numeral ([`grammar`] says what may follow). Where nothing
//! shows that a count is a name, evidence is asked for:
//! - between quotation marks every shape is a formula;
//! - NUM 字方针 and numbers with 工作法, 模式 … behind are formulas as they stand;
//! - NUM X NUM X must recur or be followed by its expansion;
//! - NUM 个 X and NUM 大 X must recur in two documents or three times, and X must be counted with
//!   this number in [`OWN_NUMBER`] of the places where anything counts it (四个意识 is always four,
//!   while 两个国家 has 三个国家 and 一个国家 beside it), or the expansion must follow right behind.
//!
//! X ends at a word boundary: at the first that has the evidence, or further on if the longer form
//! occurs as often. Every place of the formula's folded text is counted, quoted or not, but for
//! places inside a longer formula (四个一 in 四个一批) or a longer number (四个 in 十四个). A bare
//! run of digits is counted between quotation marks only.

mod expansion;
mod grammar;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use self::expansion::Expander;
use self::grammar::{CARRIERS, Shape};
use super::function_words::is_loose;
use crate::concordance::Concordance;
use crate::corpus::{Place, Text, UnitId};
use crate::exec;
use crate::tokenize::tagged;
use crate::units::{UnitKind, UnitStream};

/// Least share of an X's counts that one number must have.
const OWN_NUMBER: f64 = 0.8;

/// A longer form is meant if it occurs at least this often, as a share of the shorter.
const AS_OFTEN: f64 = 0.95;

/// Least share of an unquoted formula's places with a mark or function word behind it: 五大海上风电
/// is always followed by 基地.
const CLOSED: f64 = 0.3;

/// Words that begin with a numeral and count nothing.
const ADVERBS: &[&str] = &[
    "一直",
    "一起",
    "一道",
    "一面",
    "一边",
    "一样",
    "一体",
    "一体化",
    "一定",
    "一般",
    "一些",
    "一时",
    "一再",
    "一旦",
    "一切",
    "一方",
    "一方面",
    "一系列",
    "一同",
    "一并",
    "一律",
    "一致",
    "一向",
    "一度",
    "一家",
    "一带",
    "一个",
    "一批",
    "一次",
];

/// Longest formula, in units.
const LONGEST: usize = 16;

/// Occurrences at which an expansion is looked for.
const EXPANSION_SITES: usize = 64;

/// A numeric formula and what it stands for, where the text says so.
#[derive(Debug, Clone, Serialize)]
pub struct Formula {
    /// The formula as first written, without quotation marks.
    pub text: String,
    /// Documents that carry it.
    pub n_documents: u32,
    /// Times it occurs.
    pub n_occurrences: u32,
    /// The members of the enumeration it counts, empty where the text gives none.
    pub expansion: Vec<String>,
    /// Where it occurs.
    pub places: Vec<Place>,
}

/// Whether a folded text is a numeric formula by its form. A plain NUM X is not: only quotation
/// marks in the text tell 三张清单 from 三家企业.
pub fn is_formula(folded: &str) -> bool {
    let units = grammar::split(folded);
    let by_form = match units.first().filter(|u| grammar::is_numeral(u)) {
        Some(_) => grammar::shape(&units),
        None => None,
    };
    match by_form {
        None | Some(Shape::Plain(_)) => false,
        Some(Shape::Run { carrier, .. }) => carrier,
        Some(Shape::Repeated(_)) => !is_proverb(folded),
        Some(Shape::Counted { .. } | Shape::Words(_)) => true,
    }
}

/// Whether the dictionary has the whole text as a proverb (三心二意).
fn is_proverb(text: &str) -> bool {
    matches!(tagged(text)[..], [(_, "i")])
}

/// Whether it is a proverb, or the dictionary has a name at its beginning (四川造, 九三学社).
fn is_idiom(text: &str) -> bool {
    let words = tagged(text);
    let named = words.first().is_some_and(|(word, tag)| {
        word.chars().count() > 1 && matches!(*tag, "ns" | "nr" | "nrt" | "nt" | "nz" | "t")
    });
    named || is_proverb(text)
}

/// A text that may be a formula, at one place.
struct Site {
    range: Range<usize>,
    shape: Shape,
    quoted: bool,
    /// Where a noun such as 工作法 ends, behind closing quotation marks.
    end: usize,
}

/// Finds the numeric formulas, by number of documents, occurrences and text.
pub fn find(texts: &[Text], stream: &UnitStream, index: &Concordance) -> Vec<Formula> {
    let scan = Scan::new(texts, stream);
    let expander = Expander { texts, stream };
    let (named, open) = scan.sites();
    let mut accepted: FxHashMap<Vec<UnitId>, Site> = FxHashMap::default();
    for site in named {
        let key = key(stream, &site);
        accepted.entry(key).or_insert(site);
    }
    for site in with_evidence(stream, &expander, &open, &accepted) {
        let key = key(stream, &site);
        accepted.entry(key).or_insert(site);
    }
    let mut accepted: Vec<(Vec<UnitId>, Site)> = accepted.into_iter().collect();
    accepted.sort_unstable_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
    let places = occurrences(stream, index, &accepted);
    let indices: Vec<usize> = (0..accepted.len()).filter(|&i| !places[i].is_empty()).collect();
    let mut formulas =
        exec::map(&indices, |&i| formula(texts, stream, &expander, &accepted[i].1, &places[i]));
    formulas.sort_by(|a, b| {
        (b.n_documents, b.n_occurrences, &a.text).cmp(&(a.n_documents, a.n_occurrences, &b.text))
    });
    formulas
}

/// The units of a formula without the quotation marks inside “1234”工作法.
fn key(stream: &UnitStream, site: &Site) -> Vec<UnitId> {
    (site.range.start..site.end)
        .filter(|&p| stream.kind(p) != UnitKind::Quote)
        .map(|p| stream.ids[p])
        .collect()
}

/// Reads the shapes off the stream.
struct Scan<'a> {
    texts: &'a [Text],
    stream: &'a UnitStream,
    numeral: Vec<bool>,
}

impl<'a> Scan<'a> {
    fn new(texts: &'a [Text], stream: &'a UnitStream) -> Self {
        let numeral = stream.vocabulary.iter().map(|v| grammar::is_numeral(v)).collect();
        Self { texts, stream, numeral }
    }

    fn is_numeral(&self, p: usize) -> bool {
        self.numeral.get(self.stream.ids[p].index()).copied().unwrap_or(false)
    }

    /// Sites that are formulas as they stand, and those that ask for evidence: for each numeral its
    /// possible ends.
    fn sites(&self) -> (Vec<Site>, Vec<Vec<Site>>) {
        let (mut named, mut open) = (Vec::new(), Vec::new());
        for p in 0..self.stream.len() {
            if !self.is_numeral(p) || (p > 0 && self.is_continued(p - 1)) {
                continue;
            }
            if let Some(site) = self.quoted(p) {
                named.push(site);
                continue;
            }
            if !self.stream.word_starts(p) {
                continue;
            }
            let ends = self.unquoted(p);
            let is_named =
                |s: &Site| matches!(s.shape, Shape::Words(_) | Shape::Run { carrier: true, .. });
            match ends.iter().rposition(is_named) {
                Some(i) => named.extend(ends.into_iter().nth(i)),
                None if !ends.is_empty() => open.push(ends),
                None => {}
            }
        }
        (named, open)
    }

    /// Whether a numeral behind this position is part of a longer number or of an ordinal.
    fn is_continued(&self, p: usize) -> bool {
        self.is_numeral(p)
            || matches!(self.stream.unit(p), "第" | "数" | "几" | "+" | "." | "%" | "-" | "0")
    }

    /// The formula between quotation marks (or between · and a quotation mark) that begins here.
    fn quoted(&self, p: usize) -> Option<Site> {
        let stream = self.stream;
        let before = p.checked_sub(1)?;
        let opens = match stream.kind(before) {
            UnitKind::Quote => !matches!(self.written(before), Some('”' | '’' | '」' | '』')),
            _ => stream.unit(before) == "·",
        };
        let end = (p..(p + LONGEST).min(stream.len())).find(|&q| {
            !stream.kind(q).is_content() && !matches!(stream.unit(q), "、" | "+" | ",")
        })?;
        if !opens
            || stream.kind(end) != UnitKind::Quote
            || matches!(self.written(end), Some('“' | '‘' | '「'))
        {
            return None;
        }
        let units: Vec<&str> = (p..end).map(|q| stream.unit(q)).collect();
        let text = units.concat();
        let found = match grammar::shape(&units)? {
            Shape::Run { carrier: false, distinct, components } => match self.carrier(end + 1) {
                Some(n) => {
                    let shape = Shape::Run { carrier: true, distinct, components };
                    Some((shape, end + 1 + n))
                }
                None if distinct && !self.is_number_of_something(end + 1) => {
                    Some((Shape::Run { carrier: false, distinct, components }, end))
                }
                None => None,
            },
            Shape::Plain(_) if is_idiom(&text) => None,
            Shape::Repeated(_) if is_proverb(&text) => None,
            shape => Some((shape, end)),
        };
        let (shape, past) = found?;
        Some(Site { range: p..end, shape, quoted: true, end: past })
    }

    /// The character of the cleaned text at a position.
    fn written(&self, p: usize) -> Option<char> {
        let place = self.stream.place(p, 1);
        self.texts[place.document.index()].slice(place.span).chars().next()
    }

    /// The length of the noun of [`CARRIERS`] at a position.
    fn carrier(&self, p: usize) -> Option<usize> {
        let fits = |c: &&&str| {
            c.chars().enumerate().all(|(i, c)| {
                let at = p + i;
                at < self.stream.len() && self.stream.unit(at).chars().eq([c])
            })
        };
        CARRIERS.iter().find(fits).map(|c| c.chars().count())
    }

    /// “110”电话, “12345”热线: numbers that are names of lines, years or cases.
    fn is_number_of_something(&self, p: usize) -> bool {
        p < self.stream.len()
            && matches!(
                self.stream.unit(p),
                "电" | "热" | "年" | "事" | "案" | "报" | "平" | "地" | "国" | "服"
            )
    }

    /// What may be a formula without quotation marks, at each word boundary it may end at.
    fn unquoted(&self, p: usize) -> Vec<Site> {
        let stream = self.stream;
        let last = (p..(p + LONGEST).min(stream.len()))
            .find(|&q| !stream.kind(q).is_content() && !matches!(stream.unit(q), "+" | "、"))
            .unwrap_or((p + LONGEST).min(stream.len()));
        let units: Vec<&str> = (p..last).map(|q| stream.unit(q)).collect();
        (2..=units.len())
            .filter(|&n| stream.word_ends(p + n - 1) && stream.kind(p + n - 1).is_content())
            .filter_map(|n| {
                let shape = grammar::shape(&units[..n])?;
                let range = p..p + n;
                let fits = grammar::stands_alone(&units[..n], &shape)
                    && (!matches!(shape, Shape::Repeated(_)) || self.is_repeated(range.clone()));
                fits.then(|| Site { range: range.clone(), shape, quoted: false, end: range.end })
            })
            .collect()
    }

    /// Whether every numeral of NUM X NUM X begins a word (not so in 进一步) that is no adverb
    /// (一起, 一道, 一直), or the dictionary has the whole as a word.
    fn is_repeated(&self, range: Range<usize>) -> bool {
        let stream = self.stream;
        let counts = |p: usize| {
            stream.word_starts(p) && !ADVERBS.contains(&stream.text(p..stream.word_end(p)).as_str())
        };
        stream.word_end(range.start) == range.end
            || range.filter(|&p| self.is_numeral(p)).all(counts)
    }
}

#[derive(Default)]
struct Tally {
    n: u32,
    closed: u32,
    documents: u32,
    last: Option<u32>,
}

impl Tally {
    fn add(&mut self, document: u32, closed: bool) {
        self.n += 1;
        self.closed += u32::from(closed);
        self.documents += u32::from(self.last != Some(document));
        self.last = Some(document);
    }
}

/// The open sites that have evidence, one end each.
fn with_evidence(
    stream: &UnitStream,
    expander: &Expander<'_>,
    open: &[Vec<Site>],
    named: &FxHashMap<Vec<UnitId>, Site>,
) -> Vec<Site> {
    let mut tallies: FxHashMap<&[UnitId], Tally> = FxHashMap::default();
    let mut nouns: FxHashMap<&[UnitId], u32> = FxHashMap::default();
    for ends in open {
        for site in ends {
            let document = stream.document(site.range.start).0;
            tallies
                .entry(&stream.ids[site.range.clone()])
                .or_default()
                .add(document, is_closed(stream, site.range.end));
            if let Shape::Counted { noun, .. } = site.shape {
                nouns.insert(&stream.ids[site.range.start + noun - 1..site.range.end], 0);
            }
        }
    }
    count_nouns(stream, &mut nouns);
    let is_own = |site: &Site, tally: &Tally| match site.shape {
        Shape::Counted { noun, .. } => {
            let all = nouns.get(&stream.ids[site.range.start + noun - 1..site.range.end]);
            f64::from(tally.n) >= OWN_NUMBER * f64::from(all.copied().unwrap_or(0))
        }
        _ => true,
    };
    let mut seen: FxHashSet<&[UnitId]> = FxHashSet::default();
    let mut found = Vec::new();
    for ends in open {
        let is_named = |s: &Site| named.contains_key(&stream.ids[s.range.clone()]);
        if ends.iter().any(is_named) {
            continue;
        }
        let mut best: Option<&Site> = None;
        for site in ends {
            let units = &stream.ids[site.range.clone()];
            let Some(tally) = tallies.get(units) else { continue };
            let recurs = (tally.documents >= 2 || tally.n >= 3)
                && f64::from(tally.closed) >= CLOSED * f64::from(tally.n);
            let spread = match site.shape {
                Shape::Repeated(_) => tally.n >= 2,
                _ => recurs && is_own(site, tally),
            };
            let good = spread
                || expander
                    .announced(site.range.clone(), &site.shape)
                    .is_some_and(|items| items.len() > 2);
            let longer = |b: &Site| {
                tallies
                    .get(&stream.ids[b.range.clone()])
                    .is_some_and(|shorter| f64::from(tally.n) >= AS_OFTEN * f64::from(shorter.n))
            };
            if good && best.is_none_or(longer) {
                best = Some(site);
            }
        }
        if let Some(site) = best
            && seen.insert(&stream.ids[site.range.clone()])
            && !is_proverb(&stream.text(site.range.clone()))
        {
            let Site { range, shape, quoted, end } = site;
            found.push(Site {
                range: range.clone(),
                shape: shape.clone(),
                quoted: *quoted,
                end: *end,
            });
        }
    }
    found
}

fn is_closed(stream: &UnitStream, p: usize) -> bool {
    p >= stream.len() || !stream.kind(p).is_content() || is_loose(stream.unit(p))
}

/// Counts each 个 X and 大 X behind any number or other determiner.
fn count_nouns(stream: &UnitStream, nouns: &mut FxHashMap<&[UnitId], u32>) {
    let ids = |list: &[&str]| -> FxHashSet<UnitId> {
        list.iter().filter_map(|u| stream.id_of(u)).collect()
    };
    let measures = ids(&["个", "大"]);
    let determiners = ids(&[
        "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "这",
        "那", "每", "各", "几", "某", "首", "多", "数", "整", "余",
    ]);
    let longest = nouns.keys().map(|k| k.len()).max().unwrap_or(0);
    for p in 1..stream.len() {
        if !measures.contains(&stream.ids[p]) {
            continue;
        }
        let counted =
            determiners.contains(&stream.ids[p - 1]) || stream.kind(p - 1) == UnitKind::Number;
        if !counted {
            continue;
        }
        for n in 2..=longest.min(stream.len() - p) {
            if let Some(count) = nouns.get_mut(&stream.ids[p..p + n]) {
                *count += 1;
            }
        }
    }
}

/// The stretches at which each formula occurs, longest formulas first served.
fn occurrences(
    stream: &UnitStream,
    index: &Concordance,
    accepted: &[(Vec<UnitId>, Site)],
) -> Vec<Vec<Range<usize>>> {
    let quote = stream.id_of("\"");
    let numerals: FxHashSet<UnitId> = stream
        .vocabulary
        .iter()
        .enumerate()
        .filter(|(_, v)| grammar::is_numeral(v) || *v == "第")
        .map(|(i, _)| UnitId(i as u32))
        .collect();
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    accepted
        .iter()
        .map(|(units, site)| {
            let mut patterns = vec![units.clone()];
            let behind = site.end - site.range.end;
            if let (true, Some(q)) = (behind > 1, quote) {
                let mut quoted = units.clone();
                quoted.insert(site.range.len().min(units.len()), q);
                patterns.push(quoted);
            }
            let bare = matches!(site.shape, Shape::Run { carrier: false, .. });
            let mut places: Vec<Range<usize>> = patterns
                .iter()
                .flat_map(|pattern| {
                    let n = pattern.len();
                    index.find(stream, pattern).iter().map(move |&p| p as usize..p as usize + n)
                })
                .filter(|r| r.start == 0 || !numerals.contains(&stream.ids[r.start - 1]))
                .filter(|r| {
                    let quoted =
                        |p: Option<usize>| p.is_some_and(|p| stream.kind(p) == UnitKind::Quote);
                    !bare || (quoted(r.start.checked_sub(1)) && quoted(Some(r.end)))
                })
                .filter(|r| !taken.contains(&r.start))
                .collect();
            places.sort_unstable_by_key(|r| r.start);
            taken.extend(places.iter().cloned().flatten());
            places
        })
        .collect()
}

fn formula(
    texts: &[Text],
    stream: &UnitStream,
    expander: &Expander<'_>,
    site: &Site,
    ranges: &[Range<usize>],
) -> Formula {
    let places: Vec<Place> = ranges.iter().map(|r| stream.place(r.start, r.len())).collect();
    let mut documents: Vec<u32> = places.iter().map(|p| p.document.0).collect();
    documents.dedup();
    let first = places[0];
    let text = texts[first.document.index()].slice(first.span);
    let text = text.chars().filter(|&c| crate::fold::fold_char(c) != '"').collect();
    let sites = || ranges.iter().take(EXPANSION_SITES).cloned();
    let expansion = sites()
        .find_map(|r| expander.defined(r, &site.shape))
        .or_else(|| sites().find_map(|r| expander.find(r, &site.shape)))
        .map(|items| expander.texts_of(&items))
        .unwrap_or_default();
    Formula {
        text,
        n_documents: documents.len() as u32,
        n_occurrences: places.len() as u32,
        expansion,
        places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::{Tokens, tokenize};
    use crate::units::units;

    fn found(documents: &[&str]) -> Vec<(String, u32, Vec<String>)> {
        let texts: Vec<Text> =
            documents.iter().map(|d| Text { text: (*d).to_string(), ..Text::default() }).collect();
        let tokens: Vec<Tokens> = documents.iter().map(|d| tokenize(d)).collect();
        let stream = units(&texts, &tokens).unwrap_or_default();
        let index = Concordance::build(&stream).unwrap_or_default();
        find(&texts, &stream, &index)
            .into_iter()
            .map(|f| (f.text, f.n_occurrences, f.expansion))
            .collect()
    }

    fn names(documents: &[&str]) -> Vec<String> {
        found(documents).into_iter().map(|f| f.0).collect()
    }

    #[test]
    fn quoted_formulas_count_wherever_they_stand() {
        let f = found(&["落实“五张清单”，亮出来。五张清单要更新。", "对照五张清单。"]);
        assert_eq!(f, [("五张清单".to_string(), 3, vec![])]);
    }

    #[test]
    fn ordinary_counts_are_no_formulas() {
        let text = "三个月来，五个县的三家企业有200余人，第三个项目比5月29日高十个百分点。";
        assert!(names(&[text, text, text]).is_empty());
        let other = "两个国家和三个国家。两个国家好，一个国家强。";
        assert!(names(&[other, other]).is_empty());
    }

    #[test]
    fn an_unquoted_formula_needs_to_recur_with_its_own_number() {
        assert_eq!(names(&["增强四个意识，前进。", "要有四个意识。"]), ["四个意识"]);
        assert!(names(&["增强四个意识，前进。"]).is_empty());
    }

    #[test]
    fn expansions_are_found_in_each_form() {
        let expansion = |text: &str| found(&[text]).remove(0).2;
        assert_eq!(
            expansion("推行“三问”，即问甲事、问乙事和问丙事，很好。"),
            ["问甲事", "问乙事", "问丙事"]
        );
        assert_eq!(
            expansion("做到“两清”，一是底数清，心里有账；二是任务清。"),
            ["底数清", "任务清"]
        );
        assert_eq!(
            expansion("开展“共学、共建、共管、共享”等“四共”行动。"),
            ["共学", "共建", "共管", "共享"]
        );
        assert_eq!(
            expansion("按照“控源、疏浚、补绿、常管”八字方针。"),
            ["控源", "疏浚", "补绿", "常管"]
        );
        assert_eq!(expansion("落实“三会”（晨会、午会、晚会）制度。"), ["晨会", "午会", "晚会"]);
        assert!(expansion("落实“三会”，即晨会、午会。").is_empty());
    }

    #[test]
    fn a_definition_goes_before_a_list_behind_a_colon() {
        let f = found(&[
            "照搬“一核两带三园”：核放在县城的老厂、带沿两条河铺开、园子建在山脚。",
            "建设“一核两带三园”，即一个加工核、两条种植带、三个体验园。",
        ]);
        assert_eq!(f[0].2, ["一个加工核", "两条种植带", "三个体验园"]);
    }

    #[test]
    fn a_place_belongs_to_the_longest_formula() {
        let f = found(&["“四个一”好。“四个一批”多，四个一批快。"]);
        assert_eq!(f[0].1 + f[1].1, 3);
        assert_eq!((f[0].0.as_str(), f[0].1), ("四个一批", 2));
    }

    #[test]
    fn digits_need_quotation_marks_or_a_noun() {
        assert_eq!(
            names(&["推行“1234”工作法和863计划，热线“12345”电话，2023年。"]),
            ["1234工作法", "863计划"]
        );
        assert_eq!(names(&["打造“1+24”集群。"]), ["1+24"]);
    }

    #[test]
    fn hostile_text_is_survived() {
        assert!(
            names(&["", "个", "“", "“一", "三", "”三个", "“6+", "+++", "“三”“四”\u{0}"]).is_empty()
        );
        assert!(!is_formula(""));
        assert!(is_formula("四个意识") && is_formula("\"三会一课\"") && !is_formula("三家企业"));
    }
}
