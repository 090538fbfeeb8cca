//! Gives bylines and captions to reports.

use super::frames::Item;
use super::line::Line;
use super::reports::{Draft, owners};
use super::words::{self, Index, Neighbours, pairs};

/// What stands beside a report's text.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes<'t> {
    pub(super) bylines: Vec<&'t [Line<'t>]>,
    pub(super) captions: Vec<&'t [Line<'t>]>,
}

/// Gives every byline and caption to a report: a byline to the report below its headline, or the one
/// it follows; a caption to the one it shares most words with, or the nearest. What is on a page
/// without a report is returned.
pub(super) fn assign<'t>(
    items: &[Item<'t>],
    drafts: &[Draft],
    page: &Neighbours,
) -> (Vec<Notes<'t>>, Vec<&'t [Line<'t>]>) {
    let mut notes = vec![Notes::default(); drafts.len()];
    let mut left = Vec::new();
    let owners = owners(items, drafts);
    let index = index(items, drafts, page);
    let mut near = Near::default();
    for (at, item) in items.iter().enumerate() {
        near.move_to(at, &owners);
        let (lines, target) = match item {
            Item::Byline(lines) => (*lines, signed(items, &near, at)),
            Item::Caption(lines) => {
                let nearest = || near.above.or_else(|| near.below());
                (*lines, shown(&index, lines).or_else(nearest))
            }
            _ => continue,
        };
        match target.and_then(|report| notes.get_mut(report)) {
            Some(notes) if matches!(item, Item::Byline(_)) => notes.bylines.push(lines),
            Some(notes) => notes.captions.push(lines),
            None => left.push(lines),
        }
    }
    (notes, left)
}

fn index<'p>(items: &[Item<'_>], drafts: &[Draft], page: &'p Neighbours) -> Index<'p> {
    let mut index = Index::new(page);
    if !items.iter().any(|item| matches!(item, Item::Caption(_))) {
        return index;
    }
    for (report, draft) in drafts.iter().enumerate() {
        for &at in &draft.frames {
            if let Some(Item::Frame(frame)) = items.get(at) {
                for line in frame.lines {
                    index.add(report, line.text);
                }
            }
        }
    }
    index
}

/// The report that a byline signs: the one that begins below it, else the one above.
fn signed(items: &[Item<'_>], near: &Near, at: usize) -> Option<usize> {
    match (near.below, near.above) {
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

fn shown(index: &Index<'_>, lines: &[Line<'_>]) -> Option<usize> {
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

/// The reports around an item, as one goes down the page.
#[derive(Debug, Default)]
struct Near {
    above: Option<usize>,
    /// The report of the next frame, and that frame's place.
    below: Option<(usize, usize)>,
    /// The item up to which was looked for what is below.
    seen: usize,
}

impl Near {
    /// Goes down to the next item.
    fn move_to(&mut self, at: usize, owners: &[Option<usize>]) {
        let passed = self.below.filter(|(frame, _)| *frame < at);
        if let Some((_, report)) = passed {
            self.above = Some(report);
            self.below = None;
        }
        while self.below.is_none()
            && let Some(owner) = owners.get(self.seen)
        {
            self.below = owner.map(|report| (self.seen, report));
            self.seen += 1;
        }
    }

    fn below(&self) -> Option<usize> {
        self.below.map(|(_, report)| report)
    }
}
