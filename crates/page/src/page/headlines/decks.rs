//! Parts a headline from the lines above and below it (肩题, 副题) where the extraction set them
//! together.
//!
//! A line of smaller type holds more characters, and a phrase ends with it: what the reports of the
//! page say in one breath is one headline that was broken.

use super::super::line::{is_han, is_latin};
use super::super::words::{Neighbours, meet_in_word};
use super::{Head, Item, Line, Unit};

/// A line of a headline has at least so many half ems.
const SHORTEST: u32 = 12;

/// How much wider lines of smaller type are at least.
const RATIO: u32 = 2;

/// Takes the lines from a headline that stand above and below it, where it has none of its own yet.
pub(super) fn part(head: &mut Head, items: &[Item<'_>], page: &Neighbours) {
    let Some(title) = head.title else {
        return;
    };
    let lines = title.lines(items);
    if head.subtitle.is_none()
        && let Some(at) = below(lines, page)
    {
        let (upper, lower) = cut(title, at);
        head.title = Some(upper);
        head.subtitle = Some(lower);
    } else if head.kicker.is_none() && parts(lines, 1, Ordering::Above, page) {
        let (upper, lower) = cut(title, 1);
        head.kicker = Some(upper);
        head.title = Some(lower);
    }
}

/// Takes the lines above a headline of some lines and below it from it; returns what has no place beside it.
pub(super) fn part_from(head: &mut Head, all: Unit, items: &[Item<'_>]) -> Vec<Unit> {
    let Some(title) = head.title else {
        return Vec::new();
    };
    let row = |first: usize, end: usize| Unit {
        first,
        count: end - first,
        ..all
    };
    let mut left = Vec::new();
    let (start, end) = (title.first, title.first + title.count);
    if start > all.first {
        let above = row(start - 1, start);
        let is_kicker = head.kicker.is_none() && width(above, items) >= SHORTEST_KICKER;
        let from = if is_kicker { start - 1 } else { start };
        head.kicker = Some(above).filter(|_| is_kicker).or(head.kicker);
        left.extend((from > all.first).then(|| row(all.first, from)));
    }
    let mut below = end;
    let last = all.first + all.count;
    if below < last && head.kicker.is_none() && is_drawn_later(title, row(below, last), items) {
        head.kicker = Some(row(below, below + 1));
        below += 1;
    }
    if below < last && head.subtitle.is_none() {
        head.subtitle = Some(row(below, last));
    } else if below < last {
        left.push(row(below, last));
    }
    left
}

/// Whether the first of the lines below a headline was set above it, and drawn after it: it is narrow, and no dash is
/// before it; or a 副题 with a dash stands below it.
fn is_drawn_later(title: Unit, below: Unit, items: &[Item<'_>]) -> bool {
    let dashed = |line: &Line<'_>| line.text.starts_with('—');
    match below.lines(items) {
        [only] => !dashed(only) && 2 * only.width <= width(title, items),
        [first, second, ..] => !dashed(first) && (dashed(second) || first.width <= second.width),
        [] => false,
    }
}

/// How wide the last line is.
fn width(unit: Unit, items: &[Item<'_>]) -> u32 {
    unit.lines(items).last().map_or(0, |line| line.width)
}

/// The narrowest line above a headline, in half ems.
const SHORTEST_KICKER: u32 = 8;

/// Whether a phrase runs on from one line of a headline to the next.
fn runs_on(pair: &[Line<'_>], page: &Neighbours) -> bool {
    match pair {
        [above, below] => {
            above.text.ends_with(['、', '，', '：', '—'])
                || above.text.ends_with(is_latin) && below.text.starts_with(is_han)
                || page.at_junction(above.text, below.text, 1) > 0.0
                || meet_in_word(above.text, below.text) == Some(true)
        }
        _ => false,
    }
}

/// Where the smaller type stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ordering {
    Above,
    Below,
}

fn cut(unit: Unit, at: usize) -> (Unit, Unit) {
    let upper = Unit { count: at, ..unit };
    let lower = Unit {
        first: unit.first + at,
        count: unit.count - at,
        ..unit
    };
    (upper, lower)
}

/// The line of a headline that a 副题 begins with: one with a dash before it, or the last.
fn below(lines: &[Line<'_>], page: &Neighbours) -> Option<usize> {
    let dash = |pair: &[Line<'_>]| {
        let after = pair.last().and_then(|line| line.text.strip_prefix('—'));
        after.is_some_and(|after| after.starts_with('—') || !runs_on(pair, page))
    };
    let dashed = lines.windows(2).position(dash).map(|at| at + 1);
    let last = lines.len().checked_sub(1).filter(|&last| last > 0);
    dashed.or_else(|| last.filter(|&last| parts(lines, last, Ordering::Below, page)))
}

/// Whether the lines before and from a place on are of two sizes: those of the smaller are much wider,
/// and no sentence runs from one to the other.
fn parts(lines: &[Line<'_>], at: usize, smaller: Ordering, page: &Neighbours) -> bool {
    let Some((above, below)) = lines.split_at_checked(at) else {
        return false;
    };
    let (Some(last), Some(first)) = (above.last(), below.first()) else {
        return false;
    };
    let (small, large) = match smaller {
        Ordering::Above => (above, below),
        Ordering::Below => (below, above),
    };
    let narrowest = |lines: &[Line<'_>]| lines.iter().map(|line| line.width).min();
    let widest = large.iter().map(|line| line.width).max();
    let (Some(small), Some(shortest), Some(widest)) = (narrowest(small), narrowest(large), widest)
    else {
        return false;
    };
    let open = unclosed(above) || runs_on(&[*last, *first], page);
    small >= RATIO * widest && shortest >= SHORTEST && !open
}

/// Whether a quotation or a bracket is open at the end of lines.
fn unclosed(lines: &[Line<'_>]) -> bool {
    let chars = || lines.iter().flat_map(|line| line.text.chars());
    let opened = chars().filter(|&c| super::super::line::opens(c)).count();
    opened > chars().filter(|&c| super::super::line::closes(c)).count()
}

#[cfg(test)]
mod tests {
    use super::super::super::frames::Heading;
    use super::super::super::line::lines;
    use super::*;

    fn kicker(text: &str, report: &str) -> bool {
        let heading = lines(text, 1);
        let page = Neighbours::of(&lines(&format!("{text}\n{report}"), 1));
        parts(&heading, 1, Ordering::Above, &page)
    }

    #[test]
    fn a_wide_line_above_a_narrow_one_is_of_smaller_type() {
        let text = "全市春季植树活动今天在青山启动\n万人上山种树";
        assert!(kicker(text, "今天有一万人来到青山。"));
        assert!(!kicker(
            "春季植树活动今天启动\n万人上山种树",
            "今天有一万人来到青山。"
        ));
    }

    #[test]
    fn a_phrase_that_a_line_end_divides_is_one_headline() {
        let text = "全市春季植树活动今天在青山水\n库旁边启动";
        assert!(!kicker(text, "活动今天在青山水库旁边举行。"));
        assert!(!kicker("市长在“全市春季植树活动\n启动仪式”上", "启动。"));
    }

    #[test]
    fn a_dash_begins_a_line_below() {
        let text = lines("青山不老\n——记护林员李明", 1);
        assert_eq!(below(&text, &Neighbours::default()), Some(1));
    }

    /// What becomes of the lines of a heading of which some are the headline: the kicker, the line below it, and what
    /// is left.
    fn parted(text: &str, first: usize, count: usize) -> (Option<String>, Option<String>, String) {
        let lines = lines(text, 1);
        let items = [Item::Heading(Heading {
            lines: &lines,
            weak: false,
            in_column: false,
        })];
        let all = Unit {
            item: 0,
            first: 0,
            count: lines.len(),
        };
        let title = Unit {
            first,
            count,
            ..all
        };
        let mut head = Head {
            title: Some(title),
            ..Head::default()
        };
        let left = part_from(&mut head, all, &items);
        let text = |unit: Unit| unit.text(&items);
        let left = left.into_iter().map(text).collect();
        (head.kicker.map(text), head.subtitle.map(text), left)
    }

    #[test]
    fn what_is_not_of_a_headline_stands_above_and_below_it() {
        let some = |text: &str| Some(text.to_owned());
        let found = parted(
            "简讯\n心连心 再出发\n三百株樱花\n昨天开放\n记者走访见闻\n",
            2,
            2,
        );
        assert_eq!(
            found,
            (
                some("心连心再出发"),
                some("记者走访见闻"),
                "简讯".to_owned()
            )
        );
        let narrow = parted("青山公园三百株樱花昨天一齐开放\n迎春花开\n", 0, 1);
        assert_eq!(narrow, (some("迎春花开"), None, String::new()));
        let both = parted("三百株樱花昨天开放\n心连心 再出发\n——记者走访见闻\n", 0, 1);
        assert_eq!(
            both,
            (some("心连心再出发"), some("——记者走访见闻"), String::new())
        );
        let fragment = parted("园\n三百株樱花昨天开放\n", 1, 1);
        assert_eq!(fragment, (None, None, "园".to_owned()));
    }
}
