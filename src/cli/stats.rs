//! `zhenews stats`: how often something is written of, in time.

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arg_mistakes;
use super::args::groups::{AmbiguousArgs, StoreArgs};
use super::failure::Failure;
use super::json;
use super::out::Out;
use super::query_arg::Asked;
use super::reports::Store;
use crate::app::chart::{Chart, fitting};
use crate::exit::Exit;
use crate::search::counts::{Bar, Count, Histogram, Span, label};
use crate::text::width::Ambiguous;

/// How many lines a chart has at most where no terminal tells, if it can be helped: three years of months.
const LINES: usize = 36;

/// What stands around a chart on a screen, in lines.
const AROUND: usize = 4;

/// How many digits a share has behind the point in JSON and CSV.
const SHARE: i32 = 6;

/// The arguments of `stats`.
#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    /// What to look for, in one argument, as for search; '' is all articles, and so is none
    #[arg(allow_hyphen_values = true, value_parser = Asked::read, default_value = "",
          hide_default_value = true)]
    query: Asked,
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// Count by years, months or days [default: the finest of which the chart fits the screen]
    #[arg(long, value_name = "SPAN", value_enum)]
    by: Option<SpanArg>,
    /// Count articles that are one text in several newspapers as one
    #[arg(long)]
    once: bool,
    /// Print one object as JSON
    #[arg(long)]
    json: bool,
    /// Print lines of date, count, of (how many there are) and share as CSV; without a date they are
    /// the undated
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    pub(super) ambiguous: AmbiguousArgs,
}

/// A span as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SpanArg {
    Year,
    Month,
    Day,
}

impl From<SpanArg> for Span {
    fn from(span: SpanArg) -> Self {
        match span {
            SpanArg::Year => Self::Year,
            SpanArg::Month => Self::Month,
            SpanArg::Day => Self::Day,
        }
    }
}

/// Counts the articles that match.
///
/// # Errors
///
/// Fails when nothing can be read, or the output not written.
pub(super) fn run(args: StatsArgs, out: &mut Out) -> Result<Exit, Failure> {
    let Asked { typed, query, .. } = &args.query;
    let store = Store::from(args.store);
    arg_mistakes::refuse_lone_path("stats", typed, &store.named)?;
    arg_mistakes::refuse_loose_words("stats", typed, &store.named)?;
    let ambiguous: Ambiguous = args.ambiguous.into();
    if args.query.tell_faults(out.lang(), ambiguous) {
        return Ok(Exit::WrongUse);
    }
    let mut reports = store.open(out)?;
    reports.remember_for(query)?;
    let days = reports.histogram(query, args.once, out)?;
    let total = days.total();
    let room = out.lines().map_or(LINES, |lines| lines - AROUND.min(lines));
    let histogram = match args.by {
        Some(span) => days.by(span.into()).trimmed(),
        None => fitting(&days, room),
    };
    if args.json {
        json::write_line(&object(typed, &histogram, total), out)?;
    } else if args.csv {
        write!(out, "{}", csv(&histogram))?;
    } else {
        let chart = Chart {
            query: typed,
            total,
            columns: out.columns(),
            ambiguous,
            blocks: out.pen().is_wet(),
            strong: &|text| out.pen().strong(text),
            lang: out.lang(),
        };
        let lines = chart.lines(&histogram);
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(Exit::found(total.matching > 0))
}

fn name(span: Span) -> &'static str {
    match span {
        Span::Year => "year",
        Span::Month => "month",
        Span::Day => "day",
    }
}

/// A share as programs get it.
fn share(count: Count) -> Option<f64> {
    let scale = 10_f64.powi(SHARE);
    count.share().map(|share| (share * scale).round() / scale)
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Object<'q> {
    query: &'q str,
    by: &'static str,
    total: Counted,
    undated: Counted,
    times: Vec<Time>,
}

#[derive(Debug, Serialize)]
struct Time {
    date: String,
    #[serde(flatten)]
    counted: Counted,
}

#[derive(Debug, Serialize)]
struct Counted {
    count: usize,
    of: usize,
    /// Nothing where there is nothing to have a share in.
    share: Option<f64>,
}

impl From<Count> for Counted {
    fn from(count: Count) -> Self {
        Self {
            count: count.matching,
            of: count.all,
            share: share(count),
        }
    }
}

fn object<'q>(query: &'q str, histogram: &Histogram, total: Count) -> Object<'q> {
    let time = |bar: &Bar| Time {
        date: label(bar.time),
        counted: bar.count.into(),
    };
    Object {
        query,
        by: name(histogram.span),
        total: total.into(),
        undated: histogram.undated.into(),
        times: histogram.bars.iter().map(time).collect(),
    }
}

/// Lines that end as RFC 4180 has it. No field has anything in it that is to be quoted.
fn csv(histogram: &Histogram) -> String {
    let mut lines = String::from("date,count,of,share\r\n");
    let mut add = |date: &str, count: Count| {
        let Count { matching, all } = count;
        let share = share(count).map_or_else(String::new, |share| share.to_string());
        lines.extend([date, &format!(",{matching},{all},{share}"), "\r\n"]);
    };
    for bar in &histogram.bars {
        add(&label(bar.time), bar.count);
    }
    if histogram.undated.all > 0 {
        add("", histogram.undated);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: &[(u32, usize, usize)]) -> Histogram {
        let count = |&(day, matching, all): &(u32, usize, usize)| (day, Count { matching, all });
        Histogram::new(Span::Day, days.iter().map(count))
    }

    #[test]
    fn the_finest_span_that_fits_is_taken() {
        let span = |last, room| {
            let histogram = days(&[(20_190_105, 1, 2), (last, 1, 1), (20_300_000, 0, 1)]);
            fitting(&histogram, room).span
        };
        assert_eq!(span(20_190_110, 6), Span::Day);
        assert_eq!(span(20_190_110, 5), Span::Month);
        assert_eq!(span(20_210_110, 25), Span::Month);
        assert_eq!(span(20_210_110, 24), Span::Year);
        assert_eq!(span(20_290_110, 2), Span::Year, "there is nothing coarser");
    }

    #[test]
    fn programs_get_every_number() {
        let histogram = days(&[(20_190_105, 1, 3), (20_190_107, 2, 2), (0, 0, 4)]);
        let expected =
            "date,count,of,share\r\n2019-01-05,1,3,0.333333\r\n2019-01-07,2,2,1\r\n,0,4,0\r\n";
        assert_eq!(csv(&histogram), expected);
        let object = serde_json::to_value(object("雨", &histogram, histogram.total())).unwrap();
        let expected = serde_json::json!({
            "query": "雨", "by": "day",
            "total": {"count": 3, "of": 9, "share": 0.333_333},
            "undated": {"count": 0, "of": 4, "share": 0.0},
            "times": [
                {"date": "2019-01-05", "count": 1, "of": 3, "share": 0.333_333},
                {"date": "2019-01-07", "count": 2, "of": 2, "share": 1.0},
            ],
        });
        assert_eq!(object, expected);
        assert_eq!(csv(&days(&[])), "date,count,of,share\r\n");
    }
}
