//! Counts of times as a bar chart of lines.

use crate::lang::Lang;
use crate::search::counts::{Bar, Count, Histogram, Span, label};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};

/// The width of a chart that goes to another program, in cells.
const COLUMNS: usize = 80;
/// What a bar is given however narrow the terminal, in cells.
const LEAST_BAR: usize = 8;
/// A bar need not be longer, in cells.
const LONGEST_BAR: usize = 60;
/// How much of a query the heading shows, in cells.
const LONGEST_QUERY: usize = 40;
/// How many times without any report have lines of their own; more are three points.
const MOST_EMPTY: usize = 3;
const GAP: &str = "  ";

/// How a chart is drawn.
#[derive(Clone, Copy)]
pub struct Chart<'q> {
    /// What was asked for, as it was typed.
    pub query: &'q str,
    /// All reports.
    pub total: Count,
    /// The terminal's width in cells; `None` where the chart goes to another program.
    pub columns: Option<usize>,
    /// How ambiguous characters are drawn.
    pub ambiguous: Ambiguous,
    /// Whether bars may be drawn of blocks.
    pub blocks: bool,
    /// What marks words.
    pub strong: &'q dyn Fn(&str) -> String,
    /// The language of what is said.
    pub lang: Lang,
}

/// A line before it is lined up.
#[derive(Debug, Default)]
struct Line {
    date: String,
    /// The time, where that is a whole span of those that are counted.
    time: Option<String>,
    count: String,
    of: String,
    share: String,
    matching: usize,
    remark: String,
}

/// The widths of the columns, in cells.
#[derive(Debug)]
struct Widths {
    date: usize,
    /// Those of count, of and share; 0 where there are none.
    numbers: [usize; 3],
    /// What the longest bar is given.
    bar: usize,
}

impl Chart<'_> {
    /// Draws a histogram, below a heading.
    pub fn lines(&self, histogram: &Histogram) -> Vec<String> {
        let rows = self.rows(histogram);
        let widths = self.widths(&rows);
        let most = rows.iter().map(|row| row.matching).max().unwrap_or(0);
        let lines = rows.iter().map(|row| self.line(row, &widths, most));
        std::iter::once(self.heading(histogram.span))
            .chain(lines)
            .collect()
    }

    /// Returns of each line of [`Self::lines`] the time of which it counts reports, as a query has it; nothing
    /// of those that count none, and of those whose reports have no such time.
    pub fn times(&self, histogram: &Histogram) -> Vec<Option<String>> {
        let counted = |row: Line| row.time.filter(|_| row.matching > 0);
        let rows = self.rows(histogram).into_iter().map(counted);
        std::iter::once(None).chain(rows).collect()
    }

    /// Measures the columns, and what they leave for bars.
    fn widths(&self, rows: &[Line]) -> Widths {
        let widest = |cell: fn(&Line) -> &str| {
            let widths = rows.iter().map(|row| width(cell(row), self.ambiguous));
            widths.max().unwrap_or(0)
        };
        let date = widest(|row| &row.date);
        let numbers = [
            widest(|row| &row.count),
            widest(|row| &row.of),
            widest(|row| &row.share),
        ];
        let remark = widest(|row| &row.remark);
        let columns = numbers.iter().filter(|width| **width > 0);
        let used = date + columns.map(|width| width + GAP.len()).sum::<usize>();
        let room = self.columns.unwrap_or(COLUMNS);
        let room = room.saturating_sub(used + 2 * GAP.len() + remark);
        Widths {
            date,
            numbers,
            bar: room.clamp(LEAST_BAR, LONGEST_BAR),
        }
    }

    /// Lines a line up.
    fn line(&self, row: &Line, widths: &Widths, most: usize) -> String {
        let mut line = row.date.clone();
        let padding = widths.date.saturating_sub(width(&line, self.ambiguous));
        line += &" ".repeat(padding);
        let numbers = [&row.count, &row.of, &row.share].into_iter();
        for (number, column) in numbers.zip(widths.numbers).filter(|(_, width)| *width > 0) {
            line.extend([GAP, &format!("{number:>column$}")]);
        }
        line += GAP;
        line += &self.bar(row.matching, most, widths.bar);
        if !row.remark.is_empty() {
            line += GAP;
            line += &(self.strong)(&row.remark);
        }
        line.trim_end().to_owned()
    }

    /// Says what is counted and how much of it there is.
    fn heading(&self, span: Span) -> String {
        let Count { matching, all } = self.total;
        let share = percent(self.total);
        let by = match span {
            Span::Year => self.lang.pick("by year", "按年"),
            Span::Month => self.lang.pick("by month", "按月"),
            Span::Day => self.lang.pick("by day", "按日"),
        };
        let heading = match (self.is_asked(), self.lang) {
            (false, Lang::En) => format!("{all} articles, {by}"),
            (false, Lang::Zh) => format!("共 {all} 篇，{by}"),
            (true, Lang::En) => {
                format!(
                    "{}: {matching} of {all} articles ({share}), {by}",
                    self.typed()
                )
            }
            (true, Lang::Zh) => {
                format!(
                    "{}：{all} 篇中有 {matching} 篇（{share}），{by}",
                    self.typed()
                )
            }
        };
        (self.strong)(&heading)
    }

    fn is_asked(&self) -> bool {
        !self.query.is_empty()
    }

    /// The query as it is shown.
    fn typed(&self) -> String {
        let line = sanitize::line(self.query);
        truncate(line.trim(), LONGEST_QUERY, self.ambiguous).into_owned()
    }

    /// Makes a line of each time, those between them without a report included.
    fn rows(&self, histogram: &Histogram) -> Vec<Line> {
        let peaks = Peaks::of(histogram);
        let span = histogram.span;
        let mut rows = Vec::new();
        let mut next = None;
        for bar in &histogram.bars {
            if span.is_exact(bar.time) {
                fill(span, next, bar.time, &mut rows);
                next = span.after(bar.time);
            }
            let mut row = self.row(&time(span, bar.time), bar.count);
            row.remark = self.remark(peaks, bar);
            row.time = span.is_exact(bar.time).then(|| row.date.clone());
            rows.push(row);
        }
        if histogram.undated.all > 0 {
            let undated = self.lang.pick("undated", "无日期");
            rows.push(self.row(undated, histogram.undated));
        }
        rows
    }

    fn row(&self, date: &str, count: Count) -> Line {
        let mut row = Line {
            date: date.to_owned(),
            count: count.matching.to_string(),
            matching: count.matching,
            ..Line::default()
        };
        if self.is_asked() {
            row.of = format!("/ {}", count.all);
            row.share = percent(count);
        }
        row
    }

    /// Says of a time that it is the one with most articles, or with the largest share.
    fn remark(&self, peaks: Peaks, bar: &Bar) -> String {
        let is_most = peaks.most == Some(bar.time);
        let is_largest = self.is_asked() && peaks.largest == Some(bar.time);
        let (most, share) = (bar.count.matching, percent(bar.count));
        match (is_most, is_largest, self.lang) {
            (true, true, Lang::En) => format!("most: {most}, {share}"),
            (true, true, Lang::Zh) => format!("最多：{most} 篇，{share}"),
            (true, false, Lang::En) => format!("most: {most}"),
            (true, false, Lang::Zh) => format!("最多：{most} 篇"),
            (false, true, Lang::En) => format!("largest share: {share}"),
            (false, true, Lang::Zh) => format!("占比最高：{share}"),
            (false, false, _) => String::new(),
        }
    }

    /// Draws a bar. A block is ambiguous in its width: where that is not known to be narrow, or nothing but
    /// text is wanted, a bar is of number signs.
    fn bar(&self, matching: usize, most: usize, room: usize) -> String {
        let is_drawn = self.blocks && self.ambiguous == Ambiguous::Narrow;
        let cells = (matching * room).div_ceil(most.max(1));
        if is_drawn { "█" } else { "#" }.repeat(cells)
    }
}

/// Takes the finest span with no more times than there is room for, in lines, or else years.
pub fn fitting(days: &Histogram, room: usize) -> Histogram {
    let mut spans = Span::FINEST_FIRST
        .map(|span| days.by(span).trimmed())
        .into_iter();
    let fits = spans.find(|histogram| histogram.extent() <= room);
    fits.unwrap_or_else(|| days.by(Span::Year).trimmed())
}

/// The times that stand out.
#[derive(Clone, Copy, Debug)]
struct Peaks {
    /// The first of those with most matches.
    most: Option<u32>,
    /// The first of those with the largest share.
    largest: Option<u32>,
}

impl Peaks {
    fn of(histogram: &Histogram) -> Self {
        let bars = histogram.bars.iter().filter(|bar| bar.count.matching > 0);
        let first = |order: fn(&Bar, &Bar) -> std::cmp::Ordering| {
            let peak = bars.clone().rev().max_by(|one, other| order(one, other));
            peak.map(|bar| bar.time)
        };
        Self {
            most: first(|one, other| one.count.matching.cmp(&other.count.matching)),
            largest: first(|one, other| {
                let (one, other) = (one.count, other.count);
                let cross = |a: usize, b: usize| a as u128 * b as u128;
                cross(one.matching, other.all).cmp(&cross(other.matching, one.all))
            }),
        }
    }
}

/// Adds lines for the times from `next` on to `to` that have no report.
fn fill(span: Span, next: Option<u32>, to: u32, rows: &mut Vec<Line>) {
    let times = std::iter::successors(next, |time| span.after(*time));
    let empty: Vec<u32> = times
        .take_while(|time| *time < to)
        .take(MOST_EMPTY + 1)
        .collect();
    let blank = |date: String| Line {
        date,
        ..Line::default()
    };
    if empty.len() > MOST_EMPTY {
        rows.push(blank("...".to_owned()));
    } else {
        rows.extend(empty.into_iter().map(|empty| blank(time(span, empty))));
    }
}

/// Writes a time, with signs for what is not known of it.
fn time(span: Span, time: u32) -> String {
    let known = label(time);
    let unknown = match (span, known.len()) {
        (Span::Month | Span::Day, 4) | (Span::Day, 7) => "-??",
        _ => "",
    };
    format!("{known}{unknown}")
}

/// Writes a share in parts of a hundred; a small one is still told from none.
fn percent(count: Count) -> String {
    let percent = count.share().unwrap_or(0.0) * 100.0;
    if percent > 0.0 && percent < 0.1 {
        format!("{:.2}%", percent.max(0.01))
    } else {
        format!("{percent:.1}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(span: Span, times: &[(u32, usize, usize)]) -> Histogram {
        let count = |&(time, matching, all): &(u32, usize, usize)| (time, Count { matching, all });
        Histogram::new(span, times.iter().map(count))
    }

    fn chart(query: &str, lang: Lang, histogram: &Histogram) -> Vec<String> {
        let total = histogram.total();
        let chart = Chart {
            query,
            total,
            columns: Some(48),
            ambiguous: Ambiguous::Narrow,
            blocks: false,
            strong: &str::to_owned,
            lang,
        };
        chart.lines(histogram)
    }

    #[test]
    fn a_line_has_a_time_its_counts_its_share_and_a_bar() {
        let times = [
            (20_180_000, 1, 100),
            (20_200_000, 10, 200),
            (20_210_000, 3, 10),
            (20_260_000, 0, 7),
            (0, 2, 4),
        ];
        let expected = [
            "植树: 16 of 321 articles (5.0%), by year",
            "2018      1  / 100   1.0%  #",
            "2019",
            "2020     10  / 200   5.0%  ########  most: 10",
            "2021      3   / 10  30.0%  ###  largest share: 30.0%",
            "...",
            "2026      0    / 7   0.0%",
            "undated   2    / 4  50.0%  ##",
        ];
        assert_eq!(
            chart("植树", Lang::En, &histogram(Span::Year, &times)),
            expected
        );
    }

    #[test]
    fn without_a_query_there_are_no_shares() {
        let times = [(20_190_000, 2, 2), (20_191_100, 4, 4), (20_191_200, 1, 1)];
        let bar = |cells| "#".repeat(cells);
        let expected = [
            "共 7 篇，按月".to_owned(),
            format!("2019-??  2  {}", bar(12)),
            format!("2019-11  4  {}  最多：4 篇", bar(24)),
            format!("2019-12  1  {}", bar(6)),
        ];
        assert_eq!(
            chart("", Lang::Zh, &histogram(Span::Month, &times)),
            expected
        );
    }

    #[test]
    fn a_small_share_is_told_from_none() {
        let percent = |matching, all| percent(Count { matching, all });
        assert_eq!(percent(0, 1000), "0.0%");
        assert_eq!(percent(1, 1000), "0.1%");
        assert_eq!(percent(3, 10_000), "0.03%");
        assert_eq!(percent(1, 1_000_000), "0.01%");
        assert_eq!(percent(0, 0), "0.0%");
    }

    #[test]
    fn blocks_are_drawn_where_they_are_known_to_be_narrow() {
        let bar = |blocks, ambiguous| {
            let total = Count::default();
            let (query, columns, lang) = ("", None, Lang::En);
            let chart = Chart {
                query,
                total,
                columns,
                ambiguous,
                blocks,
                strong: &str::to_owned,
                lang,
            };
            chart.bar(1, 2, 4)
        };
        assert_eq!(bar(true, Ambiguous::Narrow), "██");
        assert_eq!(bar(true, Ambiguous::Wide), "##");
        assert_eq!(bar(false, Ambiguous::Narrow), "##");
    }

    #[test]
    fn no_control_of_a_query_reaches_the_heading() {
        let heading = chart("a\u{1b}[2J\u{202e}b", Lang::En, &histogram(Span::Day, &[])).remove(0);
        assert_eq!(heading, "ab: 0 of 0 articles (0.0%), by day");
    }
}
