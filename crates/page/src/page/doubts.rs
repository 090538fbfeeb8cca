//! Which fields of a report a person should look at.
//!
//! What was put together from raw text may be wrong without a sign at the place itself: a column of another report
//! reads well, a line of text looks like a headline. But pages differ. Where the pieces of one report fit badly,
//! those of its neighbours are seldom right. So signs are weighed together, those of the page among them. The
//! weights are those of a logistic regression over pages of many settings, rounded: above zero a field is more
//! likely wrong than right.

use super::captions::has_credit;
use super::explanation::Why;
use super::forms;
use super::frames::{Item, gaps_part_paragraphs};
use super::headlines::Head;
use super::line::{has_comma, has_stop, is_closed};
use super::paragraphs::{Part, Parts};
use super::reports::Draft;
use super::words::{PairSet, pairs, weight};
use crate::article::Block;

/// Below this a decision is marked for a person to look at.
const SURE: u8 = 60;
/// Below this it is not sure, though it need not be looked at for itself.
const RATHER_SURE: u8 = 80;
/// What is shorter tells nothing of its page, in half ems.
const TELLING: u32 = 120;
/// A report has more characters, and more lines.
const SHORT: usize = 60;
const FEW_LINES: usize = 5;
/// The beginning of a report, in characters.
const LEAD: usize = 200;
/// Headlines that are shorter than most, much shorter, or longer, in characters.
const SHORT_TITLE: usize = 11;
const SHORTEST_TITLE: usize = 8;
const LONG_TITLE: usize = 30;
/// A report of fewer pieces may have no headline.
const FEWEST_PIECES: usize = 3;
/// Reports of more pieces are seldom right.
const MANY_PIECES: usize = 8;
/// So many headings between paragraphs, and paragraphs that break off, count.
const MOST_SUBHEADS: usize = 4;
const MOST_OPEN: usize = 3;
/// A paragraph that is shorter may be a verse, in characters.
const PARAGRAPH: usize = 15;
/// A page of fewer lines tells nothing of its reports.
const FEWEST_LINES: usize = 40;
/// So many items between a headline and its report are few.
const NEAR: usize = 3;

/// What speaks for the fields of a report being wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    body: f32,
    title: f32,
}

/// Of which a report's signs are weighed.
pub(super) struct Judged<'a> {
    pub(super) why: &'a Why,
    pub(super) body: &'a [Block],
    pub(super) title: Option<&'a str>,
    /// Whether text of paragraphs breaks off within a sentence where others follow.
    pub(super) breaks_off: bool,
    /// Whether its headline stands directly above it.
    pub(super) is_below_title: bool,
    pub(super) lines: usize,
}

/// A sign, and what it says of the body and of the headline.
type Sign = (bool, f32, f32);

impl Signs {
    /// Weighs the signs of a report on a page.
    pub(super) fn of(report: &Judged<'_>, page: PageSigns) -> Self {
        let (why, headline) = (report.why, report.why.headline);
        let texts = || report.body.iter().map(Block::text);
        let length: usize = texts().map(printed).sum();
        let letters = report.title.map(printed);
        let is_letters = |is: fn(usize) -> bool| letters.is_some_and(is);
        let signs: [Sign; 15] = [
            (report.is_below_title, -0.5, -0.5),
            (report.breaks_off, 0.4, 0.0),
            (why.extent >= 100, -0.6, -0.6),
            (why.extent < RATHER_SURE, 0.4, -0.3),
            (report.title.is_none(), 0.5, 3.2),
            (headline.is_some_and(|sure| sure >= 100), -0.5, -0.6),
            (headline.is_some_and(|sure| sure < RATHER_SURE), 0.5, 0.8),
            (why.rival.is_some(), 0.6, 0.6),
            (why.pieces > MANY_PIECES, 1.5, 0.5),
            (report.lines < FEW_LINES, 2.4, 2.3),
            (length < SHORT, 2.1, 1.5),
            (is_letters(|letters| letters < SHORT_TITLE), 0.6, 2.1),
            (is_letters(|letters| letters < SHORTEST_TITLE), -0.4, 1.2),
            (is_letters(|letters| letters > LONG_TITLE), 0.3, 1.8),
            (page.is_well_headed(), -1.5, -1.5),
        ];
        let subheads = report
            .body
            .iter()
            .filter(|block| matches!(block, Block::Subhead { .. }));
        let subheads = of_most(subheads.count(), MOST_SUBHEADS);
        let open = of_most(open_paragraphs(report.body), MOST_OPEN);
        let text: String = texts().collect();
        let all = share(report.title.unwrap_or_default(), &text);
        let lead: String = text.chars().take(LEAD).collect();
        let lead = share(report.title.unwrap_or_default(), &lead);
        let mut signs_of = Self {
            body: 1.5 + 0.6 * subheads + 0.7 * open - 0.7 * all + 0.2 * lead,
            title: 1.2 + 1.1 * subheads + 0.9 * open - 1.8 * all + 0.4 * lead,
        };
        signs_of.body += -1.4 * page.fitting + 0.4 * page.small - 0.2 * page.told;
        signs_of.title += -0.9 * page.fitting + 0.2 * page.small + 0.5 * page.told;
        for (_, body, title) in signs.into_iter().filter(|(is, ..)| *is) {
            signs_of.body += body;
            signs_of.title += title;
        }
        signs_of
    }
}

/// How many characters of a text are printed.
fn printed(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A count as a share of the most that counts.
fn of_most(count: usize, most: usize) -> f32 {
    weight(count.min(most)) / weight(most)
}

/// How much of a headline's words a text has.
fn share(title: &str, text: &str) -> f32 {
    let words: PairSet = pairs(title).collect();
    let others: PairSet = pairs(text).collect();
    weight(words.intersection(&others).count()) / weight(words.len().max(4))
}

/// How many paragraphs break off that others follow.
fn open_paragraphs(body: &[Block]) -> usize {
    let within = body.split_last().map_or(body, |(_, within)| within);
    let is_open = |block: &&Block| {
        let text = block.text();
        let is_text = !matches!(block, Block::Subhead { .. });
        is_text && printed(text) >= PARAGRAPH && !is_closed(text)
    };
    within.iter().filter(is_open).count()
}

/// What the reports of a page say of one another: where the headlines of most fit, most is right.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PageSigns {
    /// The share of reports whose headline surely is theirs.
    fitting: f32,
    /// How much of its headline's words a report's beginning has, in the mean.
    told: f32,
    /// The share of reports that are bits of text.
    small: f32,
}

impl PageSigns {
    /// Of a page of one report, which can be mixed up with no other.
    const ALONE: Self = Self {
        fitting: 1.0,
        told: 0.6,
        small: 0.0,
    };

    /// Looks at the reports of a page and their headlines; `None` where they stand below one another with gaps between
    /// their paragraphs, and nothing was put together from columns, and where there is too little to tell by.
    pub(super) fn of(items: &[Item<'_>], drafts: &[Draft], heads: &[Head]) -> Option<Self> {
        let mut page = Self::default();
        let lines: usize = items.iter().map(|item| item.lines().len()).sum();
        if lines < FEWEST_LINES || gaps_part_paragraphs(items) {
            return None;
        }
        if drafts.len() == 1 {
            return Some(Self::ALONE);
        }
        let (mut all, mut telling) = (0.0_f32, 0.0_f32);
        for (draft, head) in drafts.iter().zip(heads) {
            let lines = draft
                .frames
                .iter()
                .filter_map(|&at| items.get(at))
                .flat_map(Item::lines);
            let chars = || {
                lines
                    .clone()
                    .flat_map(|line| line.text.chars())
                    .filter(|c| !c.is_whitespace())
            };
            all += 1.0;
            if chars().take(SHORT).count() < SHORT {
                page.small += 1.0;
                continue;
            }
            telling += 1.0;
            let title = head.title.map(|title| title.text(items));
            page.fitting += f32::from(u8::from(title.is_some() && head.confidence >= 100));
            let lead: String = chars().take(LEAD).collect();
            page.told += share(title.as_deref().unwrap_or_default(), &lead);
        }
        page.small /= all.max(1.0);
        page.fitting /= telling.max(1.0);
        page.told /= telling.max(1.0);
        Some(page)
    }

    /// Whether nearly all headlines fit, and say what the reports below them say.
    fn is_well_headed(self) -> bool {
        self.fitting * self.told > 0.5
    }
}

/// Whether a headline stands directly above a report.
pub(super) fn is_below(draft: &Draft, head: &Head) -> bool {
    let first = draft.frames.first().copied();
    let title = head.title.map(|title| title.item);
    let places = title.zip(first);
    places.is_some_and(|(title, first)| title < first && first - title <= NEAR)
}

/// Returns the share of a page's reports whose extent is not sure; bits of text do not count.
pub(super) fn unsure(items: &[Item<'_>], drafts: &[Draft]) -> f32 {
    let width = |draft: &&Draft| {
        let frames = draft.frames.iter().filter_map(|&at| items.get(at));
        let widths = frames.flat_map(|item| match item {
            Item::Frame(frame) => frame.lines,
            _ => &[],
        });
        widths.map(|line| line.width).sum::<u32>()
    };
    let (mut all, mut unsure) = (0.0_f32, 0.0_f32);
    for draft in drafts.iter().filter(|draft| width(draft) >= TELLING) {
        all += 1.0;
        unsure += f32::from(u8::from(draft.confidence < RATHER_SURE));
    }
    unsure / all.max(1.0)
}

/// Whether a paragraph that others follow breaks off within a sentence: what follows is another report's, or its rest
/// stands elsewhere.
pub(super) fn breaks_off(parts: &Parts<'_>) -> bool {
    /// A shorter paragraph is a verse or a line of a list, in half ems.
    const SHORTEST: u32 = 30;
    let is_open = |part: &Part<'_, '_>, next: &Part<'_, '_>| {
        let last = part.lines.last().map_or("", |line| line.text);
        let width: u32 = part.lines.iter().map(|line| line.width).sum();
        let is_ended =
            is_closed(last) || last.ends_with(['：', ':', '；', '）', ')', '】', '电', '電']);
        // An address, a telephone number, a day.
        let is_ended = is_ended || last.ends_with(|c: char| c.is_ascii()) || has_credit(last);
        let is_prose = part
            .lines
            .iter()
            .any(|line| has_comma(line.text) || has_stop(line.text));
        // What stands above a lead may be a headline that is said again.
        let above_lead = next
            .lines
            .first()
            .is_some_and(|line| forms::lead(line.text).is_some());
        !part.subhead && width >= SHORTEST && !is_ended && is_prose && !above_lead
    };
    let following = parts.iter().skip(1);
    parts
        .iter()
        .zip(following)
        .any(|(part, next)| is_open(&part, &next))
}

/// Returns the fields that a person should look at.
pub(super) fn fields(why: &Why, signs: Option<Signs>, breaks_off: bool) -> Vec<String> {
    let read = why.recognition;
    let (body, title) = match signs {
        Some(signs) => (signs.body > 0.0, signs.title > 0.0),
        None => (
            why.extent < SURE || breaks_off,
            why.headline.is_some_and(|sure| sure < SURE),
        ),
    };
    let title = title
        || match why.headline {
            Some(_) => read.doubts_title(),
            // A report of some length has a headline: of a scan's it was not found.
            None => read.body.is_some() && why.pieces >= FEWEST_PIECES,
        };
    [("body", body || read.doubts_body()), ("title", title)]
        .into_iter()
        .filter(|(_, doubtful)| *doubtful)
        .map(|(field, _)| field.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::explanation::{Recognition, Start};
    use super::*;

    fn why(extent: u8, pieces: usize, headline: Option<u8>) -> Why {
        Why {
            start: Start::Heading,
            marked_end: false,
            extent,
            page: 0,
            recognition: Recognition::default(),
            pieces,
            headline,
            rival: None,
        }
    }

    fn uncertain(why: &Why, title: &str, page: PageSigns) -> Vec<String> {
        let body = [Block::Paragraph("青山水库今天开闸，清水进田。".repeat(20))];
        let judged = Judged {
            why,
            body: &body,
            title: Some(title).filter(|title| !title.is_empty()),
            breaks_off: false,
            is_below_title: why.extent == 100,
            lines: 20,
        };
        fields(why, Some(Signs::of(&judged, page)), false)
    }

    const GOOD: PageSigns = PageSigns {
        fitting: 1.0,
        told: 0.8,
        small: 0.0,
    };
    const BAD: PageSigns = PageSigns {
        fitting: 0.2,
        told: 0.2,
        small: 0.4,
    };

    #[test]
    fn what_is_put_together_of_many_pieces_on_a_bad_page_is_uncertain() {
        let title = "青山水库今天上午开闸放水";
        let sure = why(100, 1, Some(100));
        assert_eq!(uncertain(&sure, title, GOOD), [""; 0]);
        let pieces = why(70, 9, Some(100));
        assert_eq!(uncertain(&pieces, title, GOOD), [""; 0]);
        assert_eq!(uncertain(&pieces, title, BAD), ["body", "title"]);
    }

    #[test]
    fn a_short_headline_that_fits_badly_is_uncertain() {
        let fits = why(100, 1, Some(100));
        assert_eq!(uncertain(&fits, "青山水库今天上午开闸放水", BAD), [""; 0]);
        let badly = why(100, 1, Some(50));
        assert_eq!(uncertain(&badly, "好日子", BAD), ["body", "title"]);
        assert!(uncertain(&fits, "", BAD).contains(&"title".to_owned()));
    }

    #[test]
    fn a_report_that_was_not_put_together_is_judged_by_itself() {
        assert_eq!(fields(&why(50, 1, Some(90)), None, false), ["body"]);
        assert_eq!(fields(&why(90, 9, Some(90)), None, false), [""; 0]);
    }
}
