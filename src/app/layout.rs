//! Where things stand on the screen. All figures are cells.

mod page;

use super::Focus;
use crate::config::{self, ListSide};
use crate::text::conversion::ShownScript;

pub use page::{CHARACTER, Page};

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

    /// Parts the first rows from the others.
    #[must_use]
    pub(super) fn split_rows(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let first = Self {
            height: rows,
            ..self
        };
        let rest = Self {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        };
        (first, rest)
    }
}

/// Where the list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// On the text's left.
    #[default]
    Beside,
    /// Above the text.
    Above,
}

/// In which direction the lines of the text run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    #[default]
    Across,
    /// From top to bottom, the first of them on the right (竖排).
    Down,
}

impl Direction {
    /// Returns the direction of vertical text, or the other.
    pub(super) fn of(is_vertical: bool) -> Self {
        if is_vertical {
            Self::Down
        } else {
            Self::Across
        }
    }
}

/// How far the lines of the text stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// One follows the other.
    #[default]
    Close,
    /// An empty row follows each.
    Loose,
}

impl Spacing {
    /// Returns the spacing of so many rows a line.
    pub(super) fn of(rows: u16) -> Self {
        if rows > 1 { Self::Loose } else { Self::Close }
    }

    /// Returns how many rows a line takes.
    pub fn rows(self) -> u16 {
        match self {
            Self::Close => 1,
            Self::Loose => 2,
        }
    }
}

impl From<ListSide> for Division {
    fn from(side: ListSide) -> Self {
        match side {
            ListSide::Left => Self::Beside,
            ListSide::Above => Self::Above,
        }
    }
}

/// How the window is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Where the list stands.
    pub division: Division,
    /// The share of the columns that it has on the text's left, in thousandths, if the reader said so.
    pub list_share: Option<u16>,
    /// How many rows it has above the text, if the reader said so.
    pub list_rows: Option<u16>,
    /// Whether the text stands alone while it is read.
    pub zen: bool,
    /// Whether the text is set in columns, where there is room for two.
    pub columned: bool,
    /// In which direction its lines run.
    pub direction: Direction,
    /// In which characters it is shown.
    pub script: ShownScript,
    /// How far lines stand apart.
    pub spacing: Spacing,
    /// Whether one thing at a time is shown, without frames, with the cursor where one reads: that is asked
    /// for, and not remembered.
    pub plain: bool,
}

/// The screen's division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The folders above the headlines, where they show.
    pub folders: Option<Area>,
    /// The headlines, where they show.
    pub list: Option<Area>,
    /// The column or row between headlines and text, where both show.
    pub rule: Option<Area>,
    /// The note of the report that is read, above its text, where it has one.
    pub note: Option<Area>,
    /// The pane of the text, where it shows.
    pub pane: Option<Area>,
    /// The status line.
    pub status: Area,
}

/// Below this many columns, headlines beside the text leave it too little room.
const SIDE_BY_SIDE: u16 = 70;
/// Below this many rows, headlines above the text leave it too little room.
const ABOVE_EACH_OTHER: u16 = 14;
/// The least that a reader can make of the list and leave of the text: columns, and rows.
const LEAST: (u16, u16) = (20, 4);
/// The least that a list beside the text leaves it, in columns: 18 Han characters.
const LEAST_MEASURE: u16 = 36;
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
    pub fn new((width, height): (u16, u16), focus: Focus, view: &View) -> Self {
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
        let room = match view.division {
            Division::Beside => width >= SIDE_BY_SIDE,
            Division::Above => rows >= ABOVE_EACH_OTHER,
        };
        let is_text = focus == Focus::Text;
        if view.plain || view.zen && is_text || !room {
            return Self {
                folders: None,
                list: (!is_text).then_some(whole),
                rule: None,
                note: None,
                pane: is_text.then_some(whole),
                status,
            };
        }
        let (list, rule, pane) = match view.division {
            Division::Beside => whole.beside(list_columns(width, view.list_share)),
            Division::Above => whole.stacked(list_rows(rows, view.list_rows)),
        };
        Self {
            folders: None,
            list: Some(list),
            rule: Some(rule),
            note: None,
            pane: Some(pane),
            status,
        }
    }

    /// Returns whether headlines and text show one at a time.
    pub fn is_single(&self) -> bool {
        self.rule.is_none()
    }
}

impl Area {
    /// Divides it into one of `columns` on the left, a rule, and the rest.
    fn beside(self, columns: u16) -> (Self, Self, Self) {
        let part = |x, width| Self {
            x: self.x + x,
            width,
            ..self
        };
        let rest = self.width.saturating_sub(columns + 1);
        (part(0, columns), part(columns, 1), part(columns + 1, rest))
    }

    /// Divides it into one of `rows` above, a rule, and the rest.
    fn stacked(self, rows: u16) -> (Self, Self, Self) {
        let part = |y, height| Self {
            y: self.y + y,
            height,
            ..self
        };
        let rest = self.height.saturating_sub(rows + 1);
        (part(0, rows), part(rows, 1), part(rows + 1, rest))
    }
}

/// The share of the screen that the reader gave it, in thousandths, or two fifths: wide enough for a headline in two or
/// three lines, never so wide that the text suffers.
fn list_columns(width: u16, share: Option<u16>) -> u16 {
    let (least, _) = LEAST;
    let most = width.saturating_sub(LEAST_MEASURE + 1);
    let columns = |share| (u32::from(width) * u32::from(share)).div_ceil(1000) as u16;
    let wanted = share.map(|share| columns(share).min(most).max(least));
    wanted.unwrap_or((width * 2 / 5).clamp(28, 72))
}

/// The share of a screen that so many columns of it are, in thousandths.
pub(super) fn list_share(width: u16, columns: u16) -> u16 {
    let share = u32::from(columns) * 1000 / u32::from(width.max(1));
    share.min(1000) as u16
}

/// What the reader made of it, or a third of the rows.
pub(super) fn list_rows(rows: u16, wanted: Option<u16>) -> u16 {
    let (_, least) = LEAST;
    let wanted = wanted.unwrap_or((rows / 3).min(12));
    wanted.min(rows.saturating_sub(least + 1)).max(least)
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
    use crate::app::view::Spacing;
    use proptest::prelude::*;

    fn view() -> impl Strategy<Value = View> {
        let size = || prop::option::of(0u16..400);
        (any::<[bool; 6]>(), size(), size()).prop_map(
            |([above, zen, columned, vertical, loose, plain], list_share, list_rows)| View {
                division: if above {
                    Division::Above
                } else {
                    Division::Beside
                },
                list_share,
                list_rows,
                zen,
                columned,
                direction: Direction::of(vertical),
                script: ShownScript::default(),
                spacing: if loose {
                    Spacing::Loose
                } else {
                    Spacing::Close
                },
                plain,
            },
        )
    }

    proptest! {
        #[test]
        fn everything_stays_on_the_screen(
            size in (0u16..400, 0u16..200), text: bool, view in view(), longest in 10u16..400,
        ) {
            let focus = if text { Focus::Text } else { Focus::List };
            let layout = Layout::new(size, focus, &view);
            for area in [layout.list, layout.rule, layout.pane].into_iter().flatten() {
                prop_assert!(area.x + area.width <= size.0);
                prop_assert!(area.y + area.height <= layout.status.y);
                let page = Page::new(area, longest, &view);
                prop_assert!(page.area.x >= area.x);
                prop_assert!(page.area.y >= area.y);
                prop_assert!(page.area.x + page.area.width <= area.x + area.width);
                prop_assert!(page.area.y + page.area.height <= area.y + area.height);
                let last = page.column_area(page.columns - 1, 0);
                let ends = |area: Area| (area.x + area.width, area.y + area.height);
                prop_assert_eq!(ends(last), ends(page.area));
                prop_assert!(page.measure <= longest);
            }
            prop_assert!(layout.list.is_some() || layout.pane.is_some());
            prop_assert!(layout.status.y + layout.status.height <= size.1);
        }
    }

    #[test]
    fn a_narrow_screen_shows_one_at_a_time() {
        let beside = View::default();
        assert_eq!(Layout::new((69, 24), Focus::Text, &beside).list, None);
        assert_eq!(Layout::new((69, 24), Focus::List, &beside).pane, None);
        assert!(Layout::new((70, 24), Focus::List, &beside).pane.is_some());
        let above = View {
            division: Division::Above,
            ..beside
        };
        assert_eq!(Layout::new((40, 14), Focus::Text, &above).list, None);
        let both = Layout::new((40, 15), Focus::List, &above);
        assert_eq!(both.list.map(|list| list.height), Some(4));
        assert_eq!(both.pane.map(|pane| pane.height), Some(9));
    }
}
