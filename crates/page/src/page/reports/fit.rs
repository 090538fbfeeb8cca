//! Weighs what speaks for and against two pieces of columns being one report's.
//!
//! The weights are points: two are a strong sign, one a weak one. They were set by hand, and held to
//! pages of many settings.

use super::super::column::{INDENT, SLACK, Style};
use super::super::frames::{Frame, Item, is_phrased};
use super::super::headlines::LONGEST_SUBHEAD;
use super::super::line::{Line, first_width, is_closed, never_first};
use super::super::words::{Index, Neighbours, meet_in_word, pairs, weight};
use super::brackets::{Bracket, bracket};
use super::{Draft, Linker, OPEN, widest};

/// How many of a frame's first lines tell what it is about.
const LEAD_LINES: usize = 14;

/// The columns of newspapers' pages are narrower, in half ems.
const WIDE: u32 = 44;

/// A headline that has so much in common with a report's first lines is its own.
pub(super) const OWN: f32 = 0.25;

impl<'t> Linker<'_, 't> {
    /// How well a frame continues a report.
    pub(super) fn fit(&self, index: usize, draft: &Draft, at: usize, frame: &Frame<'t>) -> f32 {
        let Some((tail_at, tail)) = self.tail(draft) else {
            return f32::MIN;
        };
        let near = if self.last == Some(index) {
            let near = if tail_at + 1 == at { 3.5 } else { 1.5 };
            near - self.waiting(index, tail, frame)
        } else {
            self.far(draft, at, frame)
        };
        near + self.closing(draft, at)
            + measures_fit(draft.measure, frame)
            + self.junction(draft, tail, frame)
    }

    /// What speaks against going on with the report above a gap: another one was broken off before it,
    /// in the same measure, and the rest of that must stand somewhere. The more so where the report
    /// above may have ended.
    fn waiting(&self, index: usize, tail: &Frame<'_>, frame: &Frame<'_>) -> f32 {
        if !frame.lines.first().is_some_and(|line| line.gap) {
            return 0.0;
        }
        let others = self.drafts.iter().enumerate().rev().take(OPEN);
        let ends = others
            .filter(|&(other, draft)| other != index && !draft.ended)
            .filter(|(_, draft)| measures_fit(draft.measure, frame) > 0.0)
            .filter_map(|(_, draft)| self.tail(draft))
            .map(|(_, tail)| End::of(tail));
        let most = ends.max().unwrap_or(End::Done);
        match (End::of(tail), most) {
            (_, End::Done) | (End::Broken, End::Full) => 0.0,
            (End::Full, End::Full) => 0.5,
            (End::Done, End::Full) => 1.5,
            (End::Broken, End::Broken) => 2.5,
            (_, End::Broken) => 4.0,
        }
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
            (true, Some((_, tail))) if End::of(tail) == End::Broken => 1.0,
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
            let promise = self.promise(heading, at);
            score += promise - if weak { 1.0 } else { 0.0 };
            let stands_over = self.stands_over(heading, frame);
            if stands_over || (promise > 0.0 && self.is_wider(heading, frame)) {
                score += 2.5;
            } else if !ended && self.is_between_paragraphs(heading, at, frame) {
                score -= if self.all_signed { 4.0 } else { 2.0 };
            }
        }
        if self.above(at).any(|item| matches!(item, Item::Byline(_))) {
            score += 3.5;
        }
        let first = frame.lines.first().map_or("", |line| line.text);
        if first.starts_with(never_first) {
            score -= 4.0;
        }
        if self.is_within_paragraph(frame) {
            score -= 4.0;
        }
        score
    }

    /// Whether a frame begins in the middle of a paragraph: where paragraphs begin with an indent, it has
    /// none.
    fn is_within_paragraph(&self, frame: &Frame<'_>) -> bool {
        let (Some(first), Some(measure)) = (frame.lines.first(), frame.measure) else {
            return false;
        };
        match self.style {
            Style::Spaces => first.indent < INDENT - 1,
            Style::Indents => first.width > measure.saturating_sub(INDENT) + 2,
            Style::Flush | Style::Unknown => false,
        }
    }

    /// Whether a heading stands behind a blank line below a report that has come to an end, in a column
    /// as wide as a sheet: between the paragraphs of such there is none.
    fn stands_over(&self, heading: &[Line<'_>], frame: &Frame<'_>) -> bool {
        let gap = heading.first().is_some_and(|line| line.gap);
        let draft = self.last.and_then(|last| self.drafts.get(last));
        let tail = draft.and_then(|draft| self.tail(draft));
        let ended = tail.is_some_and(|(_, tail)| End::of(tail) == End::Done);
        gap && ended && frame.measure.is_some_and(|measure| measure >= WIDE)
    }

    /// Whether a heading below a report that has come to an end is wider than the column that goes on below it, or has
    /// phrases with spaces between them or many lines, as none between paragraphs has.
    fn is_wider(&self, heading: &[Line<'_>], frame: &Frame<'_>) -> bool {
        let draft = self.last.and_then(|last| self.drafts.get(last));
        let tail = draft.and_then(|draft| self.tail(draft));
        let ended = tail.is_some_and(|(_, tail)| End::of(tail) == End::Done);
        let wide = |line: &Line<'_>| {
            frame
                .measure
                .is_some_and(|measure| line.width > measure + SLACK)
        };
        let many = heading.len() > 2 && heading.first().is_some_and(|line| !line.gap);
        ended
            && (many
                || heading
                    .iter()
                    .any(|line| wide(line) || is_phrased(line.text)))
    }

    /// Whether a heading is set as those between paragraphs (小标题) are: one short line within the
    /// column that goes on below it, and nothing that a report begins with.
    fn is_between_paragraphs(&self, heading: &[Line<'_>], at: usize, frame: &Frame<'_>) -> bool {
        let [line] = heading else {
            return false;
        };
        let Some(draft) = self.last.and_then(|last| self.drafts.get(last)) else {
            return false;
        };
        let directly = at.checked_sub(2) == draft.frames.last().copied();
        let (Some(above), Some(below)) = (draft.measure, frame.measure) else {
            return false;
        };
        // A paragraph of few lines tells no more of the measure than that it is no less.
        let few = self
            .tail(draft)
            .is_some_and(|(_, tail)| tail.measure.is_none());
        directly
            && !frame.leads
            && !is_phrased(line.text)
            && (above.abs_diff(below) <= SLACK || (few && above < below))
            && line.width <= below.min(LONGEST_SUBHEAD)
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
        self.may_begin.get(at).copied().unwrap_or_default()
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
    pub(super) fn heading_above(&self, at: usize) -> Option<(&'t [Line<'t>], bool)> {
        self.above(at).find_map(|item| match item {
            Item::Heading(heading) => Some((heading.lines, heading.weak)),
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
            if End::of(tail) == End::Done && self.is_within_paragraph(frame) {
                score -= 2.5;
            }
            return score;
        }
        if is_indented(frame) {
            score -= match self.style {
                Style::Spaces | Style::Indents => 3.0,
                Style::Unknown => 1.5,
                Style::Flush => 0.0,
            };
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
            + match meet_in_word(last.text, first.text) {
                Some(true) => 3.0,
                Some(false) => 0.2,
                None => 1.0,
            }
    }
}

/// Whether reports of the page begin with a lead or a byline below their headlines: then what has none
/// begins no report.
pub(super) fn all_signed(items: &[Item<'_>]) -> bool {
    let (mut signed, mut bare) = (0_usize, 0_usize);
    for pair in items.windows(2) {
        match pair {
            [Item::Heading(_), Item::Byline(_)] => signed += 1,
            [Item::Heading(_), Item::Frame(frame)] if frame.leads => signed += 1,
            [Item::Heading(heading), Item::Frame(frame)] => {
                let wide = |line: &Line<'_>| frame.measure.is_some_and(|m| line.width > m);
                bare += usize::from(heading.lines.len() > 1 || heading.lines.iter().any(wide));
            }
            _ => {}
        }
    }
    signed >= 2 && signed > 3 * bare
}

/// How much a frame's end says that its report goes on elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// A paragraph ends with it.
    Done,
    /// A sentence ends with its last line, which is full.
    Full,
    /// A sentence breaks off, in a full line.
    Broken,
}

impl End {
    fn of(frame: &Frame<'_>) -> Self {
        let full = |line: &Line<'_>| frame.measure.is_some_and(|m| line.width + SLACK >= m);
        match frame.lines.last().filter(|line| full(line)) {
            Some(line) if is_closed(line.text) => Self::Full,
            Some(_) => Self::Broken,
            None => Self::Done,
        }
    }
}

/// Returns of each item whether it is a frame that a report may begin with by what stands before it: a
/// lead, or the end of another.
pub(super) fn may_begin(items: &[Item<'_>]) -> Vec<bool> {
    let mut ended = true;
    let each = items.iter().map(|item| match item {
        Item::Frame(frame) => std::mem::replace(&mut ended, frame.ends) || frame.leads,
        _ => false,
    });
    each.collect()
}

/// The words that frames begin with.
pub(super) fn beginnings<'p>(items: &[Item<'_>], page: &'p Neighbours) -> Index<'p> {
    let mut index = Index::new(page);
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
fn usual(last: &Line<'_>, first: &Line<'_>) -> usize {
    usize::from(last.number < first.number && first.number - last.number <= 3)
}

fn measures_fit(ours: Option<u32>, frame: &Frame<'_>) -> f32 {
    match (ours, frame.measure) {
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK => 2.5,
        (Some(a), Some(_)) if frame.entry.is_some_and(|entry| entry.abs_diff(a) <= SLACK) => 2.0,
        (Some(a), Some(b)) if a.abs_diff(b) <= SLACK + 3 => 0.0,
        (Some(_), Some(_)) => -4.0,
        (Some(a), None) if widest(frame.lines).is_some_and(|width| width > a + SLACK) => -3.0,
        _ => 0.5,
    }
}

/// Whether the first line of a frame is that of a paragraph, two characters shorter than its column.
fn is_indented(frame: &Frame<'_>) -> bool {
    let [first, second, ..] = frame.lines else {
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

#[cfg(test)]
mod tests {
    use super::super::tests::reports;
    use crate::article::Block;

    #[test]
    fn a_short_heading_within_a_column_stands_between_paragraphs() {
        let text = "青山水库今天开闸放水\n本报讯（记者李明）青山水库今天\n上午开闸放水，下游三个县的稻田\n将得到灌溉。\n水价不变\n水务局说，今年的水价同去年一样\n，每亩地收十二元，先放水后收钱\n，欠收的人家可以缓交。\n\n植物园梅花迎客\n本报讯（记者王芳）植物园的梅花\n昨天开了，游人从各地赶来，园里\n加开了两个入口。\n";
        let reports = reports(text);
        assert_eq!(reports.len(), 2, "{reports:?}");
        let subhead = Block::Subhead {
            subhead: "水价不变".to_owned(),
        };
        assert!(reports[0].body.contains(&subhead));
    }

    #[test]
    fn a_headline_of_phrases_below_an_end_begins_a_report() {
        let text = "青山水库今天开闸放水\n青山水库今天上午开闸放水，下游\n三个县的稻田将得到灌溉，农民在\n渠边等着水流过来。\n水务局说，今年的水价同去年一样\n，每亩地收十二元。\n年年放水 稻田喜人\n稻田里的农民说，水来得正是时候\n，水库的人说，还要再放十天，水\n费以后再收。\n";
        assert_eq!(reports(text).len(), 2);
    }

    #[test]
    fn what_came_from_another_page_begins_a_report() {
        let text = "青山水库今天开闸放水\n本报讯（记者李明）青山水库今天\n上午开闸放水，下游三个县的稻田\n将得到灌溉，农民在渠边等着第一\n股水流过来。\n植物园梅花迎客\n（上接第一版）\n游人从各地赶来，园里加开了两个\n入口，梅花要开到月底，花匠说今\n年开得早。\n";
        let reports = reports(&format!(
            "{text}大桥明日合龙\n本报讯（记者王芳）大桥的最后一段\n明天合龙，工程师说，要看天气。\n"
        ));
        assert_eq!(reports.len(), 3, "{reports:?}");
        assert_eq!(reports[1].title.as_deref(), Some("植物园梅花迎客"));
    }

    #[test]
    fn what_follows_a_gap_goes_on_with_the_report_that_was_broken_off() {
        let text = "青山水库今天开闸放水\n本报讯（记者李明）青山水库今天\n上午开闸放水，下游三个县的稻田\n将得到灌溉，农民在渠边等着第一\n\n植物园梅花迎客\n本报讯（记者王芳）植物园的梅花\n昨天开了，游人从各地赶来，园里\n加开了两个入口。\n\n股水流过来，有人放起了鞭炮，有\n人把手伸进水里，说比去年早了整\n整十天。\n";
        let reports = reports(text);
        assert_eq!(reports.len(), 2, "{reports:?}");
        assert!(reports[0].body[0].text().ends_with("整整十天。"));
        assert!(reports[1].body[0].text().ends_with("两个入口。"));
    }

    #[test]
    fn a_frame_without_an_indent_goes_on_below_a_headline() {
        let text = "　　本报讯（记者李明）青山水库今\n天上午开闸放水，下游三个县的稻\n田将得到灌溉。\n　　水务局说，今年水价不变，先放\n水后收钱，欠收的人家可以缓交到\n\n大桥明日合龙\n全长三千米\n\n明年春天再说，老人们听了都笑着\n点头，年轻人却说还是早些还清才\n睡得着觉。\n　　放水将持续二十天，到月底才\n会关上闸门。\n";
        let reports = reports(text);
        assert_eq!(reports.len(), 1, "{reports:?}");
    }
}
