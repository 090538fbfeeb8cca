//! Gives bylines and captions to reports.

use super::fields::Notes;
use super::frames::Item;
use super::line::Line;
use super::reports::{Draft, owners};
use super::words::{self, Index, pairs};

/// Gives every byline and caption to a report: a byline to the report below its headline, or the one
/// it follows; a caption to the one it shares most words with, or the nearest. What is on a page
/// without a report is returned.
pub(super) fn assign<'t>(
    items: &[Item<'t>],
    drafts: &[Draft],
) -> (Vec<Notes<'t>>, Vec<Vec<Line<'t>>>) {
    let mut notes = vec![Notes::default(); drafts.len()];
    let mut left = Vec::new();
    let owners = owners(items, drafts);
    let index = index(items, drafts);
    for (at, item) in items.iter().enumerate() {
        let (lines, target) = match item {
            Item::Byline(lines) => (lines, signed(items, &owners, at)),
            Item::Caption(lines) => (lines, shown(&index, lines).or_else(|| nearest(&owners, at))),
            _ => continue,
        };
        match target.and_then(|report| notes.get_mut(report)) {
            Some(notes) if matches!(item, Item::Byline(_)) => notes.bylines.push(lines.clone()),
            Some(notes) => notes.captions.push(lines.clone()),
            None => left.push(lines.clone()),
        }
    }
    (notes, left)
}

fn index(items: &[Item<'_>], drafts: &[Draft]) -> Index {
    let mut index = Index::default();
    if !items.iter().any(|item| matches!(item, Item::Caption(_))) {
        return index;
    }
    for (report, draft) in drafts.iter().enumerate() {
        for &at in &draft.frames {
            if let Some(Item::Frame(frame)) = items.get(at) {
                for line in &frame.lines {
                    index.add(report, line.text);
                }
            }
        }
    }
    index
}

/// The report that a byline signs: the one that begins below it, else the one above.
fn signed(items: &[Item<'_>], owners: &[Option<usize>], at: usize) -> Option<usize> {
    let below = owners
        .iter()
        .enumerate()
        .skip(at)
        .find_map(|(at, owner)| owner.map(|owner| (at, owner)));
    let above = owners.get(..at)?.iter().rev().find_map(|owner| *owner);
    match (below, above) {
        (Some((_, below)), Some(above)) if below == above => Some(below),
        (Some((at_below, below)), Some(above)) => {
            let leads = matches!(items.get(at_below), Some(Item::Frame(frame)) if frame.leads);
            let headline = matches!(items.get(at.wrapping_sub(1)), Some(Item::Heading(_)));
            let next_is_heading = matches!(items.get(at + 1), Some(Item::Heading(_)));
            Some(if (next_is_heading || leads) && !headline {
                above
            } else {
                below
            })
        }
        (Some((_, below)), None) => Some(below),
        (None, above) => above,
    }
}

fn shown(index: &Index, lines: &[Line<'_>]) -> Option<usize> {
    let mut best = std::collections::BTreeMap::new();
    let mut count = 0;
    for line in lines {
        count += pairs(line.text).count();
        for (report, weight) in index.shared(line.text) {
            *best.entry(report).or_insert(0.0_f32) += weight;
        }
    }
    let (report, weight) = best.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (weight * 6.0 >= words::weight(count)).then_some(report)
}

fn nearest(owners: &[Option<usize>], at: usize) -> Option<usize> {
    let above = owners.get(..at)?.iter().rev().find_map(|owner| *owner);
    above.or_else(|| owners.get(at..)?.iter().find_map(|owner| *owner))
}
