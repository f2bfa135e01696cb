//! An order that puts like beside like: the leaves of an average-linkage tree.
//!
//! The two groups with the highest mean cosine are joined until one is left (UPGMA, Sokal & Michener
//! 1958; ties: the groups that came first). When two are joined, either may be turned round: of the
//! four ways the one is taken whose ends that come to touch are most alike.

/// The order of the leaves for a symmetric matrix of similarities, given row by row.
pub fn leaves(matrix: &[f64], n: usize) -> Vec<usize> {
    let at = |a: usize, b: usize| matrix[a * n + b];
    let mut means = matrix.to_vec();
    let mut groups: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    for _ in 1..n {
        let mut best: Option<(usize, usize)> = None;
        for a in 0..n {
            for b in a + 1..n {
                let open = !groups[a].is_empty() && !groups[b].is_empty();
                if open && best.is_none_or(|(x, y)| means[a * n + b] > means[x * n + y]) {
                    best = Some((a, b));
                }
            }
        }
        let Some((a, b)) = best else { break };
        let (left, right) = (std::mem::take(&mut groups[a]), std::mem::take(&mut groups[b]));
        let (n_left, n_right) = (left.len() as f64, right.len() as f64);
        for c in 0..n {
            let mean =
                (n_left * means[a * n + c] + n_right * means[b * n + c]) / (n_left + n_right);
            means[a * n + c] = mean;
            means[c * n + a] = mean;
        }
        groups[a] = join(left, right, at);
    }
    groups.into_iter().flatten().collect()
}

/// The order of the leaves, and the matrix in that order.
pub fn arranged(matrix: &[f64], n: usize) -> (Vec<usize>, Vec<f64>) {
    let order = leaves(matrix, n);
    let cells = order.iter().flat_map(|&i| order.iter().map(move |&j| matrix[i * n + j]));
    let cells = cells.collect();
    (order, cells)
}

fn join(left: Vec<usize>, right: Vec<usize>, at: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let (last, first) = (left.len() - 1, 0);
    let touching = [
        (left[last], right[first], false, false),
        (left[last], right[right.len() - 1], false, true),
        (left[first], right[first], true, false),
        (left[first], right[right.len() - 1], true, true),
    ];
    let mut best = touching[0];
    for way in touching {
        if at(way.0, way.1) > at(best.0, best.1) {
            best = way;
        }
    }
    let (mut joined, mut other) = (left, right);
    if best.2 {
        joined.reverse();
    }
    if best.3 {
        other.reverse();
    }
    joined.extend(other);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_stands_beside_like() {
        // 0 and 2 are alike, 1 and 3 are alike, 2 and 3 a little
        let mut matrix = vec![0.0; 16];
        for (a, b, s) in [(0, 2, 0.9), (1, 3, 0.8), (2, 3, 0.2)] {
            matrix[a * 4 + b] = s;
            matrix[b * 4 + a] = s;
        }
        assert_eq!(leaves(&matrix, 4), [0, 2, 3, 1]);
    }

    #[test]
    fn every_leaf_stands_once() {
        for n in 0..6 {
            let mut order = leaves(&vec![0.5; n * n], n);
            order.sort_unstable();
            assert_eq!(order, (0..n).collect::<Vec<_>>());
        }
    }
}
