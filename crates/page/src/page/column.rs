//! Columns: how wide they are, and how the lines of their paragraphs fill them.

use super::line::{Line, first_width, is_closed};

/// How far from the measure a full line may be, in half ems: what the rules for line starts and ends
/// (避头尾) move, and what punctuation gives way.
pub(super) const SLACK: u32 = 3;

/// The indent of a paragraph's first line, in half ems.
pub(super) const INDENT: u32 = 4;

/// The narrowest column, in half ems: verse and lists are narrower.
const NARROWEST: u32 = 18;

/// How many lines tell a measure.
pub(super) const SAMPLE: usize = 7;

/// How the paragraphs of a page begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// With white space that the extraction kept.
    Spaces,
    /// With white space that it lost, so that their first lines are short.
    Indents,
    /// Like any other line.
    Flush,
    /// Nothing tells.
    Unknown,
}

impl Style {
    /// Looks at the lines after those that a paragraph has ended in.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        if has_kept_indents(lines) {
            return Self::Spaces;
        }
        let (mut short, mut full) = (0_usize, 0_usize);
        for at in SAMPLE..lines.len() {
            let column = lines.get(at - SAMPLE..at).unwrap_or_default();
            let (Some(measure), Some(before), Some(line)) =
                (measure(column), column.last(), lines.get(at))
            else {
                continue;
            };
            let ended = is_closed(before.text) && before.width + 3 * INDENT < measure;
            if !ended || line.latin || line.width > measure + 2 {
                continue;
            }
            if line.width + 2 > measure {
                full += 1;
            } else if line.width + INDENT + 2 > measure && line.width <= measure - INDENT + 1 {
                short += 1;
            }
        }
        if short + full < 3 {
            Self::Unknown
        } else if short >= 2 * full {
            Self::Indents
        } else if full >= 2 * short {
            Self::Flush
        } else {
            Self::Unknown
        }
    }
}

/// Whether the extraction kept the white space that paragraphs begin with: some lines have it, few have
/// other.
fn has_kept_indents(lines: &[Line<'_>]) -> bool {
    let indented = |line: &&Line<'_>| line.indent >= INDENT - 1;
    let (all, spaces) = (lines.len(), lines.iter().filter(indented).count());
    let exact = lines.iter().filter(|line| line.indent == INDENT).count();
    let shifted = lines.iter().filter(|line| line.indent > 0).count() - exact;
    let many = 20 * spaces > all || (exact >= 2 && 4 * shifted <= exact);
    many && 2 * spaces < all
}

/// Whether lines are set in a column of a measure: paragraphs with their first lines indented.
pub(super) fn is_set_in(lines: &[Line<'_>], measure: u32) -> bool {
    let mut room = measure.saturating_sub(INDENT);
    let mut wrapped = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.width > room + 1 {
            return false;
        }
        let full = line.width + first_width(next.text) > room;
        wrapped += u32::from(full);
        room = if full {
            measure
        } else {
            measure.saturating_sub(INDENT)
        };
    }
    let last = lines.last().map_or(0, |line| line.width);
    last <= room + 1 && (wrapped > 0)
}

/// The width of the column that lines are set in, in half ems: the greatest that several lines have,
/// so that a headline among them does not count. `None` for fewer than three lines.
pub(super) fn measure(lines: &[Line<'_>]) -> Option<u32> {
    if lines.len() < 3 {
        return None;
    }
    let enough = lines
        .len()
        .div_ceil(if lines.len() <= SAMPLE { 3 } else { 5 })
        .max(2);
    // Latin letters and spaces are set as wide as they are and as a line needs.
    let han = lines
        .iter()
        .filter(|line| !line.latin)
        .map(|line| line.width);
    cluster(han.collect(), enough)
        .or_else(|| cluster(lines.iter().map(|line| line.width).collect(), enough))
}

/// Returns the greatest width that `enough` lines about have.
fn cluster(mut widths: Vec<u32>, enough: usize) -> Option<u32> {
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let mut last = 0;
    for (first, &width) in widths.iter().enumerate() {
        last = last.max(first);
        while widths
            .get(last + 1)
            .is_some_and(|&other| other + SLACK >= width)
        {
            last += 1;
        }
        if last - first + 1 >= enough {
            return Some(width).filter(|&width| width >= NARROWEST);
        }
    }
    None
}

pub(super) fn measure_of_last(lines: &[Line<'_>]) -> Option<u32> {
    let start = lines.len().saturating_sub(SAMPLE);
    measure(lines.get(start..).unwrap_or_default())
}
