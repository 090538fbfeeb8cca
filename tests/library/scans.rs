//! Holds files of recognized text to what they say themselves: reports, kinds and the order of reading.

use std::io;

use zhenews::article::{Article, Block};
use zhenews::filetype;
use zhenews::ocr;
use zhenews::page::{Found, Hints, Page, placed};

const PAGE: &str = r#"<?xml version="1.0"?><PcGts xmlns="p"><Page imageWidth="800" imageHeight="900">
<ReadingOrder><OrderedGroup>
<OrderedGroupIndexed index="0"><RegionRefIndexed index="0" regionRef="a"/><RegionRefIndexed index="1" regionRef="b"/><RegionRefIndexed index="2" regionRef="c"/></OrderedGroupIndexed>
<OrderedGroupIndexed index="1"><RegionRefIndexed index="0" regionRef="d"/></OrderedGroupIndexed>
</OrderedGroup></ReadingOrder>
<TextRegion id="d" type="paragraph"><Coords points="400,120 560,140"/><TextLine><Coords points="400,120 560,140"/><TextEquiv conf="0.4"><Unicode>夏天的雨下在田里。</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="c" type="paragraph"><Coords points="60,300 220,340"/>
<TextLine><Coords points="100,300 220,316"/><TextEquiv><Unicode>老人站在田埂上</Unicode></TextEquiv></TextLine>
<TextLine><Coords points="60,322 160,338"/><TextEquiv><Unicode>说着话。</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="b" type="paragraph"><Coords points="60,120 220,160"/>
<TextLine><Coords points="60,120 180,136"/><TextEquiv><Unicode>本报记者 李明</Unicode></TextEquiv></TextLine>
<TextLine><Coords points="100,142 220,158"/><TextEquiv><Unicode>清晨的田里有了</Unicode></TextEquiv></TextLine>
<TextLine><Coords points="60,164 120,180"/><TextEquiv><Unicode>人声。</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="a" type="heading"><Coords points="60,40 220,100"/>
<TextLine><Coords points="60,40 150,56"/><TextEquiv><Unicode>田野里</Unicode></TextEquiv></TextLine>
<TextLine><Coords points="60,60 220,100"/><TextEquiv><Unicode>春耕开始</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"#;

fn read(text: &str, beside: &str) -> Vec<Page> {
    let guess = filetype::detect(text.as_bytes()).expect("a known form");
    let read_beside = |_: &str| -> io::Result<Vec<u8>> { Ok(beside.as_bytes().to_vec()) };
    let scan =
        ocr::read(text.as_bytes(), guess.file_type, &read_beside).expect("a file that is read");
    let id = |article: &Article| format!("{:?}", article.origin);
    let pages = (1..).zip(&scan.pages).map(|(number, page)| {
        placed::read(page, "a.xml", number, &Hints::default(), id)
            .expect("every character has its place")
    });
    pages.collect()
}

fn body(found: &Found) -> Vec<&str> {
    found.article.body.iter().map(Block::text).collect()
}

#[test]
fn groups_of_regions_are_reports_with_headline_byline_and_paragraphs() {
    let [page] = &read(PAGE, "")[..] else {
        panic!("a page");
    };
    let [spring, summer] = &page.reports[..] else {
        panic!("{:?}", page.reports);
    };
    assert_eq!(spring.article.kicker.as_deref(), Some("田野里"));
    assert_eq!(spring.article.title.as_deref(), Some("春耕开始"));
    assert_eq!(spring.article.byline.as_deref(), Some("本报记者 李明"));
    assert_eq!(
        body(spring),
        ["清晨的田里有了人声。", "老人站在田埂上说着话。"]
    );
    assert_eq!(spring.article.uncertain, Vec::<String>::new());
    assert_eq!(summer.article.title, None);
    assert_eq!(
        summer.article.uncertain,
        ["body"],
        "the recognition was not sure of it"
    );
}

#[test]
fn a_headline_begins_a_report_and_one_no_larger_than_text_is_a_subhead() {
    let block = |label: &str, text: &str, top: u32, height: u32, order: u32| serde_json::json!({"block_label": label, "block_content": text, "block_bbox": [60, top, 380, top + height], "block_order": order});
    let text = "清晨的田里有了人声，渠里放了水，老人站在田埂上说话，孩子们放起了纸鸢。";
    let json = serde_json::json!({"width": 800, "height": 900, "parsing_res_list": [
        block("doc_title", "春耕开始", 40, 60, 1),
        block("text", text, 110, 50, 2),
        block("paragraph_title", "水从山里来", 165, 17, 3),
        block("text", text, 190, 50, 4),
        block("paragraph_title", "夏种也开始了", 250, 50, 5),
        block("text", text, 310, 50, 6),
        {"block_label": "header", "block_content": "田野报 1986年11月3日 第3版", "block_bbox": [0, 0, 400, 20]},
    ]});
    let page = read(&json.to_string(), "").remove(0);
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("春耕开始"), Some("夏种也开始了")]);
    assert_eq!(body(&page.reports[0]), [text, "水从山里来", text]);
    let spring = &page.reports[0].article;
    assert_eq!(spring.page.as_deref(), Some("3"));
    assert_eq!(
        spring
            .published
            .as_ref()
            .and_then(|day| day.date.as_deref()),
        Some("1986-11-03")
    );
}

#[test]
fn a_catalogue_names_a_report_that_has_no_headline_on_the_page() {
    let alto = r#"<alto><Layout><Page WIDTH="800" HEIGHT="900"><TextBlock ID="b"><TextLine HPOS="60" VPOS="60" WIDTH="160" HEIGHT="16"><String CONTENT="清晨的田里有了人声。"/></TextLine></TextBlock></Page></Layout></alto>"#;
    let mets = r#"<?xml version="1.0"?><mets><dmdSec ID="d"><title>春耕</title></dmdSec><fileSec><fileGrp><file ID="f"><FLocat href="one.xml"/></file></fileGrp></fileSec>
        <structMap><div TYPE="ARTICLE" DMDID="d"><div TYPE="BODY"><fptr><area FILEID="f" BEGIN="b"/></fptr></div></div></structMap></mets>"#;
    let page = read(mets, alto).remove(0);
    assert_eq!(page.reports[0].article.title.as_deref(), Some("春耕"));
    assert_eq!(body(&page.reports[0]), ["清晨的田里有了人声。"]);
}
