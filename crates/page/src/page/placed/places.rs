//! Where the lines of a page stand on it, in the order of reading.

use crate::placed::{Area, PlacedPage};

/// Where the lines of a page stand on it, in whole units of the page.
#[derive(Clone, Debug, Default)]
pub struct Places {
    size: [u32; 2],
    /// Of each line, counted from 1: left, top, right and bottom edge.
    areas: Vec<[i32; 4]>,
}

impl Places {
    /// Begins the places of a page.
    pub(super) fn new(page: &PlacedPage) -> Self {
        let whole = |length: f32| (length.round() as i32).unsigned_abs();
        Self {
            size: [whole(page.width), whole(page.height)],
            areas: Vec::new(),
        }
    }

    /// Adds the place of the next line.
    pub(super) fn push(&mut self, area: Area) {
        let edges = [area.left, area.top, area.right, area.bottom];
        self.areas.push(edges.map(|edge| edge.round() as i32));
    }

    /// Returns the page's width and height.
    pub fn size(&self) -> [u32; 2] {
        self.size
    }

    /// Returns the place of every line.
    pub fn all(&self) -> &[[i32; 4]] {
        &self.areas
    }

    /// Returns the frames of the lines in ranges, of lines that follow each other in one column one.
    pub fn frames(&self, ranges: &[[u32; 2]]) -> Vec<[i32; 4]> {
        let lines = ranges.iter().flat_map(|&[first, last]| first..=last);
        let areas = lines.filter_map(|line| self.areas.get((line as usize).checked_sub(1)?));
        let mut frames: Vec<[i32; 4]> = Vec::new();
        let mut last: Option<[i32; 4]> = None;
        for &area in areas {
            match frames.last_mut() {
                Some(frame) if last.is_some_and(|last| follows(last, area)) => {
                    *frame = union(*frame, area);
                }
                _ => frames.push(area),
            }
            last = Some(area);
        }
        frames
    }
}

/// Whether a line stands below another in a column, or on the left of another where they are vertical.
fn follows(last: [i32; 4], next: [i32; 4]) -> bool {
    let [left, top, right, bottom] = last;
    let overlap = |from: i32, to: i32, other_from: i32, other_to: i32| {
        let shared = to.min(other_to) - from.max(other_from);
        2 * shared > (to - from).min(other_to - other_from)
    };
    let height = (bottom - top).max(next[3] - next[1]).max(1);
    let width = (right - left).max(next[2] - next[0]).max(1);
    let is_below = overlap(left, right, next[0], next[2]) && (next[1] - top).abs() <= 2 * height;
    let is_beside = overlap(top, bottom, next[1], next[3]) && (left - next[0]).abs() <= 2 * width;
    if width >= height { is_below } else { is_beside }
}

fn union(one: [i32; 4], other: [i32; 4]) -> [i32; 4] {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_column_are_a_frame() {
        let mut places = Places::default();
        let lines = [[0, 0, 90, 10], [0, 14, 90, 24], [0, 28, 40, 38]];
        let beside = [[100, 0, 190, 10], [100, 14, 190, 24]];
        places.areas = lines.into_iter().chain(beside).collect();
        assert_eq!(
            places.frames(&[[1, 5]]),
            [[0, 0, 90, 38], [100, 0, 190, 24]]
        );
        assert_eq!(
            places.frames(&[[1, 1], [4, 9]]),
            [[0, 0, 90, 10], [100, 0, 190, 24]]
        );
        assert_eq!(places.frames(&[[0, 0], [9, 2]]), [[0; 4]; 0]);
    }

    #[test]
    fn vertical_lines_follow_each_other_to_the_left() {
        let places = Places {
            size: [200, 200],
            areas: vec![[180, 0, 190, 90], [166, 0, 176, 90], [180, 100, 190, 190]],
        };
        assert_eq!(
            places.frames(&[[1, 3]]),
            [[166, 0, 190, 90], [180, 100, 190, 190]]
        );
    }
}
