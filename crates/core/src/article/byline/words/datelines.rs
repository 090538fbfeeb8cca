//! Where a report came from and how: 台北報導, 北京十一月二日电, 发自南京.

use super::institutions::is_nobody;
use super::places::PLACES;

/// How a word ends that says where from or in which way a report came: 台北報導, 综合报道, 北京电.
pub(super) const REPORTS: [&str; 10] = [
    "参与采写",
    "综合报道",
    "綜合報導",
    "综合报导",
    "報導",
    "报道",
    "报导",
    "報道",
    "专电",
    "專電",
];
/// The same in one character, which may end a name as well.
pub(super) const WIRED: [char; 2] = ['电', '電'];

/// Words behind which a place stands.
const FROM: [&str; 6] = ["发自", "發自", "摄于", "攝於", "报道自", "寄自"];

/// Splits from a word the way in which a report came, with a place before it or not; `None` where it tells none.
pub(in super::super) fn without_report(word: &str) -> Option<&str> {
    let rests = REPORTS
        .iter()
        .filter_map(|report| word.strip_suffix(report));
    let wired = word.strip_suffix(WIRED).and_then(|rest| {
        let before_day = before_day(rest);
        let is_place = PLACES.contains(&rest) || is_nobody(rest);
        let of_agency = before_day.and_then(agency_before_place);
        of_agency.or(before_day).or(is_place.then_some(rest))
    });
    rests.chain(wired).min_by_key(|rest| rest.len())
}

/// Returns the agency at the beginning of a word, without the place that it reports from: 中新社香港.
fn agency_before_place(word: &str) -> Option<&str> {
    let end = word.find(['社', '网', '網', '报', '報'])?;
    let agency = word.get(..end)?.len() + '社'.len_utf8();
    word.get(..agency).filter(|agency| is_nobody(agency))
}

/// Splits a day from the end of a word: 台北22日, 北京十一月二十二日.
fn before_day(word: &str) -> Option<&str> {
    let is_figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let figures = word.strip_suffix('日')?;
    let rest = figures.trim_end_matches(is_figure);
    let month = rest
        .strip_suffix('月')
        .map(|rest| rest.trim_end_matches(is_figure));
    (rest.len() < figures.len()).then_some(month.unwrap_or(rest))
}

/// Returns the place behind words such as 发自, which may stand apart from it.
pub(in super::super) fn from(word: &str) -> Option<&str> {
    FROM.iter().find_map(|from| word.strip_prefix(from))
}
