//! Puts frames together to reports: each frame begins a report, or continues the one it fits best.
//!
//! What speaks for a continuation: the same measure, a sentence, quotation or bracket that is open
//! where the report broke off, characters that stand side by side elsewhere on the page too, names
//! and places in common, and that nothing stands between. What speaks for a beginning: a lead form, a
//! headline above, and that the report before has ended.

mod brackets;
mod fit;
mod pairing;
mod piece;
mod rare_words;
mod reorder;
mod signs;

use self::fit::{OWN, all_signed, beginnings, may_begin};
use super::column::{SLACK, Style, measure};
use super::explanation::{Recognition, Start, percent};
use super::forms;
use super::frames::{Frame, Item, is_editors};
use super::line::{Line, has_stop};
use super::words::{self, Index, Neighbours, pairs};

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
    /// Whether its extent was known and not put together.
    known: bool,
    /// How sure the character recognition was of it.
    pub(super) recognition: Recognition,
}

impl Draft {
    /// A report below a head that is known to be its own, with how sure its extent is.
    pub(super) fn known(frames: Vec<usize>, confidence: u8) -> Self {
        Self {
            frames,
            start: Start::Heading,
            confidence,
            known: true,
            ..Self::default()
        }
    }

    /// Whether its extent was known and not put together.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }
}

/// How many reports back one may continue.
const OPEN: usize = 24;
/// The most lines that may stand between a headline and the first sentence.
const PREAMBLE: usize = 14;
/// What a frame must have in common with a report, beyond what a new one has for it.
const EVEN: f32 = 0.0;

/// Returns for each item of a page the report that it is a frame of.
pub(super) fn owners(items: &[Item<'_>], drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut owners = vec![None; items.len()];
    for (report, draft) in drafts.iter().enumerate() {
        for &at in &draft.frames {
            if let Some(owner) = owners.get_mut(at) {
                *owner = Some(report);
            }
        }
    }
    owners
}

/// Puts the frames of a page together.
pub(super) fn drafts(items: &[Item<'_>], page: &Neighbours, style: Style) -> Vec<Draft> {
    let mut linker = Linker {
        items,
        drafts: Vec::new(),
        index: Index::new(page),
        page,
        style,
        beginnings: beginnings(items, page),
        may_begin: may_begin(items),
        all_signed: all_signed(items),
        known: Vec::new(),
        last: None,
    };
    for (at, item) in items.iter().enumerate() {
        if let Item::Frame(frame) = item {
            linker.place(at, frame);
        }
    }
    match linker.reordered() {
        Some(chains) => linker.begin_again(&chains),
        None => linker.drafts,
    }
}

struct Linker<'i, 't> {
    items: &'i [Item<'t>],
    drafts: Vec<Draft>,
    index: Index<'i>,
    page: &'i Neighbours,
    style: Style,
    /// The words of the frames' first lines, by the frames' places.
    beginnings: Index<'i>,
    /// For each item whether a report may begin with it by what stands before it.
    may_begin: Vec<bool>,
    /// Whether reports here begin with a lead or a byline.
    all_signed: bool,
    /// For each frame whether the report is known that it goes on with.
    known: Vec<bool>,
    /// The draft that the frame before went to.
    last: Option<usize>,
}

impl<'t> Linker<'_, 't> {
    fn place(&mut self, at: usize, frame: &Frame<'t>) {
        let begins = frame.leads || self.drafts.is_empty();
        let known = self.preamble(at).or_else(|| self.introduced(at, frame));
        let known = known.or_else(|| self.composite(at, frame));
        self.known.push(known.is_some());
        let found = match known {
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
        let silent =
            frame.lines.len() <= PREAMBLE && !frame.lines.iter().any(|line| has_stop(line.text));
        let between = self.items.get(*only + 1..at).unwrap_or_default();
        let near = between.iter().all(|item| matches!(item, Item::Byline(_)));
        let headed = frame.leads || self.heading_above(*only).is_some();
        (near && silent && !frame.ends && headed).then_some(last)
    }

    /// The report that an editor has introduced: his signature stands directly above.
    fn introduced(&self, at: usize, frame: &Frame<'_>) -> Option<usize> {
        let last = self.last.filter(|_| !frame.leads)?;
        let above = self.drafts.get(last)?.frames.last()?;
        let signed = match self.items.get(*above)? {
            Item::Frame(frame) => frame.lines.last().is_some_and(|line| is_editors(line.text)),
            _ => false,
        };
        (signed && above + 1 == at).then_some(last)
    }

    /// The report whose second telegram a frame is: a lead directly below its text in its measure, that
    /// no headline is above or below, and that begins with words of the report's headline (综合).
    fn composite(&self, at: usize, frame: &Frame<'_>) -> Option<usize> {
        let last = self.last?;
        let draft = self.drafts.get(last)?;
        let first = draft.frames.first().copied()?;
        let adjacent = draft.frames.last().copied() == at.checked_sub(1);
        let headed_below = matches!(self.items.get(at + 1), Some(Item::Heading(_)));
        if !frame.leads || !draft.headed || draft.ended || !adjacent || headed_below {
            return None;
        }
        let one_measure = draft.measure?.abs_diff(frame.measure?) <= SLACK;
        let (heading, _) = self.heading_above(first)?;
        (one_measure && self.affinity(heading, at) >= OWN).then_some(last)
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
            confidence,
            headed,
            ..Draft::default()
        });
        self.drafts.len() - 1
    }

    fn add(&mut self, target: usize, at: usize, frame: &Frame<'_>) {
        for line in frame.lines {
            self.index.add(target, line.text);
        }
        if let Some(draft) = self.drafts.get_mut(target) {
            draft.frames.push(at);
            draft.ended |= frame.ends;
            draft.measure = frame
                .measure
                .or(draft.measure)
                .or_else(|| widest(frame.lines));
        }
        self.last = Some(target);
    }

    /// Finds the report that a frame continues, and by how much it beats a beginning; `None` where
    /// the frame begins a report.
    fn best(&self, at: usize, frame: &Frame<'t>) -> Option<(usize, f32)> {
        let mut shared = std::collections::BTreeMap::new();
        let mut pair_count = 0;
        for line in frame.lines.iter().take(40) {
            pair_count += pairs(line.text).count();
            for (owner, weight) in self.index.shared(line.text) {
                *shared.entry(owner).or_insert(0.0) += weight;
            }
        }
        let scale = words::weight(pair_count.max(12)).sqrt();
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
    percent(50.0 + margin * 8.0)
}

#[cfg(test)]
mod tests {
    use super::super::{Hints, Sheet, read};
    use crate::article::Article;

    /// Returns the reports of a page.
    pub(super) fn reports(text: &str) -> Vec<Article> {
        let sheet = Sheet {
            text: text.to_owned(),
            first: 1,
        };
        let page = read(&sheet, "a.txt", &Hints::default(), |_| String::new()).unwrap();
        let reports = page.reports.into_iter();
        reports.map(|found| found.article).collect()
    }
}
