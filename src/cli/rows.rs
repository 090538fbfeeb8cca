//! Articles as lines: on a terminal of a table, aligned by cells, of which a Han character takes two;
//! in a pipe of fields parted by tabs.

use std::ops::Range;

use super::out::Pen;
use crate::article::{Article, Published};
use crate::document::{self, Headline, UNTITLED};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};

/// How wide a column other than the id may grow on a terminal, in cells.
const COLUMN: usize = 20;
/// What a headline is given on a terminal however narrow, in cells.
const LEAST_HEADLINE: usize = 16;
const GAP: &str = "  ";
/// How many rows are held and lined up together.
pub(super) const BATCH: usize = 1000;

/// How lines are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The terminal's width in cells; `None` where the lines are for another program.
    pub(super) columns: Option<usize>,
    /// How ambiguous characters are drawn.
    pub(super) ambiguous: Ambiguous,
    /// What marks words.
    pub(super) pen: Pen,
}

/// An article's line before it is aligned. All text is sanitized.
#[derive(Debug)]
pub(super) struct Row {
    cells: Vec<String>,
    mark: &'static str,
    headline: String,
    hits: Vec<Range<usize>>,
}

impl Row {
    /// Takes the article's fields: id, date, source, page, headline.
    pub(super) fn new(article: &Article) -> Self {
        let date = article.published.as_ref().map(Published::label);
        let fields = [
            Some(article.id.as_str()),
            date.as_deref(),
            article.source.as_deref(),
            article.page.as_deref(),
        ];
        let (mark, headline) = match document::headline(article) {
            Headline::Printed(text) => ("", text),
            Headline::Drawn(text) => (UNTITLED, text),
        };
        Self {
            cells: fields
                .map(|field| clean(field.unwrap_or_default()))
                .to_vec(),
            mark,
            headline,
            hits: Vec::new(),
        }
    }

    /// Puts a count of hits first, and marks those that `find` sees in the headline.
    pub(super) fn with_hits(
        mut self,
        count: usize,
        find: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Self {
        self.cells.insert(0, count.to_string());
        self.hits = find(&self.headline);
        self
    }
}

/// Returns a field as it is printed.
pub(super) fn clean(field: &str) -> String {
    sanitize::line(field).trim().to_owned()
}

/// Rows that are set one batch after another, so that no more need be held: lined up for a terminal, for
/// other programs whole and parted by tabs.
#[derive(Debug)]
pub(super) struct Table {
    layout: Layout,
    /// The columns' widths in cells; they grow with what comes.
    widths: Vec<usize>,
}

impl Table {
    /// Begins a table.
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            layout,
            widths: Vec::new(),
        }
    }

    /// Sets more rows.
    pub(super) fn lines(&mut self, rows: &[Row]) -> impl Iterator<Item = String> {
        if self.layout.columns.is_some() {
            widen(&mut self.widths, rows, self.layout.ambiguous);
        }
        rows.iter().map(|row| match self.layout.columns {
            Some(columns) => aligned(row, columns, &self.widths, self.layout),
            None => separated(row),
        })
    }
}

/// Parts the fields by one tab each, of which sanitized text has none. An empty field stays, so that
/// every field keeps its number.
fn separated(row: &Row) -> String {
    let mut line = String::new();
    for cell in &row.cells {
        line += cell;
        line.push('\t');
    }
    line + row.mark + &row.headline
}

/// Widens columns for more rows. The id is whole at any price: it is what `show` asks for.
fn widen(widths: &mut Vec<usize>, rows: &[Row], ambiguous: Ambiguous) {
    let columns = rows.first().map_or(0, |row| row.cells.len());
    widths.resize(columns.max(widths.len()), 0);
    let id = widths.len().saturating_sub(4);
    for row in rows {
        for (at, (widest, cell)) in widths.iter_mut().zip(&row.cells).enumerate() {
            let most = if at == id { usize::MAX } else { COLUMN };
            *widest = width(cell, ambiguous).min(most).max(*widest);
        }
    }
}

/// Lines a row up. A column in which no article has anything is left out.
fn aligned(row: &Row, columns: usize, widths: &[usize], layout: Layout) -> String {
    let mut line = String::new();
    let mut used = 0;
    for (cell, &column) in row
        .cells
        .iter()
        .zip(widths)
        .filter(|(_, column)| **column > 0)
    {
        let cell = truncate(cell, column, layout.ambiguous);
        let padding = column.saturating_sub(width(&cell, layout.ambiguous));
        line += &cell;
        line += &" ".repeat(padding);
        line += GAP;
        used += column + GAP.len();
    }
    line += row.mark;
    let room = columns.saturating_sub(used).max(LEAST_HEADLINE);
    let room = room - width(row.mark, layout.ambiguous);
    line += &marked(&row.headline, &row.hits, room, layout);
    line
}

/// Cuts `text` to `room` cells and marks the `hits` in what is left.
pub(super) fn marked(text: &str, hits: &[Range<usize>], room: usize, layout: Layout) -> String {
    let cut = truncate(text, room, layout.ambiguous);
    // What is left of the text ends where it and its cut copy part: before the ellipsis.
    let kept = cut.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let kept = kept.map(|(c, _)| c.len_utf8()).sum();
    let mut line = String::new();
    let mut done = 0;
    for hit in hits.iter().filter(|hit| hit.start < kept) {
        let end = hit.end.min(kept);
        line += cut.get(done..hit.start).unwrap_or_default();
        line += &layout.pen.hit(cut.get(hit.start..end).unwrap_or_default());
        done = end;
    }
    line += cut.get(done..).unwrap_or_default();
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    const PLAIN: Layout = Layout {
        columns: Some(80),
        ambiguous: Ambiguous::Narrow,
        pen: Pen::DRY,
    };

    fn article(id: &str, source: Option<&str>, title: Option<&str>) -> Article {
        Article {
            id: id.into(),
            source: source.map(Into::into),
            title: title.map(Into::into),
            body: vec![Block::Paragraph("雨下了一夜。路还通。".into())],
            ..Article::default()
        }
    }

    fn table(articles: &[Article], layout: Layout) -> Vec<String> {
        let rows: Vec<_> = articles.iter().map(Row::new).collect();
        Table::new(layout).lines(&rows).collect()
    }

    #[test]
    fn columns_are_aligned_by_cells_and_empty_ones_left_out() {
        let articles = [
            article("a", Some("晚报"), Some("春雨")),
            article("b-2", Some("Post"), Some("秋风")),
            article("c", None, None),
        ];
        let expected = [
            "a    晚报  春雨",
            "b-2  Post  秋风",
            "c          〔无题〕雨下了一夜",
        ];
        assert_eq!(table(&articles, PLAIN), expected);
    }

    #[test]
    fn columns_only_grow() {
        let mut table = Table::new(PLAIN);
        let mut set = |id| {
            let rows = [Row::new(&article(id, Some("晚报"), Some("春雨")))];
            table.lines(&rows).collect::<Vec<_>>().concat()
        };
        assert_eq!(set("a-1"), "a-1  晚报  春雨");
        assert_eq!(set("b"), "b    晚报  春雨");
        assert_eq!(set("c-22"), "c-22  晚报  春雨");
    }

    #[test]
    fn a_pipe_gets_every_field_whole_behind_a_tab() {
        let layout = Layout {
            columns: None,
            ..PLAIN
        };
        let source = "一份名字比终端上的一栏更长的报纸";
        let article = article("a\tb", Some(source), Some("春\n雨"));
        let expected = format!("a b\t\t{source}\t\t春 雨");
        assert_eq!(table(&[article], layout), [expected]);
    }

    #[test]
    fn a_terminal_cuts_headlines_between_characters_and_ids_never() {
        let id = "an-identifier-longer-than-any-column";
        let title = "全市植树造林工作会议今天上午在市政府礼堂召开";
        let layout = Layout {
            columns: Some(40),
            ..PLAIN
        };
        let line = table(&[article(id, None, Some(title))], layout).remove(0);
        assert_eq!(line, format!("{id}  全市植树造林工…"));
    }

    #[test]
    fn hits_are_marked_in_what_is_left_of_a_cut_line() {
        let layout = Layout {
            pen: Pen::WET,
            ..PLAIN
        };
        let hit = |text| Pen::WET.hit(text);
        let cut = |text, start, end, room| marked(text, &[start..end, 90..96], room, layout);
        assert_eq!(cut("春雨春风", 3, 6, 8), format!("春{}春风", hit("雨")));
        assert_eq!(cut("春雨——春风", 3, 9, 5), format!("春{}…", hit("雨")));
        assert_eq!(cut("春雨春风", 9, 12, 5), "春雨…");
    }

    #[test]
    fn nothing_from_an_article_reaches_the_line_raw() {
        let hostile = "a\u{1b}[2Jb\nc";
        let mut article = article(hostile, Some(hostile), Some(hostile));
        article.page = Some(hostile.into());
        let line = table(&[article], PLAIN).remove(0);
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
}
