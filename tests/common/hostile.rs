//! Documents that try to be more than text: in their words, titles, names, groups, speakers and dates.
//!
//! All written for these tests. What would run if it were taken for script sets `window.__hit`; what
//! would load something asks for `planted.invalid`.

use std::fs;
use std::path::Path;

use serde_json::json;

/// One of each kind; each stands in several documents, so that it comes up among the findings too.
pub const STRINGS: &[&str] = &[
    // Script and markup
    "<script>window.__hit = 1</script>",
    "</script><script>window.__hit = 2</script>",
    "<img src=x onerror=\"window.__hit = 3\">",
    "\"><svg/onload=window.__hit=4>",
    "' onmouseover='window.__hit = 5' autofocus onfocus='window.__hit = 6' x='",
    "<iframe srcdoc=\"<script>parent.__hit = 7</script>\"></iframe>",
    "<a href=\"javascript:window.__hit=8\">a link of the text</a>",
    "<img src=http://planted.invalid/pixel.png>",
    "<link rel=stylesheet href=//planted.invalid/x.css><base href=//planted.invalid/>",
    "<meta http-equiv=refresh content=\"0;url=http://planted.invalid/\">",
    "<form action=http://planted.invalid/><button>press</button></form>",
    "&lt;script&gt;window.__hit = 9&lt;/script&gt; &amp;#60;script&amp;#62; &#x3c;b&#x3e;",
    "${window.__hit = 10} {{constructor.constructor('window.__hit = 11')()}} <%= __hit %>",
    // What breaks out of styles, tables, details, drawings, comments
    "</style><style>* { position: fixed !important; font-size: 200px }</style>",
    "\" style=\"position:fixed;inset:0;background:red\" x=\"",
    "</td></tr></tbody></table></details></section></main>",
    "</svg></text></foreignObject><text x=\"0\" y=\"0\" font-size=\"300\">over all</text>",
    "<!-- no end of this remark --!> <!DOCTYPE html> <![CDATA[ & ]]>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>",
    "<textarea> <plaintext> <title> <noscript>",
    // Templates and programs other than browsers
    "{0} {1} {2} {} %s %n $1 \\0",
    "=HYPERLINK(\"http://planted.invalid/\",\"press here\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}\u{8}\u{8}",
    "a word with \u{0}a null\u{0} in it",
    // What breaks lines and directions
    "\u{202e}txet siht snrut \u{202d}\u{2066}\u{2067} and never turns back",
    "שלום עולם وَالسَّلَامُ عَلَيْكُمْ (right to left)",
    "zero\u{200b}width\u{200d}\u{feff}joined\u{2060}\u{ad}soft",
    "a line\u{2028}a paragraph\u{2029}a next line\u{85}end",
    "z\u{316}\u{317}\u{318}\u{319}\u{31c}\u{31d}\u{31e}\u{31f}\u{320}\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}a\u{316}\u{317}\u{318}\u{319}\u{31c}\u{31d}\u{300}\u{301}\u{302}\u{303}\u{304}l\u{316}\u{317}\u{318}\u{319}\u{300}\u{301}\u{302}g\u{31c}\u{31d}\u{31e}\u{31f}\u{320}\u{303}\u{304}\u{306}o piles",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsvorsitzendenstellvertreterbüro",
    "http://planted.invalid/a/very/long/path/that/has/no/place/to/break/and/goes/on/and/on/and/on?with=arguments&and=more",
    "﷽﷽﷽ 𒐫𒐫𒐫 𠜎𠜱𠝹𠱓 ㊗️ ＜ｂ＞ ΩŒﬀß",
    "👩‍👩‍👧‍👦👨🏿‍🦰🏳️‍🌈🇺🇳0️⃣ ( ͡° ͜ʖ ͡°) ¯\\_(ツ)_/¯",
    "__proto__ constructor hasOwnProperty NaN undefined null true -0 1e999",
];

/// Writes a small corpus: hostile records, files of hostile names, and a few documents of good faith
/// that share a passage.
pub fn write(folder: &Path) {
    let shared = "The council met at the old mill and agreed, after long debate, that the bridge over the \
        river shall be mended before the winter comes and the road is closed to carts.";
    let string = |i: usize| STRINGS[i % STRINGS.len()];
    let text = |first: usize| {
        let mut text = format!("# {}\n\n", string(first));
        for i in 0..STRINGS.len() {
            text.push_str(string(first + i));
            text.push_str(if i % 4 == 3 { ".\n\n" } else { ". " });
            if i % 9 == 8 {
                text.push_str(&format!("{shared}\n\n{}: we shall see.\n\n", string(first + 3 * i)));
            }
        }
        text
    };
    let mut records = String::new();
    for i in 0..6 {
        let record = json!({
            "id": format!("{}{i}", string(5 * i)),
            "title": string(6 * i + 2),
            "date": if i % 2 == 0 { format!("202{i}-03-0{}", i + 1) } else { string(7 * i).to_owned() },
            // Two groups, both hostile, so that groups are compared and drawn.
            "group": string(if i % 2 == 0 { 0 } else { 13 }),
            "speaker": string(4 * i + 1),
            "text": text(5 * i),
        });
        records.push_str(&record.to_string());
        records.push('\n');
    }
    fs::write(folder.join("records.jsonl"), records).unwrap();
    for (i, name) in ["<img src=x onerror=__hit=20>.txt", "=1+1 & 'so' \"on\".md", "<title><b>.txt"]
        .iter()
        .enumerate()
    {
        fs::write(folder.join(name), text(11 * i)).unwrap();
    }
    for (i, town) in ["Aldermoss", "Cragmoor", "Saltmere"].iter().enumerate() {
        let good = format!(
            "{town} in the year 202{i}\n\n{shared}\n\nNobody in {town} spoke against it.\n"
        );
        fs::write(folder.join(format!("{town}-202{i}-05-01.txt")), good).unwrap();
    }
}
