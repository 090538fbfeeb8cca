//! Corrections of pages made up for it.

mod store;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::change::Change;
use super::page::solid;
use super::*;
use crate::article::{Article, Block, Image, Origin};
use crate::lang::Say as _;

fn range(lines: [u32; 2]) -> Vec<[u32; 2]> {
    vec![lines]
}

/// A report whose pieces stand below each other, four lines each.
fn report(id: &str, first: u32, title: Option<&str>, body: &[&str]) -> Record {
    let mut fields = BTreeMap::new();
    let mut line = first;
    let mut place = |name: String| {
        fields.insert(name, range([line, line + 3]));
        line += 4;
    };
    if title.is_some() {
        place("title".to_owned());
    }
    (0..body.len()).for_each(|at| place(format!("body.{at}")));
    let article = Article {
        id: id.to_owned(),
        title: title.map(str::to_owned),
        body: body
            .iter()
            .map(|text| Block::Paragraph((*text).to_owned()))
            .collect(),
        origin: Some(Origin {
            file: "a.txt".to_owned(),
            lines: range([first, line - 1]),
            fields,
            ..Origin::default()
        }),
        uncertain: vec!["body".to_owned(), "title".to_owned()],
        ..Article::default()
    };
    Record {
        article,
        ..Record::default()
    }
}

fn page() -> Page {
    let reports = vec![
        report(
            "a",
            1,
            Some("水库开闸"),
            &[
                "本报讯（记者李明）青山水库今天开闸。",
                "下游稻田得水。本报讯 新桥通车。",
                "桥长百米。",
            ],
        ),
        report("b", 30, None, &["车站昨天迁址。", "旧址改为书店。"]),
        report("c", 50, Some("书展开幕"), &["书展在南城开幕。"]),
    ];
    Page::new(reports, Vec::new())
}

fn characters(page: &Page) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let texts = page.reports.iter().flat_map(|report| {
        let fields = report.fields().into_iter();
        fields.filter_map(|field| report.text(field))
    });
    let unplaced = page.unplaced.iter().map(|piece| piece.text.clone());
    for text in texts.chain(unplaced) {
        for c in solid(&text).chars() {
            *counts.entry(c).or_insert(0) += 1;
        }
    }
    counts
}

fn span(field: Field, from: usize, to: usize) -> Span {
    Span { field, from, to }
}

fn whole(field: Field) -> Span {
    span(field, 0, 1000)
}

fn done(page: &mut Page, report: &str, wish: Wish) -> Result<Act, Misfit> {
    let report = report.to_owned();
    let act = Request { report, wish }.act(page)?;
    act.apply(page)?;
    Ok(act)
}

/// Each report as its id, headline and paragraphs.
fn outline(page: &Page) -> Vec<String> {
    let (records, _) = page.clone().into_records();
    let line = |record: &Record| {
        let article = &record.article;
        let body: Vec<String> = article
            .body
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.clone(),
                Block::Subhead { subhead } => format!("#{subhead}"),
            })
            .collect();
        let title = article.title.as_deref().unwrap_or("-");
        format!("{} {title} {}", article.id, body.join("/"))
    };
    records.iter().map(line).collect()
}

#[test]
fn a_report_is_split_where_another_begins_in_a_paragraph() {
    let mut page = page();
    let act = done(&mut page, "a", Wish::Split(span(Field::Body(1), 7, 7))).unwrap();
    let Act::Split { id, .. } = &act else {
        panic!("{act:?}");
    };
    let shown = outline(&page);
    assert_eq!(
        shown[0],
        "a 水库开闸 本报讯（记者李明）青山水库今天开闸。/下游稻田得水。"
    );
    assert_eq!(shown[1], format!("{id} - 本报讯 新桥通车。/桥长百米。"));
    let (records, _) = page.clone().into_records();
    assert_eq!(records[0].article.uncertain, ["title"]);
    let origin = |at: usize| records[at].article.origin.clone().unwrap();
    assert_eq!(origin(0).lines, [[1, 12]]);
    assert_eq!(origin(1).lines, [[9, 16]]);
    assert_eq!(origin(1).fields["body.1"], [[13, 16]]);
}

#[test]
fn a_report_that_goes_on_in_the_next_is_joined_with_it() {
    let mut page = page();
    done(&mut page, "b", Wish::Join).unwrap();
    assert_eq!(
        outline(&page)[1],
        "b 书展开幕 车站昨天迁址。/旧址改为书店。/书展在南城开幕。"
    );
    done(&mut page, "a", Wish::Join).unwrap();
    let shown = outline(&page);
    assert!(shown[0].contains("/#书展开幕/车站"), "{shown:?}");
    assert_eq!(done(&mut page, "a", Wish::Join).unwrap_err(), Misfit::Last);
}

#[test]
fn text_goes_where_its_lines_place_it() {
    let mut page = page();
    let last = vec![whole(Field::Body(2))];
    done(
        &mut page,
        "a",
        Wish::Move(last, Destination::Report("b".to_owned())),
    )
    .unwrap();
    assert_eq!(
        outline(&page)[1],
        "b - 桥长百米。/车站昨天迁址。/旧址改为书店。"
    );
    let first = vec![whole(Field::Body(0))];
    done(
        &mut page,
        "c",
        Wish::Move(first, Destination::Report("b".to_owned())),
    )
    .unwrap();
    assert_eq!(
        outline(&page)[1],
        "b - 桥长百米。/车站昨天迁址。/旧址改为书店。/书展在南城开幕。"
    );
    assert_eq!(outline(&page)[2], "c 书展开幕 ");
}

#[test]
fn paragraphs_change_places() {
    let mut page = page();
    done(
        &mut page,
        "b",
        Wish::Move(vec![whole(Field::Body(0))], Destination::Later),
    )
    .unwrap();
    assert_eq!(outline(&page)[1], "b - 旧址改为书店。/车站昨天迁址。");
    done(
        &mut page,
        "b",
        Wish::Move(vec![whole(Field::Body(1))], Destination::Earlier),
    )
    .unwrap();
    assert_eq!(outline(&page)[1], "b - 车站昨天迁址。/旧址改为书店。");
    let first = Wish::Move(vec![whole(Field::Body(0))], Destination::Earlier);
    assert_eq!(done(&mut page, "b", first).unwrap_err(), Misfit::Nothing);
}

#[test]
fn a_headline_goes_to_another_report_which_gives_its_own() {
    let mut page = page();
    done(&mut page, "a", Wish::Headline("b".to_owned())).unwrap();
    assert!(outline(&page)[0].starts_with("a - "));
    assert!(outline(&page)[1].starts_with("b 水库开闸 "));
    done(&mut page, "b", Wish::Headline("c".to_owned())).unwrap();
    assert!(outline(&page)[1].starts_with("b 书展开幕 "));
    assert!(outline(&page)[2].starts_with("c 水库开闸 "));
    let own = Wish::Headline("c".to_owned());
    assert_eq!(done(&mut page, "c", own).unwrap_err(), Misfit::Nothing);
}

#[test]
fn text_is_marked_as_what_it_is() {
    let mut page = page();
    let mark = |page: &mut Page, field, role| {
        done(page, "a", Wish::Mark(vec![whole(field)], role)).unwrap();
    };
    mark(&mut page, Field::Body(2), Mark::Subhead);
    assert!(outline(&page)[0].ends_with("/#桥长百米。"));
    mark(&mut page, Field::Body(2), Mark::Paragraph);
    mark(&mut page, Field::Body(2), Mark::Caption);
    let sentence = vec![span(Field::Body(1), 7, 12)];
    done(&mut page, "a", Wish::Mark(sentence, Mark::Furniture)).unwrap();
    let (records, unplaced) = page.clone().into_records();
    let article = &records[0].article;
    let caption = Image {
        caption: Some("桥长百米。".to_owned()),
        ..Image::default()
    };
    assert_eq!(article.images, [caption]);
    let body: Vec<&str> = article.body.iter().skip(1).map(Block::text).collect();
    assert_eq!(body, ["下游稻田得水。", "通车。"]);
    assert_eq!(
        (&*unplaced[0].kind, &*unplaced[0].text),
        ("furniture", "本报讯 新桥")
    );
    let mut page = self::page();
    done(
        &mut page,
        "b",
        Wish::Mark(vec![whole(Field::Body(0))], Mark::Headline),
    )
    .unwrap();
    assert_eq!(outline(&page)[1], "b 车站昨天迁址。 旧址改为书店。");
}

#[test]
fn names_go_with_the_text_that_has_them() {
    let mut page = page();
    done(
        &mut page,
        "c",
        Wish::Mark(vec![whole(Field::Body(0))], Mark::Paragraph),
    )
    .unwrap_err();
    let line = "本报记者 王芳";
    let mut record = report("d", 60, None, &[line, "雨停了。"]);
    record.rest.insert("note".to_owned(), "kept".into());
    page.reports
        .push(Page::new(vec![record], Vec::new()).reports.remove(0));
    done(
        &mut page,
        "d",
        Wish::Mark(vec![whole(Field::Body(0))], Mark::Byline),
    )
    .unwrap();
    let (records, _) = page.clone().into_records();
    let article = &records[3].article;
    assert_eq!(article.byline.as_deref(), Some(line));
    assert_eq!(article.authors[0].name, "王芳");
    assert_eq!(records[3].rest["note"], "kept");
    done(
        &mut page,
        "d",
        Wish::Mark(vec![whole(Field::Byline)], Mark::Furniture),
    )
    .unwrap();
    let (records, _) = page.into_records();
    assert_eq!(records[3].article.byline, None);
}

#[test]
fn an_act_finds_its_text_on_a_page_taken_apart_anew() {
    let mut first = page();
    let act = done(&mut first, "a", Wish::Split(span(Field::Body(1), 7, 7))).unwrap();
    // Other ids, other paragraphs, all lines moved by one.
    let anew = report(
        "x",
        2,
        Some("水库开闸"),
        &[
            "本报讯（记者李明）青山水库今天开闸。下游稻田得水。",
            "本报讯新桥通车。桥长百米。",
        ],
    );
    let mut anew = Page::new(vec![anew], Vec::new());
    act.apply(&mut anew).unwrap();
    assert!(outline(&anew)[1].ends_with(" - 本报讯新桥通车。桥长百米。"));
    let other = report("x", 2, Some("水库开闸"), &["此处另有一文。"]);
    let mut other = Page::new(vec![other], Vec::new());
    let before = other.clone();
    let misfit = act.apply(&mut other).unwrap_err();
    assert_eq!(other, before);
    assert_eq!(
        misfit.say(crate::lang::Lang::En),
        "“本报讯新桥通车。” is not found on the page"
    );
}

#[test]
fn of_two_like_texts_the_one_on_the_line_is_meant() {
    let twice = |first| report("x", first, None, &["图片说明", "正文在此。", "图片说明"]);
    let mut page = Page::new(vec![twice(1)], Vec::new());
    let act = done(
        &mut page,
        "x",
        Wish::Mark(vec![whole(Field::Body(2))], Mark::Caption),
    )
    .unwrap();
    let mut record = twice(1);
    record.article.id = "y".to_owned();
    let mut anew = Page::new(vec![record], Vec::new());
    act.apply(&mut anew).unwrap();
    assert_eq!(outline(&anew), ["y - 图片说明/正文在此。"]);
    let mut record = twice(100);
    record.article.id = "y".to_owned();
    let mut elsewhere = Page::new(vec![record], Vec::new());
    act.apply(&mut elsewhere).unwrap_err();
}

#[test]
fn fields_are_called_as_origins_call_them() {
    let fields = [
        Field::Kicker,
        Field::Title,
        Field::Subtitle,
        Field::Byline,
        Field::Body(3),
        Field::Image(0),
    ];
    for field in fields {
        assert_eq!(field.to_string().parse(), Ok(field));
    }
    assert!("body".parse::<Field>().is_err());
}

fn wish() -> impl Strategy<Value = (usize, Wish)> {
    let field = prop_oneof![
        Just(Field::Title),
        Just(Field::Kicker),
        Just(Field::Byline),
        (0usize..4).prop_map(Field::Body),
        (0usize..2).prop_map(Field::Image),
    ];
    let span = (field, 0usize..12, 0usize..20)
        .prop_map(|(field, from, length)| self::span(field, from, from + length));
    let spans = proptest::collection::vec(span.clone(), 1..3);
    let mark = proptest::sample::select(vec![
        Mark::Headline,
        Mark::Caption,
        Mark::Byline,
        Mark::Subhead,
        Mark::Paragraph,
        Mark::Furniture,
    ]);
    let ids = || proptest::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    let destination = prop_oneof![
        ids().prop_map(Destination::Report),
        Just(Destination::Earlier),
        Just(Destination::Later),
    ];
    let wish = prop_oneof![
        span.prop_map(Wish::Split),
        Just(Wish::Join),
        (spans.clone(), destination).prop_map(|(spans, to)| Wish::Move(spans, to)),
        ids().prop_map(Wish::Headline),
        (spans, mark).prop_map(|(spans, mark)| Wish::Mark(spans, mark)),
    ];
    (0usize..6, wish)
}

proptest! {
    /// No sequence of corrections loses or adds a character, and taking all back gives the first state.
    #[test]
    fn nothing_is_lost_and_all_can_be_taken_back(wishes in proptest::collection::vec(wish(), 0..12)) {
        let first = page();
        let mut page = first.clone();
        let mut changes = Vec::new();
        for (at, wish) in wishes {
            let before = page.clone();
            let Some(report) = page.reports.get(at).map(|report| report.id().to_owned()) else {
                continue;
            };
            if done(&mut page, &report, wish.clone()).is_err() {
                prop_assert_eq!(&page, &before);
                continue;
            }
            prop_assert_eq!(characters(&page), characters(&first), "{:?}", wish);
            let (records, unplaced) = page.clone().into_records();
            for record in &records {
                let article = &record.article;
                prop_assert!(article.title.is_some() || !article.body.is_empty());
                prop_assert!(article.body.iter().all(|block| !block.text().is_empty()));
            }
            let (old, old_unplaced) = before.into_records();
            changes.push((Change::between(&old, &records), Change::between(&old_unplaced, &unplaced)));
            // What is written down and read again is the same page.
            page = Page::new(records, unplaced);
        }
        let (mut records, mut unplaced) = page.into_records();
        for (of_reports, of_unplaced) in changes.iter().rev() {
            prop_assert!(of_reports.take_back(&mut records));
            prop_assert!(of_unplaced.take_back(&mut unplaced));
        }
        prop_assert_eq!((records, unplaced), first.into_records());
    }
}
