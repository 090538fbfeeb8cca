//! The page as lines, each with its number: the pieces that every later step moves and none
//! rewrites.
//!
//! A width is in half ems, the unit that newspapers set in: a Han character and a full-width mark
//! take two, a Latin letter or a digit one.

/// A line of the page, or a part of one where the extraction glued two things together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its number in the file, counted from 1.
    pub(super) number: u32,
    /// The number of its last piece, where the extraction broke it.
    pub(super) last: u32,
    /// Its text without white space around it.
    pub(super) text: &'t str,
    /// Its width in half ems.
    pub(super) width: u32,
    /// Whether much of it is Latin, whose letters are not all as wide as they count.
    pub(super) latin: bool,
    /// The white space before its text, in half ems.
    pub(super) indent: u32,
    /// Whether a blank line or the end of a sheet stands before it.
    pub(super) gap: bool,
    /// What stood above it that is no report's.
    pub(super) above: Above,
}

/// What stood between a line and the line of a report before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Above {
    /// Nothing, or blank lines.
    #[default]
    Nothing,
    /// The end of a sheet: a form feed or a page number.
    SheetEnd,
    /// A folio, by its place among those of the page.
    Folio(u32),
    /// The words that a part goes on from another page with: （上接第一版）.
    Turn,
}

impl<'t> Line<'t> {
    pub(super) fn new(number: u32, raw: &'t str, gap: bool) -> Option<Self> {
        let from_text = raw.trim_start();
        let text = from_text.trim_end();
        let before = raw.get(..raw.len() - from_text.len())?;
        (!text.is_empty()).then(|| Self {
            number,
            last: number,
            text,
            width: width(text),
            latin: is_latin_in_part(text, 0),
            indent: before.chars().map(advance).sum(),
            gap,
            above: Above::Nothing,
        })
    }

    /// Returns the line with the one below it as one, which the extraction had broken; `None` where they
    /// are not pieces of one text.
    pub(super) fn with_next(&self, page: &'t str, next: &Self) -> Option<Self> {
        let place = |text: &str| text.as_ptr().addr().checked_sub(page.as_ptr().addr());
        let end = place(next.text)? + next.text.len();
        let text = page.get(place(self.text)?..end)?;
        Some(Self {
            last: next.last,
            text,
            width: self.width + next.width,
            latin: is_latin_in_part(text, 0),
            ..*self
        })
    }

    /// Returns the numbers of its lines in the file.
    pub(super) fn numbers(&self) -> std::ops::RangeInclusive<u32> {
        self.number..=self.last
    }

    /// Cuts the line before a byte; `None` where one of the parts would be empty.
    pub(super) fn cut(self, at: usize) -> Option<(Self, Self)> {
        let (head, tail) = self.text.split_at_checked(at)?;
        let (last, indent, above) = (self.last, self.indent, self.above);
        let head = Self::new(self.number, head, self.gap)?;
        let tail = Self::new(self.number, tail, false)?;
        let head = Self {
            last,
            indent,
            above,
            ..head
        };
        Some((head, Self { last, ..tail }))
    }
}

/// Splits a text into its lines; blank ones leave a mark on the line after them. A form feed ends a
/// sheet but is no line of its own to the editors that count lines.
pub(super) fn lines(text: &str, first: u32) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut gap, mut fed) = (false, false);
    let mut number = first;
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        for (index, part) in line.split('\u{c}').enumerate() {
            gap |= index > 0;
            fed |= index > 0;
            match Line::new(number, part, gap) {
                Some(line) => {
                    let above = if fed { Above::SheetEnd } else { Above::Nothing };
                    lines.push(Line { above, ..line });
                    (gap, fed) = (false, false);
                }
                None => gap = true,
            }
        }
        number = number.saturating_add(1);
        rest = after;
    }
    widen_misread(&mut lines);
    lines
}

/// Splits the first line from a text, its end (LF, CR LF or CR) removed.
pub(super) fn split_line(text: &str) -> (&str, &str) {
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes());
    let Some((line, rest)) = end.and_then(|end| text.split_at_checked(end)) else {
        return (text, "");
    };
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\n', '\r']))
        .unwrap_or(rest);
    (line, rest)
}

/// Returns the width of a text in half ems.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(advance).sum()
}

/// Counts Latin marks behind Han characters as full ems where the lines of the page are evener so: then
/// Chinese marks are printed there, and character recognition read their shapes as the Latin ones.
fn widen_misread(lines: &mut [Line<'_>]) {
    let misread: Vec<u32> = lines
        .iter()
        .map(|line| u32::try_from(after_han(line.text, &MARKS).count()).unwrap_or(0))
        .collect();
    if misread.iter().all(|&count| count == 0) {
        return;
    }
    let (mut as_read, mut as_printed) = (0_u64, 0_u64);
    for (lines, misread) in lines.windows(2).zip(misread.windows(2)) {
        let ([above, below], [a, b]) = (lines, misread) else {
            continue;
        };
        // The last line of a paragraph is as wide as it happens to be.
        if !below.gap && !is_closed(above.text) && !is_closed(below.text) {
            as_read += u64::from(above.width.abs_diff(below.width).min(MOST_UNEVEN));
            let printed = (above.width + a).abs_diff(below.width + b);
            as_printed += u64::from(printed.min(MOST_UNEVEN));
        }
    }
    if as_printed < as_read {
        for (line, count) in lines.iter_mut().zip(misread) {
            line.width += count;
            line.latin = is_latin_in_part(line.text, count);
        }
    }
}

/// Lines that differ by more half ems than this are of two columns.
const MOST_UNEVEN: u32 = 8;

/// Latin marks that character recognition reads where Chinese ones are printed.
const MARKS: [char; 6] = [',', '.', ';', ':', '?', '!'];

/// The marks among some that stand behind Han characters.
fn after_han(text: &str, marks: &[char]) -> impl Iterator<Item = char> {
    text.chars()
        .zip(text.chars().skip(1))
        .filter(|&(before, c)| marks.contains(&c) && is_wide(before))
        .map(|(_, c)| c)
}

/// Whether much of a text is Latin, some misread marks aside.
fn is_latin_in_part(text: &str, misread: u32) -> bool {
    let ascii = text.chars().filter(char::is_ascii).count();
    u32::try_from(ascii).is_ok_and(|ascii| ascii > 2 + misread)
}

/// Whether a text has a mark at which a clause or a sentence ends: no headline has one. A dot between
/// two names is none.
pub(super) fn has_stop(text: &str) -> bool {
    let ended = text.ends_with('.') && is_closed(text);
    ended || text.contains(['。', '；', '．']) || after_han(text, &[';']).next().is_some()
}

/// Whether a text has a comma.
pub(super) fn has_comma(text: &str) -> bool {
    text.contains(['，', '、']) || after_han(text, &[',']).next().is_some()
}

/// Returns the width of the first piece of a text that a line end cannot divide, in half ems: a
/// Latin word or number, or a character with the mark that may not begin a line.
pub(super) fn first_width(text: &str) -> u32 {
    let mut chars = text.chars().peekable();
    let mut sum = 0;
    while let Some(c) = chars.next() {
        sum += advance(c);
        let whole = match chars.peek() {
            Some(&next) => !(opens(c) || never_first(next) || (is_latin(c) && is_latin(next))),
            None => true,
        };
        if whole || sum > 40 {
            break;
        }
    }
    sum
}

fn advance(c: char) -> u32 {
    match c {
        '\t' => 4,
        '\u{200b}'..='\u{200f}' | '\u{feff}' => 0,
        c if is_wide(c) => 2,
        _ => 1,
    }
}

/// Whether a character is set in a full em.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}'
        | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '■' | '□' | '●' | '○' | '◎' | '◆' | '◇' | '▲'
        | '△' | '▼' | '▽' | '※' | '★' | '☆')
}

/// Whether a character is Han, or one of the kana and letters set like it.
pub(super) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether a character is part of a Latin word or of a number.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || (!c.is_ascii() && !is_wide(c) && c.is_alphanumeric())
}

/// Whether a mark opens a quotation or a bracket, so that no line may end after it.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '‘' | '「' | '『' | '（' | '《' | '〈' | '【' | '〔' | '［' | '｛' | '(' | '['
    )
}

/// Whether a mark closes a quotation or a bracket.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | '］' | '｝' | ')' | ']'
    )
}

/// Whether no line may begin with a mark (避头).
pub(super) fn never_first(c: char) -> bool {
    closes(c)
        || matches!(
            c,
            '，' | '。'
                | '．'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | ','
                | '.'
                | ';'
                | ':'
                | '?'
                | '!'
                | '％'
                | '%'
                | '…'
                | '·'
        )
}

/// Whether a mark ends a sentence.
pub(super) fn stops(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '!' | '?' | '…')
}

/// Whether a text ends with a sentence, the quotation marks and brackets around it aside, and a name in
/// brackets behind it: 去年同期下降。（李明）.
pub(super) fn is_closed(text: &str) -> bool {
    let ends = |text: &str| {
        let text = text.trim_end_matches(|c: char| closes(c) || c.is_whitespace());
        let dotted = text
            .strip_suffix('.')
            .is_some_and(|text| text.ends_with(is_han));
        dotted || text.ends_with(stops)
    };
    ends(text) || signed(text).is_some_and(ends)
}

/// The longest name in brackets, in characters.
const LONGEST_SIGNATURE: usize = 10;

/// Returns a text without the name in brackets at its end.
fn signed(text: &str) -> Option<&str> {
    let inside = text.trim_end().strip_suffix([')', '）'])?;
    let at = inside.rfind(['(', '（'])?;
    let (before, name) = inside.split_at_checked(at)?;
    (name.chars().count() <= LONGEST_SIGNATURE + 1).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_were_misread_are_as_wide_as_they_are_printed() {
        let even = "春风吹过田野,孩子们\n在田埂上奔跑放飞纸鸢\n比树高,比塔高,一直\n到云里去.";
        let widths: Vec<u32> = lines(even, 1).iter().map(|line| line.width).collect();
        assert_eq!(widths, [20, 20, 20, 10]);
        let half = "春风吹过田野,孩子们\n在田埂上奔跑纸鸢飞\n得比树还高一直飞到云\n里去看不见";
        let widths: Vec<u32> = lines(half, 1).iter().map(|line| line.width).collect();
        assert_eq!(widths, [19, 18, 20, 10]);
    }

    #[test]
    fn a_dot_ends_a_sentence_behind_a_word_and_not_in_a_number() {
        assert!(is_closed("孩子们跑了.") && has_stop("孩子们跑了."));
        assert!(!is_closed("增长了3."));
        assert!(!has_stop("李明.王芳登台演出"));
        assert!(has_comma("春天,来了") && !has_comma("1,000"));
    }
}
