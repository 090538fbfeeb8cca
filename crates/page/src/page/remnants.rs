//! Tells reports from what is left of a page: a line of a report that was cut off, a heading of which nothing is known.

use super::forms;
use crate::article::{Article, Block};

/// A report that nothing makes one has as many characters.
const LEAST: usize = 40;
/// The same of one whose extent and headline are both doubtful.
const LEAST_DOUBTFUL: usize = 50;

/// Whether an article is a piece of text too short to be a report, without a name, a picture or a lead that would make
/// it one, and without a headline or with one that is as doubtful as its text; or a 副题 that stands alone below its
/// headline.
pub(super) fn is_remnant(article: &Article) -> bool {
    let text: String = article.body.iter().map(Block::text).collect();
    let length = text.chars().filter(|c| !c.is_whitespace()).count();
    let has_maker =
        article.byline.is_some() || !article.authors.is_empty() || !article.images.is_empty();
    if has_maker || forms::lead(&text).is_some() {
        return false;
    }
    let is_headless = article.title.is_none();
    let is_doubtful = article.uncertain.len() > 1;
    if is_doubtful {
        length < LEAST_DOUBTFUL
    } else {
        length < LEAST && (is_headless || is_subtitle(&article.body))
    }
}

/// Whether a body is nothing but a line with a dash before it, as a 副题 has: the report that it belongs to begins
/// elsewhere.
fn is_subtitle(body: &[Block]) -> bool {
    let [only] = body else {
        return false;
    };
    only.text().starts_with("——") && !only.text().ends_with(['。', '！', '？', '”', '」'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Hints, Kind, Sheet, read};

    fn page(text: &str) -> crate::page::Page {
        let sheet = Sheet {
            text: text.to_owned(),
            first: 1,
        };
        read(&sheet, "a.txt", &Hints::default(), |article| {
            format!("{:?}", article.title)
        })
        .unwrap()
    }

    const REPORT: &str = "本报讯（记者李明）图书馆今天开放，市民可以借书，也可以在馆里读书看报，开放的时间是早上八点。\n";

    #[test]
    fn a_piece_of_text_that_is_no_report_is_kept_beside_them() {
        let page = page(&format!(
            "的一半以上，预计年底。\n\n新馆今天开放\n{REPORT}\n植物园明天开放\n{REPORT}"
        ));
        let kept: Vec<_> = page
            .unplaced
            .iter()
            .map(|piece| (piece.kind, piece.text.as_str()))
            .collect();
        assert_eq!(kept, [(Kind::Fragment, "的一半以上，预计年底。")]);
        assert!(
            page.reports
                .iter()
                .all(|found| found.article.title.is_some())
        );
    }

    #[test]
    fn a_subtitle_that_stands_alone_is_no_report() {
        let page = page(&format!(
            "新馆今天开放\n{REPORT}\n城市观察\n\n——记者走访老街所见\n\n植物园明天开放\n{REPORT}"
        ));
        let titles: Vec<_> = page
            .reports
            .iter()
            .map(|found| found.article.title.as_deref())
            .collect();
        assert_eq!(titles, [Some("新馆今天开放"), Some("植物园明天开放")]);
        let kept: Vec<_> = page.unplaced.iter().map(|piece| &*piece.text).collect();
        assert_eq!(kept, ["城市观察", "——记者走访老街所见"]);
    }

    #[test]
    fn a_subtitle_with_a_report_below_stays_with_it() {
        let page = page(&format!(
            "新馆今天开放\n{REPORT}\n老街的早晨\n——记者走访所见\n{REPORT}"
        ));
        assert_eq!(page.reports.len(), 2);
        assert!(page.unplaced.is_empty());
    }

    #[test]
    fn a_doubtful_piece_is_a_report_if_anything_makes_it_one() {
        let article = |title: Option<&str>, length: usize, uncertain: &[&str]| Article {
            title: title.map(str::to_owned),
            body: vec![Block::Paragraph("水".repeat(length))],
            uncertain: uncertain.iter().map(|field| (*field).to_owned()).collect(),
            ..Article::default()
        };
        let both = ["body", "title"];
        assert!(is_remnant(&article(None, 45, &both)));
        assert!(!is_remnant(&article(None, 60, &both)));
        assert!(!is_remnant(&article(None, 45, &["title"])));
        assert!(is_remnant(&article(Some("春到"), 45, &both)));
        assert!(!is_remnant(&article(Some("春到"), 45, &["title"])));
        let signed = Article {
            byline: Some("李明".to_owned()),
            ..article(None, 45, &both)
        };
        assert!(!is_remnant(&signed));
    }

    #[test]
    fn a_page_that_is_one_short_text_is_a_report() {
        assert_eq!(page("春天来了。\n").reports.len(), 1);
        assert_eq!(page("——记者走访老街所见\n").reports.len(), 1);
    }
}
