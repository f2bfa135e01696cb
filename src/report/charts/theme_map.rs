//! Theme map: every clustered text as a point, texts with like words near each other.
//!
//! Both axes have one scale, because nearness is what the map shows; they carry no ticks, because they
//! have no unit. A theme has a colour and a shape, and its name stands at
//! the median of its points, moved aside where names would meet. Above 3,000 points every k-th of
//! each theme is drawn, in the order of the assignments, with k as small as the limit allows.

use super::labels::{quoted, source};
use super::sheet::{Anchor, Shape, Sheet};
use super::style::{CATEGORIES, HAIR, LABEL, MARGIN, PAPER, WIDTH, darker};
use super::text::{clean, count, fit, percent, width};
use super::{Chart, Data, Language, say};
use crate::analysis::Analysis;
use crate::themes::{Assignment, Theme};

const MOST_POINTS: usize = 3000;
const MOST_LABELS: usize = 30;
const SHAPES: [Shape; 4] = [Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond];

pub fn chart(analysis: &Analysis, language: Language) -> Option<Chart> {
    let themes = &analysis.themes;
    let points: Vec<Point> = themes.assignments.iter().filter_map(Point::of).collect();
    let bounds = |f: fn(&Point) -> f64| {
        points.iter().fold((f64::MAX, f64::MIN), |(a, b), p| (a.min(f(p)), b.max(f(p))))
    };
    let ((x0, x1), (y0, y1)) = (bounds(|p| p.x), bounds(|p| p.y));
    if points.len() < 3 || (x1 - x0) + (y1 - y0) <= 0.0 {
        return None;
    }
    let drawn = sample(&points, themes.themes.len());
    let mut sizes = vec![0usize; themes.themes.len()];
    for p in &points {
        sizes[p.theme] += 1;
    }
    // the first of the largest
    let largest = (0..sizes.len()).max_by_key(|&t| (sizes[t], std::cmp::Reverse(t)))?;
    let (unit_en, unit_zh) = match themes.unit.as_str() {
        "document" => ("documents", "篇文档"),
        "paragraph" => ("paragraphs", "个段落"),
        _ => ("sections", "节"),
    };
    let (n, k) = (count(points.len()), themes.themes.len());
    let label = quoted(&themes.themes[largest].label);
    let share = percent(sizes[largest] as f64 / points.len() as f64);
    let title = if k == 1 {
        say(
            language,
            format!("One theme, {label}, in {n} {unit_en}"),
            format!("{n}{unit_zh}同属一个主题：{label}"),
        )
    } else {
        say(
            language,
            format!("{k} themes in {n} {unit_en}; the largest, {label}, holds {share}"),
            format!("{n}{unit_zh}分为{k}个主题，最大的{label}占{share}"),
        )
    };
    let subtitle = say(
        language,
        format!(
            "A point is one of the {unit_en}; neighbours are alike in words; far apart means little"
        ),
        format!("每点为一{}；相邻者用词相近，远近本身无意义", unit_zh.trim_start_matches('个')),
    );
    let (mut sheet, top) = Sheet::titled(&title, &subtitle, language);

    // one scale for both axes, as large as the sheet allows
    const PAD: f64 = 34.0;
    let wide = f64::from(WIDTH - 2 * MARGIN);
    let scale =
        ((wide - 2.0 * PAD) / (x1 - x0).max(1e-12)).min((640.0 - 2.0 * PAD) / (y1 - y0).max(1e-12));
    let high = ((y1 - y0) * scale + 2.0 * PAD).max(280.0);
    let (cx, cy) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
    let place = |x: f64, y: f64| {
        let px = f64::from(MARGIN) + wide / 2.0 + (x - cx) * scale;
        let py = f64::from(top) + high / 2.0 - (y - cy) * scale;
        (px.round() as i32, py.round() as i32)
    };
    let (left, right) = (MARGIN, WIDTH - MARGIN);
    let foot = top + high.round() as i32;
    for (from, to) in [
        ((left, top), (right, top)),
        ((left, foot), (right, foot)),
        ((left, top), (left, foot)),
        ((right, top), (right, foot)),
    ] {
        sheet.line(from, to, HAIR);
    }
    let radius = match drawn.len() {
        0..=150 => 6,
        151..=800 => 4,
        _ => 3,
    };
    for p in &drawn {
        let t = p.theme;
        sheet.point(
            place(p.x, p.y),
            radius,
            SHAPES[t % SHAPES.len()],
            CATEGORIES[t % CATEGORIES.len()],
        );
    }
    let marks: Vec<(i32, i32)> = drawn.iter().map(|p| place(p.x, p.y)).collect();
    let mut taken: Vec<Box> = Vec::new();
    for (t, theme) in themes.themes.iter().enumerate().take(MOST_LABELS) {
        let of = |f: fn(&Point) -> f64| {
            let mut values: Vec<f64> = points.iter().filter(|p| p.theme == t).map(f).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let (Some(x), Some(y)) = (of(|p| p.x), of(|p| p.y)) else { continue };
        let name = fit(&clean(&theme.label), LABEL, 360.0);
        let written = format!("{name} ({})", count(sizes[t]));
        let size = (width(&written, LABEL).ceil() as i32 + 12, 24);
        let frame = Box { x: left + 4, y: top + 4, w: right - left - 8, h: foot - top - 8 };
        let Some(spot) = free_spot(place(x, y), size, &frame, &taken, &marks) else { continue };
        sheet.veil((spot.x, spot.y), size, PAPER, 0.86);
        let middle = (spot.x + spot.w / 2, spot.y + spot.h / 2);
        let color = darker(CATEGORIES[t % CATEGORIES.len()]);
        sheet.text(middle, LABEL, Anchor::Middle, color, &written);
        taken.push(spot);
    }
    let mut line = source(analysis, language);
    if drawn.len() < points.len() {
        let k = step(points.len());
        line += &say(
            language,
            format!("; every {k}th point of each theme drawn"),
            format!("；各主题每{k}点画一点"),
        );
    }
    sheet.source(foot, &line);
    let list: Vec<String> = themes
        .themes
        .iter()
        .zip(&sizes)
        .take(10)
        .map(|(theme, n)| format!("{} {}", quoted(&theme.label), count(*n)))
        .collect();
    let alt = say(
        language,
        format!("Map of {n} {unit_en} by theme: {}.", list.join(", ")),
        format!("{n}{unit_zh}的主题分布图：{}。", list.join("，")),
    );
    let columns = [
        say(language, "theme".into(), "主题".into()),
        say(language, unit_en.into(), unit_zh.into()),
        say(language, "share".into(), "比例".into()),
    ];
    let row = |(theme, &n): (&Theme, &usize)| {
        vec![clean(&theme.label), count(n), percent(n as f64 / points.len() as f64)]
    };
    let data = Data::new(columns, themes.themes.iter().zip(&sizes).map(row).collect());
    sheet.finish("theme-map", title, alt, data)
}

fn step(n: usize) -> usize {
    n.div_ceil(MOST_POINTS).max(1)
}

/// Every `step`-th point of each theme, so that small themes keep a point.
fn sample(points: &[Point], n_themes: usize) -> Vec<Point> {
    let step = step(points.len());
    let mut seen = vec![0usize; n_themes];
    points
        .iter()
        .filter(|p| {
            let nth = &mut seen[p.theme];
            *nth += 1;
            (*nth - 1).is_multiple_of(step)
        })
        .copied()
        .collect()
}

/// A text that stands on the map: the remainder does not.
#[derive(Debug, Clone, Copy)]
struct Point {
    theme: usize,
    x: f64,
    y: f64,
}

impl Point {
    fn of(a: &Assignment) -> Option<Self> {
        let is_placed = a.x.is_finite() && a.y.is_finite();
        let theme = a.theme.filter(|_| is_placed)? as usize;
        Some(Self { theme, x: a.x, y: a.y })
    }
}

#[derive(Debug, Clone, Copy)]
struct Box {
    x: i32,
    y: i32,
    w: i32,
    h: i32,
}

impl Box {
    fn meets(&self, o: &Self) -> bool {
        self.x < o.x + o.w && o.x < self.x + self.w && self.y < o.y + o.h && o.y < self.y + self.h
    }

    fn holds(&self, (x, y): (i32, i32)) -> bool {
        (self.x - 7..self.x + self.w + 7).contains(&x)
            && (self.y - 7..self.y + self.h + 7).contains(&y)
    }
}

/// The place for a label of this size inside the frame that meets no other label: near to `at` and
/// on few points, where one point weighs as much as a shift by 40 pixels. Nothing if there is none;
/// of equally good places the first from the top left.
fn free_spot(
    at: (i32, i32),
    size: (i32, i32),
    frame: &Box,
    taken: &[Box],
    marks: &[(i32, i32)],
) -> Option<Box> {
    let offsets = (-14..=14).flat_map(|dy| (-6..=6).map(move |dx| (dx * 24, dy * 12)));
    let spots = offsets.filter_map(|(dx, dy)| {
        let x = (at.0 + dx - size.0 / 2).clamp(frame.x, (frame.x + frame.w - size.0).max(frame.x));
        let y = (at.1 + dy - size.1 / 2).clamp(frame.y, (frame.y + frame.h - size.1).max(frame.y));
        let spot = Box { x, y, w: size.0, h: size.1 };
        if taken.iter().any(|t| t.meets(&spot)) {
            return None;
        }
        let covered = marks.iter().filter(|m| spot.holds(**m)).count() as f64;
        let shift = f64::from(dx * dx + 4 * dy * dy).sqrt();
        Some((shift + 40.0 * covered, spot))
    });
    spots.reduce(|a, b| if b.0 < a.0 { b } else { a }).map(|s| s.1)
}
