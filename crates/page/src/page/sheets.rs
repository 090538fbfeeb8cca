//! Cuts a file into pages, line by line, so that no more of it is held than a page.
//!
//! A form feed ends a sheet, and a folio names its page. Sheets with one folio are one page: a page that
//! was printed over sixteen sheets is read as one. A sheet without a folio goes on with the page before
//! it if that one broke off within a sentence and this one has its measure, or if pages here have their
//! folios on top.

use super::clean::Cleaner;
use super::column::{INDENT, SLACK};
use super::folio::folio;
use super::foreign::is_noise;
use super::furniture::is_page_number;
use super::line::{has_comma, is_closed, width};
use super::woven::unweave;

/// A page of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its text.
    pub text: String,
    /// The number of its first line in the file, counted from 1.
    pub first: u32,
}

impl Sheet {
    fn of(text: String, first: u32) -> Self {
        let text = unweave(text);
        Self { text, first }
    }
}

/// Cuts lines into pages.
#[derive(Debug)]
pub struct Sheets {
    cleaner: Cleaner,
    text: String,
    first: u32,
    /// The number of the next line.
    next: u32,
    /// The page that a folio has named.
    page: Option<Name>,
    /// Whether the folio stood above the page's text.
    on_top: bool,
    /// Whether folios stand below the headlines of the page's reports, and speak of these.
    below_headlines: bool,
    /// Where the headline begins that the next line may be of.
    head: Place,
    /// Whether a headline may begin with the next line.
    may_head: bool,
    /// Lines with text so far.
    printed: usize,
    /// Where the text after the folio begins.
    after_folio: Place,
    /// A form feed that may end the page.
    feed: Option<Feed>,
    /// The measure that the last lines of text were set in, if they break off within a sentence.
    broken_off: BrokenOff,
}

/// The number and day of a page.
type Name = [Option<String>; 2];

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
    /// The measure of the sentence that was broken off before it, in half ems.
    open: Option<u32>,
    /// The measure of the sheet of one column that a sentence ended before it.
    column: Option<u32>,
    /// Whether a line since has that measure.
    taken_up: bool,
    /// Whether a header since names a day and no page.
    headed: bool,
}

impl Feed {
    fn see(&mut self, line: &str, width: u32) {
        self.seen += 1;
        self.taken_up |= self.open.is_some_and(|open| open.abs_diff(width) <= SLACK);
        // No headline is as wide as the column, and has a comma.
        let fits = |column: u32| width <= column + SLACK && width + INDENT + SLACK >= column;
        self.taken_up |= self.seen == 1 && has_comma(line) && self.column.is_some_and(fits);
    }
}

/// Tells whether a text breaks off within a sentence: its last line is as full as the one before it,
/// and no stop is at its end. A headline has no stop either, and a width of its own.
#[derive(Clone, Copy, Debug, Default)]
struct BrokenOff {
    width: u32,
    before: u32,
    closed: bool,
    /// The widths of the lines before those.
    above: [u32; 3],
    /// How many lines there were.
    lines: usize,
}

impl BrokenOff {
    fn see(&mut self, text: &str, width: u32) {
        let [_, second, third] = self.above;
        *self = Self {
            width,
            before: self.width,
            closed: is_closed(text),
            above: [second, third, self.before],
            lines: self.lines + 1,
        };
    }

    /// The measure of the sheet, if a sentence has ended on it and it is set in one column: such a column is
    /// wider than those of a newspaper's page, and a sheet has few lines of it.
    fn column(&self) -> Option<u32> {
        let [first, second, third] = self.above;
        let widths = [first, second, third, self.before, self.width];
        let widest = widths.into_iter().max().unwrap_or(0);
        let full = widths.iter().filter(|width| **width + SLACK >= widest);
        let is_sheet = self.closed && full.count() > 1 && self.lines <= LONGEST_SHEET;
        (is_sheet && widest >= NARROWEST_SHEET).then_some(widest)
    }

    fn measure(self) -> Option<u32> {
        let full = self.width.abs_diff(self.before) <= SLACK;
        (full && !self.closed).then_some(self.width)
    }
}

/// A sheet of one column has no more lines than this, and is no narrower, in half ems.
const LONGEST_SHEET: usize = 80;
const NARROWEST_SHEET: u32 = 36;

/// A folio stands among this many lines of text from the edge of its page.
const EDGE: usize = 4;
/// A longer line is no folio, in bytes.
const LONGEST_FOLIO: usize = 240;

impl Default for Sheets {
    fn default() -> Self {
        Self {
            cleaner: Cleaner::default(),
            text: String::new(),
            first: 1,
            next: 1,
            page: None,
            on_top: true,
            below_headlines: false,
            head: Place::default(),
            may_head: true,
            printed: 0,
            after_folio: Place::default(),
            feed: None,
            broken_off: BrokenOff::default(),
        }
    }
}

impl Sheets {
    /// Takes the next line, without its end; returns the pages that are known to have ended.
    pub fn push(&mut self, line: &str) -> Vec<Sheet> {
        let line = &*self.cleaner.line(line);
        let here = self.here();
        // Among noise a form feed is noise.
        let fed =
            line.trim_start_matches([' ', '\t']).starts_with('\u{c}') && !line.contains(is_noise);
        let mut ended = Vec::new();
        if fed && self.printed > 0 {
            ended.extend(self.feed(here));
        }
        let start = self.here();
        self.text.push_str(line);
        self.text.push('\n');
        self.next = self.next.saturating_add(1);
        let line = line.trim();
        if line.is_empty() {
            return ended;
        }
        let (edge, width) = (Edge::of(line), width(line));
        if matches!(edge, Edge::Number) {
            self.may_head = true;
            return ended;
        }
        let is_text = matches!(edge, Edge::Text);
        if is_text && (fed || self.may_head) {
            self.head = start;
        }
        self.may_head = !is_text || is_closed(line);
        ended.extend(self.judge(&edge, line, width, start));
        self.printed += 1;
        if is_text {
            self.broken_off.see(line, width);
        } else {
            self.after_folio = self.here();
        }
        ended
    }

    /// Returns the last pages: two where the file ends with a sheet of few lines.
    pub fn finish(mut self) -> Vec<Sheet> {
        let before = self.feed.take().and_then(|feed| self.end_at(feed));
        let last = Sheet::of(self.text, self.first);
        let printed = |sheet: &Sheet| !sheet.text.trim().is_empty();
        before
            .into_iter()
            .chain(Some(last).filter(printed))
            .collect()
    }

    fn here(&self) -> Place {
        Place {
            byte: self.text.len(),
            line: self.next,
        }
    }

    /// Notes a form feed. One that is still to be judged ended a sheet of few lines, or of none.
    fn feed(&mut self, here: Place) -> Option<Sheet> {
        let open = self.broken_off.measure();
        let ended = match self.feed.take() {
            Some(before) if before.seen == 0 => {
                self.feed = Some(before);
                return None;
            }
            Some(before) => self.end_at(before),
            None => None,
        };
        self.feed = Some(Feed {
            place: ended.as_ref().map_or(here, |_| self.here()),
            seen: 0,
            open,
            column: self.broken_off.column(),
            taken_up: false,
            headed: false,
        });
        self.broken_off.lines = 0;
        ended
    }

    /// Decides whether a page has ended before a line that begins at `start`, and where.
    fn judge(&mut self, edge: &Edge, line: &str, width: u32, start: Place) -> Option<Sheet> {
        if let Some(mut feed) = self.feed.take() {
            feed.see(line, width);
            return match edge {
                Edge::Named(name, _) if self.page.as_ref() == Some(name) => None,
                Edge::Named(name, true) if self.below_headlines => self.cut(self.head, Some(name)),
                Edge::Named(name, _) => self.cut(feed.place, Some(name)),
                _ if feed.seen > EDGE => self.end_at(feed),
                _ => {
                    feed.headed |= matches!(edge, Edge::Header);
                    self.feed = Some(feed);
                    None
                }
            };
        }
        let Edge::Named(name, of_report) = edge else {
            return None;
        };
        match &self.page {
            None => {
                self.below_headlines = *of_report && self.printed > 0;
                self.on_top = self.printed <= EDGE;
                self.page = Some(name.clone());
                None
            }
            Some(known) if known == name => None,
            Some(_) if self.below_headlines && *of_report => self.cut(self.head, Some(name)),
            Some(_) if self.on_top => self.cut(start, Some(name)),
            Some(_) => self.cut(self.after_folio, Some(name)),
        }
    }

    /// Ends the page at a form feed that no folio follows, unless the page goes on behind it.
    fn end_at(&mut self, feed: Feed) -> Option<Sheet> {
        let unnamed = self.page.is_some() && self.on_top && !feed.headed;
        let goes_on = feed.taken_up || unnamed || self.below_headlines;
        if goes_on {
            None
        } else {
            self.cut(feed.place, None)
        }
    }

    /// Ends the page at a place.
    fn cut(&mut self, at: Place, name: Option<&Name>) -> Option<Sheet> {
        let rest = self.text.split_off(at.byte.min(self.text.len()));
        let text = std::mem::replace(&mut self.text, rest);
        let first = std::mem::replace(&mut self.first, at.line);
        self.page = name.cloned();
        self.on_top = self.on_top || name.is_none();
        self.printed = 1;
        (!text.trim().is_empty()).then(|| Sheet::of(text, first))
    }
}

/// What a line says of its sheet.
enum Edge {
    /// Which page it is, and whether it says so of a report.
    Named(Name, bool),
    /// The number of a sheet.
    Number,
    /// Which day's it is.
    Header,
    /// Nothing.
    Text,
}

impl Edge {
    fn of(line: &str) -> Self {
        let may = line.len() <= LONGEST_FOLIO
            && (line.contains('版') || line.contains(|c: char| c.is_ascii_digit()));
        match may.then(|| folio(line)).flatten() {
            Some(found) if found.page.is_some() => {
                Self::Named([found.page, found.published], found.of_report)
            }
            Some(_) => Self::Header,
            None if is_page_number(line) => Self::Number,
            None => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(text: &str) -> Vec<(u32, String)> {
        let mut sheets = Sheets::default();
        let mut found: Vec<Sheet> = text.lines().flat_map(|line| sheets.push(line)).collect();
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
        let sentence = "春风吹过了田野，孩\n子们在田埂上奔跑，\n\u{c}纸鸢飞得比树还高，\n一直飞到云里。\n甲\n乙\n丙\n";
        expect(sentence, &[(1, &sentence.replace('\n', "|"))]);
    }

    #[test]
    fn a_headline_at_a_pages_end_is_no_sentence_that_goes_on() {
        let page = "春风吹过了田野，孩\n子们在田埂上奔跑。\n春到田间\n";
        assert_eq!(sheets(&[page; 3].join("\u{c}")).len(), 3);
    }

    #[test]
    fn a_page_goes_on_behind_a_sheet_of_one_column() {
        let first = "春风吹过了田野，孩子们在田埂上奔跑，纸鸢飞得\n比树还高，一直飞到云里去，老人们坐在树下，说\n话说到天黑。\n\n";
        let goes_on = "夏天的雨下在田野里，孩子们在田埂上奔跑，雨点\n打在伞上。\n甲\n乙\n丙\n丁\n";
        let headed = "夏雨\n夏天的雨下在田野里，孩子们在田埂上奔跑，雨点\n打在伞上。\n甲\n乙\n丙\n";
        for (number, rest, pages) in [("", goes_on, 1), ("第 1 页\n", goes_on, 1), ("", headed, 2)]
        {
            let text = format!("{first}{number}\u{c}{rest}");
            assert_eq!(sheets(&text).len(), pages, "{text}");
        }
        let broken = first.replace("话说到天黑。\n", "");
        assert_eq!(
            sheets(&format!("{broken}第 1 页\n\n\u{c}{goes_on}")).len(),
            1
        );
    }

    #[test]
    fn a_headline_goes_with_the_folio_below_it() {
        let report = |page: u32, head: &str| {
            format!(
                "{head}\n本报记者\n\n李明\n\n《晨报》（2019年11月22日 第 0{page} 版）\n\n春天来了。\n\n第 {page} 页\n\n"
            )
        };
        let text =
            report(1, "春到田间") + &report(1, "春到山中") + "\u{c}" + &report(2, "夏到田间");
        let pages = sheets(&text);
        assert_eq!(pages.len(), 2, "{pages:?}");
        assert!(pages[1].1.contains("夏到田间") && !pages[0].1.contains("夏到田间"));
        let text = report(1, "春到田间") + "夏天来了。\n" + &report(2, "夏到田间");
        let pages = sheets(&text);
        assert!(pages[1].1.starts_with("夏到田间"), "{pages:?}");
    }

    #[test]
    fn sheets_of_few_lines_are_pages_too() {
        expect(
            "甲。\n\u{c}乙。\n\u{c}\n\u{c}丙。\n",
            &[(1, "甲。|"), (2, "\u{c}乙。|"), (3, "\u{c}|\u{c}丙。|")],
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
