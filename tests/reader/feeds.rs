//! Feeds among the folders, and what is added while one reads.

use zhenews::app::adding::Added;
use zhenews::app::feeds::{Feeds, FeedsFetched};
use zhenews::app::folders::{Feed, Place};
use zhenews::app::keys::Code;
use zhenews::app::{Effect, Msg};
use zhenews::article::{Article, Block};
use zhenews::lang::Bilingual;
use zhenews::store::{Collection, Source};

use crate::desk::{Reader, selected_title};
use crate::folders::{kept_folder, place, strip, with_places};

/// A reader of two feeds, both in a folder, one of them in another within it, too.
fn with_feeds(width: u16, height: u16) -> Reader {
    let mut reader = Reader::of_shipped(width, height);
    reader.stand_in_places(|number| number % 2);
    let feed = |name: &str, folders: &[&[&str]]| Feed {
        store: format!("/报/{name}").into(),
        title: format!("{name}网"),
        folders: folders
            .iter()
            .map(|path| path.iter().map(|name| (*name).to_owned()).collect())
            .collect(),
    };
    let feeds = [
        feed("晨报", &[&["报纸"], &["报纸", "早"]]),
        feed("晚报", &[&["报纸"]]),
    ];
    let sources = ["/报/晨报", "/报/晚报"].map(|path| Source::Path(path.into()));
    reader.send(Msg::Places(Place::all_of(&sources, &feeds)));
    reader
}

#[test]
fn folders_of_feeds_hold_what_is_within_and_count_what_is_unread() {
    let mut reader = with_feeds(100, 30);
    let all = reader.model.rows();
    let strip_before = strip(&reader);
    assert!(
        strip_before.contains(&format!("报纸 {all}")),
        "{strip_before:?}"
    );
    assert!(
        strip_before
            .iter()
            .all(|label| !label.starts_with("晨报网")),
        "what is within stands among the open folders: {strip_before:?}"
    );
    reader.type_in("F");
    let screen = reader.screen();
    for shown in [
        "4 新到",
        "5 报纸",
        "6   晨报网",
        "7   早",
        "8     晨报网",
        "9   晚报网",
    ] {
        assert!(screen.contains(shown), "{shown}: {screen}");
    }
    reader.press(Code::Esc);
    reader.type_in("5");
    assert_eq!(reader.model.rows(), all);
    reader.type_in("m");
    assert_eq!(reader.model.folders.count(4), Some(all - 1), "at once");
    assert_eq!(reader.model.rows(), all, "what is read stays");
    reader.type_in("9");
    assert_eq!(reader.model.rows(), all / 2);
    assert_eq!(kept_folder(&reader), Some("collection /报/晚报 in 报纸"));
    reader.type_in("5r");
    let stores = ["/报/晨报", "/报/晚报"].map(str::to_owned).to_vec();
    assert_eq!(
        reader.asked.pop(),
        Some(Effect::FetchFeeds(Feeds::Of(stores)))
    );
}

#[test]
fn what_has_come_in_since_the_last_time_is_a_folder() {
    let mut reader = with_feeds(100, 30);
    reader.type_in("4");
    assert_eq!(reader.model.rows(), 0);
    reader.type_in("1");
    let id = |row: usize| {
        let index = reader.model.article_in(row).expect("a row");
        reader
            .model
            .article(index)
            .expect("a report")
            .id
            .as_str()
            .into()
    };
    let ids = vec![id(2), id(5)];
    let title = reader
        .model
        .article(5)
        .and_then(|article| article.title.clone());
    reader.send(Msg::Arrived(ids));
    assert_eq!(reader.model.folders.count(3), Some(2));
    reader.type_in("4");
    assert_eq!(reader.model.rows(), 2);
    reader.type_in("J");
    assert_eq!(Some(selected_title(&reader)), title);
    assert_eq!(kept_folder(&reader), Some("new"));
    // They are no less new when they are read.
    reader.type_in("m4");
    assert_eq!(reader.model.rows(), 2);
}

#[test]
fn what_was_just_added_is_chosen_when_it_is_there() {
    let mut reader = with_places(100, 30);
    reader.send(Msg::Added(Ok(Added {
        what: ("added", "已添加").into(),
        place: Some("/报/新报".to_owned()),
    })));
    assert!(reader.screen().contains("已添加"));
    assert_eq!(kept_folder(&reader), None);
    reader.send(Msg::Places(vec![
        place(0, "晨报"),
        place(1, "晚报"),
        place(2, "新报"),
    ]));
    assert_eq!(kept_folder(&reader), Some("collection /报/新报"));
}

/// The first news of one's own takes the place of the sample edition, in the list and beside it.
#[test]
fn what_is_added_first_is_shown_and_not_the_sample_that_is_gone() {
    for read_before in ["", "l", "lj"] {
        let mut reader = Reader::of_shipped(100, 30);
        reader.type_in(read_before);
        reader.send(Msg::Added(Ok(Added {
            what: ("added", "已添加").into(),
            place: Some("/报/新报".to_owned()),
        })));
        reader.open(Collection {
            articles: vec![Article {
                id: "bridge".to_owned(),
                title: Some("新桥通车".to_owned()),
                body: vec![Block::Paragraph("两岸居民不必再等渡船。".to_owned())],
                ..Article::default()
            }],
            ..Collection::default()
        });
        reader.send(Msg::Places(vec![place(0, "新报")]));
        let screen = reader.screen();
        assert!(screen.contains("两岸居民不必再等渡船。"), "{screen}");
    }
}

#[test]
fn a_path_is_completed_by_what_is_there_and_added() {
    let mut reader = Reader::of_shipped(100, 30);
    reader.type_in("a/报/晨");
    reader.press(Code::Tab);
    assert_eq!(
        reader.asked.pop(),
        Some(Effect::ListPaths("/报/晨".to_owned()))
    );
    reader.send(Msg::Paths {
        typed: "/报/晚".to_owned(),
        paths: vec!["/报/晚报/".to_owned()],
    });
    assert!(
        reader.screen().contains("添加：/报/晨"),
        "an answer to what was typed before"
    );
    reader.send(Msg::Paths {
        typed: "/报/晨".to_owned(),
        paths: vec!["/报/晨报/".to_owned()],
    });
    assert!(
        reader.screen().contains("添加：/报/晨报/"),
        "{}",
        reader.screen()
    );
    reader.press(Code::Enter);
    assert_eq!(
        reader.asked.pop(),
        Some(Effect::Add("/报/晨报/".to_owned()))
    );
    assert!(reader.screen().contains("正在添加：/报/晨报/"));
    reader.type_in("a/无");
    reader.press(Code::Tab);
    reader.send(Msg::Paths {
        typed: "/无".to_owned(),
        paths: vec![],
    });
    reader.press(Code::Esc);
    reader.send(Msg::Added(Err("磁盘已满".into())));
    assert!(reader.screen().contains("未添加：磁盘已满"));
}

#[test]
fn what_went_wrong_with_feeds_is_among_the_problems() {
    let mut reader = Reader::of_shipped(80, 24);
    let failure = |name: &str| Bilingual::new(format!("{name}: gone"), format!("{name}：没有了"));
    reader.send(Msg::FeedsFetched(FeedsFetched {
        feeds: 3,
        failures: vec![failure("晨报"), failure("晚报")],
        ..FeedsFetched::default()
    }));
    assert!(reader.screen().contains("另有 1 个失败，按 ! 查看"));
    reader.type_in("!");
    assert!(reader.screen().contains("晨报：没有了") && reader.screen().contains("晚报：没有了"));
    reader.send(Msg::FeedsFetched(FeedsFetched {
        feeds: 3,
        new: 1,
        ..FeedsFetched::default()
    }));
    assert!(reader.screen().contains("没有问题。"));
}
