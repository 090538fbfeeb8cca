//! What the reader does with the folders.

use super::saved::wrong;
use super::{Change, Folder, Folders, Kind, Place, Saved};
use crate::app::keymap::Command;
use crate::app::keys::{Code, Key};
use crate::app::prompt::Prompt;
use crate::app::prompt::name_field::NameField;
use crate::app::typeahead::Errand;
use crate::app::{Effect, Focus, Model};
use crate::corpus::Found;
use crate::lang::{Bilingual, Lang, Say as _};
use crate::library::{Action, Id};

/// What of the window the chosen folder is.
const FOLDER: &str = "folder";

impl Model {
    /// Opens the folders, to choose one.
    pub(in crate::app) fn open_folders(&mut self) {
        self.folders.cursor = Some(self.folders.chosen);
        if self.layout().is_single() {
            self.window.focus = Focus::List;
        }
    }

    /// Acts on a key while the folders are open.
    pub(in crate::app) fn folder_key(&mut self, key: Key) {
        let Some(cursor) = self.folders.cursor else {
            return;
        };
        match (key.code, key.ctrl) {
            (Code::Enter, _) => return self.choose_folder(cursor),
            (Code::Left, _) => return self.folders.step(-1),
            (Code::Right, _) => return self.folders.step(1),
            (Code::Esc, _) | (Code::Char('g'), true) => return self.folders.close(),
            _ => {}
        }
        self.command_key(key);
    }

    /// Acts on the folders while they are open. Returns whether that is all; what has nothing to do with
    /// them closes them.
    pub(in crate::app) fn act_on_folders(&mut self, command: Command) -> bool {
        let Some(cursor) = self.folders.cursor else {
            return false;
        };
        let page = (self.pane_area().height.max(1) as usize).cast_signed();
        match command {
            Command::Down => self.folders.step(1),
            Command::Up => self.folders.step(-1),
            Command::PageDown => self.folders.step(page),
            Command::PageUp => self.folders.step(-page),
            Command::Top => self.folders.step(isize::MIN),
            Command::Bottom => self.folders.step(isize::MAX),
            Command::EnterText => self.choose_folder(cursor),
            Command::Folders | Command::BackToList | Command::Clear => self.folders.close(),
            Command::RemoveFolder
            | Command::Undo
            | Command::ChooseFolder
            | Command::Palette
            | Command::ReloadConfig
            | Command::Redraw
            | Command::Suspend => return false,
            _ => {
                self.folders.close();
                return false;
            }
        }
        true
    }

    /// Chooses the folder of the number that was pressed; without one the folders are opened.
    pub(in crate::app) fn choose_numbered_folder(&mut self) {
        let number = self.typeahead.pressed.and_then(|key| match key.code {
            Code::Char(c) => c.to_digit(10),
            _ => None,
        });
        match number.and_then(|number| (number as usize).checked_sub(1)) {
            Some(folder) if folder < self.folders.all.len() => self.choose_folder(folder),
            Some(_) => {
                let none = self.lang.pick("there is no such folder", "没有这个文件夹");
                self.notice = Some(none.to_owned());
            }
            None => self.open_folders(),
        }
    }

    /// Chooses a folder, and has it remembered.
    pub(in crate::app) fn choose_folder(&mut self, folder: usize) {
        self.folders.chosen = folder.min(self.folders.all.len() - 1);
        self.folders.cursor = None;
        self.folders.is_settled = true;
        self.window.focus = Focus::List;
        self.stand_on_folder();
        let chosen = self.folders.all.get(self.folders.chosen);
        if let Some(key) = chosen.map(|folder| folder.kind.key()) {
            self.remember(vec![Action::Window(FOLDER.to_owned(), key)]);
        }
    }

    /// Shows what the chosen folder finds.
    fn stand_on_folder(&mut self) {
        self.search.stand_on(self.folders.query());
        self.show_search();
    }

    /// Chooses the folder of the last time, if it is there and the reader has not chosen another.
    pub(in crate::app) fn restore_folder(&mut self) {
        let remembered = self.memory.library().window(FOLDER);
        let folder = remembered.and_then(|key| self.folders.of_key(key));
        let is_new = !std::mem::replace(&mut self.folders.is_settled, true);
        let is_idle = !self.search.is_searching() && self.search.field.is_none();
        if let Some(folder) = folder.filter(|folder| is_new && is_idle && *folder > 0) {
            self.folders.chosen = folder;
            self.stand_on_folder();
        }
    }

    /// Opens everything where the folder of the last time turns out to be empty and nothing was done yet: a reader
    /// that starts with an empty list looks broken.
    pub(in crate::app) fn leave_empty_folder(&mut self) {
        let is_empty = |found: &Found| found.is_empty() && !found.may_have_more();
        let is_as_left = !self.memory.has_begun && !self.search.is_searching();
        if is_as_left && self.folders.chosen > 0 && self.search.found().is_some_and(is_empty) {
            self.folders.chosen = 0;
            self.stand_on_folder();
        }
    }

    /// Takes the searches that are saved now.
    pub(in crate::app) fn set_searches(&mut self, searches: Vec<Saved>) {
        self.typeahead.done(Errand::Save);
        self.change_folders(|folders| folders.searches = searches);
    }

    /// Takes the places that are read. One that was just added is chosen, or all where there is no other.
    pub(in crate::app) fn set_places(&mut self, places: Vec<Place>) {
        self.change_folders(|folders| folders.places = places);
        if let Some(wanted) = self.folders.wanted.take()
            && !self.choose_place(&wanted)
        {
            self.window.focus = Focus::List;
        }
        if self.window.focus == Focus::List {
            self.leave_what_is_apart();
        }
    }

    /// Chooses a place by its path, also where it is a feed within folders. Returns whether it is there.
    fn choose_place(&mut self, path: &str) -> bool {
        let is_it = |folder: &Folder| {
            let Kind::Place(place) = &folder.kind else {
                return false;
            };
            matches!(place.holds.as_slice(), [(_, own)] if own == path)
        };
        let at = self.folders.all.iter().position(is_it);
        if let Some(at) = at {
            self.choose_folder(at);
        }
        at.is_some()
    }

    /// Chooses a place that was added: at once, or when what is read then is there.
    pub(in crate::app) fn choose_added(&mut self, path: String) {
        if !self.choose_place(&path) {
            self.folders.wanted = Some(path);
        }
    }

    /// Takes that reports have come in since the last time.
    pub(in crate::app) fn arrived(&mut self, ids: Vec<Id>) {
        self.memory.arrived(ids);
        self.change_folders(|folders| folders.has_new = true);
        self.folders.all_changed();
    }

    /// Rebuilds the folders. The list is asked for again only where the chosen one is another now.
    fn change_folders(&mut self, change: impl FnOnce(&mut Folders)) {
        let before = self.folders.query();
        change(&mut self.folders);
        self.folders.rebuild();
        if self.folders.query() != before {
            self.stand_on_folder();
        }
    }

    /// Returns what is asked for, in words: the folder and what is typed.
    pub(in crate::app) fn asked_for(&self) -> String {
        let folder = self.folders.chosen_name(self.lang);
        let typed = Some(self.search.typed().trim()).filter(|typed| !typed.is_empty());
        let parts: Vec<&str> = folder.into_iter().chain(typed).collect();
        parts.join(" ")
    }

    /// Opens the field for the name of the search, which is to be saved.
    pub(in crate::app) fn ask_name(&mut self) {
        let typed = self.search.typed().trim().to_owned();
        self.notice = if !self.search.is_searching() {
            let key = self.settings.keymap.key_or_name(Command::Search);
            Some(match self.lang {
                Lang::En => format!("nothing to save yet: search with {key} first"),
                Lang::Zh => format!("没有可保存的查找：先按 {key} 查找"),
            })
        } else if let Some(why) = wrong(&typed, self.search.faults()) {
            let not_saved = self.lang.pick("not saved", "未保存");
            Some(self.lang.about(not_saved, &why.say(self.lang)))
        } else {
            self.front.prompt = Some(Prompt::Name(NameField::offering(&typed)));
            None
        };
    }

    /// Saves the search under the name that was typed, in place of one that has it.
    pub(in crate::app) fn save_search(&mut self, name: &str) {
        let name = name.to_owned();
        if name.is_empty() {
            return;
        }
        let former = self.folders.search_named(&name);
        let is_new = former.is_none();
        let back = Change {
            name: name.clone(),
            typed: former,
            before: None,
        };
        let undo = self.settings.keymap.key_or_name(Command::Undo);
        let mut notice = match (self.lang, is_new) {
            (Lang::En, true) => format!("saved as {name}; {undo} undoes it"),
            (Lang::En, false) => format!("saved in place of the former {name}; {undo} undoes it"),
            (Lang::Zh, true) => format!("已存为“{name}”；按 {undo} 撤销"),
            (Lang::Zh, false) => format!("已取代原来的“{name}”；按 {undo} 撤销"),
        };
        if self.folders.place().is_some() {
            // What it is searched in cannot be typed.
            notice += self
                .lang
                .pick(" (it searches all collections)", "（查找全部稿库）");
        }
        self.notice = Some(notice);
        let typed = Some(self.folders.whole_search(self.search.typed()));
        self.effects.push(Effect::Save(Change {
            name,
            typed,
            before: None,
        }));
        self.memory.undo_by(back);
    }

    /// Removes the saved search that is selected; where the folders are closed they are opened first.
    pub(in crate::app) fn remove_folder(&mut self) {
        let Some(cursor) = self.folders.cursor else {
            return self.open_folders();
        };
        let Some(Kind::Search(saved)) = self.folders.all.get(cursor).map(|f| &f.kind) else {
            let only = self.lang.pick(
                "only saved searches are removed here; `zhenews remove` is for collections",
                "此处只能删除保存的查找；稿库用 `zhenews remove`",
            );
            self.notice = Some(only.to_owned());
            return;
        };
        let saved = saved.clone();
        let mut after = self.folders.searches.iter().skip_while(|s| **s != saved);
        let next = after.nth(1).map(|next| next.name.clone());
        let back = Change {
            name: saved.name.clone(),
            typed: Some(saved.typed),
            before: next,
        };
        let undo = self.settings.keymap.key_or_name(Command::Undo);
        self.notice = Some(match self.lang {
            Lang::En => format!("removed {}; {undo} undoes it", saved.name),
            Lang::Zh => format!("已删除“{}”；按 {undo} 撤销", saved.name),
        });
        self.effects.push(Effect::Save(Change {
            name: saved.name,
            typed: None,
            before: None,
        }));
        self.memory.undo_by(back);
    }

    /// Says that a change of the searches was not written, and why.
    pub(in crate::app) fn not_saved(&mut self, why: &Bilingual) {
        self.typeahead.done(Errand::Save);
        self.memory.forget_change();
        let not_changed = self
            .lang
            .pick("the settings were not changed", "设置未能改动");
        self.notice = Some(self.lang.about(not_changed, &why.say(self.lang)));
    }
}
