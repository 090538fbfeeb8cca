//! A small plan of a page, drawn in characters: where the report stands on it.

use crate::article::Article;
use crate::text::width::{Ambiguous, width};

/// The rows of a plan, and the most cells of one.
const ROWS: usize = 16;
const MOST_COLUMNS: usize = 48;

/// A cell is so many times as high as it is wide.
const CELL_HEIGHT: u64 = 2;

/// So many rectangles are drawn at the most: an article may name any number.
const MOST_BOXES: usize = 2000;

/// A rectangle: left, top, right and bottom edge.
type Edges = [i32; 4];

/// What the cells are drawn with.
struct Signs {
    headline: char,
    text: char,
    other: char,
    /// The corners from the top left, then the edges.
    corners: [char; 4],
    edges: [char; 2],
}

const BLOCKS: Signs = Signs {
    headline: '█',
    text: '▓',
    other: '░',
    corners: ['┌', '┐', '└', '┘'],
    edges: ['─', '│'],
};

/// For terminals that draw the others two cells wide.
const PLAIN: Signs = Signs {
    headline: '#',
    text: '=',
    other: '.',
    corners: ['+', '+', '+', '+'],
    edges: ['-', '|'],
};

/// Draws the page of an article whose text has places, in at most `columns` cells; nothing where it has none.
/// `others` are the lines of the whole page, as far as they are known.
pub(super) fn plan(
    article: &Article,
    others: &[Edges],
    columns: usize,
    ambiguous: Ambiguous,
) -> Option<Vec<String>> {
    let origin = article.origin.as_ref()?;
    let [page_width, page_height] = origin.size.filter(|size| !size.contains(&0))?;
    if origin.boxes.is_empty() || columns < 12 {
        return None;
    }
    let is_head = |name: &str| matches!(name, "kicker" | "title" | "subtitle");
    let of_kind = |wanted: bool| {
        let fields = origin.boxes.iter();
        let fields = fields.filter(move |(name, _)| is_head(name) == wanted);
        let boxes: Vec<Edges> = fields
            .flat_map(|(_, boxes)| boxes.iter().copied())
            .take(MOST_BOXES)
            .collect();
        boxes
    };
    let (heads, texts) = (of_kind(true), of_kind(false));
    let wide = ROWS as u64 * CELL_HEIGHT * u64::from(page_width) / u64::from(page_height);
    let across = (wide as usize).clamp(4, MOST_COLUMNS.min(columns - 2));
    let cells = Cells {
        page: [page_width, page_height].map(u64::from),
        count: [across as u64, ROWS as u64],
    };
    let is_narrow = width("█░┌─", ambiguous) == 4;
    let signs = if is_narrow { &BLOCKS } else { &PLAIN };
    let sign = |x: usize, y: usize| {
        let head = cells.covered(x, y, &heads);
        let text = cells.covered(x, y, &texts);
        let own = head.saturating_add(text);
        let other = cells.covered(x, y, others).saturating_sub(own);
        if own == 0 && other == 0 {
            ' '
        } else if other > own {
            signs.other
        } else if head >= text {
            signs.headline
        } else {
            signs.text
        }
    };
    let [top_left, top_right, bottom_left, bottom_right] = signs.corners;
    let [level, upright] = signs.edges;
    let edge = |left: char, right: char| {
        let between = std::iter::repeat_n(level, across);
        std::iter::once(left)
            .chain(between)
            .chain([right])
            .collect()
    };
    let row = |y: usize| {
        let cells = (0..across).map(|x| sign(x, y));
        std::iter::once(upright)
            .chain(cells)
            .chain([upright])
            .collect()
    };
    let first: String = edge(top_left, top_right);
    let last: String = edge(bottom_left, bottom_right);
    Some(
        [first]
            .into_iter()
            .chain((0..ROWS).map(row))
            .chain([last])
            .collect(),
    )
}

/// How a page is divided into cells: its width and height, and how many cells there are across and down.
struct Cells {
    page: [u64; 2],
    count: [u64; 2],
}

impl Cells {
    /// Returns how much of a cell rectangles cover, in square units.
    fn covered(&self, x: usize, y: usize, boxes: &[Edges]) -> u64 {
        let [width, height] = self.page;
        let [across, down] = self.count;
        let column = |x: usize| x as u64 * width / across;
        let row = |y: usize| y as u64 * height / down;
        let shared = |from: u64, to: u64, low: i32, high: i32| {
            let edge = |edge: i32| u64::try_from(edge).unwrap_or(0);
            to.min(edge(high)).saturating_sub(from.max(edge(low)))
        };
        let boxes = boxes.iter();
        let covered = boxes.map(|[x0, y0, x1, y1]| {
            shared(column(x), column(x + 1), *x0, *x1) * shared(row(y), row(y + 1), *y0, *y1)
        });
        covered.fold(0, u64::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Origin;
    use std::collections::BTreeMap;

    fn article(size: Option<[u32; 2]>) -> Article {
        let boxes = [
            ("title", vec![[0, 0, 200, 50]]),
            ("body.0", vec![[0, 50, 100, 400], [100, 50, 200, 200]]),
        ];
        let boxes = boxes.map(|(name, boxes)| (name.to_owned(), boxes));
        Article {
            origin: Some(Origin {
                size,
                boxes: BTreeMap::from(boxes),
                ..Origin::default()
            }),
            ..Article::default()
        }
    }

    #[test]
    fn a_report_is_filled_where_it_stands() {
        let article = article(Some([400, 400]));
        let others = [[0, 0, 200, 50], [200, 0, 400, 200]];
        let plan = plan(&article, &others, 40, Ambiguous::Narrow).unwrap();
        assert_eq!(plan.len(), ROWS + 2);
        let left = |y: usize| plan[y].chars().skip(1).take(32).collect::<String>();
        let cells = |parts: [(char, usize); 3]| {
            let parts = parts.map(|(sign, count)| sign.to_string().repeat(count));
            parts.concat()
        };
        assert_eq!(left(1), cells([('█', 16), ('░', 16), (' ', 0)]));
        assert_eq!(left(4), cells([('▓', 16), ('░', 16), (' ', 0)]));
        assert_eq!(left(16), cells([('▓', 8), (' ', 24), (' ', 0)]));
    }

    #[test]
    fn without_places_there_is_none_and_any_size_is_drawn() {
        let none = |size| plan(&article(size), &[], 40, Ambiguous::Narrow).is_none();
        assert!(none(None) && none(Some([0, 400])) && none(Some([400, 0])));
        for size in [[1, u32::MAX], [u32::MAX, 1], [7, 9]] {
            let drawn = plan(&article(Some(size)), &[], 40, Ambiguous::Wide).unwrap();
            assert!(drawn.iter().all(|line| line.is_ascii() && line.len() <= 40));
        }
    }
}
