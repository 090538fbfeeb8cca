//! The reader as a pure state machine: a [`Model`], the messages that reach it, and the effects
//! that it asks for.
//!
//! Nothing here knows a terminal, a file or a clock: [`Model::update`] takes what happened and
//! returns what is to be done. That makes every behaviour of the reader testable as keys in, model
//! out.

pub mod chart;
pub mod exporting;
pub mod facets;
pub mod folders;
pub mod galley;
pub mod keymap;
pub mod keys;
pub mod layout;
pub mod line_edit;
pub mod link;
pub mod list;
pub mod memory;
pub mod origin;
pub mod overlay;
pub mod palette;
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
mod corpus_updates;
mod counting;
mod dispatch;
mod go_to_date;
mod hits;
mod layer;
mod message;
mod navigation;
mod reader_settings;
mod reading_time;
mod restore_selection;
mod settle;
mod undo_notices;

use crate::article::Article;
use crate::corpus::{Absent, Progress};
use crate::lang::{Lang, Say as _};
use crate::store::Problem;
use crate::text::width::Ambiguous;

use folders::Folders;
use keymap::Keymap;
use keys::Key;
pub use layer::Layer;
use layout::{Area, Layout, Typesetting};
use list::{List, rows_each};
use memory::Memory;
pub use message::{Effect, Locate, Mouse, MouseAction, Msg, Piped};
use overlay::Overlay;
use palette::Palette;
use prompt::Asked;
use question::Pending;
pub use reader_settings::{Manner, of_settings};
use reading::Reading;
use report_window::ReportWindow;
use search_state::Finding;
use typeahead::{Input, Typeahead};
use view::{View, Wanted};

/// Which pane the arrow keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The headlines.
    #[default]
    List,
    /// The text.
    Text,
}

/// The reader's whole state.
#[derive(Debug, Default)]
pub struct Model {
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters.
    pub ambiguous: Ambiguous,
    /// The reports.
    pub reports: ReportWindow,
    /// How far an archive is indexed that is not yet.
    pub indexing: Option<Progress>,
    /// The files that an archive waits for, which were there.
    pub absent: Vec<Absent>,
    /// Which pane the arrow keys act on.
    pub focus: Focus,
    /// The window on the list.
    pub list: List,
    /// The article in the reading pane.
    pub reading: Option<Reading>,
    /// The search.
    pub finding: Finding,
    /// The folders above the list.
    pub folders: Folders,
    /// The hit that n and N go on from: its index in the article that is read.
    pub hit: Option<usize>,
    /// The export that is being written.
    pub exporting: Option<exporting::Running>,
    /// The day that it is, as `2026-11-25`; empty where it was not told.
    pub today: String,
    /// The field in which the reader answers what was asked, while it is open.
    pub asked: Option<Asked>,
    /// What is remembered of the articles.
    pub memory: Memory,
    /// Which keys give which command.
    pub keymap: Keymap,
    /// How the text is set.
    pub typesetting: Typesetting,
    /// How the window is.
    pub view: View,
    /// The palette, while it is open.
    pub palette: Option<Palette>,
    /// What stands over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// What is wrong with the settings.
    pub faults: Vec<Problem>,
    /// What the reader is told until the next key.
    pub notice: Option<String>,
    size: (u16, u16),
    wanted: Wanted,
    /// How the window was when the rule in it was taken hold of.
    dragged: Option<View>,
    keys: Vec<Key>,
    /// The key that was pressed last.
    pressed: Option<Key>,
    opening: Opening,
    /// Whether the reader acted on the article that is read, so that its place is the reader's own.
    touched: bool,
    /// Whether [`Msg::SetMore`] is on its way.
    setting: bool,
    /// The row and the focus when the search field was opened.
    before_search: Option<(usize, Focus)>,
    landing: Landing,
    /// The article of which a citation was copied last, if there is another to copy.
    cited: Option<String>,
    /// What was typed and waits for answers.
    typeahead: Typeahead,
    /// The question that is out, and how many there were.
    pending: Option<Pending>,
    tickets: u64,
    /// The search of which it was last asked for counts.
    counted_for: u64,
    effects: Vec<Effect>,
    /// How often it was asked where an article came from.
    origins: u64,
}

/// Whether the selected article is the one that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Opening {
    /// It is, or another is read on while it is not in the list.
    #[default]
    Done,
    /// Another row was selected: its article is to be opened.
    Wanted,
    /// It is opened when it comes.
    Awaited,
}

/// Which hit to show when the hits of an article are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Landing {
    #[default]
    None,
    /// The first, in passing: the article's place stays where the reader left it.
    Glance,
    /// The first, as the place to go on from.
    First,
    /// The last, as the place to go on from.
    Last,
}

impl Model {
    /// Makes a reader without articles on a screen of some columns and rows.
    pub fn new(lang: Lang, ambiguous: Ambiguous, size: (u16, u16)) -> Self {
        Self {
            lang,
            ambiguous,
            size,
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
            Msg::Resize(width, height) => self.size = (width, height),
            Msg::Reports(update) => self.take_reports(update),
            Msg::Fetched(fetched) => self.fetched(fetched),
            Msg::Indexing(progress) => self.indexing = progress,
            Msg::Absent(absent) => self.take_absent(absent),
            Msg::Found { generation, answer } => self.found(generation, answer),
            Msg::SearchFailed(generation) => self.search_failed(generation),
            Msg::Answered(ticket, reply) => self.answered(ticket, reply),
            Msg::Tallied { number, counts } => self.tallied(number, &counts),
            Msg::Places(places) => self.set_places(places),
            Msg::Searches(searches) => self.set_searches(searches),
            Msg::Replaced(former) => self.replaced(former),
            Msg::NotSaved(why) => self.not_saved(&why),
            Msg::Located {
                generation,
                article,
                hits,
            } => self.located(generation, article, hits),
            Msg::Remembered { library, damaged } => self.remembered(*library, damaged),
            Msg::Told(records) => self.told(&records),
            Msg::Written(count) => self.written(count),
            Msg::NotKept(unkept) => self.not_kept(unkept),
            Msg::Today(today) => self.today = today,
            Msg::Exporting(done) => self.export_goes_on(done),
            Msg::Exported(outcome) => self.exported(outcome),
            Msg::Waited(wait) => self.waited(wait),
            Msg::Leaving => {
                self.keep_place();
                self.keep_selected();
            }
            Msg::NotIndexed(why) => {
                let not_indexed = self.lang.pick("not indexed", "未能编索引");
                self.notice = Some(self.lang.about(not_indexed, &why.say(self.lang)));
            }
            Msg::IndexDamaged => {
                let damaged = "the index is damaged and is made again";
                let said = self.lang.pick(damaged, "索引已损坏，正在重新编制");
                self.notice = Some(said.to_owned());
            }
            Msg::SetMore => self.set_more(),
            Msg::NotSuspended => {
                let why = self.lang.pick(
                    "not suspended: there is no shell that could continue the reader",
                    "未挂起：没有可以唤回阅读器的 shell",
                );
                self.notice = Some(why.to_owned());
            }
            Msg::NotOpened => {
                let why = self
                    .lang
                    .pick("no browser could be started", "无法启动浏览器");
                self.notice = Some(why.to_owned());
            }
            Msg::OriginFound(number, found) => self.origin_found(number, &found),
            Msg::NotCopied => self.not_copied(),
            Msg::Piped(program, piped) => self.piped(&program, &piped),
            Msg::Configured(manner) => self.configure(*manner),
        }
    }

    /// Says once how to see what was wrong; the count stays in sight.
    fn tell_of_problems(&mut self) {
        let (count, keys) = (
            self.problems().len(),
            self.keymap.keys_of(keymap::Command::Problems),
        );
        if count > 0 {
            self.notice = Some(match self.lang {
                Lang::En => format!("some records could not be read: {keys} shows why"),
                Lang::Zh => format!("有些记录有问题：按 {keys} 查看"),
            });
        }
    }

    /// Returns where things stand on the screen.
    pub fn layout(&self) -> Layout {
        self.layout_in(self.focus)
    }

    /// Returns the number of rows in the list.
    pub fn rows(&self) -> usize {
        match self.finding.found() {
            Some(found) => found.len(),
            None => self.reports.len(),
        }
    }

    /// Returns the index of the article in a row of the list.
    pub fn article_in(&self, row: usize) -> Option<usize> {
        match self.finding.found() {
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

    /// Sets more of the text.
    fn set_more(&mut self) {
        self.setting = false;
        if let Some(reading) = &mut self.reading {
            reading.set_more();
        }
    }

    /// The pane of the text, also while it does not show.
    fn pane(&self) -> Area {
        let shown = self.layout().pane;
        let shown = shown.or_else(|| self.layout_in(Focus::Text).pane);
        shown.unwrap_or_default()
    }

    /// Headlines that the list's window holds.
    fn list_height(&self) -> usize {
        let shown = self.layout_in(Focus::List);
        let list = shown.list.unwrap_or_default();
        usize::from(list.height / rows_each(list.width))
    }

    /// Cells that a line of an overlay has.
    fn overlay_width(&self) -> usize {
        usize::from(self.size.0).saturating_sub(4)
    }

    /// Lines of text that an overlay's window holds, below its title.
    pub fn overlay_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(3)
    }
}
