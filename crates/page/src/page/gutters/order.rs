//! The order in which columns are read.

use super::Column;

/// With more columns than these a page is read from the top down only.
const MOST: usize = 600;

/// Puts columns in the order of reading: a column comes behind those above it, and behind those to its left unless
/// something over both stands between.
pub(super) fn in_order(mut columns: Vec<Column<'_>>) -> Vec<Column<'_>> {
    columns.sort_by_key(|column| (column.top(), column.left));
    if columns.len() > MOST {
        return columns;
    }
    let count = columns.len();
    let mut waits = vec![0_usize; count];
    let mut before = vec![Vec::new(); count];
    for a in 0..count {
        for b in (0..count).filter(|&b| a != b && precedes(&columns, a, b)) {
            if let (Some(followers), Some(waiting)) = (before.get_mut(a), waits.get_mut(b)) {
                followers.push(b);
                *waiting += 1;
            }
        }
    }
    let mut placed = Vec::with_capacity(count);
    let mut left: Vec<usize> = (0..count).collect();
    while !left.is_empty() {
        // Where the columns wait for each other in a circle, the first begins.
        let waiting = |at: &usize| waits.get(*at).copied().unwrap_or_default();
        let next = left.iter().position(|at| waiting(at) == 0).unwrap_or(0);
        let at = left.remove(next);
        for &follower in before.get(at).into_iter().flatten() {
            if let Some(waiting) = waits.get_mut(follower) {
                *waiting = waiting.saturating_sub(1);
            }
        }
        placed.push(at);
    }
    let mut columns: Vec<Option<Column<'_>>> = columns.into_iter().map(Some).collect();
    placed
        .into_iter()
        .filter_map(|at| columns.get_mut(at)?.take())
        .collect()
}

/// Whether a column is surely read before another.
fn precedes(columns: &[Column<'_>], a: usize, b: usize) -> bool {
    let (Some(one), Some(other)) = (columns.get(a), columns.get(b)) else {
        return false;
    };
    if overlap(one, other) {
        return one.top() < other.top();
    }
    if one.left >= other.left {
        return false;
    }
    // A headline over both parts the one from the other.
    let (upper, lower) = (one.top().min(other.top()), one.bottom().max(other.bottom()));
    !columns.iter().any(|between| {
        let over = overlap(between, one) && overlap(between, other);
        over && between.top() > upper && between.bottom() < lower
    })
}

fn overlap(one: &Column<'_>, other: &Column<'_>) -> bool {
    one.left < other.right && other.left < one.right
}
