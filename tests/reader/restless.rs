//! Whatever is pressed, pasted, clicked and resized, in whatever window, the reader goes on and draws it on the
//! screen that there is.

use proptest::prelude::*;
use zhenews::app::exporting::Outcome;
use zhenews::app::folders::{Place, saved};
use zhenews::app::keymap::Keymap;
use zhenews::app::keys::{Code, Key};
use zhenews::app::view::{Direction, Division, Spacing, View};
use zhenews::app::{Mouse, MouseAction, Msg};
use zhenews::config::Config;
use zhenews::text::conversion::ShownScript;
use zhenews::text::width::{Ambiguous, width};

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
    let size = || prop_oneof![0u16..12, 12u16..220];
    let action = prop::sample::select(vec![
        MouseAction::Click,
        MouseAction::Drag,
        MouseAction::Release,
        MouseAction::WheelDown,
        MouseAction::WheelUp,
    ]);
    let mouse = (action, size(), size());
    let map = Keymap::default();
    let bound = map.rows().iter().flat_map(|row| &row.sequences);
    let bound: Vec<Key> = bound.flat_map(|bound| bound.keys.clone()).collect();
    let text = "[植树治理“”—a-z0-9 ():\"\u{301}\u{200d}🇨🇳\t]";
    prop_oneof![
        12 => prop::sample::select(bound).prop_map(Step::Press),
        6 => text.prop_map(|text| Step::Press(Key::char(text.chars().next().unwrap_or(' ')))),
        8 => prop::sample::select(named.to_vec()).prop_map(|code| Step::Press(Key::plain(code))),
        1 => prop::char::range('a', 'z').prop_map(|c| Step::Press(Key::ctrl(c))),
        1 => prop::string::string_regex(&format!("{text}{{0,30}}")).expect("it is one")
            .prop_map(Step::Paste),
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

fn view() -> impl Strategy<Value = View> {
    let size = || prop::option::of(0u16..400);
    (any::<[bool; 6]>(), size(), size()).prop_map(
        |([above, zen, columned, vertical, loose, plain], list_share, list_rows)| View {
            division: if above {
                Division::Above
            } else {
                Division::Beside
            },
            list_share,
            list_rows,
            zen,
            columned,
            script: ShownScript::default(),
            direction: if vertical {
                Direction::Down
            } else {
                Direction::Across
            },
            spacing: if loose {
                Spacing::Loose
            } else {
                Spacing::Close
            },
            plain,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn nothing_that_is_done_breaks_the_screen(
        size in (0u16..=220, 0u16..=60), view in view(), wide: bool,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let mut reader = Reader::new(shipped(), size, ambiguous);
        reader.stand_in_places(|number| number % 2);
        let place = |number, name: &str| Place::of_collection(number, name, name);
        reader.send(Msg::Places(vec![place(0, "晨报"), place(1, "晚报")]));
        reader.model.window.view = view;
        reader.send(Msg::Resize(size.0, size.1));
        for step in steps {
            take(&mut reader, step.clone());
            reader.asked.clear();
            let status = reader.model.layout().status;
            let (columns, rows) = (status.width, status.y + status.height);
            let (screen, ambiguous) = (reader.screen(), reader.model.ambiguous);
            let wide = screen.lines().find(|line| width(line, ambiguous) > usize::from(columns));
            prop_assert_eq!(wide, None, "after {:?}", step);
            if let Some((x, y)) = reader.cursor() {
                prop_assert!(x < columns && y < rows, "{x}, {y} after {step:?}");
            }
        }
    }
}
