//! Columns that stand side by side in a text, as `pdftotext -layout` and others keep them: each row of the text has
//! a line of every column, with white space between. They are cut apart before anything else is read.
//!
//! A row is cut at its white space into pieces. Pieces that stand one below the other with the same left edge are
//! a column, until something stands in its way: a headline over several columns, or the next report. The columns
//! are then put in the order of reading.

mod order;

use super::folio::folio;
use super::line::{self, Line, is_closed, is_han, is_wide};

/// So much white space within a row is between two columns, in places.
const GUTTER: usize = 3;
/// How far to the left of a column's edge a line may begin, and how far to the right of it, in places.
const OUTDENT: usize = 2;
const INDENT: usize = 5;
/// How many rows a column may be without a line and go on.
const MOST_BLANK: u32 = 14;
/// How many rows must have pieces side by side.
const FEWEST_ROWS: usize = 3;

/// How many lines tell where the left edge of a column is.
const EDGE: usize = 3;

/// Wider than any column, in places.
const TAB: usize = 240;

/// A part of a row between white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    row: u32,
    /// Where it begins and ends in the row, in places.
    start: usize,
    end: usize,
    text: &'t str,
}

/// Pieces that stand one below the other.
#[derive(Clone, Debug)]
struct Column<'t> {
    pieces: Vec<Piece<'t>>,
    left: usize,
    right: usize,
    open: bool,
}

/// Cuts columns that stand side by side apart; `None` where the page is not set so.
pub(super) fn columns(text: &str, first: u32) -> Option<Vec<Line<'_>>> {
    if !text.contains("   ") && !text.contains('\t') {
        return None;
    }
    let [by_count, by_width] = [rows(text, first, |_| 1), rows(text, first, advance)];
    // Programs count characters, or the cells that they take on a screen: edges that agree tell which.
    let rows = if agreement(&by_count) > agreement(&by_width) {
        by_count
    } else {
        by_width
    };
    if !are_side_by_side(&rows) {
        return None;
    }
    let printed: Vec<u32> = rows.iter().flatten().map(|piece| piece.row).collect();
    let columns = order::in_order(stack(&rows));
    let lines = columns.iter().flat_map(|column| lines(column, &printed));
    Some(lines.collect())
}

fn advance(c: char) -> usize {
    if is_wide(c) { 2 } else { 1 }
}

/// Cuts the rows of a text into pieces.
fn rows(text: &str, first: u32, places: impl Fn(char) -> usize) -> Vec<Vec<Piece<'_>>> {
    let mut rows = Vec::new();
    let (mut rest, mut row) = (text, first);
    while !rest.is_empty() {
        let (line, after) = line::split_line(rest);
        let parts = if folio(line.trim()).is_some() {
            whole(line)
        } else {
            cut(line)
        };
        let (lead, printed) = line.split_at(line.len() - line.trim_start().len());
        // A tab before all text is an indent, and behind text it goes to the next column.
        let indent = if lead.contains('\t') {
            OUTDENT
        } else {
            lead.chars().fold(0, |at, c| stop(at, c, &places))
        };
        let pieces = parts.into_iter().map(|(from, part)| {
            let before = printed.get(..from - lead.len()).unwrap_or_default();
            let start = before.chars().fold(indent, |at, c| stop(at, c, &places));
            let end = part.chars().fold(start, |at, c| stop(at, c, &places));
            Piece {
                row,
                start,
                end,
                text: part,
            }
        });
        rows.push(pieces.collect());
        row = row.saturating_add(1);
        rest = after;
    }
    rows
}

/// Returns the place behind a character.
fn stop(at: usize, c: char, places: impl Fn(char) -> usize) -> usize {
    match c {
        '\t' => (at / TAB + 1) * TAB,
        '\u{c}' => at,
        c => at + places(c),
    }
}

/// Returns a row as one part: the line that names the paper and the page is spread over the page.
fn whole(line: &str) -> Vec<(usize, &str)> {
    let text = line.trim();
    let before = line.len() - line.trim_start().len();
    vec![(before, text)]
}

/// Returns the parts of a row between white space, each with the byte where it begins.
fn cut(line: &str) -> Vec<(usize, &str)> {
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let (mut start, mut end, mut white) = (None, 0, 0);
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            white += if c == '\t' { GUTTER } else { 1 };
            continue;
        }
        if white >= GUTTER
            && let Some(from) = start.take()
        {
            parts.extend(line.get(from..end).map(|part| (from, part)));
        }
        start.get_or_insert(at);
        (end, white) = (at + c.len_utf8(), 0);
    }
    if let Some(from) = start {
        parts.extend(line.get(from..end).map(|part| (from, part)));
    }
    parts
}

/// Returns how well the left edges of pieces behind others agree.
fn agreement(rows: &[Vec<Piece<'_>>]) -> usize {
    let mut edges = std::collections::HashMap::new();
    for piece in rows.iter().flat_map(|row| row.iter().skip(1)) {
        *edges.entry(piece.start).or_insert(0_usize) += 1;
    }
    edges.values().map(|count| count * count).sum()
}

/// Whether columns stand side by side: several rows, and not few of all, have two texts, and the left edges of
/// those on the right agree.
fn are_side_by_side(rows: &[Vec<Piece<'_>>]) -> bool {
    let printed = rows.iter().filter(|row| !row.is_empty()).count();
    let is_text = |piece: &&Piece<'_>| piece.text.chars().filter(|c| is_han(*c)).count() >= 4;
    let beside: Vec<&Piece<'_>> = rows
        .iter()
        .filter(|row| row.iter().filter(is_text).count() > 1)
        .filter_map(|row| row.last())
        .collect();
    let agrees = |piece: &&&Piece<'_>| {
        let near = |other: &&&Piece<'_>| other.start.abs_diff(piece.start) <= INDENT;
        beside.iter().filter(near).count() > 1
    };
    let aligned = beside.iter().filter(agrees).count();
    aligned >= FEWEST_ROWS && 6 * aligned > printed
}

/// Puts the pieces that stand one below the other together.
fn stack<'t>(rows: &[Vec<Piece<'t>>]) -> Vec<Column<'t>> {
    let mut columns: Vec<Column<'t>> = Vec::new();
    for row in rows {
        // Where the next piece begins, a piece's column ends.
        let next = row.iter().skip(1).map(|piece| piece.start);
        let nexts: Vec<usize> = next.chain([usize::MAX]).collect();
        for (piece, next) in row.iter().zip(nexts) {
            place(piece, next, &mut columns);
        }
    }
    columns
}

fn place<'t>(piece: &Piece<'t>, next: usize, columns: &mut Vec<Column<'t>>) {
    let mut over = Vec::new();
    let mut own = None;
    for (at, column) in columns
        .iter_mut()
        .enumerate()
        .rev()
        .filter(|(_, column)| column.open)
    {
        let last = column.pieces.last().map_or(0, |last| last.row);
        if piece.row > last + MOST_BLANK {
            column.open = false;
            continue;
        }
        let overlaps = piece.start < column.right && column.left < piece.end;
        if overlaps {
            over.push(at);
        }
        let is_below = last < piece.row && column.takes(piece);
        if is_below && own.is_none() {
            own = Some(at);
        }
    }
    let is_alone = own.is_none_or(|own| over.iter().all(|&at| at == own));
    let own = own.filter(|_| is_alone);
    if let Some(column) = own.and_then(|at| columns.get_mut(at)) {
        column.left = column.left.min(piece.start);
        column.right = column.right.max(piece.end).min(next);
        column.pieces.push(*piece);
        return;
    }
    for at in over {
        if let Some(column) = columns.get_mut(at) {
            column.open = false;
        }
    }
    columns.push(Column {
        pieces: vec![*piece],
        left: piece.start,
        right: piece.end,
        open: true,
    });
}

impl Column<'_> {
    /// Whether a piece below may be a line of it: it begins at its edge, or stands in its middle.
    fn takes(&self, piece: &Piece<'_>) -> bool {
        let at_edge = piece.start + OUTDENT >= self.left && piece.start <= self.left + INDENT;
        let is_inside = piece.start >= self.left && piece.end <= self.right;
        let middle = (piece.start + piece.end).abs_diff(self.left + self.right);
        at_edge || is_inside && self.pieces.len() > 2 && middle <= 8
    }

    /// Whether something else begins with a piece: what stands above it has come to an end, and a row is blank over the
    /// whole page between them, or the column has another edge from here on.
    fn is_parted(&self, at: usize, printed: &[u32]) -> bool {
        let Some((above, piece)) = at
            .checked_sub(1)
            .and_then(|above| self.pieces.get(above))
            .zip(self.pieces.get(at))
        else {
            return false;
        };
        let from = printed.partition_point(|row| *row <= above.row);
        let between = printed.get(from..).unwrap_or_default();
        let mut rows: Vec<u32> = between
            .iter()
            .copied()
            .take_while(|row| *row < piece.row)
            .collect();
        rows.dedup();
        let blank = (piece.row - above.row - 1) as usize - rows.len();
        match blank {
            0 => is_closed(above.text) && self.shifts(at),
            1 => is_closed(above.text),
            _ => is_closed(above.text) || self.is_full(above),
        }
    }

    /// Whether a piece is as wide as its column.
    fn is_full(&self, piece: &Piece<'_>) -> bool {
        piece.end + OUTDENT >= self.right
    }

    /// Whether the lines from one on have another left edge than those above it.
    fn shifts(&self, at: usize) -> bool {
        let edge = |from: usize, to: usize| {
            let lines = self.pieces.get(from..to.min(self.pieces.len()))?;
            (lines.len() == EDGE).then(|| lines.iter().map(|piece| piece.start).min())?
        };
        let above = at.checked_sub(EDGE).and_then(|from| edge(from, at));
        above
            .zip(edge(at, at + EDGE))
            .is_some_and(|(above, below)| above != below)
    }

    fn top(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.row)
    }

    fn bottom(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.row)
    }
}

/// Returns the lines of a column, each with its indent; `printed` are the rows of the page that have text, in order.
fn lines<'t>(column: &Column<'t>, printed: &[u32]) -> Vec<Line<'t>> {
    let edge = edge(column);
    let pieces = column.pieces.iter().enumerate();
    let lines = pieces.filter_map(|(at, piece)| {
        let gap = at == 0 || column.is_parted(at, printed);
        let line = Line::new(piece.row, piece.text, gap)?;
        let indent = piece.start.saturating_sub(edge).min(INDENT);
        // A column's edge is seldom exact: less than an indent is none.
        let indent = if indent > 1 { 4 } else { 0 };
        Some(Line { indent, ..line })
    });
    lines.collect()
}

/// Returns the left edge that most lines of a column have.
fn edge(column: &Column<'_>) -> usize {
    let count = |edge: usize| {
        column
            .pieces
            .iter()
            .filter(|piece| piece.start == edge)
            .count()
    };
    let edges = column.pieces.iter().map(|piece| piece.start);
    let best = edges.max_by_key(|&edge| (count(edge), std::cmp::Reverse(edge)));
    best.unwrap_or(column.left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<String>> {
        let lines = columns(text, 1)?;
        Some(
            lines
                .iter()
                .map(|line| format!("{}{}", if line.indent > 0 { "　" } else { "" }, line.text))
                .collect(),
        )
    }

    const COUNTED: &str = "\
                河堤开工                          夜校今晚开课
  本报讯（记者李明）河堤      期三个月，附近居民可绕        本报讯夜校今晚开
加固工程昨天开工，工         行新桥。工程总投资二千      课，学员三十人，课
                  五百万元。           程包括识字。
";

    #[test]
    fn columns_are_read_one_after_the_other() {
        let found = texts(COUNTED).unwrap();
        assert_eq!(
            found,
            [
                "河堤开工",
                "　本报讯（记者李明）河堤",
                "加固工程昨天开工，工",
                "期三个月，附近居民可绕",
                "行新桥。工程总投资二千",
                "五百万元。",
                "夜校今晚开课",
                "　本报讯夜校今晚开",
                "课，学员三十人，课",
                "程包括识字。",
            ]
        );
    }

    #[test]
    fn a_tab_before_text_is_an_indent_and_one_behind_it_a_gutter() {
        let text = "\t本报讯河堤昨天开\t本报讯夜校今晚开\n工，居民可绕行。\t课，学员三十人。\n\t总投资二千万元。\t报名在镇文化站。\n由水利局承建。\t每周三晚上课。\n";
        assert_eq!(
            texts(text).unwrap(),
            [
                "　本报讯河堤昨天开",
                "工，居民可绕行。",
                "　总投资二千万元。",
                "由水利局承建。",
                "本报讯夜校今晚开",
                "课，学员三十人。",
                "报名在镇文化站。",
                "每周三晚上课。",
            ]
        );
    }

    #[test]
    fn text_with_a_space_here_and_there_is_no_row_of_columns() {
        for text in [
            "本报记者   李明   王芳\n春天来了，孩子们在田埂上奔跑。\n他们放纸鸢。\n",
            "　　春天来了，孩子们在田埂上奔跑，\n纸鸢飞得比树还高。   （李明）\n夏天的雨。   （王芳）\n",
        ] {
            assert_eq!(texts(text), None, "{text}");
        }
    }

    #[test]
    fn a_report_below_another_in_a_column_stands_behind_a_gap() {
        let upper = "工，居民可绕行新桥过        课，学员三十人，课程\n河，总投资二千万元。        包括识字。\n";
        let lower = "梅花昨天在园里开了，        大桥明天合龙，工程师\n游人从各地赶来看花，        说要看天气，如果有风\n入口加开了两个门前。        就改在后天。\n";
        let gaps = |text: &str| -> Vec<usize> {
            let lines = columns(text, 1).unwrap();
            let gaps = lines.iter().enumerate().filter(|(_, line)| line.gap);
            gaps.map(|(at, _)| at).collect()
        };
        let below = format!("{upper}{lower}");
        assert_eq!(gaps(&below), [0, 5]);
        // A row is blank over the whole page.
        let apart = format!("{upper}\n{lower}");
        assert_eq!(gaps(&apart), [0, 2, 5, 7]);
        // The column has another edge.
        let shifted: String = upper
            .lines()
            .chain(upper.lines().skip(1))
            .chain(upper.lines().skip(1))
            .map(|line| format!("{line}\n"))
            .chain(lower.lines().map(|line| format!(" {line}\n")))
            .collect();
        assert!(gaps(&shifted).contains(&4), "{:?}", gaps(&shifted));
    }
}
