//! Any page under the same eyes, and pictures of it for ours. Not part of a plain test run:
//!
//! ```text
//! PAGE=out/index.html PICTURES=pictures cargo test --test browser -- --ignored --nocapture look
//! ```
//!
//! says how soon the page is there, measures every view of a report's page and writes a picture of each of its parts in each view, and
//! the page as it would be printed (`print.pdf`).

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::devtools::Tab;
use crate::layout::{VIEWS, faults_of_views};
use crate::pages::file_url;

/// When the page showed something, was read, and had loaded.
const TIMING: &str = "(([paint], [page]) => [paint.startTime, page.domInteractive, page.loadEventEnd].map(Math.round))(\
    performance.getEntriesByType('paint'), performance.getEntriesByType('navigation'))";

#[test]
#[ignore = "looks at the page named by the variable PAGE"]
fn look_at_a_page() {
    let page = std::env::var_os("PAGE").expect("PAGE names the page to look at");
    let page = fs::canonicalize(page).unwrap();
    let Some(mut tab) = Tab::open(1280) else { return };
    for _ in 0..4 {
        tab.go(&file_url(&page));
        tab.until("performance.getEntriesByType('paint').length > 0");
        eprintln!("first paint, DOM ready, load event: {} ms", tab.eval(TIMING));
    }
    if let Some(pictures) = std::env::var_os("PICTURES").map(PathBuf::from) {
        fs::create_dir_all(&pictures).unwrap();
        let parts = tab.eval("[...document.querySelectorAll('main > section')].map(s => s.id)");
        for (media, width, scheme) in VIEWS.into_iter().filter(|(media, ..)| *media == "screen") {
            tab.resize(width);
            tab.show_as(media, scheme);
            for (i, part) in parts.as_array().unwrap().iter().enumerate() {
                let name = format!("{width}-{scheme}-{:02}-{}.png", i + 1, part.as_str().unwrap());
                picture(
                    &mut tab,
                    &format!("document.getElementById({part})"),
                    &pictures.join(name),
                );
            }
        }
        tab.show_as("", "");
        let paper = json!({ "printBackground": true, "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69 });
        let pdf = tab.call("Page.printToPDF", paper);
        fs::write(pictures.join("print.pdf"), from_base64(pdf["data"].as_str().unwrap())).unwrap();
    }
    let found = faults_of_views(&mut tab, &VIEWS);
    let misdeeds = tab.misdeeds();
    assert!(found.is_empty() && misdeeds.is_empty(), "{}\n{misdeeds:?}", found.join("\n"));
}

/// A picture of an element, as far as 6,000 pixels down.
fn picture(tab: &mut Tab, element: &str, path: &Path) {
    let place = tab.eval(&format!(
        "(r => ({{ x: 0, y: r.top + scrollY, width: innerWidth, height: Math.min(Math.max(r.height, 1), 6000), scale: 1 }}))({element}.getBoundingClientRect())"
    ));
    let asked = json!({ "format": "png", "captureBeyondViewport": true, "clip": place });
    let taken = tab.call("Page.captureScreenshot", asked);
    fs::write(path, from_base64(taken["data"].as_str().unwrap())).unwrap();
}

fn from_base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0u32, |bits, &c| bits << 6 | u32::from(digit(c)));
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
