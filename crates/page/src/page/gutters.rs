//! Columns that stand side by side in a text, as `pdftotext -layout` and others keep them: each row of the text has
//! a line of every column, with white space between. They are cut apart before anything else is read.
//!
//! A row is cut at its white space into pieces. Pieces that stand one below the other with the same left edge are
//! a column, until something stands in its way: a headline over several columns, or the next report. The columns
//! are then put in the order of reading.

mod order;
mod stack;

use self::stack::{Column, Rows, stack};
use super::folio::folio;
use super::line::{self, Line, is_han, is_wide};

/// So much white space within a row is between two columns, in places.
const GUTTER: usize = 3;
/// The white space within a name that is spread is no more.
const SPREAD: usize = 5;
/// How far to the left of a column's edge a line may begin, and how far to the right of it, in places.
const OUTDENT: usize = 2;
const INDENT: usize = 5;
/// How many rows must have pieces side by side.
const FEWEST_ROWS: usize = 3;

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
    let columns = order::in_order(stack(&rows));
    let rows = Rows::of(&rows, first);
    let lines = columns.iter().flat_map(|column| column.lines(&rows));
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
            && !(white <= SPREAD && is_spread_name(line, end, at))
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

/// Whether the white space between two places is within a name of two characters, which is set as wide as one of three:
/// each of the two stands alone.
fn is_spread_name(line: &str, end: usize, at: usize) -> bool {
    let (before, after) = (line.get(..end), line.get(at..));
    let mut before = before.unwrap_or_default().chars().rev();
    let mut after = after.unwrap_or_default().chars();
    let is_alone = |first: Option<char>, second: Option<char>| {
        first.is_some_and(is_han) && second.is_none_or(char::is_whitespace)
    };
    let family = is_alone(before.next(), before.next());
    family
        && before.next().is_some_and(|c| !c.is_whitespace())
        && is_alone(after.next(), after.next())
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

    #[test]
    fn a_name_that_is_spread_stands_in_one_piece() {
        let text = "\
   本报记者 陈   禾              本报讯夜校今晚开
河堤昨天开工，居民可绕        课，学员三十人，课
行新桥。工程总投资二千        程包括识字和打算盘
五百万元，由水利局承建        ，每周三晚上课。
";
        let found = texts(text).unwrap();
        assert!(
            found.iter().any(|line| line.ends_with("本报记者 陈   禾")),
            "{found:?}"
        );
    }

    #[test]
    fn a_headline_that_stands_in_the_middle_of_its_column_has_no_indent() {
        let text = "\
   河堤昨天                本报讯夜校今晚开
    开工                课，学员三十人，课
  本报讯（记者李明）河堤      程包括识字和打算盘
加固工程昨天开工，工期三      ，每周三晚上课，由
个月，附近居民可绕行新桥      退休的会计来教，他
，总投资二千五百万元。       说人人都学得会。
";
        let found = texts(text).unwrap();
        assert_eq!(
            found.get(..3).unwrap(),
            ["河堤昨天", "开工", "　本报讯（记者李明）河堤"]
        );
    }

    /// A page of two columns, the right one from the thirtieth place on.
    fn beside(rows: &[(&str, &str)]) -> String {
        let row = |(left, right): &(&str, &str)| {
            let width: usize = left.chars().map(advance).sum();
            format!("{left}{}{right}\n", " ".repeat(30 - width))
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn a_headline_of_large_type_is_one_piece_though_rows_are_free_between_its_lines() {
        let text = beside(&[
            ("", "本报讯夜校今晚开"),
            ("  河堤昨天开工", "课，学员三十人，课"),
            ("", "程包括识字和打算盘"),
            ("", "，每周三晚上课，由"),
            ("    三县受益", "退休的会计来教，他"),
            ("", "说人人都学得会。"),
            ("    本报讯（记者李明）", "　　报名在镇文化站"),
            ("河堤加固工程昨天开工，", "，不收学费，请带纸"),
            ("工期三个月，可绕行桥。", "笔和一块垫子。"),
        ]);
        let lines = columns(&text, 1).unwrap();
        let gaps = lines.iter().filter(|line| line.gap).map(|line| line.text);
        let gaps: Vec<&str> = gaps.collect();
        assert!(gaps.contains(&"河堤昨天开工"), "{gaps:?}");
        assert!(!gaps.contains(&"三县受益"), "{gaps:?}");
    }
}
