//! The page loads: fast, whole, and without asking for anything.

use std::fs;

use serde_json::json;

use crate::devtools::Tab;
use crate::pages::{DEMO, file_url};

#[test]
fn the_page_loads_without_errors_or_requests() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let took = tab.eval(
            "(t => t.loadEventEnd - t.startTime)(performance.getEntriesByType('navigation')[0])",
        );
        let took = took.as_f64().unwrap();
        eprintln!("{} loaded in {took:.0} ms", report.url());
        // No measurement: a page that takes this long hangs.
        assert!(took < 30_000.0, "{took} ms");
        assert_eq!(tab.misdeeds(), [""; 0]);
        assert_eq!(
            tab.events("Network.requestWillBeSent")
                .iter()
                .filter(|r| r["type"] == "Document" && r["request"]["url"] == report.url())
                .count(),
            1
        );
    }
}

#[test]
fn errors_and_requests_would_be_noticed() {
    let policy = r#"<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"#;
    let planted = [
        ("console", "<script>console.error('planted')</script>".to_owned(), "planted"),
        ("exception", "<script>throw new Error('planted')</script>".to_owned(), "exceptionThrown"),
        ("dialog", "<script>alert('planted')</script>".to_owned(), "Dialog"),
        ("policy", format!("{policy}<script>var planted</script>"), "Content Security Policy"),
        ("image", "<img src='http://planted.invalid/x.png'>".to_owned(), "planted.invalid"),
        ("frame", "<iframe src='other.html'></iframe>".to_owned(), "other.html"),
        (
            "fetch",
            "<script>fetch('http://planted.invalid/').catch(() => {})</script>".to_owned(),
            "planted.invalid",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, html, said) in planted {
        let Some(mut tab) = Tab::open(1280) else { return };
        let path = folder.path().join(format!("{name}.html"));
        fs::write(&path, format!("<!DOCTYPE html><meta charset=utf-8>{html}<p>page")).unwrap();
        tab.go(&file_url(&path));
        let misdeeds = tab.misdeeds();
        assert!(misdeeds.iter().any(|m| m.contains(said)), "{name}: {misdeeds:?}");
    }
    let Some(mut tab) = Tab::open(1280) else { return };
    let path = folder.path().join("good.html");
    fs::write(
        &path,
        "<!DOCTYPE html><meta charset=utf-8><script>console.log('all is well')</script>",
    )
    .unwrap();
    tab.go(&file_url(&path));
    assert_eq!(tab.misdeeds(), [""; 0]);
}

#[test]
fn every_link_has_its_target_and_every_id_is_one() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let links = "[...document.querySelectorAll('a[href]')]";
        assert!(tab.eval(&format!("{links}.length")).as_u64() > Some(100));
        let lost = format!(
            "{links}.map(a => a.getAttribute('href')).filter(h => h[0] !== '#' || !document.getElementById(decodeURIComponent(h.slice(1))))"
        );
        assert_eq!(tab.eval(&lost), json!([]));
        let twice = "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)";
        assert_eq!(tab.eval(twice), json!([]));
    }
}
