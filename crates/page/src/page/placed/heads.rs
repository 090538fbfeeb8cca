//! Headlines by the size of their type and by place, with what stands above and below them.

use super::super::line::has_stop;
use super::super::names::is_bare_name;
use super::grid::{Grid, Row, shared};
use super::notes;
use crate::placed::Area;

/// A headline with what belongs to it, by the places of the rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// What stands above the headline.
    pub(super) kicker: Vec<usize>,
    /// The headline.
    pub(super) title: Vec<usize>,
    /// What stands below it.
    pub(super) subtitle: Vec<usize>,
    /// What all of it covers.
    pub(super) area: Area,
    /// Whether it is small enough to be a heading within a report's text.
    pub(super) may_be_subhead: bool,
}

impl Heading {
    /// Returns all its rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.kicker.iter().chain(&self.title).chain(&self.subtitle);
        rows.copied()
    }
}

/// How much larger than the text a headline is at least.
const LEAST: f32 = 1.22;
/// How much larger what stands above or below it is at least.
const LEAST_DECK: f32 = 1.05;
/// The same where the sizes are measured on a scan.
const LEAST_DECK_OF_SCAN: f32 = 1.12;
/// How far apart two lines of a headline may be, in ems of the smaller and of the larger.
const APART: (f32, f32) = (1.0, 0.15);
/// How much a headline's lines may differ in size, and those of a scan.
const SAME: f32 = 1.1;
const SAME_OF_SCAN: f32 = 1.18;
/// The same as their boxes are thick.
const SAME_BOX: f32 = 1.25;
/// How much smaller than the largest one a line of a scanned headline may seem by either.
const SAME_HEADLINE: (f32, f32) = (1.18, 1.22);
/// What is larger than this, as to the text, is no text though it has a full stop: a mark may be misread.
const MOST_OF_TEXT: f32 = 1.7;
/// The most rows that stand above or below a headline in a scan: more are text that is set larger.
const MOST_DECKS: usize = 3;

/// Finds the headlines among rows.
pub(super) fn headings(grid: &Grid, rows: &[usize]) -> Vec<Heading> {
    let large = |row: &Row| {
        // Recognition measures the last words of a column as it likes.
        let is_text = grid.scanned && row.size < MOST_OF_TEXT * grid.body && has_stop(&row.text);
        let is_large = row.size >= LEAST * grid.body;
        !is_text && (is_large || (row.crosswise && row.size >= 1.1 * grid.body))
    };
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let is_large = |at: &&usize| grid.rows.get(**at).is_some_and(large);
    let (tall, rest): (Vec<usize>, Vec<usize>) = rows.iter().partition(|at| is_large(at));
    for at in tall {
        let touches = |cluster: &Vec<usize>| cluster.iter().any(|&other| touches(grid, at, other));
        let mut joined = vec![at];
        while let Some(place) = clusters.iter().position(touches) {
            joined.extend(clusters.swap_remove(place));
        }
        clusters.push(joined);
    }
    add_decks(grid, &mut clusters, &rest);
    let mut found: Vec<Heading> = clusters
        .into_iter()
        .filter_map(|cluster| parted(grid, cluster))
        .collect();
    found.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    found
}

/// Adds the smaller rows that stand above and below headlines.
fn add_decks(grid: &Grid, clusters: &mut [Vec<usize>], rest: &[usize]) {
    let mut rest: Vec<usize> = rest
        .iter()
        .copied()
        .filter(|&at| grid.rows.get(at).is_some_and(|row| is_deck(grid, row)))
        .collect();
    for cluster in clusters {
        let own = cluster.len();
        while let Some(place) = rest
            .iter()
            .position(|&at| cluster.iter().any(|&other| touches(grid, at, other)))
        {
            cluster.push(rest.swap_remove(place));
        }
        if grid.scanned && cluster.len() > own + MOST_DECKS {
            cluster.truncate(own);
        }
    }
}

/// Whether a row may stand above or below a headline.
fn is_deck(grid: &Grid, row: &Row) -> bool {
    let least = if grid.scanned {
        LEAST_DECK_OF_SCAN
    } else {
        LEAST_DECK
    };
    let signed = notes::signs(&row.text) || row.text.split_whitespace().all(is_bare_name);
    row.size >= least * grid.body && !signed && !has_stop(&row.text)
}

/// Whether two rows may be of one headline: they are written in one direction and stand one below the other, or end to
/// end.
fn touches(grid: &Grid, a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (grid.rows.get(a), grid.rows.get(b)) else {
        return false;
    };
    if a.crosswise != b.crosswise {
        return false;
    }
    let along = |row: &Row| along(row);
    let across = |row: &Row| across(row);
    let (small, large) = (a.size.min(b.size), a.size.max(b.size));
    let (first, second) = (across(a), across(b));
    let gap = first.0.max(second.0) - first.1.min(second.1);
    let overlap = shared(along(a), along(b));
    let stacked =
        overlap > 0.5 * small && gap <= APART.0 * small + APART.1 * large && gap > -0.5 * small;
    let (first, second) = (along(a), along(b));
    let between = first.0.max(second.0) - first.1.min(second.1);
    let is_next = if grid.scanned {
        let alike =
            is_alike(thickness(a), thickness(b), SAME_BOX) || is_alike(pitch(a), pitch(b), SAME);
        (alike || large <= SAME_OF_SCAN * small) && between <= 0.9 * small
    } else {
        large <= 1.04 * small && between <= 1.3 * small && a.line.abs_diff(b.line) == 1
    };
    let same_line = shared(across(a), across(b)) > 0.6 * small && a.face == b.face && is_next;
    (stacked || same_line) && !is_parted(grid, a.area, b.area)
}

/// The span of a row in the direction in which it is written.
fn along(row: &Row) -> (f32, f32) {
    if row.crosswise {
        (row.area.top, row.area.bottom)
    } else {
        (row.area.left, row.area.right)
    }
}

/// The span of a row in the other direction.
fn across(row: &Row) -> (f32, f32) {
    if row.crosswise {
        (row.area.left, row.area.right)
    } else {
        (row.area.top, row.area.bottom)
    }
}

/// How thick a row's box is.
fn thickness(row: &Row) -> f32 {
    let (first, last) = across(row);
    last - first
}

/// How far apart a row's characters are; nothing where few tell.
fn pitch(row: &Row) -> f32 {
    let (first, last) = along(row);
    let count = row.text.chars().count();
    if count < 3 {
        return 0.0;
    }
    (last - first) / f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Whether two measures are one, give or take a share.
fn is_alike(a: f32, b: f32, most: f32) -> bool {
    a > 0.0 && b > 0.0 && a.max(b) <= most * a.min(b)
}

/// Whether a rule runs between two areas.
fn is_parted(grid: &Grid, a: Area, b: Area) -> bool {
    let (upper, lower) = if a.top <= b.top { (a, b) } else { (b, a) };
    grid.rules.iter().any(|rule| {
        let across = (rule.left, rule.right);
        rule.height() <= 0.5 * grid.body
            && rule.top >= upper.bottom - 0.2 * grid.body
            && rule.bottom <= lower.top + 0.2 * grid.body
            && shared(across, (upper.left, upper.right)) > 0.5 * upper.width()
            && shared(across, (lower.left, lower.right)) > 0.5 * lower.width()
    })
}

/// Parts the rows of a headline by their size: the largest are the headline, what is read before them stands above it.
fn parted(grid: &Grid, mut cluster: Vec<usize>) -> Option<Heading> {
    let row = |at: &usize| grid.rows.get(*at);
    let sizes = cluster.iter().filter_map(row).map(|row| row.size);
    let step = 0.4 * sizes.reduce(f32::min)?;
    cluster.sort_by(|a, b| match (row(a), row(b)) {
        (Some(a), Some(b)) => order(grid, a, step)
            .total_cmp(&order(grid, b, step))
            .then(along(a).0.total_cmp(&along(b).0)),
        _ => std::cmp::Ordering::Equal,
    });
    if grid.scanned {
        by_lines(grid, &mut cluster);
    }
    let size = cluster
        .iter()
        .filter_map(row)
        .map(|row| row.size)
        .reduce(f32::max)?;
    let thickest = cluster.iter().filter_map(row).map(thickness);
    let thickest = thickest.fold(0.0, f32::max);
    let is_title = |at: &usize| {
        row(at).is_some_and(|row| {
            if grid.scanned {
                // Characters that were not read make it seem larger by its length.
                row.size * SAME_HEADLINE.0 >= size
                    || thickness(row) * SAME_HEADLINE.1 >= thickest
                    || pitch(row) * SAME >= size
            } else {
                row.size * SAME >= size
            }
        })
    };
    let first = cluster.iter().position(is_title)?;
    let last = cluster.iter().rposition(is_title)?;
    let area = cluster
        .iter()
        .filter_map(row)
        .map(|row| row.area)
        .reduce(Area::union)?;
    let mut subtitle = cluster.split_off(last + 1);
    let title = cluster.split_off(first);
    if cluster.is_empty() && begins_beside(grid, &title, &subtitle) {
        std::mem::swap(&mut cluster, &mut subtitle);
    }
    let small =
        size <= 1.4 * grid.body && title.len() == 1 && cluster.is_empty() && subtitle.is_empty();
    Some(Heading {
        kicker: cluster,
        title,
        subtitle,
        area,
        may_be_subhead: small,
    })
}

/// Sorts the rows of a scanned headline, which are in order but for those of one line: their boxes tremble.
fn by_lines(grid: &Grid, cluster: &mut [usize]) {
    let row = |at: usize| grid.rows.get(at);
    let is_one_line = |a: usize, b: usize| match (row(a), row(b)) {
        (Some(a), Some(b)) => {
            let thin = thickness(a).min(thickness(b));
            shared(across(a), across(b)) > 0.6 * thin && shared(along(a), along(b)) < 0.5 * thin
        }
        _ => false,
    };
    let mut from = 0;
    while from < cluster.len() {
        let rest = cluster.get_mut(from..).unwrap_or_default();
        let first = rest.first().copied().unwrap_or_default();
        let count = rest
            .iter()
            .take_while(|&&at| at == first || is_one_line(first, at));
        let count = count.count().max(1);
        let (line, _) = rest.split_at_mut_checked(count).unwrap_or_default();
        line.sort_by(|&a, &b| match (row(a), row(b)) {
            (Some(a), Some(b)) => along(a).0.total_cmp(&along(b).0),
            _ => std::cmp::Ordering::Equal,
        });
        from += count;
    }
}

/// Whether what stands behind a headline that is set crosswise begins where the headline does: what is read first begins
/// there, and what stands below it farther down (副题低格), or with a dash.
fn begins_beside(grid: &Grid, title: &[usize], deck: &[usize]) -> bool {
    let row = |at: &usize| grid.rows.get(*at);
    let (Some(title), Some(first)) = (title.first().and_then(row), deck.first().and_then(row))
    else {
        return false;
    };
    let far = along(first).0 - along(title).0;
    title.crosswise
        && !grid.vertical
        && !first.text.starts_with('—')
        && far.abs() < 0.6 * title.size
}

/// Where a row comes among those of its headline, in steps that rows of one line do not differ by.
fn order(grid: &Grid, row: &Row, step: f32) -> f32 {
    let at = if row.crosswise {
        grid.cross_order(row.area)
    } else {
        f32::midpoint(row.area.top, row.area.bottom)
    };
    (at / step).round()
}
