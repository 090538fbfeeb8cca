//! Where the words of Chinese begin and end, as far as a dictionary tells.
//!
//! Chinese prints no spaces between words, and a headline that breaks within one is read twice. The dictionary is the
//! Unicode one (`cjdict` of CLDR); names that it lacks come as single characters, so that a break beside a single
//! character counts for less than one between two words. It is read from the left, the longest word first, which now
//! and then parts a word (在中|国): what is said here is likely and not certain.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::class::Class;

static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Characters that lean on what stands before them: a line may end with one and does not begin with one.
const LEAN_BACK: &str = "的了着过们等者性化率地得之吗呢吧啊内外上下中后前里时年月日会型式类界级";

/// Characters that lean on what follows: a line may begin with one and does not end with one.
const LEAN_ON: &str =
    "在和与及或向从对把被将为不再更最第该各每本以让使给由于至到按因已正全新老大小高副总首两几另原";

/// What numbers are written with, and what stands before one in a row: 第二十四次 is no two words.
const NUMERALS: &str = "第〇零一二三四五六七八九十百千万亿萬億";

/// So many single characters, one behind the other, may be a name.
const LONGEST_NAME: usize = 4;

/// Returns the words of a text that may say what it is about: those of two characters and more, and runs of single
/// characters, which are mostly names that the dictionary lacks.
pub(crate) fn telling(text: &str) -> Vec<&str> {
    let bounds: Vec<usize> = DICTIONARY.segment_str(text).collect();
    let mut words = Vec::new();
    let mut run = 0..0;
    for (start, end) in bounds.iter().zip(bounds.iter().skip(1)) {
        let word = text.get(*start..*end).unwrap_or_default();
        let is_part = |c| !LEAN_BACK.contains(c) && !LEAN_ON.contains(c);
        if alone(word).is_some_and(is_part) {
            run.end = *end;
            continue;
        }
        words.extend(names(text.get(run).unwrap_or_default()));
        run = *end..*end;
        words.extend(is_telling(word).then_some(word));
    }
    words.extend(names(text.get(run).unwrap_or_default()));
    words
}

fn is_telling(word: &str) -> bool {
    let mut classes = word.chars().map(Class::of);
    let is_long = classes.clone().nth(1).is_some();
    let is_han = classes.clone().all(|class| class == Class::Han);
    is_long && (is_han || classes.any(|class| class == Class::Letter))
}

/// The name that a run of single characters may be; of a longer one any two that follow each other.
fn names(run: &str) -> Vec<&str> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    match starts.len() {
        0 | 1 => Vec::new(),
        2..=LONGEST_NAME => vec![run],
        _ => {
            let ends = starts.iter().skip(2).copied().chain([run.len()]);
            let pairs = starts.iter().zip(ends);
            pairs
                .filter_map(|(start, end)| run.get(*start..end))
                .collect()
        }
    }
}

/// Whether a text is one word of the dictionary, of two characters or more.
pub fn is_word(text: &str) -> bool {
    text.chars().nth(1).is_some() && DICTIONARY.segment_str(text).nth(1) == Some(text.len())
}

/// So many characters on either side of a seam tell; few words have more.
const AROUND: usize = 6;

/// Whether a word begins in one text and ends in the other, which follows it. Of two texts that do follow each other
/// nearly half divide one, of two that meet by chance one in twenty.
///
/// ```
/// use zhenews_core::text::words::divides_word;
/// assert!(divides_word("水库今天上午开闸放", "水，下游的稻田"));
/// assert!(!divides_word("水库今天上午", "开闸放水"));
/// ```
pub fn divides_word(before: &str, after: &str) -> bool {
    let printed = |c: &char| !c.is_whitespace();
    let tail: Vec<char> = before.chars().rev().filter(printed).take(AROUND).collect();
    let head = after.chars().filter(printed).take(AROUND);
    let is_of_word = |c: char| matches!(Class::of(c), Class::Han | Class::Letter);
    let meet =
        tail.first().is_some_and(|c| is_of_word(*c)) && head.clone().next().is_some_and(is_of_word);
    if !meet {
        return false;
    }
    let mut text: String = tail.into_iter().rev().collect();
    let seam = text.len();
    text.extend(head);
    !DICTIONARY.segment_str(&text).any(|end| end == seam)
}

/// The words of a text.
pub(super) struct Words<'t> {
    text: &'t str,
    /// The bytes at which words begin, and last the text's length.
    bounds: Vec<usize>,
}

/// What a break between two Han characters does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// It stands between words.
    Between,
    /// It stands beside a single character, which may belong to the other side.
    Doubtful,
    /// It parts a word, or one from what leans on it.
    Within,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            bounds: DICTIONARY.segment_str(text).collect(),
        }
    }

    /// Returns what a break before byte `at` does.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let Ok(nth) = self.bounds.binary_search(&at) else {
            return Gap::Within;
        };
        if self.is_in_number(at) {
            return Gap::Within;
        }
        let word = |first: usize| {
            let range = *self.bounds.get(first)?..*self.bounds.get(first + 1)?;
            self.text.get(range)
        };
        let before = nth.checked_sub(1).and_then(word).and_then(alone);
        let after = word(nth).and_then(alone);
        let leans = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
        if leans(before, LEAN_ON) || leans(after, LEAN_BACK) {
            return Gap::Within;
        }
        let is_settled = |c: Option<char>, set: &str| c.is_none() || leans(c, set);
        if is_settled(before, LEAN_BACK) && is_settled(after, LEAN_ON) {
            Gap::Between
        } else {
            Gap::Doubtful
        }
    }

    /// Whether what stands on both sides is written of one number.
    fn is_in_number(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        let is_numeral = |c: char| NUMERALS.contains(c);
        before.ends_with(is_numeral) && after.starts_with(is_numeral)
    }
}

/// The Han character that a word of one is.
fn alone(word: &str) -> Option<char> {
    let mut characters = word.chars();
    let first = characters.next()?;
    (characters.next().is_none() && Class::of(first) == Class::Han).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(before: &str, after: &str) -> Gap {
        let text = [before, after].concat();
        Words::of(&text).gap(before.len())
    }

    #[test]
    fn words_that_tell_are_of_two_characters_and_more() {
        let words = telling("记者在焦作采访GDP增长3%的张翊翎");
        assert_eq!(words, ["记者", "焦作", "采访", "GDP", "增长", "张翊翎"]);
        assert_eq!(names("翊翎翀翙翚"), ["翊翎", "翎翀", "翀翙", "翙翚"]);
    }

    #[test]
    fn a_word_may_be_divided_in_either_script_and_across_white_space() {
        for (before, after) in [
            ("主任说今年的水", "稻比去年早收"),
            ("水庫今天上午開闸放", "水，下游"),
            ("农民在渠边等着消 ", "　息传来"),
            ("全市的GD", "P比去年多"),
        ] {
            assert!(divides_word(before, after), "{before}|{after}");
        }
        for (before, after) in [
            ("春天到了，", "樱花开了"),
            ("三百株樱花", "昨天一齐开放"),
            ("水稻丰收。", "收"),
            ("", "收获"),
        ] {
            assert!(!divides_word(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn breaks_are_told_by_the_words_beside_them() {
        for (before, after, expected) in [
            ("大气污染", "防治条例", Gap::Between),
            ("大气污", "染防治条例", Gap::Within),
            ("城市的", "绿色屏障", Gap::Between),
            ("城市", "的绿色屏障", Gap::Within),
            ("春天", "和秋天", Gap::Between),
            ("春天和", "秋天", Gap::Within),
            ("市人大第二", "十四次会议", Gap::Within),
            ("市人大第", "二十四次会议", Gap::Within),
            ("记者李", "小梅报道", Gap::Doubtful),
        ] {
            assert_eq!(gap(before, after), expected, "{before}|{after}");
        }
    }
}
