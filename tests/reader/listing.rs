//! How reports stand in the list.

use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;
use ratatui::style::Modifier;
use zhenews::app::list_row::{BEFORE, ListRow};
use zhenews::article::{Article, Block, Published};
use zhenews::store::Collection;
use zhenews::text::width::{Ambiguous, width};

use crate::desk::Reader;

fn article(title: &str, source: &str, date: &str) -> Article {
    Article {
        id: format!("{title}{date}"),
        title: Some(title.to_owned()),
        source: Some(source.to_owned()),
        published: (!date.is_empty()).then(|| Published::parse(date)),
        body: vec![Block::Paragraph("雨停了。".to_owned())],
        ..Article::default()
    }
}

fn reader(articles: Vec<Article>, columns: u16) -> Reader {
    let collection = Collection {
        articles,
        ..Collection::default()
    };
    Reader::new(collection, (columns, 30), Ambiguous::Narrow)
}

fn rows(reader: &Reader) -> Vec<ListRow> {
    let list = reader.model.layout().list.expect("it shows");
    let row = |row| reader.model.list_row(row, list.width).expect("a report");
    (0..reader.model.rows()).map(row).collect()
}

fn said(row: &ListRow) -> String {
    let parts: Vec<_> = row.imprint.iter().map(|(_, part)| part.as_str()).collect();
    parts.join(" ")
}

#[test]
fn a_row_says_what_the_row_above_does_not() {
    let reader = reader(
        vec![
            article("河堤加固完工", "晨报", "2021-03-09"),
            article("新桥通车", "晨报", "2021-03-09"),
            article("早稻开镰", "晚报", "2021-03-09"),
            article("图书馆开放", "晚报", "2021-03-05"),
            article("旧桥改建", "晚报", "2020-03-05"),
        ],
        64,
    );
    let said: Vec<_> = rows(&reader).iter().map(said).collect();
    assert_eq!(said, ["晨报 2021-03-09", "", "晚报", "03-05", "2020-03-05"]);
}

#[test]
fn what_stands_on_top_says_all() {
    let articles = (0..60).map(|number| article(&format!("第{number}期"), "晨报", "2021-03-09"));
    let mut reader = reader(articles.collect(), 64);
    reader.type_in("G");
    let screen = reader.screen();
    let saying: Vec<_> = (0..)
        .zip(screen.lines())
        .filter(|(_, line)| line.contains("2021-03-09"))
        .collect();
    assert_eq!(saying.len(), 1, "{screen}");
    assert_eq!(saying[0].0, 0, "{screen}");
}

#[test]
fn a_long_headline_takes_lines_and_is_cut_between_words() {
    let title = "全市生态环境保护工作会议召开 部署冬季大气污染防治和河道治理工作";
    let long = [title; 3].join(" ");
    let reader = reader(vec![article(title, "", ""), article(&long, "", "")], 80);
    let [short, long] = &rows(&reader)[..] else {
        panic!("two reports");
    };
    assert!(!short.headline.is_cut && short.height == 3, "{short:?}");
    assert!(long.headline.is_cut && long.height == 3, "{long:?}");
    let screen = reader.screen();
    assert!(screen.contains("…"), "{screen}");
}

#[test]
fn a_whole_headline_is_worth_more_than_what_stands_beside_it() {
    let title = "全市生态环境保护工作会议召开部署冬季污染防治";
    let long = "全市生态环境保护工作会议召开 部署冬季大气污染防治和河道治理工作 听取居民意见并公布明年重点工程";
    let source = "生态环境报";
    let reader = reader(
        vec![
            article(title, source, "2021-03-09"),
            article(long, "水利新闻报", "2021-03-05"),
        ],
        64,
    );
    let rows = rows(&reader);
    assert!(rows.iter().all(|row| !row.headline.is_cut), "{rows:?}");
    let said: Vec<_> = rows.iter().map(said).collect();
    assert_eq!(said, ["生态环境报 2021-03-09", "03-05"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_row_stays_in_its_columns_and_shows_its_headline_whole_or_cut(
        title in "[一-龥 “”，a-z0-9]{1,80}",
        source in "[一-龥a-z]{0,30}",
        columns in 20u16..140,
    ) {
        let reader = reader(vec![article(&title, &source, "2021-03-09")], columns);
        let list = reader.model.layout().list.expect("it shows");
        let row = &rows(&reader)[0];
        let cells = |text: &str| width(text, Ambiguous::Narrow) as u16;
        let mut shown = String::new();
        for line in &row.headline.lines {
            let line = row.text.get(line.clone()).unwrap_or_default();
            prop_assert!(cells(line) + BEFORE <= list.width);
            shown.push_str(line);
        }
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if row.headline.is_cut {
            prop_assert!(letters(&row.text).starts_with(&letters(&shown)));
        } else {
            prop_assert_eq!(letters(&row.text), letters(&shown));
        }
        let (line, column) = row.imprint_at;
        prop_assert!(column + row.imprint_cells <= list.width);
        prop_assert!(row.imprint.is_empty() || line < row.height);
    }
}

#[test]
fn days_are_parted_by_a_thin_line_that_takes_no_room() {
    for columns in [40, 80, 120] {
        let mut reader = reader(
            vec![
                article("河堤加固完工", "晨报", "2021-03-09"),
                article("新桥通车", "晨报", "2021-03-09"),
                article("图书馆开放", "晚报", "2021-03-05"),
                article("旧桥改建", "晚报", ""),
            ],
            columns,
        );
        let list = reader.model.layout().list.expect("it shows");
        let lined = |reader: &Reader| -> Vec<u16> {
            let buffer = reader.buffer();
            let is_lined = |y: &u16| {
                let mut cells = (list.x..list.x + list.width).filter(|x| {
                    // What is behind a wide character is never sent.
                    let before = x.checked_sub(1).map(|x| &buffer[(x, *y)]);
                    before.is_none_or(|cell| cell.cell_width() < 2)
                });
                cells.all(|x| buffer[(x, *y)].modifier.contains(Modifier::UNDERLINED))
            };
            (list.y..list.y + list.height).filter(is_lined).collect()
        };
        let height = |reader: &Reader, row| reader.model.row_height(row, list.width);
        let end = list.y + height(&reader, 0) + height(&reader, 1);
        assert_eq!(lined(&reader), [end - 1], "{}", reader.screen());
        // In another order days do not follow each other.
        reader.type_in("sss");
        assert_eq!(lined(&reader), [0; 0]);
    }
}
