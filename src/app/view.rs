//! How the reader has the window: where the list stands and how large it is, in how many columns the text is
//! set, how far its lines stand apart. What is chosen is remembered.

use super::keymap::Command;
use super::layout::{self, Layout, Page};
use super::{Focus, Layer, Model};
use crate::config::Config;
use crate::lang::Lang;
use crate::library::{Action, Library};
use crate::text::conversion::{Script, ShownScript};

pub use super::layout::{Direction, Division, Spacing, View};

impl View {
    /// Gives the list this many columns or rows, as far as a screen of some columns and rows has room.
    fn give_list(&mut self, (width, height): (u16, u16), cells: u16) {
        match self.division {
            Division::Beside => self.list_share = Some(layout::list_share(width, cells)),
            Division::Above => {
                let rows = height.saturating_sub(1);
                self.list_rows = Some(layout::list_rows(rows, Some(cells)));
            }
        }
    }
}

/// The screen, and how the reader has it divided now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window {
    /// Columns and rows.
    pub(super) size: (u16, u16),
    /// Which pane the arrow keys act on.
    pub focus: Focus,
    /// How the window is.
    pub view: View,
    /// How it was when the rule in it was taken hold of.
    pub(super) dragged: Option<View>,
    /// The first and the last byte of the line of the text that the mouse took hold of.
    pub(super) pressed: Option<(usize, usize)>,
}

impl Window {
    /// Divides the screen while an arrow acts on a pane; the folders are part of the list.
    fn layout_in(&self, focus: Focus) -> Layout {
        Layout::new(self.size, focus, &self.view)
    }

    /// Cells that a line of an overlay has.
    pub(super) fn overlay_width(&self) -> usize {
        usize::from(self.size.0).saturating_sub(4)
    }

    /// Returns how many lines of text an overlay's window holds, below its title.
    pub fn overlay_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(3)
    }

    /// The cells that a list larger by some steps has, where there is one beside the text.
    fn list_larger_by(&self, steps: i16) -> Option<u16> {
        let layout = self.layout_in(self.focus);
        let list = layout.list.filter(|_| !layout.is_single())?;
        let cells = match self.view.division {
            Division::Beside => list.width,
            Division::Above => list.height,
        };
        Some(cells.saturating_add_signed(2 * steps))
    }

    /// Draws the rule between list and text to where the mouse is, if it is held.
    pub(super) fn drag_rule(&mut self, x: u16, y: u16) {
        if self.dragged.is_some() {
            let cells = match self.view.division {
                Division::Beside => x,
                Division::Above => y,
            };
            self.view.give_list(self.size, cells);
        }
    }

    /// Returns whether the text would have room for several columns if it had the whole window.
    fn has_room_alone(&self, measure: u16) -> bool {
        let zen = View {
            zen: true,
            ..self.view
        };
        let whole = Layout::new(self.size, Focus::Text, &zen).pane;
        let page = whole.map(|pane| Page::new(pane, measure, &zen));
        page.is_some_and(|page| page.columns > 1)
    }

    /// Takes what actions that were undone say of it; what they leave open is as in `base`.
    fn take_back(&mut self, actions: &[Action], base: &View) {
        for action in actions {
            if let Action::Window(name, words) = action
                && let Some(part) = Part::ALL.into_iter().find(|part| part.name() == name)
            {
                part.give(&mut self.view, words, base);
            }
        }
    }

    /// What has to be remembered of it, now that it is no more as it was before.
    fn changes(&self, before: &View) -> Vec<Action> {
        let is_other = |part: &Part| part.of(before) != part.of(&self.view);
        let changed = Part::ALL.into_iter().filter(is_other);
        let actions = changed.map(|part| Action::Window(part.name().into(), part.of(&self.view)));
        actions.collect()
    }
}

/// What the settings say of the window. It holds when the reader starts, whatever was chosen before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where the list stands.
    pub division: Option<Division>,
    /// Whether the text is set in columns.
    pub columned: Option<bool>,
    /// In which direction its lines run.
    pub direction: Option<Direction>,
    /// In which characters it is shown.
    pub script: Option<ShownScript>,
    /// How far lines stand apart.
    pub spacing: Option<Spacing>,
    /// Whether the reader is to be plain.
    pub plain: bool,
}

/// Something of the window that is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Division,
    ListShare,
    ListRows,
    Zen,
    Columned,
    Direction,
    Script,
    Spacing,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Division,
        Self::ListShare,
        Self::ListRows,
        Self::Zen,
        Self::Columned,
        Self::Direction,
        Self::Script,
        Self::Spacing,
    ];

    /// The name that it is remembered by.
    const fn name(self) -> &'static str {
        match self {
            Self::Division => "layout",
            Self::ListShare => "list-share",
            Self::ListRows => "list-rows",
            Self::Zen => "zen",
            Self::Columned => "columns",
            Self::Direction => "vertical",
            Self::Script => "script",
            Self::Spacing => "spacing",
        }
    }

    /// How it is in a view, in words; empty where the reader never said.
    fn of(self, view: &View) -> String {
        let number = |number: Option<u16>| number.map(|n| n.to_string()).unwrap_or_default();
        let switch = |is_on: bool| if is_on { "on" } else { "off" }.to_owned();
        match self {
            Self::Division => match view.division {
                Division::Beside => "left".to_owned(),
                Division::Above => "above".to_owned(),
            },
            Self::ListShare => number(view.list_share),
            Self::ListRows => number(view.list_rows),
            Self::Zen => switch(view.zen),
            Self::Columned => switch(view.columned),
            Self::Direction => switch(view.direction == Direction::Down),
            Self::Script => view.script.name().to_owned(),
            Self::Spacing => view.spacing.rows().to_string(),
        }
    }

    /// Makes it so in a view; as in `base` where the words say nothing.
    fn give(self, view: &mut View, words: &str, base: &View) {
        let switch = |base: bool| match words {
            "on" => true,
            "off" => false,
            _ => base,
        };
        match self {
            Self::Division => {
                view.division = match words {
                    "left" => Division::Beside,
                    "above" => Division::Above,
                    _ => base.division,
                }
            }
            Self::ListShare => view.list_share = words.parse().ok(),
            Self::ListRows => view.list_rows = words.parse().ok(),
            Self::Zen => view.zen = switch(base.zen),
            Self::Columned => view.columned = switch(base.columned),
            Self::Script => view.script = ShownScript::named(words).unwrap_or(base.script),
            Self::Direction => {
                view.direction = Direction::of(switch(base.direction == Direction::Down));
            }
            Self::Spacing => view.spacing = words.parse().map_or(base.spacing, Spacing::of),
        }
    }
}

impl Wanted {
    /// Returns what settings say of the window: what they do not say is as it was left.
    pub fn of(config: &Config) -> Self {
        Self {
            division: config.layout.explicit().map(Division::from),
            columned: config.columns.explicit(),
            direction: config.vertical.explicit().map(Direction::of),
            script: config.script.explicit(),
            spacing: config.spacing.explicit().map(Spacing::of),
            plain: config.plain.value,
        }
    }

    /// The window as it is where nothing was chosen.
    fn base(self) -> View {
        View {
            division: self.division.unwrap_or_default(),
            columned: self.columned.unwrap_or_default(),
            direction: self.direction.unwrap_or_default(),
            script: self.script.unwrap_or_default(),
            spacing: self.spacing.unwrap_or_default(),
            plain: self.plain,
            ..View::default()
        }
    }

    fn says(self, part: Part) -> bool {
        match part {
            Part::Division => self.division.is_some(),
            Part::Columned => self.columned.is_some(),
            Part::Direction => self.direction.is_some(),
            Part::Script => self.script.is_some(),
            Part::Spacing => self.spacing.is_some(),
            Part::ListShare | Part::ListRows | Part::Zen => false,
        }
    }

    /// The window as it was when the reader ended, as far as nothing else is wanted.
    fn remembered(self, library: &Library) -> View {
        let base = self.base();
        let mut view = base;
        for part in Part::ALL.into_iter().filter(|part| !self.says(*part)) {
            let words = library.window(part.name()).unwrap_or_default();
            part.give(&mut view, words, &base);
        }
        view
    }
}

impl Model {
    /// Makes the window what is wanted and was chosen before.
    pub(super) fn restore_view(&mut self) {
        self.window.view = self.settings.wanted.remembered(self.memory.library());
    }

    /// Takes what actions that were undone say of the window.
    pub(super) fn take_back_view(&mut self, actions: &[Action]) {
        let base = self.settings.wanted.base();
        self.window.take_back(actions, &base);
    }

    /// Changes the window, and remembers how it is.
    fn change_view(&mut self, change: impl FnOnce(&mut View)) {
        let before = self.window.view;
        change(&mut self.window.view);
        self.remember_view(&before);
    }

    fn remember_view(&mut self, before: &View) {
        self.mark(self.window.changes(before));
    }

    /// Puts the list above the text, or beside it again.
    pub(super) fn divide_otherwise(&mut self) {
        self.change_view(|view| {
            view.division = match view.division {
                Division::Beside => Division::Above,
                Division::Above => Division::Beside,
            }
        });
    }

    /// Makes the list larger or smaller by some steps.
    pub(super) fn resize_list(&mut self, steps: i16) {
        let size = self.window.size;
        if let Some(cells) = self.window.list_larger_by(steps) {
            self.change_view(|view| view.give_list(size, cells));
        }
    }

    /// Lets the rule go.
    pub(super) fn drop_rule(&mut self) {
        if let Some(before) = self.window.dragged.take() {
            self.remember_view(&before);
        }
    }

    /// Sets the text in columns, or in one again.
    pub(super) fn set_in_columns(&mut self) {
        self.change_view(|view| view.columned = !view.columned);
        if self.window.view.columned && self.page_of(self.pane_area()).columns < 2 {
            let key = self.settings.keymap.key_or_name(Command::Zen);
            let measure = self.settings.typesetting.measure;
            let has_room_alone = self.window.has_room_alone(measure);
            self.notice = Some(match (self.lang, has_room_alone) {
                (Lang::En, true) => format!(
                    "columns: there is room for one only ({key} gives the text the whole window)"
                ),
                (Lang::Zh, true) => {
                    format!("分栏：这里只放得下一栏（按 {key} 让正文占满窗口）")
                }
                (Lang::En, false) => "columns: there is room for one only".to_owned(),
                (Lang::Zh, false) => "分栏：窗口只放得下一栏".to_owned(),
            });
        }
    }

    /// Sets the text in lines from top to bottom, or in lines across again; what is read stays in sight.
    pub(super) fn set_vertically(&mut self) {
        self.change_view(|view| {
            view.direction = Direction::of(view.direction == Direction::Across);
        });
        if self.window.view.plain {
            let not_here = "lines run across in the plain reader";
            let not_here = self.lang.pick(not_here, "简明界面只用横排");
            self.notice = Some(not_here.to_owned());
        }
    }

    /// Shows text and headlines in the script that the settings name, or else in the other than that of the report
    /// that is read; or as they are printed again.
    pub(super) fn convert_script(&mut self) {
        let wanted = self.settings.wanted.script.unwrap_or_default();
        let other = if wanted == ShownScript::Original {
            self.other_script()
        } else {
            wanted
        };
        self.change_view(|view| {
            view.script = if view.script == ShownScript::Original {
                other
            } else {
                ShownScript::Original
            };
        });
    }

    /// Whether the text that is read is shown in another script than it is printed in.
    pub(super) fn is_shown_converted(&self) -> bool {
        let reading = self.pane.reading.as_ref();
        reading.is_some_and(|reading| reading.converted_to().is_some())
    }

    /// Says why nothing is corrected in a text that is not shown as it is printed. Returns whether that is so.
    pub(super) fn refuses_correction(&mut self) -> bool {
        let is_converted = self.is_shown_converted();
        if is_converted {
            let key = self.settings.keymap.key_or_name(Command::Script);
            self.notice = Some(match self.lang {
                Lang::En => format!("corrections need the text as it is printed: {key} shows it"),
                Lang::Zh => format!("更正须对照原文：按 {key} 恢复原文"),
            });
        }
        is_converted
    }

    fn other_script(&self) -> ShownScript {
        let text = self
            .pane
            .reading
            .as_ref()
            .map(|reading| reading.document.text());
        match text.and_then(Script::of) {
            Some(Script::Traditional) => ShownScript::Simplified,
            _ => ShownScript::Traditional,
        }
    }

    /// Sets the lines farther apart, or close again.
    pub(super) fn space_lines(&mut self) {
        self.change_view(|view| {
            view.spacing = match view.spacing {
                Spacing::Close => Spacing::Loose,
                Spacing::Loose => Spacing::Close,
            }
        });
    }

    /// Gives the text that is read the whole window, or leaves the list beside it again.
    pub(super) fn toggle_zen(&mut self) {
        if self.pane.reading.is_some() {
            self.window.focus = Focus::Text;
        }
        self.change_view(|view| view.zen = !view.zen);
    }

    /// Returns whether the text has the whole window, and nothing is asked or told below it.
    pub fn is_alone(&self) -> bool {
        let is_told = self.notice.is_some()
            || self.search.is_active()
            || self.export.running.is_some()
            || self.waiting().is_some();
        let is_zen = self.window.view.zen && self.window.focus == Focus::Text;
        is_zen && self.layer() == Layer::Panes && !is_told
    }

    /// Returns where things stand on the screen while an arrow acts on a pane.
    pub(super) fn layout_in(&self, focus: Focus) -> Layout {
        let layout = self.window.layout_in(focus);
        let layout = self.folders.take_rows(layout, self.lang, self.ambiguous);
        self.take_note(layout)
    }
}
