//! A piece of a column, with what tells where it belongs: how it begins and ends, and its words.

use super::super::column::{INDENT, SLACK, Style};
use super::super::frames::{Frame, Item};
use super::super::line::{Line, first_width, is_closed, never_first};
use super::super::words::{PairSet, pairs};

/// How many of a piece's first lines tell what it is about.
const LEAD_LINES: usize = 14;

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With a paragraph.
    Done,
    /// With a sentence, in a full line.
    Full,
    /// Within a sentence, in a full line.
    Broken,
    /// Within a sentence, in a line that is not full.
    Short,
}

/// What a piece begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A paragraph: surely, or likely.
    Paragraph,
    LikelyParagraph,
    /// The middle of one: surely, or likely.
    Within,
    LikelyWithin,
    Unknown,
}

/// A piece of a column, with what tells of it.
pub(super) struct Piece<'i, 't> {
    /// Its place among the items.
    pub(super) item: usize,
    pub(super) frame: &'i Frame<'t>,
    pub(super) closed: bool,
    pub(super) end: End,
    pub(super) beginning: Beginning,
    /// The headline above it, and whether it is weak.
    pub(super) heading: Option<(&'t [Line<'t>], bool)>,
    pub(super) signed: bool,
    pub(super) words: PairSet,
    pub(super) lead: PairSet,
}

impl<'i, 't> Piece<'i, 't> {
    pub(super) fn of(
        items: &[Item<'t>],
        item: usize,
        frame: &'i Frame<'t>,
        style: Style,
        usual: u32,
    ) -> Self {
        let above = items.get(..item).unwrap_or_default().iter().rev();
        let above = above.take_while(|item| !matches!(item, Item::Frame(_)));
        let heading = above.clone().find_map(|item| match item {
            Item::Heading(heading) => Some((heading.lines, heading.weak)),
            _ => None,
        });
        let lead = frame.lines.get(..LEAD_LINES.min(frame.lines.len()));
        let closed = frame.lines.last().is_some_and(|line| is_closed(line.text));
        Self {
            item,
            frame,
            closed,
            end: end(frame, closed, usual),
            beginning: beginning(frame, style),
            heading,
            signed: above.clone().any(|item| matches!(item, Item::Byline(_))),
            words: words(frame.lines),
            lead: words(lead.unwrap_or_default()),
        }
    }
}

/// The pairs of lines, those too that their ends divide.
pub(super) fn words(lines: &[Line<'_>]) -> PairSet {
    let text: String = lines.iter().map(|line| line.text).collect();
    pairs(&text).collect()
}

fn end(frame: &Frame<'_>, closed: bool, usual: u32) -> End {
    let width = frame.lines.last().map_or(0, |line| line.width);
    let measure = frame.measure.unwrap_or(usual);
    let full = measure > 0 && width + SLACK >= measure;
    match (closed, full) {
        (true, true) if frame.measure.is_some() => End::Full,
        (true, _) => End::Done,
        (false, true) => End::Broken,
        (false, false) => End::Short,
    }
}

fn beginning(frame: &Frame<'_>, style: Style) -> Beginning {
    let Some(first) = frame.lines.first() else {
        return Beginning::Unknown;
    };
    if style == Style::Spaces {
        return if first.indent >= INDENT - 1 {
            Beginning::Paragraph
        } else {
            Beginning::Within
        };
    }
    let Some(measure) = frame.measure else {
        return Beginning::Unknown;
    };
    // A paragraph's first line is shorter by its indent.
    let second = frame.lines.get(1);
    let set_in = second.is_some_and(|second| first.width + first_width(second.text) <= measure);
    let about = |slack: u32| first.width + 3 <= measure + slack && first.width + 5 >= measure;
    match style {
        Style::Indents if first.width + INDENT > measure + 2 => Beginning::Within,
        Style::Indents if set_in && about(1) => Beginning::Paragraph,
        Style::Unknown if set_in && about(0) => Beginning::LikelyParagraph,
        Style::Unknown if second.is_some() && first.width + 1 >= measure => Beginning::LikelyWithin,
        _ => Beginning::Unknown,
    }
}

/// Whether a piece begins with a mark that no line begins with.
pub(super) fn begins_wrong(frame: &Frame<'_>) -> bool {
    let first = frame.lines.first();
    first.is_some_and(|line| line.text.starts_with(never_first))
}
