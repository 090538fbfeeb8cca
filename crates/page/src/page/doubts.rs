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
use super::frames::Item;
use super::line::{has_comma, has_stop, is_closed};
use super::paragraphs::{Part, Parts};
use super::reports::Draft;
use crate::article::Block;

/// Below this a decision is marked for a person to look at.
const SURE: u8 = 60;
/// Below this it is not sure, though it need not be looked at for itself.
const RATHER_SURE: u8 = 80;
/// What is shorter tells nothing of its page, in half ems, and has no headline to look for, in characters.
const TELLING: u32 = 120;
const SHORT: usize = 100;
/// Headlines that are shorter or longer than most, in characters.
const SHORT_TITLE: usize = 10;
const LONG_TITLE: usize = 30;
/// A report of fewer pieces may have no headline.
const FEWEST_PIECES: usize = 3;
/// So many pieces and headings between paragraphs count.
const MOST_PIECES: usize = 6;
const MOST_SUBHEADS: usize = 4;

/// What speaks for the fields of a report being wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    body: f32,
    title: f32,
}

impl Signs {
    /// Weighs the signs of a report on a page of whose reports a share is unsure.
    pub(super) fn of(why: &Why, body: &[Block], title: Option<&str>, unsure: f32) -> Self {
        let if_true = |sign: bool, weight: f32| if sign { weight } else { 0.0 };
        let share = |count: usize, most: usize| {
            let of_most = |count: usize| f32::from(u8::try_from(count).unwrap_or(u8::MAX));
            of_most(count.min(most)) / of_most(most)
        };
        let subheads = body
            .iter()
            .filter(|block| matches!(block, Block::Subhead { .. }));
        let subheads = share(subheads.count(), MOST_SUBHEADS);
        let pieces = share(why.pieces, MOST_PIECES);
        let length: usize = body.iter().map(|block| block.text().chars().count()).sum();
        // A report may have no headline.
        let headline = match (title, why.headline) {
            (Some(title), Some(sure)) => {
                let letters = title.chars().filter(|c| !c.is_whitespace()).count();
                if_true(sure < RATHER_SURE, 0.6)
                    + if_true(letters < SHORT_TITLE, 1.6)
                    + if_true(letters > LONG_TITLE, 0.8)
            }
            _ => 1.4,
        };
        Self {
            body: if_true(why.extent < SURE, 0.5)
                + if_true(why.extent < RATHER_SURE, 0.9)
                + if_true(why.extent < 100, 1.4)
                + 2.2 * unsure
                + 0.6 * pieces
                + 1.1 * subheads
                - 3.7,
            title: if_true(why.extent < RATHER_SURE, 0.8)
                + 1.6 * unsure
                + 0.8 * pieces
                + subheads
                + if_true(why.rival.is_some(), 0.6)
                + headline
                - if_true(length < SHORT, 1.4)
                - 2.6,
        }
    }
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
        Some(signs) => (signs.body > 0.0 || breaks_off, signs.title > 0.0),
        None => (
            why.extent < SURE,
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

    fn uncertain(why: &Why, title: &str, unsure: f32) -> Vec<String> {
        let body = [Block::Paragraph("清水进田，".repeat(40))];
        let title = Some(title).filter(|title| !title.is_empty());
        let signs = Signs::of(why, &body, title, unsure);
        fields(why, Some(signs), false)
    }

    #[test]
    fn what_is_put_together_of_many_pieces_on_an_unsure_page_is_uncertain() {
        let title = "青山水库今天上午开闸放水";
        let sure = why(100, 1, Some(100));
        assert_eq!(uncertain(&sure, title, 0.0), [""; 0]);
        let pieces = why(70, 6, Some(100));
        assert_eq!(uncertain(&pieces, title, 0.0), [""; 0]);
        assert_eq!(uncertain(&pieces, title, 0.8), ["body", "title"]);
    }

    #[test]
    fn a_short_headline_that_fits_badly_is_uncertain() {
        let fits = why(70, 1, Some(100));
        assert_eq!(uncertain(&fits, "青山水库今天上午开闸放水", 0.3), [""; 0]);
        let badly = why(70, 1, Some(50));
        assert_eq!(uncertain(&badly, "好日子", 0.3), ["title"]);
    }

    #[test]
    fn a_report_that_was_not_put_together_is_judged_by_itself() {
        assert_eq!(fields(&why(50, 1, Some(90)), None, false), ["body"]);
        assert_eq!(fields(&why(90, 9, Some(90)), None, false), [""; 0]);
    }
}
