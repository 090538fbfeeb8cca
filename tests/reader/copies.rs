//! Reports that are one text in several newspapers.

use zhenews::app::keys::Code;
use zhenews::article::{Article, Block, Published};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;

const TEXT: &str = "水利部门昨天公布，全省三十七座水库的闸门检修已经全部完成，比去年提前了两周。\
    今年汛期预计偏早，各地还清理了河道，备足了沙袋和水泵。有关负责人说，下一步将逐一试运行。";

fn article(source: &str, title: &str, body: &str) -> Article {
    Article {
        id: format!("{source}{title}"),
        title: Some(title.to_owned()),
        body: vec![Block::Paragraph(body.to_owned())],
        source: Some(source.to_owned()),
        published: Some(Published::parse("2021-04-02")),
        ..Article::default()
    }
}

fn reader() -> Reader {
    let other = "图书馆今年新设了儿童阅览室，周末照常开放，读者凭证即可借阅，每人每次最多可借五册，期限一个月。";
    let cut = TEXT.replace("今年汛期预计偏早，各地还清理了河道，备足了沙袋和水泵。", "");
    let collection = Collection {
        articles: vec![
            article("晨报", "水库闸门检修完成", TEXT),
            article("晚报", "图书馆添了阅览室", other),
            article("日报", "三十七座水库完成检修", &cut),
            article("商报", "水库迎汛", &format!("本报讯 {TEXT}")),
        ],
        ..Collection::default()
    };
    Reader::new(collection, (100, 24), Ambiguous::Narrow)
}

#[test]
fn one_text_is_one_row_with_the_number_of_its_reports() {
    let mut reader = reader();
    assert_eq!(reader.model.rows(), 4);
    reader.type_in("jj");
    reader.type_in("W");
    assert_eq!(reader.model.rows(), 2);
    assert_eq!(
        reader.model.list.selected(),
        0,
        "the row that stands for it"
    );
    let screen = reader.screen();
    assert!(screen.contains("〔3篇〕"), "{screen}");
    reader.type_in("/水泵");
    reader.press(Code::Enter);
    assert_eq!(reader.model.rows(), 1);
    reader.press(Code::Esc);
    reader.type_in("W");
    assert_eq!(reader.model.rows(), 4);
    assert!(!reader.screen().contains("〔3篇〕"));
}

#[test]
fn what_a_newspaper_cut_and_added_is_marked() {
    let mut reader = reader();
    reader.type_in("D");
    let screen = reader.screen();
    assert!(screen.contains("本篇：晨报"), "{screen}");
    assert!(screen.contains("[-今年汛期"), "{screen}");
    reader.press(Code::Tab);
    let screen = reader.screen();
    assert!(screen.contains("{+本报讯"), "{screen}");
    reader.press(Code::Esc);
    reader.type_in("jD");
    let notice = reader.model.notice.as_deref();
    assert_eq!(notice, Some("没有其他报纸刊登同一篇"));
}

#[test]
fn one_text_is_counted_once_where_it_is_one_row() {
    let mut reader = reader();
    let counted = |reader: &mut Reader, key: &str, wanted: &str, unwanted: &str| {
        reader.type_in(key);
        let screen = reader.screen();
        assert!(screen.contains(wanted), "{wanted}: {screen}");
        assert!(!screen.contains(unwanted), "{unwanted}: {screen}");
        reader.press(Code::Esc);
    };
    counted(&mut reader, "f", "日报", "〔");
    counted(&mut reader, "t", "共 4 篇", "共 2 篇");
    reader.type_in("W");
    counted(&mut reader, "f", "通稿计一篇", "日报");
    counted(&mut reader, "t", "篇数（通稿计一篇）", "共 4 篇");
}
