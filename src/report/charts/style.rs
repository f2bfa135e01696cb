//! Colours and sizes of every chart.
//!
//! One blue for single measures, in the sequential scale from pale to dark: a single hue reads the
//! same with any colour vision, and on paper in grey. Categories take ten colours that keep apart
//! under the common colour deficiencies (after Okabe & Ito 2008), darkened for white ground, and a
//! mark's shape changes with them, so that colour never carries the meaning alone.

use plotters::style::RGBColor;

use crate::config::Language;

/// Width of every chart in pixels.
pub const WIDTH: i32 = 1200;
/// Space left free at every side.
pub const MARGIN: i32 = 40;
/// Font size of the title.
pub const TITLE: i32 = 25;
/// Font size of the line below the title.
pub const SUBTITLE: i32 = 15;
/// Font size of labels.
pub const LABEL: i32 = 15;
/// Font size of column labels, values and legends.
pub const SMALL: i32 = 13;

/// Titles and labels.
pub const INK: RGBColor = RGBColor(0x1f, 0x29, 0x33);
/// What explains: subtitles, axes, sources.
pub const QUIET: RGBColor = RGBColor(0x65, 0x6e, 0x7b);
/// Hairlines.
pub const HAIR: RGBColor = RGBColor(0xe3, 0xe6, 0xea);
/// A cell without value.
pub const BLANK: RGBColor = RGBColor(0xf4, 0xf5, 0xf7);
/// Text on dark cells, and the ground.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// The one hue.
pub const BLUE: RGBColor = RGBColor(0x2e, 0x62, 0xab);
/// The same, for the part that is not the main thing.
pub const PALE: RGBColor = RGBColor(0xb9, 0xcf, 0xea);
/// The other hue, where two must be told apart.
pub const AMBER: RGBColor = RGBColor(0xe3, 0x9a, 0x2d);

/// Colours of categories.
pub const CATEGORIES: [RGBColor; 10] = [
    BLUE,
    RGBColor(0xd1, 0x5b, 0x0b),
    RGBColor(0x0b, 0x8f, 0x6c),
    RGBColor(0xb8, 0x4f, 0x8e),
    RGBColor(0xd9, 0x9a, 0x00),
    RGBColor(0x3f, 0xa3, 0xd8),
    RGBColor(0x6b, 0x3f, 0xa0),
    RGBColor(0x8a, 0x5a, 0x2b),
    RGBColor(0x59, 0x64, 0x70),
    RGBColor(0xa6, 0x1e, 0x2e),
];

const SCALE: [RGBColor; 6] = [
    RGBColor(0xea, 0xf1, 0xf9),
    RGBColor(0xc7, 0xda, 0xef),
    RGBColor(0x92, 0xb8, 0xde),
    RGBColor(0x57, 0x8f, 0xc8),
    BLUE,
    RGBColor(0x14, 0x36, 0x6b),
];

/// The sequential scale at `t` in [0, 1].
pub fn shade(t: f64) -> RGBColor {
    let last = SCALE.len() - 1;
    let at = if t.is_finite() { t.clamp(0.0, 1.0) * last as f64 } else { 0.0 };
    let low = (at as usize).min(last - 1);
    let (a, b) = (SCALE[low], SCALE[low + 1]);
    let mix = |a: u8, b: u8| {
        (f64::from(a) + (f64::from(b) - f64::from(a)) * (at - low as f64)).round() as u8
    };
    RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

/// The colour of text on the scale at `t`.
pub fn ink_on(t: f64) -> RGBColor {
    if t > 0.55 { PAPER } else { INK }
}

/// A colour of marks as text: dark enough to read on white.
pub fn darker(c: RGBColor) -> RGBColor {
    let dim = |v: u8| (f64::from(v) * 0.72) as u8;
    RGBColor(dim(c.0), dim(c.1), dim(c.2))
}

const LATIN: [&str; 4] = ["Noto Sans", "Helvetica Neue", "Arial", "Liberation Sans"];
const CHINESE: [&str; 6] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
];

/// The font families of a chart, first choice first. In Chinese a Chinese face comes first, also
/// for Latin letters, digits and quotation marks; in English a Latin one.
pub fn fonts(language: Language) -> Vec<&'static str> {
    let (first, then): (&[&str], &[&str]) = match language {
        Language::En => (&LATIN, &CHINESE),
        Language::Zh => (&CHINESE, &LATIN),
    };
    [first, then, &["DejaVu Sans"]].concat()
}

/// The value of `font-family` in the drawing.
pub fn font_family(language: Language) -> String {
    let mut stack: String = fonts(language).iter().map(|f| format!("'{f}', ")).collect();
    stack.push_str("sans-serif");
    stack
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_darkens_steadily() {
        let light = |c: RGBColor| u32::from(c.0) + u32::from(c.1) + u32::from(c.2);
        let steps: Vec<u32> = (0..=20).map(|i| light(shade(f64::from(i) / 20.0))).collect();
        assert!(steps.windows(2).all(|w| w[1] < w[0]), "{steps:?}");
        assert_eq!(shade(f64::NAN), shade(0.0));
    }
}
