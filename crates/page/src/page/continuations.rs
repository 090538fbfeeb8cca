//! Links the parts of a report that goes on on another page: （下转第四版） at the end of the one,
//! （上接第一版） at the beginning of the other.

use std::collections::HashSet;

use super::layout::Layout;
use super::turn_marks::page_of;
use super::words::{Pair, pairs};
use crate::article::{Article, Published};

/// The page that a report goes on on.
fn turned_to(article: &Article) -> Option<String> {
    let last = article.body.last()?.text();
    let parted = last
        .rsplit_once("下转")
        .or_else(|| last.rsplit_once("下轉"));
    let (_, after) = parted?;
    page_of(after)
}

/// The reports of the pages so far whose other parts are still to come.
#[derive(Debug, Default)]
pub struct Turns {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    id: String,
    issue: Issue,
    from: String,
    to: String,
    words: HashSet<Pair>,
}

/// The newspaper and its day: a report goes on in the same issue.
type Issue = [Option<String>; 2];

/// So many reports are remembered: a newspaper has no more that wait for their other parts.
const MOST_OPEN: usize = 64;

impl Turns {
    /// Adds the report that each part of a page goes on with to what links them.
    pub fn link(&mut self, page: &mut Layout<'_>) {
        if self.open.is_empty() {
            return;
        }
        let linked = page.turns().filter_map(|(at, words, part)| {
            let from = words.split_once("上接");
            let from = from.and_then(|(_, from)| page_of(from));
            Some((at, self.best(from.as_deref(), &part)?))
        });
        let linked = linked.collect();
        page.go_on(linked);
    }

    /// Takes up what a page has left open that was read and linked before: its reports, and the ids of
    /// those that its turns are linked to.
    pub fn resume(&mut self, reports: &[Article], linked: &[String]) {
        self.open.retain(|open| !linked.contains(&open.id));
        for article in reports {
            self.remember(article);
        }
    }

    /// Remembers a report of a page that is linked, if it goes on elsewhere.
    pub fn remember(&mut self, article: &Article) {
        if let (Some(to), Some(from)) = (turned_to(article), numbered(article)) {
            self.open.push(Open {
                id: article.id.clone(),
                issue: issue(article),
                from,
                to,
                words: words(article),
            });
            let surplus = self.open.len().saturating_sub(MOST_OPEN);
            self.open.drain(..surplus);
        }
    }

    /// Takes the report that a part goes on with: of those that turn here, the one that has most words
    /// in common with it.
    fn best(&mut self, from: Option<&str>, part: &Article) -> Option<String> {
        let here = numbered(part)?;
        let (words, issue) = (words(part), issue(part));
        let fits = |open: &Open| {
            open.to == here && open.issue == issue && from.is_none_or(|from| open.from == from)
        };
        let (at, _) = self
            .open
            .iter()
            .enumerate()
            .filter(|(_, open)| fits(open))
            .max_by_key(|(_, open)| open.words.intersection(&words).count())?;
        Some(self.open.remove(at).id)
    }
}

/// The article's page as turns name it: 04 is 4.
fn numbered(article: &Article) -> Option<String> {
    page_of(article.page.as_deref()?)
}

fn issue(article: &Article) -> Issue {
    let day = article.published.as_ref().map(Published::label);
    [article.source.clone(), day]
}

fn words(article: &Article) -> HashSet<Pair> {
    let title = article.title.iter().map(String::as_str);
    let body = article.body.iter().map(crate::article::Block::text);
    title.chain(body).flat_map(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::super::unplaced::Kind;
    use super::super::{Hints, Page, Sheet, Text};
    use super::*;

    fn linked(text: &str, turns: &mut Turns) -> Page {
        let sheet = Sheet {
            text: text.to_owned(),
            first: 1,
        };
        let id = |article: &Article| format!("{:?}{:?}", article.page, article.title);
        let text = Text::of(&sheet);
        let mut layout = Layout::of(&text, "a.txt", &Hints::default(), id).unwrap();
        turns.link(&mut layout);
        let page = layout.whole();
        let articles = page.reports.iter().map(|found| &found.article);
        articles.for_each(|article| turns.remember(article));
        page
    }

    #[test]
    fn the_parts_of_a_report_are_linked() {
        let mut turns = Turns::default();
        let first = linked(
            "晨报 2019年11月22日 第1版\n水库今天开闸放水\n本报讯（记者李明）青山水库今天上午开闸放水，\n下游三个县的稻田将得到灌溉。（下转第四版）\n",
            &mut turns,
        );
        let fourth = linked(
            "晨报 2019年11月22日 第4版\n（上接第一版）青山水库建成于去年，是全市最大的水库，\n灌溉下游的稻田。\n",
            &mut turns,
        );
        let turn = fourth
            .unplaced
            .iter()
            .find(|piece| piece.kind == Kind::Turn)
            .unwrap();
        assert_eq!(turn.text, "（上接第一版）");
        let ids: Vec<_> = [&first, &fourth]
            .map(|page| page.reports[0].article.id.clone())
            .into();
        assert_eq!(turn.articles, ids);
        assert!(turns.open.is_empty());
    }

    #[test]
    fn an_import_that_is_gone_on_with_knows_what_is_open() {
        let first = "晨报 2019年11月22日 第1版\n水库今天开闸放水\n本报讯（记者李明）青山水库今天上午开闸放水，\n下游三个县的稻田将得到灌溉。（下转第四版）\n";
        let fourth = "晨报 2019年11月22日 第4版\n（上接第一版）青山水库建成于去年，是全市最大的水库，\n灌溉下游的稻田。\n";
        let mut whole = Turns::default();
        let (first, second) = (linked(first, &mut whole), linked(fourth, &mut whole));
        let held: Vec<Article> = first
            .reports
            .into_iter()
            .map(|found| found.article)
            .collect();
        let mut resumed = Turns::default();
        resumed.resume(&held, &[]);
        let again = linked(fourth, &mut resumed);
        assert_eq!(again.unplaced, second.unplaced);
        resumed.resume(&held, &[]);
        let other_day = linked(&fourth.replace("22日", "23日"), &mut resumed);
        let turn = |page: &Page| {
            page.unplaced
                .iter()
                .find(|piece| piece.kind == Kind::Turn)
                .cloned()
        };
        assert_eq!(turn(&other_day).unwrap().articles.len(), 1);
        resumed.resume(&[], &[held[0].id.clone()]);
        assert!(resumed.open.is_empty());
    }
}
