//! The order of articles, by example and by its laws.

use proptest::prelude::*;

use super::*;
use crate::article::Published;

fn article(id: usize, date: &str, source: &str, page: &str, line: u32) -> Article {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Article {
        id: id.to_string(),
        published: some(date).map(|date| Published::parse(&date)),
        source: some(source),
        page: some(page),
        origin: (line > 0).then(|| Origin {
            file: "a.txt".to_owned(),
            lines: vec![[line, line + 1]],
            ..Origin::default()
        }),
        ..Article::default()
    }
}

#[test]
fn articles_are_in_the_order_in_which_a_reader_wants_them() {
    let sorted = [
        ("2019-11-22", "晚报", "2", 0),
        ("2019-11-22", "晨报", "2", 1),
        ("2019-11-22", "晨报", "2", 20),
        ("2019-11-22", "晨报", "2", 0),
        ("2019-11-22", "晨报", "第10版", 0),
        ("2019-11-22", "晨报", "A1", 0),
        ("2019-11-22", "晨报", "B1", 0),
        ("2019-11-22", "晨报", "", 0),
        ("2019-11-22", "", "1", 0),
        ("2019-11-21 18:00", "晨报", "", 0),
        ("2019-11-21 08:30:15", "晨报", "", 0),
        ("2019-11-21 08:30", "晨报", "", 0),
        ("2019-11-21", "晨报", "", 0),
        ("2019年11月", "晨报", "", 0),
        ("2019-10-31", "晨报", "", 0),
        ("2019", "晨报", "", 0),
        ("2018-12-31", "晨报", "", 0),
    ];
    let mut articles: Vec<_> = (0..)
        .zip(sorted)
        .map(|(id, (date, source, page, line))| article(id, date, source, page, line))
        .collect();
    articles.reverse();
    let order: Vec<_> = in_order(articles)
        .into_iter()
        .map(|article| article.id)
        .collect();
    let expected: Vec<_> = (0..sorted.len()).map(|id| id.to_string()).collect();
    assert_eq!(order, expected);
}

#[test]
fn within_a_day_the_newest_time_comes_first_and_then_the_printed_order() {
    let sorted = [
        ("2019-11-22 18:00", "晚报", "9", 0),
        ("2019-11-22 08:30", "晚报", "第02版：要闻", 0),
        ("2019-11-22 08:30", "晨报", "10", 0),
        ("2019-11-22 08:30", "晨报", "要闻·11版", 0),
        ("2019-11-22", "晚报", "9", 0),
        ("2019-11-22", "晨报", "第三版", 0),
        ("2019-11-22", "晨报", "4.0", 0),
        ("2019-11", "晨报", "1", 0),
    ];
    let articles = (0..).zip(sorted);
    let mut articles: Vec<_> = articles
        .map(|(id, (date, source, page, line))| article(id, date, source, page, line))
        .collect();
    articles.rotate_left(3);
    articles.reverse();
    let order = in_order(articles).into_iter().map(|article| article.id);
    assert!(order.eq((0..sorted.len()).map(|id| id.to_string())));
}

#[test]
fn articles_without_a_date_keep_the_order_of_their_files() {
    let articles = vec![
        article(0, "昨天", "丙", "2", 9),
        article(1, "", "甲", "1", 1),
        article(2, "1949", "乙", "", 0),
    ];
    let order: Vec<_> = in_order(articles)
        .into_iter()
        .map(|article| article.id)
        .collect();
    assert_eq!(order, ["2", "0", "1"]);
}

fn any_article() -> impl Strategy<Value = Article> {
    let date = proptest::sample::select(vec![
        "",
        "2019",
        "2019-11",
        "2019-11-22",
        "2019-11-22 08:30",
    ]);
    (date, "[甲乙]?", "[01A版]{0,3}", 0..3_u32)
        .prop_map(|(date, source, page, line)| article(0, date, &source, &page, line))
}

proptest! {
    #[test]
    fn the_order_is_total(a in any_article(), b in any_article(), c in any_article()) {
        let (a, b, c) = (Place::of(&a), Place::of(&b), Place::of(&c));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }

    #[test]
    fn sorting_keeps_every_article_and_sorting_again_changes_nothing(
        mut articles in proptest::collection::vec(any_article(), 0..12),
    ) {
        for (id, article) in articles.iter_mut().enumerate() {
            article.id = id.to_string();
        }
        let once = in_order(articles.clone());
        prop_assert_eq!(once.len(), articles.len());
        prop_assert!(articles.iter().all(|article| once.contains(article)));
        prop_assert_eq!(in_order(once.clone()), once);
    }
}

/// Sorts articles; what goes with each has to come with it.
fn in_order(mut articles: Vec<Article>) -> Vec<Article> {
    let mut others = articles.clone();
    sort(&mut articles, &mut others);
    assert_eq!(articles, others);
    articles
}

proptest! {
    #[test]
    fn sort_keys_are_in_the_order_of_articles(a in any_article(), b in any_article()) {
        let order = Place::of(&a).cmp(&Place::of(&b));
        prop_assert_eq!(order, sort_key(&a).cmp(&sort_key(&b)));
    }
}
