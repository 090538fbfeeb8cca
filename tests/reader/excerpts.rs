//! What the list shows of a report in which something was found.

use ratatui::style::Color;
use zhenews::app::keys::Code;
use zhenews::article::{Article, Block};
use zhenews::store::Collection;
use zhenews::text::width::{Ambiguous, width};

use crate::desk::Reader;

#[test]
fn a_row_shows_the_words_around_a_hit_that_is_not_in_its_headline() {
    let article = |title: &str, body: &str| Article {
        id: title.to_owned(),
        title: Some(title.to_owned()),
        body: vec![
            Block::Paragraph("开头一段。".to_owned()),
            Block::Paragraph(body.to_owned()),
        ],
        ..Article::default()
    };
    let long = "两岸的居民沿着河堤走了很久，".repeat(8);
    let articles = vec![
        article("苗圃开放", "苗圃里的树苗已经长高。"),
        article(
            "河堤完工",
            &format!("{long}有人种下树苗，第二天又来浇水。{long}"),
        ),
        article("校园", "学生种树苗。"),
        article("老街", "老街在修。"),
    ];
    for size in [(80, 24), (120, 35), (40, 12)] {
        let collection = Collection {
            articles: articles.clone(),
            ..Collection::default()
        };
        let mut reader = Reader::new(collection, size, Ambiguous::Narrow);
        reader.type_in("/苗");
        let list = reader.model.layout().list.expect("it shows");
        let row = |row| reader.model.list_row(row, list.width).expect("a report");
        assert_eq!(row(0).excerpt, None, "the headline shows it");
        for (number, word) in [(1, "树苗"), (2, "种树苗")] {
            let row = row(number);
            let (text, hits) = row.excerpt.expect("a piece of the body");
            assert!(text.contains(word), "{text}");
            let shown = hits.first().and_then(|hit| text.get(hit.clone()));
            assert_eq!(shown, Some("苗"));
            assert!(
                width(&text, Ambiguous::Narrow) < usize::from(list.width),
                "{text}"
            );
        }
        let screen = reader.screen();
        assert!(screen.contains("学生种树苗。"), "{screen}");
        // The hits are marked as in the headline, below it.
        let buffer = reader.buffer();
        let marked = buffer
            .content()
            .iter()
            .filter(|cell| cell.bg == Color::Yellow);
        assert!(
            marked.filter(|cell| cell.symbol() == "苗").count() >= 3,
            "{screen}"
        );
        reader.press(Code::Esc);
        reader.press(Code::Esc);
        assert!(!reader.screen().contains("学生种树苗。"));
    }
}
