//! Vertical setting (竖排): what stands in the places of a column, and how long it is.
//!
//! A column is a line whose characters take a place each, which is a row of two cells, so the line breaker sets
//! columns too ([`WritingMode::Vertical`](super::writing_mode::WritingMode)). The rules are those of clreq (W3C, Requirements
//! for Chinese Text Layout, on punctuation and on Western text in vertical writing mode) and GB/T 15834: marks turn or
//! move to their vertical forms, corner brackets take the place of curved quotation marks, the double ones outermost,
//! a number of two digits stands across in one place (纵中横), and other digits and Latin letters stand upright, one
//! below the other. A terminal turns no character, but Unicode has the vertical forms as characters of two cells.

use std::borrow::Cow;
use std::ops::Range;

use super::class::Class;
use super::width::{Ambiguous, clusters};

/// The cells of a measure that one place of a column counts for.
pub const PLACE: usize = 2;

/// What is drawn together in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'t> {
    /// The bytes of the text that it shows.
    pub range: Range<usize>,
    /// How many rows it takes.
    pub rows: usize,
    /// What is drawn in each of them, in two cells at the most.
    pub shown: Cow<'t, str>,
}

/// Returns what stands in a column that shows `range` of `text`, from top to bottom.
pub fn places(text: &str, range: Range<usize>) -> impl Iterator<Item = Place<'_>> {
    let mut at = range.start;
    let shown = text.get(range).unwrap_or_default();
    clusters(shown, Ambiguous::Narrow).filter_map(move |(cluster, cells)| {
        let start = at;
        at += cluster.len();
        let rows = rows(text, start, cluster, cells);
        let pair = pair_at(text, start).filter(|_| rows > 0);
        (rows > 0).then(|| Place {
            shown: match &pair {
                Some(pair) => across(text.get(pair.clone()).unwrap_or_default()),
                None => upright(text, start, cluster),
            },
            range: pair.unwrap_or(start..start + cluster.len()),
            rows,
        })
    })
}

/// Returns how many rows a grapheme cluster takes that starts at byte `at` and has so many cells in a line.
pub(super) fn rows(text: &str, at: usize, cluster: &str, cells: usize) -> usize {
    match cluster {
        _ if cells == 0 => 0,
        " " if parts_scripts(text, at) => 0,
        "⸺" => 2,
        "⸻" => 3,
        _ => match pair_at(text, at) {
            Some(pair) if pair.start < at => 0,
            _ => 1,
        },
    }
}

/// Whether a space at byte `at` stands between Chinese and a foreign word or number. There it is a quarter of a
/// character wide in print, and nothing on a grid: full-width letters stand apart by themselves.
fn parts_scripts(text: &str, at: usize) -> bool {
    let Some((head, tail)) = text.split_at_checked(at) else {
        return false;
    };
    let is_foreign = |c: char| c.is_alphanumeric() && Class::of(c) != Class::Han;
    let before = head.chars().next_back().filter(|c| !c.is_whitespace());
    let after = tail.chars().nth(1).filter(|c| !c.is_whitespace());
    before
        .zip(after)
        .is_some_and(|(before, after)| is_foreign(before) != is_foreign(after))
}

/// The bytes of a number of exactly two digits that has one of them at byte `at`. Digits of a word (`A380`) or of a
/// longer number (`3.14`, `12,500`) are none.
fn pair_at(text: &str, at: usize) -> Option<Range<usize>> {
    let (head, tail) = text.split_at_checked(at)?;
    let first = tail.chars().next().filter(|c| is_digit(*c))?;
    let before = head.chars().next_back().filter(|c| is_digit(*c));
    let second = tail.chars().nth(1).filter(|c| is_digit(*c));
    let (start, end) = match (before, second) {
        (Some(before), _) => (at - before.len_utf8(), at + first.len_utf8()),
        (None, Some(second)) => (at, at + first.len_utf8() + second.len_utf8()),
        (None, None) => return None,
    };
    let mut before = text.get(..start)?.chars().rev();
    let mut after = text.get(end..)?.chars();
    let is_whole = match (before.next(), before.next()) {
        (Some(c), _) if is_word(c) => false,
        (Some('.' | '．'), Some(c)) => !is_digit(c),
        _ => true,
    } && match (after.next(), after.clone().next()) {
        (Some(c), _) if is_word(c) || is_joined(c) => false,
        (Some('.' | '．'), Some(c)) => !is_digit(c),
        (Some(',' | '，'), Some(_)) => after.take_while(|c| is_digit(*c)).count() != 3,
        _ => true,
    };
    is_whole.then_some(start..end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether a character joins the cluster of the digit before it: `1️⃣`.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{FE0F}' | '\u{20E3}')
}

/// Digits as they stand beside each other in two cells.
fn across(digits: &str) -> Cow<'_, str> {
    if digits.is_ascii() {
        return digits.into();
    }
    let narrow = |c: char| match u32::from(c) {
        code @ 0xFF10..=0xFF19 => char::from_u32(code - 0xFF10 + 0x30).unwrap_or(c),
        _ => c,
    };
    digits.chars().map(narrow).collect()
}

/// A cluster that starts at byte `at` as it stands upright in a column.
fn upright<'t>(text: &str, at: usize, cluster: &'t str) -> Cow<'t, str> {
    let mut chars = cluster.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return cluster.into();
    };
    let form = if c == '’' && is_apostrophe(text, at) {
        '＇'
    } else {
        vertical_form(c)
    };
    if form == c {
        cluster.into()
    } else {
        form.to_string().into()
    }
}

fn is_apostrophe(text: &str, at: usize) -> bool {
    let beside = text.split_at_checked(at).and_then(|(head, tail)| {
        let before = head.chars().next_back()?;
        Some((before, tail.chars().nth(1)?))
    });
    beside.is_some_and(|(before, after)| before.is_alphabetic() && after.is_ascii_alphabetic())
}

/// The form of a character in vertical text: a mark's own, or one that is two cells wide.
fn vertical_form(c: char) -> char {
    match c {
        // Stops.
        '，' | '﹐' | ',' => '︐',
        '、' | '﹑' | '､' => '︑',
        '。' | '｡' => '︒',
        '：' | '﹕' | ':' | '∶' => '︓',
        '；' | '﹔' | ';' => '︔',
        '！' | '﹗' | '!' => '︕',
        '？' | '﹖' | '?' => '︖',
        // Brackets.
        '（' | '﹙' | '(' => '︵',
        '）' | '﹚' | ')' => '︶',
        '｛' | '﹛' | '{' => '︷',
        '｝' | '﹜' | '}' => '︸',
        '〔' | '﹝' => '︹',
        '〕' | '﹞' => '︺',
        '【' => '︻',
        '】' => '︼',
        '《' => '︽',
        '》' => '︾',
        '〈' => '︿',
        '〉' => '﹀',
        '〖' => '︗',
        '〗' => '︘',
        '［' | '[' => '﹇',
        '］' | ']' => '﹈',
        // Quotation marks.
        '「' | '｢' | '‘' => '﹁',
        '」' | '｣' | '’' => '﹂',
        '『' | '“' => '﹃',
        '』' | '”' => '﹄',
        // Dashes, ellipses and what connects.
        '—' | '―' | '⸺' | '⸻' => '︱',
        '–' | '-' | '－' | '‐' | '‑' | '−' => '︲',
        '…' | '⋯' => '︙',
        '‥' => '︰',
        '～' | '〜' | '~' => '︴',
        '＿' | '_' => '︳',
        '·' | '•' | '‧' | '･' => '・',
        ' ' | '\u{A0}' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) - 0x21 + 0xFF01).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    /// What stands in a column, place by place.
    fn column(text: &str) -> String {
        let places: Vec<_> = places(text, 0..text.len())
            .map(|place| place.shown.repeat(place.rows))
            .collect();
        places.join("|")
    }

    #[test]
    fn marks_have_their_vertical_forms() {
        for (text, expected) in [
            ("去，来。停、走", "去|︐|来|︒|停|︑|走"),
            ("问：何？看！止；", "问|︓|何|︖|看|︕|止|︔"),
            ("“他说‘好’”", "﹃|他|说|﹁|好|﹂|﹄"),
            ("「這『書』」", "﹁|這|﹃|書|﹄|﹂"),
            (
                "《报》（一）【二】〔三〕",
                "︽|报|︾|︵|一|︶|︻|二|︼|︹|三|︺",
            ),
            (
                "〈文〉［注］｛甲｝〖乙〗",
                "︿|文|﹀|﹇|注|﹈|︷|甲|︸|︗|乙|︘",
            ),
            ("话——断……完", "话|︱|︱|断|︙|︙|完"),
            ("破⸺折", "破|︱︱|折"),
            ("列夫·托", "列|夫|・|托"),
            ("五～十", "五|︴|十"),
        ] {
            assert_eq!(column(text), expected);
        }
    }

    #[test]
    fn a_number_of_two_digits_stands_across_and_others_below_each_other() {
        for (text, expected) in [
            ("11月2日", "11|月|２|日"),
            ("１１月", "11|月"),
            ("2019年", "２|０|１|９|年"),
            ("38.5℃", "３|８|．|５|℃"),
            ("3.14", "３|．|１|４"),
            ("12,500元", "１|２|︐|５|０|０|元"),
            ("第12，13号", "第|12|︐|13|号"),
            ("10：30", "10|︓|30"),
            ("1—12月", "１|︱|12|月"),
            ("增长12%。", "增|长|12|％|︒"),
            ("C919与5G", "Ｃ|９|１|９|与|５|Ｇ"),
            ("歼20B", "歼|２|０|Ｂ"),
            ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"),
        ] {
            assert_eq!(column(text), expected);
        }
    }

    #[test]
    fn spaces_part_words_and_not_scripts() {
        for (text, expected) in [
            ("首批 5G 应用", "首|批|５|Ｇ|应|用"),
            ("召开会议 部署", "召|开|会|议|\u{3000}|部|署"),
            ("it’s ok", "ｉ|ｔ|＇|ｓ|\u{3000}|ｏ|ｋ"),
            ("晨报  文化", "晨|报|\u{3000}|\u{3000}|文|化"),
            ("甲\u{200B}乙", "甲|乙"),
        ] {
            assert_eq!(column(text), expected);
        }
    }

    #[test]
    fn a_form_of_its_own_fills_two_cells() {
        for c in '\0'..='\u{FFFF}' {
            let form = vertical_form(c);
            let cells = width(&form.to_string(), Ambiguous::Narrow);
            assert!(form == c || cells == 2, "{c} stands as {form}");
        }
    }
}
