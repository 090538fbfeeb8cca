//! Reads from a store what an import that is gone on with must know: which reports go on elsewhere, and
//! which of them are linked already.

use std::collections::HashMap;

use serde_json::Value;

use crate::article::{Article, Block, Published};
use crate::page::Turns;

/// The pages that a store holds.
#[derive(Debug, Default)]
pub(in super::super) struct Held {
    /// The last page, or the last line, of each file.
    last: HashMap<String, u32>,
}

impl Held {
    /// Returns whether a page is there, told by its number or its first line.
    pub(in super::super) fn has(&self, file: &str, first: u32) -> bool {
        self.last.get(file).is_some_and(|&last| first <= last)
    }

    /// Takes note of a file, whose pages are there up to a page or line.
    pub(super) fn add(&mut self, file: String, last: u32) {
        let known = self.last.entry(file).or_default();
        *known = (*known).max(last);
    }
}

/// Takes up what the articles of a store leave open, and what its unplaced pieces have linked.
pub(super) fn resume(turns: &mut Turns, articles: &Value, unplaced: &Value) {
    let articles = articles.as_array().map(Vec::as_slice).unwrap_or_default();
    let reports: Vec<Article> = articles.iter().map(report).collect();
    let pieces = unplaced.as_array().map(Vec::as_slice).unwrap_or_default();
    let linked: Vec<String> = pieces.iter().filter_map(linked).collect();
    turns.resume(&reports, &linked);
}

/// The fields of an article that tell where it goes on.
fn report(value: &Value) -> Article {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let blocks = value["body"].as_array().map(Vec::as_slice);
    let published = &value["published"];
    Article {
        id: text("id").unwrap_or_default(),
        title: text("title"),
        source: text("source"),
        page: text("page"),
        published: published.is_object().then(|| Published {
            date: published["date"].as_str().map(str::to_owned),
            original: published["original"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            ..Published::default()
        }),
        body: blocks.into_iter().flatten().map(block).collect(),
        ..Article::default()
    }
}

fn block(value: &Value) -> Block {
    let text = value.as_str().or_else(|| value["subhead"].as_str());
    Block::Paragraph(text.unwrap_or_default().to_owned())
}

/// The report that a turn is linked to: the first of two.
fn linked(piece: &Value) -> Option<String> {
    let articles = piece["articles"].as_array()?;
    let is_linked = piece["kind"] == "turn" && articles.len() > 1;
    is_linked.then(|| articles.first()?.as_str().map(str::to_owned))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Hints, Kind, Layout, Sheet, Text};
    use serde_json::json;

    #[test]
    fn what_a_store_leaves_open_is_linked_to_what_comes() {
        let text =
            "晨报 2019年11月22日 第4版\n（上接第一版）青山水库建成于去年，\n灌溉下游的稻田。\n";
        let sheet = Sheet {
            text: text.to_owned(),
            first: 1,
        };
        let store = json!([{
            "id": "first", "title": "水库开闸", "source": "晨报", "page": "1",
            "published": {"date": "2019-11-22", "original": "2019年11月22日"},
            "body": [{"subhead": "青山"}, "青山水库今天开闸。（下转第四版）"],
        }]);
        let linked = json!([{"kind": "turn", "articles": ["first", "second"]}]);
        for (unplaced, expected) in [(Value::Null, 2), (linked, 1)] {
            let mut turns = Turns::default();
            resume(&mut turns, &store, &Value::Null);
            resume(&mut turns, &Value::Null, &unplaced);
            let id = |_: &Article| "second".to_owned();
            let text = Text::of(&sheet);
            let mut page = Layout::of(&text, "a.txt", &Hints::default(), id).unwrap();
            turns.link(&mut page);
            let turn = page.unplaced().find(|piece| piece.kind == Kind::Turn);
            assert_eq!(turn.unwrap().articles.len(), expected);
        }
    }
}
