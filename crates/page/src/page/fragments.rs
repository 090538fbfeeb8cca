//! Puts together what the extraction broke: rows of a column (`rows`), subscripts on lines of their own, names of one character a
//! line, datelines that stand apart from the paragraph they begin, brackets that run over blank lines.

mod rows;

use super::column::{SLACK, measure};
use super::forms;
use super::line::{Line, has_comma, has_stop, is_closed, is_han, width};
use super::names::is_bare_name;

/// The most lines that a bracket runs over.
const LONGEST_BRACKET: usize = 6;

/// Joins the pieces of lines that stand one below the other in a page's text.
pub(super) fn mend<'t>(page: &'t str, lines: &[Line<'t>]) -> Vec<Line<'t>> {
    let lines = rows::join(page, lines);
    let mut mender = Mender {
        page,
        usual: None,
        mended: Vec::with_capacity(lines.len()),
        goes_on: GoesOn::No,
        bracket: 0,
    };
    for (at, line) in lines.iter().enumerate() {
        mender.add(*line, &lines, at);
    }
    mender.mended
}

/// What the line before was a piece of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    No,
    /// A line with a subscript: the next one is its rest.
    Line,
    /// A paragraph whose dateline stood apart: its next line too.
    Paragraph,
}

struct Mender<'t> {
    page: &'t str,
    /// The width of the page's columns, where it was needed.
    usual: Option<u32>,
    mended: Vec<Line<'t>>,
    goes_on: GoesOn,
    /// For how many lines a bracket has been open.
    bracket: usize,
}

impl<'t> Mender<'t> {
    fn add(&mut self, line: Line<'t>, lines: &[Line<'t>], at: usize) {
        let line = self.without_stray_gap(line);
        let goes_on = std::mem::replace(&mut self.goes_on, GoesOn::No);
        let next = lines.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let Some((before, above)) = before.zip(self.mended.last().copied()) else {
            return self.mended.push(line);
        };
        let followed = next.is_some_and(|next| !next.gap);
        if is_subscript(&line, before) && above.text.contains(is_han) && followed {
            self.goes_on = GoesOn::Line;
            self.join(above, line, lines);
        } else if (goes_on == GoesOn::Line && !line.gap)
            || line.gap && is_half(before) && is_half(&line) && is_pair(lines, at)
            || line.gap && line.text == "者" && before.text.ends_with("—编")
            || !line.gap && divides_office(before.text, line.text)
            || !line.gap && divides_name(before.text, line.text)
        {
            self.join(above, line, lines);
        } else if line.gap && is_dateline(before.text) && goes_on_from_dateline(line.text) {
            self.join(above, line, lines);
            if !is_closed(line.text) {
                self.goes_on = GoesOn::Paragraph;
                self.fill();
            }
        } else {
            let is_text = has_stop(line.text) || has_comma(line.text);
            let gap = line.gap && !(goes_on == GoesOn::Paragraph && is_text);
            self.mended.push(Line { gap, ..line });
        }
    }

    /// Joins a line to the one above. Where both are too wide for a line of the column, it ends where the
    /// lower one does.
    fn join(&mut self, above: Line<'t>, line: Line<'t>, lines: &[Line<'t>]) {
        let usual = *self
            .usual
            .get_or_insert_with(|| measure(lines).unwrap_or(u32::MAX / 2));
        let Some(mut joined) = above.with_next(self.page, &line) else {
            return self.mended.push(line);
        };
        if joined.width > usual + SLACK {
            joined.width = line.width;
        }
        if let Some(last) = self.mended.last_mut() {
            *last = joined;
        }
    }

    /// Takes the last line for as wide as the column, which it fills.
    fn fill(&mut self) {
        if let (Some(last), Some(usual)) = (self.mended.last_mut(), self.usual) {
            last.width = last.width.max(usual.min(width(last.text)));
        }
    }

    /// Takes the gap from a line within a bracket that a line has begun with.
    fn without_stray_gap(&mut self, line: Line<'t>) -> Line<'t> {
        let closes = line.text.contains(['）', ')']);
        let opens = line.text.starts_with(['（', '(']) && !closes && !has_stop(line.text);
        let within = self.bracket > 0;
        self.bracket = match self.bracket {
            0 => usize::from(opens),
            LONGEST_BRACKET => 0,
            _ if closes => 0,
            open => open + 1,
        };
        let gap = line.gap && !within;
        Line { gap, ..line }
    }
}

/// Whether a line is no more than the number below or above a letter at the end of the line before.
fn is_subscript(line: &Line<'_>, before: &Line<'_>) -> bool {
    let digits = line.text.len() <= 2 && line.text.bytes().all(|byte| byte.is_ascii_digit());
    digits && !line.gap && before.text.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a line is one character, half of a name that was set with a space: 康　岩.
fn is_half(line: &Line<'_>) -> bool {
    line.text.chars().count() == 1 && line.text.chars().all(is_han)
}

/// Whether a byline is broken within the word for who wrote: 记者 李明 通 | 讯员 王芳.
fn divides_office(above: &str, below: &str) -> bool {
    let words = [
        ("通", "讯员"),
        ("通讯", "员"),
        ("通", "訊員"),
        ("通訊", "員"),
        ("记", "者"),
        ("記", "者"),
    ];
    let divided = words
        .iter()
        .any(|(end, start)| above.ends_with(end) && below.starts_with(start));
    divided && forms::is_byline(&format!("{above}{below}")) && !forms::is_byline(below)
}

/// Whether a byline is broken within its last name: 本报记者 李 | 小明.
fn divides_name(above: &str, below: &str) -> bool {
    let last = above.split_whitespace().next_back().unwrap_or_default();
    let name = last.to_owned() + below;
    last.chars().count() == 1 && forms::is_byline(above) && is_bare_name(&name)
}

/// Whether two halves stand alone: more of them are a text set vertically.
fn is_pair(lines: &[Line<'_>], at: usize) -> bool {
    let above = at.checked_sub(2).and_then(|above| lines.get(above));
    let below = lines.get(at + 1);
    [above, below]
        .into_iter()
        .flatten()
        .all(|line| !is_half(line))
}

/// Whether a line is where and when a report was written, and nothing of it: 新华社北京3月1日电.
fn is_dateline(text: &str) -> bool {
    text.ends_with(['电', '電', '讯', '訊']) && forms::lead(text) == Some(text.len())
}

/// Whether a text may stand behind a dateline: who wrote, or what no report begins with.
fn goes_on_from_dateline(text: &str) -> bool {
    text.starts_with(['（', '(']) || forms::lead(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::join::{Spaces, join};
    use super::super::line::{self, Line};

    fn lines(text: &str) -> Vec<Line<'_>> {
        super::mend(text, &line::lines(text, 1))
    }

    fn mended(text: &str) -> Vec<String> {
        let lines = lines(text);
        let joined = lines.iter().map(|line| join(&[*line], Spaces::None).text);
        joined.collect()
    }

    #[test]
    fn a_subscript_belongs_to_its_line() {
        let text = "水中的CO\n2\n含量下降，而N\n2\nO的含量不变。\n池塘里的鱼多了。\n";
        assert_eq!(
            mended(text),
            ["水中的CO2含量下降，而N2O的含量不变。", "池塘里的鱼多了。"]
        );
        let numbers: Vec<_> = lines(text).iter().map(Line::numbers).collect();
        assert_eq!(numbers, [1..=5, 6..=6]);
        assert_eq!(mended("共有\n2\n名学生"), ["共有", "2", "名学生"]);
    }

    #[test]
    fn halves_of_a_name_are_one() {
        assert_eq!(mended("春到田间\n康\n\n岩\n"), ["春到田间", "康岩"]);
        assert_eq!(mended("——编\n\n者\n"), ["——编者"]);
        assert_eq!(mended("春\n\n风\n\n吹\n"), ["春", "风", "吹"]);
    }

    #[test]
    fn an_office_that_a_line_end_divides_is_one() {
        assert_eq!(
            mended("◎本报记者 李明 通\n讯员 王芳\n"),
            ["◎本报记者李明通讯员王芳"]
        );
        assert_eq!(mended("交通\n讯员 王芳\n"), ["交通", "讯员王芳"]);
    }

    #[test]
    fn a_name_that_a_line_end_divides_is_one() {
        assert_eq!(
            mended("文/图 本报记者 李\n小明\n水库开闸。\n"),
            ["文/图本报记者李小明", "水库开闸。"]
        );
        assert_eq!(mended("本报记者 李明\n王芳\n"), ["本报记者李明", "王芳"]);
    }

    #[test]
    fn a_dateline_begins_the_paragraph_below_it() {
        let text = "本报江城3月1日电\n\n（记者李明）水库今天开闸放水，\n\n下游的稻田将得到灌溉。\n";
        let lines = lines(text);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].text.ends_with("放水，") && !lines[1].gap);
    }

    #[test]
    fn a_bracket_runs_over_blank_lines() {
        let lines = lines("（本报江城3月1日电\n\n记者李明、王\n\n芳）\n\n春天来了。");
        let gaps: Vec<bool> = lines.iter().map(|line| line.gap).collect();
        assert_eq!(gaps, [false, false, false, true]);
    }
}
