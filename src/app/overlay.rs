//! Texts that stand over the screen until they are closed.

use std::sync::Arc;

use super::Effect;
use super::Model;
use super::comparison::Comparison;
use super::correcting::choice::Choice;
use super::facets::{Names, Times};
use super::help::Help;
use super::keymap::{Command, Keymap};
use super::line_edit::LineEdit;
use super::links::Links;
use super::origin::{Found, Origin};
use super::prompt::Prompt;
use super::set_lines::set;
use crate::lang::{Bilingual, Lang, Say as _};
use crate::store::Problem;
use crate::text::width::Ambiguous;

/// Lines above an overlay's text: its title, and an empty one.
pub const HEAD: usize = 2;

/// A text over the screen.
#[derive(Clone, Debug)]
pub struct Overlay {
    kind: Kind,
    lines: Vec<String>,
    top: usize,
    /// What its lines were set for; nothing where what it tells has changed since.
    fitted: Option<Screen>,
}

/// What an overlay's lines are set for: columns and rows, and how they are written.
type Screen = ((usize, usize), Lang, Ambiguous);

/// What an overlay tells.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Which keys do what, and what can be typed to search.
    Help(Help),
    /// What was wrong in the files.
    Problems,
    /// The names that reports have.
    Names(Names),
    /// The times of reports.
    Times(Times),
    /// Where the report came from.
    Origin(Box<Origin>),
    /// The reports of a page, one of which is to be chosen.
    Reports(Choice),
    /// What newspapers made of one text.
    Comparison(Comparison),
    /// Links, one of which is to be opened or copied.
    Links(Links),
}

/// What is wrong: few, and what one can mend oneself, first.
#[derive(Clone, Copy, Debug)]
pub struct Wrong<'m> {
    /// With the settings.
    pub settings: &'m [Problem],
    /// With feeds, when they were fetched last.
    pub feeds: &'m [Bilingual],
    /// In the files that are read.
    pub files: &'m [Problem],
}

impl Wrong<'_> {
    fn said(self, lang: Lang) -> Vec<String> {
        let problem = |problem: &Problem| problem.say(lang);
        let settings = self.settings.iter().map(problem);
        let feeds = self.feeds.iter().map(|failure| failure.say(lang));
        let mut said: Vec<String> = settings.chain(feeds).collect();
        said.extend(self.files.iter().map(problem));
        if said.is_empty() {
            said.push(lang.pick("Nothing is wrong.", "没有问题。").to_owned());
        }
        said
    }
}

impl Overlay {
    /// Makes an overlay, empty until it is fitted to the screen.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            lines: Vec::new(),
            top: 0,
            fitted: None,
        }
    }

    /// Has its lines set again, for what they tell of has changed.
    pub(super) fn refit(&mut self) {
        self.fitted = None;
    }

    /// Returns its title.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self.kind {
            Kind::Help(_) => lang.pick("Keys", "按键"),
            Kind::Problems => lang.pick(
                "Problems in the data, the settings and the feeds",
                "数据、设置与订阅中的问题",
            ),
            Kind::Names(ref names) if names.once => {
                lang.pick("Narrow by, each text counted once", "筛选（通稿计一篇）")
            }
            Kind::Names(_) => lang.pick("Narrow by", "筛选"),
            Kind::Times(ref times) if times.once => {
                lang.pick("How often, each text counted once", "篇数（通稿计一篇）")
            }
            Kind::Times(_) => lang.pick("How often", "篇数"),
            Kind::Origin(_) => lang.pick("Where it came from", "出处"),
            Kind::Reports(ref choice) => choice.title(lang),
            Kind::Comparison(_) => lang.pick("One text in several newspapers", "通稿对照"),
            Kind::Links(_) => lang.pick("Links", "链接"),
        }
    }

    /// Returns its lines.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Returns the line on top of its window.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Sets its text in lines of at most `columns` cells, for a window of `height` lines, unless it is set so
    /// already.
    pub fn fit(
        &mut self,
        (columns, height): (usize, usize),
        lang: Lang,
        ambiguous: Ambiguous,
        keymap: &Keymap,
        wrong: Wrong<'_>,
    ) {
        let screen = ((columns, height), lang, ambiguous);
        if self.fitted.replace(screen) == Some(screen) {
            return;
        }
        self.lines = match &mut self.kind {
            Kind::Help(help) => help.lines(columns, lang, ambiguous, keymap),
            Kind::Problems => wrong
                .said(lang)
                .iter()
                .flat_map(|problem| set(problem, columns, ambiguous))
                .collect(),
            Kind::Names(names) => names.lines(columns, lang, ambiguous),
            Kind::Times(times) => times.lines(columns, lang, ambiguous),
            Kind::Origin(origin) => origin.lines(columns, lang, ambiguous),
            Kind::Reports(choice) => choice.lines(columns, lang, ambiguous),
            Kind::Comparison(comparison) => comparison.lines(columns, lang, ambiguous),
            Kind::Links(links) => links.set(columns, lang, ambiguous),
        };
        self.scroll(0, height);
        if let Some(line) = self.selected() {
            let least = (line + 1).saturating_sub(height);
            self.top = self.top.clamp(least, line.max(least));
            self.scroll(0, height);
        }
    }

    /// Returns what it tells.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    pub(super) fn kind_mut(&mut self) -> &mut Kind {
        self.refit();
        &mut self.kind
    }

    /// Returns the line that is selected, if one is.
    pub fn selected(&self) -> Option<usize> {
        match &self.kind {
            Kind::Names(names) => Some(names.selected()).filter(|line| *line < self.lines.len()),
            Kind::Times(times) => times.selected(),
            Kind::Reports(choice) => choice.selected(),
            Kind::Links(links) => links.selected(),
            _ => None,
        }
    }

    /// Selects what stands on a line of its window. Returns whether that can be selected.
    pub(super) fn select_line(&mut self, line: usize) -> bool {
        let line = self.top + line;
        match self.kind_mut() {
            Kind::Names(names) => names.select_line(line),
            Kind::Times(times) => times.select_line(line),
            Kind::Reports(choice) => choice.select_line(line),
            Kind::Links(links) => links.select_line(line),
            _ => false,
        }
    }

    /// Selects what stands some lines on. Returns whether it is one of which something is selected.
    pub(super) fn step(&mut self, by: isize) -> bool {
        match &mut self.kind {
            Kind::Names(names) => names.step(by),
            Kind::Times(times) => times.step(by),
            Kind::Reports(choice) => choice.step(by),
            Kind::Links(links) => links.step(by),
            _ => return false,
        }
        self.refit();
        true
    }

    /// Returns which keys act on it.
    pub fn hint(&self, lang: Lang, keymap: &Keymap) -> String {
        let close = (Command::Clear, lang.pick("close", "关闭"));
        let turn = |en, zh| (Command::SwitchFocus, lang.pick(en, zh));
        let narrow = (Command::EnterText, lang.pick("narrow", "筛选"));
        let hint = match self.kind {
            Kind::Help(_) => {
                let find = (Command::Search, lang.pick("find here", "在此查找"));
                return keymap.hint(&[find, close]);
            }
            Kind::Problems | Kind::Origin(_) => return keymap.hint(&[close]),
            Kind::Comparison(_) => {
                return keymap.hint(&[turn("another newspaper", "换一家"), close]);
            }
            Kind::Names(_) => keymap.hint(&[turn("another kind", "换一类"), narrow, close]),
            Kind::Times(_) => {
                let turn = turn("years, months, days", "换年、月、日");
                keymap.hint(&[turn, narrow, close])
            }
            Kind::Reports(_) => {
                let take = (Command::EnterText, lang.pick("this one", "就是这篇"));
                keymap.hint(&[take, close])
            }
            Kind::Links(_) => {
                let open = (Command::EnterText, lang.pick("open", "打开"));
                let copy = (Command::Copy, lang.pick("copy", "复制"));
                keymap.hint(&[open, copy, close])
            }
        };
        let up = keymap.first_of(Command::Up).unwrap_or_default();
        let down = keymap.first_of(Command::Down).unwrap_or_default();
        format!("{up}{down} {}  {hint}", lang.pick("select", "选择"))
    }

    /// Scrolls by lines in a window of `height` lines.
    pub fn scroll(&mut self, lines: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}

impl Model {
    pub(super) fn is_help_open(&self) -> bool {
        matches!(self.front.overlay().map(Overlay::kind), Some(Kind::Help(_)))
    }

    /// Opens the field for what is sought in the help.
    pub(super) fn seek_in_help(&mut self) {
        if let Some(Kind::Help(help)) = self.front.overlay().map(Overlay::kind) {
            self.front.prompt = Some(Prompt::Help(LineEdit::new(help.sought())));
        }
    }

    /// Shows of the help what has a text; all of it for none.
    pub(super) fn narrow_help(&mut self, sought: &str) {
        if let Some(Kind::Help(help)) = self.front.overlays.last_mut().map(Overlay::kind_mut) {
            help.seek(sought);
        }
    }

    /// Shows where the article that is read came from; what is not known is asked for.
    pub(super) fn show_origin(&mut self) {
        let Some(index) = self.pane.article() else {
            return;
        };
        let Some(article) = self.article(index).cloned().map(Arc::new) else {
            return;
        };
        let number = self.questions.next_origin();
        self.show(Kind::Origin(Box::new(Origin::new(article.clone(), number))));
        self.effects.push(Effect::FindOrigin {
            number,
            article,
            row: (self.reports.version(), index),
        });
    }

    /// Takes where an article came from, unless it is asked about no more.
    pub(super) fn origin_found(&mut self, number: u64, found: &Found) {
        self.take_page_lines(number, found);
        for overlay in &mut self.front.overlays {
            if let Kind::Origin(origin) = overlay.kind_mut() {
                origin.take(number, found);
            }
        }
    }
}
