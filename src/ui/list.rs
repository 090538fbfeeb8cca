//! The headlines.

use std::ops::Range;

use ratatui::style::Style;

use super::Theme;
use super::paint::{Marks, Painter};
use crate::app::layout::Area;
use crate::app::list::rows_each;
use crate::app::{Focus, Model};
use crate::article::Article;
use crate::document::{Field, Headline, beginning_of_line, headline_in_list};
use crate::lang::Say as _;
use crate::search::query;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate, width};
use crate::text::wrap::{Setting, wrap};

/// The fewest cells that a section is shown in: a character and the mark that it goes on.
const LEAST_SECTION: usize = 3;

pub(super) fn draw(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    if model.rows() == 0 {
        draw_empty(model, theme, area, painter);
        return;
    }
    let each = rows_each(area.width);
    for (slot, row) in (0..area.height / each).zip(model.list.top()..model.rows()) {
        let Some(index) = model.article_in(row) else {
            continue;
        };
        let selected = match (row == model.list.selected(), model.window.focus) {
            (false, _) => None,
            (true, Focus::List) if !model.folders.is_open() => Some(theme.selected),
            (true, _) => Some(theme.selected_behind),
        };
        let at = Area {
            y: area.y + slot * each,
            height: each,
            ..area
        };
        let Some(article) = model.article(index) else {
            draw_absent(model, theme, index, at, selected, painter);
            continue;
        };
        let found = model.search.found();
        let report = Report {
            model,
            theme,
            article,
            selected,
            is_pinyin: found.is_some_and(|found| found.is_pinyin(row)),
        };
        if each == 1 {
            report.draw_in_a_row(at, painter);
        } else {
            report.draw_in_two(at, painter);
        }
    }
}

/// Says why nothing is listed.
fn draw_empty(model: &Model, theme: &Theme, area: Area, painter: &mut Painter) {
    let room = area.width.saturating_sub(2);
    let why = empty(model);
    let why = truncate(&why, usize::from(room), model.ambiguous);
    let hint = hint(model).unwrap_or_default();
    let setting = Setting {
        measure: usize::from(room),
        indent: 0,
        ambiguous: model.ambiguous,
        mend_orphans: true,
    };
    let lines = wrap(&hint, &setting).into_iter();
    let lines = lines.map(|line| hint.get(line.range).unwrap_or_default());
    let lines = std::iter::once(&*why).chain(lines);
    for (y, line) in (area.y..area.y + area.height).zip(lines) {
        painter.text(area.x + 1, y, area.width.saturating_sub(1), line, theme.dim);
    }
}

/// A row whose article has not come yet, or is in its file no more.
fn draw_absent(
    model: &Model,
    theme: &Theme,
    index: usize,
    area: Area,
    selected: Option<Style>,
    painter: &mut Painter,
) {
    let style = selected.unwrap_or(theme.dim);
    painter.fill(area.x, area.y, area.width, style);
    let mark = if selected.is_some() { ">" } else { " " };
    let lang = model.lang;
    let text = match model.reports.is_lost(index) {
        true if model.reports.absent.is_empty() => lang.pick("its file has changed", "文件已变动"),
        true => lang.pick("its file is not there", "文件不在"),
        false => "…",
    };
    let x = painter.text(area.x, area.y, area.width, mark, style);
    let room = (area.x + area.width).saturating_sub(x);
    painter.text(x, area.y, room, text, style);
}

/// A report that is listed.
struct Report<'m> {
    model: &'m Model,
    theme: &'m Theme,
    article: &'m Article,
    /// How what is selected is drawn, if it is.
    selected: Option<Style>,
    /// Whether what was typed is looked for as pinyin in it.
    is_pinyin: bool,
}

/// The cells of the mark of what is selected.
const MARK: u16 = 1;
/// The cells that the signs of a report have before its headline or imprint.
const SIGNS: u16 = 2;

/// The farthest that an imprint stands from the beginning of its headline, in cells: 45 characters. An eye that
/// has farther to go misses the row.
const FARTHEST: u16 = 90;

impl Report<'_> {
    /// Draws the imprint below the headline.
    fn draw_in_two(&self, area: Area, painter: &mut Painter) {
        self.draw_mark(area, painter);
        let headline = Area {
            x: area.x + MARK,
            width: area.width.saturating_sub(MARK),
            ..area
        };
        self.draw_headline(headline, painter);
        let (y, theme) = (area.y + 1, self.theme);
        painter.text(area.x, y, area.width, self.signs(), theme.accent);
        let room = area.width.saturating_sub(SIGNS + 1);
        let imprint = self.imprint(usize::from(room));
        let style = self.selected.map_or(theme.dim, |_| theme.text);
        imprint.draw(theme, style, (area.x + SIGNS, y), room, painter);
    }

    /// Draws the imprint at the row's end, or where a long headline ends.
    fn draw_in_a_row(&self, area: Area, painter: &mut Painter) {
        let theme = self.theme;
        let imprint = self.imprint(usize::from(area.width * 2 / 5));
        let taken = width(&imprint.line, self.model.ambiguous) as u16 + 1;
        let before = MARK + SIGNS;
        let behind = area.width.saturating_sub(taken).min(before + FARTHEST);
        let headline = Area {
            x: area.x + before,
            width: behind.saturating_sub(before + 1),
            ..area
        };
        self.draw_mark(area, painter);
        self.draw_headline(headline, painter);
        let signs = self.selected.unwrap_or(theme.accent);
        painter.text(area.x + MARK, area.y, SIGNS, self.signs(), signs);
        let style = self.selected.unwrap_or(theme.dim);
        imprint.draw(theme, style, (area.x + behind, area.y), taken, painter);
    }

    /// Gives the first row its ground, and what is selected its mark.
    fn draw_mark(&self, area: Area, painter: &mut Painter) {
        let style = self.selected.unwrap_or(self.theme.text);
        painter.fill(area.x, area.y, area.width, style);
        let mark = if self.selected.is_some() { ">" } else { " " };
        painter.text(area.x, area.y, area.width, mark, style);
    }

    fn draw_headline(&self, area: Area, painter: &mut Painter) {
        let Self {
            model,
            theme,
            article,
            selected,
            ..
        } = *self;
        let (style, x) = (selected.unwrap_or(theme.text), area.x);
        let x = if article.uncertain.is_empty() {
            x
        } else {
            // Rebuilt from a page in a way that a person should look at.
            let style = selected.unwrap_or(theme.warning);
            painter.text(x, area.y, area.width, "?", style)
        };
        let headline = headline_in_list(article);
        let (x, field) = match headline {
            Headline::Printed(_) => (x, Field::Title),
            Headline::Drawn(_) => {
                let style = selected.unwrap_or(theme.dim);
                let behind = painter.text(x, area.y, area.width, drawn_mark(model), style);
                (behind, Field::Body)
            }
        };
        let room = (area.x + area.width).saturating_sub(x + 1);
        let shown = truncate(headline.text(), usize::from(room), model.ambiguous);
        let hits = self.hits(headline.text(), field);
        let mut marks = Marks::new(&hits, 0, theme.hit);
        painter.marked(x, area.y, room, &shown, style, &mut marks);
    }

    fn hits(&self, text: &str, field: Field) -> Vec<Range<usize>> {
        let highlighter = self.model.search.highlighter();
        highlighter.hits_in_line(text, field, self.is_pinyin)
    }

    /// Whether the report is unread, and whether it has a star.
    fn signs(&self) -> &'static str {
        let (memory, id) = (&self.model.memory, &self.article.id);
        let is_unread = memory.is_known() && !memory.library().is_read(id);
        match (is_unread, memory.library().is_starred(id)) {
            (true, true) => "+*",
            (true, false) => "+",
            (false, true) => " *",
            (false, false) => "",
        }
    }

    /// The imprint and the reader's own tags, in at most `cells` cells.
    fn imprint(&self, cells: usize) -> Imprint {
        let (mut line, mut hits) = (String::new(), Vec::new());
        let tags = self.model.memory.library().tags(&self.article.id);
        let tags: Vec<String> = tags
            .map(|tag| format!("#{}", sanitize::line(tag)))
            .collect();
        let tags = tags.join("  ");
        for (field, part) in imprint(self.article, tags, cells, self.model.ambiguous) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            let at = line.len();
            let found = field.map(|field| self.hits(&part, field));
            let found = found.into_iter().flatten();
            hits.extend(found.map(|hit| at + hit.start..at + hit.end));
            line.push_str(&part);
        }
        let line = truncate(&line, cells, self.model.ambiguous).into_owned();
        Imprint { line, hits }
    }
}

/// Where and when a report was printed, with the hits in it.
struct Imprint {
    line: String,
    hits: Vec<Range<usize>>,
}

impl Imprint {
    fn draw(
        &self,
        theme: &Theme,
        style: Style,
        (x, y): (u16, u16),
        room: u16,
        painter: &mut Painter,
    ) {
        let mut marks = Marks::new(&self.hits, 0, theme.hit);
        painter.marked(x, y, room, &self.line, style, &mut marks);
    }
}

/// What stands before a headline that the newspaper did not print.
pub(super) fn drawn_mark(model: &Model) -> &'static str {
    model.lang.pick("[untitled] ", crate::document::UNTITLED)
}

/// Date, tags, source and section, as far as there are any; date and tags are not searched here. The
/// reader's own tags are seen before what the newspaper says. A long source gives way, so that the section
/// is seen, and a section of which next to nothing would be is left out.
fn imprint(
    article: &Article,
    tags: String,
    cells: usize,
    ambiguous: Ambiguous,
) -> impl Iterator<Item = (Option<Field>, String)> {
    let field = |text: &Option<String>| text.as_deref().map(beginning_of_line).unwrap_or_default();
    let date = article
        .published
        .as_ref()
        .map(|p| p.date.clone().unwrap_or_else(|| p.label()));
    let (date, source, mut section) = (
        field(&date),
        field(&article.source),
        field(&article.section),
    );
    let taken = |text: &str| match width(text, ambiguous) {
        0 => 0,
        cells => cells + 2,
    };
    let room = cells.saturating_sub(taken(&date) + taken(&tags));
    let beside = room.saturating_sub(taken(&section)).max(cells / 4);
    let mut source_cells = beside.min(room);
    let left = room.saturating_sub(taken(&truncate(&source, source_cells, ambiguous)));
    if left < LEAST_SECTION && width(&section, ambiguous) > left {
        section.clear();
        source_cells = room;
    }
    let source = truncate(&source, source_cells, ambiguous).into_owned();
    let parts = [
        (None, date),
        (None, tags),
        (Some(Field::Source), source),
        (Some(Field::Section), section),
    ];
    parts.into_iter().filter(|(_, text)| !text.is_empty())
}

/// What to type instead, where what was typed looks as if it were meant for another search and found nothing.
fn hint(model: &Model) -> Option<String> {
    let search = &model.search;
    let found_nothing = search.is_searching() && search.found().is_some();
    let hint = found_nothing.then(|| query::hint(search.typed()))??;
    Some(hint.say(model.lang))
}

fn empty(model: &Model) -> String {
    let lang = model.lang;
    if !model.reports.is_known() {
        lang.pick("reading …", "正在读取……").to_owned()
    } else if !model.search.is_searching() && model.search.found().is_some() {
        lang.pick("nothing in this folder", "这里没有报道")
            .to_owned()
    } else if model.search.found().is_some() {
        let typed = model.search.typed().trim();
        match lang {
            crate::lang::Lang::En => format!("no match for {typed}"),
            crate::lang::Lang::Zh => format!("没有找到：{typed}"),
        }
    } else {
        lang.pick("no reports", "没有报道").to_owned()
    }
}
