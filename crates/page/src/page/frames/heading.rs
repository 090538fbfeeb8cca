//! Tells headlines from text by their shape: they end without a stop and fill no column, or more than
//! one.

use super::super::captions;
use super::super::column::{INDENT, SLACK, Style, is_set_in, measure, measure_of_last};
use super::super::line::{Line, closes, first_width, has_comma, has_stop, is_closed, is_han};
use super::super::words::{PairSet, pairs};
use super::phrases::{
    has_many_commas, introduces, is_bracketed, is_dated, is_phrased, opens_bracket,
};
use super::{Cutter, Heading, Item, Mark};

/// No line of a headline is wider, in half ems.
const WIDEST: u32 = 120;
/// No column of a newspaper's page is as wide, in half ems.
const WIDE: u32 = 44;
/// The fewest characters of a line that is taken for a headline by where it stands alone.
const SHORTEST: usize = 6;
/// The most lines of a headline.
const HEADLINE: usize = 7;

impl<'t> Cutter<'_, 't> {
    /// Looks for a headline at the next line.
    pub(super) fn heading(&self) -> Option<Heading<'t>> {
        if self.apart.is_some() {
            return self.heading_apart();
        }
        let rest = self.lines.get(self.at..)?;
        let bare = rest
            .iter()
            .enumerate()
            .take(HEADLINE)
            .take_while(|(index, line)| {
                (*index == 0
                    || !(line.gap || self.is_lead(self.at + index) || self.is_indented(line)))
                    && line.width <= WIDEST
                    && !has_stop(line.text)
                    && self.mark(self.at + index) != Mark::SignOff
                    && (line.text.chars().any(is_han)
                        || self.ends_word(self.at + index)
                        || (*index > 0 && line.text.chars().all(closes)))
                    && !captions::is_source(line.text)
                    && !captions::ends_with_credit(line.text)
                    && !(is_bracketed(line.text) || opens_bracket(line.text))
                    && !is_dated(line.text)
                    && !has_many_commas(line.text)
                    && !(*index > 0 && self.mark(self.at + index) == Mark::Byline)
            })
            .count();
        // A headline's line may end with a colon, its last may not.
        let bare = (0..bare)
            .rev()
            .find(|&at| rest.get(at).is_some_and(|line| !introduces(line.text)))
            .map_or(0, |at| at + 1);
        let next = rest.get(bare);
        let lead = next.is_some() && self.is_lead(self.at + bare);
        let signed = self.mark(self.at + bare) == Mark::Byline;
        if bare == 0 {
            None
        } else if lead || signed {
            if self.ends_column(bare) {
                return None;
            }
            self.take(bare, false)
        } else if next.is_none_or(|next| next.gap || self.is_indented(next)) {
            self.alone(bare)
        } else {
            self.above_text(bare)
        }
    }

    /// Takes lines as a headline; where the last of them are set in the column below, without them.
    fn take(&self, count: usize, weak: bool) -> Option<Heading<'t>> {
        let lines = self.lines.get(self.at..self.at + count)?;
        let below = self.measure_after(self.at + count);
        let set_from = below.and_then(|measure| set_from(lines, measure));
        let (lines, in_column) = match set_from {
            Some(0) => (lines, true),
            Some(from) => (lines.get(..from)?, false),
            None => (lines, false),
        };
        Some(Heading {
            lines,
            weak,
            in_column,
        })
    }

    /// Whether lines are the last paragraph of the column above, though no stop is at its end: they are
    /// set below it without a gap, fill it, and have a comma.
    fn ends_column(&self, count: usize) -> bool {
        let lines = self.lines.get(self.at..self.at + count).unwrap_or_default();
        let Some(above) = measure_of_last(self.open()).filter(|_| !self.ends) else {
            return false;
        };
        lines.first().is_some_and(|first| !first.gap)
            && lines.iter().any(|line| has_comma(line.text))
            && !self.stands_out(count)
            && self.is_of_column(count, above)
    }

    /// Lines between gaps: a headline, unless they are the rest of a column.
    fn alone(&self, count: usize) -> Option<Heading<'t>> {
        let lines = self.lines.get(self.at..self.at + count)?;
        let last = lines.last()?;
        let asks = is_closed(last.text) && is_phrased(last.text);
        if last.text.ends_with(['，', '、', '：', ',']) || (is_closed(last.text) && !asks) {
            return None;
        }
        if is_column(lines) {
            return None;
        }
        let before = measure_of_last(self.open());
        let below = self.measure_after(self.at + count);
        let full = |measure: Option<u32>| {
            measure.is_some_and(|measure| self.fills(self.at + count - 1, measure))
        };
        if lines.iter().any(|line| has_comma(line.text))
            && (full(before) || full(below))
            && !self.stands_out(count)
        {
            return None;
        }
        let above = before.filter(|_| !self.ends);
        let flows = !lines.first()?.gap && above.is_some_and(|above| self.fills(self.at, above));
        if flows || self.goes_on(count) {
            return None;
        }
        if !self.stands_out(count) && above.is_some_and(|above| self.is_of_column(count, above)) {
            return None;
        }
        self.take(count, false)
    }

    /// Lines directly above text: the headline is what no column has.
    fn above_text(&self, bare: usize) -> Option<Heading<'t>> {
        let first = self.lines.get(self.at)?;
        let column = measure_of_last(self.open()).is_some_and(|above| self.goes_with(above));
        let headed = self.open().is_empty() && matches!(self.items.last(), Some(Item::Heading(_)));
        let phrased = (first.gap || !self.spaced)
            && is_phrased(first.text)
            && !(headed && !first.gap && self.runs(self.at));
        if column && !phrased && !(first.gap && self.stands_out(1)) {
            return None;
        }
        let most = bare.min(ABOVE_TEXT) + 1;
        let from = self.at + usize::from(column || phrased || self.is_said_again());
        match (from..self.at + most).find(|&at| self.runs(at)) {
            Some(text) if text > self.at => self.above(text),
            Some(_) => None,
            None => self.at_an_end(),
        }
    }

    /// Whether the next line is as one of the column above: below a full line its paragraph may go on,
    /// though a sentence ended there.
    fn goes_with(&self, above: u32) -> bool {
        let (Some(first), Some(last)) = (self.lines.get(self.at), self.open().last()) else {
            return false;
        };
        if first.gap || last.width + first_width(first.text) > above {
            self.fills(self.at, above)
        } else {
            self.begins(self.at, above)
        }
    }

    /// A line where a report has just ended, and that runs on to nothing, is above the next report.
    fn at_an_end(&self) -> Option<Heading<'t>> {
        let first = self.lines.get(self.at)?;
        let below = self.measure_after(self.at);
        let apart = (self.open().is_empty() || self.ends)
            && !below.is_some_and(|below| self.fills(self.at, below))
            && first.text.chars().count() >= SHORTEST
            && !is_closed(first.text)
            && !self.begins_text(first);
        if apart { self.take(1, false) } else { None }
    }

    /// Whether a line is as the first of a paragraph whose rest is too short to tell a measure.
    fn begins_text(&self, line: &Line<'_>) -> bool {
        let fills = |usual: &u32| line.width.abs_diff(*usual) <= INDENT + SLACK;
        let Some(usual) = self.usual.filter(fills) else {
            return false;
        };
        // In a column as wide as a sheet no headline fills a line.
        let next = self.lines.get(self.at + 1).filter(|next| !next.gap);
        let goes_on = next.is_some_and(|next| has_comma(next.text) || has_stop(next.text));
        has_comma(line.text) || (goes_on && usual >= WIDE)
    }

    /// The lines above those that text runs on from, unless they are text themselves.
    fn above(&self, text: usize) -> Option<Heading<'t>> {
        let (count, lines) = (text - self.at, self.lines.get(self.at..text)?);
        let (first, last) = (lines.first()?, lines.last()?);
        let runs_on = ['，', '、', '：', ',', ':'];
        let after = self.measure_after(text)?;
        let wide = lines.iter().any(|line| line.width > after + SLACK);
        // A headline may ask or exclaim, and then stands where text cannot.
        let asks = is_closed(last.text) && !has_stop(last.text);
        let ended = self.open().is_empty() || self.ends;
        let free = ended || first.gap || is_phrased(first.text);
        let sentence = is_closed(last.text) && !wide && !(asks && free);
        if last.text.ends_with(runs_on) || sentence || is_bracketed(last.text) {
            return None;
        }
        if !wide && count == 1 && self.goes_on(1) {
            return None;
        }
        let before = measure_of_last(self.open());
        let apart = wide
            || count > 1
            || ended
            || (first.gap && self.open().last().is_some_and(|line| !is_closed(line.text)))
            || before.is_some_and(|before| before.abs_diff(after) > SLACK + 1);
        self.take(count, !apart)
    }

    /// Whether a line begins with the rest of a Latin word or name that the line above is full with.
    fn ends_word(&self, at: usize) -> bool {
        let above = at.checked_sub(1).filter(|&above| above >= self.at);
        let above = above.and_then(|above| self.lines.get(above));
        let letter = |c: char| c.is_ascii_alphabetic();
        above.is_some_and(|above| above.text.ends_with(letter) && above.text.contains(is_han))
            && self
                .lines
                .get(at)
                .is_some_and(|line| line.text.starts_with(letter))
    }

    /// Whether a line has the white space that paragraphs here begin with.
    fn is_indented(&self, line: &Line<'_>) -> bool {
        self.style == Style::Spaces && line.indent >= INDENT - 1
    }

    /// Whether lines are those of the column above: they fill it, or begin a paragraph in it.
    fn is_of_column(&self, count: usize, measure: u32) -> bool {
        let lines = self.lines.get(self.at..self.at + count).unwrap_or_default();
        let runs_on = self
            .open()
            .last()
            .is_some_and(|line| !is_closed(line.text) && !self.ends);
        let fills = lines
            .iter()
            .any(|line| line.width.abs_diff(measure) <= SLACK);
        // Only the last line of a paragraph is short, and the first by its indent.
        let short = |line: &Line<'_>| line.width + INDENT + SLACK < measure;
        let within = lines.split_last().map_or(lines, |(_, within)| within);
        let fills = fills && !within.iter().any(short);
        (fills && (runs_on || count > 1)) || is_set_in(lines, measure)
    }

    /// Whether a line can only be a headline, though it is as wide as the column: it has phrases with
    /// spaces between them, or the text above goes on below it.
    fn stands_out(&self, count: usize) -> bool {
        let (Some(line), Some(below)) = (self.lines.get(self.at), self.lines.get(self.at + count))
        else {
            return false;
        };
        let Some(above) = self.open().last().filter(|above| !is_closed(above.text)) else {
            return is_phrased(line.text);
        };
        let column = measure_of_last(self.open());
        if has_comma(line.text) && column.is_some_and(|column| self.fills(self.at, column)) {
            return false;
        }
        let through = self.page.at_junction(above.text, line.text, 1);
        let past = self.page.at_junction(above.text, below.text, 0);
        is_phrased(line.text) || past >= through + 2.0
    }

    /// Whether the sentence of the last of some lines goes on below them.
    fn goes_on(&self, count: usize) -> bool {
        let (Some(last), Some(below)) = (
            self.lines.get(self.at + count - 1),
            self.lines.get(self.at + count),
        ) else {
            return false;
        };
        has_comma(last.text) && self.page.at_junction(last.text, below.text, 1) >= 2.0
    }

    /// Whether the next line says the same once more.
    fn is_said_again(&self) -> bool {
        match (self.lines.get(self.at), self.lines.get(self.at + 1)) {
            (Some(line), Some(next)) => line.text == next.text,
            _ => false,
        }
    }

    /// Whether text of a column runs on from a line: the line is full, and so is one of the next two.
    fn runs(&self, at: usize) -> bool {
        let Some(measure) = self
            .measure_after(at + 1)
            .or_else(|| self.measure_after(at))
        else {
            return false;
        };
        let full = |at| self.fills(at, measure);
        // Below a gap a column may go on in the middle of a paragraph.
        let anywhere = self.lines.get(self.at).is_some_and(|line| line.gap);
        let begins = self.begins(at, measure) || (anywhere && full(at));
        begins && self.goes_down(at + 1, measure) && (full(at + 1) || full(at + 2))
    }

    /// Whether a line goes on with what stands above it: it is full from the column's edge on, or the
    /// last of its paragraph.
    fn goes_down(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return true;
        };
        let needed = line.width + first_width(next.text) + if line.latin { 3 } else { 1 };
        match self.style {
            Style::Spaces => line.indent < INDENT - 1,
            _ => needed >= measure || next.gap || is_closed(line.text),
        }
    }

    /// Whether a line is as full as the first of a paragraph is in a column of this page.
    fn begins(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let slack = if line.latin || next.latin { 2 } else { 0 };
        let needed = line.width + first_width(next.text) + slack;
        let fits = |room: u32| line.width <= room + 2 && needed >= room;
        match self.style {
            Style::Spaces => line.indent >= INDENT - 1,
            Style::Indents => fits(measure.saturating_sub(INDENT)),
            Style::Flush => fits(measure),
            Style::Unknown => self.fills(at, measure) || fits(measure.saturating_sub(INDENT)),
        }
    }

    /// Whether a line is full in a column: as one within a paragraph, or as the first.
    fn fills(&self, at: usize, measure: u32) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let slack = if (line.latin || next.latin) && !line.gap {
            2
        } else {
            0
        };
        let room = measure.saturating_sub(INDENT + slack);
        line.width <= measure + 2 && line.width + first_width(next.text) >= room
    }
}

/// Whether lines are a column by themselves: they have commas, and are all as wide as it but the last, or the first by
/// its indent.
fn is_column(lines: &[Line<'_>]) -> bool {
    let Some((_, within)) = lines.split_last() else {
        return false;
    };
    let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
    let has_comma_in = |lines: &[Line<'_>]| lines.iter().any(|line| has_comma(line.text));
    if lines.len() >= 3 && has_comma_in(lines) && is_set_in(lines, widest) {
        return true;
    }
    let fills = |measure: u32| {
        let mut lines = within.iter();
        lines.all(|line| line.width <= measure && line.width + INDENT + SLACK >= measure)
    };
    within.len() >= 3 && has_comma_in(lines) && measure(within).is_some_and(fills)
}

/// The most headlines and lines of them directly above text.
const ABOVE_TEXT: usize = 4;

/// Where the lines of a headline begin that are set in the column below. A headline and a copy of it in
/// the column part where most of the one has come again in the other.
pub(super) fn set_from(lines: &[Line<'_>], measure: u32) -> Option<usize> {
    (0..lines.len())
        .filter(|&from| {
            lines
                .get(from..)
                .is_some_and(|lines| is_set_in(lines, measure))
        })
        .max_by_key(|&from| (copied_from(lines, from), std::cmp::Reverse(from)))
}

/// How much of the lines of a headline before a place comes again from there on, if it is most of it.
pub(super) fn copied_from(lines: &[Line<'_>], from: usize) -> usize {
    let words = |lines: &[Line<'_>]| -> PairSet {
        lines.iter().flat_map(|line| pairs(line.text)).collect()
    };
    let (above, below) = lines.split_at_checked(from).unwrap_or_default();
    let (above, below) = (words(above), words(below));
    let common = above.intersection(&below).count();
    if 2 * common > above.len() { common } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::super::column::Style;
    use super::super::super::line::lines;
    use super::super::super::words::Neighbours;
    use super::super::{Item, items};

    const REPORT: &str = "春天到了，青山公园的三百株樱\n花昨天一齐开放，市民带着孩子\n从各处赶来，园内一时热闹得像\n过节一样。\n";

    fn headings(text: &str) -> Vec<String> {
        let lines = lines(text, 1);
        let items = items(&lines, &Neighbours::of(&lines), Style::of(&lines));
        let headings = items.iter().filter_map(|item| match item {
            Item::Heading(heading) => Some(heading.lines.iter().map(|line| line.text).collect()),
            _ => None,
        });
        headings.collect()
    }

    #[test]
    fn a_line_of_a_headline_may_end_with_a_colon_or_within_a_name() {
        for (head, joined) in [
            ("园林局长：\n樱花还能看十天\n", "园林局长：樱花还能看十天"),
            ("公园里来了支Spr\ning乐队\n", "公园里来了支Spring乐队"),
        ] {
            assert_eq!(headings(&format!("{head}\n{REPORT}")), [joined]);
        }
        assert!(headings(&format!("{REPORT}园林局长说：\n")).is_empty());
    }

    #[test]
    fn a_headline_of_many_lines_is_one() {
        let head = "我市\n昨日\n樱花\n盛开\n游人如织\n";
        assert_eq!(
            headings(&format!("{head}\n{REPORT}")),
            [head.replace('\n', "")]
        );
    }

    #[test]
    fn a_piece_of_a_column_between_gaps_is_no_headline() {
        for piece in [
            "园林局长说，樱花还能看十\n天，请市民错开假日来看花，不\n要攀折公园里的树枝和花草与青\n",
            "开得更盛，不过局长还是请市民错开假日，并说公园的\n",
        ] {
            let text = format!("{REPORT}\n{piece}\n{REPORT}");
            assert!(headings(&text).is_empty(), "{:?}", headings(&text));
        }
    }

    #[test]
    fn a_day_in_figures_begins_no_headline() {
        let text = format!("2019-11-22 阅读下一篇：\n樱花盛开\n\n{REPORT}");
        assert!(!headings(&text).iter().any(|head| head.contains("2019")));
    }

    #[test]
    fn text_whose_stop_was_lost_is_no_headline_above_a_lead() {
        let text = format!(
            "{REPORT}园林局长说，樱花还能看十天，请\n市民错开假日来看花\n本报讯（记者李明）水库开闸放水，\n下游的稻田将得到灌溉。\n"
        );
        assert!(headings(&text).is_empty(), "{:?}", headings(&text));
    }

    #[test]
    fn lines_of_a_column_are_full_but_for_the_last() {
        let column = REPORT.replace("过节一样。\n", "过节一样，孩子\n");
        let head = "樱花盛开\n游人如织\n——青山公园三百株樱花开放\n";
        let text = format!(
            "{column}\n{head}\n们在树下跑来跑去，老人们坐着说\n话，到天黑才回家去，说明天还要\n再来。\n"
        );
        assert_eq!(headings(&text), [head.replace('\n', "")]);
    }
}
