//! Years that are counted from a reign or from the founding of a state.

use super::NoDate;
use crate::article::date::written;
use crate::article::numerals::{digit, digits, number};
use crate::article::papers;

/// The years of an era.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Era {
    names: &'static [&'static str],
    /// Its first year.
    first: u32,
    /// How many it had.
    years: u32,
    /// Up to which of its years its months are the lunar calendar's.
    lunar: u32,
}

const fn era(names: &'static [&'static str], first: u32, years: u32, lunar: u32) -> Era {
    Era {
        names,
        first,
        years,
        lunar,
    }
}

/// The first year of the Republic of China.
const REPUBLIC: u32 = 1912;

/// Eras in which newspapers were dated, and those of the gazettes before them. Of two names that
/// end alike the longer one stands first.
const ERAS: [Era; 19] = [
    // The Republic of China; it goes on.
    era(&["中华民国", "中華民國", "民国", "民國"], REPUBLIC, 200, 0),
    // The Qing.
    era(&["顺治", "順治"], 1644, 18, 18),
    era(&["康熙"], 1662, 61, 61),
    era(&["雍正"], 1723, 13, 13),
    era(&["乾隆"], 1736, 60, 60),
    era(&["嘉庆", "嘉慶"], 1796, 25, 25),
    era(&["道光"], 1821, 30, 30),
    era(&["咸丰", "咸豐"], 1851, 11, 11),
    era(&["同治"], 1862, 13, 13),
    era(&["光绪", "光緒"], 1875, 34, 34),
    // To the restoration of 1917.
    era(&["宣统", "宣統"], 1909, 9, 9),
    era(&["洪宪", "洪憲"], 1916, 1, 0),
    // Manchukuo.
    era(&["大同"], 1932, 3, 0),
    era(&["康德"], 1934, 12, 0),
    // Japan, which took the Gregorian calendar with 1873.
    era(&["明治"], 1868, 45, 5),
    era(&["大正"], 1912, 15, 0),
    era(&["昭和"], 1926, 64, 0),
    era(&["平成"], 1989, 31, 0),
    era(&["令和"], 2019, 100, 0),
];

/// The states that may be named before an era.
const STATES: [&str; 12] = [
    "大满洲帝国",
    "大滿洲帝國",
    "满洲帝国",
    "滿洲帝國",
    "满洲国",
    "滿洲國",
    "伪满",
    "偽滿",
    "大清",
    "清",
    "大日本",
    "日本",
];

/// A year of an era where it stands in a text.
pub(super) struct EraYear<'t> {
    /// Where the era's name begins, or its state's.
    pub(super) start: usize,
    /// The year of our era.
    pub(super) year: u32,
    /// Whether its months are the lunar calendar's.
    pub(super) is_lunar: bool,
    /// Whether it is a year of the Republic.
    pub(super) is_of_republic: bool,
    /// What stands behind the number.
    pub(super) rest: &'t str,
}

/// Returns whether a text tells a year before our era.
pub(super) fn is_before_ours(text: &str) -> bool {
    let named = ["公元前", "西元前", "纪元前", "紀元前"];
    let words = || text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    named.iter().any(|name| text.contains(name))
        || words().any(|word| ["BC", "BCE", "B.C", "B.C."].contains(&word))
}

/// Finds the first year of an era, unless a date of ours stands before it.
///
/// # Errors
///
/// When the era did not have the year.
pub(super) fn find(text: &str) -> Result<Option<EraYear<'_>>, NoDate> {
    if text.is_ascii() {
        return Ok(None);
    }
    let place = |era: &'static Era| {
        let at = |name: &&'static str| Some((text.find(name)?, *name, era));
        era.names.iter().find_map(at)
    };
    let Some((start, name, era)) = ERAS.iter().filter_map(place).min_by_key(|found| found.0) else {
        return Ok(None);
    };
    let (before, behind) = super::split(text, start);
    if written::known(before).is_some() {
        return Ok(None);
    }
    let behind = behind.strip_prefix(name).unwrap_or_default().trim_start();
    let (count, rest) = match behind.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => match number(behind) {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    // 大同 and 康德 are names of other things too: 大同2019年.
    let is_western = (1000..3000).contains(&count) && era.years < 200;
    if is_western || !has_unit(rest) {
        return Ok(None);
    }
    if count == 0 || count > era.years {
        return Err(NoDate);
    }
    let state = STATES
        .iter()
        .find_map(|state| before.trim_end().strip_suffix(state));
    Ok(Some(EraYear {
        start: state.map_or(start, str::len),
        year: era.first + count - 1,
        is_lunar: count <= era.lunar,
        is_of_republic: era.first == REPUBLIC && era.years > 100,
        rest,
    }))
}

/// Returns whether 年 or a mark before a month stands here.
fn has_unit(rest: &str) -> bool {
    let rest = rest.trim_start();
    let marked = rest.strip_prefix(['-', '/', '.']);
    rest.starts_with('年') || marked.is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()))
}

/// Writes the year of an era as one of ours.
///
/// # Errors
///
/// When the era did not have the year.
pub(super) fn western(text: &str, source: Option<&str>) -> Result<Option<String>, NoDate> {
    // 民108.11.22, as in tables.
    let short = text.trim_start().strip_prefix('民');
    if let Some(rest) = short.filter(|rest| rest.starts_with(|c| digit(c).is_some())) {
        return western(&format!("民國{rest}"), source);
    }
    Ok(match find(text)? {
        None => bare_republic(text, source),
        Some(found) => {
            let (before, _) = super::split(text, found.start);
            Some(format!("{before}{}{}", found.year, found.rest))
        }
    })
}

/// A year of the Republic without its name: `101/05/25`, `108年11月22日`. Three digits are no other year; two
/// are one in a paper of Taiwan.
fn bare_republic(text: &str, source: Option<&str>) -> Option<String> {
    const BEFORE_ITS_FIRST: u32 = 1911;
    let text = text.trim_start();
    let (run, rest) = digits(text);
    let is_year = match run.as_slice() {
        [1, _, _] => true,
        [tens, _] => *tens > 0 && source.is_some_and(papers::is_of_taiwan),
        _ => false,
    };
    if !is_year {
        return None;
    }
    let year = run.iter().fold(0, |year, digit| year * 10 + digit) + BEFORE_ITS_FIRST;
    let mark = rest.chars().next()?;
    let behind = rest.strip_prefix(['/', '.', '-', '年'])?;
    let (month, behind) = digits(behind);
    let behind = behind.strip_prefix(if mark == '年' { '月' } else { mark })?;
    let (day, behind) = digits(behind);
    let whole = |part: &[u32]| (1..=2).contains(&part.len());
    let is_closed = if mark == '年' {
        behind.starts_with('日')
    } else {
        !behind.starts_with(mark)
    };
    (whole(&month) && whole(&day) && is_closed).then(|| format!("{year}{rest}"))
}
