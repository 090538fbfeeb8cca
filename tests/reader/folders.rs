//! Folders: saved searches, marks and collections above the list.

use std::path::Path;

use zhenews::app::folders::{Change, Place, Saved, saved};
use zhenews::app::keys::Code;
use zhenews::app::{Effect, Mouse, MouseAction, Msg};
use zhenews::config::Config;
use zhenews::library::{Action, Library};
use zhenews::store::{Roots, Source};
use zhenews::text::width::{Ambiguous, width};

use crate::desk::{Reader, selected_title, shipped};
use crate::screens::{SIZES, at_sizes};

const OWN: &str = "[searches]\n'环保' = '环保 OR 治污'\n'三个很长很长的名字的文件夹' = '植树'\n";

fn searches(text: &str) -> Vec<Saved> {
    let (searches, faults) = saved(&Config::of_text(text, &[]).searches);
    assert_eq!(faults, []);
    searches
}

/// A reader of the shipped edition with saved searches.
fn reader(width: u16, height: u16) -> Reader {
    let mut reader = Reader::of_shipped(width, height);
    reader.send(Msg::Searches(searches(OWN)));
    reader
}

/// The same with two collections, of which the reports are by turns.
pub(crate) fn with_places(width: u16, height: u16) -> Reader {
    let mut reader = Reader::of_shipped(width, height);
    furnish(&mut reader);
    reader
}

/// Gives a reader saved searches and collections.
fn furnish(reader: &mut Reader) {
    reader.send(Msg::Searches(searches(OWN)));
    reader.stand_in_places(|number| number % 2);
    reader.send(Msg::Places(vec![place(0, "晨报"), place(1, "晚报")]));
}

pub(crate) fn place(number: u16, name: &str) -> Place {
    Place::of_collection(number, name, &format!("/报/{name}"))
}

pub(crate) fn strip(reader: &Reader) -> Vec<String> {
    let area = reader.model.layout().folders;
    let labels = area.map(|area| {
        reader
            .model
            .folders
            .labels(area, reader.model.lang, reader.model.ambiguous)
    });
    let labels = labels.unwrap_or_default().into_iter();
    labels.map(|label| label.text.trim().to_owned()).collect()
}

pub(crate) fn kept_folder(reader: &Reader) -> Option<&str> {
    reader.kept.iter().rev().find_map(|action| match action {
        Action::Window(name, value) if name == "folder" => Some(value.as_str()),
        _ => None,
    })
}

#[test]
fn who_has_no_folders_sees_the_headlines_alone_until_they_are_asked_for() {
    let mut reader = Reader::of_shipped(80, 24);
    assert_eq!(reader.model.layout().folders, None);
    reader.type_in("F");
    let all = reader.model.reports.len();
    assert_eq!(strip(&reader).len(), 3);
    assert!(reader.screen().contains(">1 全部"), "{}", reader.screen());
    assert_eq!(reader.model.folders.count(1), Some(all));
    assert_eq!(reader.model.folders.count(2), Some(0));
    reader.press(Code::Esc);
    assert_eq!(reader.model.layout().folders, None);
}

#[test]
fn nothing_is_offered_to_be_read_in_an_empty_folder() {
    let mut reader = reader(100, 30);
    assert!(reader.screen().contains("Enter 阅读"));
    reader.type_in("3");
    let screen = reader.screen();
    assert!(
        screen.contains("这里没有报道") && !screen.contains("Enter 阅读"),
        "{screen}"
    );
    assert!(screen.contains("? 按键"));
}

#[test]
fn a_folder_is_the_ground_that_a_search_comes_back_to() {
    let mut reader = reader(100, 30);
    let all = reader.model.rows();
    reader.type_in("4");
    let in_folder = reader.model.rows();
    assert!(0 < in_folder && in_folder < all, "{in_folder} of {all}");
    assert_eq!(reader.model.folders.count(3), Some(in_folder));
    assert_eq!(strip(&reader)[3], format!("[环保 {in_folder}]"));
    reader.type_in("/大气");
    reader.press(Code::Enter);
    let within = reader.model.rows();
    assert!(0 < within && within < in_folder, "{within} of {in_folder}");
    assert!(reader.screen().contains("/大气"));
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), in_folder);
    assert!(!reader.model.search.is_searching());
    reader.press(Code::Esc);
    assert_eq!(
        reader.model.rows(),
        in_folder,
        "Esc does not leave a folder"
    );
    reader.type_in("1");
    assert_eq!(reader.model.rows(), all);
    assert_eq!(kept_folder(&reader), Some("everything"));
}

#[test]
fn what_is_read_in_the_unread_keeps_its_row_until_the_folder_is_chosen_anew() {
    let mut reader = reader(100, 30);
    let all = reader.model.rows();
    reader.type_in("2");
    let first = selected_title(&reader);
    reader.type_in("m");
    assert_eq!(reader.model.rows(), all);
    assert_eq!(selected_title(&reader), first);
    assert_eq!(reader.model.folders.count(1), Some(all - 1));
    reader.type_in("u");
    assert_eq!(reader.model.folders.count(1), Some(all));
    reader.type_in("m*");
    assert_eq!(reader.model.folders.count(2), Some(1));
    reader.type_in("2");
    assert_eq!(reader.model.rows(), all - 1);
    assert_ne!(selected_title(&reader), first);
    reader.type_in("3");
    assert_eq!(selected_title(&reader), first);
    reader.type_in("*3");
    assert!(
        reader.screen().contains("这里没有报道"),
        "{}",
        reader.screen()
    );
}

#[test]
fn former_counts_stand_until_new_ones_come_and_late_ones_are_dropped() {
    let mut reader = reader(100, 30);
    let all = reader.model.rows();
    reader.withholds = true;
    reader.type_in("m");
    assert_eq!(reader.model.folders.count(1), Some(all), "no flicker");
    reader.send(Msg::Tallied {
        number: 0,
        counts: vec![(1, 7)],
    });
    assert_eq!(reader.model.folders.count(1), Some(all));
    reader.answer();
    assert_eq!(reader.model.folders.count(1), Some(all - 1));
}

#[test]
fn only_folders_are_counted_again_that_a_mark_can_change() {
    let mut reader = with_places(100, 30);
    reader.withholds = true;
    let mut counted = |key: char| {
        let key = zhenews::app::keys::Key::char(key);
        let asked = reader.model.update(Msg::Key(key));
        let mut tallies = asked.into_iter().filter_map(|effect| match effect {
            Effect::Tally { number, queries } => Some((number, queries)),
            _ => None,
        });
        let (number, queries) = tallies.next().expect("folders are counted");
        let folders: Vec<usize> = queries.into_iter().map(|query| query.0).collect();
        let counts = folders.iter().map(|folder| (*folder, 1)).collect();
        reader.send(Msg::Tallied { number, counts });
        folders
    };
    assert_eq!(counted('*'), [2]);
    assert_eq!(counted('m'), [1, 5, 6], "what is unread of collections");
    assert_eq!(counted('u'), [1, 5, 6]);
}

#[test]
fn a_collection_holds_its_own_reports_and_searches_stay_within() {
    let mut reader = with_places(100, 40);
    let all = reader.model.rows();
    reader.type_in("6");
    assert_eq!(reader.model.rows(), all.div_ceil(2));
    assert!((0..reader.model.rows()).all(|row| reader.model.article_in(row) == Some(row * 2)));
    assert_eq!(kept_folder(&reader), Some("collection /报/晨报"));
    reader.type_in("/本报讯");
    let first = reader.model.rows();
    reader.press(Code::Enter);
    reader.type_in("7/本报讯");
    let second = reader.model.rows();
    reader.press(Code::Enter);
    reader.type_in("1/本报讯");
    assert_eq!(reader.model.rows(), first + second);
}

#[test]
fn they_are_gone_through_with_keys_and_clicked() {
    let mut reader = with_places(80, 24);
    reader.type_in("Fj");
    reader.press(Code::Right);
    reader.press(Code::Left);
    reader.press(Code::Down);
    reader.press(Code::Enter);
    assert_eq!(kept_folder(&reader), Some("starred"));
    assert!(!reader.model.folders.is_open());
    let click = |x, y| {
        Msg::Mouse(Mouse {
            action: MouseAction::Click,
            x,
            y,
        })
    };
    reader.send(click(2, 0));
    assert_eq!(kept_folder(&reader), Some("everything"));
    reader.type_in("F");
    reader.send(click(20, 3));
    assert_eq!(kept_folder(&reader), Some("search 环保"));
    // What is no key of theirs closes them and does what it does.
    reader.type_in("F/");
    assert!(!reader.model.folders.is_open());
    assert!(reader.model.search.field.is_some());
}

#[test]
fn the_folder_of_the_last_time_is_chosen_again_if_it_is_there() {
    let opened = |key: &str| {
        let mut library = Library::default();
        library.act(&Action::Window("folder".into(), key.into()));
        let mut reader = with_places(100, 40);
        reader.type_in("1");
        let mut fresh = Reader::of_shipped(100, 40);
        fresh.model = zhenews::app::Model::new(fresh.model.lang, Ambiguous::Narrow, (100, 40));
        fresh.send(Msg::Searches(searches(OWN)));
        fresh.send(Msg::Places(vec![place(0, "晨报"), place(1, "晚报")]));
        fresh.open(shipped());
        fresh.stand_in_places(|number| number % 2);
        fresh.remember(library);
        let chosen = strip(&fresh).into_iter().find(|text| text.starts_with('['));
        (chosen.unwrap_or_default(), fresh.model.rows())
    };
    let all = shipped().articles.len();
    assert_eq!(opened("unread").0, format!("[未读 {all}]"));
    assert_eq!(opened("collection /报/晚报").1, all / 2);
    assert!(opened("search 环保").0.starts_with("[环保"));
    // One that is empty by now is not where one begins.
    for gone in ["starred", "search 没有", "collection /x", "everything", ""] {
        assert_eq!(opened(gone), (format!("[全部 {all}]"), all), "{gone}");
    }
}

#[test]
fn a_search_is_saved_under_a_name_and_that_is_undone() {
    let mut reader = reader(100, 30);
    reader.type_in("S");
    assert!(reader.screen().contains("没有可保存的查找"));
    reader.type_in("2/植树");
    reader.press(Code::Enter);
    reader.type_in("S");
    assert!(
        reader.screen().contains("名称：植树"),
        "{}",
        reader.screen()
    );
    reader.press(Code::End);
    reader.send(Msg::Paste("造林".to_owned()));
    reader.press(Code::Enter);
    let saved = |typed: Option<&str>| {
        Effect::Save(Change {
            name: "植树造林".to_owned(),
            typed: typed.map(str::to_owned),
            before: None,
        })
    };
    assert_eq!(reader.asked.pop(), Some(saved(Some("is:unread 植树"))));
    assert!(reader.screen().contains("已存为“植树造林”"));
    reader.send(Msg::Searches(searches(
        "[searches]\n'植树造林' = 'is:unread 植树'\n",
    )));
    assert!(
        strip(&reader)
            .iter()
            .any(|text| text.starts_with("植树造林"))
    );
    reader.type_in("u");
    assert_eq!(reader.asked.pop(), Some(saved(None)));
}

#[test]
fn a_search_that_is_not_understood_is_not_saved() {
    let mut reader = reader(100, 30);
    reader.type_in("/植树 \"造林");
    reader.press(Code::Enter);
    reader.type_in("S");
    assert!(reader.screen().contains("未保存"), "{}", reader.screen());
    assert!(reader.model.front.prompt.is_none());
}

#[test]
fn a_saved_search_is_removed_where_it_is_selected_and_put_back_by_undo() {
    let mut reader = reader(100, 30);
    reader.type_in("4x");
    assert!(reader.model.folders.is_open(), "a slip removes nothing");
    assert_eq!(reader.asked, []);
    reader.type_in("x");
    let change = |typed: Option<&str>, before: Option<&str>| {
        Effect::Save(Change {
            name: "环保".to_owned(),
            typed: typed.map(str::to_owned),
            before: before.map(str::to_owned),
        })
    };
    assert_eq!(reader.asked.pop(), Some(change(None, None)));
    let rest = OWN.replace("'环保' = '环保 OR 治污'\n", "");
    reader.send(Msg::Searches(searches(&rest)));
    assert_eq!(
        reader.model.rows(),
        reader.model.reports.len(),
        "it was chosen"
    );
    reader.type_in("u");
    let back = change(Some("环保 OR 治污"), Some("三个很长很长的名字的文件夹"));
    assert_eq!(reader.asked.pop(), Some(back));
    reader.send(Msg::NotSaved("磁盘已满".into()));
    assert!(reader.screen().contains("设置未能改动：磁盘已满"));
    // What could not be undone can be, once there is room.
    reader.type_in("u");
    let back = change(Some("环保 OR 治污"), Some("三个很长很长的名字的文件夹"));
    assert_eq!(reader.asked.pop(), Some(back));
    reader.send(Msg::Searches(searches(OWN)));
    reader.type_in("u");
    assert!(reader.screen().contains("没有可撤销的操作"));
    reader.type_in("k");
    reader.press(Code::Delete);
    assert!(
        reader.screen().contains("只能删除保存的查找"),
        "{}",
        reader.screen()
    );
}

#[test]
fn names_of_any_kind_stay_on_the_screen_and_do_nothing_to_it() {
    let bad = "坏\u{1b}[31m\u{202e}名".to_owned();
    let query = searches(OWN)[0].query.clone();
    for (columns, rows) in [(80, 24), (30, 15), (12, 7), (3, 3), (1, 1)] {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            let mut reader = Reader::new(shipped(), (columns, rows), ambiguous);
            let search = |n: usize| Saved {
                name: format!("{n}{bad}"),
                typed: "环保".to_owned(),
                query: query.clone(),
            };
            reader.send(Msg::Searches((0..40).map(search).collect()));
            for keys in ["", "9", "f", "q", "t", "q", "F", "G", "x", "2"] {
                reader.type_in(keys);
                let screen = reader.screen();
                assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen:?}");
                let fits = |line: &str| width(line, ambiguous) <= usize::from(columns);
                assert!(screen.lines().all(fits), "{screen}");
            }
        }
    }
}

#[test]
fn folders_on_screens_of_several_sizes() {
    let sizes: Vec<_> = SIZES.into_iter().chain([(30, 15)]).collect();
    for (name, keys) in [
        ("folders", ""),
        ("folders_chosen", "6"),
        ("folders_open", "6Fk"),
        ("folders_naming", "2/植树\n"),
    ] {
        at_sizes(name, &sizes, |(columns, rows), ambiguous| {
            let mut reader = Reader::new(shipped(), (columns, rows), ambiguous);
            furnish(&mut reader);
            let (typed, is_saved) = keys.strip_suffix('\n').map_or((keys, false), |t| (t, true));
            reader.type_in(typed);
            if is_saved {
                reader.press(Code::Enter);
                reader.type_in("S");
            }
            reader
        });
    }
}

#[test]
fn what_the_settings_had_under_a_name_comes_back() {
    let mut reader = reader(100, 30);
    reader.type_in("/植树");
    reader.press(Code::Enter);
    reader.type_in("S");
    reader.press(Code::Enter);
    // Another reader saved it, or it is not understood.
    reader.send(Msg::Replaced("植树 OR (".to_owned()));
    reader.send(Msg::Searches(searches(OWN)));
    reader.type_in("u");
    let back = Change {
        name: "植树".to_owned(),
        typed: Some("植树 OR (".to_owned()),
        before: None,
    };
    assert_eq!(reader.asked.pop(), Some(Effect::Save(back)));
}

#[test]
fn what_was_never_written_is_not_undone() {
    let mut reader = reader(100, 30);
    reader.type_in("*/植树");
    reader.press(Code::Enter);
    reader.type_in("S");
    reader.press(Code::Enter);
    reader.asked.clear();
    reader.send(Msg::NotSaved("磁盘已满".into()));
    reader.type_in("u");
    assert_eq!(reader.asked, [], "the star is undone, and no search");
    reader.type_in("u");
    assert!(reader.screen().contains("没有可撤销的操作"));
}

#[test]
fn files_without_number_are_no_folders() {
    let files = |count: usize| -> Vec<Source> {
        let file = |number: usize| Source::Path(format!("/报/{number}.json").into());
        (0..count).map(file).collect()
    };
    assert_eq!(Place::all_of(&files(20), &[]).len(), 20);
    let many = files(70_000);
    assert!(Place::all_of(&many, &[]).is_empty());
    let roots = Roots::new(&many);
    assert!(roots.is_empty());
    assert!(roots.of(Path::new("/报/1.json")).is_empty());
}

#[test]
fn what_is_typed_takes_the_place_of_the_name_that_is_offered() {
    for (keys, name) in [
        (&[][..], "植树"),
        (&[Code::Char('林')][..], "林"),
        (&[Code::Char('林'), Code::Char('木')][..], "林木"),
        (&[Code::Backspace, Code::Char('苗')][..], "植苗"),
    ] {
        let mut reader = reader(100, 30);
        reader.type_in("/植树");
        reader.press(Code::Enter);
        reader.type_in("S");
        for code in keys {
            reader.press(*code);
        }
        reader.press(Code::Enter);
        let saved = reader.asked.pop();
        let Some(Effect::Save(Change { name: saved, .. })) = saved else {
            panic!("{saved:?}");
        };
        assert_eq!(saved, name);
    }
}
