//! How a report stands in the list: its headline in one line or a few, broken between words, and beside or below it
//! what the row above does not say already.

use std::ops::Range;

use super::Model;
use super::headlines::Room;
use crate::article::Article;
use crate::document::{Field, Headline, UNTITLED, beginning_of_line, headline_in_list};
use crate::lang::Lang;
use crate::search::Sort;
use crate::text::conversion::{self, Places, Script, ShownScript};
use crate::text::display::Short;
use crate::text::sanitize;
use crate::text::width::{truncate, width};

/// The cells before a headline: the mark of what is selected, and two signs.
pub const BEFORE: u16 = 3;

/// Columns from which on what a report says beside its headline stands at the end of the first line.
const WIDE: u16 = 60;

/// The most lines of a headline in a wide list, and in a narrow one.
const MOST: (usize, usize) = (2, 3);

/// The farthest that an imprint stands from the beginning of its headline, in cells: 45 characters. An eye that
/// has farther to go misses the row.
const FARTHEST: u16 = 90;

/// The cells of a whole date with the gap before it.
const DATE: u16 = 12;

/// The characters of a text that tell in which script its headline is.
const SAMPLE: usize = 60;

/// The cells between a headline and what stands beside it.
pub const GAP: u16 = 2;

/// A report as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The headline, with the marks before it.
    pub text: String,
    /// How many bytes of it are marks: that it is uncertain, or not the newspaper's.
    pub marks: usize,
    /// What the text is, for who looks for hits in it.
    pub field: Field,
    /// The headline as it is printed, and where it stands in the text, if that is in another script.
    pub printed: Option<(String, Places)>,
    /// The text's lines.
    pub headline: Short,
    /// What stands beside the headline or below it: each part with what it is, if it is searched.
    pub imprint: Vec<(Option<Field>, String)>,
    /// The cells that the imprint takes.
    pub imprint_cells: u16,
    /// The line, counted from the row's first, on which the imprint stands, and the column of its first cell.
    pub imprint_at: (u16, u16),
    /// The words around the first hit, on the row's last line, and where hits stand in them.
    pub excerpt: Option<(String, Vec<Range<usize>>)>,
    /// How many lines of the screen the row takes.
    pub height: u16,
}

impl Model {
    /// Returns how a row of the list stands in so many columns; nothing as long as its report has not come.
    pub fn list_row(&self, row: usize, columns: u16) -> Option<ListRow> {
        let index = self.article_in(row)?;
        let article = self.article(index)?;
        let set = self.set_below(row, article, columns);
        let room = columns.saturating_sub(BEFORE + 1).min(FARTHEST);
        let excerpt = self.excerpt(row, index, article);
        let excerpt = excerpt.map(|excerpt| excerpt.line(usize::from(room), self.ambiguous));
        Some(ListRow {
            height: set.height + u16::from(excerpt.is_some()),
            excerpt,
            ..set
        })
    }

    /// Sets a row below the row above it.
    fn set_below(&self, row: usize, article: &Article, columns: u16) -> ListRow {
        let above = row.checked_sub(1).and_then(|above| self.article_in(above));
        let above = above.and_then(|above| self.article(above));
        let set = self.set_row(row, article, above, columns);
        if above.is_none() || row != self.list.top() {
            return set;
        }
        // What stands on top says all, if that takes no more lines.
        let whole = self.set_row(row, article, None, columns);
        let is_no_dearer =
            whole.height == set.height && whole.headline.is_cut == set.headline.is_cut;
        if is_no_dearer { whole } else { set }
    }

    /// Returns how many lines of the screen a row of the list takes in so many columns.
    pub fn row_height(&self, row: usize, columns: u16) -> u16 {
        self.list_row(row, columns).map_or(1, |row| row.height)
    }

    /// Returns whether a row is the last of its day, and another day follows: where days follow each other a thin
    /// line parts them, which takes no room from headlines.
    pub fn is_last_of_day(&self, row: usize) -> bool {
        let has_days = matches!(self.search.sort(), Sort::Newest | Sort::Oldest);
        let date = |row| self.article(self.article_in(row)?).and_then(date);
        let (own, next) = (date(row), date(row + 1));
        has_days && !self.window.view.plain && own.is_some() && next.is_some() && own != next
    }

    fn set_row(
        &self,
        row: usize,
        article: &Article,
        above: Option<&Article>,
        columns: u16,
    ) -> ListRow {
        let room = columns.saturating_sub(BEFORE + 1);
        let copies = self.copies_in(row);
        if columns < WIDE {
            return self.set_narrow(article, above, copies, room);
        }
        // A headline that is whole is worth more than what stands beside it; of that the date is kept longest.
        let rooms = [room * 2 / 5, DATE, 0];
        let set = |cells| self.set_wide(article, above, copies, (room, cells));
        let [all, less @ ..] = rooms;
        let whole = set(all);
        if !whole.headline.is_cut {
            return whole;
        }
        let mut others = less.into_iter().map(set);
        let other = others.find(|set| !set.headline.is_cut);
        other.unwrap_or(whole)
    }

    /// Sets a row whose imprint stands at the end of the first line.
    fn set_wide(
        &self,
        article: &Article,
        above: Option<&Article>,
        copies: usize,
        (room, cells): (u16, u16),
    ) -> ListRow {
        let imprint = self.imprint(article, above, copies, usize::from(cells));
        let taken = self.cells_of(&imprint);
        let beside = if taken > 0 { taken + GAP } else { 0 };
        let measure = room.saturating_sub(beside).min(FARTHEST);
        let row = self.headline_row(article, measure, MOST.0);
        ListRow {
            imprint,
            imprint_cells: taken,
            imprint_at: (0, BEFORE + measure + beside - taken),
            ..row
        }
    }

    /// Sets a row whose imprint stands at the end of the last line, or below it where there is no room.
    fn set_narrow(
        &self,
        article: &Article,
        above: Option<&Article>,
        copies: usize,
        room: u16,
    ) -> ListRow {
        let imprint = self.imprint(article, above, copies, usize::from(room));
        let taken = self.cells_of(&imprint);
        let row = self.headline_row(article, room, MOST.1);
        let last = row.headline.lines.last().cloned().unwrap_or_default();
        let last = width(row.text.get(last).unwrap_or_default(), self.ambiguous) as u16;
        let fits = last + GAP + taken <= room && !row.headline.is_cut;
        let line = if fits { row.height - 1 } else { row.height };
        ListRow {
            height: if imprint.is_empty() {
                row.height
            } else {
                line + 1
            },
            imprint,
            imprint_cells: taken,
            imprint_at: (line, (BEFORE + room).saturating_sub(taken)),
            ..row
        }
    }

    /// A row of a headline alone.
    fn headline_row(&self, article: &Article, measure: u16, most: usize) -> ListRow {
        let (text, marks, field) = self.marked_headline(article);
        let (text, printed) = self.in_script(article, text, marks);
        let headline = self.reports.headlines.set(
            &text,
            Room {
                measure: usize::from(measure),
                most,
                ambiguous: self.ambiguous,
            },
        );
        ListRow {
            height: headline.lines.len().max(1) as u16,
            text,
            marks,
            field,
            printed,
            headline,
            imprint: Vec::new(),
            imprint_cells: 0,
            imprint_at: (0, BEFORE),
            excerpt: None,
        }
    }

    /// A line of the list with so many bytes of marks before it, in the script in which the text is shown; and as it was, if
    /// that is another.
    fn in_script(
        &self,
        article: &Article,
        text: String,
        marks: usize,
    ) -> (String, Option<(String, Places)>) {
        let script = self.window.view.script;
        if script == ShownScript::Original {
            return (text, None);
        }
        let (before, printed) = text.split_at_checked(marks).unwrap_or(("", &text));
        match conversion::convert(printed, written(article, printed), script) {
            Some(converted) => (
                format!("{before}{}", converted.text),
                Some((printed.to_owned(), converted.places)),
            ),
            None => (text, None),
        }
    }

    /// The headline with the marks before it, the bytes of these, and what it is.
    pub(super) fn marked_headline(&self, article: &Article) -> (String, usize, Field) {
        let mut text = String::new();
        if !article.uncertain.is_empty() {
            // Rebuilt from a page in a way that a person should look at.
            text.push('?');
        }
        let headline = headline_in_list(article);
        let field = match headline {
            Headline::Printed(_) => Field::Title,
            Headline::Drawn(_) => {
                text.push_str(drawn_mark(self.lang));
                Field::Body
            }
        };
        let marks = text.len();
        text.push_str(headline.text());
        (text, marks, field)
    }

    /// How many newspapers have the text, the reader's own tags, and the section, source and date that the row above
    /// does not say. What does not fit in so many cells is left out, the number last.
    fn imprint(
        &self,
        article: &Article,
        above: Option<&Article>,
        copies: usize,
        cells: usize,
    ) -> Vec<(Option<Field>, String)> {
        let said = |text: fn(&Article) -> Option<String>| {
            let own = text(article).filter(|own| !own.is_empty())?;
            (above.and_then(text).as_ref() != Some(&own)).then_some(own)
        };
        let tags = self.memory.library().tags(&article.id);
        let tags: Vec<String> = tags
            .map(|tag| format!("#{}", sanitize::line(tag)))
            .collect();
        let tags = truncate(&tags.join("  "), cells / 2, self.ambiguous).into_owned();
        let copies = (copies > 1).then(|| match self.lang {
            Lang::En => format!("[{copies} copies]"),
            Lang::Zh => format!("〔{copies}篇〕"),
        });
        let shown = |text: Option<String>| Some(self.in_script(article, text?, 0).0);
        // The first is the last to be left out.
        let parts = [
            (0, None, copies),
            (
                4,
                None,
                said(date).map(|date| short_date(&date, above).to_owned()),
            ),
            (1, None, Some(tags).filter(|tags| !tags.is_empty())),
            (3, Some(Field::Source), shown(said(source))),
            (2, Some(Field::Section), shown(said(section))),
        ];
        let mut left = cells;
        let mut kept: Vec<_> = parts
            .into_iter()
            .filter_map(|(place, field, text)| {
                let text = text?;
                left = left.checked_sub(width(&text, self.ambiguous) + usize::from(GAP))?;
                Some((place, field, text))
            })
            .collect();
        kept.sort_by_key(|(place, ..)| *place);
        let kept = kept.into_iter().map(|(_, field, text)| (field, text));
        kept.collect()
    }

    /// How many reports a row stands for.
    fn copies_in(&self, row: usize) -> usize {
        let found = self.search.found();
        found.map_or(1, |found| found.copies_at(row))
    }

    fn cells_of(&self, parts: &[(Option<Field>, String)]) -> u16 {
        let cells: usize = parts
            .iter()
            .map(|(_, text)| width(text, self.ambiguous) + usize::from(GAP))
            .sum();
        (cells as u16).saturating_sub(GAP)
    }
}

/// What stands before a headline that the newspaper did not print.
pub fn drawn_mark(lang: Lang) -> &'static str {
    lang.pick("[untitled] ", UNTITLED)
}

/// In which script a line of an article is written, which alone may not tell.
pub(super) fn written(article: &Article, line: &str) -> Option<Script> {
    let body = article.body.first().map_or("", |block| block.text());
    let told: String = line.chars().chain(body.chars().take(SAMPLE)).collect();
    Script::of(&told)
}

fn date(article: &Article) -> Option<String> {
    let published = article.published.as_ref()?;
    let date = published.date.clone();
    Some(beginning_of_line(
        &date.unwrap_or_else(|| published.label()),
    ))
}

/// Returns a date without the year that the row above has too.
fn short_date<'d>(own: &'d str, above: Option<&Article>) -> &'d str {
    let above = above.and_then(date).unwrap_or_default();
    let day = own.split_once('-').filter(|(year, day)| {
        day.contains('-')
            && above
                .split_once('-')
                .is_some_and(|(other, _)| other == *year)
    });
    day.map_or(own, |(_, day)| day)
}

fn source(article: &Article) -> Option<String> {
    article.source.as_deref().map(beginning_of_line)
}

fn section(article: &Article) -> Option<String> {
    article.section.as_deref().map(beginning_of_line)
}
