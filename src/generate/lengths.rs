//! Lengths of documents: log-normal, read off a table.

use rand_xoshiro::Xoshiro256Plus;

use super::draw::below;

/// Characters of a Chinese document at 64 even steps of the distribution: log-normal, median 555, σ 0.7.
const QUANTILES: [u32; 64] = [
    113, 144, 167, 185, 201, 217, 231, 244, 257, 270, 282, 295, 307, 319, 330, 342, 354, 366, 378,
    390, 402, 414, 427, 439, 452, 465, 478, 492, 506, 520, 534, 549, 564, 580, 596, 612, 630, 647,
    666, 685, 705, 726, 748, 771, 795, 820, 847, 876, 906, 939, 974, 1013, 1054, 1100, 1152, 1209,
    1275, 1351, 1442, 1553, 1697, 1895, 2212, 2946,
];

/// The length of a document, in Chinese characters.
pub fn length(rng: &mut Xoshiro256Plus) -> u32 {
    let step = below(rng, 64) as usize;
    let from = step.checked_sub(1).map_or(QUANTILES[0] * 3 / 4, |before| QUANTILES[before]);
    from + below(rng, QUANTILES[step] - from + 1)
}
