//! Counting of articles in memory.

use super::*;
use crate::article::Author;

fn article(date: &str, source: Option<&str>, authors: &[&str]) -> Article {
    let author = |name: &&str| Author {
        name: (*name).to_owned(),
        role: None,
    };
    Article {
        published: (!date.is_empty()).then(|| Published::parse(date)),
        source: source.map(Into::into),
        authors: authors.iter().map(author).collect(),
        ..Article::default()
    }
}

fn articles() -> [Article; 6] {
    [
        article("2019-11-22", Some("晨报"), &["李明", "王红", "李明"]),
        article("2019-11-02", Some("晚报"), &["王红"]),
        article("2019-11", Some("晨报"), &[]),
        article("2019", None, &[]),
        article("2017-01-31", Some("晚报"), &[]),
        article("", None, &["李明"]),
    ]
}

fn bars(histogram: &Histogram) -> Vec<(String, usize, usize)> {
    let bars = histogram.bars.iter();
    bars.map(|Bar { time, count }| (label(*time), count.matching, count.all))
        .collect()
}

fn bar(label: &str, matching: usize, all: usize) -> (String, usize, usize) {
    (label.to_owned(), matching, all)
}

#[test]
fn reports_are_counted_by_times_as_far_as_these_are_known() {
    let articles = articles();
    let matching = Some(&[0, 3, 5][..]);
    let days = Histogram::of(&articles, matching, Span::Day);
    let expected = [
        bar("2017-01-31", 0, 1),
        bar("2019", 1, 1),
        bar("2019-11", 0, 1),
        bar("2019-11-02", 0, 1),
        bar("2019-11-22", 1, 1),
    ];
    assert_eq!(bars(&days), expected);
    let undated = Count {
        matching: 1,
        all: 1,
    };
    assert_eq!(days.undated, undated);
    let months = Histogram::of(&articles, matching, Span::Month);
    let expected = [
        bar("2017-01", 0, 1),
        bar("2019", 1, 1),
        bar("2019-11", 1, 3),
    ];
    assert_eq!(bars(&months), expected);
    let years = Histogram::of(&articles, matching, Span::Year);
    assert_eq!(bars(&years), [bar("2017", 0, 1), bar("2019", 2, 4)]);
    assert_eq!(days.by(Span::Month), months);
    assert_eq!(days.by(Span::Year), years);
    assert_eq!(months.by(Span::Year), years);
}

#[test]
fn every_article_matches_where_nothing_is_asked() {
    let articles = articles();
    let years = Histogram::of(&articles, None, Span::Year);
    assert_eq!(bars(&years), [bar("2017", 1, 1), bar("2019", 4, 4)]);
    assert_eq!(years.undated.share(), Some(1.0));
    assert_eq!(Count::default().share(), None);
}

#[test]
fn what_stands_around_the_matches_is_left_out() {
    let articles = articles();
    let trimmed =
        |matching: &[usize]| bars(&Histogram::of(&articles, Some(matching), Span::Month).trimmed());
    assert_eq!(trimmed(&[0]), [bar("2019-11", 1, 3)]);
    let all = [
        bar("2017-01", 1, 1),
        bar("2019", 0, 1),
        bar("2019-11", 1, 3),
    ];
    assert_eq!(trimmed(&[1, 4]), all);
    assert_eq!(trimmed(&[5]), []);
    assert_eq!(trimmed(&[]), []);
}

#[test]
fn times_follow_each_other() {
    for (span, time) in [
        (Span::Month, 20_190_000),
        (Span::Day, 20_190_000),
        (Span::Day, 20_191_100),
    ] {
        assert!(!span.is_exact(time), "{span:?} {time}");
    }
    assert!(Span::Year.is_exact(20_190_000) && Span::Month.is_exact(20_191_100));
    assert_eq!(Span::Month.after(20_191_200), Some(20_200_100));
    assert_eq!(Span::Day.after(20_190_228), Some(20_190_301));
    assert_eq!(Span::Day.after(20_190_230), None);
}

#[test]
fn the_extent_is_that_of_the_calendar() {
    let articles = articles();
    let extent = |span| Histogram::of(&articles, None, span).extent();
    assert_eq!((extent(Span::Year), extent(Span::Month)), (3, 35));
    assert!((1025..1120).contains(&extent(Span::Day)));
    assert_eq!(Histogram::of(&[], None, Span::Day).extent(), 0);
}

#[test]
fn each_report_counts_once_for_a_name() {
    let articles = articles();
    let facet = Facet::of(&articles, None, Kind::Author, 9);
    let names = |facet: &Facet| facet.top.clone();
    let expected = [("李明".to_owned(), 2), ("王红".to_owned(), 2)];
    assert_eq!(names(&facet), expected);
    assert_eq!((facet.distinct, facet.without), (2, 3));
    let facet = Facet::of(&articles, Some(&[0, 1, 2, 3]), Kind::Source, 1);
    assert_eq!(names(&facet), [("晨报".to_owned(), 2)]);
    assert_eq!((facet.distinct, facet.without), (2, 1));
    let years = Histogram::of(&articles, Some(&[0, 1, 5]), Span::Year);
    let facet = Facet::of(&articles, Some(&[0, 1, 5]), Kind::Year, 9);
    assert_eq!(names(&facet), [("2019".to_owned(), 2)]);
    assert_eq!(facet, Facet::of_years(&years, 9));
}
