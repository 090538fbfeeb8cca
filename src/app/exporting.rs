//! The field for an export, and citations for the clipboard.

use std::ops::Range;

use super::keymap::Command;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::prompt::Prompt;
pub use super::prompt::export_field::{Field, What};
use super::{Effect, Focus, Model};
use crate::article::Published;
use crate::corpus::Found;
use crate::document::headline_in_list;
use crate::export::citation::{Style, cite};
use crate::export::{Form, Place, proposed};
use crate::lang::{Bilingual, Lang, Say as _};
use crate::place::Refusal;
use crate::search::Sort;
use crate::store::Site;
use crate::text::sanitize;

/// How much of a headline the name that is proposed for a file has, in characters.
const TITLE: usize = 16;

/// An export that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The version of the corpus that the articles are in.
    pub version: u64,
    /// The articles' indexes, in order.
    pub articles: Vec<usize>,
    /// The form.
    pub form: Form,
    /// The file as it was typed.
    pub path: String,
    /// The bytes of its document's text that are exported of the one article, if not all are.
    pub piece: Option<Range<usize>>,
    /// The folder of which all is exported, by its name.
    pub folder: Option<String>,
    /// What was looked for, as it can be typed, where all that was found is exported: a folder's query
    /// is part of it.
    pub query: Option<String>,
    /// The numbers of the places that were searched, where it was not all that is read.
    pub places: Vec<u16>,
    /// The order of what was found, where all of it is exported.
    pub sort: Option<Sort>,
}

/// What goes out of the reader: an export, and citations.
#[derive(Debug, Default)]
pub struct ExportState {
    /// The export that is being written.
    pub running: Option<Running>,
    /// The day that it is, as `2026-11-25`; empty where it was not told.
    pub today: String,
    /// The article of which a citation was copied last, if there is another to copy.
    cited: Option<String>,
}

/// An export that is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// How many reports are written.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// Whether the reader was told that leaving ends it.
    warned: bool,
}

/// How an export ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reports are in a file.
    Written {
        /// The file.
        path: String,
        /// How many reports it has.
        count: usize,
        /// How many were left out, for their files have changed.
        missing: usize,
        /// Whether the file got a number, for there was one of its name.
        is_numbered: bool,
    },
    /// There is no file, for a reason.
    Failed {
        /// The file that was to be written.
        path: String,
        /// The reason.
        why: Bilingual,
    },
    /// It is not a file that may be written.
    Refused(Refusal),
    /// The list stands for other reports by now.
    Outdated,
}

/// Returns where a report stands, as an export says it.
pub fn place_of(site: &Site) -> Place {
    Place {
        file: site.file.to_string(),
        byte: site.at,
        bytes: site.len,
    }
}

impl Model {
    /// Opens the field: for what was found where the list has the focus, else for the report.
    pub(super) fn ask_export(&mut self) {
        if self.export.running.is_some() {
            return self.tell_exporting();
        }
        let found = self.window.focus == Focus::List && self.search.is_active();
        let what = match &self.pane.reading {
            Some(_) if self.pane.is_choosing() => What::Lines,
            Some(_) if !found || self.rows() == 0 => What::Report,
            _ => What::List,
        };
        if self.rows() == 0 && self.pane.reading.is_none() {
            return;
        }
        let form = Form::default();
        let name = self.proposed_name(what, form);
        self.front.prompt = Some(Prompt::Export(Field {
            what,
            name: LineEdit::new(&name),
            form,
            proposed: name,
        }));
    }

    /// Acts on a key in the field.
    pub(super) fn export_edited(&self, mut field: Field, key: Key) -> Field {
        match key.code {
            Code::Tab => field.turn_form(false),
            Code::BackTab => field.turn_form(true),
            Code::Up | Code::Down => return self.what_turned(field),
            _ => {
                field.name.key(key);
            }
        }
        field
    }

    /// Goes from the lines to the report to the list, or back. A name that was typed stays.
    fn what_turned(&self, mut field: Field) -> Field {
        let (has_report, has_lines) = (self.pane.reading.is_some(), self.pane.is_choosing());
        field.what = match field.what {
            What::List if has_lines => What::Lines,
            What::List | What::Lines if has_report => What::Report,
            What::Report | What::List | What::Lines => What::List,
        };
        if field.name.text() == field.proposed {
            let name = self.proposed_name(field.what, field.form);
            field.name = LineEdit::new(&name);
            field.proposed = name;
        }
        field
    }

    fn proposed_name(&self, what: What, form: Form) -> String {
        let read = self.pane.reading.as_ref();
        let article = read.and_then(|reading| self.article(reading.article));
        if let (What::Report | What::Lines, Some(article)) = (what, article) {
            let title = headline_in_list(article);
            let title: String = title.text().chars().take(TITLE).collect();
            let date = article.published.as_ref().map(Published::label);
            return proposed(&[&title, &date.unwrap_or_default()], form);
        }
        let place = self.folders.place();
        let place = place.and_then(|_| self.folders.chosen_name(self.lang));
        let (place, asked) = (
            place.unwrap_or_default(),
            self.folders.whole_search(self.search.typed()),
        );
        proposed(&["zhenews", place, &asked, &self.export.today], form)
    }

    /// Asks for the export that the field describes.
    pub(super) fn order_export(&mut self, field: &Field) {
        let mut path = field.name.text().trim().to_owned();
        if path.is_empty() {
            return;
        }
        let form = Form::of_name(&path).unwrap_or(field.form);
        if Form::of_name(&path).is_none() {
            path = format!("{}.{}", path.trim_end_matches('.'), form.ending());
        }
        let is_list = field.what == What::List;
        if let Some(wait) = self.awaited().filter(|_| is_list) {
            self.notice = Some(wait.to_owned());
            return;
        }
        let read = || self.pane.reading.iter().map(|reading| reading.article);
        let articles: Vec<usize> = match (is_list, self.search.found()) {
            (false, _) => read().collect(),
            (true, Some(found)) => found.listed().collect(),
            (true, None) => (0..self.reports.len()).collect(),
        };
        if let Some(why) = form.refuse(articles.len()) {
            return self.exported(Outcome::Failed { path, why });
        }
        let asked = is_list && self.search.is_active();
        let is_folder = asked && self.search.typed().trim().is_empty();
        let folder = self.folders.chosen_name(self.lang).filter(|_| is_folder);
        let folder = folder.map(str::to_owned);
        let piece = (field.what == What::Lines).then(|| self.pane.chosen_bytes());
        self.pane.end_run();
        self.export.running = Some(Running {
            done: 0,
            of: articles.len(),
            warned: false,
        });
        self.effects.push(Effect::Export(Order {
            version: self.reports.version(),
            articles,
            form,
            path,
            piece: piece.flatten(),
            folder,
            query: Some(self.folders.whole_search(self.search.typed()))
                .filter(|query| asked && !query.is_empty()),
            places: if asked {
                self.folders.place_numbers()
            } else {
                Vec::new()
            },
            sort: (is_list && self.search.lists_found()).then(|| self.search.sort()),
        }));
    }

    /// Says what is still to come of the list, if anything is: half of a set would look like all of it.
    fn awaited(&self) -> Option<&'static str> {
        let is_whole = |found: &Found| !found.may_have_more();
        let answered = self.search.is_answered() && self.search.found().is_some_and(is_whole);
        if self.reports.is_partial() || self.reports.indexing.is_some() {
            let english = "not exported: not all reports have been read yet";
            Some(self.lang.pick(english, "未导出：尚未读完全部报道"))
        } else if self.search.lists_found() && !answered {
            let english = "not exported: the search is still under way";
            Some(self.lang.pick(english, "未导出：查找尚未完成"))
        } else {
            None
        }
    }

    pub(super) fn tell_exporting(&mut self) {
        let Some(Running { done, of, .. }) = self.export.running else {
            return;
        };
        self.notice = Some(match self.lang {
            Lang::En => format!("exporting: {done} of {of}"),
            Lang::Zh => format!("正在导出：{done}/{of}"),
        });
    }

    /// Says before the reader leaves an export, once; returns whether it is to stay.
    pub(super) fn stays_for_export(&mut self) -> bool {
        let running = self.export.running.as_mut();
        let Some(running) = running.filter(|running| !running.warned) else {
            return false;
        };
        running.warned = true;
        let Running { done, of, .. } = *running;
        self.notice = Some(match self.lang {
            Lang::En => format!("exporting: {done} of {of}; once more leaves without it"),
            Lang::Zh => format!("正在导出：{done}/{of}；再按一次则放弃并退出"),
        });
        true
    }

    /// Takes how many reports are written.
    pub(super) fn export_goes_on(&mut self, done: usize) {
        if let Some(running) = &mut self.export.running {
            running.done = done;
        }
    }

    /// Takes that an export has ended.
    pub(super) fn exported(&mut self, outcome: Outcome) {
        self.export.running = None;
        self.notice = Some(format_outcome(outcome, self.lang));
    }

    /// Copies a citation of the report: in the newspapers' form first, then as of GB/T 7714.
    pub(super) fn copy_citation(&mut self) {
        let Some(index) = self.pane.article() else {
            return;
        };
        let Some(article) = self.article(index) else {
            return;
        };
        let id = article.id.clone();
        let again = self.export.cited.as_ref() == Some(&id);
        let style = if again {
            Style::Gbt7714
        } else {
            Style::Newspaper
        };
        let citation = cite(article, style, &self.export.today);
        self.export.cited = (!again).then_some(id);
        let key = self
            .settings
            .keymap
            .first_of(Command::Cite)
            .unwrap_or_default();
        self.notice = Some(match (self.lang, again) {
            (Lang::En, false) => format!("copied ({key} again: GB/T 7714): {citation}"),
            (Lang::Zh, false) => format!("已复制（再按 {key} 为 GB/T 7714）：{citation}"),
            (Lang::En, true) => format!("copied: {citation}"),
            (Lang::Zh, true) => format!("已复制：{citation}"),
        });
        self.effects.push(Effect::Copy(citation));
    }
}

fn format_outcome(outcome: Outcome, lang: Lang) -> String {
    let clean = |text: &str| sanitize::visible_line(text).into_owned();
    match outcome {
        Outcome::Written {
            path,
            count,
            missing,
            is_numbered,
        } => {
            let path = clean(&path);
            let (number, lost) = match lang {
                Lang::En => (
                    " (there was one of that name)",
                    format!("; {missing} left out: their files have changed"),
                ),
                Lang::Zh => (
                    "（原名已有文件）",
                    format!("；{missing} 篇的文件有变动，已略去"),
                ),
            };
            let number = if is_numbered { number } else { "" };
            let lost = if missing > 0 { &*lost } else { "" };
            match (lang, count) {
                (Lang::En, 1) => format!("1 report written to {path}{number}{lost}"),
                (Lang::En, _) => format!("{count} reports written to {path}{number}{lost}"),
                (Lang::Zh, _) => format!("已将 {count} 篇写入 {path}{number}{lost}"),
            }
        }
        Outcome::Failed { path, why } => {
            let (path, why) = (clean(&path), clean(&why.say(lang)));
            match lang {
                Lang::En => format!("not exported: {path}: {why}"),
                Lang::Zh => format!("未能导出：{path}：{why}"),
            }
        }
        Outcome::Refused(refusal) => {
            let why = refusal.say(lang);
            let why = clean(&why);
            match lang {
                Lang::En => format!("not exported: {why}"),
                Lang::Zh => format!("未能导出：{why}"),
            }
        }
        Outcome::Outdated => lang
            .pick(
                "not exported: the files have changed; once more exports what there is now",
                "未导出：文件有变动；请再导出一次",
            )
            .to_owned(),
    }
}
