//! English words: stems, and what may stand before and behind them.

use std::collections::HashSet;

use super::vocabulary::{Class, Entry};

/// Nouns, commonest first.
const NOUNS: &str = "\
year people time day way state man world week month life number part place case group company party \
country city area problem fact hand school house service power line head member law car community name \
president team minute idea body information street water room money story month lot right study book eye \
job word business issue side kind friend hour game end family home office door health person art war \
history result change morning reason research girl moment air teacher force education foot boy age policy \
process music market sense nation plan college interest death experience effect use class control field \
development role effort rate heart drug show leader light voice wife police mind price report decision son \
view relation town road arm difference value building action season society tax director position player \
record paper space ground form event official matter center couple site project activity star table need \
court oil situation cost industry figure image phone picture data practice piece land product doctor wall \
patient worker news test movie north love support technology step baby computer type attention film tree \
source organization hair look century evidence window culture chance brother energy period course summer \
plant opportunity term letter condition choice rule daughter south husband floor campaign material \
population call economy hospital church risk fire future bank west sport board subject officer rest \
behavior performance fight top goal second bed order author blood agency nature color store sound movement \
page race concern series language response animal factor decade article east artist scene stock career \
treatment approach size dog fund media sign thought list individual quality pressure answer resource \
meeting disease success cup amount ability staff character growth loss degree attack region television box \
training trade deal election feeling standard bill message analysis benefit sex section glass skill sister \
professor operation crime stage design sort knowledge gun station strategy truth song example leg dark \
claim bird bridge bread stone iron steel gold silver copper timber wood paint brick farm field garden \
harbour island river lake hill valley coast beach storm wind rain snow winter spring autumn night moon sun \
cloud shadow flame ash dust sand mud rock cliff cave forest bush grass leaf root seed fruit apple grain \
wheat barley corn rice sugar salt milk butter cheese meat fish salmon trout horse cow sheep goat pig hen \
duck goose bee ant wolf bear fox deer rabbit mouse cat lion tiger snake boat ship sail anchor rope wheel \
engine motor pump valve pipe tank wire cable lamp lens clock bell drum horn string bow arrow sword shield \
helmet coat shirt shoe boot hat glove belt ring chain lock key gate fence roof tower castle palace temple \
tent camp hut barn mill mine quarry well ditch canal dam port dock train track tunnel lane path trail \
map chart flag coin note card stamp ticket badge medal prize gift toy doll ball bat net hook trap cage \
nest web shell bone skin nerve muscle brain lung liver knee elbow thumb finger tooth lip cheek chin brow";

/// Verbs, commonest first.
const VERBS: &str = "\
make take come know find give tell work seem feel leave call keep begin help show hear play run move live \
believe bring happen write provide sit stand lose pay meet include continue set learn change lead \
understand watch follow stop create speak read allow add spend grow open walk win offer remember love \
consider appear buy wait serve send expect build stay fall cut reach kill remain suggest raise pass sell \
require report decide pull return explain hope develop carry break receive agree support hit produce eat \
cover catch draw choose cause point listen realize place close involve increase reduce protect improve \
inspect review extend train manage measure defend repair restore finance publish record test plant harvest \
transport deliver connect protest debate vote elect appoint dismiss warn advise teach study examine treat \
cure heal nurse feed clean wash cook heat cool freeze melt burn fill empty load pack wrap tie bind join \
split share trade export import order supply store guard patrol search rescue attack resist retreat advance \
gather collect count sort mark label print copy scan map plan design draft sketch paint carve mould cast";

/// Adjectives, commonest first.
const ADJECTIVES: &str = "\
new good high old great big small large national young different long little important political bad white \
real best right social public sure early able human local late hard major strong possible whole free \
military true federal international full special easy clear recent certain personal open red difficult \
available likely short single medical current wrong private past foreign fine common poor natural \
significant similar hot dead central happy serious ready simple left physical general environmental \
financial blue democratic dark various entire close legal religious cold final main green nice huge popular \
traditional cultural warm deep quiet loud bright narrow wide steep flat round sharp soft rough smooth dry \
wet rich rare plain proud humble brave calm cruel gentle harsh honest keen loyal noble polite rude shy";

/// Adverbs, commonest first.
const ADVERBS: &str = "\
also then now just even well back still never again often always however almost later already perhaps \
together ever yet soon once enough far quickly slowly recently finally clearly directly especially \
suddenly certainly probably simply generally usually nearly quite rather mostly partly widely jointly \
openly steadily gradually carefully regularly rarely";

/// What may stand before a noun or verb.
const BEFORE: &str = "re un over under out inter super sub non anti co pre post mid micro multi";
/// What may stand behind a noun.
const BEHIND: &str = "s ship hood less ful like wise er ist ism let land man side way work yard house room \
                      field ward wood stone water light line side board book mark point post store keeper";
/// What may stand behind a verb, and the class of the word.
const FORMS: &str = "s ed ing er ers able ment";

/// English words of every form.
pub fn english(apart: &HashSet<&str>) -> Vec<Entry> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut entries = Vec::new();
    let mut add = |word: String, class: Class, rarity: u64| {
        if !apart.contains(word.as_str()) && seen.insert(word.clone()) {
            entries.push(Entry { word: word.into(), class, rarity });
        }
    };
    let ranked =
        |list: &'static str| list.split_whitespace().enumerate().map(|(i, w)| (i as u64 + 20, w));
    for (list, class) in [
        (NOUNS, Class::Noun),
        (VERBS, Class::Verb),
        (ADJECTIVES, Class::Adjective),
        (ADVERBS, Class::Adverb),
    ] {
        for (rank, word) in ranked(list) {
            add(word.to_owned(), class, rank * 40);
        }
    }
    for (rank, verb) in ranked(VERBS) {
        for (form, ending) in ranked(FORMS) {
            let class = match ending {
                "s" | "ed" => Class::Verb,
                "able" => Class::Adjective,
                _ => Class::Noun,
            };
            let joined = joined(verb, ending);
            for (prefix, before) in ranked(BEFORE) {
                add(format!("{before}{joined}"), class, rank * form * prefix * 8);
            }
            add(joined, class, rank * form * 3);
        }
    }
    for (rank, adjective) in ranked(ADJECTIVES) {
        add(joined(adjective, "ness"), Class::Noun, rank * 200);
        add(joined(adjective, "ly"), Class::Adverb, rank * 60);
        add(format!("un{adjective}"), Class::Adjective, rank * 150);
    }
    for (rank, noun) in ranked(NOUNS) {
        for (form, ending) in ranked(BEHIND) {
            add(joined(noun, ending), Class::Noun, rank * form * if ending == "s" { 2 } else { 8 });
        }
        for (prefix, before) in ranked(BEFORE) {
            add(format!("{before}{noun}"), Class::Noun, rank * prefix * 12);
        }
        // compounds of two nouns of up to five letters
        for (other, second) in ranked(NOUNS) {
            if noun.len() <= 5 && second.len() <= 5 && noun != second {
                add(format!("{noun}{second}"), Class::Noun, rank * other * 24);
            }
        }
    }
    entries
}

/// A stem and an ending, spelled as English mostly does.
fn joined(stem: &str, ending: &str) -> String {
    let vowel = ending.starts_with(['e', 'i', 'a']);
    match stem.strip_suffix('e') {
        Some(short) if vowel => format!("{short}{ending}"),
        _ if stem.ends_with("ch") || stem.ends_with("sh") || stem.ends_with(['s', 'x']) => {
            if ending == "s" { format!("{stem}es") } else { format!("{stem}{ending}") }
        }
        _ => match stem.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
            Some(short) if ending == "s" => format!("{short}ies"),
            Some(short) if ending != "ing" => format!("{short}i{ending}"),
            _ => format!("{stem}{ending}"),
        },
    }
}
