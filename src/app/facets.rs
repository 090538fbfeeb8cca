//! What the reader counts: the names that reports have, to narrow a search by, and their times.

use std::borrow::Cow;

use super::chart::{self, Chart};
use crate::corpus::KINDS;
use crate::lang::Lang;
use crate::search::counts::{Facet, Histogram, Kind, Span, label};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate};

/// The panel of names: one kind at a time, one of its values selected.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Whether one text in several newspapers counts once.
    pub(super) once: bool,
    facets: Option<Vec<Facet>>,
    kind: usize,
    row: usize,
}

impl Names {
    pub(super) fn new(once: bool) -> Self {
        Self {
            once,
            ..Self::default()
        }
    }

    /// Takes what was counted.
    pub(super) fn take(&mut self, mut facets: Vec<Facet>) {
        // Names are sought among the most frequent, a year in its place.
        for (facet, kind) in facets.iter_mut().zip(KINDS) {
            if kind == Kind::Year {
                facet.top.sort_by(|one, other| other.0.cmp(&one.0));
            }
        }
        self.facets = Some(facets);
    }

    /// Returns whether what was counted is there.
    pub(super) fn is_counted(&self) -> bool {
        self.facets.is_some()
    }

    fn facet(&self) -> Option<&Facet> {
        self.facets.as_ref()?.get(self.kind)
    }

    /// Selects another value.
    pub(super) fn step(&mut self, by: isize) {
        let last = self
            .facet()
            .map_or(0, |facet| facet.top.len().saturating_sub(1));
        self.row = self.row.saturating_add_signed(by).min(last);
    }

    /// Shows the next kind, or the one before.
    pub(super) fn turn(&mut self, back: bool) {
        let kinds = KINDS.len();
        self.kind = (self.kind + if back { kinds - 1 } else { 1 }) % kinds;
        self.row = 0;
    }

    /// Returns the line that is selected.
    pub(super) fn selected(&self) -> usize {
        self.row + HEAD
    }

    /// Selects the value on a line of the panel. Returns whether there is one.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let values = self.facet().map_or(0, |facet| facet.top.len());
        let row = line.checked_sub(HEAD).filter(|row| *row < values);
        self.row = row.unwrap_or(self.row);
        row.is_some()
    }

    /// Returns what is to be added to a query to ask for the selected value.
    pub(super) fn term(&self) -> Option<String> {
        let (value, _) = self.facet()?.top.get(self.row)?;
        let quoted = if value.contains('"') {
            format!("“{value}”")
        } else {
            format!("\"{value}\"")
        };
        Some(match KINDS.get(self.kind)? {
            Kind::Source => format!("source:{quoted}"),
            Kind::Section => format!("section:{quoted}"),
            Kind::Author => format!("author:{quoted}"),
            Kind::Tag => format!("tag:{quoted}"),
            Kind::Page => format!("page:{quoted}"),
            Kind::Year => format!("date:{value}"),
        })
    }

    /// Sets the panel in lines of at most `columns` cells.
    pub(super) fn lines(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let Some(facet) = self.facet() else {
            return vec![lang.pick("counting …", "正在统计……").to_owned()];
        };
        let tab = |(at, kind): (usize, &Kind)| {
            let name = name(*kind, lang);
            if at == self.kind {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            }
        };
        let tabs: String = KINDS.iter().enumerate().map(tab).collect();
        let mut lines = vec![tabs, String::new()];
        let widest = facet.top.iter().map(|(_, count)| count.to_string().len());
        let numbers = widest.max().unwrap_or(0);
        for (row, (value, count)) in facet.top.iter().enumerate() {
            let mark = if row == self.row { ">" } else { " " };
            let value = sanitize::line(value);
            let room = columns.saturating_sub(numbers + 4);
            let value = truncate(&value, room, ambiguous);
            lines.push(format!("{mark} {count:>numbers$}  {value}"));
        }
        let others = facet.distinct - facet.top.len();
        lines.extend((others > 0).then(|| match lang {
            Lang::En => format!("  {others} more"),
            Lang::Zh => format!("  另有 {others} 种"),
        }));
        lines.extend((facet.without > 0).then(|| match lang {
            Lang::En => format!("  {} reports have none", facet.without),
            Lang::Zh => format!("  {} 篇没有此项", facet.without),
        }));
        let fitted = lines.iter().map(|line| truncate(line, columns, ambiguous));
        fitted.map(Cow::into_owned).collect()
    }
}

/// Lines above the values.
const HEAD: usize = 2;

fn name(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Source => lang.pick("Source", "来源"),
        Kind::Section => lang.pick("Section", "版面"),
        Kind::Author => lang.pick("Author", "作者"),
        Kind::Year => lang.pick("Year", "年份"),
        Kind::Tag => lang.pick("Tag", "标签"),
        Kind::Page => lang.pick("Page", "版次"),
    }
}

/// The panel of times, one of them selected.
#[derive(Clone, Debug, Default)]
pub struct Times {
    /// What was asked for, as it was typed.
    pub(super) query: String,
    /// Whether one text in several newspapers counts once.
    pub(super) once: bool,
    days: Option<Histogram>,
    span: Option<Span>,
    /// The line of the time that is selected.
    line: usize,
    /// The time that was selected before a longer span was shown: a shorter one goes back to it.
    within: Option<String>,
}

impl Times {
    pub(super) fn of(query: &str, once: bool) -> Self {
        Self {
            query: query.to_owned(),
            once,
            ..Self::default()
        }
    }

    /// Takes what was counted, by the finest span that has no more times than a screen has lines, and selects the
    /// time that has most.
    pub(super) fn take(&mut self, days: Histogram, lines: usize) {
        let shown = chart::fitting(&days, lines);
        let counts = shown.bars.iter().map(|bar| bar.count.matching);
        let most = counts.max().unwrap_or(0);
        let busiest = shown.bars.iter().find(|bar| bar.count.matching == most);
        let busiest = busiest.map(|bar| label(bar.time));
        self.span = Some(shown.span);
        self.days = Some(days);
        let line = self.times().iter().position(|time| *time == busiest);
        self.line = line.unwrap_or(0);
        self.step(0);
    }

    /// Returns whether what was counted is there.
    pub(super) fn is_counted(&self) -> bool {
        self.days.is_some()
    }

    /// Shows the next span; what is selected is of the same time.
    pub(super) fn turn(&mut self, back: bool) {
        let selected = self.time();
        let is_in = |time: &String| selected.as_ref().is_some_and(|all| time.starts_with(all));
        let before = self.within.take().filter(is_in).or(selected);
        let spans = [Span::Year, Span::Month, Span::Day];
        let at = spans.iter().position(|span| Some(*span) == self.span);
        let step = if back { spans.len() - 1 } else { 1 };
        self.span = at.and_then(|at| spans.get((at + step) % spans.len()).copied());
        let is_same = |time: &Option<String>| {
            let (Some(time), Some(before)) = (time, &before) else {
                return false;
            };
            time.starts_with(before.as_str()) || before.starts_with(time.as_str())
        };
        self.line = self.times().iter().position(is_same).unwrap_or(0);
        self.step(0);
        self.within = before;
    }

    /// Selects another time: one that has reports.
    pub(super) fn step(&mut self, by: isize) {
        let times = self.times();
        let lines = times.iter().enumerate();
        let lines: Vec<usize> = lines
            .filter_map(|(line, time)| time.is_some().then_some(line))
            .collect();
        let at = lines.iter().position(|line| *line >= self.line);
        let at = at.unwrap_or(0).saturating_add_signed(by);
        let line = lines.get(at.min(lines.len().saturating_sub(1)));
        self.line = line.copied().unwrap_or(0);
    }

    /// Selects the time on a line of the panel. Returns whether there is one.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let is_time = matches!(self.times().get(line), Some(Some(_)));
        if is_time {
            self.line = line;
        }
        is_time
    }

    /// Returns the line that is selected, if there is a time at all.
    pub(super) fn selected(&self) -> Option<usize> {
        self.time().map(|_| self.line)
    }

    /// Returns what is to be added to a query to ask for the selected time.
    pub(super) fn term(&self) -> Option<String> {
        Some(format!("date:{}", self.time()?))
    }

    fn time(&self) -> Option<String> {
        self.times().into_iter().nth(self.line).flatten()
    }

    /// The time of each line.
    fn times(&self) -> Vec<Option<String>> {
        let (Some(days), Some(span)) = (&self.days, self.span) else {
            return Vec::new();
        };
        let chart = self.chart(days, 0, Lang::En, Ambiguous::Narrow);
        chart.times(&days.by(span).trimmed())
    }

    fn chart(
        &self,
        days: &Histogram,
        columns: usize,
        lang: Lang,
        ambiguous: Ambiguous,
    ) -> Chart<'_> {
        Chart {
            query: &self.query,
            total: days.total(),
            columns: Some(columns),
            ambiguous,
            blocks: true,
            lang,
            strong: &str::to_owned,
        }
    }

    /// Sets the panel in lines of at most `columns` cells.
    pub(super) fn lines(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let (Some(days), Some(span)) = (&self.days, self.span) else {
            return vec![lang.pick("counting …", "正在统计……").to_owned()];
        };
        let room = columns.saturating_sub(MARK);
        let chart = self.chart(days, room, lang, ambiguous);
        let lines = chart.lines(&days.by(span).trimmed()).into_iter();
        let marked = |(at, line): (usize, String)| match at {
            0 => line,
            at if at == self.line => format!("> {line}"),
            _ => format!("  {line}"),
        };
        lines.enumerate().map(marked).collect()
    }
}

/// Cells before a time, for the mark of the selected one.
const MARK: usize = 2;
