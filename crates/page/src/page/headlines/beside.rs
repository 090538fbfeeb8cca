//! Puts the line above or below a headline (肩题, 副题) in its place.

use super::super::frames::Item;
use super::{Head, Unit};

/// Whether only headlines and bylines stand between two of them.
pub(super) fn beside(a: Unit, b: Unit, items: &[Item<'_>]) -> bool {
    let (low, high) = (a.item.min(b.item), a.item.max(b.item));
    items.get(low..=high).is_some_and(|between| {
        between
            .iter()
            .all(|item| matches!(item, Item::Heading(_) | Item::Byline(_)))
    })
}

/// Adds the line above or below a headline that is surely its report's.
pub(super) fn add_beside(head: &mut Head, title: Unit, other: Unit) {
    if (title.item, title.first) < (other.item, other.first) {
        head.subtitle = Some(other);
    } else {
        head.kicker = Some(other);
    }
}

/// Tells the headline from the line above or below it. The headline is set in the largest type, hence
/// with the fewest characters in a line; a line that begins with a dash is a 副题.
pub(super) fn set_beside(head: &mut Head, title: Unit, other: Unit, items: &[Item<'_>]) {
    let order = |unit: Unit| (unit.item, unit.first);
    let (upper, lower) = if order(title) < order(other) {
        (title, other)
    } else {
        (other, title)
    };
    let measure = |unit: Unit| {
        unit.lines(items)
            .iter()
            .map(|line| line.width)
            .max()
            .unwrap_or_default()
    };
    let dash = lower
        .lines(items)
        .first()
        .is_some_and(|line| line.text.starts_with('—'));
    if dash || measure(upper) < measure(lower) {
        head.title = Some(upper);
        head.subtitle = Some(lower);
    } else {
        head.kicker = Some(upper);
        head.title = Some(lower);
    }
}
