//! From keys to commands to what they do.

use super::feeds::Feeds;
use super::help::Help;
use super::keymap::{Command, fixed_command};
use super::keys::{Code, Key};
use super::overlay::{Kind, Overlay};
use super::reading::Reading;
use super::tags_and_note::What;
use super::{Effect, Focus, Layer, Model};

impl Model {
    pub(super) fn key(&mut self, key: Key) {
        self.notice = None;
        self.memory.has_begun = true;
        self.typeahead.pressed = Some(key);
        if let Some(command) = fixed_command(key) {
            return self.act(command);
        }
        match self.layer() {
            Layer::Palette => self.palette_key(key),
            Layer::Prompt | Layer::HelpField => self.answer_key(key),
            Layer::Search => self.prompt_key(key),
            Layer::Folders => self.folder_key(key),
            Layer::Lines if key == Key::plain(Code::Enter) => self.copy_run(),
            Layer::Overlay | Layer::Lines | Layer::Panes => self.command_key(key),
        }
    }

    /// Does the command that a key completes, if it does.
    pub(super) fn command_key(&mut self, key: Key) {
        if self.moves_target(key) {
            return;
        }
        let keymap = &self.settings.keymap;
        match self.typeahead.complete(key.outside_text(), keymap) {
            Some(command) => {
                self.act(command);
                self.drop_target();
            }
            None => self.aim(),
        }
    }

    pub(super) fn act(&mut self, command: Command) {
        if self.layer() == Layer::Overlay {
            return self.act_on_overlay(command);
        }
        if self.layer() == Layer::Folders && self.act_on_folders(command) {
            return;
        }
        if command.is_correction() && self.refuses_correction() {
            return;
        }
        if command.is_correction() {
            self.correct(command);
            return self.pane.end_run();
        }
        if self.layer() == Layer::Lines && self.act_on_run(command) {
            return;
        }
        match command {
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::PageDown => self.page(1),
            Command::PageUp => self.page(-1),
            Command::HalfPageDown => self.half_page(1),
            Command::HalfPageUp => self.half_page(-1),
            Command::Top => self.go_to_start(),
            Command::Bottom => self.go_to_end(),
            Command::EnterText => self.set_focus(Focus::Text),
            Command::BackToList => self.set_focus(Focus::List),
            Command::SwitchFocus => self.set_focus(match self.window.focus {
                Focus::List => Focus::Text,
                Focus::Text => Focus::List,
            }),
            Command::TextPageDown => self.read_on(),
            Command::TextPageUp => self.pane.read(|reading: &mut Reading| reading.page(-1)),
            Command::NextArticle => self.select_by(1),
            Command::PreviousArticle => self.select_by(-1),
            Command::Search => self.open_prompt(),
            Command::NextHit => self.walk(false),
            Command::PreviousHit => self.walk(true),
            Command::Sort => self.ask_sort(),
            Command::Similar => self.find_similar(),
            Command::Compare => self.ask_to_compare(),
            Command::ListOnce => self.toggle_copies(),
            Command::Theme => self.ask_theme(),
            Command::Facets => self.show_names(),
            Command::Times => self.show_times(),
            Command::Date => self.ask_date(),
            Command::ToggleRead => self.toggle_read(),
            Command::ToggleStar => self.toggle_star(),
            Command::MarkAllRead => self.mark_all_read(),
            Command::PreviousUnread => self.go_to_unread(true),
            Command::NextUnread => self.go_to_unread(false),
            Command::Tags => self.label(What::Tags),
            Command::Note => self.label(What::Note),
            Command::Folders => self.open_folders(),
            Command::ChooseFolder => self.choose_numbered_folder(),
            Command::SaveSearch => self.ask_name(),
            Command::RemoveFolder => self.remove_folder(),
            Command::FetchFolder => self.fetch_folder(),
            Command::FetchAll => self.fetch_feeds(Feeds::All),
            Command::FetchPage => self.fetch_page(),
            Command::Add => self.ask_what_to_add(),
            Command::Undo => self.undo(),
            Command::PreviousParagraph => self.pane.read(|reading| reading.go_to_paragraph(true)),
            Command::NextParagraph => self.pane.read(|reading| reading.go_to_paragraph(false)),
            Command::Zen => self.toggle_zen(),
            Command::Columns => self.set_in_columns(),
            Command::Vertical => self.set_vertically(),
            Command::Script => self.convert_script(),
            Command::Spacing => self.space_lines(),
            Command::Divide => self.divide_otherwise(),
            Command::SmallerList => self.resize_list(-1),
            Command::LargerList => self.resize_list(1),
            Command::Clear => self.clear(),
            Command::Copy => self.copy(),
            Command::CopyParagraph => self.copy_paragraph(),
            Command::SelectLines => self.begin_run(),
            Command::Pipe => self.open_pipe(),
            Command::Cite => self.copy_citation(),
            Command::Export => self.ask_export(),
            Command::Open => self.open_link(),
            Command::Origin => self.show_origin(),
            Command::Problems => self.show(Kind::Problems),
            Command::Help => self.show(Kind::Help(Help::default())),
            Command::Palette => self.open_palette(),
            Command::ReloadConfig | Command::Redraw | Command::Suspend | Command::Quit => {
                self.act_outside(command);
            }
            // A correction, which is done above.
            _ => {}
        }
    }

    /// Commands that mean the same wherever the reader is.
    fn act_outside(&mut self, command: Command) {
        if command == Command::Quit && self.stays_for_export() {
            return;
        }
        self.effects.push(match command {
            Command::Suspend => Effect::Suspend,
            Command::Quit => Effect::Quit,
            Command::ReloadConfig => Effect::ReloadConfig,
            _ => Effect::Redraw,
        });
    }

    fn act_on_overlay(&mut self, command: Command) {
        if self.act_on_links(command) {
            return;
        }
        let page = self
            .window
            .overlay_height()
            .saturating_sub(1)
            .max(1)
            .cast_signed();
        match command {
            Command::EnterText => self.choose(),
            Command::SwitchFocus => self.turn(false),
            Command::BackToList => self.turn(true),
            Command::Down => self.scroll_overlay(1),
            Command::Up => self.scroll_overlay(-1),
            Command::PageDown | Command::TextPageDown => self.scroll_overlay(page),
            Command::PageUp | Command::TextPageUp => self.scroll_overlay(-page),
            Command::HalfPageDown => self.scroll_overlay(page / 2),
            Command::HalfPageUp => self.scroll_overlay(-page / 2),
            Command::Top => self.scroll_overlay(isize::MIN),
            Command::Bottom => self.scroll_overlay(isize::MAX),
            Command::Palette => self.open_palette(),
            Command::Search if self.is_help_open() => self.seek_in_help(),
            Command::Redraw | Command::Suspend => self.act_outside(command),
            // Everything else, q too, closes it; a second q quits.
            _ => {
                self.front.overlays.pop();
            }
        }
    }

    pub(super) fn show(&mut self, kind: Kind) {
        self.front.overlays.push(Overlay::new(kind));
    }

    fn set_focus(&mut self, focus: Focus) {
        if focus == Focus::List || self.pane.reading.is_some() {
            self.window.focus = focus;
        }
    }

    /// Esc ends the innermost thing: the look at similar reports, the search, or the stay in the text.
    pub(super) fn clear(&mut self) {
        if self.leave_similar() {
            return;
        }
        if self.search.is_searching() {
            self.end_search();
        } else {
            self.window.focus = Focus::List;
        }
    }
}
