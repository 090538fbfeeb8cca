//! What is chosen among a few words: the order of the list, and the theme.

use super::keymap::Command;
use super::prompt::Prompt;
use super::prompt::choice_field::{ChoiceField, Offer};
use super::{Effect, Model};
use crate::lang::Lang;
use crate::library::Action;
use crate::search::Sort;

/// What of the window the order of the list is.
const SORT: &str = "sort";

/// The name of no theme: it goes by the terminal's ground.
const AUTO: &str = "auto";

impl Model {
    /// Opens the field for the order of the list.
    pub(super) fn ask_sort(&mut self) {
        let is_searching = self.search.is_searching();
        let offered = Sort::ALL.into_iter();
        let offered = offered.filter(|sort| is_searching || *sort != Sort::Relevance);
        let offered: Vec<Sort> = offered.collect();
        let at = offered.iter().position(|sort| *sort == self.search.sort());
        self.offer(Offer::Sort(offered), at);
    }

    /// Opens the field for the theme.
    pub(super) fn ask_theme(&mut self) {
        let mut names = vec![AUTO.to_owned()];
        names.extend(self.settings.themes.iter().map(|name| (*name).to_owned()));
        let shown = self.settings.theme.as_deref().unwrap_or(AUTO);
        let at = names.iter().position(|name| name == shown);
        self.offer(Offer::Theme(names), at);
    }

    fn offer(&mut self, offer: Offer, at: Option<usize>) {
        let at = at.unwrap_or(0);
        self.front.prompt = Some(Prompt::Choice(ChoiceField {
            offer,
            at,
            opened_at: at,
            selected: self.selected_report(),
            opened_by: self.typeahead.pressed,
        }));
    }

    /// Shows what is chosen, to be looked at.
    pub(super) fn try_choice(&mut self, field: &ChoiceField) {
        match &field.offer {
            Offer::Sort(sorts) => {
                if let Some(sort) = sorts.get(field.at) {
                    self.sort_by(*sort);
                    // Sorted by relevance the most relevant is to be seen.
                    match field.selected.filter(|_| *sort != Sort::Relevance) {
                        Some(report) => self.return_to(report),
                        None => self.search.way_back.return_to = None,
                    }
                }
            }
            Offer::Theme(names) => {
                let name = names.get(field.at).cloned();
                self.effects.extend(name.map(Effect::TryTheme));
            }
        }
    }

    /// Takes a choice back: all is as it was.
    pub(super) fn leave_choice(&mut self, mut field: ChoiceField) {
        if field.at != field.opened_at {
            field.at = field.opened_at;
            self.try_choice(&field);
        }
    }

    /// Keeps what is chosen: an order for the next time, a theme until the reader ends.
    pub(super) fn keep_choice(&mut self, field: &ChoiceField) {
        match &field.offer {
            Offer::Sort(sorts) => {
                let sort = sorts.get(field.at).copied().unwrap_or_default();
                self.notice = Some(sort.describe(self.lang).to_owned());
                if sort != Sort::Relevance {
                    let action = Action::Window(SORT.to_owned(), sort.name().to_owned());
                    self.remember(vec![action]);
                }
            }
            Offer::Theme(names) => {
                let Some(name) = names.get(field.at).cloned() else {
                    return;
                };
                self.notice = Some(match self.lang {
                    Lang::En => {
                        format!("until you quit; theme = \"{name}\" in the settings keeps it")
                    }
                    Lang::Zh => format!("本次有效；在设置中写 theme = \"{name}\" 则一直有效"),
                });
                self.settings.theme = Some(name.clone());
                self.effects.push(Effect::SetTheme(name));
            }
        }
    }

    fn sort_by(&mut self, sort: Sort) {
        if self.search.sort_by(sort) {
            self.list.bring_up_next();
            self.show_search();
        }
    }

    /// Lists reports in the order of the last time, unless the reader has chosen another.
    pub(super) fn restore_sort(&mut self) {
        let kept = self.memory.library().window(SORT).and_then(Sort::named);
        if let Some(sort) = kept.filter(|_| !self.search.order.is_chosen) {
            self.sort_by(sort);
        }
    }

    /// Says that there is no order of dates.
    pub(super) fn tell_unordered(&mut self) {
        let key = self.settings.keymap.key_or_name(Command::Sort);
        let sorted = self.search.sort().describe(self.lang);
        self.notice = Some(match self.lang {
            Lang::En => format!("sorted {sorted}; {key} sorts by date"),
            Lang::Zh => format!("现为“{sorted}”；按 {key} 改按日期"),
        });
    }
}
