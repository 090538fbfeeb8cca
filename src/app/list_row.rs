//! How a report stands in the list: its headline in one line or a few, broken between words, and beside or below it
//! what the row above does not say already.

use super::Model;
use crate::article::Article;
use crate::document::{Field, Headline, UNTITLED, beginning_of_line, headline_in_list};
use crate::lang::Lang;
use crate::text::display::{Short, set_short};
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

/// The cells between a headline and what stands beside it.
pub const GAP: u16 = 2;

/// A report as the list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRow {
    /// The headline, with the marks before it.
    pub text: String,
    /// How many bytes of it are marks: that it is uncertain, or not the newspaper's.
    pub marks: usize,
    /// What the text is, for who looks for hits in it.
    pub field: Option<Field>,
    /// The text's lines.
    pub headline: Short,
    /// What stands beside the headline or below it: each part with what it is, if it is searched.
    pub imprint: Vec<(Option<Field>, String)>,
    /// The cells that the imprint takes.
    pub imprint_cells: u16,
    /// The line, counted from the row's first, on which the imprint stands, and the column of its first cell.
    pub imprint_at: (u16, u16),
    /// How many lines of the screen the row takes.
    pub height: u16,
}

impl Model {
    /// Returns how a row of the list stands in so many columns; nothing as long as its report has not come.
    pub fn list_row(&self, row: usize, columns: u16) -> Option<ListRow> {
        let article = self.article(self.article_in(row)?)?;
        let above = row.checked_sub(1).and_then(|above| self.article_in(above));
        let above = above.and_then(|above| self.article(above));
        let set = self.set_row(article, above, columns);
        if above.is_none() || row != self.list.top() {
            return Some(set);
        }
        // What stands on top says all, if that takes no more lines.
        let whole = self.set_row(article, None, columns);
        Some(if whole.height == set.height {
            whole
        } else {
            set
        })
    }

    /// Returns how many lines of the screen a row of the list takes in so many columns.
    pub fn row_height(&self, row: usize, columns: u16) -> u16 {
        self.list_row(row, columns).map_or(1, |row| row.height)
    }

    fn set_row(&self, article: &Article, above: Option<&Article>, columns: u16) -> ListRow {
        let (text, marks, field) = self.marked_headline(article);
        let room = columns.saturating_sub(BEFORE + 1);
        let is_wide = columns >= WIDE;
        let cells = usize::from(if is_wide { room * 2 / 5 } else { room });
        let imprint = self.imprint(article, above, cells);
        let imprint_cells = self.cells_of(&imprint);
        let beside = if is_wide && imprint_cells > 0 {
            imprint_cells + GAP
        } else {
            0
        };
        let measure = room.saturating_sub(beside).min(FARTHEST);
        let most = if is_wide { MOST.0 } else { MOST.1 };
        let headline = set_short(&text, usize::from(measure), most, self.ambiguous);
        let lines = headline.lines.len().max(1) as u16;
        let last = headline.lines.last().cloned().unwrap_or_default();
        let last = width(text.get(last).unwrap_or_default(), self.ambiguous) as u16;
        let end = (room.min(measure + beside) + BEFORE).saturating_sub(imprint_cells);
        let fits = last + GAP + imprint_cells <= room && !headline.is_cut;
        let imprint_at = match () {
            () if is_wide => (0, end),
            () if fits => (lines - 1, end),
            () => (lines, end),
        };
        ListRow {
            text,
            marks,
            field,
            headline,
            height: if imprint.is_empty() {
                lines
            } else {
                lines.max(imprint_at.0 + 1)
            },
            imprint,
            imprint_cells,
            imprint_at,
        }
    }

    /// The headline with the marks before it, the bytes of these, and what it is.
    fn marked_headline(&self, article: &Article) -> (String, usize, Option<Field>) {
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
        (text, marks, Some(field))
    }

    /// The reader's own tags, and the section, source and date that the row above does not say. What does not fit in
    /// so many cells is left out, the date last.
    fn imprint(
        &self,
        article: &Article,
        above: Option<&Article>,
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
        // The first is the last to be left out.
        let parts = [
            (
                3,
                None,
                said(date).map(|date| short_date(&date, above).to_owned()),
            ),
            (0, None, Some(tags).filter(|tags| !tags.is_empty())),
            (2, Some(Field::Source), said(source)),
            (1, Some(Field::Section), said(section)),
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
