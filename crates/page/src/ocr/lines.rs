//! Makes placed lines of what files give: words with or without places, or whole lines.

use crate::placed::{Area, Direction, Piece, PlacedLine, PlacedPage};

/// What fewer words tell of their pitch is left to chance.
const FEW: usize = 3;
/// How much wider than its boxes are tall type is set at most.
const WIDEST: f32 = 1.3;

/// A word of a file, or whatever it keeps as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) text: String,
    /// Where it stands, if that is said.
    pub(super) area: Option<Area>,
    /// How sure the program was of it, from 0 to 1.
    pub(super) confidence: Option<f32>,
    /// Whether no space stands before it, though it may be Latin.
    pub(super) is_glued: bool,
}

/// What a file says of a line beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) area: Option<Area>,
    /// The size of its type, in the page's units.
    pub(super) size: Option<f32>,
    pub(super) face: Option<u16>,
    pub(super) region: Option<usize>,
    pub(super) direction: Option<Direction>,
    /// How sure the program was of the line as a whole.
    pub(super) confidence: Option<f32>,
}

/// Makes a line of words: a space parts two that are Latin, and none parts Han. `None` where there is no text.
pub(super) fn of_words(words: &[Word], known: Known) -> Option<PlacedLine> {
    let areas = words.iter().filter_map(|word| word.area);
    let area = areas.chain(known.area).reduce(Area::union);
    let area = area.unwrap_or_default();
    let text = || words.iter().flat_map(|word| word.text.chars());
    let count = text().filter(|c| !c.is_whitespace()).count();
    if count == 0 {
        return None;
    }
    let direction = known.direction.unwrap_or_else(|| direction(area, count));
    let length = ems(text());
    let mut pieces = Vec::with_capacity(words.len());
    let mut before = 0.0;
    for (at, word) in words.iter().enumerate() {
        let after = before + ems(word.text.chars());
        let piece_area = word
            .area
            .unwrap_or_else(|| part(area, direction, before / length, after / length));
        before = after;
        let next = words.get(at + 1).filter(|next| !next.is_glued);
        let space = if next.is_some_and(|next| needs_space(&word.text, &next.text)) {
            " "
        } else {
            ""
        };
        pieces.push(Piece {
            text: format!("{}{space}", word.text),
            area: piece_area,
        });
    }
    Some(PlacedLine {
        area,
        size: known
            .size
            .or_else(|| pitch(words, direction))
            .unwrap_or_else(|| size(area, direction, length)),
        direction,
        face: known.face,
        confidence: known.confidence.or_else(|| mean(words)),
        region: known.region,
        pieces,
    })
}

/// Parts words where a line of them ends: some programs keep all of a block as one line. A word that stands below the
/// one before it begins a line, unless the two are characters of vertical writing, and so does one that stands above it.
pub(super) fn rows(words: &[Word]) -> Vec<&[Word]> {
    let begins = |before: &Word, word: &Word| {
        let (Some(a), Some(b)) = (before.area, word.area) else {
            return false;
        };
        let is_below = b.top > a.bottom - 0.2 * a.height() && b.height() > 0.0;
        let is_beside = b.left >= a.right || b.right <= a.left;
        let is_long = |area: Area| area.width() > 1.5 * area.height();
        let is_above = b.bottom < a.top;
        is_above || is_below && (is_beside || is_long(a) && is_long(b))
    };
    words
        .chunk_by(|before, word| !begins(before, word))
        .collect()
}

/// Makes a line of its text.
pub(super) fn of_text(text: &str, known: Known) -> Option<PlacedLine> {
    let word = Word {
        text: text.to_owned(),
        ..Word::default()
    };
    of_words(&[word], known)
}

/// Whether a space parts two words: both are Latin where they meet.
fn needs_space(before: &str, after: &str) -> bool {
    let is_narrow = |c: Option<char>| c.is_some_and(|c| !is_wide(c) && !c.is_whitespace());
    is_narrow(before.chars().next_back()) && is_narrow(after.chars().next())
}

/// Whether a character takes a full em.
pub(super) fn is_wide(c: char) -> bool {
    !c.is_ascii()
        && !matches!(c, '\u{80}'..='\u{2ff}' | '\u{370}'..='\u{4ff}' | '\u{1e00}'..='\u{1fff}')
}

/// Returns the length of a text in ems.
pub(super) fn ems(text: impl Iterator<Item = char>) -> f32 {
    let halves = text.map(|c| if is_wide(c) { 2_u16 } else { 1 });
    let halves = halves.fold(0_u16, u16::saturating_add);
    f32::from(halves.max(1)) / 2.0
}

/// Several characters that stand one below the other are written vertically.
fn direction(area: Area, count: usize) -> Direction {
    if count > 1 && area.height() > 1.5 * area.width() && area.width() > 0.0 {
        Direction::Vertical
    } else {
        Direction::Horizontal
    }
}

/// Returns the size of a line's type: how much of its length each character has, unless it is set wide, and then
/// its height. Boxes of OCR are drawn some way round the type.
fn size(area: Area, direction: Direction, ems: f32) -> f32 {
    let (length, height) = match direction {
        Direction::Horizontal => (area.width(), area.height()),
        Direction::Vertical => (area.height(), area.width()),
    };
    let advance = length / ems;
    if ems >= 3.0 && advance < height && advance > height * 0.6 {
        advance
    } else {
        height
    }
}

/// Returns the size of a line's type by how far apart its words begin, which gutters that the line runs across and
/// tall boxes among it do not change; `None` of a line of few words.
fn pitch(words: &[Word], direction: Direction) -> Option<f32> {
    let of = |area: Area| match direction {
        Direction::Horizontal => (area.left, area.height()),
        Direction::Vertical => (area.top, area.width()),
    };
    let starts = words.iter().zip(words.iter().skip(1));
    let advances = starts.filter_map(|(word, next)| {
        let advance = of(next.area?).0 - of(word.area?).0;
        (advance > 0.0).then(|| advance / ems(word.text.chars()))
    });
    let advances: Vec<f32> = advances.collect();
    if advances.len() < FEW {
        return None;
    }
    let heights = words.iter().filter_map(|word| Some(of(word.area?).1));
    // Type that is set wide is no larger.
    Some(median(advances)?.min(WIDEST * median(heights.collect())?))
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Returns a part of a line's area, from one share of its length to another.
fn part(area: Area, direction: Direction, from: f32, to: f32) -> Area {
    match direction {
        Direction::Horizontal => Area {
            left: area.left + area.width() * from,
            right: area.left + area.width() * to,
            ..area
        },
        Direction::Vertical => Area {
            top: area.top + area.height() * from,
            bottom: area.top + area.height() * to,
            ..area
        },
    }
}

/// Returns how sure the program was of words, each counted by its length.
fn mean(words: &[Word]) -> Option<f32> {
    let (mut sum, mut all) = (0.0, 0.0);
    for word in words {
        if let Some(confidence) = word.confidence {
            let length = ems(word.text.chars());
            sum += confidence.clamp(0.0, 1.0) * length;
            all += length;
        }
    }
    (all > 0.0).then(|| sum / all)
}

/// Makes lines of the text of a block: each line of the text is one, and all have their share of the block.
pub(super) fn of_block(
    text: &str,
    area: Area,
    region: usize,
    confidence: Option<f32>,
) -> Vec<PlacedLine> {
    let texts: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let printed: Vec<f32> = texts
        .iter()
        .map(|text| printed_lines(text, area, texts.len()))
        .collect();
    let all: f32 = printed.iter().sum::<f32>().max(1.0);
    let mut top = area.top;
    let mut lines = Vec::with_capacity(texts.len());
    for (text, printed) in texts.iter().zip(printed) {
        let bottom = top + area.height() * printed / all;
        let known = Known {
            area: Some(Area {
                top,
                bottom,
                ..area
            }),
            size: Some((area.height() / all).min(type_size(text, area.width(), bottom - top))),
            region: Some(region),
            direction: Some(Direction::Horizontal),
            confidence,
            ..Known::default()
        };
        lines.extend(of_text(text, known));
        top = bottom;
    }
    lines
}

/// Returns on how many lines a text of a block is printed, of which it may be but a part.
fn printed_lines(text: &str, area: Area, texts: usize) -> f32 {
    let share = area.height() / f32::from(u16::try_from(texts).unwrap_or(u16::MAX)).max(1.0);
    let size = type_size(text, area.width(), share);
    (ems(text.chars()) * size / area.width().max(1.0))
        .ceil()
        .max(1.0)
}

/// Returns the size of the type that a text must be set in to fill an area of some lines, a third of a line apart.
fn type_size(text: &str, width: f32, height: f32) -> f32 {
    let ems = ems(text.chars());
    // On one line, if that is no taller than the area.
    let alone = width / ems;
    if alone >= height * 0.6 {
        return height.min(alone * 1.2).max(height * 0.6);
    }
    let filled = (width * height / ems / 1.4).sqrt();
    filled.min(height).min(width)
}

/// Makes a page as large as what stands on it, where its size is not said.
pub(super) fn measure(page: &mut PlacedPage) {
    let lines = page.lines.iter().map(|line| line.area);
    let regions = page.regions.iter().map(|region| region.area);
    if let Some(all) = lines.chain(regions).reduce(Area::union) {
        page.width = page.width.max(all.right);
        page.height = page.height.max(all.bottom);
    }
}
