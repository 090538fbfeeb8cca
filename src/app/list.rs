//! The window on the list of headlines.

/// Which row is selected, and which is on top of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    selected: usize,
    top: usize,
    /// The row on top before it was fitted to rows of unknown heights, and the rows that were selected since.
    awaiting: Option<(usize, Vec<usize>)>,
    /// Whether the window was moved by itself, so that what is selected may be out of sight.
    is_scrolled: bool,
    /// Whether the row that is selected next is to be on top.
    brings_up: bool,
}

impl List {
    /// Returns the selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Returns the row on top.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Selects a row of `count`. It may be out of sight until the window is fitted.
    pub fn select(&mut self, row: usize, count: usize) {
        self.selected = row.min(count.saturating_sub(1));
        self.is_scrolled = false;
        if std::mem::take(&mut self.brings_up) {
            (self.top, self.awaiting) = (self.selected, None);
        }
    }

    /// Has the row that is selected next be on top: its neighbours are others then, and where it stood before says
    /// nothing.
    pub fn bring_up_next(&mut self) {
        self.brings_up = true;
    }

    /// Moves the window by rows and leaves selected what is.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by);
        self.is_scrolled = true;
    }

    /// Keeps the window full, and the selected row in it unless the window was moved from it. There are `count` rows;
    /// `height` gives the lines that one takes, if they are known, and the window has `room` for so many lines.
    ///
    /// Where heights become known late, the window is in the end where it would be had they been known from the
    /// beginning.
    pub fn fit(&mut self, count: usize, room: usize, height: impl Fn(usize) -> Option<usize>) {
        let last = count.saturating_sub(1);
        self.selected = self.selected.min(last);
        if self.is_scrolled {
            self.awaiting = None;
        }
        let (from, mut selected) = self.awaiting.take().unwrap_or((self.top, Vec::new()));
        if selected.last() != Some(&self.selected) {
            selected.push(self.selected);
        }
        let lines = |row| height(row).unwrap_or(1);
        self.top = from;
        for row in &selected {
            if !self.is_scrolled {
                let highest = first_that_shows(*row, room, lines);
                self.top = self.top.clamp(highest, *row);
            }
            self.top = self.top.min(first_that_shows(last, room, lines));
        }
        let shown = self.top..(self.top + room).min(count);
        if shown.into_iter().any(|row| height(row).is_none()) && selected.len() < MOST_AWAITED {
            self.awaiting = Some((from, selected));
        }
    }
}

/// How many rows are remembered that were selected while heights are unknown.
const MOST_AWAITED: usize = 64;

/// The first row that can be on top of a window in which `row` still shows whole.
fn first_that_shows(row: usize, room: usize, height: impl Fn(usize) -> usize) -> usize {
    let mut left = room.saturating_sub(height(row));
    let above = (0..row).rev().take_while(|above| {
        let lines = height(*above);
        let fits = lines <= left;
        left = left.saturating_sub(lines);
        fits
    });
    row - above.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_row_is_in_a_full_window(
            moves in prop::collection::vec((0usize..50, 0usize..60, 3usize..20, -9isize..9), 1..20),
            heights in prop::collection::vec(1usize..4, 60),
        ) {
            let mut list = List::default();
            let lines = |rows: std::ops::Range<usize>| rows.map(|row| heights[row]).sum::<usize>();
            for (row, count, room, by) in moves {
                list.select(row, count);
                list.fit(count, room, |row| heights.get(row).copied());
                if count == 0 {
                    continue;
                }
                prop_assert!(list.selected() < count);
                prop_assert!(list.top() <= list.selected());
                prop_assert!(lines(list.top()..list.selected() + 1) <= room);
                let selected = list.selected();
                list.scroll(by);
                list.fit(count, room, |row| heights.get(row).copied());
                prop_assert_eq!(list.selected(), selected);
                // No room is left for the row above.
                let is_full = list.top() == 0 || lines(list.top() - 1..count) > room;
                prop_assert!(is_full);
            }
        }

        #[test]
        fn heights_that_come_late_leave_the_window_where_it_would_be(
            rows in prop::collection::vec(0usize..60, 1..12),
            heights in prop::collection::vec(1usize..4, 60),
            room in 3usize..20,
        ) {
            let mut known = List::default();
            let mut late = List::default();
            known.fit(60, room, |row| heights.get(row).copied());
            late.fit(60, room, |row| heights.get(row).copied());
            for row in rows {
                known.select(row, 60);
                known.fit(60, room, |row| heights.get(row).copied());
                late.select(row, 60);
                late.fit(60, room, |_| None);
            }
            late.fit(60, room, |row| heights.get(row).copied());
            prop_assert_eq!(late, known);
        }
    }
}
