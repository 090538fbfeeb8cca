//! Mends the text of recognized lines: spaces that stand within Chinese, Latin marks where Chinese ones are
//! printed, simplified characters on a traditional page, and characters that two boxes hold. It moves an indent of
//! spaces into the line's place.

use std::collections::{HashMap, HashSet};

use super::lines::{ems, is_wide};
use crate::placed::{Direction, Piece, PlacedLine, PlacedPage};
use crate::text::conversion;
use crate::text::words::is_word;

/// The marks that OCR gives in their Latin form, with the Chinese ones.
const MARKS: [(char, char); 9] = [
    (',', '，'),
    (';', '；'),
    (':', '：'),
    ('?', '？'),
    ('!', '！'),
    ('(', '（'),
    (')', '）'),
    ('｡', '。'),
    // A stroke of a character, which no text has.
    ('丶', '、'),
];

/// So many different simplified characters on a traditional page are no whim of its printer.
const FEWEST_STRAYS: usize = 3;
/// A page is traditional that has so many traditional characters for a simplified one.
const TRADITIONAL: usize = 3;

/// Mends the lines of a page.
pub(super) fn mend(page: &mut PlacedPage) {
    let is_read_in_both = has_strays(page);
    let has_wide_digits = has_wide_digits(page);
    let variants = mistaken_variants(page);
    let has_lone_quotes = has_lone_quotes(page);
    for line in &mut page.lines {
        if is_read_in_both {
            put_strays_right(line, &variants);
        }
        if has_lone_quotes {
            put_commas_for_quotes(line);
        }
        if has_wide_digits {
            for piece in &mut line.pieces {
                piece.text = piece.text.chars().map(narrow_digit).collect();
            }
        }
        mend_line(line);
    }
    page.lines.retain(|line| !line.pieces.is_empty());
}

/// Whether a page has many more closing quotation marks than opening ones: commas are taken for them.
fn has_lone_quotes(page: &PlacedPage) -> bool {
    const FEWEST: usize = 3;
    let pieces = page.lines.iter().flat_map(|line| &line.pieces);
    let (mut opening, mut closing) = (0, 0);
    for c in pieces.flat_map(|piece| piece.text.chars()) {
        opening += usize::from(c == '‘');
        closing += usize::from(c == '’');
    }
    closing >= FEWEST && closing > 3 * opening
}

/// Puts commas for the closing quotation marks behind Han of a line that opens none.
fn put_commas_for_quotes(line: &mut PlacedLine) {
    if line.pieces.iter().any(|piece| piece.text.contains('‘')) {
        return;
    }
    let mut before = ' ';
    for piece in &mut line.pieces {
        let mended = piece.text.chars().map(|c| {
            let right = if c == '’' && is_han(before) {
                '，'
            } else {
                c
            };
            before = right;
            right
        });
        piece.text = mended.collect();
    }
}

/// Whether some of a page's digits are full width and most are not: no page is printed so, but in vertical writing each
/// fills a square, and programs read some as the one and some as the other.
fn has_wide_digits(page: &PlacedPage) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    let pieces = page.lines.iter().flat_map(|line| &line.pieces);
    for c in pieces.flat_map(|piece| piece.text.chars()) {
        wide += usize::from(narrow_digit(c) != c);
        narrow += usize::from(c.is_ascii_digit());
    }
    wide > 0 && narrow > wide
}

/// Returns a digit as one that is not full width.
fn narrow_digit(c: char) -> char {
    let value = (c as u32).wrapping_sub('０' as u32);
    char::from_digit(value, 10).unwrap_or(c)
}

/// Whether simplified characters have strayed into a traditional page: programs that know both scripts take the one for
/// the other.
fn has_strays(page: &PlacedPage) -> bool {
    let (mut traditional, mut strays) = (0, 0);
    let mut different = HashSet::new();
    let pieces = page.lines.iter().flat_map(|line| &line.pieces);
    for c in pieces.flat_map(|piece| piece.text.chars()) {
        if conversion::is_traditional(c) {
            traditional += 1;
        } else if !c.is_ascii() && conversion::traditional(c).is_some() {
            strays += 1;
            different.insert(c);
        }
    }
    different.len() >= FEWEST_STRAYS && traditional > TRADITIONAL * strays
}

/// Characters and marks that programs know in two forms, the rarer one first: no newspaper is set in both.
const VARIANTS: [(char, char); 17] = [
    ('爲', '為'),
    ('説', '說'),
    ('衆', '眾'),
    ('牀', '床'),
    ('産', '產'),
    ('逹', '達'),
    ('峯', '峰'),
    ('綫', '線'),
    ('衞', '衛'),
    ('啓', '啟'),
    ('絶', '絕'),
    ('閲', '閱'),
    ('様', '樣'),
    ('髪', '髮'),
    ('飮', '飲'),
    ('“', '「'),
    ('”', '」'),
];

/// Returns the forms of characters that a page has by mistake, each with the one that it has more often.
fn mistaken_variants(page: &PlacedPage) -> HashMap<char, char> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    let pieces = page.lines.iter().flat_map(|line| &line.pieces);
    for c in pieces.flat_map(|piece| piece.text.chars()) {
        if VARIANTS.iter().any(|(a, b)| *a == c || *b == c) {
            *counts.entry(c).or_default() += 1;
        }
    }
    let count = |c: &char| counts.get(c).copied().unwrap_or_default();
    let rarer = VARIANTS
        .iter()
        .filter(|(a, b)| count(a) > 0 && count(b) > count(a));
    rarer.copied().collect()
}

/// Traditional characters, each behind one that it is taken for. The first three are none of the 6,623 that PP-OCRv4
/// knows, which can read nothing else there.
const LIKE: [(char, char); 6] = [
    ('隧', '隊'),
    ('陵', '陸'),
    ('渚', '諸'),
    ('辨', '辦'),
    ('瓣', '辦'),
    ('氯', '氣'),
];

/// Puts the traditional characters for the simplified ones that strayed into a line, and for such as are like them where
/// that makes a word: 歲 behind a number, and 團隊 for 團隧.
fn put_strays_right(line: &mut PlacedLine, variants: &HashMap<char, char>) {
    let mut before = ' ';
    let text = line.text();
    let mut rest = text.chars();
    for piece in &mut line.pieces {
        let mended = piece.text.chars().map(|c| {
            rest.next();
            let right = match c {
                // It is simplified for 輿, and next to never meant: 與 is in every other line, and some programs know it not.
                '舆' => '與',
                '崴' if before.is_numeric() || "十百餘幾".contains(before) => '歲',
                c => like(before, c, rest.clone().next()).unwrap_or_else(|| {
                    let other = variants.get(&c).copied();
                    other.or_else(|| conversion::traditional(c)).unwrap_or(c)
                }),
            };
            before = right;
            right
        });
        piece.text = mended.collect();
    }
}

/// The character that makes a word with one of its neighbours where what was read makes none.
fn like(before: char, c: char, after: Option<char>) -> Option<char> {
    let makes_word = |c: char| {
        is_word(&String::from_iter([before, c]))
            || after.is_some_and(|after| is_word(&String::from_iter([c, after])))
    };
    let (_, right) = *LIKE.iter().find(|(read, _)| *read == c)?;
    (!makes_word(c) && makes_word(right)).then_some(right)
}

fn mend_line(line: &mut PlacedLine) {
    take_indent(line);
    take_doubles(&mut line.pieces);
    let text = line.text();
    let chars: Vec<char> = text.chars().collect();
    let spaced = is_spaced(&chars);
    let mut at = 0;
    for piece in &mut line.pieces {
        let count = piece.text.chars().count();
        let mended = (at..at + count).filter_map(|at| mended(&chars, at, spaced));
        piece.text = mended.collect();
        at += count;
    }
    line.pieces.retain(|piece| !piece.text.is_empty());
}

/// Returns what a character of a line should be; `None` where it is a space that nothing needs.
fn mended(chars: &[char], at: usize, spaced: bool) -> Option<char> {
    let c = chars.get(at).copied()?;
    let earlier = chars.get(..at).unwrap_or_default().iter().rev();
    let before = earlier.copied().find(|c| !c.is_whitespace());
    let later = chars.get(at + 1..).unwrap_or_default().iter();
    let after = later.copied().find(|c| !c.is_whitespace());
    if c.is_whitespace() {
        // A space here and there is set on purpose: behind a dateline, within a name.
        let is_inside = before.is_some() && after.is_some();
        let parts_wide = before.is_some_and(is_wide) || after.is_some_and(is_wide);
        return (is_inside && !(spaced && parts_wide && c != '\u{3000}')).then_some(c);
    }
    let is_beside_han = before.is_some_and(is_han) || before.is_none() && after.is_some_and(is_han);
    if c == '〈' && after.is_some_and(is_han) && !chars.contains(&'〉') {
        return Some('（');
    }
    let opens_han = c == '(' && after.is_some_and(is_han);
    let closes_han = c == ')' && opened_by_han(chars, at);
    let ends = after.is_none_or(|after| matches!(after, '」' | '”' | '）'));
    if c == '.' && before.is_some_and(is_han) && after.is_none()
        || c == '°' && before.is_some_and(is_han) && ends
    {
        return Some('。');
    }
    let known = MARKS.iter().find(|(latin, _)| *latin == c);
    let wide = known.map(|(_, wide)| *wide);
    let is_misread = match c {
        '(' => opens_han,
        ')' => closes_han,
        '｡' | '丶' => true,
        _ => is_beside_han,
    };
    Some(wide.filter(|_| is_misread).unwrap_or(c))
}

/// Whether spaces stand between the characters of a line, as recognition sets them that takes each for a word.
fn is_spaced(chars: &[char]) -> bool {
    const FEWEST: usize = 3;
    let is_pair = |a: &char, b: &char| is_han(*a) && is_han(*b);
    let side_by_side = chars
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if is_pair(a, b)));
    let apart = chars
        .windows(3)
        .filter(|three| matches!(three, [a, ' ', b] if is_pair(a, b)));
    let (side_by_side, apart) = (side_by_side.count(), apart.count());
    apart >= FEWEST && apart >= 9 * side_by_side
}

/// Whether the bracket that a closing one ends is followed by Han.
fn opened_by_han(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).unwrap_or_default();
    match before.iter().rposition(|c| matches!(c, '(' | '（')) {
        Some(open) => {
            before.get(open) == Some(&'（') || before.get(open + 1).copied().is_some_and(is_han)
        }
        // It was opened on the line before.
        None => before.last().copied().is_some_and(is_han),
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}' | '〇' | '》' | '”' | '」' | '）')
}

/// Takes spaces away from before a line, and begins its area where its text begins.
fn take_indent(line: &mut PlacedLine) {
    let Some(first) = line.pieces.first_mut() else {
        return;
    };
    let text = first.text.trim_start();
    let spaces = first.text.chars().count() - text.chars().count();
    if spaces == 0 {
        return;
    }
    let all = ems(first.text.chars());
    let share = ems(first.text.chars().take(spaces)) / all;
    first.text = text.to_owned();
    match line.direction {
        Direction::Horizontal => {
            first.area.left += first.area.width() * share;
            line.area.left = line.area.left.max(first.area.left);
        }
        Direction::Vertical => {
            first.area.top += first.area.height() * share;
            line.area.top = line.area.top.max(first.area.top);
        }
    }
}

/// Takes away a character that two boxes hold: the same one, with most of the one box within the other.
fn take_doubles(pieces: &mut Vec<Piece>) {
    pieces.dedup_by(|later, earlier| {
        let is_one = later.text.chars().count() == 1 && later.text == earlier.text;
        let (a, b) = (earlier.area, later.area);
        let width = a.right.min(b.right) - a.left.max(b.left);
        let height = a.bottom.min(b.bottom) - a.top.max(b.top);
        is_one && width > 0.5 * b.width() && height > 0.5 * b.height() && b.width() > 0.0
    });
}
