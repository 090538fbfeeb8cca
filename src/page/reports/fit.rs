//! Weighs what speaks for and against two pieces of columns being one report's.
//!
//! The weights are points: two are a strong sign, one a weak one. They were set by hand, and held to
//! pages of many settings.

use super::super::column::SLACK;
use super::super::frames::{Frame, Item};
use super::super::line::{Line, closes, first_width, is_closed, never_first, opens};
use super::super::words::{Index, pairs, weight};
use super::{Draft, Linker, widest};

/// How many of a frame's first lines tell what it is about.
const LEAD_LINES: usize = 14;

/// A headline that has so much in common with a report's first lines is its own.
pub(super) const OWN: f32 = 0.25;

impl<'t> Linker<'_, 't> {
    /// How well a frame continues a report.
    pub(super) fn fit(&self, index: usize, draft: &Draft, at: usize, frame: &Frame<'t>) -> f32 {
        let Some((tail_at, tail)) = self.tail(draft) else {
            return f32::MIN;
        };
        let near = if self.last == Some(index) {
            if tail_at + 1 == at { 3.5 } else { 1.5 }
        } else {
            self.far(draft, at, frame)
        };
        near + self.closing(draft, at)
            + measures_fit(draft.measure, frame)
            + self.junction(draft, tail, frame)
    }

    /// What speaks against going back to a report that others stand after: where the extraction left
    /// no gap it followed the text.
    fn far(&self, draft: &Draft, at: usize, frame: &Frame<'t>) -> f32 {
        let above = at.checked_sub(1).and_then(|above| self.items.get(above));
        let gap = frame.lines.first().is_some_and(|line| line.gap)
            || matches!(above, Some(Item::Heading(heading)) if heading.lines.first().is_some_and(|line| line.gap));
        match (gap, self.tail(draft)) {
            (false, _) => -3.0,
            (true, Some((_, tail)))
                if tail.lines.last().is_some_and(|line| is_closed(line.text)) =>
            {
                -1.0
            }
            (true, _) => 0.0,
        }
    }

    /// What speaks for a new report at a frame.
    pub(super) fn beginning(&self, at: usize, frame: &Frame<'t>) -> f32 {
        let mut score = 1.0;
        let ended = self
            .last
            .and_then(|last| self.drafts.get(last))
            .is_none_or(|draft| draft.ended);
        let heading = self.heading_above(at);
        if ended {
            score += if heading.is_some() { 2.0 } else { 1.0 };
        }
        if let Some((heading, weak)) = heading {
            score += self.promise(heading, at) - if weak { 1.0 } else { 0.0 };
        }
        if self.above(at).any(|item| matches!(item, Item::Byline(_))) {
            score += 2.0;
        }
        let first = frame.lines.first().map_or("", |line| line.text);
        if first.starts_with(never_first) {
            score -= 4.0;
        }
        score
    }

    /// What speaks against going on below a headline that is the report's own: where none stands above
    /// a report, the one that says what it says stands below its end.
    fn closing(&self, draft: &Draft, at: usize) -> f32 {
        let (Some(&first), Some((heading, false))) = (draft.frames.first(), self.heading_above(at))
        else {
            return 0.0;
        };
        let directly = draft
            .frames
            .last()
            .is_some_and(|&last| self.above(at).count() + last + 1 == at);
        if draft.headed || !directly || self.affinity(heading, first) < OWN {
            0.0
        } else {
            -4.0
        }
    }

    /// How much of the words of a headline's best line a frame begins with.
    pub(super) fn affinity(&self, heading: &[Line<'_>], at: usize) -> f32 {
        heading
            .iter()
            .map(|line| {
                let size = weight(pairs(line.text).count().max(4));
                self.beginnings
                    .shared(line.text)
                    .get(&at)
                    .copied()
                    .unwrap_or(0.0)
                    / size
            })
            .fold(0.0, f32::max)
    }

    /// How much a headline promises that the frame below it begins its report: the less, the more
    /// another frame has of its words.
    fn promise(&self, heading: &[Line<'_>], at: usize) -> f32 {
        let mut best = 2.5_f32;
        for line in heading {
            let size = weight(pairs(line.text).count().max(4));
            let shared = self.beginnings.shared(line.text);
            let here = shared.get(&at).copied().unwrap_or(0.0) / size;
            let elsewhere = shared
                .iter()
                .filter(|&(&other, _)| other != at && self.may_begin(other))
                .map(|(_, &weight)| weight / size)
                .fold(0.0, f32::max);
            let promise = if elsewhere > here + 0.15 {
                0.0
            } else {
                2.5 + 4.0 * here
            };
            best = if line == heading.first().unwrap_or(line) {
                promise
            } else {
                best.max(promise)
            };
        }
        best.min(5.0)
    }

    /// Whether a report may begin with a frame by what stands before it.
    fn may_begin(&self, at: usize) -> bool {
        let before = self.items.get(..at).into_iter().flatten().rev();
        let mut frames = before.filter_map(|item| match item {
            Item::Frame(frame) => Some(frame),
            _ => None,
        });
        matches!(self.items.get(at), Some(Item::Frame(frame)) if frame.leads)
            || frames.next().is_none_or(|frame| frame.ends)
    }

    pub(super) fn tail(&self, draft: &Draft) -> Option<(usize, &Frame<'t>)> {
        let at = *draft.frames.last()?;
        match self.items.get(at)? {
            Item::Frame(frame) => Some((at, frame)),
            _ => None,
        }
    }

    /// What stands between a frame and the one before it, from below.
    fn above(&self, at: usize) -> impl Iterator<Item = &Item<'t>> {
        let above = self.items.get(..at).unwrap_or_default().iter().rev();
        above.take_while(|item| !matches!(item, Item::Frame(_)))
    }

    /// The headline directly above a frame, a byline between them aside, and whether it is weak.
    pub(super) fn heading_above(&self, at: usize) -> Option<(&[Line<'t>], bool)> {
        self.above(at).find_map(|item| match item {
            Item::Heading(heading) => Some((heading.lines.as_slice(), heading.weak)),
            _ => None,
        })
    }

    /// How well the end of a report and the beginning of a frame fit together.
    fn junction(&self, draft: &Draft, tail: &Frame<'_>, frame: &Frame<'_>) -> f32 {
        let (Some(last), Some(first)) = (tail.lines.last(), frame.lines.first()) else {
            return 0.0;
        };
        let mut score = match bracket(tail, frame) {
            Bracket::Closed => 3.0,
            Bracket::Stray => -3.0,
            Bracket::None => 0.0,
        };
        if is_closed(last.text) {
            if first.text.starts_with(never_first) {
                score -= 5.0;
            }
            return score;
        }
        if is_indented(frame) {
            score -= 1.5;
        }
        if first.text.starts_with(never_first) {
            score += 3.0;
        }
        if let Some(measure) = draft.measure
            && last.width + first_width(first.text) + SLACK + 2 < measure
        {
            score -= 2.0;
        }
        score
            + self
                .page
                .at_junction(last.text, first.text, usual(last, first))
            + 1.0
    }
}

/// The words that frames begin with.
pub(super) fn beginnings(items: &[Item<'_>]) -> Index {
    let mut index = Index::default();
    for (at, item) in items.iter().enumerate() {
        if let Item::Frame(frame) = item {
            for line in frame.lines.iter().take(LEAD_LINES) {
                index.add(at, line.text);
            }
        }
    }
    index
}

/// How often the end of a report and the first line of a frame meet on the page because the one follows
/// the other there.
fn usual(last: &Line<'_>, first: &Line<'_>) -> u32 {
    u32::from(last.number < first.number && first.number - last.number <= 3)
}

enum Bracket {
    /// The frame closes what the report left open.
    Closed,
    /// The frame closes what the report has not opened.
    Stray,
    None,
}

/// Looks at the first bracket of a frame that closes something, and at what its report left open.
fn bracket(tail: &Frame<'_>, frame: &Frame<'_>) -> Bracket {
    let mut depth = 0_i32;
    let mut first_close = None;
    for c in frame
        .lines
        .iter()
        .take(8)
        .flat_map(|line| line.text.chars())
    {
        if opens(c) {
            depth += 1;
        } else if closes(c) {
            depth -= 1;
            if depth < 0 {
                first_close = Some(c);
                break;
            }
        }
    }
    let start = tail.lines.len().saturating_sub(12);
    let mut open = Vec::new();
    for c in tail
        .lines
        .iter()
        .skip(start)
        .flat_map(|line| line.text.chars())
    {
        if opens(c) {
            open.push(c);
        } else if closes(c) {
            open.pop();
        }
    }
    match (open.last(), first_close) {
        (Some(&opened), Some(closed)) if same_kind(opened, closed) => Bracket::Closed,
        (None, Some(_)) => Bracket::Stray,
        _ => Bracket::None,
    }
}

fn same_kind(opened: char, closed: char) -> bool {
    [
        "“”", "‘’", "「」", "『』", "（）", "()", "《》", "〈〉", "【】",
    ]
    .iter()
    .any(|both| both.contains(opened) && both.contains(closed))
}

fn measures_fit(ours: Option<u32>, frame: &Frame<'_>) -> f32 {
    match (ours, frame.measure) {
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK => 2.5,
        (Some(a), Some(_)) if frame.entry.is_some_and(|entry| entry.abs_diff(a) <= SLACK) => 2.0,
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK + 3 => 0.0,
        (Some(_), Some(_)) => -4.0,
        (Some(a), None) if widest(&frame.lines).is_some_and(|width| width > a + SLACK) => -3.0,
        _ => 0.5,
    }
}

/// Whether the first line of a frame is that of a paragraph, two characters shorter than its column.
fn is_indented(frame: &Frame<'_>) -> bool {
    let [first, second, ..] = frame.lines.as_slice() else {
        return false;
    };
    let Some(measure) = frame.measure else {
        return false;
    };
    first.indent > second.indent + 1
        || (first.width + 3 <= measure
            && first.width + 5 >= measure
            && first.width + first_width(second.text) <= measure)
}
