//! The reader as a pure state machine: a [`Model`], the messages that reach it, and the effects
//! that it asks for.
//!
//! Nothing here knows a terminal, a file or a clock: [`Model::update`] takes what happened and
//! returns what is to be done. That makes every behaviour of the reader testable as keys in, model
//! out.

pub mod adding;
pub mod chart;
pub mod comparison;
pub mod correcting;
pub mod exporting;
pub mod facets;
pub mod feeds;
pub mod folders;
pub mod full_text;
pub mod galley;
pub mod help;
pub mod keymap;
pub mod keys;
pub mod layer;
pub mod layout;
pub mod legend;
pub mod line_edit;
pub mod link;
pub mod links;
pub mod list;
pub mod list_row;
pub mod memory;
pub mod origin;
pub mod overlay;
pub mod palette;
pub mod pane;
pub mod pipe;
pub mod prompt;
pub mod question;
pub mod reading;
pub mod report_window;
pub mod search_state;
pub mod selection;
pub mod tags_and_note;
pub mod typeahead;
pub mod view;

mod absence;
mod choices;
mod copies;
mod corpus_updates;
mod counting;
mod dispatch;
mod excerpts;
mod go_to_date;
mod headlines;
mod hits;
mod list_order;
mod mark_by_mouse;
mod message;
mod named_commands;
mod navigation;
mod note;
mod open_link;
mod reader_settings;
mod reading_time;
mod restore_selection;
mod run;
mod set_lines;
mod settle;
mod similar;
mod undo_notices;

use crate::article::Article;
use crate::lang::{Lang, Say as _};
use crate::store::Problem;
use crate::text::width::Ambiguous;

use exporting::ExportState;
use folders::Folders;
use layer::Front;
pub use layer::Layer;
use layout::{Area, Layout};
use list::List;
use memory::Memory;
pub use message::{Effect, Locate, Mouse, MouseAction, Msg, Piped};
use pane::Pane;
use question::Questions;
pub use reader_settings::{Configuration, ReaderSettings, of_settings};
use report_window::ReportWindow;
use search_state::SearchState;
use typeahead::{Input, Typeahead};
use view::Window;

/// Which pane the arrow keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The headlines.
    #[default]
    List,
    /// The text.
    Text,
}

/// The reader's whole state, in parts. What concerns one part alone is a method of that part; here is what brings
/// several together.
#[derive(Debug, Default)]
pub struct Model {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// What the settings say.
    pub settings: ReaderSettings,
    /// How the window is divided.
    pub window: Window,
    /// The reports.
    pub reports: ReportWindow,
    /// The window on the list.
    pub list: List,
    /// The article that is read.
    pub pane: Pane,
    /// The search.
    pub search: SearchState,
    /// The folders above the list.
    pub folders: Folders,
    /// What stands in front of list and text.
    pub front: Front,
    /// The export that is being written.
    pub export: ExportState,
    /// What is remembered of the articles.
    pub memory: Memory,
    /// What the reader is told until the next key.
    pub notice: Option<String>,
    typeahead: Typeahead,
    questions: Questions,
    effects: Vec<Effect>,
}

impl Model {
    /// Makes a reader without articles on a screen of some columns and rows.
    pub fn new(lang: Lang, ambiguous: Ambiguous, size: (u16, u16)) -> Self {
        Self {
            lang,
            ambiguous,
            window: Window {
                size,
                ..Window::default()
            },
            ..Self::default()
        }
    }

    /// Takes what happened and returns what is to be done.
    #[must_use = "what is not done is lost"]
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.take(msg);
        self.settle();
        self.handle_waiting();
        std::mem::take(&mut self.effects)
    }

    fn take(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.typed(Input::Key(key)),
            Msg::Typed(text) => self.typed_in_burst(&text),
            Msg::Paste(text) => self.typed(Input::Paste(text)),
            Msg::Mouse(mouse) => self.typed(Input::Mouse(mouse)),
            Msg::Resize(width, height) => self.window.size = (width, height),
            Msg::Reports(update) => self.take_reports(update),
            Msg::Fetched(fetched) => self.fetched(fetched),
            Msg::Indexing(progress) => self.reports.indexing = progress,
            Msg::Absent(absent) => self.take_absent(absent),
            Msg::Found { generation, answer } => self.found(generation, answer),
            Msg::SearchFailed(generation) => self.search_failed(generation),
            Msg::Answered(ticket, reply) => self.answered(ticket, reply),
            Msg::Tallied { number, counts } => self.folders.take_counts(number, &counts),
            Msg::Places(places) => self.set_places(places),
            Msg::Searches(searches) => self.set_searches(searches),
            Msg::Replaced(former) => self.memory.replaced(former),
            Msg::NotSaved(why) => self.not_saved(&why),
            Msg::Located {
                generation,
                article,
                hits,
            } => self.located(generation, article, hits),
            Msg::Remembered { library, damaged } => self.remembered(*library, damaged),
            Msg::MarkedElsewhere(records) => self.marked_elsewhere(&records),
            Msg::Written(count) => self.memory.written(count),
            Msg::NotKept(unkept) => self.not_kept(unkept),
            Msg::Today(today) => self.export.today = today,
            Msg::Exporting(done) => self.export_goes_on(done),
            Msg::Exported(outcome) => self.exported(outcome),
            Msg::Waited(wait) => self.waited(wait),
            Msg::Leaving => {
                self.keep_place();
                self.keep_selected();
            }
            Msg::NotIndexed(why) => {
                self.typeahead.done(typeahead::Errand::Correct);
                let not_indexed = self.lang.pick("not indexed", "未能编索引");
                self.notice = Some(self.lang.about(not_indexed, &why.say(self.lang)));
            }
            Msg::NotAnswered(why) => self.notice = Some(why.say(self.lang)),
            Msg::IndexDamaged => {
                let damaged = "the index is damaged and is made again";
                let said = self.lang.pick(damaged, "索引已损坏，正在重新编制");
                self.notice = Some(said.to_owned());
            }
            Msg::SetMore => self.pane.set_more(),
            Msg::NotSuspended => {
                let why = self.lang.pick(
                    "not suspended: there is no shell that could continue the reader",
                    "未挂起：没有可以唤回阅读器的 shell",
                );
                self.notice = Some(why.to_owned());
            }
            Msg::NotOpened { address, why } => self.not_opened(&address, &why),
            Msg::OriginFound(number, found) => self.origin_found(number, &found),
            Msg::Corrected(outcome) => self.corrected(outcome),
            Msg::NotCopied => self.not_copied(),
            Msg::Piped(program, piped) => self.piped(&program, &piped),
            Msg::Edited(edited) => self.note_edited(edited),
            Msg::FetchingFeeds(progress) => self.reports.fetching = Some(progress),
            Msg::FeedsFetched(fetched) => self.feeds_fetched(fetched),
            Msg::PageFetched { id, fetched } => self.page_fetched(&id, fetched),
            Msg::Arrived(ids) => self.arrived(ids),
            Msg::Paths { typed, paths } => self.complete_path(&typed, paths),
            Msg::Added(outcome) => self.added(outcome),
            Msg::Configured(new) => self.configure(*new),
        }
    }

    /// Says once how to see what was wrong, as long as anything is; the count stays in sight.
    fn tell_of_problems(&mut self) {
        let keys = self.settings.keymap.keys_of(keymap::Command::Problems);
        let said = match self.lang {
            Lang::En => format!("some records could not be read: {keys} shows why"),
            Lang::Zh => format!("有些记录有问题：按 {keys} 查看"),
        };
        if !self.problems().is_empty() {
            self.notice = Some(said);
        } else if self.notice.as_ref() == Some(&said) {
            // What was being written is whole now.
            self.notice = None;
        }
    }

    /// Returns the keys that are the beginning of a sequence.
    pub fn pending_keys(&self) -> &[keys::Key] {
        &self.typeahead.keys
    }

    /// Returns where things stand on the screen.
    pub fn layout(&self) -> Layout {
        self.layout_in(self.window.focus)
    }

    /// Returns the number of rows in the list.
    pub fn rows(&self) -> usize {
        match self.search.found() {
            Some(found) => found.len(),
            None => self.reports.len(),
        }
    }

    /// Returns the index of the article in a row of the list.
    pub fn article_in(&self, row: usize) -> Option<usize> {
        match self.search.found() {
            Some(found) => found.get(row),
            None => (row < self.reports.len()).then_some(row),
        }
    }

    /// Returns an article, if it is there.
    pub fn article(&self, index: usize) -> Option<&Article> {
        self.reports.article(index)
    }

    /// Returns what was wrong in the files.
    pub fn problems(&self) -> &[Problem] {
        self.reports.problems()
    }

    /// The pane of the text, also while it does not show.
    fn pane_area(&self) -> Area {
        let shown = self.layout().pane;
        let shown = shown.or_else(|| self.layout_in(Focus::Text).pane);
        shown.unwrap_or_default()
    }

    /// The list, also while it does not show.
    fn list_area(&self) -> Area {
        let shown = self.layout_in(Focus::List);
        shown.list.unwrap_or_default()
    }

    /// Headlines that the list's window holds whole.
    fn list_height(&self) -> usize {
        let area = self.list_area();
        let mut left = area.height;
        let rows = (self.list.top()..self.rows()).take_while(|row| {
            let rest = left.checked_sub(self.row_height(*row, area.width));
            left = rest.unwrap_or_default();
            rest.is_some()
        });
        rows.count()
    }
}
