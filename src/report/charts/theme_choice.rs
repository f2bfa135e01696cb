//! Choice of the number of themes: silhouette, stability and inertia over the numbers that were tried.
//!
//! Three panels beside each other, each with its own scale from its lowest to its highest value, since
//! only the course of a curve matters; the chosen number stands out in each with its value.

use super::labels::source;
use super::sheet::{Anchor, Shape, Sheet};
use super::style::{AMBER, BLUE, HAIR, INK, LABEL, MARGIN, PALE, QUIET, SMALL, WIDTH};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::themes::Trial;

const HEIGHT: i32 = 230;
const GAP: i32 = 46;

/// One measure of the numbers tried.
struct Panel {
    name: String,
    value: fn(&Trial) -> f64,
    /// Decimals of the value that is written.
    digits: usize,
}

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let themes = &analysis.themes;
    let trials = &themes.trials;
    let chosen = trials.iter().find(|t| t.k == themes.chosen_k)?;
    let sound =
        |t: &Trial| t.silhouette.is_finite() && t.stability.is_finite() && t.inertia.is_finite();
    if trials.len() < 3 || !trials.iter().all(sound) {
        return None;
    }
    let (first, last) = (trials.first()?.k, trials.last()?.k);
    let (k, stability, silhouette) = (chosen.k, chosen.stability, chosen.silhouette);
    let title = say(
        language,
        format!("{k} themes: stability {stability:.2}, silhouette {silhouette:.2}"),
        format!("分为{k}个主题：稳定性 {stability:.2}，轮廓系数 {silhouette:.2}"),
    );
    let subtitle = say(
        language,
        format!(
            "Numbers from {first} to {last} tried; chosen is the one of highest silhouette times squared \
             stability"
        ),
        format!("试过{first}至{last}；取轮廓系数乘以稳定性平方最高者"),
    );
    let (mut sheet, top) = Sheet::titled(&title, &subtitle, language);
    let panels = [
        Panel {
            name: say(language, "Stability".into(), "稳定性".into()),
            value: |t| t.stability,
            digits: 2,
        },
        Panel {
            name: say(language, "Silhouette".into(), "轮廓系数".into()),
            value: |t| t.silhouette,
            digits: 3,
        },
        Panel {
            name: say(language, "Inertia".into(), "惯量".into()),
            value: |t| t.inertia,
            digits: 0,
        },
    ];
    let wide = (WIDTH - 2 * MARGIN - 2 * GAP) / 3;
    let (high, low) = (top + 34, top + 34 + HEIGHT);
    let columns = panels.iter().map(|p| p.name.clone());
    let columns =
        std::iter::once(say(language, "number of themes".into(), "主题数".into())).chain(columns);
    let row = |t: &Trial| {
        let figures = panels.iter().map(|p| format!("{:.*}", p.digits, (p.value)(t)));
        std::iter::once(t.k.to_string()).chain(figures).collect()
    };
    let data = Data::new(columns, trials.iter().map(row).collect());
    for (p, Panel { name, value, digits }) in panels.into_iter().enumerate() {
        let left = MARGIN + p as i32 * (wide + GAP);
        let values: Vec<f64> = trials.iter().map(value).collect();
        let (least, most) =
            values.iter().fold((f64::MAX, f64::MIN), |(a, b), &v| (a.min(v), b.max(v)));
        let x = |k: u32| {
            let share = f64::from(k - first) / f64::from((last - first).max(1));
            left + 12 + (share * f64::from(wide - 24)).round() as i32
        };
        let y = |v: f64| {
            let share = if most > least { (v - least) / (most - least) } else { 0.5 };
            low - 14 - (share * f64::from(HEIGHT - 44)).round() as i32
        };
        sheet.text((left, top + 14), LABEL, Anchor::Start, INK, &name);
        for (from, to) in [((left, low), (left + wide, low)), ((left, high), (left + wide, high))] {
            sheet.line(from, to, HAIR);
        }
        sheet.line((x(chosen.k), high), (x(chosen.k), low), PALE);
        let points: Vec<(i32, i32)> =
            trials.iter().zip(&values).map(|(t, &v)| (x(t.k), y(v))).collect();
        for pair in points.windows(2) {
            sheet.line(pair[0], pair[1], BLUE);
        }
        for (trial, &at) in trials.iter().zip(&points) {
            let is_chosen = trial.k == chosen.k;
            let (radius, color) = if is_chosen { (7, AMBER) } else { (4, BLUE) };
            sheet.point(at, radius, Shape::Circle, color);
            if is_chosen || trial.k == first || trial.k == last {
                let color = if is_chosen { INK } else { QUIET };
                // the ends leave the chosen number its room
                let is_clear = is_chosen || (x(trial.k) - x(chosen.k)).abs() > 26;
                if is_clear {
                    let k = trial.k.to_string();
                    sheet.text((at.0, low + 16), SMALL, Anchor::Middle, color, &k);
                }
            }
            if is_chosen {
                let written = format!("{:.*}", digits, value(trial));
                sheet.text((at.0, at.1 - 18), SMALL, Anchor::Middle, INK, &written);
            }
        }
    }
    let below = say(language, "number of themes".into(), "主题数".into());
    sheet.text((WIDTH / 2, low + 38), SMALL, Anchor::Middle, QUIET, &below);
    sheet.source(low + 38, &source(analysis, language));
    let list: Vec<String> = trials
        .iter()
        .map(|t| format!("{}: {:.2}, {:.3}", t.k, t.stability, t.silhouette))
        .collect();
    let alt = say(
        language,
        format!("Stability and silhouette by number of themes: {}.", list.join("; ")),
        format!("各主题数的稳定性与轮廓系数：{}。", list.join("；")),
    );
    sheet.finish("theme-choice", title, alt, data)
}
