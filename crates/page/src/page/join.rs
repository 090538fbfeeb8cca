//! Joins lines to one text: without a space between Han, with one between Latin words, and without
//! the spaces that extraction put inside Chinese.

use super::line::{Line, is_han, is_latin, is_wide};

/// What spaces a field keeps besides those between Latin words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaces {
    /// None: running text has none.
    None,
    /// One between phrases, as headlines have: 新馆开放 市民先睹为快.
    Phrases,
    /// One wherever there are some, as in 本报记者 郭树勋.
    Verbatim,
}

/// A text with the lines whose last hyphen was left out, for it divided a word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Joined<'t> {
    pub(super) text: String,
    pub(super) hyphens: Vec<Line<'t>>,
}

/// Joins lines.
pub(super) fn join<'t>(lines: &[Line<'t>], spaces: Spaces) -> Joined<'t> {
    let spaces = if spaces == Spaces::Phrases && are_spread(lines) {
        Spaces::None
    } else {
        spaces
    };
    join_each(lines.iter(), spaces)
}

/// Joins lines from several places.
pub(super) fn join_each<'l, 't: 'l>(
    lines: impl Iterator<Item = &'l Line<'t>>,
    spaces: Spaces,
) -> Joined<'t> {
    let mut joined = Joined::default();
    let mut lines = lines.peekable();
    let mut follows = false;
    while let Some(line) = lines.next() {
        let next = lines.peek().copied();
        let divides = next.filter(|_| spaces != Spaces::Verbatim);
        let (text, hyphen) = match divides.and_then(|next| healed(line.text, next.text)) {
            Some(text) => (text, line.cut(text.len()).map(|(_, hyphen)| hyphen)),
            None => (line.text, None),
        };
        joined.push_line(text, spaces, std::mem::replace(&mut follows, true));
        joined.hyphens.extend(hyphen);
        if hyphen.is_some() {
            continue;
        }
        if let Some(next) = next {
            joined.bridge(next, spaces);
        }
    }
    joined
}

impl Joined<'_> {
    fn push_line(&mut self, text: &str, spaces: Spaces, follows: bool) {
        let mut before = if follows {
            self.text.chars().next_back()
        } else {
            None
        };
        let (mut pending, mut mended) = (false, false);
        for c in text.chars() {
            if c.is_whitespace() {
                pending = true;
                // Within a line it stands where the line was broken.
                mended |= c == '\n' || c == '\r';
                continue;
            }
            if pending && !std::mem::take(&mut mended) && keeps(before, c, spaces) {
                self.text.push(' ');
            }
            pending = false;
            self.text.push(c);
            before = Some(c);
        }
    }

    /// Sets what stands between two lines.
    fn bridge(&mut self, next: &Line<'_>, spaces: Spaces) {
        let (Some(before), Some(after)) = (self.text.chars().next_back(), next.text.chars().next())
        else {
            return;
        };
        let words = before.is_alphanumeric()
            && !is_wide(before)
            && after.is_alphanumeric()
            && !is_wide(after);
        let numbers = before.is_ascii_digit() && after.is_ascii_digit();
        let sentence = ",;.".contains(before) && after.is_ascii_alphabetic();
        let names =
            spaces == Spaces::Verbatim && !(is_half(&self.text) && next.text.chars().count() == 1);
        if (words && !numbers) || sentence || names {
            self.text.push(' ');
        }
    }
}

/// Whether the last word of a byline is one character, half of a name: 康　岩.
fn is_half(text: &str) -> bool {
    text.rsplit(' ')
        .next()
        .is_some_and(|word| word.chars().count() == 1)
}

/// Whether a space between two characters of a line stays.
fn keeps(before: Option<char>, after: char, spaces: Spaces) -> bool {
    let Some(before) = before else {
        return false;
    };
    match spaces {
        Spaces::Verbatim => true,
        Spaces::None => {
            is_latin(before) && is_latin(after) && !(before.is_ascii_digit() && after == '%')
        }
        Spaces::Phrases => {
            let mark = |c: char| is_wide(c) && !is_han(c);
            !mark(before)
                && (!mark(after) || super::line::opens(after))
                && (is_han(before) || is_latin(before))
        }
    }
}

/// Whether a line has more spaces than phrases: 示 范 区, which justification made.
fn are_spread(lines: &[Line<'_>]) -> bool {
    let words: usize = lines
        .iter()
        .map(|line| line.text.split_whitespace().count())
        .sum();
    let characters: usize = lines
        .iter()
        .map(|line| line.text.chars().filter(|c| !c.is_whitespace()).count())
        .sum();
    words > lines.len() && characters < 3 * words
}

/// Returns a line without the hyphen that divides its last word, which goes on in the next line.
fn healed<'t>(line: &'t str, next: &str) -> Option<&'t str> {
    let word = line.strip_suffix(['-', '\u{ad}'])?;
    let before = word.chars().next_back()?;
    let after = next.chars().next()?;
    (before.is_ascii_lowercase() && after.is_ascii_lowercase()).then_some(word)
}
