//! The whole text of a report, from the page that it links to. It is fetched on a thread; what comes is stored with
//! the feed's own words beside it, and seen when the store is read again.

use super::link::web_address;
use super::{Effect, Model};
use crate::lang::{Bilingual, Lang, Say as _};

/// A report whose page is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The report's id.
    pub id: String,
    /// Where its page is.
    pub url: String,
    /// The version of its corpus, and its row there.
    pub row: (u64, usize),
}

/// How the fetch of a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFetched {
    /// Its text is stored.
    Stored,
    /// It has no more than the feed.
    NoMore,
    /// The report is in no feed's store.
    OfNoFeed,
    /// The report is not in the store any more.
    Gone,
}

impl Model {
    /// Has the page fetched of the report that is read.
    pub(super) fn fetch_page(&mut self) {
        let Some(index) = self.pane.article() else {
            return;
        };
        let Some(article) = self.article(index) else {
            return;
        };
        let Some(url) = article.url.as_deref().and_then(web_address) else {
            let has_bad = article.url.is_some();
            return self.tell_no_link(has_bad);
        };
        let page = Page {
            id: article.id.clone(),
            url: url.to_owned(),
            row: (self.reports.version(), index),
        };
        if self.reports.pages.contains(&page.id) {
            let already = self
                .lang
                .pick("its page is being fetched already", "正在抓取它的网页");
            self.notice = Some(already.to_owned());
            return;
        }
        self.notice = Some(match self.lang {
            Lang::En => format!("fetching {}", page.url),
            Lang::Zh => format!("正在抓取 {}", page.url),
        });
        self.reports.pages.insert(page.id.clone());
        self.effects.push(Effect::FetchPage(page));
    }

    /// Says what became of a report's page.
    pub(super) fn page_fetched(&mut self, id: &str, fetched: Result<PageFetched, Bilingual>) {
        self.reports.pages.remove(id);
        let (english, chinese) = match fetched {
            Ok(PageFetched::Stored) => ("the whole text is here", "已取得全文"),
            Ok(PageFetched::NoMore) => (
                "the page has no more text than the feed",
                "网页的文字不比订阅的多",
            ),
            Ok(PageFetched::OfNoFeed) => (
                "only reports of feeds have their pages fetched; o opens the link",
                "只有订阅的报道可抓取网页；可用 o 打开链接",
            ),
            Ok(PageFetched::Gone) => (
                "the report is not in its store any more",
                "这篇报道已不在其文件中",
            ),
            Err(why) => {
                let not_fetched = self.lang.pick("page not fetched", "未能取得网页");
                self.notice = Some(self.lang.about(not_fetched, &why.say(self.lang)));
                return;
            }
        };
        self.notice = Some(self.lang.pick(english, chinese).to_owned());
    }
}
