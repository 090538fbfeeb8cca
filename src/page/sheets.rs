//! Cuts a file into pages, line by line, so that no more of it is held than a page.
//!
//! A form feed ends a sheet, and a folio names its page. Sheets with one folio are one page: a page that
//! was printed over sixteen sheets is read as one. A sheet without a folio goes on with the page before
//! it if that one broke off within a sentence, or if pages here have theirs on top.

use super::folio::folio;
use super::line::is_closed;

/// A page of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its text.
    pub text: String,
    /// The number of its first line in the file, counted from 1.
    pub first: u32,
}

/// Cuts lines into pages.
#[derive(Debug)]
pub struct Sheets {
    text: String,
    first: u32,
    /// The number of the next line.
    next: u32,
    /// The page that a folio has named: its number and day.
    page: Option<[Option<String>; 2]>,
    /// Whether the folio stood above the page's text.
    on_top: bool,
    /// Lines with text so far.
    printed: usize,
    /// Where the text after the folio begins.
    after_folio: Place,
    /// A form feed that may end the page.
    feed: Option<Feed>,
    /// Whether the last line of text ended a sentence.
    closed: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    byte: usize,
    line: u32,
}

#[derive(Clone, Copy, Debug)]
struct Feed {
    place: Place,
    /// Lines with text since.
    seen: usize,
    /// Whether the text before it ended with a sentence.
    closed: bool,
}

/// A folio stands among this many lines of text from the edge of its page.
const EDGE: usize = 4;
/// A longer line is no folio, in bytes.
const LONGEST_FOLIO: usize = 240;

impl Default for Sheets {
    fn default() -> Self {
        Self {
            text: String::new(),
            first: 1,
            next: 1,
            page: None,
            on_top: true,
            printed: 0,
            after_folio: Place::default(),
            feed: None,
            closed: true,
        }
    }
}

impl Sheets {
    /// Takes the next line, without its end; returns the page that is known to have ended.
    pub fn push(&mut self, line: &str) -> Option<Sheet> {
        let here = self.here();
        if line.trim_start_matches([' ', '\t']).starts_with('\u{c}') && self.printed > 0 {
            let closed = self.feed.map_or(self.closed, |feed| feed.closed);
            self.feed = Some(Feed {
                place: here,
                seen: 0,
                closed,
            });
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.next = self.next.saturating_add(1);
        if line.trim().is_empty() {
            return None;
        }
        let named = name(line);
        let ended = self.judge(named.as_ref(), here);
        self.printed += 1;
        if named.is_some() {
            self.after_folio = self.here();
        } else {
            self.closed = is_closed(line.trim());
        }
        ended
    }

    /// Returns the last page.
    pub fn finish(mut self) -> Option<Sheet> {
        let text = std::mem::take(&mut self.text);
        let first = self.first;
        (!text.trim().is_empty()).then_some(Sheet { text, first })
    }

    fn here(&self) -> Place {
        Place {
            byte: self.text.len(),
            line: self.next,
        }
    }

    /// Decides whether a page has ended, and where.
    fn judge(&mut self, named: Option<&[Option<String>; 2]>, here: Place) -> Option<Sheet> {
        if let Some(mut feed) = self.feed.take() {
            feed.seen += 1;
            return match named {
                Some(name) if self.page.as_ref() == Some(name) => None,
                Some(name) => self.cut(feed.place, Some(name)),
                None if feed.seen <= EDGE => {
                    self.feed = Some(feed);
                    None
                }
                None if !feed.closed || (self.page.is_some() && self.on_top) => None,
                None => self.cut(feed.place, None),
            };
        }
        let name = named?;
        match &self.page {
            None => {
                self.on_top = self.printed <= EDGE;
                self.page = Some(name.clone());
                None
            }
            Some(known) if known == name => None,
            Some(_) if self.on_top => self.cut(here, Some(name)),
            Some(_) => self.cut(self.after_folio, Some(name)),
        }
    }

    /// Ends the page at a place.
    fn cut(&mut self, at: Place, name: Option<&[Option<String>; 2]>) -> Option<Sheet> {
        let rest = self.text.split_off(at.byte.min(self.text.len()));
        let text = std::mem::replace(&mut self.text, rest);
        let first = std::mem::replace(&mut self.first, at.line);
        self.page = name.cloned();
        self.on_top = self.on_top || name.is_none();
        self.printed = 1;
        (!text.trim().is_empty()).then_some(Sheet { text, first })
    }
}

/// The number and day of the page that a line names.
fn name(line: &str) -> Option<[Option<String>; 2]> {
    let may = line.len() <= LONGEST_FOLIO
        && (line.contains('版') || line.contains(|c: char| c.is_ascii_digit()));
    let found = may.then(|| folio(line.trim())).flatten()?;
    found
        .page
        .is_some()
        .then_some([found.page, found.published])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(text: &str) -> Vec<(u32, String)> {
        let mut sheets = Sheets::default();
        let mut found: Vec<Sheet> = text.lines().filter_map(|line| sheets.push(line)).collect();
        found.extend(sheets.finish());
        found
            .into_iter()
            .map(|sheet| (sheet.first, sheet.text.replace('\n', "|")))
            .collect()
    }

    fn expect(text: &str, pages: &[(u32, &str)]) {
        let pages: Vec<(u32, String)> = pages
            .iter()
            .map(|&(first, text)| (first, text.to_owned()))
            .collect();
        assert_eq!(sheets(text), pages, "{text}");
    }

    #[test]
    fn a_form_feed_ends_a_page_after_a_sentence() {
        expect(
            "春天来了。\n\u{c}夏天来了。\n甲\n乙\n丙\n丁\n",
            &[(1, "春天来了。|"), (2, "\u{c}夏天来了。|甲|乙|丙|丁|")],
        );
        expect(
            "春天来了，\n\u{c}夏天来了。\n甲\n乙\n丙\n丁\n",
            &[(1, "春天来了，|\u{c}夏天来了。|甲|乙|丙|丁|")],
        );
    }

    #[test]
    fn sheets_with_one_folio_are_one_page() {
        let text = "晨报 2019年11月22日 第2版\n甲。\n\u{c}晨报 2019年11月22日 第2版\n乙。\n";
        assert_eq!(sheets(text).len(), 1);
        let text = "晨报 2019年11月22日 第2版\n甲。\n\u{c}晨报 2019年11月22日 第3版\n乙。\n";
        assert_eq!(sheets(text).len(), 2);
    }

    #[test]
    fn folios_part_pages_on_top_and_at_the_foot() {
        expect(
            "第1版 要闻 2019年11月22日\n甲。\n第2版 要闻 2019年11月22日\n乙。\n",
            &[
                (1, "第1版 要闻 2019年11月22日|甲。|"),
                (3, "第2版 要闻 2019年11月22日|乙。|"),
            ],
        );
        expect(
            "甲\n乙\n丙\n丁\n戊。\n第1版 2019年11月22日\n己。\n第2版 2019年11月22日\n",
            &[
                (1, "甲|乙|丙|丁|戊。|第1版 2019年11月22日|"),
                (7, "己。|第2版 2019年11月22日|"),
            ],
        );
    }
}
