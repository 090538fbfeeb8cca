//! A query that is put to articles while they come by.

use super::mark_source::{Own, Unmarked};
use super::plan::Plan;
use super::{Haystack, Query};
use crate::article::Article;

/// A query that is put to articles while they come by, of which no text is kept.
pub struct Filter(Plan);

impl Filter {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Self {
        Self(Plan::of(query))
    }

    /// Returns for each of some articles whether it matches, as pinyin too. No article is marked.
    pub fn matching(&self, articles: &[Article]) -> Vec<bool> {
        let Self(plan) = self;
        let haystack = Haystack::new(articles);
        let matches = |(article, held)| {
            let own = Own {
                marked: &Unmarked,
                article,
            };
            plan.meets(&plan.look(held, &|| false), own).is_some()
        };
        haystack.articles().enumerate().map(matches).collect()
    }
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filter").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn what_comes_by_is_told_apart_as_a_search_tells_it() {
        let article = |title: &str, body: &str| Article {
            title: Some(title.to_owned()),
            body: vec![Block::Paragraph(body.to_owned())],
            ..Article::default()
        };
        let articles = [
            article("新馆开放", "市民可以入馆读书。"),
            article("旧桥重修", "工期三个月。"),
            article("读书节开幕", "开放三天。"),
        ];
        let queries = [
            "开放",
            "title:开放",
            "-开放",
            "kaifang",
            "读书 OR 工期",
            "date:2019",
            "無",
        ];
        for typed in queries {
            let query = Query::parse(typed);
            let mut found = vec![false; articles.len()];
            for matched in Haystack::new(&articles)
                .search(&query, &|| false)
                .unwrap_or_default()
            {
                found[matched.article] = true;
            }
            assert_eq!(Filter::new(&query).matching(&articles), found, "{typed}");
        }
        assert_eq!(
            Filter::new(&Query::parse("title:开放")).matching(&articles),
            [true, false, false]
        );
    }
}
