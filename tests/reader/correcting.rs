//! Correcting the reports of an imported page by keys: what is pointed at, what is asked for, what is said.

use zhenews::app::correcting::{Corrected, Job};
use zhenews::app::keys::Code;
use zhenews::app::origin::{Found, Page, Record};
use zhenews::app::{Effect, Focus, Msg};
use zhenews::article::{Article, Block, Image, Origin};
use zhenews::corrections::{Destination, Done, Field, Mark, Request, Span, Which, Wish};
use zhenews::lang::{Bilingual, Lang};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;
use crate::screens::at_sizes;

const PARAGRAPHS: [&str; 4] = [
    "本报讯（记者李明）青山水库今天开闸放水，下游三县的稻田都得到了灌溉，农户说这是今年的第一场透水。",
    "新桥通车。桥长百米，两岸居民往来只需五分钟，比绕行旧桥少走了四公里，公交车也改走新桥。本报讯 车站迁址。",
    "旧址改为书店。",
    "图为新桥。王芳摄",
];

fn report(id: &str, line: u32, title: Option<&str>, body: &[&str]) -> Article {
    Article {
        id: id.to_owned(),
        title: title.map(str::to_owned),
        body: body
            .iter()
            .map(|text| Block::Paragraph((*text).to_owned()))
            .collect(),
        origin: Some(Origin {
            file: "a.txt".to_owned(),
            lines: vec![[line, line + 9]],
            ..Origin::default()
        }),
        ..Article::default()
    }
}

fn page() -> Collection {
    let mut first = report("a", 1, Some("水库开闸"), &PARAGRAPHS);
    first.images = vec![Image {
        caption: Some("图为水库。".to_owned()),
        credit: Some("李明 摄".to_owned()),
        ..Image::default()
    }];
    Collection {
        articles: vec![
            first,
            report("b", 11, None, &["书展昨天在南城开幕。", "展期一周。"]),
            report("c", 21, Some("雨停了"), &["连日的雨今晨停了。"]),
        ],
        ..Collection::default()
    }
}

fn reader(size: (u16, u16)) -> Reader {
    Reader::new(page(), size, Ambiguous::Narrow)
}

/// What the reader has asked to be corrected.
fn asked(reader: &mut Reader) -> Job {
    let job = reader.asked.drain(..).find_map(|effect| match effect {
        Effect::Correct(job) => Some(job),
        _ => None,
    });
    // The answer is there, that keys go on.
    reader.send(Msg::Corrected(Err(Bilingual::new("not now", "改日"))));
    job.expect("a correction")
}

fn wish(reader: &mut Reader) -> Wish {
    match asked(reader) {
        Job::Correct {
            request: Request { report, wish },
            row,
        } => {
            assert_eq!((&*report, row), ("a", (1, 0)));
            wish
        }
        other => panic!("{other:?}"),
    }
}

fn solids(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn whole(at: usize) -> Span {
    Span {
        field: Field::Body(at),
        from: 0,
        to: solids(PARAGRAPHS[at]),
    }
}

#[test]
fn the_prefix_shows_what_may_follow_and_what_it_will_act_on() {
    for size in [(80, 24), (120, 35), (40, 12)] {
        let mut reader = reader(size);
        reader.type_in(",j");
        let screen = reader.screen();
        // What each key does, or its name where there is no room for that.
        let shown = if size.1 > 12 {
            "s 从这里起另成一篇"
        } else {
            "s 分篇"
        };
        assert!(screen.contains(shown), "{screen}");
        assert!(screen.contains("↓ ↑ 换一段"), "{screen}");
        // The paragraph is marked by more than colour, and nothing stands over its beginning.
        let marked = |line: &&str| line.contains('>') && line.contains("新桥通车。桥长");
        assert_eq!(screen.lines().filter(marked).count(), 1, "{screen}");
        reader.press(Code::Esc);
        assert!(!reader.screen().contains(shown));
    }
}

#[test]
fn the_keys_of_corrections_are_seen_at_every_size() {
    let sizes = [(80, 24), (120, 35), (40, 12)];
    at_sizes("correcting", &sizes, |size, ambiguous| {
        let mut reader = Reader::new(page(), size, ambiguous);
        reader.model.lang = if size.0 == 120 { Lang::En } else { Lang::Zh };
        reader.type_in(",j");
        reader
    });
}

#[test]
fn another_prefix_shows_what_may_follow_too() {
    let mut reader = reader((80, 24));
    reader.type_in("g");
    assert!(reader.screen().contains("到第一条；正文开头"));
    reader.type_in("g");
    assert!(!reader.screen().contains("到第一条；正文开头"));
}

#[test]
fn keys_point_at_a_paragraph_and_say_what_it_is() {
    let mut reader = reader((80, 24));
    reader.type_in(",s");
    assert_eq!(reader.model.window.focus, Focus::Text);
    assert_eq!(wish(&mut reader), Wish::Split(whole(0)));
    reader.type_in(",jc");
    assert_eq!(wish(&mut reader), Wish::Mark(vec![whole(1)], Mark::Caption));
    reader.type_in(",jjjkx");
    assert_eq!(
        wish(&mut reader),
        Wish::Mark(vec![whole(2)], Mark::Furniture)
    );
    reader.type_in(",kT");
    let title = Span {
        field: Field::Title,
        from: 0,
        to: 4,
    };
    assert_eq!(wish(&mut reader), Wish::Mark(vec![title], Mark::Headline));
    reader.type_in(",jjjjjjjp");
    let image = Span {
        field: Field::Image(0),
        from: 0,
        to: 8,
    };
    assert_eq!(wish(&mut reader), Wish::Mark(vec![image], Mark::Paragraph));
    reader.type_in(",J");
    assert_eq!(wish(&mut reader), Wish::Join);
    reader.type_in(",j>");
    assert_eq!(
        wish(&mut reader),
        Wish::Move(vec![whole(1)], Destination::Later)
    );
}

#[test]
fn what_is_pointed_at_is_left_by_escape_alone() {
    let mut reader = reader((80, 24));
    reader.type_in(",j");
    assert!(reader.model.has_target());
    reader.press(Code::Esc);
    assert!(!reader.model.has_target());
    assert_eq!(reader.model.window.focus, Focus::Text);
    assert_eq!(reader.asked, []);
    reader.type_in(",?");
    assert!(!reader.model.has_target(), "another key stands for itself");
    assert!(!reader.model.front.overlays.is_empty());
}

#[test]
fn selected_lines_reach_from_sentence_to_sentence() {
    let mut reader = reader((80, 24));
    // The line on which the second sentence of the second paragraph ends and the third begins.
    reader.type_in(",j");
    reader.type_in("V");
    while !reader
        .model
        .pane
        .chosen_text()
        .expect("lines")
        .contains("本报讯 车")
    {
        reader.type_in("j");
    }
    reader.type_in("h");
    assert_eq!(wish(&mut reader), Wish::Mark(vec![whole(1)], Mark::Subhead));
    let mut reader = self::reader((80, 24));
    reader.type_in("V");
    let lines = |reader: &Reader| reader.model.pane.chosen_text().expect("lines");
    while !lines(&reader).contains("公交车也改走新桥。") {
        reader.type_in("j");
    }
    let lines = lines(&reader);
    reader.type_in(",");
    assert!(reader.model.has_target());
    reader.type_in("b");
    let spans = match wish(&mut reader) {
        Wish::Mark(spans, Mark::Byline) => spans,
        other => panic!("{other:?}"),
    };
    let last = lines.lines().last().expect("a line");
    let (sentences, _) = last.rsplit_once('。').expect("a sentence");
    let end = solids(sentences) + 1;
    let last = Span {
        field: Field::Body(1),
        from: 0,
        to: end,
    };
    assert_eq!(spans.last(), Some(&last));
    assert_eq!(
        reader.model.pane.chosen_lines(),
        None,
        "the run is done with"
    );
}

#[test]
fn another_report_of_the_page_is_chosen_from_a_list() {
    let mut reader = reader((80, 24));
    reader.type_in(",m");
    let screen = reader.screen();
    assert!(
        screen.contains("把文字移到") && screen.contains("书展昨天在南城开幕"),
        "{screen}"
    );
    reader.press(Code::Enter);
    let to = |id: &str| Destination::Report(id.to_owned());
    assert_eq!(wish(&mut reader), Wish::Move(vec![whole(0)], to("b")));
    reader.type_in(",tj");
    reader.press(Code::Enter);
    assert_eq!(wish(&mut reader), Wish::Headline("c".to_owned()));
    reader.type_in(",mq");
    assert!(reader.asked.is_empty() && reader.model.front.overlays.is_empty());
}

fn done(reader: &mut Reader, number: u64, is_taken_back: bool) {
    let corrected = Corrected {
        store: "a.json".into(),
        done: Done {
            number,
            what: Bilingual::new("split in two", "已分成两篇"),
        },
        is_taken_back,
    };
    reader.asked.clear();
    reader.send(Msg::Corrected(Ok(corrected)));
    reader.open(page());
}

fn is_starred(reader: &Reader) -> bool {
    reader.model.memory.library().is_starred("a")
}

#[test]
fn one_key_undoes_corrections_and_marks_in_their_order() {
    let mut reader = reader((80, 24));
    reader.type_in(",s");
    done(&mut reader, 7, false);
    reader.type_in("*");
    reader.type_in(",J");
    done(&mut reader, 8, false);
    let take_back = |number| Job::TakeBack {
        store: "a.json".into(),
        which: Which::Number(number),
    };
    reader.type_in("u");
    assert_eq!(reader.asked, [Effect::Correct(take_back(8))]);
    done(&mut reader, 8, true);
    assert_eq!(reader.model.notice.as_deref(), Some("已撤销：已分成两篇"));
    assert!(is_starred(&reader));
    reader.type_in("u");
    assert!(!is_starred(&reader));
    reader.type_in("u");
    assert_eq!(reader.asked, [Effect::Correct(take_back(7))]);
}

#[test]
fn keys_wait_for_a_correction_and_the_reports_as_they_are_then() {
    let mut reader = reader((80, 24));
    reader.type_in(",sJ");
    assert_eq!(reader.model.list.selected(), 0);
    let corrected = Corrected {
        store: "a.json".into(),
        done: Done {
            number: 1,
            what: Bilingual::new("split in two", "已分成两篇"),
        },
        is_taken_back: false,
    };
    reader.send(Msg::Corrected(Ok(corrected)));
    assert_eq!(
        reader.model.list.selected(),
        0,
        "the reports are read again first"
    );
    reader.open(page());
    assert_eq!(reader.model.list.selected(), 1);
}

#[test]
fn what_is_of_no_page_is_not_corrected() {
    let mut all = page();
    all.articles[0].origin = None;
    let mut reader = Reader::new(all, (80, 24), Ambiguous::Narrow);
    reader.type_in(",s");
    assert_eq!(reader.asked, []);
    let notice = reader.model.notice.as_deref().unwrap_or_default();
    assert!(notice.starts_with("只能更正由版面导入的报道"), "{notice}");
}

#[test]
fn where_no_sentence_ends_in_selected_lines_a_line_of_the_page_does() {
    let mut all = page();
    let text =
        "本报记者李明昨天从车站获悉，新的候车室下月启用，旅客可由东门进站，老候车室将改为书店。";
    all.articles[0].title = None;
    all.articles[0].body = vec![Block::Paragraph(text.to_owned())];
    let origin = all.articles[0].origin.as_mut().expect("an origin");
    origin.fields = [("body.0".to_owned(), vec![[3, 5]])].into();
    let mut reader = Reader::new(all, (80, 24), Ambiguous::Narrow);
    reader.type_in(",V");
    let number = match reader.asked.pop() {
        Some(Effect::FindOrigin { number, .. }) => number,
        other => panic!("{other:?}"),
    };
    // What acts on the lines waits for them.
    reader.type_in("b");
    assert_eq!(reader.asked, []);
    let lines = [
        "本报记者 李明",
        "昨天从车站获悉，新的候车室下月启用，旅客可由东门进站，",
        "老候车室将改为书店。",
    ];
    let lines = (3..).zip(lines.map(str::to_owned));
    let found = Found {
        record: Record::Nowhere,
        page: Page::Lines {
            lines: lines.collect(),
            agrees: true,
            places: Vec::new(),
        },
    };
    reader.send(Msg::OriginFound(number, found));
    let byline = Span {
        field: Field::Body(0),
        from: 0,
        to: 6,
    };
    assert_eq!(wish(&mut reader), Wish::Mark(vec![byline], Mark::Byline));
}
