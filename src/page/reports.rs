//! Puts frames together to reports: each frame begins a report, or continues the one it fits best.
//!
//! What speaks for a continuation: the same measure, a sentence, quotation or bracket that is open
//! where the report broke off, characters that stand side by side elsewhere on the page too, names
//! and places in common, and that nothing stands between. What speaks for a beginning: a lead form, a
//! headline above, and that the report before has ended.

use std::collections::HashSet;

use super::forms;
use super::frames::{Frame, INDENT, Item, SLACK, measure};
use super::line::{Line, closes, first_width, is_closed, never_first, opens};
use super::words::{Index, Pairs, pair, pairs};

/// A report on its way: its frames in order, by their places among the items.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Places of its frames among the page's items.
    pub(super) frames: Vec<usize>,
    /// Why it begins where it does, and how sure that is.
    pub(super) start: Start,
    /// How sure the least sure of its continuations is.
    pub(super) confidence: u8,
    ended: bool,
    measure: Option<u32>,
}

/// Why a report begins where it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    /// It is the first text of the page.
    #[default]
    First,
    /// It begins with a lead form.
    Lead,
    /// A headline stands above it.
    Heading,
    /// The report before has ended.
    Ended,
    /// It fits none of the reports that are open.
    Unfit,
}

/// How many reports back one may continue.
const OPEN: usize = 24;
/// What a frame must have in common with a report, beyond what a new one has for it.
const EVEN: f32 = 0.0;

/// Puts the frames of a page together.
pub(super) fn drafts(items: &[Item<'_>]) -> Vec<Draft> {
    let mut linker = Linker {
        items,
        drafts: Vec::new(),
        index: Index::default(),
        page: Neighbours::of(items),
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
    page: Neighbours,
    /// The draft that the frame before went to.
    last: Option<usize>,
}

impl<'t> Linker<'_, 't> {
    fn place(&mut self, at: usize, frame: &Frame<'t>) {
        let begins = frame.leads || self.drafts.is_empty();
        let found = if begins { None } else { self.best(at, frame) };
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

    fn begin(&mut self, at: usize, frame: &Frame<'_>) -> usize {
        let ended = self.last.and_then(|last| self.drafts.get(last)).is_some_and(|draft| draft.ended);
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
        self.drafts.push(Draft {
            start,
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
            draft.measure = frame.measure.or(draft.measure).or_else(|| widest(&frame.lines));
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
            if self.only_gap_between(tail_at, at) { 3.5 } else { 1.5 }
        } else {
            self.far(at, frame)
        };
        near + measures_fit(draft.measure, frame) + self.junction(draft, tail, frame)
    }

    /// What speaks against going back to a report that others stand after: where the extraction left
    /// no gap it followed the text.
    fn far(&self, at: usize, frame: &Frame<'t>) -> f32 {
        let above = at.checked_sub(1).and_then(|above| self.items.get(above));
        let gap = frame.lines.first().is_some_and(|line| line.gap)
            || matches!(above, Some(Item::Heading(heading)) if heading.lines.first().is_some_and(|line| line.gap));
        if gap { 0.0 } else { -3.0 }
    }

    /// What speaks for a new report at a frame.
    fn beginning(&self, at: usize, frame: &Frame<'t>) -> f32 {
        let mut score = 1.0;
        let ended = self.last.and_then(|last| self.drafts.get(last)).is_none_or(|draft| draft.ended);
        if ended {
            score += 2.0;
        }
        if let Some((heading, weak)) = self.heading_above(at) {
            score += if weak { 0.5 } else { 1.5 };
            score += self.common(heading, frame);
        }
        let first = frame.lines.first().map_or("", |line| line.text);
        if first.starts_with(never_first) {
            score -= 4.0;
        }
        score
    }

    /// What a headline has in common with the frame below it, up to 3.
    fn common(&self, heading: &[Line<'_>], frame: &Frame<'_>) -> f32 {
        let words: HashSet<u64> = heading.iter().flat_map(|line| pairs(line.text)).collect();
        let text = frame.lines.iter().take(20).flat_map(|line| pairs(line.text));
        let found: HashSet<u64> = text.filter(|pair| words.contains(pair)).collect();
        (6.0 * found.len() as f32 / words.len().max(4) as f32).min(3.0)
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

    /// The headline directly above a frame, a byline between them aside, and whether it is weak.
    fn heading_above(&self, at: usize) -> Option<(&[Line<'t>], bool)> {
        let above = self.items.get(..at)?.iter().rev();
        above
            .take_while(|item| !matches!(item, Item::Frame(_)))
            .find_map(|item| match item {
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
        score + self.page.at_junction(last.text, first.text) + 1.0
    }
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
    for c in frame.lines.iter().take(8).flat_map(|line| line.text.chars()) {
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
    for c in tail.lines.iter().skip(start).flat_map(|line| line.text.chars()) {
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
    ["“”", "‘’", "「」", "『』", "（）", "()", "《》", "〈〉", "【】"]
        .iter()
        .any(|both| both.contains(opened) && both.contains(closed))
}

fn measures_fit(ours: Option<u32>, frame: &Frame<'_>) -> f32 {
    match (ours, frame.measure) {
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK => 2.5,
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
        || (first.width + 3 <= measure && first.width + 5 >= measure && first.width + first_width(second.text) <= measure)
}

fn is_only_sign_off(frame: &Frame<'_>) -> bool {
    frame.ends && frame.lines.iter().all(|line| forms::is_sign_off(line.text) || line.text.starts_with('—') || line.text.chars().count() == 1)
}

fn widest(lines: &[Line<'_>]) -> Option<u32> {
    measure(lines).or_else(|| lines.iter().map(|line| line.width).max())
}

fn confidence(margin: f32) -> u8 {
    (50.0 + margin * 8.0).clamp(0.0, 100.0) as u8
}

/// Which characters stand side by side on the page.
struct Neighbours {
    two: Pairs<u32>,
    three: Pairs<u32>,
}

impl Neighbours {
    fn of(items: &[Item<'_>]) -> Self {
        let mut neighbours = Self {
            two: Pairs::default(),
            three: Pairs::default(),
        };
        for item in items {
            let Item::Frame(frame) = item else { continue };
            let (mut before, mut last) = ('\n', '\n');
            for c in frame.lines.iter().flat_map(|line| line.text.chars()) {
                if c.is_whitespace() {
                    continue;
                }
                *neighbours.two.entry(pair(last, c)).or_insert(0) += 1;
                *neighbours.three.entry(triple(before, last, c)).or_insert(0) += 1;
                (before, last) = (last, c);
            }
        }
        neighbours
    }

    /// How familiar two texts look where one ends and the other begins.
    fn at_junction(&self, before: &str, after: &str) -> f32 {
        let mut ending = before.chars().rev().filter(|c| !c.is_whitespace());
        let mut beginning = after.chars().filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (ending.next(), beginning.next()) else {
            return 0.0;
        };
        let mut score = 0.0;
        if self.two.contains_key(&pair(b, c)) {
            score += 1.0;
        }
        let left = ending.next().is_some_and(|a| self.three.contains_key(&triple(a, b, c)));
        let right = beginning.next().is_some_and(|d| self.three.contains_key(&triple(b, c, d)));
        score + if left { 1.5 } else { 0.0 } + if right { 1.5 } else { 0.0 }
    }
}

/// Three neighbouring characters as one key; a character has 21 bits.
fn triple(a: char, b: char, c: char) -> u64 {
    (u64::from(u32::from(a)) << 42) | (u64::from(u32::from(b)) << 21) | u64::from(u32::from(c))
}

/// Whether a paragraph's first line would be this much shorter is told by [`INDENT`].
const _: () = assert!(INDENT > SLACK);
