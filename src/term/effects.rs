//! Does what the reader's model asks for.

use std::time::{Duration, Instant};

use super::{Ended, Event, Shell, desktop};
use crate::app::{Effect, Msg};
use crate::lang::SystemError;

impl Shell {
    /// Tells the model what happened, and does what it asks for. Returns how the reader ended, if it did.
    pub(super) fn update(&mut self, msg: Msg) -> Result<Option<Ended>, SystemError> {
        for effect in self.model.update(msg) {
            if let Some(ended) = self.carry_out(effect)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    fn carry_out(&mut self, effect: Effect) -> Result<Option<Ended>, SystemError> {
        match effect {
            Effect::Quit => return Ok(Some(Ended::Quit)),
            Effect::Suspend => return self.suspend(),
            Effect::Redraw => self.redraw()?,
            Effect::ReloadConfig => return self.read_settings_again(),
            Effect::TryTheme(name) => self.show_theme(&name, true),
            Effect::SetTheme(name) => self.show_theme(&name, false),
            Effect::Search {
                generation,
                query,
                sort,
                once,
            } => self.search_thread.search(generation, query, sort, once),
            Effect::GiveUpBefore(generation) => self.search_thread.give_up_before(generation),
            Effect::Ask(ticket, question) => self.search_thread.ask(ticket, question),
            Effect::Tally { number, queries } => self.search_thread.tally(number, queries),
            Effect::Save(change) => return self.save(&change),
            Effect::Locate(locate) => self.search_thread.locate(locate),
            Effect::Fetch(version, indexes) => self.fetch(version, indexes),
            Effect::Check(version, index) => self.fetch(version, vec![index]),
            Effect::Remember(actions) => {
                self.search_thread.remember(actions.clone());
                if let Some(journal_thread) = &self.journal_thread {
                    journal_thread.keep(actions);
                }
            }
            Effect::Wait(number, seconds) => {
                let all = Duration::from_secs(seconds.into());
                self.wait.go_on(number, all, Instant::now());
            }
            Effect::PauseWait => self.wait.pause(Instant::now()),
            Effect::Export(order) => self.export(order),
            Effect::SetMore => self.send(Msg::SetMore),
            Effect::Copy(text) => {
                self.copy(text)?;
            }
            Effect::FindOrigin {
                number,
                article,
                row,
            } => self.find_origin(number, article, row),
            Effect::Correct(job) => self.correct(job),
            Effect::Pipe { command, text } => self.pipe(&command, text)?,
            Effect::Edit(text) => self.edit(&text)?,
            Effect::FetchFeeds(feeds) => self.fetch_feeds(feeds),
            Effect::FetchPage(page) => self.fetch_page(page),
            Effect::ListPaths(typed) => return self.list_paths(typed),
            Effect::Add(typed) => self.add(typed),
            Effect::Open(address) => {
                let browser = self.config.browser.value.clone();
                desktop::open(address, browser, self.sender.clone());
            }
        }
        Ok(None)
    }

    /// Has reports read.
    fn fetch(&self, version: u64, indexes: Vec<usize>) {
        if let Some(corpus) = self.corpus_of(version) {
            self.fetch_thread.fetch(version, corpus, indexes);
        }
    }

    pub(super) fn send(&self, msg: Msg) {
        // The loop itself holds the receiver: the channel is open.
        let _ = self.sender.send(Event::Msg(msg));
    }
}
