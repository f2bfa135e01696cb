//! Deep links open what they lead to, evidence opens, and passages stand side by side.

use serde_json::json;

use crate::devtools::Tab;
use crate::pages::DEMO;

/// What a deep link must have done: its target is seen, marked, at the top of the window or as far
/// up as the page goes, and no closed `<details>` is around it.
fn arrived(tab: &mut Tab, id: &str) {
    tab.until(&format!(
        "(() => {{
            const target = document.getElementById('{id}');
            if (!target.checkVisibility() || !target.classList.contains('target')) return false;
            const top = target.getBoundingClientRect().top;
            const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
            return top > -2 && (top < 120 || end && top < innerHeight);
        }})()"
    ));
    assert_eq!(tab.eval("document.querySelectorAll('.target').length"), 1, "{id}");
}

/// The first, a middle and the last id of a kind, as far as the page has it.
fn ids(tab: &mut Tab, kind: &str) -> Vec<String> {
    let ids = tab.eval(&format!(
        "[...document.querySelectorAll('[id]')].map(e => e.id).filter(id => /^{kind}-\\d+$/.test(id))"
    ));
    let ids: Vec<String> =
        ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert!(!ids.is_empty(), "no {kind}");
    vec![ids[0].clone(), ids[ids.len() / 2].clone(), ids[ids.len() - 1].clone()]
}

const KINDS: [&str; 5] = ["phrase", "passage", "document", "cluster", "theme"];

#[test]
fn deep_links_open_mark_and_show_their_target() {
    for (report, width) in DEMO.iter().zip([1280, 390]) {
        let Some(mut tab) = report.open(width) else { return };
        for kind in KINDS {
            for id in ids(&mut tab, kind) {
                tab.go(&format!("{}#{id}", report.url()));
                arrived(&mut tab, &id);
            }
        }
        assert_eq!(tab.misdeeds(), [""; 0]);
    }
}

#[test]
fn links_within_the_page_lead_to_rows_that_are_paged_or_filtered_away() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    let last = ids(&mut tab, "phrase").pop().unwrap();
    let is_seen = format!("document.getElementById('{last}').checkVisibility()");
    assert_eq!(tab.eval(&is_seen), false);
    // A link as the page has them, clicked twice: the second click changes no address.
    let click = format!(
        "(() => {{
            let link = document.querySelector('a.planted');
            if (!link) {{
                link = document.querySelector('main').appendChild(document.createElement('a'));
                link.className = 'planted';
                link.href = '#{last}';
            }}
            link.click();
        }})()"
    );
    tab.eval(&click);
    arrived(&mut tab, &last);
    // The evidence of a phrase is what a link to it wants to show.
    assert_eq!(tab.eval(&format!("document.querySelector('#{last} details').open")), true);
    tab.eval(
        "(input => { input.value = 'no phrase says this'; input.dispatchEvent(new Event('input')); })(document.querySelector('.controls[data-for=phrases] input'))",
    );
    assert_eq!(tab.eval(&is_seen), false);
    tab.eval(&click);
    arrived(&mut tab, &last);
    assert_eq!(tab.eval("document.querySelector('.controls[data-for=phrases] input').value"), "");
}

#[test]
fn a_link_to_nothing_or_nonsense_does_no_harm() {
    let Some(mut tab) = Tab::open(1280) else { return };
    for fragment in
        ["phrase-999999", "%", "%00", "<img src=x onerror=alert(1)>", "constructor", "top"]
    {
        tab.go(&format!("{}#{fragment}", DEMO[0].url()));
        assert_eq!(tab.eval("document.querySelectorAll('.target').length"), 0);
    }
    assert_eq!(tab.misdeeds(), [""; 0]);
}

#[test]
fn evidence_opens_on_a_click_and_names_its_documents() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let opened = tab.eval(
            "[...document.querySelectorAll('#phrases tbody:not(.off)')].map(body => {
                const phrase = body.querySelector('th').textContent;
                body.querySelector('summary').click();
                const marks = [...body.querySelectorAll('mark')].filter(m => m.checkVisibility());
                const links = [...body.querySelectorAll('.where a')].filter(a => a.checkVisibility());
                return [phrase, marks.length, links.length];
            })",
        );
        let opened = opened.as_array().unwrap();
        assert_eq!(opened.len(), 25);
        for row in opened {
            assert!(row[1].as_u64() >= Some(2) && row[1] == row[2], "{row}");
        }
    }
}

#[test]
fn passages_stand_side_by_side_with_their_differences_marked() {
    for (width, apart) in [(1280, "left.right <= right.left"), (390, "left.bottom <= right.top")] {
        let Some(mut tab) = DEMO[1].open(width) else { return };
        let passages = tab.eval(&format!(
            "[...document.querySelectorAll('.passage')].map(passage => {{
                for (let up = passage; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
                const texts = [...passage.querySelectorAll('.sides .text')];
                const [left, right] = texts.map(t => t.getBoundingClientRect());
                const seen = name => [...passage.querySelectorAll(name)].filter(e => e.checkVisibility()).length;
                return {{
                    id: passage.id,
                    sides: texts.filter(t => t.checkVisibility() && t.textContent.trim()).length,
                    apart: {apart},
                    kind: (passage.querySelector('.tag') || {{}}).className,
                    dels: seen('.sides > :first-child del'),
                    inss: seen('.sides > :last-child ins'),
                    astray: seen('.sides > :first-child ins') + seen('.sides > :last-child del'),
                }};
            }})"
        ));
        let passages = passages.as_array().unwrap();
        assert!(passages.len() > 5);
        let mut differ = 0;
        for passage in passages {
            assert_eq!(passage["sides"], 2, "{passage}");
            assert_eq!(passage["apart"], true, "{passage}");
            assert_eq!(passage["astray"], 0, "{passage}");
            let is_marked = passage["dels"] != json!(0) && passage["inss"] != json!(0);
            differ += usize::from(is_marked);
        }
        assert!(differ > 0);
    }
}
