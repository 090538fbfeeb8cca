//! The window on the list of headlines.

/// Which row is selected, and which is on top of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    selected: usize,
    top: usize,
}

/// Columns from which on a headline has its source and date beside it.
const WIDE: u16 = 76;

/// Returns how many rows of the screen a headline takes in a list of so many columns: one where its source
/// and date stand beside it, two where they stand below.
pub fn rows_each(columns: u16) -> u16 {
    if columns < WIDE { 2 } else { 1 }
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
    }

    /// Keeps the selected row in a window of `height` rows, and the window full.
    pub fn fit(&mut self, count: usize, height: usize) {
        let height = height.max(1);
        self.selected = self.selected.min(count.saturating_sub(1));
        self.top = self
            .top
            .clamp((self.selected + 1).saturating_sub(height), self.selected)
            .min(count.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_row_is_in_a_full_window(
            moves in prop::collection::vec((0usize..50, 0usize..60, 0usize..20), 1..20),
        ) {
            let mut list = List::default();
            for (row, count, height) in moves {
                list.select(row, count);
                list.fit(count, height);
                let height = height.max(1);
                if count > 0 {
                    prop_assert!(list.selected() < count);
                    prop_assert!((list.top()..list.top() + height).contains(&list.selected()));
                    prop_assert!(list.top() + height <= count.max(height));
                }
            }
        }
    }
}
