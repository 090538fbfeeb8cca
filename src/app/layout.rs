//! Where things stand on the screen. All figures are cells.

use super::Focus;
use crate::config;

/// A rectangle of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Returns whether the cell at column `x`, row `y` lies within.
    pub fn contains(&self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }
}

/// The screen's division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The folders above the headlines, where they show.
    pub folders: Option<Area>,
    /// The headlines, where they show.
    pub list: Option<Area>,
    /// The column between headlines and text, where both show.
    pub rule: Option<Area>,
    /// The pane of the text, where it shows.
    pub pane: Option<Area>,
    /// The status line.
    pub status: Area,
}

/// Below this many columns, headlines and text show one at a time.
const SIDE_BY_SIDE: u16 = 70;
/// The longest line, unless the reader wants another.
pub const LONGEST_MEASURE: u16 = config::MEASURE;

/// How the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typesetting {
    /// The longest line.
    pub measure: u16,
    /// A paragraph's indent; nothing to go by the measure.
    pub indent: Option<u16>,
}

impl Default for Typesetting {
    fn default() -> Self {
        Self {
            measure: LONGEST_MEASURE,
            indent: None,
        }
    }
}

impl Typesetting {
    /// Returns a paragraph's indent in lines of `measure`: what is wanted, as far as half a line.
    pub fn indent_of(indent: Option<u16>, measure: u16) -> u16 {
        indent.map_or_else(|| by_measure(measure), |cells| cells.min(measure / 2))
    }
}

impl Layout {
    /// Divides a screen of `width` columns and `height` rows.
    pub fn new(width: u16, height: u16, focus: Focus) -> Self {
        let rows = height.saturating_sub(1);
        let status = Area {
            x: 0,
            y: rows,
            width,
            height: height.min(1),
        };
        let whole = Area {
            x: 0,
            y: 0,
            width,
            height: rows,
        };
        if width < SIDE_BY_SIDE {
            let (list, pane) = match focus {
                Focus::List => (Some(whole), None),
                Focus::Text => (None, Some(whole)),
            };
            return Self {
                folders: None,
                list,
                rule: None,
                pane,
                status,
            };
        }
        let columns = list_columns(width);
        Self {
            folders: None,
            list: Some(Area {
                width: columns,
                ..whole
            }),
            rule: Some(Area {
                x: columns,
                width: 1,
                ..whole
            }),
            pane: Some(Area {
                x: columns + 1,
                width: width - columns - 1,
                ..whole
            }),
            status,
        }
    }
}

impl Layout {
    /// Returns whether headlines and text show one at a time.
    pub fn is_single(&self) -> bool {
        self.rule.is_none()
    }
}

/// A third of the screen: wide enough for a headline, never so wide that the text suffers.
fn list_columns(width: u16) -> u16 {
    (width / 3).clamp(26, 56)
}

/// Returns where in its pane the text is set: a measure of an even number of cells, `longest` at the
/// most, in the pane's middle, with a margin where there is room for one.
pub fn text_area(pane: Area, longest: u16) -> Area {
    let margin = if pane.width > 40 {
        4
    } else {
        2.min(pane.width.saturating_sub(8))
    };
    let measure = (pane.width - margin).min(longest);
    let measure = if measure > 2 { measure & !1 } else { measure };
    Area {
        x: pane.x + (pane.width - measure) / 2,
        width: measure,
        ..pane
    }
}

/// Two em, or one where the measure is small.
fn by_measure(measure: u16) -> u16 {
    match measure {
        0..16 => 0,
        16..40 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everything_stays_on_the_screen(width in 0u16..400, height in 0u16..200, text: bool) {
            let focus = if text { Focus::Text } else { Focus::List };
            let layout = Layout::new(width, height, focus);
            for area in [layout.list, layout.rule, layout.pane].into_iter().flatten() {
                prop_assert!(area.x + area.width <= width);
                prop_assert!(area.y + area.height <= layout.status.y);
                let inner = text_area(area, LONGEST_MEASURE);
                prop_assert!(inner.x >= area.x);
                prop_assert!(inner.x + inner.width <= area.x + area.width);
            }
            prop_assert!(layout.list.is_some() || layout.pane.is_some());
            prop_assert!(layout.status.y + layout.status.height <= height);
        }
    }

    #[test]
    fn a_wide_screen_keeps_a_comfortable_measure_in_the_middle() {
        let pane = Layout::new(200, 50, Focus::List)
            .pane
            .expect("side by side");
        let text = text_area(pane, LONGEST_MEASURE);
        assert_eq!(text.width, 72);
        assert_eq!(text.x - pane.x, (pane.width - 72) / 2);
    }

    #[test]
    fn a_narrow_screen_shows_one_at_a_time() {
        assert_eq!(Layout::new(69, 24, Focus::Text).list, None);
        assert_eq!(Layout::new(69, 24, Focus::List).pane, None);
        assert!(Layout::new(70, 24, Focus::List).pane.is_some());
    }
}
