//! Texts that stand over the screen until they are closed.

use std::sync::Arc;

use super::Effect;
use super::Model;
use super::correcting::choice::Choice;
use super::facets::{Names, Times};
use super::keymap::{Command, Keymap};
use super::origin::{Found, Origin};
use super::set_lines::set;
use crate::lang::{Lang, Say as _};
use crate::store::Problem;
use crate::text::width::{Ambiguous, width};

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
    Help,
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
            Kind::Help => lang.pick("Keys", "按键"),
            Kind::Problems => lang.pick(
                "Problems in the data and the settings",
                "数据与设置中的问题",
            ),
            Kind::Names(_) => lang.pick("Narrow by", "筛选"),
            Kind::Times(_) => lang.pick("How often", "篇数"),
            Kind::Origin(_) => lang.pick("Where it came from", "出处"),
            Kind::Reports(ref choice) => choice.title(lang),
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
    /// already. What is wrong with the settings stands before what is wrong in the data.
    pub fn fit(
        &mut self,
        (columns, height): (usize, usize),
        lang: Lang,
        ambiguous: Ambiguous,
        keymap: &Keymap,
        wrong: [&[Problem]; 2],
    ) {
        let screen = ((columns, height), lang, ambiguous);
        if self.fitted.replace(screen) == Some(screen) {
            return;
        }
        self.lines = match &self.kind {
            Kind::Help => help(columns, lang, ambiguous, keymap),
            Kind::Problems if wrong.iter().all(|some| some.is_empty()) => {
                vec![lang.pick("Nothing is wrong.", "没有问题。").to_owned()]
            }
            Kind::Problems => wrong
                .into_iter()
                .flatten()
                .flat_map(|problem| set(&problem.say(lang), columns, ambiguous))
                .collect(),
            Kind::Names(names) => names.lines(columns, lang, ambiguous),
            Kind::Times(times) => times.lines(columns, lang, ambiguous),
            Kind::Origin(origin) => origin.lines(columns, lang, ambiguous),
            Kind::Reports(choice) => choice.lines(columns, lang, ambiguous),
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
            _ => false,
        }
    }

    /// Selects what stands some lines on. Returns whether it is one of which something is selected.
    pub(super) fn step(&mut self, by: isize) -> bool {
        match &mut self.kind {
            Kind::Names(names) => names.step(by),
            Kind::Times(times) => times.step(by),
            Kind::Reports(choice) => choice.step(by),
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
            Kind::Help | Kind::Problems | Kind::Origin(_) => return keymap.hint(&[close]),
            Kind::Names(_) => keymap.hint(&[turn("another kind", "换一类"), narrow, close]),
            Kind::Times(_) => {
                let turn = turn("years, months, days", "换年、月、日");
                keymap.hint(&[turn, narrow, close])
            }
            Kind::Reports(_) => {
                let take = (Command::EnterText, lang.pick("this one", "就是这篇"));
                keymap.hint(&[take, close])
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

/// The key map as a table, and what can be typed to search.
fn help(columns: usize, lang: Lang, ambiguous: Ambiguous, keymap: &Keymap) -> Vec<String> {
    let rows = keymap.rows().iter();
    let keys = rows.map(|row| (row.keys(), row.description(lang)));
    let mut lines = table(keys.collect(), columns, ambiguous);
    let search = keymap.first_of(Command::Search);
    let search = search.as_deref().unwrap_or("/");
    let typed = match lang {
        Lang::En => format!("What can be typed behind {search}"),
        Lang::Zh => format!("{search} 之后可以输入"),
    };
    let ahead = match lang {
        Lang::En => {
            "Keys may be typed ahead: they wait for what the key before asked for. Esc drops those that wait."
        }
        Lang::Zh => "不必等上一步完成就可以接着按键，按下的键依次执行；Esc 丢弃还在等的键。",
    };
    lines.push(String::new());
    lines.extend(set(ahead, columns, ambiguous));
    lines.extend([String::new(), typed, String::new()]);
    let queries = QUERIES.map(|(english, chinese)| {
        let (typed, finds) = match lang {
            Lang::En => english,
            Lang::Zh => chinese,
        };
        (typed.to_owned(), finds)
    });
    lines.extend(table(queries.into(), columns, ambiguous));
    lines
}

/// What is typed, and what it finds.
type Example = (&'static str, &'static str);

/// What can be typed to search, by example, and what it finds: in English and in Chinese.
const QUERIES: [(Example, Example); 10] = [
    (
        ("植树 志愿者", "both words, wherever they stand"),
        ("植树 志愿者", "两个词都有，不论在何处"),
    ),
    (
        ("\"New York\"", "the phrase with its space"),
        ("“New York”", "词组，连同其中的空格"),
    ),
    (("-雪", "reports without it"), ("-雪", "不含该词的报道")),
    (("植树 OR 造林", "either"), ("植树 | 造林", "含其中之一")),
    (
        ("(植树 | 造林) -雪", "a group"),
        ("(植树 | 造林) -雪", "一组"),
    ),
    (
        (
            "title:植树",
            "in headlines; also author: section: source: page: tag:",
        ),
        ("标题：植树", "只在标题中；又有 作者 版面 来源 版次 标签"),
    ),
    (
        ("after:2019-11", "from then on; also before:"),
        ("之后：2019-11", "自该日起；又有 之前"),
    ),
    (
        ("date:2018..2019-11", "a day, a month, a year or a range"),
        ("日期：2018..2019-11", "某日、某月、某年或一段时间"),
    ),
    (
        (
            "is:unread",
            "what you have marked so; also read, starred, noted",
        ),
        ("is:未读", "自己所标；又有 已读 星标 笔记"),
    ),
    (
        ("sfq", "by pinyin, in headlines and names: 示范区"),
        ("sfq", "按拼音查标题与名称：示范区"),
    ),
];

/// Rows of two columns; what a row's second says stands below the first where there is no room beside it.
fn table(rows: Vec<(String, &str)>, columns: usize, ambiguous: Ambiguous) -> Vec<String> {
    let cells = |text: &str| width(text, ambiguous);
    let first = rows.iter().map(|(what, _)| cells(what)).max().unwrap_or(0) + 2;
    let second = rows.iter().map(|(_, does)| cells(does)).max().unwrap_or(0);
    if first + second <= columns {
        let line = |(what, does): &(String, &str)| {
            let gap = " ".repeat(first - cells(what));
            format!("{what}{gap}{does}")
        };
        return rows.iter().map(line).collect();
    }
    let block = |(what, does): (String, &str)| {
        let below = set(does, columns.saturating_sub(2), ambiguous);
        let lines = below.into_iter().map(|line| format!("  {line}"));
        std::iter::once(what).chain(lines).collect::<Vec<_>>()
    };
    rows.into_iter().flat_map(block).collect()
}
