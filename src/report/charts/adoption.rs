//! Adoption curves: the share of groups that have used a phrase, by date.
//!
//! Shown are the phrases that most groups adopted, of equals the better ranked, one a family. A curve steps
//! up where a group first uses the phrase; it says nothing of how often afterwards. Groups count that
//! have a dated document.

use std::collections::BTreeSet;

use super::dates::DateAxis;
use super::labels::{in_title, one_a_family, quoted, source};
use super::sheet::{Anchor, Shape, Sheet};
use super::style::{CATEGORIES, HAIR, MARGIN, QUIET, SMALL, WIDTH};
use super::text::{clean, fit, width};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::trends::Adoption;

const CURVES: usize = 6;
/// Fewest groups for which a share of groups is worth a curve.
const LEAST_GROUPS: usize = 3;
const HEIGHT: i32 = 380;
const ROOM_FOR_LABELS: i32 = 300;
const PITCH: i32 = 20;

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let documents = &analysis.corpus.documents;
    let dated = || documents.iter().filter(|d| d.date.is_some());
    let groups: BTreeSet<&str> = dated().filter_map(|d| d.group.as_deref()).collect();
    if groups.len() < LEAST_GROUPS {
        return None;
    }
    let n = groups.len();
    let phrases = analysis.trends.adoptions.chunk_by(|a, b| a.phrase == b.phrase);
    let mut curves: Vec<&[Adoption]> = phrases.filter(|a| a.len() >= LEAST_GROUPS).collect();
    curves.sort_by_key(|a| std::cmp::Reverse(a.len()));
    let mut curves = one_a_family(analysis, curves, |a| &a[0].phrase);
    curves.truncate(CURVES);

    let (left, right) = (MARGIN + 46, WIDTH - MARGIN - ROOM_FOR_LABELS);
    let axis = DateAxis::over(dated().filter_map(|d| d.date), (left, right))?;
    let widest = curves.first()?;
    let (first, last) = (widest.first()?, widest.last()?);
    let (q, group) = (quoted(&first.phrase), in_title(&clean(&first.group)));
    let (reached, days) = (widest.len(), last.lag_days);
    let title = say(
        language,
        format!("{q} reached {reached} of {n} groups within {days} days; first {group}"),
        format!("{q}{days}天内见于{n}组中的{reached}组，最早为 {group}"),
    );
    let subtitle = say(
        language,
        format!(
            "Share of the groups that have used the phrase; the {} most widely adopted",
            curves.len()
        ),
        format!("已使用该提法的组所占比例；采用最广的{}条", curves.len()),
    );
    let (mut sheet, top) = Sheet::titled(&title, &subtitle, language);
    let foot = top + HEIGHT;
    let y =
        |groups: usize| foot - (f64::from(HEIGHT - 16) * groups as f64 / n as f64).round() as i32;
    axis.draw(&mut sheet, top, foot);
    for percent in [0, 25, 50, 75, 100] {
        let at = foot - (HEIGHT - 16) * percent / 100;
        sheet.line((left, at), (right, at), HAIR);
        sheet.text((left - 8, at), SMALL, Anchor::End, QUIET, &format!("{percent}%"));
    }
    let mut ends = Vec::new();
    for (i, curve) in curves.iter().enumerate() {
        let color = CATEGORIES[i % CATEGORIES.len()];
        // curves of equal height lie beside each other, not over each other
        let aside = 3 * i as i32;
        let mut points = vec![(axis.at(curve[0].first), foot)];
        for (reached, adoption) in curve.iter().enumerate() {
            let x = axis.at(adoption.first);
            points.extend([(x, y(reached) - aside), (x, y(reached + 1) - aside)]);
        }
        points.push((right, y(curve.len()) - aside));
        sheet.point((axis.at(curve[0].first), y(1) - aside), 4, Shape::Circle, color);
        sheet.path(points, 2, color);
        ends.push((y(curve.len()) - aside, i));
    }
    label_ends(&mut sheet, &curves, ends, (right + 12, top));
    sheet.source(foot + 22, &source(analysis, language));
    let columns = [
        say(language, "phrase".into(), "提法".into()),
        say(language, "group".into(), "组".into()),
        say(language, "first use".into(), "首见".into()),
        say(language, "days later".into(), "滞后天数".into()),
    ];
    let row = |a: &Adoption| {
        vec![clean(&a.phrase), clean(&a.group), a.first.to_string(), a.lag_days.to_string()]
    };
    let rows = curves.iter().flat_map(|curve| curve.iter().map(row)).collect();
    let alt = say(
        language,
        format!("Curves of adoption of {} phrases by {n} groups. {title}.", curves.len()),
        format!("{}条提法在{n}组中的采用曲线。{title}。", curves.len()),
    );
    sheet.finish("adoption", title, alt, Data::new(columns, rows))
}

/// Names at the ends of the curves, moved apart where they would meet.
fn label_ends(
    sheet: &mut Sheet,
    curves: &[&[Adoption]],
    mut ends: Vec<(i32, usize)>,
    at: (i32, i32),
) {
    ends.sort_unstable();
    let mut free = at.1;
    for (y, i) in ends {
        let y = y.max(free);
        free = y + PITCH;
        let n = format!(" {}", curves[i].len());
        let room = f64::from(ROOM_FOR_LABELS - 12) - width(&n, SMALL);
        let text = fit(&clean(&curves[i][0].phrase), SMALL, room) + &n;
        let color = super::style::darker(CATEGORIES[i % CATEGORIES.len()]);
        sheet.text((at.0, y), SMALL, Anchor::Start, color, &text);
    }
}
