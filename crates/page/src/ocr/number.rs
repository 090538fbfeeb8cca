//! Numbers of files, held within what a page may measure.

use serde_json::Value;

use crate::placed::Area;

/// The largest place on a page, in its units.
const MOST: f32 = 1e7;

/// Reads a number; none that is not finite.
pub(super) fn parse(text: &str) -> Option<f32> {
    held(text.trim().parse().ok()?)
}

/// Returns a number that was read, held within what a page may measure.
pub(super) fn held(number: f32) -> Option<f32> {
    number.is_finite().then(|| number.clamp(-MOST, MOST))
}

/// Reads a number of JSON.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no place needs more than 24 bits"
)]
pub(super) fn of_json(value: &Value) -> Option<f32> {
    held(value.as_f64()? as f32)
}

/// Returns the area of a left upper corner and two sizes.
pub(super) fn sized(left: f32, top: f32, width: f32, height: f32) -> Area {
    Area {
        left,
        top,
        right: left + width.max(0.0),
        bottom: top + height.max(0.0),
    }
}

/// Returns the area between two corners.
pub(super) fn between([left, top, right, bottom]: [f32; 4]) -> Area {
    Area {
        left: left.min(right),
        top: top.min(bottom),
        right: right.max(left),
        bottom: bottom.max(top),
    }
}

/// Returns the area that holds all points; `None` where there are none.
pub(super) fn around(points: impl IntoIterator<Item = (f32, f32)>) -> Option<Area> {
    let points = points.into_iter().map(|(x, y)| between([x, y, x, y]));
    points.reduce(Area::union)
}

/// Reads points such as `60,260 252,260`.
pub(super) fn points(text: &str) -> Option<Area> {
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        Some((parse(x)?, parse(y)?))
    };
    around(text.split_whitespace().filter_map(point))
}
