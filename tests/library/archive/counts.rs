//! What an archive counts beside what is counted of the whole collection.

use serde_json::json;
use zhenews::archive::Archive;
use zhenews::article::Article;
use zhenews::search::Query;
use zhenews::search::Rows;
use zhenews::search::Sort;
use zhenews::search::counts::{Facet, Histogram, Kind, Span};
use zhenews::search::sorting::rows_in_order;

use super::made::{Desk, lines};

/// Holds counts of what was found, as rows and as indices, or of all.
pub(crate) fn compare(archive: &Archive, articles: &[Article], found: Option<(&Rows, &[usize])>) {
    let (rows, indices) = found.unzip();
    for span in Span::FINEST_FIRST {
        let histogram = archive.histogram(rows, span);
        assert_eq!(histogram, Histogram::of(articles, indices, span));
    }
    for count in [2, 100, usize::MAX] {
        let facets = archive.facets(rows, &Kind::ALL, count);
        let expected = Kind::ALL.map(|kind| Facet::of(articles, indices, kind, count));
        assert_eq!(facets.expect("it is read"), expected);
    }
}

/// Holds the orders of all reports to those of the whole collection.
pub(crate) fn compare_orders(archive: &Archive, articles: &[Article]) {
    for sort in Sort::ALL {
        let rows = archive.in_order(sort).expect("it is read");
        assert_eq!(rows, rows_in_order(sort, articles), "{sort:?}");
    }
}

#[test]
fn a_report_counts_once_for_each_of_its_names() {
    let desk = Desk::new();
    desk.put(
        "a.jsonl",
        &lines(&[
            json!({
                "title": "植树", "authors": ["李明", "王红", "李明"], "date": "2019-11-22",
                "tags": ["林业", "林业", "环保"], "page": "A03",
            }),
            json!({"title": "造林", "authors": ["王红"], "section": "要闻", "date": "2019"}),
            json!({"title": "治污", "date": "2018-05"}),
        ]),
    );
    let archive = desk.update();
    let articles = desk.whole().articles;
    compare(&archive, &articles, None);
    compare_orders(&archive, &articles);
    let kinds = [Kind::Author, Kind::Section, Kind::Tag, Kind::Page];
    let facets = archive.facets(None, &kinds, 9);
    let [authors, sections, tags, pages] = &facets.expect("it is read")[..] else {
        panic!("one for each kind");
    };
    let named = |facet: &Facet, name: &str| {
        let found = facet.top.iter().find(|(value, _)| value == name);
        found.map(|(_, count)| *count)
    };
    assert_eq!(named(authors, "李明"), Some(1));
    assert_eq!(named(authors, "王红"), Some(2));
    assert_eq!((authors.without, sections.without), (1, 2));
    assert_eq!((named(tags, "林业"), tags.without), (Some(1), 2));
    assert_eq!((named(pages, "A03"), pages.without), (Some(1), 2));
    let query = Query::parse("title:林 OR title:污");
    let rows = archive.search(&query).all(&|| false);
    let rows = rows.expect("it is read").expect("not left");
    compare(&archive, &articles, Some((&rows, &[1, 2])));
}

#[test]
fn nothing_is_counted_where_there_is_nothing() {
    let desk = Desk::new();
    desk.put("a.jsonl", b"\n");
    let archive = desk.update();
    compare(&archive, &[], None);
    compare_orders(&archive, &[]);
    let facets = archive.facets(None, &[Kind::Source], 9);
    assert_eq!(facets.expect("it is read"), [Facet::default()]);
}
