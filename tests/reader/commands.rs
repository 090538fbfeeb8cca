//! Every command: by each of its keys, and by its names in the palette.

use Command as C;
use Saw::{Asked, AtEnd, AtTop, Cells, Focused, Gone, Hit, Kept, Row, Scrolled, Shown, View};
use zhenews::app::feeds::Feeds;
use zhenews::app::folders::saved;
use zhenews::app::keymap::{BINDINGS, Command, Keymap, Resolved};
use zhenews::app::keys::{Code, Key};
use zhenews::app::overlay::Overlay;
use zhenews::app::reading::Reading;
use zhenews::app::view::{Direction, Division, Spacing, View as Window};
use zhenews::app::{Effect, Focus, Msg};
use zhenews::config::Config;
use zhenews::library::Action;
use zhenews::text::conversion::ShownScript;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};
use crate::modes::play;

/// What is seen of a command: it holds once the command was carried out, and not before.
enum Saw {
    /// This row of the list is selected.
    Row(usize),
    /// The text is scrolled to its start.
    AtTop,
    /// It is not.
    Scrolled,
    /// It is scrolled to its end.
    AtEnd,
    /// The arrows act on this pane.
    Focused(Focus),
    /// The reader is at the hit of this index.
    Hit(usize),
    /// The screen has this text.
    Shown(&'static str),
    /// It has not.
    Gone(&'static str),
    /// The window is so.
    View(fn(&Window) -> bool),
    /// The list has more columns than at the start, or fewer.
    Cells(std::cmp::Ordering),
    /// This is to be done outside.
    Asked(fn(&Effect) -> bool),
    /// This is remembered.
    Kept(fn(&Action) -> bool),
}

impl Saw {
    fn holds(&self, reader: &Reader) -> bool {
        let model = &reader.model;
        let reading = model.pane.reading.as_ref();
        let top = reading.map_or(0, Reading::top);
        let columns = |reader: &Reader| reader.model.layout().list.map(|list| list.width);
        match self {
            Row(row) => model.list.selected() == *row,
            AtTop => top == 0,
            Scrolled => top > 0,
            AtEnd => top > 0 && reading.is_some_and(|reading| reading.percent() == 100),
            Focused(focus) => model.window.focus == *focus,
            Hit(hit) => model.pane.hit == Some(*hit),
            Shown(text) => reader.screen().contains(text),
            Gone(text) => !reader.screen().contains(text),
            View(is_so) => is_so(&model.window.view),
            Cells(order) => columns(reader).cmp(&columns(&started(""))) == *order,
            Asked(is_it) => reader.asked.iter().any(is_it),
            Kept(is_it) => reader.kept.iter().any(is_it),
        }
    }
}

/// A command: the initials of its Chinese name in pinyin, and what is seen of it after some keys.
type Case = (C, &'static str, &'static [(&'static str, Saw)]);

/// The commands in the order of the key map. Where a command means something else in another place, it
/// has a row for that place too. Of the keys before it `⏎` is Enter.
const CASES: &[Case] = &[
    (C::Down, "xy", &[("", Row(1)), ("⏎", Scrolled)]),
    (C::Up, "sy", &[("j", Row(0)), ("⏎j", AtTop)]),
    (C::PageDown, "xfy", &[("", Row(6)), ("⏎", Scrolled)]),
    (C::PageUp, "sfy", &[("G", Row(0)), ("⏎ ", AtTop)]),
    (C::HalfPageDown, "xfby", &[("", Row(3)), ("⏎", Scrolled)]),
    (C::HalfPageUp, "sfby", &[("jjj", Row(0)), ("⏎j", AtTop)]),
    (C::Top, "kt", &[("jj", Row(0)), ("⏎G", AtTop)]),
    (C::Bottom, "mw", &[("", Row(6)), ("⏎", AtEnd)]),
    (C::EnterText, "jrzw", &[("", Focused(Focus::Text))]),
    (C::BackToList, "fhlb", &[("⏎", Focused(Focus::List))]),
    (
        C::SwitchFocus,
        "qhlbzw",
        &[("", Focused(Focus::Text)), ("⏎", Focused(Focus::List))],
    ),
    (C::TextPageDown, "zwxfy", &[("", Scrolled), ("⏎", Scrolled)]),
    (C::TextPageUp, "zwsfy", &[(" ", AtTop), ("⏎ ", AtTop)]),
    (C::NextArticle, "xyp", &[("", Row(1)), ("⏎", Row(1))]),
    (C::PreviousArticle, "syp", &[("j", Row(0)), ("j⏎", Row(0))]),
    (C::PreviousParagraph, "syd", &[("⏎}", AtTop)]),
    (C::NextParagraph, "xyd", &[("", Scrolled), ("⏎", Scrolled)]),
    (C::Search, "cz", &[("", Shown("Enter 保留"))]),
    (C::NextHit, "xyc", &[("/治理⏎", Hit(1))]),
    (C::PreviousHit, "syc", &[("/治理⏎n", Hit(0))]),
    (C::Sort, "px", &[("", Shown("次序：[最新]"))]),
    (C::Similar, "xsbd", &[("", Shown("相似"))]),
    (C::Compare, "tgdz", &[("", Shown("没有其他报纸刊登同一篇"))]),
    (C::ListOnce, "tggy", &[("", Shown("通稿列为同一行"))]),
    (
        C::Facets,
        "sx",
        &[("", Shown("换一类")), ("/植树⏎", Shown("换一类"))],
    ),
    (C::Times, "tjps", &[("", Shown("换年、月、日"))]),
    (C::Date, "tdmr", &[("", Shown("跳到："))]),
    (
        C::ToggleRead,
        "ydwd",
        &[("", Kept(reads_one)), ("m", Kept(unreads))],
    ),
    (
        C::ToggleStar,
        "jx",
        &[("", Kept(stars)), ("*", Kept(unstars))],
    ),
    (C::MarkAllRead, "qbyd", &[("", Kept(reads_all))]),
    (C::PreviousUnread, "sypwd", &[("jmj", Row(0))]),
    (C::NextUnread, "xypwd", &[("jmk", Row(2))]),
    (C::Tags, "bq", &[("", Shown("标签："))]),
    (C::Note, "bj", &[("", Shown("笔记："))]),
    (
        C::Folders,
        "wjj",
        &[("", Shown(">1 全部")), ("F", Gone(">1 全部"))],
    ),
    // Which folder a number opens, see below; by its name the command has no number.
    (C::ChooseFolder, "dkwjj", &[]),
    (C::SaveSearch, "bccz", &[("/植树⏎", Shown("名称：植树"))]),
    (
        C::RemoveFolder,
        "scwjj",
        &[("", Shown(">1 全部")), ("4F", Asked(removes))],
    ),
    (C::Add, "tjgk", &[("", Shown("添加："))]),
    (
        C::FetchFolder,
        "zq",
        &[(
            "",
            Asked(|effect| *effect == Effect::FetchFeeds(Feeds::Due)),
        )],
    ),
    (
        C::FetchAll,
        "zqqb",
        &[(
            "",
            Asked(|effect| *effect == Effect::FetchFeeds(Feeds::All)),
        )],
    ),
    (
        C::FetchPage,
        "qqw",
        &[("", Asked(|effect| matches!(effect, Effect::FetchPage(_))))],
    ),
    (
        C::Undo,
        "cx",
        &[("m", Kept(unreads)), ("mF", Kept(unreads))],
    ),
    (C::SplitReport, "fp", &[("", Asked(corrects))]),
    (C::JoinReports, "brxp", &[("", Asked(corrects))]),
    (C::MoveText, "ydwz", &[("", Shown("把文字移到"))]),
    (C::MoveEarlier, "wzqy", &[("", Asked(corrects))]),
    (C::MoveLater, "wzhy", &[("", Asked(corrects))]),
    (C::GiveHeadline, "gpbt", &[("", Shown("把标题给"))]),
    (C::MarkHeadline, "bwbt", &[("", Asked(corrects))]),
    (C::MarkSubhead, "bwxbt", &[("", Asked(corrects))]),
    (C::MarkParagraph, "bwdl", &[("", Asked(corrects))]),
    (C::MarkByline, "bwsm", &[("", Asked(corrects))]),
    (C::MarkCaption, "bwtpsm", &[("", Asked(corrects))]),
    (C::MarkFurniture, "ycbd", &[("", Asked(corrects))]),
    (C::UndoCorrection, "chgz", &[("", Asked(corrects))]),
    (
        C::Zen,
        "zwdz",
        &[("", View(|view| view.zen)), ("z", View(|view| !view.zen))],
    ),
    (
        C::Columns,
        "fl",
        &[
            ("z", View(|view| view.columned)),
            ("c", View(|view| !view.columned)),
        ],
    ),
    (
        C::Vertical,
        "spzw",
        &[
            ("z", View(|view| view.direction == Direction::Down)),
            ("v", View(|view| view.direction == Direction::Across)),
        ],
    ),
    (
        C::Script,
        "jfzh",
        &[
            ("", View(|view| view.script == ShownScript::Traditional)),
            ("Z", View(|view| view.script == ShownScript::Original)),
        ],
    ),
    (
        C::Spacing,
        "hj",
        &[("", View(|view| view.spacing == Spacing::Loose))],
    ),
    (C::Theme, "ps", &[("", Shown("配色："))]),
    (
        C::Divide,
        "lbwz",
        &[("", View(|view| view.division == Division::Above))],
    ),
    (
        C::SmallerList,
        "sxlb",
        &[("", Cells(std::cmp::Ordering::Less))],
    ),
    (
        C::LargerList,
        "fdlb",
        &[("", Cells(std::cmp::Ordering::Greater))],
    ),
    (
        C::Clear,
        "gb",
        &[
            ("⏎", Focused(Focus::List)),
            ("/植树⏎", Gone("/植树")),
            ("?", Gone("下一条；")),
            ("V", Gone("已选 1 行")),
            ("F", Gone(">1 全部")),
        ],
    ),
    (
        C::Copy,
        "fzqw",
        &[("", Asked(copies)), ("Vj", Asked(copies))],
    ),
    (C::CopyParagraph, "fzdl", &[("", Asked(copies))]),
    (
        C::SelectLines,
        "xzgh",
        &[("", Shown("已选 1 行")), ("V", Gone("已选 1 行"))],
    ),
    (
        C::Pipe,
        "jgcx",
        &[("", Shown("Enter 执行")), ("V", Shown("Enter 执行"))],
    ),
    (
        C::Cite,
        "yy",
        &[("", Asked(copies)), ("C", Asked(cites_formally))],
    ),
    (
        C::Export,
        "dc",
        &[("", Shown("导出本篇到：")), ("/植树⏎", Shown("导出列表"))],
    ),
    (
        C::Open,
        "dklj",
        &[("", Asked(|effect| matches!(effect, Effect::Open(_))))],
    ),
    (
        C::Origin,
        "cc",
        &[(
            "",
            Asked(|effect| matches!(effect, Effect::FindOrigin { .. })),
        )],
    ),
    (C::Problems, "sjwt", &[("", Shown("没有问题"))]),
    (
        C::Palette,
        "qbml",
        &[("", Shown("↑↓ 选择")), ("?", Shown("↑↓ 选择"))],
    ),
    (
        C::ReloadConfig,
        "cxdqsz",
        &[("", Asked(|effect| *effect == Effect::ReloadConfig))],
    ),
    (C::Help, "ajsm", &[("", Shown("下一条；"))]),
    (
        C::Redraw,
        "chpm",
        &[("", Asked(|effect| *effect == Effect::Redraw))],
    ),
    (
        C::Suspend,
        "gq",
        &[("", Asked(|effect| *effect == Effect::Suspend))],
    ),
    (
        C::Quit,
        "tc",
        &[("", Asked(|effect| *effect == Effect::Quit))],
    ),
];

fn reads_one(action: &Action) -> bool {
    matches!(action, Action::Read(ids) if ids.len() == 1)
}

fn reads_all(action: &Action) -> bool {
    matches!(action, Action::Read(ids) if ids.len() == shipped().articles.len())
}

fn unreads(action: &Action) -> bool {
    matches!(action, Action::Unread(_))
}

fn stars(action: &Action) -> bool {
    matches!(action, Action::Star(_))
}

fn unstars(action: &Action) -> bool {
    matches!(action, Action::Unstar(_))
}

fn copies(effect: &Effect) -> bool {
    matches!(effect, Effect::Copy(text) if !text.trim().is_empty())
}

fn cites_formally(effect: &Effect) -> bool {
    matches!(effect, Effect::Copy(text) if text.contains("[N"))
}

fn corrects(effect: &Effect) -> bool {
    matches!(effect, Effect::Correct(_))
}

fn removes(effect: &Effect) -> bool {
    matches!(effect, Effect::Save(change) if change.typed.is_none())
}

/// Six saved searches, so that there are nine folders.
const SEARCHES: &str = "[searches]\n'一' = '治理'\n'二' = '植树'\n'三' = '党组织'\n\
                        '四' = '创建'\n'五' = '批示'\n'六' = '记者'\n";

/// A reader after some keys, from which on it is noted what it asks for and remembers.
fn started(keys: &str) -> Reader {
    let mut collection = shipped();
    collection.articles[0].url = Some("https://example.com/1".to_owned());
    let mut reader = Reader::new(collection, (80, 16), Ambiguous::Narrow);
    let (searches, faults) = saved(&Config::of_text(SEARCHES, &[]).searches);
    assert_eq!(faults, []);
    reader.send(Msg::Searches(searches));
    play(&mut reader, keys);
    reader.asked.clear();
    reader.kept.clear();
    reader
}

/// What a reader has come to, as far as anyone can tell.
fn state(reader: &Reader) -> (String, &[Effect], &[Action]) {
    (reader.screen(), &reader.asked, &reader.kept)
}

fn press_all(reader: &mut Reader, keys: &[Key]) {
    for key in keys {
        reader.send(Msg::Key(*key));
    }
}

/// Runs a command of the palette by what is typed there.
fn run(reader: &mut Reader, typed: &str) {
    reader.type_in(":");
    reader.type_in(typed);
    reader.press(Code::Enter);
}

#[test]
fn every_command_is_tried_once() {
    let tried: Vec<C> = CASES.iter().map(|(command, ..)| *command).collect();
    let all: Vec<C> = BINDINGS.iter().map(|binding| binding.command).collect();
    assert_eq!(tried, all);
    for (command, _, seen) in CASES {
        let is_elsewhere = *command == C::ChooseFolder;
        assert_ne!(seen.is_empty(), !is_elsewhere, "{command:?}");
    }
}

#[test]
fn every_key_sequence_does_what_its_command_does_and_so_does_its_name() {
    for (command, initials, seen) in CASES {
        let (english, chinese) = command.names();
        for (start, saw) in *seen {
            let told = format!("{command:?} after {start:?}");
            let before = started(start);
            assert!(!saw.holds(&before), "{told}: it is so before");
            let mut by_name = started(start);
            run(&mut by_name, english);
            assert!(saw.holds(&by_name), "{told}, named\n{}", by_name.screen());
            for name in [chinese, initials] {
                let mut other = started(start);
                run(&mut other, name);
                assert_eq!(state(&other), state(&by_name), "{told}, by {name}");
            }
            for keys in sequences(*command) {
                let mut by_keys = started(start);
                press_all(&mut by_keys, &keys);
                assert!(
                    saw.holds(&by_keys),
                    "{told}: {keys:?}\n{}",
                    by_keys.screen()
                );
                assert_eq!(state(&by_keys), state(&by_name), "{told}: {keys:?}");
            }
        }
    }
}

fn sequences(command: C) -> Vec<Vec<Key>> {
    let map = Keymap::default();
    let row = map.rows().iter().find(|row| row.binding.command == command);
    let row = row.expect("every command has a row");
    let keys: Vec<_> = row
        .sequences
        .iter()
        .map(|bound| bound.keys.clone())
        .collect();
    for keys in &keys {
        assert_eq!(map.resolve(keys), Resolved::Command(command));
    }
    assert_ne!(keys.is_empty(), command != C::ReloadConfig, "{command:?}");
    keys
}

#[test]
fn every_number_opens_its_folder_and_the_name_opens_them_all() {
    let keys = ["everything", "unread", "starred"].map(str::to_owned);
    let own = ["一", "二", "三", "四", "五", "六"].map(|name| format!("search {name}"));
    let folders: Vec<String> = keys.into_iter().chain(own).collect();
    let sequences = sequences(C::ChooseFolder);
    assert_eq!(sequences.len(), folders.len());
    for (keys, folder) in sequences.iter().zip(folders) {
        let mut reader = started("/植树⏎");
        press_all(&mut reader, keys);
        assert!(!reader.model.search.is_searching(), "{folder}");
        let chosen = Action::Window("folder".to_owned(), folder);
        assert_eq!(reader.kept, [chosen]);
    }
    for name in ["choose-folder", "打开文件夹", "dkwjj"] {
        let mut reader = started("");
        run(&mut reader, name);
        assert!(reader.screen().contains(">1 全部"), "{}", reader.screen());
    }
}

#[test]
fn over_the_screen_commands_scroll_or_close_and_do_nothing_below() {
    let (opened, below) = ("?jjj", started("").screen());
    for binding in BINDINGS {
        let command = binding.command;
        for keys in sequences(command) {
            let told = format!("{command:?}: {keys:?}");
            let mut reader = started(opened);
            press_all(&mut reader, &keys);
            let top = reader.model.front.overlays.last().map(Overlay::top);
            let is_so = match command {
                C::Down | C::PageDown | C::HalfPageDown | C::TextPageDown | C::Bottom => {
                    top > Some(3)
                }
                C::Up | C::PageUp | C::HalfPageUp | C::TextPageUp | C::Top => {
                    (Some(0)..Some(3)).contains(&top)
                }
                C::Redraw | C::Suspend => top == Some(3) && reader.asked.len() == 1,
                C::Palette => top.is_none() && reader.model.front.palette.is_some(),
                C::Search => top == Some(3) && reader.model.front.prompt.is_some(),
                _ => top.is_none(),
            };
            assert!(is_so, "{told}: {top:?}");
            if !matches!(command, C::Redraw | C::Suspend) {
                assert_eq!(reader.asked, [], "{told}");
            }
            if command == C::Search {
                reader.press(Code::Esc);
            }
            if top.is_some() || command == C::Palette {
                reader.press(Code::Esc);
            }
            assert_eq!(reader.kept, [], "{told}");
            assert_eq!(reader.screen(), below, "{told}");
        }
    }
}
