//! Whatever is pressed, pasted, clicked and resized, the reader goes on and draws it on whatever screen.

use proptest::prelude::*;
use zhenews::app::exporting::Outcome;
use zhenews::app::folders::{Place, saved};
use zhenews::app::keys::{Code, Key};
use zhenews::app::{Mouse, MouseAction, Msg};
use zhenews::config::Config;
use zhenews::store::Site;
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, shipped};
use crate::palette::configure;

const SETTINGS: [&str; 4] = [
    "",
    "measure = 10\nindent = 16\nspacing = 2\ncolumns = true\nlayout = 'above'\n",
    "plain = true\ncolumns = true\nambiguous = 'wide'\n",
    "measure = 400\nindent = 0\nlayout = 'left'\n",
];

/// Each draws up to sixty screens.
const CASES: u32 = 48;

#[derive(Clone, Debug)]
enum Step {
    Press(Key),
    Paste(String),
    Resize(u16, u16),
    Mouse(Mouse),
    Configure(usize),
    Searches(usize),
    Exported,
}

fn step() -> impl Strategy<Value = Step> {
    use Code::{
        BackTab, Backspace, Delete, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right,
        Tab, Up,
    };
    let named = [
        Enter, Esc, Tab, BackTab, Backspace, Delete, Up, Down, Left, Right, Home, End, PageUp,
        PageDown,
    ];
    let size = || prop_oneof![0u16..12, 12u16..140];
    let action = prop::sample::select(vec![
        MouseAction::Click,
        MouseAction::Drag,
        MouseAction::Release,
        MouseAction::WheelDown,
        MouseAction::WheelUp,
    ]);
    let mouse = (action, size(), size());
    prop_oneof![
        12 => prop::char::range(' ', '~').prop_map(|c| Step::Press(Key::char(c))),
        8 => prop::sample::select(named.to_vec()).prop_map(|code| Step::Press(Key::plain(code))),
        1 => prop::char::range('a', 'z').prop_map(|c| Step::Press(Key::ctrl(c))),
        1 => prop::sample::select(vec!["植树", "is:unread", "2019", "\u{1b}[2J", "a|b 'c"])
            .prop_map(|text| Step::Paste(text.to_owned())),
        2 => (size(), size()).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        2 => mouse.prop_map(|(action, x, y)| Step::Mouse(Mouse { action, x, y })),
        1 => (0..SETTINGS.len()).prop_map(Step::Configure),
        1 => (0usize..5).prop_map(Step::Searches),
        1 => Just(Step::Exported),
    ]
}

fn take(reader: &mut Reader, step: Step) {
    match step {
        Step::Press(key) => reader.send(Msg::Key(key)),
        Step::Paste(text) => reader.send(Msg::Paste(text)),
        Step::Resize(columns, rows) => reader.send(Msg::Resize(columns, rows)),
        Step::Mouse(mouse) => reader.send(Msg::Mouse(mouse)),
        Step::Configure(number) => configure(reader, SETTINGS[number]),
        Step::Searches(count) => {
            let line = |n: usize| format!("'查找{n}' = '植树 OR {n}'\n");
            let text: String = (0..count).map(line).collect();
            let config = Config::of_text(&format!("[searches]\n{text}"), &[]);
            reader.send(Msg::Searches(saved(&config.searches).0));
        }
        Step::Exported => reader.send(Msg::Exported(Outcome::Outdated)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn nothing_that_is_done_stops_the_reader(
        size in (0u16..100, 0u16..40), steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut reader = Reader::new(shipped(), size, Ambiguous::Narrow);
        let site = |number: u32| Site {
            number: number % 2,
            file: "".into(),
            at: 0,
            len: 0,
        };
        reader.files = ((0..7).map(site).collect(), vec![vec![0], vec![1]]);
        let place = |name: &str| Place { name: name.to_owned(), path: name.to_owned() };
        reader.send(Msg::Places(vec![place("晨报"), place("晚报")]));
        for step in steps {
            take(&mut reader, step);
            reader.asked.clear();
            reader.screen();
        }
    }
}
