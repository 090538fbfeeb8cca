//! Parts a headline from the lines above and below it (肩题, 副题) where the extraction set them
//! together.
//!
//! A line of smaller type holds more characters, and a phrase ends with it: what the reports of the
//! page say in one breath is one headline that was broken.

use super::super::frames::is_phrased;
use super::super::line::{is_han, is_latin};
use super::super::words::Neighbours;
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

/// Takes the lines from a headline of whose words its report has none, where it has of others': the line above them
/// (肩题), those above this, which are returned (栏目), and the line below (副题).
pub(super) fn part_untold(
    head: &mut Head,
    items: &[Item<'_>],
    page: &Neighbours,
    tells: impl Fn(&Line<'_>) -> bool,
) -> Option<Unit> {
    let title = head.title?;
    let lines = title.lines(items);
    let first = lines.iter().position(&tells)?;
    let last = lines.iter().rposition(&tells)?;
    let parts = |at: usize| {
        let pair = at.checked_sub(1).and_then(|before| lines.get(before..=at));
        pair.is_some_and(|pair| !runs_on(pair, page))
            && !unclosed(lines.get(..at).unwrap_or_default())
    };
    let width = |at: usize| lines.get(at).map_or(0, |line| line.width);
    // The second line of a headline of two is about as wide as the first.
    let is_narrow = |at: usize| 2 * width(at) <= width(last);
    let is_wide = |at: usize| width(at) > width(last);
    let is_below = |at: &usize| parts(*at) && (last > first || is_wide(*at) || is_narrow(*at));
    let end = (last + 1..lines.len()).find(is_below);
    // What is narrow below a headline was set above it, and drawn after it.
    let is_kicker = end.is_some_and(|end| end + 1 == lines.len() && is_narrow(end))
        && lines.last().is_some_and(|line| !line.text.starts_with('—'))
        && head.kicker.is_none();
    let end = end
        .filter(|_| head.subtitle.is_none() || is_kicker)
        .unwrap_or(lines.len());
    let is_above = |at: &usize| {
        let phrased = lines.get(at - 1).is_some_and(|line| is_phrased(line.text));
        parts(*at) && (phrased || 10 * width(at - 1) <= 9 * width(*at))
    };
    let start = (1..=first).rev().find(is_above);
    let start = start
        .filter(|_| head.kicker.is_none() && !is_kicker)
        .unwrap_or(0);
    let kicker = start
        .checked_sub(1)
        .filter(|&at| width(at) >= SHORTEST_KICKER);
    let unit = |first: usize, end: usize| Unit {
        first: title.first + first,
        count: end - first,
        ..title
    };
    head.title = Some(unit(start, end));
    if is_kicker {
        head.kicker = Some(unit(end, lines.len()));
    } else if end < lines.len() {
        head.subtitle = Some(unit(end, lines.len()));
    }
    head.kicker = kicker.map(|at| unit(at, start)).or(head.kicker);
    let above = kicker.unwrap_or(start);
    (above > 0).then(|| unit(0, above))
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

    /// The kicker, the headline and the line below it of a head whose lines `tells` tells from others'.
    fn parted(text: &str, tells: &[&str]) -> [Option<String>; 4] {
        let lines = lines(text, 1);
        let items = [Item::Heading(Heading {
            lines: &lines,
            weak: false,
            in_column: false,
        })];
        let title = Unit {
            item: 0,
            first: 0,
            count: lines.len(),
        };
        let mut head = Head {
            title: Some(title),
            ..Head::default()
        };
        let tells = |line: &Line<'_>| tells.contains(&line.text);
        let above = part_untold(&mut head, &items, &Neighbours::default(), tells);
        let units = [above, head.kicker, head.title, head.subtitle];
        units.map(|unit| unit.map(|unit| unit.text(&items)))
    }

    #[test]
    fn lines_that_their_report_says_nothing_of_stand_above_and_below_the_headline() {
        let text = "简讯\n心连心 再出发\n青山公园三百株樱花\n昨天一齐开放迎客\n记者实地走访\n";
        let tells = ["青山公园三百株樱花", "昨天一齐开放迎客"];
        let found = parted(text, &tells).map(Option::unwrap);
        assert_eq!(
            found,
            [
                "简讯",
                "心连心再出发",
                "青山公园三百株樱花昨天一齐开放迎客",
                "记者实地走访"
            ]
        );
    }

    #[test]
    fn a_narrow_line_below_a_headline_that_its_report_says_nothing_of_is_its_kicker() {
        let [_, kicker, title, below] = parted(
            "青山公园三百株樱花昨天一齐开放\n迎春花开",
            &["青山公园三百株樱花昨天一齐开放"],
        );
        assert_eq!(kicker.as_deref(), Some("迎春花开"));
        assert_eq!(title.as_deref(), Some("青山公园三百株樱花昨天一齐开放"));
        assert_eq!(below, None);
    }

    #[test]
    fn the_second_of_two_lines_is_of_the_headline() {
        let [.., title, below] = parted("三百株樱花开放\n不负春光", &["三百株樱花开放"]);
        assert_eq!(
            (title.as_deref(), below),
            (Some("三百株樱花开放不负春光"), None)
        );
    }
}
