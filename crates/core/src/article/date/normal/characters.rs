//! Characters that stand for the ones a date is written with.
//!
//! Radicals from PDF (⽉), wide and circled forms, formal numerals (贰零壹玖), 元月 for January, and numbers
//! with 千, which the readers do not know.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::article::numerals;

/// Characters that NFKC leaves as they are: radicals (`EquivalentUnifiedIdeograph`), circles set for 〇, and other
/// forms of a numeral.
const OTHERS: [(char, char); 26] = [
    ('⺝', '月'),
    ('⺠', '民'),
    ('◯', '〇'),
    ('卄', '廿'),
    ('两', '二'),
    ('兩', '二'),
    ('壹', '一'),
    ('贰', '二'),
    ('貳', '二'),
    ('叁', '三'),
    ('參', '三'),
    ('叄', '三'),
    ('肆', '四'),
    ('伍', '五'),
    ('陆', '六'),
    ('陸', '六'),
    ('柒', '七'),
    ('捌', '八'),
    ('玖', '九'),
    ('拾', '十'),
    ('佰', '百'),
    ('仟', '千'),
    ('臘', '腊'),
    ('閏', '闰'),
    ('曆', '历'),
    ('週', '周'),
];

/// Returns the text in plain characters, if it is not.
pub(super) fn plain(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    // A wide O is set for 〇 only as itself.
    let text = text.replace('Ｏ', "〇");
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(&text);
    let plain: String = composed
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(other)
        .collect();
    // Chinese names January and its first day so, and no other.
    let plain = plain.replace("元月", "1月").replace("元旦", "1月1日");
    Some(without_year_twice(&in_digits(&plain)).into_owned())
}

fn other(c: char) -> char {
    let found = OTHERS.iter().find(|(from, _)| *from == c);
    found.map_or(c, |(_, to)| *to)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
    )
}

/// Writes a year with 千 in digits: 二千零一十九年, 一千九百零五年.
fn in_digits(text: &str) -> Cow<'_, str> {
    let Some(thousand) = text.find('千') else {
        return text.into();
    };
    let is_numeral =
        |c: char| c == '千' || numerals::numerals(c.encode_utf8(&mut [0; 4])).is_some();
    let (before, after) = super::split(text, thousand);
    let start = before.trim_end_matches(is_numeral);
    let thousands = before.strip_prefix(start).and_then(whole);
    let after = after.strip_prefix('千').unwrap_or_default();
    let rest = after.trim_start_matches(is_numeral);
    let below = match after.strip_suffix(rest).unwrap_or_default() {
        "" => Some(0),
        below => whole(below).filter(|below| *below < 1000),
    };
    match (thousands, below) {
        (Some(thousands @ 1..10), Some(below)) if rest.trim_start().starts_with('年') => {
            format!("{start}{}{rest}", thousands * 1000 + below).into()
        }
        _ => text.into(),
    }
}

fn whole(run: &str) -> Option<u32> {
    let (value, rest) = numerals::number(run)?;
    rest.is_empty().then_some(value)
}

/// Leaves out a year that is told a second time, in brackets: 1941年(昭和16年)12月8日.
fn without_year_twice(text: &str) -> Cow<'_, str> {
    /// Both brackets and 中華民國一百零八年.
    const LONGEST: usize = 12;
    let Some((before, behind)) = text.split_once("年(") else {
        return text.into();
    };
    match behind.split_once("年)") {
        Some((inside, rest))
            if inside.chars().count() < LONGEST
                && inside.chars().next_back().is_some_and(|c| {
                    c == '元' || numerals::numerals(c.encode_utf8(&mut [0; 4])).is_some()
                }) =>
        {
            format!("{before}年{rest}").into()
        }
        _ => text.into(),
    }
}
