//! Parts a headline from the lines above and below it (肩题, 副题) where the extraction set them
//! together.
//!
//! A line of smaller type holds more characters, and a phrase ends with it: what the reports of the
//! page say in one breath is one headline that was broken.

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
    let runs_on = |pair: &[Line<'_>]| match pair {
        [above, below] => page.at_junction(above.text, below.text, 1) > 0.0,
        _ => false,
    };
    let dash = |pair: &[Line<'_>]| {
        let after = pair.last().and_then(|line| line.text.strip_prefix('—'));
        after.is_some_and(|after| after.starts_with('—') || !runs_on(pair))
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
    let open = last.text.ends_with(['、', '，', '：', '—'])
        || last.text.ends_with(is_latin) && first.text.starts_with(is_han)
        || unclosed(above)
        || page.at_junction(last.text, first.text, 1) > 0.0;
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
}
