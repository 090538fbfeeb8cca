//! Puts frames together to reports: each frame begins a report, or continues the one it fits best.
//!
//! What speaks for a continuation: the same measure, a sentence, quotation or bracket that is open
//! where the report broke off, characters that stand side by side elsewhere on the page too, names
//! and places in common, and that nothing stands between. What speaks for a beginning: a lead form, a
//! headline above, and that the report before has ended.

use super::forms;
use super::frames::{Frame, Item, SLACK, measure};
use super::line::{Line, closes, first_width, is_closed, never_first, opens};
use super::why::Start;
use super::words::{Index, Neighbours, pairs};

/// A report on its way: its frames in order, by their places among the items.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Places of its frames among the page's items.
    pub(super) frames: Vec<usize>,
    /// Why it begins where it does, and how sure that is.
    pub(super) start: Start,
    /// How sure the least sure of its continuations is.
    pub(super) confidence: u8,
    /// Whether a mark ends it.
    pub(super) ended: bool,
    measure: Option<u32>,
    /// Whether a headline above it is its own.
    headed: bool,
}

/// How many of a frame's first lines tell what it is about.
const LEAD_LINES: usize = 14;
/// A headline that has so much in common with a report's first lines is its own.
const OWN: f32 = 0.25;
/// How many reports back one may continue.
const OPEN: usize = 24;
/// The most lines that may stand between a headline and the first sentence.
const PREAMBLE: usize = 14;
/// What a frame must have in common with a report, beyond what a new one has for it.
const EVEN: f32 = 0.0;

/// Puts the frames of a page together.
pub(super) fn drafts(items: &[Item<'_>], page: &Neighbours) -> Vec<Draft> {
    let mut linker = Linker {
        items,
        drafts: Vec::new(),
        index: Index::default(),
        page,
        beginnings: beginnings(items),
        last: None,
    };
    for (at, item) in items.iter().enumerate() {
        if let Item::Frame(frame) = item {
            linker.place(at, frame);
        }
    }
    linker.drafts
}

struct Linker<'i, 't> {
    items: &'i [Item<'t>],
    drafts: Vec<Draft>,
    index: Index,
    page: &'i Neighbours,
    /// The words of the frames' first lines, by the frames' places.
    beginnings: Index,
    /// The draft that the frame before went to.
    last: Option<usize>,
}

impl<'t> Linker<'_, 't> {
    fn place(&mut self, at: usize, frame: &Frame<'t>) {
        let begins = frame.leads || self.drafts.is_empty();
        let found = match self.preamble(at) {
            Some(last) => Some((last, 2.0)),
            None if begins => None,
            None => self.best(at, frame),
        };
        let target = match found {
            Some((draft, margin)) => {
                if let Some(draft) = self.drafts.get_mut(draft) {
                    draft.confidence = draft.confidence.min(confidence(margin));
                }
                draft
            }
            None => self.begin(at, frame),
        };
        self.add(target, at, frame);
    }

    /// The report that the frame before has begun, if there is no sentence in it yet: a day, a source,
    /// the names of those who made it.
    fn preamble(&self, at: usize) -> Option<usize> {
        let last = self.last?;
        let draft = self.drafts.get(last)?;
        let [only] = draft.frames.as_slice() else {
            return None;
        };
        let Some(Item::Frame(frame)) = self.items.get(*only) else {
            return None;
        };
        let silent = frame.lines.len() <= PREAMBLE
            && !frame.lines.iter().any(|line| line.text.contains('。'));
        let between = self.items.get(*only + 1..at).unwrap_or_default();
        let near = between.iter().all(|item| matches!(item, Item::Byline(_)));
        let headed = frame.leads || self.heading_above(*only).is_some();
        (near && silent && !frame.ends && headed).then_some(last)
    }

    fn begin(&mut self, at: usize, frame: &Frame<'_>) -> usize {
        let ended = self
            .last
            .and_then(|last| self.drafts.get(last))
            .is_some_and(|draft| draft.ended);
        let start = if frame.leads {
            Start::Lead
        } else if self.drafts.is_empty() {
            Start::First
        } else if self.heading_above(at).is_some() {
            Start::Heading
        } else if ended {
            Start::Ended
        } else {
            Start::Unfit
        };
        let confidence = match start {
            Start::Lead | Start::First => 100,
            Start::Heading | Start::Ended => 80,
            Start::Unfit => 50,
        };
        let headed = self
            .heading_above(at)
            .is_some_and(|(heading, _)| self.affinity(heading, at) >= OWN);
        self.drafts.push(Draft {
            start,
            headed,
            confidence,
            ..Draft::default()
        });
        self.drafts.len() - 1
    }

    fn add(&mut self, target: usize, at: usize, frame: &Frame<'_>) {
        for line in &frame.lines {
            self.index.add(target, line.text);
        }
        if let Some(draft) = self.drafts.get_mut(target) {
            draft.frames.push(at);
            draft.ended |= frame.ends;
            draft.measure = frame
                .measure
                .or(draft.measure)
                .or_else(|| widest(&frame.lines));
        }
        self.last = Some(target);
    }

    /// Finds the report that a frame continues, and by how much it beats a beginning; `None` where
    /// the frame begins a report.
    fn best(&self, at: usize, frame: &Frame<'t>) -> Option<(usize, f32)> {
        let mut shared = std::collections::HashMap::new();
        let mut pair_count = 0;
        for line in frame.lines.iter().take(40) {
            pair_count += pairs(line.text).count();
            for (owner, weight) in self.index.shared(line.text) {
                *shared.entry(owner).or_insert(0.0) += weight;
            }
        }
        let scale = (pair_count.max(12) as f32).sqrt();
        let cohesion = |draft: usize| (shared.get(&draft).copied().unwrap_or(0.0) / scale).min(3.0);
        let first = self.drafts.len().saturating_sub(OPEN);
        let best = self
            .drafts
            .iter()
            .enumerate()
            .skip(first)
            .filter(|(_, draft)| !draft.ended || is_only_sign_off(frame))
            .map(|(index, draft)| (index, self.fit(index, draft, at, frame) + cohesion(index)))
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let margin = best.1 - self.beginning(at, frame);
        (margin > EVEN).then_some((best.0, margin))
    }

    /// How well a frame continues a report.
    fn fit(&self, index: usize, draft: &Draft, at: usize, frame: &Frame<'t>) -> f32 {
        let Some((tail_at, tail)) = self.tail(draft) else {
            return f32::MIN;
        };
        let near = if self.last == Some(index) {
            if self.only_gap_between(tail_at, at) {
                3.5
            } else {
                1.5
            }
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
    fn beginning(&self, at: usize, frame: &Frame<'t>) -> f32 {
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
            score += self.promise(heading, at, frame) - if weak { 1.0 } else { 0.0 };
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
    fn affinity(&self, heading: &[Line<'_>], at: usize) -> f32 {
        heading
            .iter()
            .map(|line| {
                let size = pairs(line.text).count().max(4) as f32;
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
    fn promise(&self, heading: &[Line<'_>], at: usize, _frame: &Frame<'_>) -> f32 {
        let mut best = 2.5_f32;
        for line in heading {
            let size = pairs(line.text).count().max(4) as f32;
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

    /// How often the end of a report and the first line of a frame meet on the page because the one
    /// follows the other there.
    fn usual(&self, draft: &Draft, last: &Line<'_>, first: &Line<'_>) -> u32 {
        let _ = draft;
        u32::from(last.number < first.number && first.number - last.number <= 3)
    }

    fn tail(&self, draft: &Draft) -> Option<(usize, &Frame<'t>)> {
        let at = *draft.frames.last()?;
        match self.items.get(at)? {
            Item::Frame(frame) => Some((at, frame)),
            _ => None,
        }
    }

    fn only_gap_between(&self, before: usize, after: usize) -> bool {
        after == before + 1
    }

    /// What stands between a frame and the one before it, from below.
    fn above(&self, at: usize) -> impl Iterator<Item = &Item<'t>> {
        let above = self.items.get(..at).unwrap_or_default().iter().rev();
        above.take_while(|item| !matches!(item, Item::Frame(_)))
    }

    /// The headline directly above a frame, a byline between them aside, and whether it is weak.
    fn heading_above(&self, at: usize) -> Option<(&[Line<'t>], bool)> {
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
                .at_junction(last.text, first.text, self.usual(draft, last, first))
            + 1.0
    }
}

/// The words that frames begin with.
fn beginnings(items: &[Item<'_>]) -> Index {
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

fn is_only_sign_off(frame: &Frame<'_>) -> bool {
    frame.ends
        && frame.lines.iter().all(|line| {
            forms::is_sign_off(line.text)
                || line.text.starts_with('—')
                || line.text.chars().count() == 1
        })
}

fn widest(lines: &[Line<'_>]) -> Option<u32> {
    measure(lines).or_else(|| lines.iter().map(|line| line.width).max())
}

fn confidence(margin: f32) -> u8 {
    (50.0 + margin * 8.0).clamp(0.0, 100.0) as u8
}
