//! The tables of the page sort, filter and page, by mouse and keyboard, and hide nothing from those
//! without script.

use serde_json::{Value, json};

use crate::devtools::Tab;
use crate::pages::DEMO;

/// Presses the sort button of every column of every table, twice, and gives what went wrong.
///
/// What a row is worth is read here anew, so that a sort that reads the wrong cell is noticed.
const SORT: &str = r#"(() => {
  const wrong = [];
  let columns = 0;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const worth = cell => {
    if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
    return cell.innerText === undefined ? "" : cell.textContent.trim();
  };
  const order = (x, y) => typeof x === "number" ? x - y : collator.compare(x, y);
  document.querySelectorAll("table.sortable").forEach((table, t) => {
    const before = [...table.tBodies];
    [...table.tHead.rows[0].cells].forEach((head, c) => {
      if (!head.textContent.trim()) return;
      const place = `table ${table.id || t}, column ${head.textContent}`;
      const seen = [];
      for (let press = 0; press < 2; press++) {
        head.querySelector("button").click();
        const said = head.getAttribute("aria-sort");
        seen.push(said);
        const others = table.querySelectorAll("[aria-sort]").length;
        if (others !== 1) wrong.push(`${place}: ${others} heads say that they sort`);
        const values = [...table.tBodies].map(b => worth(b.rows[0].cells[c])).filter(v => v !== "");
        const sign = said === "ascending" ? 1 : -1;
        for (let i = 1; i < values.length; i++) {
          if (sign * order(values[i - 1], values[i]) > 0) {
            wrong.push(`${place}, ${said}: ${values[i - 1]} before ${values[i]}`);
            break;
          }
        }
        const kept = new Set(table.tBodies);
        if (before.length !== kept.size || !before.every(b => kept.has(b))) wrong.push(`${place}: rows lost`);
      }
      if ([...seen].sort().join() !== "ascending,descending") wrong.push(`${place}: ${seen}`);
      columns++;
    });
  });
  return { wrong, columns };
})()"#;

#[test]
fn every_column_sorts_up_and_down() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let sorted = tab.eval(SORT);
        assert_eq!(sorted["wrong"], json!([]));
        assert!(sorted["columns"].as_u64() > Some(20), "{sorted}");
        assert_eq!(tab.misdeeds(), [""; 0]);
    }
}

#[test]
fn the_table_of_phrases_sorts_as_the_data_says() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    let shown =
        tab.eval("document.getElementById('phrases').tBodies.length").as_u64().unwrap() as usize;
    let mut counts: Vec<u64> = DEMO[0].column("phrases", "n_documents")[..shown]
        .iter()
        .map(|n| n.parse().unwrap())
        .collect();
    let cells = |tab: &mut Tab| -> Vec<u64> {
        let cells = tab.eval(
            "[...document.getElementById('phrases').tBodies].map(b => b.rows[0].cells[3].textContent.replace(',', ''))",
        );
        cells.as_array().unwrap().iter().map(|n| n.as_str().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(cells(&mut tab), counts);
    let press =
        "document.getElementById('phrases').tHead.rows[0].cells[3].querySelector('button').click()";
    counts.sort_unstable_by(|x, y| y.cmp(x));
    tab.eval(press);
    assert_eq!(cells(&mut tab), counts);
    counts.reverse();
    tab.eval(press);
    assert_eq!(cells(&mut tab), counts);
}

/// The rows of a table that are seen.
fn seen(tab: &mut Tab, table: &str) -> Vec<String> {
    let rows = tab.eval(&format!(
        "[...document.getElementById('{table}').tBodies].filter(b => b.checkVisibility()).map(b => (b.querySelector('th[scope=row]') || b.rows[0]).textContent)"
    ));
    rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap().to_owned()).collect()
}

/// Types into the filter of the phrases, and gives what the page says of how many fit.
fn filter(tab: &mut Tab, text: &str, kind: &str) -> Value {
    tab.eval(&format!(
        "(() => {{
            const controls = document.querySelector('.controls[data-for=phrases]');
            const [input, select] = [controls.querySelector('input'), controls.querySelector('select')];
            input.value = {text};
            input.dispatchEvent(new Event('input'));
            select.value = {kind};
            select.dispatchEvent(new Event('change'));
            return controls.querySelector('output').textContent;
        }})()",
        text = json!(text),
        kind = json!(kind),
    ))
}

#[test]
fn the_filter_keeps_the_rows_that_fit_and_counts_them() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    let all =
        tab.eval("document.getElementById('phrases').tBodies.length").as_u64().unwrap() as usize;
    let phrases = DEMO[0].column("phrases", "phrase");
    let kinds = DEMO[0].column("phrases", "kind");
    let word: String = phrases[0].chars().take(2).collect();

    // No page of the table may hide a row that fits.
    tab.eval("document.getElementById('phrases').parentElement.nextElementSibling.querySelector('button:last-child').click()");
    let fitting = |word: &str, kind: &str| -> Vec<usize> {
        let fits = |i: &usize| {
            phrases[*i].to_lowercase().contains(word) && (kind.is_empty() || kinds[*i] == kind)
        };
        (0..all).filter(fits).collect()
    };
    let kind = kinds[0].clone();
    for (word, kind) in [(word.as_str(), ""), ("", kind.as_str()), (word.as_str(), kind.as_str())] {
        let wanted = fitting(word, kind);
        assert!(!wanted.is_empty() && wanted.len() < all, "{word} {kind}");
        assert_eq!(filter(&mut tab, word, kind), json!(format!("{} / {all}", wanted.len())));
        assert_eq!(seen(&mut tab, "phrases").len(), wanted.len());
    }
    assert_eq!(filter(&mut tab, "no phrase says this", ""), json!(format!("0 / {all}")));
    assert_eq!(seen(&mut tab, "phrases"), [""; 0]);
    assert_eq!(filter(&mut tab, "", ""), json!(format!("{all} / {all}")));
    assert_eq!(seen(&mut tab, "phrases").len(), all);
}

#[test]
fn a_long_table_is_read_page_by_page() {
    for report in DEMO.iter() {
        let Some(mut tab) = report.open(1280) else { return };
        let pager = "document.getElementById('phrases').parentElement.nextElementSibling";
        let all = tab.eval("document.getElementById('phrases').tBodies.length").as_u64().unwrap();
        let first = seen(&mut tab, "phrases");
        assert_eq!(first.len(), 25);
        let range = tab.eval(&format!("{pager}.querySelector('output').textContent"));
        assert!(
            range.as_str().unwrap().contains("1–25")
                && range.as_str().unwrap().contains(&all.to_string())
        );
        assert_eq!(
            tab.eval(&format!("{pager}.querySelector('output').getAttribute('aria-live')")),
            "polite"
        );

        // By keyboard: Tab goes from the button back to the button on, Enter turns.
        tab.eval(&format!("{pager}.querySelector('button').focus()"));
        tab.press("Tab");
        assert_eq!(
            tab.eval(&format!("document.activeElement === {pager}.querySelectorAll('button')[1]")),
            true
        );
        let mut read = first.clone();
        for page in 1.. {
            tab.press("Enter");
            let rows = seen(&mut tab, "phrases");
            if rows.last() == read.last() {
                assert_eq!(page, all.div_ceil(25));
                break;
            }
            read.extend(rows);
        }
        assert_eq!(read.len() as u64, all);
        assert_eq!(
            tab.eval(&format!(
                "{pager}.querySelectorAll('button')[1].getAttribute('aria-disabled')"
            )),
            "true"
        );
        // Back to the first page; there the way back ends too.
        for _ in 0..all.div_ceil(25) {
            tab.eval(&format!("{pager}.querySelector('button').click()"));
        }
        assert_eq!(seen(&mut tab, "phrases"), first);
    }
}

#[test]
fn paper_shows_all_rows() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    let all = tab.eval("document.getElementById('phrases').tBodies.length").as_u64().unwrap();
    tab.show_as("print", "light");
    assert_eq!(seen(&mut tab, "phrases").len() as u64, all);
}

#[test]
fn sort_buttons_and_evidence_answer_to_the_keyboard() {
    let Some(mut tab) = DEMO[0].open(1280) else { return };
    // From the filter on, Tab must come to every sort button, then to the first row's evidence.
    tab.eval("document.querySelector('.controls[data-for=phrases] select').focus()");
    let here = "document.activeElement";
    let mut sorted = 0;
    for _ in 0..40 {
        tab.press("Tab");
        if tab.eval(&format!("{here}.matches('#phrases thead button')")) == true {
            tab.press("Enter");
            let said = tab.eval(&format!("{here}.closest('th').getAttribute('aria-sort')"));
            assert!(said == "ascending" || said == "descending", "{said}");
            sorted += 1;
        }
        if tab.eval(&format!("{here}.matches('#phrases .evidence summary')")) == true {
            break;
        }
    }
    assert_eq!(
        json!(sorted),
        tab.eval("document.querySelectorAll('#phrases thead button').length")
    );
    assert_eq!(tab.eval(&format!("{here}.matches('#phrases .evidence summary')")), true);
    let open = format!("{here}.parentElement.open");
    assert_eq!(tab.eval(&open), false);
    tab.press("Enter");
    tab.until(&open);
    assert_eq!(
        tab.eval(&format!("{here}.parentElement.querySelector('mark').checkVisibility()")),
        true
    );
}

#[test]
fn without_script_all_rows_and_evidence_are_there() {
    let Some(mut tab) = Tab::open(1280) else { return };
    tab.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    tab.go(&DEMO[0].url());
    assert_eq!(tab.eval("document.querySelectorAll('thead button').length"), 0);
    let hidden = "[...document.querySelectorAll('tbody')].filter(b => b.rows.length && !b.closest('details:not([open])') && !b.checkVisibility()).length";
    assert_eq!(tab.eval(hidden), 0);
    // What does nothing without script is not shown.
    assert_eq!(tab.eval("[...document.querySelectorAll('input, select, button')].filter(e => e.checkVisibility()).length"), 0);
    // Evidence opens by the browser itself.
    tab.eval("document.querySelector('#phrases summary').focus()");
    tab.press("Enter");
    tab.until("document.querySelector('#phrases mark').checkVisibility()");
}
