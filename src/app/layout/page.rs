//! Where in its pane the text is set.
//!
//! Vertical text is a page turned by a right angle: lines run from top to bottom, so that a measure is so many rows,
//! lines follow each other from right to left, and columns stand below each other. A row counts for two cells of a
//! measure, since a Han character takes as much of either.

use super::{Area, Direction, View};
use crate::text::vertical::PLACE;
use crate::text::width::Ambiguous;
use crate::text::writing_mode::WritingMode;

/// How a page is divided into columns.
struct Columns {
    /// The shortest and the longest measure of a column among others.
    measure: (u16, u16),
    /// What stands between two columns.
    gutter: u16,
}

/// Columns beside each other, in cells: 18 to 22 Han characters, as in a newspaper.
const BESIDE: Columns = Columns {
    measure: (36, 44),
    gutter: 4,
};

/// Columns of vertical text, which stand below each other, in rows.
const BELOW: Columns = Columns {
    measure: (14, 22),
    gutter: 2,
};

/// The cells that a character of vertical text takes of a row.
pub const CHARACTER: u16 = PLACE as u16;

/// Rows from which on vertical text has an empty one above and below it.
const HIGH: u16 = 16;

/// Where in its pane the text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// All of it: what stands across the columns has all of its width, or height where text is vertical.
    pub area: Area,
    /// Whether lines run from top to bottom.
    pub is_vertical: bool,
    /// How many columns it has.
    pub columns: u16,
    /// The measure of a column.
    pub measure: u16,
    /// How many rows a line takes; of vertical text how many cells it has on its left, and 1 at the least.
    pub spacing: u16,
    /// Whether every line may stand on top of the window: there the cursor is, and the line is read.
    pub is_plain: bool,
}

impl Page {
    /// Makes a page of a pane: in its middle, with a margin where there is room for one. A measure is an
    /// even number of cells, `longest` at the most.
    pub fn new(pane: Area, longest: u16, view: &View) -> Self {
        if view.plain {
            Self::plain(pane, longest, view)
        } else if view.direction == Direction::Down {
            Self::vertical(pane, longest, view)
        } else {
            Self::horizontal(pane, longest, view)
        }
    }

    fn plain(pane: Area, longest: u16, view: &View) -> Self {
        let measure = even(pane.width.min(longest));
        Self {
            area: Area {
                width: measure,
                ..pane
            },
            measure,
            columns: 1,
            spacing: view.spacing.rows(),
            is_plain: true,
            is_vertical: false,
        }
    }

    fn horizontal(pane: Area, longest: u16, view: &View) -> Self {
        let room = pane.width - margin(pane.width);
        let (columns, measure) = BESIDE.divide(room, longest, view.columned);
        let measure = even(measure);
        let width = columns * (measure + BESIDE.gutter) - BESIDE.gutter;
        Self {
            area: Area {
                x: pane.x + (pane.width - width) / 2,
                width,
                ..pane
            },
            columns,
            measure,
            spacing: view.spacing.rows(),
            is_plain: false,
            is_vertical: false,
        }
    }

    fn vertical(pane: Area, longest: u16, view: &View) -> Self {
        let spacing = view.spacing.rows();
        let room = pane.width - margin(pane.width);
        let lines = (room + spacing) / (CHARACTER + spacing);
        let width = (lines * (CHARACTER + spacing)).saturating_sub(spacing);
        let rows = if pane.height < HIGH {
            pane.height
        } else {
            pane.height - 2
        };
        let (columns, rows) = BELOW.divide(rows, longest / CHARACTER, view.columned);
        let height = columns * (rows + BELOW.gutter) - BELOW.gutter;
        Self {
            area: Area {
                x: pane.x + (pane.width - width) / 2,
                y: pane.y + (pane.height - height) / 2,
                width,
                height,
            },
            columns,
            measure: rows * CHARACTER,
            spacing,
            is_plain: false,
            is_vertical: true,
        }
    }

    /// Makes a page of one column of a measure and some lines, as large as it needs to be.
    pub fn single(measure: u16, lines: u16) -> Self {
        Self {
            area: Area {
                width: measure,
                height: lines,
                ..Area::default()
            },
            columns: 1,
            measure,
            spacing: 1,
            is_plain: false,
            is_vertical: false,
        }
    }

    /// Returns in which direction its lines run.
    pub fn writing_mode(&self, ambiguous: Ambiguous) -> WritingMode {
        if self.is_vertical {
            WritingMode::Vertical
        } else {
            WritingMode::Horizontal(ambiguous)
        }
    }

    /// Returns the measure of what stands across the columns.
    pub fn measure_across(&self) -> u16 {
        if self.is_vertical {
            self.area.height * CHARACTER
        } else {
            self.area.width
        }
    }

    /// Returns how far a line stands from the one before it.
    pub fn pitch(&self) -> u16 {
        if self.is_vertical {
            CHARACTER + self.spacing
        } else {
            self.spacing.max(1)
        }
    }

    /// Returns how many lines a column holds.
    pub fn lines(&self) -> u16 {
        if self.is_vertical {
            (self.area.width + self.spacing) / self.pitch()
        } else {
            self.area.height.div_ceil(self.pitch())
        }
    }

    /// Returns where a column stands, behind so many lines that stand across all of them.
    pub fn column_area(&self, number: u16, across: u16) -> Area {
        let taken = across * self.pitch();
        if self.is_vertical {
            let rows = self.measure / CHARACTER;
            Area {
                y: self.area.y + number * (rows + BELOW.gutter),
                width: self.area.width.saturating_sub(taken),
                height: rows,
                ..self.area
            }
        } else {
            Area {
                x: self.area.x + number * (self.measure + BESIDE.gutter),
                y: self.area.y + taken,
                width: self.measure,
                height: self.area.height.saturating_sub(taken),
            }
        }
    }
}

/// The cells that a pane leaves on both sides of the text together.
fn margin(width: u16) -> u16 {
    if width > 40 {
        4
    } else {
        2.min(width.saturating_sub(8))
    }
}

/// An even measure: full-width text fills it.
fn even(measure: u16) -> u16 {
    if measure > 2 { measure & !1 } else { measure }
}

impl Columns {
    /// Returns as many columns as there is room for, if several are wanted, and their measure. One that would be alone
    /// is as long as the text is otherwise.
    fn divide(&self, room: u16, longest: u16, is_wanted: bool) -> (u16, u16) {
        let (least, most) = self.measure;
        let (least, most) = (least.min(longest), most.min(longest));
        let columns = (room + self.gutter) / (least + self.gutter).max(1);
        if columns < 2 || !is_wanted {
            return (1, room.min(longest));
        }
        let measure = (room + self.gutter) / columns - self.gutter;
        (columns, measure.min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Focus;
    use crate::app::layout::{LONGEST_MEASURE, Layout, Spacing};

    fn pane_of(size: (u16, u16), view: &View) -> Area {
        let layout = Layout::new(size, Focus::Text, view);
        layout.pane.expect("the text shows")
    }

    #[test]
    fn a_wide_screen_keeps_a_comfortable_measure_in_the_middle() {
        let whole = pane_of((200, 50), &View::default());
        let page = Page::new(whole, LONGEST_MEASURE, &View::default());
        assert_eq!((page.columns, page.measure), (1, 72));
        assert_eq!(page.area.x - whole.x, (whole.width - 72) / 2);
    }

    #[test]
    fn columns_are_as_many_as_there_is_room_for() {
        let columned = View {
            columned: true,
            ..View::default()
        };
        let zen = View {
            zen: true,
            ..columned
        };
        let columns = |size, view: &View| {
            let page = Page::new(pane_of(size, view), LONGEST_MEASURE, view);
            (page.columns, page.measure)
        };
        assert_eq!(columns((200, 50), &columned), (3, 38));
        assert_eq!(columns((200, 50), &zen), (5, 36));
        assert_eq!(columns((80, 24), &zen), (2, 36));
        assert_eq!(columns((80, 24), &columned), (1, 42));
    }

    #[test]
    fn vertical_text_is_as_high_as_a_line_is_long_and_has_columns_below_each_other() {
        let alone = View {
            zen: true,
            direction: Direction::Down,
            ..View::default()
        };
        let columned = View {
            columned: true,
            ..alone
        };
        let set = |size, view: &View| {
            let page = Page::new(pane_of(size, view), LONGEST_MEASURE, view);
            (page.columns, page.measure / CHARACTER, page.lines())
        };
        assert_eq!(set((80, 24), &alone), (1, 21, 25));
        assert_eq!(set((40, 12), &alone), (1, 11, 13));
        assert_eq!(set((200, 50), &alone), (1, 36, 65));
        assert_eq!(set((80, 24), &columned), (1, 21, 25));
        assert_eq!(set((200, 50), &columned), (3, 14, 65));
        let loose = View {
            spacing: Spacing::Loose,
            ..alone
        };
        assert_eq!(set((80, 24), &loose), (1, 21, 19));
    }
}
