//! Ranges count as their beginning, and the number of an issue or a page is no month.

use crate::article::numerals::number;

/// What stands between the ends of a range.
const TO: [char; 11] = ['-', '–', '—', '―', '‐', '‑', '−', '~', '〜', '至', '到'];

/// What a number behind a year may count instead of months: 2019年第3期, 2019年3-4版.
const COUNTED: [&str; 14] = [
    "版", "期", "卷", "页", "頁", "辑", "輯", "届", "屆", "周", "季", "次", "总第", "號刊",
];

/// Returns the text up to where a range goes on, if it does.
pub(super) fn beginning(text: &str) -> Option<String> {
    of_months(text)
        .or_else(|| of_years(text))
        .or_else(|| of_figures(text))
}

/// `2019年11-12月` begins with November; of `2019年3-4版` the year is the date.
fn of_months(text: &str) -> Option<String> {
    let (before, behind) = text.split_once('年')?;
    before.chars().next_back().filter(|c| is_numeral(*c))?;
    let inside = behind.trim_start();
    let (first, rest) = number(inside.strip_prefix('第').unwrap_or(inside))?;
    let last = to(rest).and_then(number);
    let (is_range, unit) = match last {
        Some((_, rest)) => (true, rest.trim_start()),
        None => (false, rest.trim_start()),
    };
    if COUNTED.iter().any(|counted| unit.starts_with(counted)) {
        return Some(format!("{before}年"));
    }
    let is_of_months = is_range && unit.starts_with('月');
    is_of_months.then(|| format!("{before}年{first}月"))
}

/// `2019-2020` begins with 2019.
fn of_years(text: &str) -> Option<String> {
    let (first, rest) = year(text.trim_start())?;
    let (last, rest) = year(to(rest)?)?;
    let value = |year| number(year).map(|(year, _)| year);
    (value(first) < value(last) && value(last) < Some(3000)).then_some(())?;
    let rest = rest.strip_prefix(['年', '度']).unwrap_or(rest).trim();
    let is_whole = rest.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    is_whole.then(|| first.to_owned())
}

/// `2019.11-12`: where a full stop parts year and month, a dash does not part month and day.
fn of_figures(text: &str) -> Option<String> {
    let (_, rest) = year(text.trim_start())?;
    let (_, rest) = number(rest.strip_prefix(['.', '/'])?)?;
    let (_, behind) = number(to(rest)?)?;
    let is_whole = behind.trim().is_empty();
    is_whole.then(|| text.strip_suffix(rest).map(str::to_owned))?
}

/// Splits a year of four figures from the start of a text.
fn year(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = number(text)?;
    let year = text.strip_suffix(rest)?;
    (year.chars().count() == 4).then_some((year, rest))
}

/// Takes what leads to the end of a range from before it.
fn to(rest: &str) -> Option<&str> {
    Some(rest.trim_start().strip_prefix(TO)?.trim_start())
}

fn is_numeral(c: char) -> bool {
    number(c.encode_utf8(&mut [0; 4])).is_some()
}
