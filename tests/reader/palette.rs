//! The palette, and the reader as the settings want it.

use zhenews::app::keymap::Keymap;
use zhenews::app::keys::{Code, Key};
use zhenews::app::layout::Typesetting;
use zhenews::app::view::Wanted;
use zhenews::app::{Configuration, Effect, Focus, Mouse, MouseAction, Msg, ReaderSettings};
use zhenews::config::Config;
use zhenews::lang::{Bilingual, Lang};
use zhenews::store::Problem;
use zhenews::text::width::Ambiguous;
use zhenews::ui::Theme;

use crate::desk::{Reader, selected_title};
use crate::modes::play;

/// Gives a reader settings.
pub(crate) fn configure(reader: &mut Reader, settings: &str) {
    let config = Config::of_text(settings, &[]);
    let (keymap, faults) = Keymap::of(&config);
    assert_eq!(faults, []);
    reader.send(Msg::Configured(Box::new(Configuration {
        lang: Lang::Zh,
        ambiguous: config.ambiguous.value.unwrap_or(reader.model.ambiguous),
        settings: ReaderSettings {
            keymap,
            typesetting: Typesetting {
                measure: config.measure.value,
                indent: config.indent.value,
            },
            wanted: Wanted::of(&config),
            when_read: config.read.value,
            theme: config.theme.value.clone(),
            themes: Theme::names().to_vec(),
            faults: Vec::new(),
        },
        searches: Vec::new(),
        notice: None,
    })));
}

#[test]
fn a_command_is_found_by_pinyin_and_run() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in(":fzqw");
    assert!(
        reader.screen().contains("\n> 复制全文"),
        "{}",
        reader.screen()
    );
    reader.press(Code::Enter);
    assert!(
        matches!(reader.asked[..], [Effect::Copy(_)]),
        "{:?}",
        reader.asked
    );
    assert!(reader.model.front.palette.is_none());
}

#[test]
fn the_palette_is_gone_through_and_left() {
    let mut reader = Reader::of_shipped(80, 12);
    reader.type_in("：");
    let selected = |reader: &Reader| {
        let palette = reader.model.front.palette.as_ref().expect("it is open");
        palette.selected()
    };
    reader.press(Code::Tab);
    reader.press(Code::Down);
    assert_eq!(selected(&reader), 2);
    reader.press(Code::Up);
    reader.press(Code::BackTab);
    reader.press(Code::BackTab);
    let last = Keymap::default().rows().len() - 1;
    assert_eq!(selected(&reader), last, "before the first comes the last");
    let marked: Vec<_> = reader
        .screen()
        .lines()
        .filter(|l| l.starts_with('>'))
        .map(str::to_owned)
        .collect();
    assert!(
        matches!(&marked[..], [line] if line.contains("退出")),
        "{marked:?}"
    );
    reader.type_in("没有");
    reader.press(Code::Enter);
    assert!(
        reader.screen().contains("没有这个命令"),
        "Enter runs nothing"
    );
    reader.press(Code::Esc);
    assert!(reader.model.front.palette.is_none());
    assert_eq!(reader.asked, []);
}

#[test]
fn a_click_runs_the_command_under_it() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in(":next-article");
    reader.send(Msg::Mouse(Mouse {
        action: MouseAction::Click,
        x: 4,
        y: 2,
    }));
    assert_eq!(reader.model.list.selected(), 1);
    reader.type_in(":");
    reader.send(Msg::Paste("退出".to_owned()));
    reader.press(Code::Enter);
    assert_eq!(reader.asked, [Effect::Quit]);
}

#[test]
fn the_palette_fits_every_screen() {
    for (width, height) in [(1, 1), (10, 3), (40, 12), (200, 50)] {
        let mut reader = Reader::of_shipped(width, height);
        reader.type_in(":");
        reader.press(Code::PageDown);
        assert_eq!(reader.screen().lines().count(), usize::from(height));
    }
}

#[test]
fn the_users_keys_act_and_are_shown() {
    let mut reader = Reader::of_shipped(80, 24);
    let first = selected_title(&reader);
    configure(
        &mut reader,
        "[keys]\n'x x' = 'next-article'\nj = 'none'\n'?' = '查找'\nQ = 'help'\n",
    );
    reader.type_in("x");
    assert_eq!(selected_title(&reader), first);
    reader.type_in("x");
    let second = selected_title(&reader);
    assert_ne!(second, first);
    reader.type_in("j");
    assert_eq!(selected_title(&reader), second, "j is taken away");
    assert!(
        reader
            .screen()
            .contains("? 查找  Enter 阅读  Q 按键  q 退出"),
        "{}",
        reader.screen()
    );
    reader.type_in("Q?x x");
    assert!(reader.screen().contains("x x  J"), "{}", reader.screen());
    reader.press(Code::Esc);
    reader.press(Code::Esc);
    reader.type_in("?");
    assert!(reader.model.search.field.is_some());
    reader.send(Msg::Key(Key::ctrl('c')));
    assert_eq!(reader.asked, [Effect::Quit], "Ctrl-C cannot be lost");
}

#[test]
fn what_is_told_names_the_users_keys() {
    let settings = "[keys]\n'%' = 'search'\n'/' = 'none'\n'@' = 'sort'\nZ = 'zen'\nU = 'undo'\n";
    for (keys, told) in [
        ("n", "还没有查找内容：按 % 输入"),
        ("S", "没有可保存的查找：先按 % 查找"),
        ("%植树⏎@@@⏎d", "现为“按来源”；按 @ 改按日期"),
        ("c", "（按 Z 让正文占满窗口）"),
        ("A", "已将 7 篇标为已读；按 U 撤销"),
    ] {
        let mut reader = Reader::of_shipped(80, 24);
        configure(&mut reader, settings);
        play(&mut reader, keys);
        let notice = reader.model.notice.as_deref().unwrap_or_default();
        assert!(notice.ends_with(told), "{keys}: {notice}");
    }
    let mut reader = Reader::of_shipped(80, 24);
    configure(&mut reader, "[keys]\nu = 'none'\n");
    reader.type_in("A");
    assert!(
        reader.screen().contains("按 :undo 撤销"),
        "{}",
        reader.screen()
    );
}

#[test]
fn measure_and_indent_are_what_is_asked_for_and_the_place_is_kept() {
    let mut reader = Reader::of_shipped(140, 24);
    reader.press(Code::Enter);
    reader.type_in(" ");
    assert_eq!(reader.model.window.focus, Focus::Text);
    configure(&mut reader, "measure = 30\nindent = 0\n");
    let pane = reader.model.layout().pane.expect("side by side");
    assert_eq!(reader.model.page_of(pane).measure, 30);
    let lines = reader
        .model
        .pane
        .reading
        .as_ref()
        .expect("a report")
        .galley()
        .lines();
    assert!(
        lines
            .iter()
            .all(|line| line.range.is_empty() || line.indent < 15)
    );
    configure(&mut reader, "ambiguous = 'wide'\n");
    assert_eq!(reader.model.ambiguous, Ambiguous::Wide);
    assert_eq!(reader.model.page_of(pane).measure, 72);
}

#[test]
fn settings_are_read_again_when_it_is_asked_for() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in(":reload");
    reader.press(Code::Enter);
    assert_eq!(reader.asked, [Effect::ReloadConfig]);
}

#[test]
fn faults_of_the_settings_are_listed_with_those_of_the_data() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.model.settings.faults = vec![Problem {
        file: "config.toml".to_owned(),
        line: 3,
        column: 1,
        what: Bilingual::new("no such setting", "没有这个设置"),
    }];
    assert!(reader.screen().contains("问题 1"), "as long as it is there");
    reader.type_in("!");
    let screen = reader.screen();
    assert!(screen.contains("config.toml:3:1"), "{screen}");
    assert!(screen.contains("没有这个设置"), "{screen}");
}
