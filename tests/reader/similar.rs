//! Reports that are like the selected one, and the way back.

use zhenews::app::keys::Code;
use zhenews::article::{Article, Block, Published};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;

fn article(title: &str, body: &str, date: &str) -> Article {
    Article {
        id: format!("编号 {title}"),
        title: Some(title.to_owned()),
        body: vec![Block::Paragraph(body.to_owned())],
        source: Some("晨报".to_owned()),
        published: Some(Published::parse(date)),
        ..Article::default()
    }
}

/// A reader of three reports of one event, a third of which stand apart, and many others.
fn reader() -> Reader {
    let other = |day: usize| {
        let date = format!("2020-03-{day:02}");
        article(&format!("天气第{day}期"), "今天有雨，明天有风。", &date)
    };
    let mut articles = vec![article(
        "大桥通车",
        "青龙峡大桥今天通车，邵翎到场。",
        "2021-05-01",
    )];
    articles.extend((1..=28).rev().map(other));
    articles.extend([
        article("大桥合龙", "青龙峡大桥今天合龙，邵翎很高兴。", "2020-02-03"),
        article("大桥开工", "青龙峡大桥今天开工，邵翎任总工。", "2020-02-01"),
    ]);
    let collection = Collection {
        articles,
        ..Collection::default()
    };
    Reader::new(collection, (100, 24), Ambiguous::Narrow)
}

fn titles(reader: &Reader) -> Vec<&str> {
    let model = &reader.model;
    let title = |row| model.article(model.article_in(row)?)?.title.as_deref();
    (0..model.rows()).filter_map(title).collect()
}

fn selected(reader: &Reader) -> &str {
    titles(reader)[reader.model.list.selected()]
}

#[test]
fn similar_reports_are_listed_the_most_like_first_and_by_time_they_are_a_timeline() {
    let mut reader = reader();
    reader.type_in("G~");
    assert_eq!(titles(&reader), ["大桥开工", "大桥合龙", "大桥通车"]);
    assert_eq!(selected(&reader), "大桥开工");
    let screen = reader.screen();
    assert!(screen.contains("与此相似：大桥开工"), "{screen}");
    assert!(screen.contains("2021-05-01"), "{screen}");
    reader.type_in("s");
    reader.press(Code::Tab);
    reader.press(Code::Tab);
    reader.press(Code::Enter);
    assert_eq!(selected(&reader), "大桥开工", "{}", reader.screen());
    // The words that they share are gone to as hits are.
    reader.type_in("n");
    assert!(reader.model.pane.hit.is_some());
}

#[test]
fn escape_goes_back_to_where_similar_reports_were_asked_for() {
    let mut reader = reader();
    reader.type_in("G~");
    // Of one that is listed there, and back again.
    reader.type_in("jj~");
    assert_eq!(titles(&reader)[0], "大桥通车");
    reader.press(Code::Esc);
    assert_eq!(titles(&reader)[0], "大桥开工");
    assert_eq!(selected(&reader), "大桥通车");
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 31);
    assert_eq!(selected(&reader), "大桥开工");
    reader.type_in("/有风");
    reader.press(Code::Enter);
    reader.type_in("jjj~");
    let notice = reader.model.notice.as_deref();
    assert_eq!(notice, Some("没有相似的报道"));
    assert_eq!((reader.model.rows(), selected(&reader)), (28, "天气第25期"));
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 31);
}
